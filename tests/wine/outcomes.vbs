' What becomes of downloads, installations and removals, by name: every result is the one that the museum has planned,
' with the computer's restarts in between.
'
' shows: B059 B065 B087 B088 B090 B099 B112 B113 B114 B115 B118 B122 B123 B125 B126 B127 B128 B129 B130 B131 B132 B134
' shows: B135 B136 B142 B143 B144 B145 B146 B149 B150 B203

Const E_INVALIDARG = &H80070057
Const COR_E_DIRECTORYNOTFOUND = &H80070003
Const WU_S_UPDATE_ERROR = &H240003
Const WU_S_ALREADY_INSTALLED = &H240006
Const WU_S_ALREADY_DOWNLOADED = &H240008
Const WU_E_INVALIDINDEX = &H80240007
Const WU_E_OPERATIONINPROGRESS = &H80240009
Const WU_E_CALL_CANCELLED = &H8024000B
Const WU_E_INSTALL_NOT_ALLOWED = &H80240016
Const WU_E_EXCLUSIVE_INSTALL_CONFLICT = &H80240019
Const WU_E_EULAS_DECLINED = &H80240023
Const WU_E_NO_UPDATE = &H80240024
Const WU_E_SOURCE_ABSENT = &H8024002D
Const WU_E_EULA_UNAVAILABLE = &H80240033
Const WU_E_UH_DOESNOTSUPPORTACTION = &H80242004
Const WU_E_UH_INSTALLERFAILURE = &H8024200B
Const WU_E_PT_HTTP_STATUS_NOT_FOUND = &H80244019
Const WU_E_DM_NOTDOWNLOADED = &H80246007
Const orcNotStarted = 0
Const orcInProgress = 1
Const orcSucceeded = 2
Const orcSucceededWithErrors = 3
Const orcFailed = 4
Const orcAborted = 5
Const MAY_ = "00001901-0001-4000-8000-000000000002"
Const MOONS = "00001901-0001-4000-8000-000000000003"
Const PENDULUM = "00001901-0001-4000-8000-000000000005"
Const CHIMES = "00001901-0001-4000-8000-000000000011"
Const UPGRADE = "00001901-0002-4000-8000-000000000003"
Const CARDS = "00001901-0002-4000-8000-000000000004"
Const LOOM = "00001901-0002-4000-8000-000000000006"
Const BELL = "00001901-0003-4000-8000-000000000002"
Const STAR_ATLAS = "00001901-0004-4000-8000-000000000001"
Const MOON_ATLAS = "00001901-0004-4000-8000-000000000002"
Const LOST_ATLAS = "00001901-0004-4000-8000-000000000003"
Const SPRING = "00001901-0005-4000-8000-000000000001"
Const VARNISH = "00001901-0005-4000-8000-000000000003"
Const CLOCKMAKER = "00001901-0005-4000-8000-000000000004"
Const AUTOMATON = "00001901-0005-4000-8000-000000000005"
Const LID = "00001901-0005-4000-8000-000000000006"
Const COG = "00001901-0005-4000-8000-000000000008"
Const SLOW_PARCEL = "00001901-0006-4000-8000-000000000001"
Const LOST_PARCEL = "00001901-0006-4000-8000-000000000004"
Const POLISH = "00001901-0007-4000-8000-000000000001"

' Stops the download as soon as it is at work on the second update.
Class Impatient
    Public First
    Public Phases
    Public Percent

    Public Default Sub Invoke(job, args)
        Dim progress
        Set progress = args.Progress
        If IsEmpty(First) Then
            Set First = progress
            Percent = progress.PercentComplete
        End If
        If InStr(Phases, progress.CurrentUpdateDownloadPhase) = 0 Then
            Phases = Phases & progress.CurrentUpdateDownloadPhase
        End If
        If progress.CurrentUpdateIndex = 1 And CDbl(progress.CurrentUpdateBytesDownloaded) > 0 Then
            Check "the first one is done", progress.GetUpdateResult(0).ResultCode, orcSucceeded
            job.RequestAbort
        End If
    End Sub
End Class

Dim files, folder, session, searcher
Set files = CreateObject("Scripting.FileSystemObject")
' Wine counts the final zero to the text.
folder = Replace(CreateObject("WScript.Shell").ExpandEnvironmentStrings("%WUA_STATE%"), Chr(0), "")
Set session = CreateObject("Microsoft.Update.Session")
session.ClientApplicationID = "outcomes script"
Set searcher = session.CreateUpdateSearcher

