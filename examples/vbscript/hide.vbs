' Hides the updates of an article, so that searches leave them out; with `show`, offers them again.
'
'   cscript //nologo hide.vbs KB5081910 [show]

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
    Dim article, hidden, update, count
    If WScript.Arguments.Count = 0 Then
        WScript.Echo "usage: hide.vbs ARTICLE [show], with an article such as KB5081910"
        WScript.Quit 2
    End If
    article = WScript.Arguments(0)
    hidden = True
    If WScript.Arguments.Count > 1 Then hidden = WScript.Arguments(1) <> "show"

    task = "searching for " & article
    For Each update In CreateObject("Microsoft.Update.Searcher").Search("IsInstalled=0 and IsHidden=" & _
            Abs(CInt(Not hidden))).Updates
        If HasArticle(update, article) Then
            task = "hiding or showing " & update.Title
            update.IsHidden = hidden
            count = count + 1
            If hidden Then WScript.Echo "hidden: " & update.Title Else WScript.Echo "shown: " & update.Title
        End If
    Next
    If count = 0 Then WScript.Echo "There is nothing to be done for " & article & "."
End Sub

' Whether the update has the article, given as 5081910 or KB5081910.
Function HasArticle(update, article)
    Dim number
    HasArticle = False
    For Each number In update.KBArticleIDs
        If "KB" & number = UCase(article) Or number = article Then HasArticle = True
    Next
End Function
