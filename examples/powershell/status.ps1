# The last entries of the history, the settings of Automatic Updates, and whether a restart is needed.
#
#   powershell -File status.ps1 [-Last 10]

param([int]$Last = 10)
$ErrorActionPreference = 'Stop'
$outcomes = @{ 1 = 'still going on'; 2 = 'succeeded'; 3 = 'succeeded with errors'; 4 = 'failed'; 5 = 'aborted' }
try {
    $searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher()
    $count = [math]::Min($Last, $searcher.GetTotalHistoryCount())
    # Nobody may ask for no entries.
    if ($count -gt 0) {
        foreach ($entry in $searcher.QueryHistory(0, $count)) {
            $operation = if ($entry.Operation -eq 1) { 'installation' } else { 'removal' }
            '{0:yyyy-MM-dd HH:mm}  {1} {2}: {3}' -f $entry.Date, $operation, $outcomes[[int]$entry.ResultCode], $entry.Title
        }
    }
    $settings = (New-Object -ComObject Microsoft.Update.AutoUpdate).Settings
    "notification level: $($settings.NotificationLevel), set by policy: $($settings.Required)"
    "restart needed: $((New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired)"
    'done'
} catch {
    Write-Host ('error: {0} (0x{1:X8})' -f $_.Exception.Message, $_.Exception.HResult)
    exit 1
}
