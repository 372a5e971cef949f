' Services: the ones that are there, those that are added online, later or by a cabinet, and a scan package as offline
' scanners use it.
'
' shows: B013 B014 B056 B173 B174 B175 B176 B177 B178 B179 B181 B182 B183 B184 B185 B187 B188 B189 B190 B191 B192 B193
' shows: B194 B195 B196 B197

Const E_INVALIDARG = &H80070057
Const WU_E_INVALID_OPERATION = &H80240036
Const WU_E_DS_UNKNOWNSERVICE = &H80248014
Const WU_E_DS_SERVICEEXPIRED = &H80248015
Const WU_E_DS_NEEDWINDOWSSERVICE = &H80248019
Const WU_E_DS_INVALIDOPERATION = &H8024801A
Const WINDOWS_UPDATE = "9482f4b4-e343-43b6-b170-9a65bc822c77"
Const MICROSOFT_UPDATE = "7971f918-a847-4430-9279-4a52d1efe18d"
Const MUSEUM_SERVER = "3da21691-e39d-4da6-8a4b-b43877bcb1b7"
Const CURIOSITIES = "00001901-00f0-4000-8000-000000000001"
Const SUNDIAL = "00001901-00f0-4000-8000-000000000002"
Const BALLOON = "00001901-00f0-4000-8000-000000000005"
Const NIGHT_TRAM = "00001901-00f0-4000-8000-000000000006"
Const PLANETARIUM = "00001901-00f0-4000-8000-000000000007"
Const GAS_LAMPS = "00001901-00f0-4000-8000-000000000008"
Const NOBODY = "00000000-1111-2222-3333-444444444444"
Const OPENING_HOURS = "Opening hours, summer (KB5081970)"
Const STAR_ATLAS = "Atlas of the stars (KB5081930)"
' The script runs in the folder of the project.
Const CABINETS = "crates\wua-testkit\testdata\cabinets\"
Const ssDefault = 0
Const ssManagedServer = 1
Const ssWindowsUpdate = 2
Const ssOthers = 3
Const usrsRegistrationPending = 2
Const usrsRegistered = 3
Const asfAllowPendingRegistration = 1
Const asfAllowOnlineRegistration = 2
Const asfRegisterServiceWithAU = 4

Dim manager, service, names, before, registration
Set manager = CreateObject("Microsoft.Update.ServiceManager")
manager.ClientApplicationID = "services script"
before = manager.Services.Count
For Each service In manager.Services
    If service.Name = "" Then WScript.Echo "not ok: a service without a name"
    Check "a service's default member", "" & service, service.Name
    Check "its registration", manager.QueryServiceRegistration(service.ServiceID).RegistrationState, usrsRegistered
    names = names & "|" & service.ServiceID
Next
Check "the services of the beginning", names, "|" & WINDOWS_UPDATE & "|" & CURIOSITIES & "|" & SUNDIAL

' Windows Update in all detail.
Set service = ServiceOf(WINDOWS_UPDATE)
Check "Name", service.Name, "Windows Update"
CheckDate "IssueDate", service.IssueDate, #1/1/2026#
CheckDate "ExpirationDate", service.ExpirationDate, #12/31/2099#
Check "IsManaged", service.IsManaged, False
Check "IsRegisteredWithAU", service.IsRegisteredWithAU, True
Check "CanRegisterWithAU", service.CanRegisterWithAU, True
Check "OffersWindowsUpdates", service.OffersWindowsUpdates, True
Check "IsScanPackageService", service.IsScanPackageService, False
Check "two redirectors", service.RedirectUrls.Count, 2
Check "the second", service.RedirectUrls(1), "https://redirect-b.museum.example/"
Check "ServiceUrl", service.ServiceUrl, "https://update.museum.example/v6/"
Check "SetupPrefix", service.SetupPrefix, "wuident"
Check "IsDefaultAUService", service.IsDefaultAUService, True
Set service = ServiceOf(SUNDIAL)
Check "not the default", service.IsDefaultAUService, False
Check "not fit for Automatic Updates", service.CanRegisterWithAU, False
Check "offers nothing for Windows", service.OffersWindowsUpdates, False

