' Callbacks of a script that throw errors, stop and end what called them, or are none: the script goes on, and so does the
' agent.
'
' shows: B017 B018 B030 B032 B116 B117 B121 B123

Class Thrower
    Public Calls

    Public Default Sub Invoke(job, args)
        Calls = Calls + 1
        Err.Raise 5, "a script", "on purpose"
    End Sub
End Class

Class Stumbler
    Public Calls

    Public Default Sub Invoke(job, args)
        Calls = Calls + 1
        Dim nothing_there
        nothing_there.Stumble
    End Sub
End Class

' Takes less than it is called with.
Class HardOfHearing
    Public Calls

    Public Default Sub Invoke(job)
        Calls = Calls + 1
    End Sub
End Class

' Has no default member.
Class Silent
    Public Calls
End Class

Class Stopper
    Public Calls

    Public Default Sub Invoke(job, args)
        Calls = Calls + 1
        job.RequestAbort
        job.CleanUp
    End Sub
End Class

' Ends the search from inside, and lets go of the job.
Class Ender
    Public Calls
    Public Found

    Public Default Sub Invoke(ended, args)
        Calls = Calls + 1
        Found = searcher.EndSearch(ended).Updates.Count
        Set job = Nothing
        ' Another one, which is waited for inside.
        Found = Found + searcher.Search("IsInstalled=1").Updates.Count
    End Sub
End Class

Dim searcher, job, callback, result
Set searcher = CreateObject("Microsoft.Update.Searcher")

Sub SearchWith(what, calls)
    Set job = searcher.BeginSearch("IsInstalled=0", callback, 0)
    job.CleanUp
    Check what & ": called", callback.Calls, calls
    Check what & ": found all the same", searcher.EndSearch(job).Updates.Count > 0, True
End Sub

Set callback = New Thrower
SearchWith "a callback that throws", 1
SearchWith "and throws again", 2
Set callback = New Stumbler
SearchWith "a callback that stumbles", 1
Set callback = New HardOfHearing
callback.Calls = 0
SearchWith "a callback with too few parameters", 0
Set callback = New Silent
callback.Calls = 0
SearchWith "an object without a default member", 0

Set callback = New Ender
Set job = searcher.BeginSearch("IsInstalled=0", callback, 0)
Dim kept
Set kept = job
kept.CleanUp
Check "ended inside", callback.Calls, 1
Check "and found", callback.Found > 0, True
Check "and let go of", job Is Nothing, True
' VBScript has numbers of its own for a wrong type and for a wrong number of arguments.
On Error Resume Next
searcher.EndSearch kept
CheckError "ended again", &H80240036
searcher.BeginSearch "", "no object", 0
CheckError "a text as callback", 13
searcher.BeginSearch "", searcher, 0
CheckError "one of the agent's own objects as callback", &H80004002
searcher.BeginSearch "", callback
CheckError "too few arguments", 450
searcher.EndSearch Nothing
CheckError "no job", &H80004003
searcher.EndSearch callback
CheckError "a callback as job", 13
searcher.EndSearch CreateObject("Microsoft.Update.Session")
CheckError "a session as job", 13
On Error Goto 0

' News that stop the download that they are of.
Dim downloader, download, news, ending, wanted
Set wanted = searcher.Search("IsInstalled=0 and Type='Software'").Updates
Set downloader = CreateObject("Microsoft.Update.Downloader")
downloader.Updates = wanted
Set news = New Stopper
Set ending = New Thrower
Set download = downloader.BeginDownload(news, ending, 0)
Set result = downloader.EndDownload(download)
download.CleanUp
Check "stopped by its news", result.ResultCode, 5
Check "the news came", news.Calls > 0, True
Check "the end was told, and threw", ending.Calls, 1

WScript.Echo "end of bad_callbacks"
