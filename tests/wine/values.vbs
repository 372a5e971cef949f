' What the museum's updates, categories and history say of themselves, by name: every value is the one that its script in
' the museum gives it.
'
' shows: B002 B003 B004 B007 B009 B010 B011 B012 B014 B015 B020 B021 B023 B024 B025 B026 B027 B049 B050 B060 B061 B062
' shows: B064 B066 B067 B068 B069 B070 B071 B072 B073 B074 B075 B076 B077 B078 B079 B080 B081 B082 B083 B084 B085 B086
' shows: B089 B091 B092 B093 B094 B095 B098 B101 B102 B103 B104 B105 B106 B107 B108 B109 B110 B111 B151

Const WU_E_INVALIDINDEX = &H80240007
Const WU_E_INVALID_CRITERIA = &H80240032
Const WU_E_UNSUPPORTED_SEARCHSCOPE = &H80240045
Const WU_E_DS_UNKNOWNSERVICE = &H80248014
Const WU_E_DS_DECLINENOTALLOWED = &H80248016
Const UNKNOWN_MEMBER = 438
Const ENGLISH = 1033
Const SPANISH = 3082
Const FRENCH = 1036
Const CURIOSITIES = "00001901-00f0-4000-8000-000000000001"
Const NOBODY = "00000000-1111-2222-3333-444444444444"
Const HANDLERS = "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/"
Const APRIL = "00001901-0001-4000-8000-000000000001"
Const MAY_ = "00001901-0001-4000-8000-000000000002"
Const MOONS = "00001901-0001-4000-8000-000000000003"
Const BETA = "00001901-0001-4000-8000-000000000004"
Const PENDULUM = "00001901-0001-4000-8000-000000000005"
Const POSITIONS = "00001901-0001-4000-8000-000000000006"
Const AGENT = "00001901-0001-4000-8000-000000000007"
Const DESKTOP = "00001901-0001-4000-8000-000000000008"
Const DUST_GAUGE = "00001901-0001-4000-8000-000000000010"
Const CHIMES = "00001901-0001-4000-8000-000000000011"
Const ENGINE_SET = "00001901-0002-4000-8000-000000000001"
Const CARDS = "00001901-0002-4000-8000-000000000004"
Const ABACUS = "00001901-0002-4000-8000-000000000005"
Const DIALS = "00001901-0003-4000-8000-000000000001"
Const GEARS = "00001901-0003-4000-8000-000000000004"
Const STAR_ATLAS = "00001901-0004-4000-8000-000000000001"
Const POLISH = "00001901-0007-4000-8000-000000000001"
Const HALF_A_GEAR = "00001901-0007-4000-8000-000000000002"
Const FIXED_STARS = "00001901-0007-4000-8000-000000000003"
Const WHISTLE = "Steam whistle (KB5081935)"

Dim session, searcher
Set session = CreateObject("Microsoft.Update.Session")
session.UserLocale = ENGLISH
Set searcher = session.CreateUpdateSearcher

Offline
Sessions
Searchers
Updates
States
Licences
Bundles
Drivers
Languages
Superseded
Scopes
Categories
Warnings
Histories

Done "values"

' Nothing is known before somebody has asked a service.
Sub Offline
    Dim online
    Check "searches are online", searcher.Online, True
    searcher.Online = False
    Check "nothing is known yet", searcher.Search("").Updates.Count, 0
    searcher.Online = True
    online = searcher.Search("").Updates.Count
    Check "a service knows more", online > 20, True
    searcher.Online = False
    Check "now it is known", searcher.Search("").Updates.Count, online
    searcher.ServerSelection = 3
    searcher.ServiceID = CURIOSITIES
    Check "but not what another service has", searcher.Search("").Updates.Count, 0
    searcher.ServerSelection = 0
    searcher.ServiceID = ""
    searcher.Online = True
End Sub