' Online.
Set registration = manager.AddService2(MICROSOFT_UPDATE, asfAllowPendingRegistration + asfAllowOnlineRegistration, "")
Check "the registration's default member", registration.RegistrationState, usrsRegistered
Check "the registered service", LCase(registration.Service.ServiceID), MICROSOFT_UPDATE
Check "nothing is pending", registration.IsPendingRegistrationWithAU, False
Check "one more", manager.Services.Count, before + 1
manager.RemoveService MICROSOFT_UPDATE
Check "one less", manager.Services.Count, before

' Later, and at the second try.
Set registration = manager.AddService2(BALLOON, asfAllowPendingRegistration + asfRegisterServiceWithAU, "")
Check "later", registration.RegistrationState, usrsRegistrationPending
Check "for Automatic Updates too", registration.IsPendingRegistrationWithAU, True
Check "there is no service yet", registration.Service Is Nothing, True
Check "and none is listed", manager.Services.Count, before
manager.RemoveService BALLOON
manager.AddService2 NIGHT_TRAM, asfAllowOnlineRegistration + asfAllowPendingRegistration, ""
Check "not at the first try", manager.QueryServiceRegistration(NIGHT_TRAM).RegistrationState, usrsRegistrationPending
CreateObject("Microsoft.Update.Searcher").Search ""
Check "at the second", manager.QueryServiceRegistration(NIGHT_TRAM).RegistrationState, usrsRegistered
manager.RemoveService NIGHT_TRAM
On Error Resume Next
manager.AddService2 BALLOON, asfAllowOnlineRegistration, ""
If Err.Number = 0 Then WScript.Echo "not ok: nobody reaches a balloon"
Err.Clear
manager.QueryServiceRegistration BALLOON
CheckError "now or never", WU_E_DS_UNKNOWNSERVICE

' By a cabinet.
manager.AddService2 PLANETARIUM, asfAllowOnlineRegistration, CABINETS & "planetarium.cab"
CheckError "online and by a cabinet", E_INVALIDARG
manager.AddService2 PLANETARIUM, 0, ""
CheckError "neither", E_INVALIDARG
manager.AddService GAS_LAMPS, CABINETS & "expired.cab"
CheckError "a cabinet that has expired", WU_E_DS_SERVICEEXPIRED
On Error Goto 0
Check "the planetarium", manager.AddService(PLANETARIUM, CABINETS & "planetarium.cab").Name, "Planetarium"
Check "is registered", manager.QueryServiceRegistration(PLANETARIUM).RegistrationState, usrsRegistered

' With Automatic Updates.
Check "not with Automatic Updates", ServiceOf(CURIOSITIES).IsRegisteredWithAU, False
manager.RegisterServiceWithAU CURIOSITIES
Check "with Automatic Updates", ServiceOf(CURIOSITIES).IsRegisteredWithAU, True
manager.UnregisterServiceWithAU CURIOSITIES
Check "without again", ServiceOf(CURIOSITIES).IsRegisteredWithAU, False
manager.SetOption "AllowedServiceID", PLANETARIUM
manager.SetOption "AllowWarningUI", False
On Error Resume Next
manager.RegisterServiceWithAU CURIOSITIES
CheckError "only the planetarium is allowed", WU_E_INVALID_OPERATION
manager.RegisterServiceWithAU NOBODY
If Err.Number = 0 Then WScript.Echo "not ok: nobody serves Automatic Updates"
Err.Clear
manager.UnregisterServiceWithAU WINDOWS_UPDATE
CheckError "somebody has to offer Windows updates", WU_E_DS_NEEDWINDOWSSERVICE
manager.SetOption "AllowWarningUI", "perhaps"
CheckError "an option of another type", E_INVALIDARG
On Error Goto 0
manager.RegisterServiceWithAU PLANETARIUM
Check "the planetarium is", ServiceOf(PLANETARIUM).IsRegisteredWithAU, True