Licences
Downloads
Aborted
Caches
Installations
Options
OneAtATime
Removals
OnItsOwn
Restarts
Committed

Done "outcomes"

Sub Licences
    Dim result
    Set result = Downloaded(Array(STAR_ATLAS))
    CheckEnd "a licence that is not accepted", result.GetUpdateResult(0), orcFailed, WU_E_EULAS_DECLINED
    Check "nothing was downloaded", Found(STAR_ATLAS).IsDownloaded, False
    Found(STAR_ATLAS).AcceptEula
    Check "accepted", Found(STAR_ATLAS).EulaAccepted, True
    Check "and for all who have the same", Found(MOON_ATLAS).EulaAccepted, True
    On Error Resume Next
    Found(LOST_ATLAS).AcceptEula
    CheckError "a licence that is lost", WU_E_EULA_UNAVAILABLE
    On Error Goto 0
    CheckEnd "now it is", Downloaded(Array(STAR_ATLAS)).GetUpdateResult(0), orcSucceeded, 0
End Sub

Sub Downloads
    Dim downloader, result
    Set downloader = session.CreateUpdateDownloader
    Check "a normal priority", downloader.Priority, 2
    downloader.Priority = 4
    Check "a high one", downloader.Priority, 4
    On Error Resume Next
    downloader.Download
    CheckError "nothing to download", WU_E_NO_UPDATE
    On Error Goto 0
    downloader.Updates = Collected(Array(LOOM, LOST_PARCEL))
    Check "what to download", downloader.Updates(1).Identity.UpdateID, LOST_PARCEL
    Check "can only be read", downloader.Updates.ReadOnly, True
    Check "not yet there", Found(LOOM).IsDownloaded, False
    Set result = downloader.Download
    CheckEnd "in part", result, orcSucceededWithErrors, WU_S_UPDATE_ERROR
    CheckEnd "the connector", result.GetUpdateResult(0), orcSucceeded, 0
    CheckEnd "the parcel", result.GetUpdateResult(1), orcFailed, WU_E_PT_HTTP_STATUS_NOT_FOUND
    On Error Resume Next
    result.GetUpdateResult 2
    CheckError "there are two", WU_E_INVALIDINDEX
    On Error Goto 0
    Check "there", Found(LOOM).IsDownloaded, True
    Check "not there", Found(LOST_PARCEL).IsDownloaded, False

    downloader.Updates = Collected(Array(LOOM))
    CheckEnd "there already", downloader.Download.GetUpdateResult(0), orcSucceeded, WU_S_ALREADY_DOWNLOADED
    Check "no force", downloader.IsForced, False
    downloader.IsForced = True
    CheckEnd "once more by force", downloader.Download.GetUpdateResult(0), orcSucceeded, 0
End Sub

Sub Aborted
    Dim downloader, listener, job, result
    Set downloader = session.CreateUpdateDownloader
    downloader.Updates = Collected(Array(CHIMES, SLOW_PARCEL, MOONS))
    Set listener = New Impatient
    Set job = downloader.BeginDownload(listener, Nothing, 0)
    Set result = downloader.EndDownload(job)
    job.CleanUp
    CheckEnd "stopped", result, orcAborted, WU_E_CALL_CANCELLED
    CheckEnd "stopped after the first", result.GetUpdateResult(0), orcSucceeded, 0
    CheckEnd "stopped at the second", result.GetUpdateResult(1), orcAborted, WU_E_CALL_CANCELLED
    CheckEnd "stopped before the third", result.GetUpdateResult(2), orcNotStarted, WU_E_CALL_CANCELLED
    Check "not there", Found(SLOW_PARCEL).IsDownloaded, False
    If InStr(listener.Phases, "2") = 0 Then WScript.Echo "not ok: phases " & listener.Phases
    If InStr(listener.Phases, "4") > 0 Then WScript.Echo "not ok: phases " & listener.Phases
    Check "a snapshot stays", listener.First.PercentComplete, listener.Percent
    Check "and is not asked again", job.GetProgress.PercentComplete > listener.Percent, True
    On Error Resume Next
    job.GetProgress.GetUpdateResult 3
    CheckError "there are three", WU_E_INVALIDINDEX
    On Error Goto 0
