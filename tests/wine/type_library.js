// Enumeration from JScript, of objects that describe themselves.

var session = new ActiveXObject("Microsoft.Update.Session.1");
var updates = session.CreateUpdateSearcher().Search("IsHidden=0").Updates;
var count = 0;
for (var items = new Enumerator(updates); !items.atEnd(); items.moveNext()) {
    var update = items.item(), languages = 0;
    check("type of a title", typeof update.Title, "string");
    check("title by another spelling", update.title, update.Title);
    check("identity", update.Identity.UpdateID.length, 36);
    for (var each = new Enumerator(update.Languages); !each.atEnd(); each.moveNext()) {
        check("type of a language", typeof each.item(), "string");
        languages++;
    }
    check("languages", languages, update.Languages.Count);
    count++;
}
check("updates", count, updates.Count);
check("the museum has some", count > 0, true);

// A property with a parameter, by number and out of range.
check("first", updates.Item(0).Title, updates(0).Title);
var failure = 0;
try {
    updates.Item(updates.Count);
} catch (error) {
    failure = error.number;
}
check("out of range", failure, -2145124345);
done("type_library");
