' Shows what was done to this computer, newest first.
'
'   cscript //nologo history.vbs [COUNT]

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
    Dim searcher, total, count, entry, line
    task = "reading the history"
    Set searcher = CreateObject("Microsoft.Update.Session").CreateUpdateSearcher
    total = searcher.GetTotalHistoryCount
    count = total
    If WScript.Arguments.Count > 0 Then count = CLng(WScript.Arguments(0))
    If count > total Then count = total
    ' Nobody may ask for no entries.
    If count > 0 Then
        For Each entry In searcher.QueryHistory(0, count)
            line = Moment(entry.Date) & "  " & OperationName(entry.Operation) & " " & OutcomeName(entry.ResultCode)
            line = line & ": " & entry.Title
            If entry.HResult < 0 Then line = line & " (0x" & Hex(entry.HResult) & ")"
            WScript.Echo line
        Next
    End If
    WScript.Echo count & " of " & total & " entries; times are UTC"
End Sub

Function OperationName(operation)
    If operation = 1 Then OperationName = "installation" Else OperationName = "removal"
End Function

Function Moment(value)
    Moment = Year(value) & "-" & Two(Month(value)) & "-" & Two(Day(value)) & " " & _
        Two(Hour(value)) & ":" & Two(Minute(value))
End Function

Function Two(number)
    Two = Right("0" & number, 2)
End Function

Function OutcomeName(code)
    Select Case code
        Case 1 OutcomeName = "still going on"
        Case 2 OutcomeName = "succeeded"
        Case 3 OutcomeName = "succeeded with errors"
        Case 4 OutcomeName = "failed"
        Case 5 OutcomeName = "aborted"
        Case Else OutcomeName = "not done (" & code & ")"
    End Select
End Function
