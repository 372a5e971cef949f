' Lists the updates that this computer lacks, hidden ones left out.
'
'   cscript //nologo list.vbs [CRITERIA]

Option Explicit

' An error in any procedure ends it and comes back to here.
Dim task
On Error Resume Next
Main
If Err.Number <> 0 Then
    WScript.Echo "error while " & task & ": " & Err.Description & " (0x" & Hex(Err.Number) & ")"
    WScript.Quit 1
End If
WScript.Echo "done"

Sub Main
    Dim criteria, result, update, remark
    criteria = "IsInstalled=0 and IsHidden=0"
    If WScript.Arguments.Count > 0 Then criteria = WScript.Arguments(0)

    task = "searching for updates"
    Set result = CreateObject("Microsoft.Update.Session").CreateUpdateSearcher.Search(criteria)
    ' A search may find updates although a part of it failed.
    For Each remark In result.Warnings
        WScript.Echo "warning: " & remark.Message & " (0x" & Hex(remark.HResult) & ")"
    Next

    task = "reading what was found"
    For Each update In result.Updates
        WScript.Echo update.Title
        WScript.Echo "  " & Articles(update) & ", " & Severity(update) & ", " & Size(update)
    Next
    WScript.Echo "updates: " & result.Updates.Count
End Sub

Function Articles(update)
    Dim number
    For Each number In update.KBArticleIDs
        If Articles <> "" Then Articles = Articles & " "
        Articles = Articles & "KB" & number
    Next
    If Articles = "" Then Articles = "no article"
End Function

Function Severity(update)
    Severity = update.MsrcSeverity
    If Severity = "" Then Severity = "not rated"
End Function

' Sizes are decimals, with which VBScript can do little; CDbl makes numbers of them.
Function Size(update)
    Size = Int(CDbl(update.MaxDownloadSize) / 1024 + 0.5) & " KB"
End Function
