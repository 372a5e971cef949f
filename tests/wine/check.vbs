' What every test needs. A failed check is a line that begins with "not ok"; a test that ends too early lacks the
' line that Done prints.

Sub Check(what, got, expected)
    If IsNull(got) Or IsEmpty(got) Then
        WScript.Echo "not ok: " & what & ": got nothing, expected " & expected
    ElseIf got <> expected Then
        WScript.Echo "not ok: " & what & ": got " & got & ", expected " & expected
    End If
End Sub

' After a statement under On Error Resume Next: it has to have failed, with this HRESULT.
Sub CheckError(what, expected)
    If Err.Number <> expected Then
        WScript.Echo "not ok: " & what & ": Err.Number is " & Hex(Err.Number) & ", expected " & Hex(expected)
    ElseIf Err.Description = "" Then
        WScript.Echo "not ok: " & what & ": the error has no description"
    End If
    Err.Clear
End Sub

Sub Done(name)
    WScript.Echo "end of " & name
End Sub

