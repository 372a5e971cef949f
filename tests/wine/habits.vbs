' What scripts do besides: null criteria, default members, dates, errors, hiding, things left out.
'
' shows: B016 B019 B062 B063 B077 B204

Const WU_E_INVALID_CRITERIA = &H80240032
Const WU_E_INVALIDINDEX = &H80240007
Const WU_E_NO_UPDATE = &H80240024
Const ssWindowsUpdate = 2

Dim searcher, result, updates, update, item, count, found
Set searcher = CreateObject("Microsoft.Update.Searcher")

' Criteria.
Set result = searcher.Search(Null)
If result.Updates.Count = 0 Then WScript.Echo "not ok: a null criterion finds nothing"
Check "the same as an empty one", searcher.Search("").Updates.Count, result.Updates.Count
Check "chained", CreateObject("Microsoft.Update.Session").CreateUpdateSearcher.Search("IsInstalled=1").ResultCode > 1, True
searcher.Online = False
Check "Online", searcher.Online, False
searcher.Online = 1
Check "an integer for a boolean", searcher.Online, True
searcher.ServerSelection = "2"
Check "a string for an enumeration", searcher.ServerSelection, ssWindowsUpdate
Check "EscapeString", searcher.EscapeString("it's"), "it[']s"
Check "EscapeString, of brackets", searcher.EscapeString("[a]"), "[[]a[]]"

' Errors.
On Error Resume Next
searcher.Search "IsInstalled="
CheckError "criteria cut off", WU_E_INVALID_CRITERIA
Set update = result.Updates.Item(result.Updates.Count)
CheckError "an index too large", WU_E_INVALIDINDEX
CreateObject("Microsoft.Update.Downloader").Download
CheckError "nothing to download", WU_E_NO_UPDATE
searcher.Search
If Err.Number = 0 Then WScript.Echo "not ok: criteria left out"
Err.Clear
result.Updates.Add "no update"
If Err.Number = 0 Then WScript.Echo "not ok: a string is no update"
Err.Clear
Set item = CreateObject("Microsoft.Update.UpdateColl")
item.Add CreateObject("Microsoft.Update.StringColl")
If Err.Number = 0 Then WScript.Echo "not ok: an object of another kind is no update"
Err.Clear
On Error Goto 0

' Default members and enumeration.
Set updates = result.Updates
count = 0
For Each update In updates
    Check "Item, default and by name", updates(count).Identity.UpdateID, updates.Item(count).Identity.UpdateID
    Check "the enumerated one", update.Identity.UpdateID, updates(count).Identity.UpdateID
    count = count + 1
Next
Check "For Each sees all", count, updates.Count

' Dates, and what may be empty.
For Each update In updates
    Check "LastDeploymentChangeTime", VarType(update.LastDeploymentChangeTime), vbDate
    If Year(update.LastDeploymentChangeTime) < 2000 Then WScript.Echo "not ok: " & update.LastDeploymentChangeTime
    If VarType(update.Deadline) <> vbDate And VarType(update.Deadline) <> vbEmpty Then
        WScript.Echo "not ok: a deadline of type " & VarType(update.Deadline)
    End If
    If VarType(update.MsrcSeverity) <> vbString Then WScript.Echo "not ok: no text for no severity"
    For Each item In update.KBArticleIDs
        found = found & item
    Next
    If update.KBArticleIDs.Count > 0 Then
        Check "arguments for the object behind a property", update.KBArticleIDs(0), update.KBArticleIDs.Item(0)
    End If
    For Each item In update.Categories
        If item.Name = "" Then WScript.Echo "not ok: a category without a name"
        Check "a category's default member", "" & item, item.Name
    Next
Next
If found = "" Then WScript.Echo "not ok: no update has an article"

' Hiding. Only this script's store knows.
Dim id
Set update = updates(0)
id = update.Identity.UpdateID
update.IsHidden = True
Check "hidden", update.IsHidden, True
Check "hidden from the default search", IsIn(searcher.Search(""), id), False
Check "found where the hidden ones are wanted", IsIn(searcher.Search("IsHidden=1"), id), True
update.IsHidden = 0
Check "shown again", update.IsHidden, False

' A member without a result, in an expression.
If CreateObject("Microsoft.Update.AutoUpdate").DetectNow <> 0 Then WScript.Echo "not ok: DetectNow yields something"
Dim agent
Set agent = CreateObject("Microsoft.Update.AgentInfo")
Check "ApiMajorVersion", VarType(agent.GetInfo("ApiMajorVersion")), vbLong
Check "ApiMinorVersion, in any case", VarType(agent.GetInfo("APIMINORVERSION")), vbLong
Check "ProductVersionString", VarType(agent.GetInfo("ProductVersionString")), vbString
On Error Resume Next
agent.GetInfo "ApiTinyVersion"
If Err.Number = 0 Then WScript.Echo "not ok: there is no tiny version"
Err.Clear
agent.GetInfo 7
If Err.Number = 0 Then WScript.Echo "not ok: a number is no name"
Err.Clear
On Error Goto 0
If VarType(CreateObject("Microsoft.Update.SystemInfo").RebootRequired) <> vbBoolean Then
    WScript.Echo "not ok: RebootRequired is no boolean"
End If

Done "habits"

Function IsIn(result, id)
    Dim update
    IsIn = False
    For Each update In result.Updates
        If update.Identity.UpdateID = id Then IsIn = True
    Next
End Function
