' Automatic Updates: its settings, which are saved or not, what pauses and what is off, and what it did by itself; and
' what else belongs to the computer: its maker's link and a proxy.
'
' shows: B008 B152 B153 B154 B156 B157 B158 B159 B160 B161 B162 B163 B164 B165 B166 B167 B168 B169 B170 B171 B172 B180
' shows: B198 B202

Const E_INVALIDARG = &H80070057
Const WU_E_NOT_SUPPORTED = &H80240037
Const WU_E_AU_NOSERVICE = &H8024A000
Const WU_E_AU_PAUSED = &H8024A004
Const UNKNOWN_MEMBER = 438
Const MICROSOFT_UPDATE = "7971f918-a847-4430-9279-4a52d1efe18d"
Const aunlNotConfigured = 0
Const aunlDisabled = 1
Const aunlScheduledInstallation = 4
Const auutCurrentUser = 1
Const auutLocalAdministrator = 2
Const auptSetNotificationLevel = 1
Const auptSetFeaturedUpdatesEnabled = 4
Const auptSetNonAdministratorsElevated = 5
Const asfAllowOnlineRegistration = 2
Const asfRegisterServiceWithAU = 4

Dim automatic
Set automatic = CreateObject("Microsoft.Update.AutoUpdate")

Results
Settings
Featured
Pauses
Off
Proxies
Check "the maker's link", CreateObject("Microsoft.Update.SystemInfo").OemHardwareSupportLink, _
    "https://support.museum.example/curator"

Done "settings"

' What scripts search for does not count, what Automatic Updates does by itself does.
Sub Results
    Dim began, last
    CreateObject("Microsoft.Update.Searcher").Search ""
    Check "no search of its own", VarType(automatic.Results.LastSearchSuccessDate), vbEmpty
    Check "no installation of its own", VarType(automatic.Results.LastInstallationSuccessDate), vbEmpty
    automatic.DetectNow
    ' Half a minute at most. There is no Sleep in Wine.
    began = Now
    Do While IsEmpty(last) And Now - began < 1 / 2880
        last = automatic.Results.LastSearchSuccessDate
    Loop
    Check "a search of its own", VarType(last), vbDate
    Check "in this time", Year(last) >= 2026, True
    Check "still no installation", VarType(automatic.Results.LastInstallationSuccessDate), vbEmpty
End Sub

Sub Settings
    Dim mine, level, permission
    Set mine = automatic.Settings
    Check "the same settings every time", automatic.Settings Is mine, True
    Check "an administrator may change them", mine.ReadOnly, False
    Check "no policy", mine.Required, False
    Check "at first", mine.NotificationLevel, aunlNotConfigured
    For Each level In Array(2, 3, 1, 0, aunlScheduledInstallation)
        mine.NotificationLevel = level
        Check "NotificationLevel", mine.NotificationLevel, level
    Next
    mine.ScheduledInstallationDay = 7
    mine.ScheduledInstallationTime = 23
    Check "ScheduledInstallationDay", mine.ScheduledInstallationDay, 7
    Check "ScheduledInstallationTime", mine.ScheduledInstallationTime, 23
    On Error Resume Next
    mine.ScheduledInstallationTime = 24
    CheckError "no hour of the day", E_INVALIDARG
    On Error Goto 0
    mine.IncludeRecommendedUpdates = True
    mine.NonAdministratorsElevated = True
    Check "IncludeRecommendedUpdates", mine.IncludeRecommendedUpdates, True
    Check "NonAdministratorsElevated", mine.NonAdministratorsElevated, True

    Check "not saved", OthersSettings.NotificationLevel, aunlNotConfigured
    mine.Refresh
    Check "forgotten", mine.NotificationLevel, aunlNotConfigured
    Check "all of it", mine.IncludeRecommendedUpdates Or mine.NonAdministratorsElevated, False
    mine.NotificationLevel = aunlScheduledInstallation
    mine.ScheduledInstallationDay = 7
    mine.ScheduledInstallationTime = 23
    mine.IncludeRecommendedUpdates = True
    mine.NonAdministratorsElevated = True
    mine.Save
    Check "saved", OthersSettings.NotificationLevel, aunlScheduledInstallation
    Check "the schedule too", OthersSettings.ScheduledInstallationDay & ", " & OthersSettings.ScheduledInstallationTime, _
        "7, 23"
    Check "what else there is", OthersSettings.IncludeRecommendedUpdates And OthersSettings.NonAdministratorsElevated, _
        True
    mine.Refresh
    Check "and kept", mine.NotificationLevel, aunlScheduledInstallation

    For permission = auptSetNotificationLevel To auptSetNonAdministratorsElevated
        If permission <> auptSetFeaturedUpdatesEnabled Then
            Check "the user may " & permission, mine.CheckPermission(auutCurrentUser, permission), True
            Check "administrators may " & permission, mine.CheckPermission(auutLocalAdministrator, permission), True
        End If
    Next
