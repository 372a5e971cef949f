// Searches in the background, then downloads what was found and tells how far it is. The functions given to BeginSearch
// and BeginDownload are called while the script waits in EndSearch and EndDownload.
//
//   cscript //nologo progress.js [CRITERIA]

function main() {
    var criteria = WScript.Arguments.length > 0 ? WScript.Arguments(0) : "IsInstalled=0 and Type='Software'";
    var session = new ActiveXObject("Microsoft.Update.Session");

    var searcher = session.CreateUpdateSearcher();
    var search = searcher.BeginSearch(criteria, function () {
        WScript.Echo("the search has ended");
    }, "the search");
    var found = searcher.EndSearch(search).Updates;
    search.CleanUp();
    WScript.Echo("found: " + found.Count);

    // What asks for a licence is left out: nobody is here to read it.
    var wanted = new ActiveXObject("Microsoft.Update.UpdateColl");
    for (var index = 0; index < found.Count; index++) {
        if (found.Item(index).EulaAccepted) {
            wanted.Add(found.Item(index));
        }
    }
    if (wanted.Count === 0) {
        return;
    }

    var downloader = session.CreateUpdateDownloader(), told = -1;
    downloader.Updates = wanted;
    var download = downloader.BeginDownload(function (job, args) {
        var progress = args.Progress, percent = Math.floor(progress.PercentComplete / 25) * 25;
        if (percent > told) {
            told = percent;
            WScript.Echo(percent + " %, at " + wanted.Item(progress.CurrentUpdateIndex).Title);
        }
    }, function () {
        WScript.Echo("the download has ended");
    }, "the download");
    var result = downloader.EndDownload(download);
    download.CleanUp();
    for (var at = 0; at < wanted.Count; at++) {
        var one = result.GetUpdateResult(at);
        WScript.Echo((one.ResultCode === 2 ? "downloaded: " : "not downloaded: ") + wanted.Item(at).Title +
            (one.HResult < 0 ? " (0x" + hex(one.HResult) + ")" : ""));
    }
}

// Numbers are signed; shifted by nothing, this one is the HRESULT as it is written.
function hex(number) {
    return (number >>> 0).toString(16).toUpperCase();
}

try {
    main();
    WScript.Echo("done");
} catch (error) {
    WScript.Echo("error: " + error.message + " (0x" + hex(error.number) + ")");
    WScript.Quit(1);
}
