' Every kind of collection: enumerated, indexed, and changed where it may be changed.
'
' shows: B033 B034 B035 B036 B037 B038 B044 B045 B047 B048 B049 B050 B051 B052 B053 B054 B055 B056 B057 B058

Const WU_E_INVALIDINDEX = &H80240007
Const WU_E_NOT_SUPPORTED = &H80240037
Const utDriver = 2

Dim searcher, result, updates, update, own, copy, item, drivers
Set searcher = CreateObject("Microsoft.Update.Searcher")
Set result = searcher.Search("IsHidden=0")
Set updates = result.Updates
CheckEnumeration "updates", updates
CheckEnumeration "root categories", result.RootCategories
CheckEnumeration "no warnings", result.Warnings
' A service that always warns.
Dim curious
Set curious = CreateObject("Microsoft.Update.Searcher")
curious.ServerSelection = 3
curious.ServiceID = "00001901-00f0-4000-8000-000000000001"
Set result = curious.Search("")
Check "warnings", result.Warnings.Count, 5
CheckEnumeration "warnings", result.Warnings
CheckEnumeration "history", searcher.QueryHistory(0, 100)
CheckEnumeration "services", CreateObject("Microsoft.Update.ServiceManager").Services
For Each update In updates
    CheckEnumeration "categories", update.Categories
    CheckEnumeration "contents", update.DownloadContents
    CheckEnumeration "members of a bundle", update.BundledUpdates
    CheckEnumeration "articles", update.KBArticleIDs
    CheckEnumeration "languages", update.Languages
    If update.Type = utDriver Then
        drivers = drivers + 1
        ' By name a driver is a driver.
        If update.DriverModel = "" Then WScript.Echo "not ok: a driver without a model"
        CheckEnumeration "entries of a driver", update.WindowsDriverUpdateEntries
    End If
Next
If drivers = 0 Then WScript.Echo "not ok: the museum has no driver"

' What a result yields cannot be changed, nor what belongs to an update.
Check "read-only updates", updates.ReadOnly, True
Check "read-only articles", updates(0).KBArticleIDs.ReadOnly, True
On Error Resume Next
updates.Clear
CheckError "a result cannot be cleared", WU_E_NOT_SUPPORTED
updates.RemoveAt 0
CheckError "nor shortened", WU_E_NOT_SUPPORTED
updates(0).KBArticleIDs.Add "1"
CheckError "nor an update's articles lengthened", WU_E_NOT_SUPPORTED
On Error Goto 0

' A copy can, and so can a collection of one's own.
Set copy = updates.Copy()
Check "a copy can be changed", copy.ReadOnly, False
Check "a copy has all", copy.Count, updates.Count
copy.RemoveAt 0
Check "one less", copy.Count, updates.Count - 1
Check "the next one is first", copy(0).Identity.UpdateID, updates(1).Identity.UpdateID
Set own = CreateObject("Microsoft.Update.UpdateColl")
Check "Add", own.Add(updates(0)), 0
own.Insert 0, updates(1)
Check "Insert", own(0).Title, updates(1).Title
own(0) = updates(0)
Check "an item written, by its index", own(0).Title, updates(0).Title
Set own(1) = updates(1)
Check "and with Set", own(1).Title, updates(1).Title
On Error Resume Next
own.RemoveAt 2
CheckError "an index too large", WU_E_INVALIDINDEX
own(2) = updates(0)
CheckError "nothing to replace", WU_E_INVALIDINDEX
updates(0) = updates(1)
CheckError "nor may an item of a result be replaced", WU_E_NOT_SUPPORTED
updates.Add updates(1)
CheckError "nor may one be added", WU_E_NOT_SUPPORTED
updates.Insert 0, updates(1)
CheckError "or inserted", WU_E_NOT_SUPPORTED
own.Insert -1, updates(0)
CheckError "an index below zero", WU_E_INVALIDINDEX
On Error Goto 0
own.Clear
Check "Clear", own.Count, 0

Done "collections"

' Enumerated, a collection has the items that its indices have; beyond the last there is none.
Sub CheckEnumeration(what, collection)
    Dim item, count
    count = 0
    For Each item In collection
        If IsObject(item) Then
            If TypeName(item) <> TypeName(collection.Item(count)) Then WScript.Echo "not ok: item of " & what
            If Not item Is collection.Item(count) Then WScript.Echo "not ok: two identities of an item of " & what
        Else
            Check "item of " & what, item, collection.Item(count)
        End If
        count = count + 1
    Next
    Check "number of " & what, count, collection.Count
    On Error Resume Next
    item = collection.Item(count)
    CheckError "beyond the last of " & what, WU_E_INVALIDINDEX
    item = collection.Item(-1)
    CheckError "before the first of " & what, WU_E_INVALIDINDEX
    On Error Goto 0
End Sub
