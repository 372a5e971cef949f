// Hides the updates whose titles contain a word, so that searches leave them out; with `show`, offers them again.
//
//   cscript //nologo hide.js WORD [show]

function main() {
    if (WScript.Arguments.length === 0) {
        WScript.Echo("usage: hide.js WORD [show], with a word of the titles");
        WScript.Quit(2);
    }
    var word = WScript.Arguments(0).toLowerCase();
    var hidden = !(WScript.Arguments.length > 1 && WScript.Arguments(1) === "show");
    var updates = new ActiveXObject("Microsoft.Update.Searcher").Search(
        "IsInstalled=0 and IsHidden=" + (hidden ? 0 : 1)).Updates;
    for (var index = 0; index < updates.Count; index++) {
        var update = updates.Item(index);
        if (update.Title.toLowerCase().indexOf(word) >= 0) {
            update.IsHidden = hidden;
            WScript.Echo((hidden ? "hidden: " : "shown: ") + update.Title);
        }
    }
}

try {
    main();
    WScript.Echo("done");
} catch (error) {
    // The number is negative; shifted by nothing, it is the HRESULT as it is written.
    WScript.Echo("error: " + error.message + " (0x" + (error.number >>> 0).toString(16).toUpperCase() + ")");
    WScript.Quit(1);
}
