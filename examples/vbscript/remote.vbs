' What another computer lacks, when it was last updated, and which services it asks. Nothing is changed there.
'
'   cscript //nologo remote.vbs HOST

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
    Dim host, session, searcher, update, history, service
    If WScript.Arguments.Count <> 1 Then
        WScript.Echo "usage: remote.vbs HOST, the name or the address of a computer"
        WScript.Quit 2
    End If
    host = WScript.Arguments(0)

    ' The second argument is the computer on which the object is made.
    task = "reaching " & host
    Set session = CreateObject("Microsoft.Update.Session", host)
    Set searcher = session.CreateUpdateSearcher

    ' Searches that are begun and polled are refused from elsewhere: this one lasts as long as it lasts.
    task = "searching on " & host
    For Each update In searcher.Search("IsInstalled=0 and IsHidden=0").Updates
        WScript.Echo "missing: " & update.Title
    Next

    task = "reading the history of " & host
    If searcher.GetTotalHistoryCount > 0 Then
        Set history = searcher.QueryHistory(0, 1)
        WScript.Echo "last: " & history(0).Date & " UTC, " & history(0).Title
    End If

    task = "reading the services of " & host
    For Each service In CreateObject("Microsoft.Update.ServiceManager", host).Services
        WScript.Echo "service: " & service.Name
    Next
End Sub
