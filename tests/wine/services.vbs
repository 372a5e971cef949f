' Services: the ones that are there, one that is added online, and a scan package as offline scanners use it.
'
' shows: B014 B055 B056 B173 B177 B178 B181 B182 B183 B187 B188 B193

Const WU_E_DS_UNKNOWNSERVICE = &H80248014
Const MICROSOFT_UPDATE = "7971f918-a847-4430-9279-4a52d1efe18d"
Const ssOthers = 3
Const usrsRegistered = 3
Const asfAllowPendingRegistration = 1
Const asfAllowOnlineRegistration = 2

Dim manager, service, names, before, registration
Set manager = CreateObject("Microsoft.Update.ServiceManager")
manager.ClientApplicationID = "services script"
before = manager.Services.Count
For Each service In manager.Services
    If service.ServiceID = "" Then WScript.Echo "not ok: a service without an identifier"
    If service.Name = "" Then WScript.Echo "not ok: a service without a name"
    Check "a service's default member", "" & service, service.Name
    Check "IssueDate", VarType(service.IssueDate), vbDate
    Check "ExpirationDate", VarType(service.ExpirationDate), vbDate
    Check "its registration", manager.QueryServiceRegistration(service.ServiceID).RegistrationState, usrsRegistered
Next

' Online.
Set registration = manager.AddService2(MICROSOFT_UPDATE, asfAllowPendingRegistration + asfAllowOnlineRegistration, "")
Check "the registration's default member", registration.RegistrationState, usrsRegistered
Check "the registered service", LCase(registration.Service.ServiceID), MICROSOFT_UPDATE
Check "one more", manager.Services.Count, before + 1
manager.RemoveService MICROSOFT_UPDATE
Check "one less", manager.Services.Count, before

' Offline. `flags` is left out.
Dim files, file, folder, cabinet, searcher, result, update
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

On Error Resume Next
manager.RemoveService "00000000-1111-2222-3333-444444444444"
CheckError "a service that nobody knows", WU_E_DS_UNKNOWNSERVICE
searcher.ServiceID = "00000000-1111-2222-3333-444444444444"
searcher.Search ""
CheckError "a search there", WU_E_DS_UNKNOWNSERVICE
On Error Goto 0

Done "services"
