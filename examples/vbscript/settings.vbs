' Shows the settings of Automatic Updates; with a number from 1 to 4, sets the level of notification before.
'
'   cscript //nologo settings.vbs [LEVEL]

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
    Dim automatic, settings
    task = "reading the settings"
    Set automatic = CreateObject("Microsoft.Update.AutoUpdate")
    Set settings = automatic.Settings
    If WScript.Arguments.Count > 0 Then
        task = "changing the settings"
        settings.NotificationLevel = CLng(WScript.Arguments(0))
        ' Until it is saved, only this object knows.
        settings.Save
    End If
    task = "reading the settings"
    WScript.Echo "service enabled: " & YesOrNo(automatic.ServiceEnabled)
    WScript.Echo "notification level: " & LevelName(settings.NotificationLevel)
    WScript.Echo "set by policy: " & YesOrNo(settings.Required)
    WScript.Echo "may be changed: " & YesOrNo(Not settings.ReadOnly)
    WScript.Echo "scheduled: " & DayName(settings.ScheduledInstallationDay) & " at " & _
        settings.ScheduledInstallationTime & ":00"
    WScript.Echo "recommended updates as well: " & YesOrNo(settings.IncludeRecommendedUpdates)
End Sub

Function YesOrNo(value)
    If value Then YesOrNo = "yes" Else YesOrNo = "no"
End Function

Function LevelName(level)
    Select Case level
        Case 0 LevelName = "not configured"
        Case 1 LevelName = "off"
        Case 2 LevelName = "ask before downloading"
        Case 3 LevelName = "ask before installing"
        Case 4 LevelName = "install on schedule"
        Case Else LevelName = "unknown (" & level & ")"
    End Select
End Function

Function DayName(number)
    Select Case number
        Case 0 DayName = "every day"
        Case 1 DayName = "Sundays"
        Case 2 DayName = "Mondays"
        Case 3 DayName = "Tuesdays"
        Case 4 DayName = "Wednesdays"
        Case 5 DayName = "Thursdays"
        Case 6 DayName = "Fridays"
        Case 7 DayName = "Saturdays"
    End Select
End Function
