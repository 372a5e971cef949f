# Lists the updates that this computer lacks, hidden ones left out.
#
#   powershell -File list.ps1 [-Criteria CRITERIA]

param([string]$Criteria = 'IsInstalled=0 and IsHidden=0')
$ErrorActionPreference = 'Stop'
try {
    $session = New-Object -ComObject Microsoft.Update.Session
    $result = $session.CreateUpdateSearcher().Search($Criteria)
    foreach ($warning in $result.Warnings) {
        Write-Warning ('{0} (0x{1:X8})' -f $warning.Message, $warning.HResult)
    }
    foreach ($update in $result.Updates) {
        [pscustomobject]@{
            Article  = @($update.KBArticleIDs | ForEach-Object { "KB$_" }) -join ' '
            Severity = $update.MsrcSeverity
            KB       = [math]::Round($update.MaxDownloadSize / 1KB)
            Title    = $update.Title
        }
    }
    'done'
} catch {
    Write-Host ('error: {0} (0x{1:X8})' -f $_.Exception.Message, $_.Exception.HResult)
    exit 1
}
