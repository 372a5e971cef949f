# Installs everything that this computer lacks and that asks no questions, or the updates of one article, and says what
# became of each.
#
#   powershell -File install.ps1 [-Article KB5081910]

param([string]$Article)
$ErrorActionPreference = 'Stop'
$outcomes = @{ 1 = 'still going on'; 2 = 'succeeded'; 3 = 'succeeded with errors'; 4 = 'failed'; 5 = 'aborted' }
$exclusive = 2

function Test-Wanted($update) {
    if ($Article) { return @($update.KBArticleIDs | ForEach-Object { "KB$_" }) -contains $Article }
    $behavior = $update.InstallationBehavior
    return $null -ne $behavior -and -not $behavior.CanRequestUserInput -and $behavior.Impact -ne $exclusive
}

try {
    $session = New-Object -ComObject Microsoft.Update.Session
    $session.ClientApplicationID = 'install.ps1'
    $wanted = New-Object -ComObject Microsoft.Update.UpdateColl
    foreach ($update in $session.CreateUpdateSearcher().Search('IsInstalled=0 and IsHidden=0').Updates) {
        if (-not (Test-Wanted $update)) { continue }
        if (-not $update.EulaAccepted) {
            try { $update.AcceptEula() } catch { "licence not accepted: $($update.Title)"; continue }
        }
        [void]$wanted.Add($update)
    }
    if ($wanted.Count -gt 0) {
        $downloader = $session.CreateUpdateDownloader()
        $downloader.Updates = $wanted
        [void]$downloader.Download()
        $ready = New-Object -ComObject Microsoft.Update.UpdateColl
        foreach ($update in $wanted) {
            if ($update.IsDownloaded) { [void]$ready.Add($update) } else { "not downloaded: $($update.Title)" }
        }
        if ($ready.Count -gt 0) {
            $installer = $session.CreateUpdateInstaller()
            $installer.Updates = $ready
            $result = $installer.Install()
            for ($index = 0; $index -lt $ready.Count; $index++) {
                $one = $result.GetUpdateResult($index)
                '{0}: {1} (0x{2:X8})' -f $outcomes[[int]$one.ResultCode], $ready.Item($index).Title, $one.HResult
            }
            if ($result.RebootRequired) { 'The computer has to be restarted.' }
        }
    } else {
        'Nothing is missing.'
    }
    'done'
} catch {
    Write-Host ('error: {0} (0x{1:X8})' -f $_.Exception.Message, $_.Exception.HResult)
    exit 1
}