Sub Sessions
    Dim fresh, proxy
    Set fresh = CreateObject("Microsoft.Update.Session")
    Check "a fresh session can be changed", fresh.ReadOnly, False
    Check "the user's proxy", fresh.WebProxy.AutoDetect, True
    Set proxy = CreateObject("Microsoft.Update.WebProxy")
    proxy.Address = "http://proxy.museum.example:8080"
    fresh.WebProxy = proxy
    Check "another proxy", fresh.WebProxy.Address, "http://proxy.museum.example:8080"
    Check "the very proxy", fresh.WebProxy Is proxy, True
    fresh.WebProxy = Nothing
    Check "the user's again", fresh.WebProxy.Address, ""
    Check "the user's again, found by itself", fresh.WebProxy.AutoDetect, True

    fresh.ClientApplicationID = "heirs"
    fresh.UserLocale = FRENCH
    Check "the name is inherited", fresh.CreateUpdateSearcher.ClientApplicationID, "heirs"
    Check "and the language", FoundBy(fresh.CreateUpdateSearcher, CHIMES).Title, "Carillon des heures (KB5081918)"
End Sub

Sub Searchers
    Dim fresh
    Set fresh = CreateObject("Microsoft.Update.Searcher")
    Check "nobody's name", fresh.ClientApplicationID, ""
    fresh.ClientApplicationID = "somebody"
    Check "somebody's name", fresh.ClientApplicationID, "somebody"
    Check "the agent stays as it is", fresh.CanAutomaticallyUpgradeService, False
    Check "what is replaced is left out", fresh.IncludePotentiallySupersededUpdates, False
    Check "no service", fresh.ServiceID, ""
    fresh.ServiceID = NOBODY
    Check "the service counts only for others", fresh.Search("").ResultCode, 2
    fresh.ServerSelection = 3
    On Error Resume Next
    fresh.Search ""
    CheckError "and then it does", WU_E_DS_UNKNOWNSERVICE
    fresh.CanAutomaticallyUpgradeService = "perhaps"
    If Err.Number = 0 Then WScript.Echo "not ok: perhaps is no boolean"
    Err.Clear
    On Error Goto 0
End Sub

