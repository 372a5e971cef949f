-- Version 4: what services write down for themselves.

CREATE TABLE notes (
    service TEXT NOT NULL,
    key     TEXT NOT NULL,
    value   BLOB NOT NULL,
    PRIMARY KEY (service, key)
) STRICT;
