// Lists the updates that this computer lacks, with their categories.
//
//   cscript //nologo list.js [CRITERIA]

// Calls a function with every item of a collection.
function each(collection, take) {
    for (var all = new Enumerator(collection); !all.atEnd(); all.moveNext()) {
        take(all.item());
    }
}

function main() {
    var criteria = WScript.Arguments.length > 0 ? WScript.Arguments(0) : "IsInstalled=0 and IsHidden=0";
    var searcher = new ActiveXObject("Microsoft.Update.Session").CreateUpdateSearcher();
    var updates = searcher.Search(criteria).Updates;
    each(updates, function (update) {
        var categories = [];
        each(update.Categories, function (category) {
            categories.push(category.Name);
        });
        WScript.Echo(update.Title + " [" + categories.join(", ") + "]");
    });
    WScript.Echo("updates: " + updates.Count);
}

try {
    main();
    WScript.Echo("done");
} catch (error) {
    // The number is negative; shifted by nothing, it is the HRESULT as it is written.
    WScript.Echo("error: " + error.message + " (0x" + (error.number >>> 0).toString(16).toUpperCase() + ")");
    WScript.Quit(1);
}
