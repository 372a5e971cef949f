// The classic script in JScript: enumerators, functions as callbacks, exceptions.
//
// shows: B016 B063 B116 B117 B121 B124 B126

var session = new ActiveXObject("Microsoft.Update.Session");
session.ClientApplicationID = "JScript";
var searcher = session.CreateUpdateSearcher();
searcher.online = true;
check("a boolean", searcher.Online, true);

var result = searcher.Search("IsInstalled=0 and Type='Software'");
var titles = [], wanted = new ActiveXObject("Microsoft.Update.UpdateColl");
for (var all = new Enumerator(result.Updates); !all.atEnd(); all.moveNext()) {
    var update = all.item();
    titles.push(update.Title);
    for (var j = 0; j < update.KBArticleIDs.Count; j++) {
        check("the object behind a property", update.KBArticleIDs(j), update.KBArticleIDs.Item(j));
    }
    if (update.EulaAccepted && wanted.Count < 2) {
        wanted.Add(update);
    }
}
check("the enumerator sees all", titles.length, result.Updates.Count);
check("something was found", titles.length > 0, true);
check("a default member with an argument", result.Updates(0).Title, titles[0]);

try {
    searcher.Search("nonsense");
    check("nonsense is no criterion", true, false);
} catch (error) {
    check("error.number", error.number >>> 0, 0x80240032);
    check("error.message", error.message.length > 0, true);
}

// Functions are objects with a default member.
var completed = 0, told = 0, state = { of: "the script" };
var downloader = session.CreateUpdateDownloader();
downloader.Updates = wanted;
var job = downloader.BeginDownload(
    function (job, args) {
        told++;
        check("percent", args.Progress.PercentComplete >= 0 && args.Progress.PercentComplete <= 100, true);
    },
    function (job, args) {
        completed++;
        check("the state is the object", job.AsyncState === state, true);
    },
    state
);
var downloads = downloader.EndDownload(job);
job.CleanUp();
check("completed once", completed, 1);
check("told of the progress", told > 1, true);
check("a result", downloads.ResultCode, 2);

var hidden = result.Updates(0);
hidden.IsHidden = 1;
check("hidden", hidden.IsHidden, true);
hidden.IsHidden = false;
check("shown", hidden.IsHidden, false);

done("classic");
