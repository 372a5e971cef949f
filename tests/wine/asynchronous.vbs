' Asynchronous operations with callbacks made in VBScript: objects whose default member takes the job and its news.
' The script's thread is a single-threaded apartment that pumps no messages of its own.
'
' shows: B017 B018 B028 B029 B030 B032 B116 B117 B121 B124 B126

Class CompletionListener
    Public Calls
    Public State
    Public Kind

    Public Default Sub Invoke(job, args)
        Calls = Calls + 1
        State = job.AsyncState
        Kind = TypeName(args)
        ' The job has its result by now.
        If Not job.IsCompleted Then WScript.Echo "not ok: completed, and not completed"
        ' Forbidden by the documentation, and done all the same: it must not wait for ever.
        job.CleanUp
    End Sub
End Class

Class ProgressListener
    Public Calls
    Public Percent
    Public Falls
    Public Lowest
    Public Kind

    Public Default Sub Invoke(job, args)
        Dim now
        now = args.Progress.PercentComplete
        If Calls > 0 Then
            If now < Percent Then Falls = Falls + 1
        End If
        Percent = now
        If Calls = 0 Then Lowest = now
        Calls = Calls + 1
        Kind = TypeName(args)
        If args.Progress.CurrentUpdateIndex >= job.Updates.Count Then WScript.Echo "not ok: more updates than there are"
    End Sub
End Class

Dim searcher, completion, job, result
Set searcher = CreateObject("Microsoft.Update.Searcher")
Set completion = New CompletionListener
Set job = searcher.BeginSearch("IsInstalled=0 and Type='Software'", completion, "a state")
Check "a job of the script's", job.AsyncState, "a state"
Set result = searcher.EndSearch(job)
job.CleanUp
Check "completed once", completion.Calls, 1
Check "the state came along", completion.State, "a state"
Check "what came along", completion.Kind, "ISearchCompletedCallbackArgs"
If result.Updates.Count = 0 Then WScript.Echo "not ok: nothing found"

' Without a callback, and with an object as state.
Dim state
Set state = New CompletionListener
state.Kind = "an object of the script"
Set job = searcher.BeginSearch("", Nothing, state)
Check "an object as state", job.AsyncState.Kind, "an object of the script"
Check "the very same object", job.AsyncState Is state, True
searcher.EndSearch job
job.CleanUp

On Error Resume Next
searcher.EndSearch job
CheckError "ended twice", &H80240036
On Error Goto 0

' A service as slow as a sundial: there is nothing yet to be fetched.
Dim slow
Set slow = CreateObject("Microsoft.Update.Searcher")
slow.ServerSelection = 3
slow.ServiceID = "00001901-00f0-4000-8000-000000000002"
Set job = slow.BeginSearch("", Nothing, 0)
Check "a slow search goes on", job.IsCompleted, False
Check "and finds what there is", slow.EndSearch(job).Updates.Count, 3
Check "after which it has ended", job.IsCompleted, True
job.CleanUp

' A download that tells of its progress.
Dim downloader, wanted, news, downloads, update
Set wanted = CreateObject("Microsoft.Update.UpdateColl")
For Each update In result.Updates
    If update.EulaAccepted And wanted.Count < 3 Then wanted.Add update
Next
Set downloader = CreateObject("Microsoft.Update.Session").CreateUpdateDownloader
downloader.Updates = wanted
Set news = New ProgressListener
Set completion = New CompletionListener
Set job = downloader.BeginDownload(news, completion, 42)
Set downloads = downloader.EndDownload(job)
job.CleanUp
Check "the download completed once", completion.Calls, 1
Check "the state of the download", completion.State, 42
If news.Calls < 2 Then WScript.Echo "not ok: told " & news.Calls & " times of the progress"
If news.Falls > 0 Then WScript.Echo "not ok: the progress fell"
If news.Lowest < 0 Or news.Lowest >= 100 Then WScript.Echo "not ok: it began at " & news.Lowest
Check "at the end", news.Percent, 100
Check "it had ended", job.IsCompleted, True
Check "the result is there", downloads.ResultCode, 2
Check "a result for each", downloads.GetUpdateResult(wanted.Count - 1).ResultCode, 2
Check "what came of progress", news.Kind, "IDownloadProgressChangedCallbackArgs"
Check "what came at the end", completion.Kind, "IDownloadCompletedCallbackArgs"

' An installation does the same.
Dim installer
Set installer = CreateObject("Microsoft.Update.Session").CreateUpdateInstaller
installer.Updates = wanted
Set news = New ProgressListener
Set completion = New CompletionListener
Set job = installer.BeginInstall(news, completion, 42)
installer.EndInstall job
job.CleanUp
Check "the installation completed once", completion.Calls, 1
Check "what came of its progress", news.Kind, "IInstallationProgressChangedCallbackArgs"
Check "what came at its end", completion.Kind, "IInstallationCompletedCallbackArgs"

Done "asynchronous"
