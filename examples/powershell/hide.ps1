# Hides the updates of an article, so that searches leave them out; with -Show, offers them again.
#
#   powershell -File hide.ps1 -Article KB5081910 [-Show]

param([Parameter(Mandatory)][string]$Article, [switch]$Show)
$ErrorActionPreference = 'Stop'
try {
    $searcher = New-Object -ComObject Microsoft.Update.Searcher
    foreach ($update in $searcher.Search("IsInstalled=0 and IsHidden=$([int]$Show.IsPresent)").Updates) {
        if (@($update.KBArticleIDs | ForEach-Object { "KB$_" }) -contains $Article) {
            $update.IsHidden = -not $Show
            '{0}: {1}' -f $(if ($Show) { 'shown' } else { 'hidden' }), $update.Title
        }
    }
    'done'
} catch {
    Write-Host ('error: {0} (0x{1:X8})' -f $_.Exception.Message, $_.Exception.HResult)
    exit 1
}
