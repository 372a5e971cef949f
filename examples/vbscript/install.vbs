' Installs everything that this computer lacks and that asks no questions, and says what became of each update.
'
'   cscript //nologo install.vbs

Option Explicit

Const IMPACT_REQUIRES_EXCLUSIVE_HANDLING = 2

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
    Dim session, found, wanted, update, downloader, ready, installer, result
    Set session = CreateObject("Microsoft.Update.Session")
    session.ClientApplicationID = "install.vbs"

    task = "searching for updates"
    Set found = session.CreateUpdateSearcher.Search("IsInstalled=0 and IsHidden=0 and Type='Software'").Updates
    Set wanted = CreateObject("Microsoft.Update.UpdateColl")
    For Each update In found
        If IsWanted(update) Then wanted.Add update
    Next
    WScript.Echo "found: " & found.Count & ", to be installed: " & wanted.Count
    If wanted.Count = 0 Then Exit Sub

    task = "downloading"
    Set downloader = session.CreateUpdateDownloader
    downloader.Updates = wanted
    downloader.Download
    Set ready = CreateObject("Microsoft.Update.UpdateColl")
    For Each update In wanted
        If update.IsDownloaded Then ready.Add update Else WScript.Echo "  not downloaded: " & update.Title
    Next
    If ready.Count = 0 Then Exit Sub

    task = "installing"
    Set installer = session.CreateUpdateInstaller
    installer.Updates = ready
    Set result = installer.Install
    ShowResults ready, result
    WScript.Echo "altogether: " & OutcomeName(result.ResultCode)
    If result.RebootRequired Then WScript.Echo "The computer has to be restarted."
End Sub

' Whoever runs this unattended accepts the licences, where there is a text that can be accepted.
Function IsWanted(update)
    IsWanted = False
    If update.InstallationBehavior Is Nothing Then Exit Function
    If update.InstallationBehavior.CanRequestUserInput Then Exit Function
    If update.InstallationBehavior.Impact = IMPACT_REQUIRES_EXCLUSIVE_HANDLING Then
        WScript.Echo "  has to be installed alone: " & update.Title
        Exit Function
    End If
    IsWanted = update.EulaAccepted
    If IsWanted Then Exit Function
    On Error Resume Next
    update.AcceptEula
    IsWanted = Err.Number = 0
    If Not IsWanted Then WScript.Echo "  licence not accepted: " & update.Title & " (0x" & Hex(Err.Number) & ")"
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
