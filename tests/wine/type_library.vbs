' What scripts see of the type library: the names of types, the names of classes with and without version, and members
' by names that it spells in one way and programs in another.

Dim classes, name, object, versioned
classes = Array("AutoUpdate", "InstallationAgent", "StringColl", "SystemInfo", "UpdateColl", "Downloader", _
    "Installer", "Searcher", "ServiceManager", "Session", "WebProxy", "AgentInfo")
For Each name In classes
    Set object = CreateObject("Microsoft.Update." & name)
    Set versioned = CreateObject("Microsoft.Update." & name & ".1")
    Check "type of " & name, TypeName(versioned), TypeName(object)
Next
Check "a session", TypeName(CreateObject("Microsoft.Update.Session")), "IUpdateSession3"
Check "a collection of strings", TypeName(CreateObject("Microsoft.Update.StringColl")), "IStringCollection"

' Enumerated, with everything described.
Dim searcher, updates, update, category, count, seen
Set searcher = CreateObject("Microsoft.Update.Session.1").CreateUpdateSearcher()
Set updates = searcher.Search("IsHidden=0").Updates
Check "a collection of updates", TypeName(updates), "IUpdateCollection"
For Each update In updates
    count = count + 1
    If update.title <> update.TITLE Or update.Title = "" Then WScript.Echo "not ok: an update without a title"
    seen = 0
    For Each category In update.Categories
        If category.Name = "" Then WScript.Echo "not ok: a category without a name"
        seen = seen + 1
    Next
    Check "categories of " & update.Title, seen, update.Categories.Count
Next
Check "updates", count, updates.Count
If count = 0 Then WScript.Echo "not ok: the museum is empty"
Done "type_library"