End Sub

Sub Caches
    Dim moon, paths, other
    On Error Resume Next
    Found(MOONS).CopyFromCache folder, False
    CheckError "not downloaded", WU_E_DM_NOTDOWNLOADED
    On Error Goto 0
    Downloaded Array(MOONS, PENDULUM, BELL)
    files.CreateFolder folder & "\out"
    Set moon = Found(MOONS)
    moon.CopyFromCache folder & "\out", False
    Check "the file", files.GetFile(folder & "\out\moons-kb5081910.msi").Size, 190 * 1024
    Found(PENDULUM).CopyFromCache folder & "\out", True
    Check "a cabinet is unpacked", files.FileExists(folder & "\out\readme.txt"), True
    Check "and not there itself", files.FileExists(folder & "\out\pendulum-kb5081912.cab"), False
    Found(BELL).CopyFromCache folder & "\out", False
    On Error Resume Next
    moon.CopyFromCache "", False
    CheckError "nowhere", E_INVALIDARG
    moon.CopyFromCache folder & "\nowhere", False
    CheckError "no such folder", COR_E_DIRECTORYNOTFOUND
    On Error Goto 0

    ' What was lost comes back, what is something else does not.
    files.DeleteFile folder & "\cache\museum\" & MOONS & ".100\moons-kb5081910.msi"
    files.DeleteFile folder & "\cache\museum\" & BELL & ".3\bell.cab"
    Check "lost", Found(MOONS).IsDownloaded Or Found(BELL).IsDownloaded, False
    Set other = CreateObject("Microsoft.Update.StringColl")
    other.Add folder & "\out\readme.txt"
    On Error Resume Next
    Found(MOONS).CopyToCache other
    If Err.Number = 0 Then WScript.Echo "not ok: something else came into the cache"
    Err.Clear
    Found(BELL).CopyToCache other
    If Err.Number = 0 Then WScript.Echo "not ok: something else came into the cache of a driver"
    Err.Clear
    On Error Goto 0
    Check "still lost", Found(MOONS).IsDownloaded Or Found(BELL).IsDownloaded, False
    Set paths = CreateObject("Microsoft.Update.StringColl")
    paths.Add folder & "\out\moons-kb5081910.msi"
    Found(MOONS).CopyToCache paths
    Check "back", Found(MOONS).IsDownloaded, True
    paths(0) = folder & "\out\bell.cab"
    Found(BELL).CopyToCache paths
    Check "a driver's too", Found(BELL).IsDownloaded, True
End Sub

Sub Installations
    Dim installer, result, history
    Set installer = session.CreateUpdateInstaller
    On Error Resume Next
    installer.Install
    CheckError "nothing to install", WU_E_NO_UPDATE
    installer.Uninstall
    CheckError "nothing to remove", WU_E_NO_UPDATE
    On Error Goto 0
    installer.Updates = Collected(Array(SPRING))
    CheckEnd "not downloaded", installer.Install.GetUpdateResult(0), orcFailed, WU_E_DM_NOTDOWNLOADED
    Downloaded Array(SPRING)
    installer.Updates = Collected(Array(LOOM, SPRING))
    Check "what to install", installer.Updates(1).Identity.UpdateID, SPRING
    Check "can only be read", installer.Updates.ReadOnly, True
    Check "not yet installed", Found(LOOM).IsInstalled, False
    Set result = installer.Install
    CheckEnd "in part", result, orcSucceededWithErrors, WU_S_UPDATE_ERROR
    CheckEnd "the connector", result.GetUpdateResult(0), orcSucceeded, 0
    CheckEnd "the spring", result.GetUpdateResult(1), orcFailed, WU_E_UH_INSTALLERFAILURE
    Check "no restart", result.RebootRequired, False
    Check "installed", Found(LOOM).IsInstalled, True
    Check "not installed", Found(SPRING).IsInstalled, False
    Set history = searcher.QueryHistory(0, 2)
    Check "the newest is the last", history(0).UpdateIdentity.UpdateID, SPRING
    Check "with its number", history(0).UnmappedResultCode, 1603
    Check "and who did it", history(0).ClientApplicationID, "outcomes script"

    installer.Updates = Collected(Array(LOOM))
    CheckEnd "installed already", installer.Install.GetUpdateResult(0), orcSucceeded, WU_S_ALREADY_INSTALLED
    Check "no force", installer.IsForced, False
    installer.IsForced = True
    CheckEnd "once more by force", installer.Install.GetUpdateResult(0), orcSucceeded, 0
    ' The computer came with the polish, but not with its files.
    installer.Updates = Collected(Array(POLISH))
    CheckEnd "force needs files", installer.Install.GetUpdateResult(0), orcFailed, WU_E_DM_NOTDOWNLOADED
    installer.IsForced = False
    installer.Updates = Collected(Array(PENDULUM, MOONS))
    On Error Resume Next
    installer.Install
    CheckError "what has to be alone", WU_E_EXCLUSIVE_INSTALL_CONFLICT
    On Error Goto 0
    Check "nothing was done", Found(MOONS).IsInstalled, False
