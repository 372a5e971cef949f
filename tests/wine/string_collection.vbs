' Microsoft.Update.StringColl by late binding: names, default members, enumeration, errors.
'
' shows: B039 B040 B041 B042 B043 B044 B046

Const WU_E_INVALIDINDEX = &H80240007
Const DISP_E_TYPEMISMATCH = 13
Const DISP_E_UNKNOWNNAME = 438

Dim names, text, all, copy
Set names = CreateObject("Microsoft.Update.StringColl")
Check "a new collection is empty", names.Count, 0
Check "it can be written", names.ReadOnly, False
Check "Add yields the index", names.Add("zero"), 0
Check "names have no case", names.ADD("one"), 1
names.Add 2
Check "a number becomes a text", names.Item(2), "2"
names.Add Null
Check "a null becomes an empty text", names.Item(3), ""
names.RemoveAt 3
Check "default member", names(1), "one"
names(1) = "ONE"
Check "default member, written", names.Item(1), "ONE"
names.Item(0) = "ZERO"
names.Insert 0, "first"
names.Insert names.Count, "last"
Check "Insert at the end", names(names.Count - 1), "last"
names.RemoveAt names.Count - 1
Check "Insert", names(0) & names(1) & names(2) & names(3), "firstZEROONE2"

For Each text In names
    all = all & "," & text
Next
Check "For Each", all, ",first,ZERO,ONE,2"

Set copy = names.Copy
names.Clear
Check "Clear without parentheses", names.Count, 0
Check "a copy is another collection", copy.Count, 4

On Error Resume Next
text = names.Item(7)
CheckError "an index too large", WU_E_INVALIDINDEX
names.RemoveAt -1
CheckError "an index below zero", WU_E_INVALIDINDEX
names.RemoveAt "nothing like a number"
If Err.Number = 0 Then WScript.Echo "not ok: a word is no index"
Err.Clear
names.NoSuchMember
If Err.Number = 0 Then WScript.Echo "not ok: there is no such member"
Err.Clear
names.Add
If Err.Number = 0 Then WScript.Echo "not ok: an argument is missing"
Err.Clear
names.Count = 3
If Err.Number = 0 Then WScript.Echo "not ok: Count cannot be written"
Err.Clear
On Error Goto 0

Check "versioned name", CreateObject("Microsoft.Update.StringColl.1").Count, 0
Done "string_collection"