Sub Updates
    Dim update
    Set update = Found(MAY_)
    Check "UpdateID", update.Identity.UpdateID, MAY_
    Check "RevisionNumber", update.Identity.RevisionNumber, 203
    Check "Title", update.Title, "2026-05 Cumulative Security Update for Orrery (KB5081905)"
    Check "Description", update.Description, _
        "Strangers can no longer move the planets from the street. The Moon rises on time."
    Check "no description", Found(ENGINE_SET).BundledUpdates(0).Description, ""
    CheckStrings "Languages", update.Languages, "en|es|fr|de|ja"
    CheckStrings "KBArticleIDs", update.KBArticleIDs, "5081905|5081899"
    CheckStrings "SecurityBulletinIDs", update.SecurityBulletinIDs, "MS26-019|MS26-020"
    CheckStrings "CveIDs", update.CveIDs, "CVE-1901-0501|CVE-1901-0502"
    CheckStrings "no CveIDs", Found(MOONS).CveIDs, ""
    CheckStrings "SupersededUpdateIDs", update.SupersededUpdateIDs, APRIL
    CheckStrings "UninstallationSteps", update.UninstallationSteps, "Stop the Sun.|Unscrew the lock.|Start the Sun."

    CheckDate "Deadline", update.Deadline, #5/12/2099#, 3
    CheckDate "a deadline that has passed", Found(PENDULUM).Deadline, #2/3/2001#, 4 + 5 / 60 + 6 / 3600
    Check "no deadline", VarType(Found(MOONS).Deadline), vbEmpty
    CheckDate "LastDeploymentChangeTime", update.LastDeploymentChangeTime, #5/12/2026#, 17
    CheckDate "another change", Found(POSITIONS).LastDeploymentChangeTime, #5/31/2026#, 23

    Check "Critical", update.MsrcSeverity, "Critical"
    Check "Important", Found(DIALS).MsrcSeverity, "Important"
    Check "Moderate", Found(PENDULUM).MsrcSeverity, "Moderate"
    Check "Low", Found(BETA).MsrcSeverity, "Low"
    Check "no severity", Found(MOONS).MsrcSeverity, ""

    Check "the file", CDbl(update.MaxDownloadSize), 900 * 1024
    Check "the delta", CDbl(update.MinDownloadSize), 90 * 1024
    Check "no delta, at most", CDbl(Found(MOONS).MaxDownloadSize), 190 * 1024
    Check "no delta, at least", CDbl(Found(MOONS).MinDownloadSize), 190 * 1024
    Check "a size is a DECIMAL", VarType(update.MaxDownloadSize), 14
    Check "the other too", VarType(update.MinDownloadSize), 14
    Check "RecommendedCpuSpeed", update.RecommendedCpuSpeed, 1000
    Check "RecommendedHardDiskSpace", update.RecommendedHardDiskSpace, 300
    Check "RecommendedMemory", update.RecommendedMemory, 512
    Check "nothing recommended", Found(BETA).RecommendedCpuSpeed + Found(BETA).RecommendedHardDiskSpace _
        + Found(BETA).RecommendedMemory, 0

    Check "Cbs", update.HandlerID, HANDLERS & "Cbs"
    Check "CommandLineInstallation", Found(POSITIONS).HandlerID, HANDLERS & "CommandLineInstallation"
    Check "InfBasedInstallation", Found(DIALS).HandlerID, HANDLERS & "InfBasedInstallation"
    Check "WindowsInstaller", Found(MOONS).HandlerID, HANDLERS & "WindowsInstaller"
    Check "WindowsPatch", Found(BETA).HandlerID, HANDLERS & "WindowsPatch"

    CheckBehavior "installing", update.InstallationBehavior, 0, 1, False, False
    CheckBehavior "removing", update.UninstallationBehavior, 0, 1, True, False
    CheckBehavior "installing alone", Found(PENDULUM).InstallationBehavior, 2, 0, False, False
    CheckBehavior "installing a little", Found(POSITIONS).InstallationBehavior, 1, 0, False, True
    CheckBehavior "installing with questions", Found(DIALS).InstallationBehavior, 0, 2, True, True
    Check "what is never installed", Found(DUST_GAUGE).InstallationBehavior Is Nothing, True
    Check "what is never removed", Found(FIXED_STARS).UninstallationBehavior Is Nothing, True
    Check "Image", update.Image.Source, "https://museum.example/images/planets.png"
    Check "its text", update.Image.AltText, "Six planets in a row"
    Check "its size", update.Image.Width & " x " & update.Image.Height, "48 x 32"
    Check "no image", Found(MOONS).Image Is Nothing, True

    Check "two files", update.DownloadContents.Count, 2
    Check "the first", update.DownloadContents(0).DownloadUrl, _
        "https://download.museum.example/orrery-kb5081905.cab"
    Check "the second", update.DownloadContents(1).DownloadUrl, _
        "https://download.museum.example/orrery-kb5081905-delta.cab"
    Check "is no delta", update.DownloadContents(0).IsDeltaCompressedContent, False
    Check "is a delta", update.DownloadContents(1).IsDeltaCompressedContent, True
    Check "the files of a bundle are its members'", Found(ENGINE_SET).DownloadContents.Count, 0
    Check "a member's file", Found(ENGINE_SET).BundledUpdates(0).DownloadContents(0).DownloadUrl, _
        "https://download.museum.example/wheels.msi"

    Check "always selected", update.AutoSelection, 3
    Check "always downloaded", update.AutoDownload, 2
    Check "never selected", Found(MOONS).AutoSelection, 2
    Check "never downloaded", Found(MOONS).AutoDownload, 1
    Check "selected if downloaded", Found(BETA).AutoSelection, 1
    Check "selected as the agent likes", Found(PENDULUM).AutoSelection, 0
    Check "downloaded as the agent likes", Found(PENDULUM).AutoDownload, 0