End Sub

Sub Options
    Dim installer, window
    Downloaded Array(AUTOMATON, CARDS, LID)
    Set installer = session.CreateUpdateInstaller
    installer.Updates = Collected(Array(AUTOMATON))
    Check "not quiet", installer.ForceQuiet, False
    installer.ForceQuiet = True
    CheckEnd "who talks is not quiet", installer.Install.GetUpdateResult(0), orcFailed, WU_E_UH_DOESNOTSUPPORTACTION
    installer.ForceQuiet = False
    CheckEnd "and may talk", installer.Install.GetUpdateResult(0), orcSucceeded, 0

    installer.Updates = Collected(Array(CARDS))
    installer.AllowSourcePrompts = False
    CheckEnd "media may not be asked for", installer.Install.GetUpdateResult(0), orcFailed, WU_E_SOURCE_ABSENT
    installer.AllowSourcePrompts = True
    CheckEnd "and may be", installer.Install.GetUpdateResult(0), orcSucceeded, 0

    installer.Updates = Collected(Array(LID))
    Check "programs go on", installer.AttemptCloseAppsIfNecessary, False
    installer.AttemptCloseAppsIfNecessary = True
    Check "no restart if programs are closed", installer.Install.GetUpdateResult(0).RebootRequired, False
    CheckEnd "and off again", installer.Uninstall.GetUpdateResult(0), orcSucceeded, 0

    Check "no window", installer.ParentWindow Is Nothing, True
    Set window = CreateObject("Microsoft.Update.StringColl")
    installer.ParentWindow = window
    Check "a window", installer.ParentWindow Is window, True
End Sub

Sub OneAtATime
    Dim slow, other, job
    Downloaded Array(VARNISH)
    Set slow = session.CreateUpdateInstaller
    slow.Updates = Collected(Array(VARNISH))
    Set other = CreateObject("Microsoft.Update.Installer")
    other.Updates = Collected(Array(MOONS))
    Check "nobody installs", other.IsBusy, False
    Set job = slow.BeginInstall(Nothing, Nothing, 0)
    Check "somebody does", other.IsBusy, True
    On Error Resume Next
    other.Install
    CheckError "one at a time", WU_E_OPERATIONINPROGRESS
    On Error Goto 0
    CheckEnd "the varnish", slow.EndInstall(job), orcSucceeded, 0
    job.CleanUp
    Check "nobody any more", other.IsBusy, False
End Sub

Sub Removals
    Dim installer, result
    Set installer = session.CreateUpdateInstaller
    installer.Updates = Collected(Array(POLISH, COG))
    Set result = installer.Uninstall
    CheckEnd "in part", result, orcSucceededWithErrors, WU_S_UPDATE_ERROR
    CheckEnd "the polish", result.GetUpdateResult(0), orcSucceeded, 0
    CheckEnd "the cog", result.GetUpdateResult(1), orcFailed, WU_E_UH_INSTALLERFAILURE
    Check "removed", Found(POLISH).IsInstalled, False
    Check "not removed", Found(COG).IsInstalled, True
    Check "a removal", searcher.QueryHistory(0, 1)(0).Operation, 2
End Sub

