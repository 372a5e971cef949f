# What other computers lack, and when they were last updated. Nothing is changed there.
#
#   powershell -File remote.ps1 HOST...

param([Parameter(Mandatory, ValueFromRemainingArguments)][string[]]$Hosts)
$ErrorActionPreference = 'Stop'
$failed = $false
foreach ($computer in $Hosts) {
    # One that cannot be reached keeps nobody from the others.
    try {
        $class = [type]::GetTypeFromProgID('Microsoft.Update.Session', $computer, $true)
        $searcher = [Activator]::CreateInstance($class).CreateUpdateSearcher()
        foreach ($update in $searcher.Search('IsInstalled=0 and IsHidden=0').Updates) {
            [pscustomobject]@{ Computer = $computer; State = 'missing'; Title = $update.Title }
        }
        if ($searcher.GetTotalHistoryCount() -gt 0) {
            $newest = $searcher.QueryHistory(0, 1).Item(0)
            [pscustomobject]@{ Computer = $computer; State = "last, $($newest.Date) UTC"; Title = $newest.Title }
        }
    } catch {
        Write-Host ('error: {0}: {1} (0x{2:X8})' -f $computer, $_.Exception.Message, $_.Exception.HResult)
        $failed = $true
    }
}
if ($failed) { exit 1 }
'done'