End Sub

Sub States
    Dim id
    Check "installed", Found(POLISH).IsInstalled, True
    Check "and present", Found(POLISH).IsPresent, True
    Check "for one product of two: not installed", Found(HALF_A_GEAR).IsInstalled, False
    Check "but present", Found(HALF_A_GEAR).IsPresent, True
    Check "neither installed", Found(MAY_).IsInstalled, False
    Check "nor present", Found(MAY_).IsPresent, False
    Check "can be removed", Found(POLISH).IsUninstallable, True
    Check "cannot be removed", Found(FIXED_STARS).IsUninstallable, False
    Check "a beta", Found(BETA).IsBeta, True
    Check "no beta", Found(MAY_).IsBeta, False
    Check "asks for media", Found(CARDS).CanRequireSource, True
    Check "asks for none", Found(MAY_).CanRequireSource, False
    Check "optional", Found(MOONS).BrowseOnly, True
    Check "not optional", Found(MAY_).BrowseOnly, False
    Check "mandatory", Found(AGENT).IsMandatory, True
    Check "not mandatory", Found(MAY_).IsMandatory, False
    On Error Resume Next
    Found(AGENT).IsHidden = True
    CheckError "what is mandatory cannot be hidden", WU_E_DS_DECLINENOTALLOWED
    On Error Goto 0
    Check "and is not", Found(AGENT).IsHidden, False
End Sub

Sub Licences
    Dim atlas
    Check "no licence is accepted", Found(MAY_).EulaAccepted, True
    Check "and has no text", Found(MAY_).EulaText, ""
    Set atlas = Found(STAR_ATLAS)
    Check "a licence is not accepted", atlas.EulaAccepted, False
    Check "its text", Left(atlas.EulaText, 34), "Welcome to the Museum of Updates." & vbLf
    session.UserLocale = SPANISH
    Check "in Spanish", Left(FoundBy(session.CreateUpdateSearcher, STAR_ATLAS).EulaText, 15), "Bienvenido al M"
    session.UserLocale = ENGLISH
End Sub

Sub Bundles
    Dim bundle, printer
    Set bundle = Found(ENGINE_SET)
    Check "three members", bundle.BundledUpdates.Count, 3
    Check "wheels", bundle.BundledUpdates(0).Title, "Figure wheels for Difference Engine"
    Check "crank", bundle.BundledUpdates(1).Title, "Crank for Difference Engine"
    Set printer = bundle.BundledUpdates(2)
    Check "printer", printer.Title, "Printer for Difference Engine"
    Check "a bundle in the bundle", printer.BundledUpdates.Count, 2
    Check "ink", printer.BundledUpdates(1).Title, "Ink for the printer"
    Check "no bundle", Found(MAY_).BundledUpdates.Count, 0
End Sub

