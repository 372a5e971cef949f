-- Version 3: files of Windows updates, which publishers know by another hash as well, what waits for a restart, and logs.

ALTER TABLE downloads RENAME COLUMN sha256 TO hash;

-- What was put on or taken off and waits for a restart: since which start of the computer.
CREATE TABLE restarts (
    update_id TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    boot      TEXT    NOT NULL,
    PRIMARY KEY (update_id, revision)
) STRICT;

-- What each installer wrote, and which steps a history entry is about.
ALTER TABLE job_steps ADD COLUMN log TEXT NOT NULL DEFAULT '';
CREATE INDEX job_updates_by_history ON job_updates (history);
