' The script that every administrator has copied: search, download, install, say what became of each update, and
' read the history. By late binding, with the habits of the copies.
'
' shows: B001 B005 B006 B016 B020 B024 B026 B034 B112 B115 B135

Const orcInProgress = 1
Const orcSucceeded = 2
Const orcSucceededWithErrors = 3
Const orcAborted = 5
Const iiRequiresExclusiveHandling = 2

Dim session, searcher, result, update, wanted, downloader, downloads, installer, installed, history, entry
Dim index, succeeded, titles

Set session = CreateObject("Microsoft.Update.Session")
session.ClientApplicationID = "classic script"
Check "ClientApplicationID", session.ClientApplicationID, "classic script"
' Names are the same in any case.
Set searcher = session.CreateupdateSearcher()
Set result = searcher.Search("IsInstalled=0 and Type='Software' and IsHidden=0")
If result.ResultCode <> orcSucceeded And result.ResultCode <> orcSucceededWithErrors Then
    WScript.Echo "not ok: the search ended with " & result.ResultCode
End If
If result.Updates.Count = 0 Then WScript.Echo "not ok: the museum has nothing to install"

Set wanted = CreateObject("Microsoft.Update.UpdateColl")
For index = 0 To result.Updates.Count - 1
    Set update = result.Updates.Item(index)
    If update.Title = "" Then WScript.Echo "not ok: update " & index & " has no title"
    Check "IsInstalled", update.IsInstalled, False
    Check "IsHidden", update.IsHidden, False
    If IsWanted(update) Then
        If Not update.EulaAccepted Then update.AcceptEula
        wanted.Add update
        titles = titles & "|" & update.Title
    End If
Next
If wanted.Count = 0 Then WScript.Echo "not ok: nothing is wanted"

Set downloader = session.CreateUpdateDownloader()
' An object put without Set.
downloader.Updates = wanted
Check "the downloader's updates", downloader.Updates.Count, wanted.Count
Set downloads = downloader.Download()
For index = 0 To wanted.Count - 1
    CheckOutcome "download of " & wanted(index).Title, downloads.GetUpdateResult(index).ResultCode
Next

Set installer = session.CreateUpdateInstaller
Dim ready
Set ready = CreateObject("Microsoft.Update.UpdateColl")
For Each update In wanted
    If update.IsDownloaded Then ready.Add(update)
Next
If ready.Count = 0 Then WScript.Echo "not ok: nothing was downloaded"
installer.Updates = ready
Set installed = installer.Install()
CheckOutcome "the installation", installed.ResultCode
If VarType(installed.RebootRequired) <> vbBoolean Then WScript.Echo "not ok: RebootRequired is no boolean"
For index = 0 To ready.Count - 1
    CheckOutcome "installation of " & ready(index).Title, installed.GetUpdateResult(index).ResultCode
    If installed.GetUpdateResult(index).ResultCode = orcSucceeded Then succeeded = succeeded + 1
Next
If succeeded = 0 Then WScript.Echo "not ok: nothing was installed"

Dim total
total = searcher.GetTotalHistoryCount()
If total < succeeded Then WScript.Echo "not ok: the history has " & total & " entries"
Set history = searcher.QueryHistory(0, succeeded)
Check "entries asked for", history.Count, succeeded
For Each entry In history
    If InStr(titles, entry.Title) = 0 Then WScript.Echo "not ok: " & entry.Title & " was not installed"
    Check "a date of " & entry.Title, VarType(entry.Date), vbDate
    Check "who did it", entry.ClientApplicationID, "classic script"
    If entry.UpdateIdentity.UpdateID = "" Then WScript.Echo "not ok: no identity"
Next

Done "classic"

Function IsWanted(update)
    IsWanted = False
    ' A licence that cannot be read is not accepted.
    If Not update.EulaAccepted And update.EulaText = "" Then Exit Function
    If update.InstallationBehavior Is Nothing Then Exit Function
    If update.InstallationBehavior.CanRequestUserInput Then Exit Function
    If update.InstallationBehavior.Impact = iiRequiresExclusiveHandling Then Exit Function
    IsWanted = True
End Function

' One of the museum's updates works by himself and reports when he is done.
Sub CheckOutcome(what, code)
    If code < orcInProgress Or code > orcAborted Then WScript.Echo "not ok: " & what & " ended with " & code
End Sub
