' Installations that go on after the call, with callbacks; and the way back.
'
' shows: B129 B137 B138 B139 B140 B147 B148

Const WU_E_NO_UPDATE = &H80240024
Const orcSucceeded = 2
Const iiRequiresExclusiveHandling = 2
Const irbNeverReboots = 0
Const orcAborted = 5

Class Listener
    Public Told
    Public Completed
    Public Percent
    Public State

    Public Default Sub Invoke(job, args)
        State = job.AsyncState
        If job.IsCompleted Then
            Completed = Completed + 1
        Else
            Told = Told + 1
            Percent = args.Progress.PercentComplete
        End If
    End Sub
End Class

Dim session, searcher, updates, update, wanted, downloader, installer, progress, completion, job, result
Set session = CreateObject("Microsoft.Update.Session")
Set searcher = session.CreateUpdateSearcher
Set updates = searcher.Search("IsInstalled=0 and Type='Software'").Updates
Set wanted = CreateObject("Microsoft.Update.UpdateColl")
For Each update In updates
    If IsQuiet(update) And wanted.Count < 3 Then
        wanted.Add update
    End If
Next
Set downloader = session.CreateUpdateDownloader
downloader.Updates = wanted
downloader.Download

Set installer = session.CreateUpdateInstaller
On Error Resume Next
installer.Install
CheckError "no updates were given", WU_E_NO_UPDATE
On Error Goto 0
installer.Updates = wanted
installer.ForceQuiet = True
Check "ForceQuiet", installer.ForceQuiet, True
Check "nothing runs", installer.IsBusy, False

Set progress = New Listener
Set completion = New Listener
Set job = installer.BeginInstall(progress, completion, "installing")
Set result = installer.EndInstall(job)
job.CleanUp
CheckResult "installation", result, job
Check "completed once", completion.Completed, 1
Check "the state", completion.State, "installing"
If progress.Told = 0 Then WScript.Echo "not ok: nobody was told of the progress"
Check "all of it", job.GetProgress.PercentComplete, 100

' What can be taken off again is.
Dim removable
Set removable = CreateObject("Microsoft.Update.UpdateColl")
For Each update In searcher.Search("IsInstalled=1").Updates
    ' One of the museum's is glued.
    If update.IsUninstallable And InStr(update.Title, "Glued") = 0 And removable.Count < 2 Then removable.Add update
Next
If removable.Count = 0 Then
    WScript.Echo "not ok: nothing can be taken off"
Else
    Set installer = session.CreateUpdateInstaller
    installer.Updates = removable
    Set completion = New Listener
    Set job = installer.BeginUninstall(Nothing, completion, 7)
    Set result = installer.EndUninstall(job)
    job.CleanUp
    CheckResult "removal", result, job
    Check "the removal completed once", completion.Completed, 1
    Check "the state of the removal", completion.State, 7
End If

Done "installation"

' After a restart has become necessary, nothing more is installed.
Function IsQuiet(update)
    IsQuiet = False
    If Not update.EulaAccepted Then Exit Function
    If update.InstallationBehavior Is Nothing Then Exit Function
    If update.InstallationBehavior.CanRequestUserInput Then Exit Function
    If update.InstallationBehavior.Impact = iiRequiresExclusiveHandling Then Exit Function
    If update.InstallationBehavior.RebootBehavior <> irbNeverReboots Then Exit Function
    IsQuiet = True
End Function

Sub CheckResult(what, result, job)
    Dim index, one
    CheckOutcome what, result.ResultCode
    If VarType(result.RebootRequired) <> vbBoolean Then WScript.Echo "not ok: RebootRequired of the " & what
    For index = 0 To job.Updates.Count - 1
        Set one = result.GetUpdateResult(index)
        CheckOutcome what & " of " & job.Updates(index).Title, one.ResultCode
        If one.RebootRequired And Not result.RebootRequired Then WScript.Echo "not ok: a restart is forgotten"
        If one.ResultCode = orcSucceeded And one.HResult < 0 Then WScript.Echo "not ok: it failed and succeeded"
    Next
End Sub

Sub CheckOutcome(what, code)
    If code < orcSucceeded Or code > orcAborted Then WScript.Echo "not ok: " & what & " ended with " & code
End Sub