End Sub

' There are featured updates only where Microsoft Update serves Automatic Updates.
Sub Featured
    Dim mine, session, manager
    Set mine = automatic.Settings
    Check "nothing is featured", mine.FeaturedUpdatesEnabled, False
    Check "nor may it be", mine.CheckPermission(auutCurrentUser, auptSetFeaturedUpdatesEnabled), False
    On Error Resume Next
    mine.FeaturedUpdatesEnabled = True
    CheckError "without Microsoft Update", WU_E_NOT_SUPPORTED
    On Error Goto 0

    Set session = CreateObject("Microsoft.Update.Session")
    session.ClientApplicationID = "settings script"
    Set manager = session.CreateUpdateServiceManager
    Check "the session's name", manager.ClientApplicationID, "settings script"
    manager.ClientApplicationID = "another name"
    Check "another name", manager.ClientApplicationID, "another name"
    Check "the session has its own", session.ClientApplicationID, "settings script"
    manager.AddService2 MICROSOFT_UPDATE, asfAllowOnlineRegistration + asfRegisterServiceWithAU, ""
    Check "now it may be", mine.CheckPermission(auutCurrentUser, auptSetFeaturedUpdatesEnabled), True
    mine.FeaturedUpdatesEnabled = True
    mine.Save
    Check "featured", OthersSettings.FeaturedUpdatesEnabled, True
End Sub

Sub Pauses
    automatic.Pause
    On Error Resume Next
    automatic.Pause
    CheckError "paused already", WU_E_AU_PAUSED
    CreateObject("Microsoft.Update.AutoUpdate").DetectNow
    CheckError "nothing is searched in a pause", WU_E_AU_PAUSED
    On Error Goto 0
    CreateObject("Microsoft.Update.AutoUpdate").Resume
    automatic.DetectNow
    automatic.Pause
    automatic.Resume
End Sub

Sub Off
    Check "on", automatic.ServiceEnabled, True
    automatic.Settings.NotificationLevel = aunlDisabled
    automatic.Settings.Save
    Check "off", automatic.ServiceEnabled, False
    On Error Resume Next
    automatic.DetectNow
    CheckError "nobody searches", WU_E_AU_NOSERVICE
    automatic.Pause
    CheckError "nothing to pause", WU_E_AU_NOSERVICE
    automatic.Resume
    CheckError "nothing to resume", WU_E_AU_NOSERVICE
    On Error Goto 0
    automatic.EnableService
    Check "on again", automatic.ServiceEnabled, True
    Check "not disabled any more", OthersSettings.NotificationLevel, aunlNotConfigured
End Sub

Sub Proxies
    Dim proxy, local
    Set proxy = CreateObject("Microsoft.Update.WebProxy")
    Check "direct", proxy.Address, ""
    Check "nothing is detected", proxy.AutoDetect, False
    Check "it can be changed", proxy.ReadOnly, False
    proxy.Address = "http://proxy.museum.example:8080"
    proxy.BypassProxyOnLocal = True
    proxy.UserName = "curator"
    proxy.AutoDetect = True
    Set local = CreateObject("Microsoft.Update.StringColl")
    local.Add "*.museum.example"
    proxy.BypassList = local
    Check "Address", proxy.Address, "http://proxy.museum.example:8080"
    Check "BypassProxyOnLocal", proxy.BypassProxyOnLocal, True
    Check "UserName", proxy.UserName, "curator"
    Check "AutoDetect", proxy.AutoDetect, True
    Check "BypassList", proxy.BypassList(0), "*.museum.example"
    proxy.SetPassword "secret"
    On Error Resume Next
    local = proxy.Password
    CheckError "a password cannot be read", UNKNOWN_MEMBER
    On Error Goto 0
End Sub

' What a program reads that has nothing to do with this one.
Function OthersSettings
    Set OthersSettings = CreateObject("Microsoft.Update.AutoUpdate").Settings
End Function