Sub Drivers
    Dim driver, entry
    Set driver = Found(DIALS)
    Check "Type", driver.Type, 2
    Check "DriverClass", driver.DriverClass, "Display"
    Check "DriverHardwareID", driver.DriverHardwareID, "ANTIKYTHERA\VEN_1901&DEV_0517&SUBSYS_00000001"
    Check "DriverManufacturer", driver.DriverManufacturer, "Workshop of Rhodes"
    Check "DriverModel", driver.DriverModel, "Zodiac dial"
    Check "DriverProvider", driver.DriverProvider, "Museum of Updates"
    CheckDate "DriverVerDate", driver.DriverVerDate, #5/17/2026#, 0
    Check "DeviceProblemNumber", driver.DeviceProblemNumber, 28
    Check "DeviceStatus", driver.DeviceStatus, 25174016
    Check "a device each", driver.WindowsDriverUpdateEntries.Count, 3
    Set entry = driver.WindowsDriverUpdateEntries(2)
    Check "class of the third", entry.DriverClass, "Display"
    Check "hardware of the third", entry.DriverHardwareID, "ANTIKYTHERA\VEN_1901&DEV_0517&SUBSYS_00000003"
    Check "maker of the third", entry.DriverManufacturer, "Workshop of Syracuse"
    Check "model of the third", entry.DriverModel, "Games dial"
    Check "provider of the third", entry.DriverProvider, "Museum of Updates"
    CheckDate "date of the third", entry.DriverVerDate, #5/15/2026#, 0
    Check "problem of the third", entry.DeviceProblemNumber, 1
    Check "status of the third", entry.DeviceStatus, 25174018
    On Error Resume Next
    entry = Found(MAY_).DriverModel
    CheckError "software has no model", UNKNOWN_MEMBER
    On Error Goto 0
End Sub

Sub Languages
    Check "the session's language", CLng(session.UserLocale), ENGLISH
    session.UserLocale = SPANISH
    Check "the language put", CLng(session.UserLocale), SPANISH
    Check "Spanish", TitleOf(CHIMES), "Campanadas cada hora (KB5081918)"
    Check "a Spanish description", FoundBy(session.CreateUpdateSearcher, CHIMES).Description, _
        "Quien las quiera puede tenerlas."
    ' A script in Wine cannot write Japanese: eight characters that are not French.
    Check "neither Spanish nor English", Mid(TitleOf(ABACUS), 9), " (KB5081924)"
    Check "and not French", InStr(TitleOf(ABACUS), "Manuel"), 0
    session.UserLocale = FRENCH
    Check "French", TitleOf(CHIMES), "Carillon des heures (KB5081918)"
    Check "French only for some", TitleOf(ABACUS), "Manuel du boulier (KB5081924)"
    ' Polish: what nobody wrote is read in the language of the user.
    session.UserLocale = 1045
    Check "Polish", TitleOf(CHIMES), "Hourly chimes (KB5081918)"
    session.UserLocale = ENGLISH
    Check "English", TitleOf(CHIMES), "Hourly chimes (KB5081918)"
End Sub

Sub Superseded
    Const SECURITY_UPDATES = "CategoryIDs contains '0fa1201d-4330-4fa8-8ae9-b877473b6441'"
    Check "the newer one", Ids(searcher.Search(SECURITY_UPDATES).Updates), "|" & MAY_
    searcher.IncludePotentiallySupersededUpdates = True
    Check "both", Ids(searcher.Search(SECURITY_UPDATES).Updates), "|" & APRIL & "|" & MAY_
    searcher.IncludePotentiallySupersededUpdates = False
End Sub

Sub Scopes
    Dim fresh, update, users
    Set fresh = CreateObject("Microsoft.Update.Searcher")
    Check "the computer's", fresh.SearchScope, 0
    Check "not for one user", Has(fresh.Search("IsInstalled=0").Updates, DESKTOP), False
    For Each update In fresh.Search("IsInstalled=0").Updates
        If update.PerUser Then WScript.Echo "not ok: for one user: " & update.Title
    Next
    fresh.SearchScope = 1
    Check "still the computer's", Has(fresh.Search("IsInstalled=0").Updates, DESKTOP), False
    fresh.SearchScope = 2
    Set users = fresh.Search("IsInstalled=0").Updates
    Check "for one user", Has(users, DESKTOP), True
    Check "and nothing else", Has(users, MAY_), False
    For Each update In users
        Check "PerUser of " & update.Title, update.PerUser, True
    Next
    On Error Resume Next
    fresh.SearchScope = 5
    fresh.Search ""
    CheckError "other users'", WU_E_UNSUPPORTED_SEARCHSCOPE
    On Error Goto 0
End Sub

