-- Version 2: what an offer depended on, and what a job did besides.

CREATE TABLE stamps (
    service TEXT NOT NULL PRIMARY KEY,
    stamp   TEXT NOT NULL
) STRICT;

-- JSON: changes of the computer that belong to none of the job's updates.
ALTER TABLE jobs ADD COLUMN also TEXT NOT NULL DEFAULT '[]';
