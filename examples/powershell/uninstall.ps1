# Takes the updates of an article off again.
#
#   powershell -File uninstall.ps1 -Article KB5081910

param([Parameter(Mandatory)][string]$Article)
$ErrorActionPreference = 'Stop'
$outcomes = @{ 1 = 'still going on'; 2 = 'succeeded'; 3 = 'succeeded with errors'; 4 = 'failed'; 5 = 'aborted' }
try {
    $session = New-Object -ComObject Microsoft.Update.Session
    $wanted = New-Object -ComObject Microsoft.Update.UpdateColl
    foreach ($update in $session.CreateUpdateSearcher().Search('IsInstalled=1').Updates) {
        if (@($update.KBArticleIDs | ForEach-Object { "KB$_" }) -notcontains $Article) { continue }
        if ($update.IsUninstallable) { [void]$wanted.Add($update) } else { "This cannot be taken off: $($update.Title)" }
    }
    if ($wanted.Count -gt 0) {
        $installer = $session.CreateUpdateInstaller()
        $installer.Updates = $wanted
        $result = $installer.Uninstall()
        for ($index = 0; $index -lt $wanted.Count; $index++) {
            $one = $result.GetUpdateResult($index)
            '{0}: {1} (0x{2:X8})' -f $outcomes[[int]$one.ResultCode], $wanted.Item($index).Title, $one.HResult
        }
        if ($result.RebootRequired) { 'The computer has to be restarted.' }
    } else {
        "There is nothing to be taken off for $Article."
    }
    'done'
} catch {
    Write-Host ('error: {0} (0x{1:X8})' -f $_.Exception.Message, $_.Exception.HResult)
    exit 1
}