Sub Categories
    Dim result, update, category, root, roots, known, before, orrery, family, museum, kinds
    Set result = searcher.Search("IsInstalled=0 or IsInstalled=1")
    Check "a search that went well", result.ResultCode, 2
    Check "Updates", Has(result.Updates, MAY_) And Has(result.Updates, POLISH), True
    before = -1
    For Each root In result.RootCategories
        Check "the parent of " & root.Name, root.Parent Is Nothing, True
        If root.Order < before Then WScript.Echo "not ok: " & root.Name & " stands too late"
        before = root.Order
        known = known & "|" & root.CategoryID
    Next
    For Each update In result.Updates
        For Each category In update.Categories
            Set root = category
            Do Until root.Parent Is Nothing
                Set root = root.Parent
            Loop
            If InStr(known, root.CategoryID) = 0 Then WScript.Echo "not ok: " & root.Name & " is missing"
            kinds = kinds & category.Type & "|"
        Next
    Next
    Check "products", InStr(kinds, "Product|") > 0, True
    Check "classifications", InStr(kinds, "UpdateClassification|") > 0, True

    Check "two categories", Found(MAY_).Categories.Count, 2
    Check "what it is", CategoryOf(MAY_, "UpdateClassification").Name, "Security Updates"
    Check "a classification's parent", CategoryOf(MAY_, "UpdateClassification").Parent Is Nothing, True
    Set orrery = CategoryOf(MAY_, "Product")
    Check "what it is for", orrery.Name, "Orrery"
    Check "its identifier", orrery.CategoryID, "00001901-00c0-4000-8000-000000000004"
    Check "its description", orrery.Description, "A clockwork with planets, for windowsills"
    Check "its image", orrery.Image.AltText, "An orrery of brass"
    Check "a product has nothing below it", orrery.Children.Count, 0
    Check "its place", orrery.Order, 2
    Set family = orrery.Parent
    Check "a family", family.Name & ", " & family.Type, "Astronomical Instruments, ProductFamily"
    Check "in display order", family.Children(0).Name & ", " & family.Children(1).Name, "Antikythera Clock, Orrery"
    Check "no more children", family.Children.Count, 2
    Set museum = family.Parent
    Check "a company", museum.Name & ", " & museum.Type, "Museum of Updates, Company"
    Check "its children", museum.Children(0).Name & ", " & museum.Children(1).Name & ", " & museum.Children(2).Name, _
        "Calculating Machines, Astronomical Instruments, Curiosities"
    Check "their order", museum.Children(0).Order & ", " & museum.Children(1).Order & ", " & museum.Children(2).Order, _
        "10, 20, 30"
    Check "its parent", museum.Parent Is Nothing, True

    Check "not installed", Has(orrery.Updates, MAY_), True
    Check "installed", Has(orrery.Updates, POLISH), True
    Check "of another category", Has(orrery.Updates, HALF_A_GEAR), False
    For Each update In museum.Updates
        If update.Title = WHISTLE Then WScript.Echo "not ok: the whistle is not applicable"
    Next
End Sub

Sub Warnings
    Dim curious, result
    Set curious = session.CreateUpdateSearcher
    curious.ServerSelection = 3
    curious.ServiceID = CURIOSITIES
    Set result = curious.Search("")
    Check "a search that went well in part", result.ResultCode, 3
    Check "and found something", result.Updates.Count, 2
    CheckWarnings result.Warnings
    Check "five warnings", result.Warnings.Count, 5
    CheckWarning result.Warnings(0), &H8024402F, 1, "One drawer of the cabinet is stuck."
    CheckWarning result.Warnings(1), &H8024C001, 2, "Drivers for sea monsters were left out."
    CheckWarning result.Warnings(2), &H80241002, 3, "The installer for potions is not set up."
    CheckWarning result.Warnings(3), &H8024F004, 4, "Behind the curtain nobody has looked."
    CheckWarning result.Warnings(4), &H80240029, 1, "The licence of the perpetual motion machine has expired."
    Check "Product", result.Warnings(4).Product, "Perpetual Motion Machine"
    Check "no warning", searcher.Search("").Warnings.Count, 0
    session.UserLocale = FRENCH
    Set curious = session.CreateUpdateSearcher
    curious.ServerSelection = 3
    curious.ServiceID = CURIOSITIES
    Set result = curious.Search("")
    Check "in French", result.Warnings(1).Message, "Les pilotes de monstres marins ont " & Chr(233) & "t" & Chr(233) _
        & " laiss" & Chr(233) & "s de c" & Chr(244) & "t" & Chr(233) & "."
    Check "a product has no language", result.Warnings(4).Product, "Perpetual Motion Machine"
    session.UserLocale = ENGLISH
