# Searches in the background and shows that it is alive; a search that takes longer than so many seconds is stopped.
#
#   powershell -File search-async.ps1 [-Seconds 60]

param([int]$Seconds = 60)
$ErrorActionPreference = 'Stop'
try {
    $searcher = New-Object -ComObject Microsoft.Update.Searcher
    # Without a callback: PowerShell's functions are no COM objects, so the job is asked.
    $job = $searcher.BeginSearch('IsInstalled=0', $null, $null)
    $end = (Get-Date).AddSeconds($Seconds)
    while (-not $job.IsCompleted) {
        if ((Get-Date) -gt $end) {
            'It takes too long, and is stopped.'
            $job.RequestAbort()
            break
        }
        Write-Progress -Activity 'Searching for updates'
        Start-Sleep -Milliseconds 200
    }
    $result = $searcher.EndSearch($job)
    $job.CleanUp()
    "updates: $($result.Updates.Count)"
    'done'
} catch {
    Write-Host ('error: {0} (0x{1:X8})' -f $_.Exception.Message, $_.Exception.HResult)
    exit 1
}
