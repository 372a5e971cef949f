' Says whether this computer has to be restarted to finish an update, and whether it must be before others go on.
'
'   cscript //nologo reboot.vbs

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
    Dim update
    task = "asking whether a restart is needed"
    If CreateObject("Microsoft.Update.SystemInfo").RebootRequired Then
        WScript.Echo "A restart is needed."
        task = "searching for updates that wait for it"
        For Each update In CreateObject("Microsoft.Update.Searcher").Search("RebootRequired=1").Updates
            WScript.Echo "  for " & update.Title
        Next
    Else
        WScript.Echo "No restart is needed."
    End If
    If CreateObject("Microsoft.Update.Installer").RebootRequiredBeforeInstallation Then
        WScript.Echo "Nothing can be installed before it."
    End If
End Sub