End Sub

Sub Histories
    Dim history, entry, one
    Check "everything", searcher.GetTotalHistoryCount, 10
    Set history = searcher.QueryHistory(0, 100)
    Check "fewer than asked for", history.Count, 10
    CheckEntry history(0), "Withdrawal of the epicycles (KB5081916)", 1, 2, 0, 0, #4/15/2026#, 3
    CheckEntry history(1), "Museum of Updates - Sound - 1.0.0.3 (KB5081927)", 2, 5, &H8024000B, 0, #3/4/2026#, 9.5
    CheckEntry history(2), "Glued cog (KB5081947)", 2, 4, &H8024200B, 1605, #3/3/2026#, 9 + 20 / 60
    CheckEntry history(3), "Printer refreshment for Difference Engine (KB5081921)", 2, 3, &H240003, 0, _
        #3/2/2026#, 9 + 10 / 60
    CheckEntry history(4), "Slow varnish (KB5081942)", 2, 2, 0, 0, #3/1/2026#, 9
    CheckEntry history(5), "Guided tour for the undecided (KB5081946)", 1, 5, &H8024000B, 1602, #2/14/2026#, 18.75
    CheckEntry history(6), "Stubborn spring (KB5081940)", 1, 4, &H8024200B, 1603, #1/13/2026#, 8.25
    CheckEntry history(7), "Gears for two clocks (KB5081937)", 1, 3, &H240003, 3010, #12/12/2025#, 11.5
    CheckEntry history(8), "Brass polish (KB5081936)", 1, 2, 0, 0, #11/11/2025#, 10
    CheckEntry history(9), "Fixed stars (KB5081938)", 1, 2, &H240005, 0, #10/10/2025#, 7

    Set entry = history(5)
    Check "who did it", entry.ClientApplicationID, "Guided Tours"
    Check "where from", entry.ServerSelection, 3
    Check "from which service", entry.ServiceID, CURIOSITIES
    Check "which", history(8).UpdateIdentity.UpdateID, POLISH
    Check "which revision", history(8).UpdateIdentity.RevisionNumber, 1
    Check "what it is for", history(8).Categories.Count, 2
    For Each one In history(8).Categories
        If one.Name <> "Updates" And one.Name <> "Orrery" Then WScript.Echo "not ok: it is for " & one.Name
    Next

    Set history = searcher.QueryHistory(1, 2)
    Check "as many as asked for", history.Count, 2
    Check "from the second", history(0).Title, "Museum of Updates - Sound - 1.0.0.3 (KB5081927)"
    Check "to the third", history(1).Title, "Glued cog (KB5081947)"
    Check "the last two", searcher.QueryHistory(8, 10).Count, 2
    Check "all, by the session", session.QueryHistory("", 0, 100).Count, 10
    Check "newest first", session.QueryHistory("", 0, 1)(0).Title, "Withdrawal of the epicycles (KB5081916)"
    Set history = session.QueryHistory("UpdateID='" & POLISH & "'", 0, 100)
    Check "one update's", history.Count, 1
    Check "this one's", history(0).UpdateIdentity.UpdateID, POLISH
    On Error Resume Next
    searcher.QueryHistory -1, 1
    CheckError "an index below zero", WU_E_INVALIDINDEX
    searcher.QueryHistory 0, 0
    CheckError "no entries", WU_E_INVALIDINDEX
    session.QueryHistory "Title='Glued cog'", 0, 1
    CheckError "criteria for updates", WU_E_INVALID_CRITERIA
    On Error Goto 0

    ' The history has the language of the user, whatever the session reads.
    session.UserLocale = SPANISH
    Check "an update", TitleOf(POLISH), "Abrillantador de lat" & Chr(243) & "n (KB5081936)"
    Check "its entry", session.QueryHistory("UpdateID='" & POLISH & "'", 0, 1)(0).Title, "Brass polish (KB5081936)"
    session.UserLocale = ENGLISH