' An installer that goes on by itself reports under a name that only the computer knows.
Sub OnItsOwn
    Dim agent, installer, cookie, entry
    Downloaded Array(CLOCKMAKER)
    Set installer = session.CreateUpdateInstaller
    installer.Updates = Collected(Array(CLOCKMAKER))
    installer.Install
    Set entry = searcher.QueryHistory(0, 1)(0)
    Check "still at work", entry.ResultCode, orcInProgress
    cookie = Disk
    cookie = Mid(cookie, InStr(cookie, CLOCKMAKER & ":1 ") + Len(CLOCKMAKER & ":1 "))
    If InStr(cookie, vbLf) > 0 Then cookie = Left(cookie, InStr(cookie, vbLf) - 1)
    Set agent = CreateObject("Microsoft.Update.InstallationAgent")
    agent.RecordInstallationResult cookie, 0, Nothing
    Set entry = searcher.QueryHistory(0, 1)(0)
    Check "done", entry.ResultCode, orcSucceeded
    Check "the clockmaker", entry.UpdateIdentity.UpdateID, CLOCKMAKER
    On Error Resume Next
    agent.RecordInstallationResult cookie, 0, Nothing
    CheckError "one end is enough", E_INVALIDARG
    On Error Goto 0
End Sub

Sub Restarts
    Dim installer, result, system
    Restart
    Set system = CreateObject("Microsoft.Update.SystemInfo")
    Downloaded Array(MAY_)
    Set installer = session.CreateUpdateInstaller
    installer.Updates = Collected(Array(MOONS, MAY_))
    Check "no restart before", installer.RebootRequiredBeforeInstallation, False
    Check "no restart at all", system.RebootRequired, False
    Set result = installer.Install
    CheckEnd "both", result, orcSucceeded, 0
    Check "not because of the moons", result.GetUpdateResult(0).RebootRequired, False
    Check "because of the planets", result.GetUpdateResult(1).RebootRequired, True
    Check "so all in all", result.RebootRequired, True
    Check "the system's", system.RebootRequired, True
    Check "before anything else", installer.RebootRequiredBeforeInstallation, True
    Check "the planets'", Found(MAY_).RebootRequired, True
    Check "not the moons'", Found(MOONS).RebootRequired, False
    installer.Updates = Collected(Array(LID))
    On Error Resume Next
    installer.Install
    CheckError "first the restart", WU_E_INSTALL_NOT_ALLOWED
    On Error Goto 0
    Restart
    Check "restarted", system.RebootRequired, False
    Check "the planets are new", Found(MAY_).RebootRequired, False
    Check "and installed", Found(MAY_).IsInstalled, True
    Check "something else may come", installer.RebootRequiredBeforeInstallation, False
    Check "a restart if programs go on", installer.Install.GetUpdateResult(0).RebootRequired, True
    Restart
End Sub

Sub Committed
    Dim installer
    Downloaded Array(UPGRADE)
    Set installer = session.CreateUpdateInstaller
    installer.Updates = Collected(Array(UPGRADE))
    Check "a restart", installer.Install.GetUpdateResult(0).RebootRequired, True
    On Error Resume Next
    installer.Commit 1
    CheckError "flags are reserved", E_INVALIDARG
    On Error Goto 0
    Check "not finished", InStr(Disk, "installed " & UPGRADE), 0
    installer.Commit 0
    Restart
    Check "finished", Found(UPGRADE).IsInstalled, True
End Sub

Function Found(id)
    Set Found = searcher.Search("UpdateID='" & id & "' and DeploymentAction=*").Updates(0)
End Function

Function Collected(ids)
    Dim id
    Set Collected = CreateObject("Microsoft.Update.UpdateColl")
    For Each id In ids
        Collected.Add Found(id)
    Next
End Function

Function Downloaded(ids)
    Dim downloader
    Set downloader = session.CreateUpdateDownloader
    downloader.Updates = Collected(ids)
    Set Downloaded = downloader.Download
End Function

' What happened to the museum's computer, line by line.
Function Disk
    Dim file
    Set file = files.OpenTextFile(DiskPath, 1)
    Disk = file.ReadAll
    file.Close
End Function

Sub Restart
    Dim text, file
    text = Disk
    Set file = files.CreateTextFile(DiskPath, True)
    file.Write text & "2026-12-31T00:00:00Z restarted" & vbLf
    file.Close
End Sub

Function DiskPath
    DiskPath = folder & "\store\museum\museum-machine.txt"
End Function

Sub CheckEnd(what, result, code, hresult)
    Check what & ": ResultCode", result.ResultCode, code
    Check what & ": HResult", result.HResult, hresult
End Sub
