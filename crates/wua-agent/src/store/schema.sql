-- The store of the agent, version 1. Later versions are migrations in `migrations.rs`, on top of this.
-- Times are microseconds since 1970 in UTC. Bodies are JSON.

-- What each service offers, as it was last told.
CREATE TABLE revisions (
    service   TEXT    NOT NULL,
    update_id TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    body      TEXT    NOT NULL,
    PRIMARY KEY (service, update_id, revision)
) STRICT;

CREATE TABLE categories (
    service     TEXT    NOT NULL,
    category_id TEXT    NOT NULL,
    position    INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    PRIMARY KEY (service, category_id)
) STRICT;

-- Updates that a person does not want to see, in all their revisions.
CREATE TABLE hidden (
    update_id TEXT    NOT NULL PRIMARY KEY,
    since     INTEGER NOT NULL
) STRICT;

CREATE TABLE accepted_eulas (
    eula_id TEXT    NOT NULL PRIMARY KEY,
    since   INTEGER NOT NULL
) STRICT;

-- Files of the cache. `path` is below the cache folder. `state`: fetching, done.
CREATE TABLE downloads (
    update_id TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    file_name TEXT    NOT NULL,
    size      INTEGER NOT NULL,
    sha256    TEXT    NOT NULL,
    path      TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    changed   INTEGER NOT NULL,
    PRIMARY KEY (update_id, revision, file_name)
) STRICT;

-- What an administrator changed about services. `state`: registered, pending, removed.
CREATE TABLE services (
    service_id TEXT    NOT NULL PRIMARY KEY,
    state      TEXT    NOT NULL,
    with_au    INTEGER NOT NULL,
    body       TEXT
) STRICT;

-- `kind`: download, install, uninstall. `state`: running, ended, aborted, interrupted.
CREATE TABLE jobs (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    client  TEXT    NOT NULL,
    started INTEGER NOT NULL,
    ended   INTEGER,
    message TEXT    NOT NULL
) STRICT;

-- The updates of a job. The bodies are what history and recovery need to know of one, until the job has ended.
CREATE TABLE job_updates (
    job              INTEGER NOT NULL REFERENCES jobs (id),
    position         INTEGER NOT NULL,
    update_id        TEXT    NOT NULL,
    revision         INTEGER NOT NULL,
    title            TEXT    NOT NULL,
    service          TEXT    NOT NULL,
    server_selection INTEGER NOT NULL,
    revision_body    TEXT,
    categories_body  TEXT,
    code             INTEGER NOT NULL,
    hresult          INTEGER NOT NULL,
    reboot           INTEGER NOT NULL,
    message          TEXT    NOT NULL,
    history          INTEGER REFERENCES history (id),
    PRIMARY KEY (job, position)
) STRICT;

-- What is done to the computer, one installer after the other. `state`: planned,
-- started, pending, done, skipped.
CREATE TABLE job_steps (
    job       INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    update_id TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    hresult   INTEGER NOT NULL,
    unmapped  INTEGER NOT NULL,
    reboot    INTEGER NOT NULL,
    message   TEXT    NOT NULL,
    PRIMARY KEY (job, step),
    FOREIGN KEY (job, position) REFERENCES job_updates (job, position)
) STRICT;

CREATE TABLE history (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    date             INTEGER NOT NULL,
    operation        INTEGER NOT NULL,
    code             INTEGER NOT NULL,
    hresult          INTEGER NOT NULL,
    unmapped         INTEGER NOT NULL,
    message          TEXT    NOT NULL,
    update_id        TEXT    NOT NULL,
    client           TEXT    NOT NULL,
    server_selection INTEGER NOT NULL,
    service          TEXT    NOT NULL,
    revision         TEXT    NOT NULL,
    categories       TEXT    NOT NULL
) STRICT;

CREATE INDEX history_by_date ON history (date DESC, id DESC);
CREATE INDEX history_by_update ON history (update_id);

CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