End Sub

Function Found(id)
    Set Found = FoundBy(searcher, id)
End Function

Function FoundBy(searcher, id)
    Dim updates
    ' Without this, only what is to be installed is found.
    Set updates = searcher.Search("UpdateID='" & id & "' and DeploymentAction=*").Updates
    If updates.Count <> 1 Then WScript.Echo "not ok: there are " & updates.Count & " of " & id
    Set FoundBy = updates(0)
End Function

Function TitleOf(id)
    TitleOf = FoundBy(session.CreateUpdateSearcher, id).Title
End Function

Function CategoryOf(id, kind)
    Dim category
    For Each category In Found(id).Categories
        If category.Type = kind Then Set CategoryOf = category
    Next
End Function

Function Ids(updates)
    Dim update
    For Each update In updates
        Ids = Ids & "|" & update.Identity.UpdateID
    Next
End Function

Function Has(updates, id)
    Has = InStr(Ids(updates), id) > 0
End Function

Sub CheckStrings(what, strings, expected)
    Dim text, all, index
    For index = 0 To strings.Count - 1
        If index > 0 Then all = all & "|"
        all = all & strings(index)
    Next
    Check what, "" & all, expected
End Sub

Sub CheckDate(what, got, day_, hours)
    Check "type of " & what, VarType(got), vbDate
    If Abs(CDbl(got) - CDbl(day_) - hours / 24) > 0.000001 Then WScript.Echo "not ok: " & what & ": " & got
End Sub

Sub CheckBehavior(what, behavior, impact, reboots, asks, network)
    Check what & ": Impact", behavior.Impact, impact
    Check what & ": RebootBehavior", behavior.RebootBehavior, reboots
    Check what & ": CanRequestUserInput", behavior.CanRequestUserInput, asks
    Check what & ": RequiresNetworkConnectivity", behavior.RequiresNetworkConnectivity, network
End Sub

Sub CheckWarnings(all)
    Dim warning, count
    count = 0
    For Each warning In all
        Check "a warning by its index", warning Is all.Item(count), True
        count = count + 1
    Next
    Check "all warnings", count, all.Count
    On Error Resume Next
    Set warning = all.Item(count)
    CheckError "beyond the last warning", WU_E_INVALIDINDEX
    Set warning = all.Item(-1)
    CheckError "before the first warning", WU_E_INVALIDINDEX
    On Error Goto 0
End Sub

Sub CheckWarning(warning, hresult, context, message)
    Check "HResult of: " & message, warning.HResult, hresult
    Check "Context of: " & message, warning.Context, context
    Check "Message", warning.Message, message
End Sub

Sub CheckEntry(entry, title, operation, code, hresult, unmapped, day_, hours)
    Check "an entry", entry.Title, title
    Check "operation of " & title, entry.Operation, operation
    Check "result of " & title, entry.ResultCode, code
    Check "HResult of " & title, entry.HResult, hresult
    Check "the installer's number of " & title, entry.UnmappedResultCode, unmapped
    CheckDate "date of " & title, entry.Date, day_, hours
End Sub
