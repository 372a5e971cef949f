// What every test needs: see check.vbs.

function check(what, got, expected) {
    if (got !== expected) {
        WScript.Echo("not ok: " + what + ": got " + got + ", expected " + expected);
    }
}

function done(name) {
    WScript.Echo("end of " + name);
}