' Offline. `flags` is left out.
Dim files, file, folder, cabinet, searcher, result, update, id
Set files = CreateObject("Scripting.FileSystemObject")
' Wine counts the final zero to the text.
folder = Replace(CreateObject("WScript.Shell").ExpandEnvironmentStrings("%WUA_STATE%"), Chr(0), "")
cabinet = folder & "\wsusscn2.cab"
Set file = files.CreateTextFile(cabinet, True)
file.Write "MSCF, and nothing else: the museum looks no further."
file.Close
Set service = CreateObject("Microsoft.Update.ServiceManager").AddScanPackageService("Offline Sync Service", cabinet)
Check "its name", service.Name, "Offline Sync Service"
Check "made from a scan package", service.IsScanPackageService, True
Set searcher = CreateObject("Microsoft.Update.Session").CreateUpdateSearcher
searcher.ServerSelection = ssOthers
searcher.ServiceID = service.ServiceID
Set result = searcher.Search("IsInstalled=0")
If result.Updates.Count = 0 Then WScript.Echo "not ok: the scan package has no updates"
For Each update In result.Updates
    If update.Title = "" Then WScript.Echo "not ok: an update without a title"
Next
id = service.ServiceID
Set service = Nothing
Set result = Nothing
Set update = Nothing
On Error Resume Next
manager.QueryServiceRegistration id
CheckError "it went with its object", WU_E_DS_UNKNOWNSERVICE

manager.RemoveService NOBODY
CheckError "a service that nobody knows", WU_E_DS_UNKNOWNSERVICE
manager.QueryServiceRegistration NOBODY
CheckError "nor its registration", WU_E_DS_UNKNOWNSERVICE
searcher.ServiceID = NOBODY
searcher.Search ""
CheckError "a search there", WU_E_DS_UNKNOWNSERVICE
searcher.ServerSelection = ssManagedServer
searcher.Search ""
CheckError "no managed server", WU_E_DS_UNKNOWNSERVICE
On Error Goto 0

' The service counts only where others are asked.
Set searcher = CreateObject("Microsoft.Update.Searcher")
Check "at first", searcher.ServerSelection, ssDefault
Check "no service at first", searcher.ServiceID, ""
searcher.ServiceID = CURIOSITIES
Check "Windows Update by default", HasTitle(searcher.Search(""), STAR_ATLAS), True
searcher.ServerSelection = ssOthers
Check "the cabinet of curiosities", HasTitle(searcher.Search(""), STAR_ATLAS), False
Check "and what is in it", HasTitle(searcher.Search(""), "Horn of a unicorn (KB5081960)"), True

' A managed server is asked once there is one.
Set registration = manager.AddService2(MUSEUM_SERVER, asfAllowOnlineRegistration, "")
Check "IsManaged, of the museum's server", registration.Service.IsManaged, True
searcher.ServerSelection = ssManagedServer
Check "managed", HasTitle(searcher.Search(""), OPENING_HOURS), True
Check "and only that", HasTitle(searcher.Search(""), STAR_ATLAS), False
searcher.ServerSelection = ssDefault
Check "managed by default", HasTitle(searcher.Search(""), OPENING_HOURS), True
searcher.ServerSelection = ssWindowsUpdate
Check "public", HasTitle(searcher.Search(""), STAR_ATLAS), True
Check "and nothing managed", HasTitle(searcher.Search(""), OPENING_HOURS), False
On Error Resume Next
manager.RemoveService MUSEUM_SERVER
CheckError "what is managed stays", WU_E_DS_INVALIDOPERATION
On Error Goto 0

Done "services"

Function ServiceOf(id)
    Set ServiceOf = manager.QueryServiceRegistration(id).Service
End Function

Function HasTitle(result, title)
    Dim update
    HasTitle = False
    For Each update In result.Updates
        If update.Title = title Then HasTitle = True
    Next
End Function

Sub CheckDate(what, got, expected)
    Check "type of " & what, VarType(got), vbDate
    Check what, got, expected
End Sub
