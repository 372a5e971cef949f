' Takes the updates of an article off again.
'
'   cscript //nologo uninstall.vbs KB5081910

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
    Dim session, update, wanted, installer, result
    If WScript.Arguments.Count <> 1 Then
        WScript.Echo "usage: uninstall.vbs ARTICLE, such as KB5081910"
        WScript.Quit 2
    End If

    task = "searching for " & WScript.Arguments(0)
    Set session = CreateObject("Microsoft.Update.Session")
    Set wanted = CreateObject("Microsoft.Update.UpdateColl")
    For Each update In session.CreateUpdateSearcher.Search("IsInstalled=1").Updates
        If HasArticle(update, WScript.Arguments(0)) Then
            If update.IsUninstallable Then
                wanted.Add update
                If update.UninstallationNotes <> "" Then WScript.Echo "note: " & update.UninstallationNotes
            Else
                WScript.Echo "This cannot be taken off: " & update.Title
            End If
        End If
    Next
    If wanted.Count = 0 Then
        WScript.Echo "There is nothing to be taken off for " & WScript.Arguments(0) & "."
        Exit Sub
    End If

    task = "taking updates off"
    Set installer = session.CreateUpdateInstaller
    installer.Updates = wanted
    Set result = installer.Uninstall
    ShowResults wanted, result
    If result.RebootRequired Then WScript.Echo "The computer has to be restarted."
End Sub

' Whether the update has the article, given as 5081910 or KB5081910.
Function HasArticle(update, article)
    Dim number
    HasArticle = False
    For Each number In update.KBArticleIDs
        If "KB" & number = UCase(article) Or number = article Then HasArticle = True
    Next
End Function

' One line for each update, with the HRESULT of those that failed.
Sub ShowResults(updates, result)
    Dim index, one, line
    For index = 0 To updates.Count - 1
        Set one = result.GetUpdateResult(index)
        line = "  " & OutcomeName(one.ResultCode) & ": " & updates(index).Title
        If one.HResult < 0 Then line = line & " (0x" & Hex(one.HResult) & ")"
        If one.RebootRequired Then line = line & ", after a restart"
        WScript.Echo line
    Next
End Sub

Function OutcomeName(code)
    Select Case code
        Case 1 OutcomeName = "still going on"
        Case 2 OutcomeName = "succeeded"
        Case 3 OutcomeName = "succeeded with errors"
        Case 4 OutcomeName = "failed"
        Case 5 OutcomeName = "aborted"
        Case Else OutcomeName = "not done (" & code & ")"
    End Select
End Function
