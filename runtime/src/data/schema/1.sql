-- The data file of a bot, version 1. Times are milliseconds since 1970.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The ids of the updates that came, so that none is taken twice.
CREATE TABLE seen (
    seq INTEGER PRIMARY KEY,
    update_id INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- The updates that are not handled yet, in the order they came. `starts` counts the times the program
-- ended while the update was handled.
CREATE TABLE updates (
    seq INTEGER PRIMARY KEY,
    update_id INTEGER NOT NULL,
    received INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    json TEXT NOT NULL
) STRICT;

-- The updates that failed for good.
CREATE TABLE dead (
    seq INTEGER PRIMARY KEY,
    update_id INTEGER NOT NULL,
    received INTEGER NOT NULL,
    died INTEGER NOT NULL,
    error TEXT NOT NULL,
    json TEXT NOT NULL
) STRICT;

-- The replies that were decided and not sent yet. `sending` is 1 from the moment one is sent.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    lane TEXT NOT NULL,
    answers INTEGER NOT NULL,
    at INTEGER NOT NULL,
    sending INTEGER NOT NULL,
    call TEXT NOT NULL
) STRICT;

-- The calls that handlers made by themselves: `result` is missing until the answer came.
CREATE TABLE calls (
    seq INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    n INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    result TEXT,
    PRIMARY KEY (seq, scope, n)
) STRICT, WITHOUT ROWID;

-- Sessions, dialogues, conversations and timers.
CREATE TABLE store (
    space TEXT NOT NULL,
    owner TEXT NOT NULL,
    value TEXT NOT NULL,
    revision INTEGER NOT NULL,
    expires INTEGER,
    wakes INTEGER,
    PRIMARY KEY (space, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX store_expires ON store (expires) WHERE expires IS NOT NULL;
CREATE INDEX store_wakes ON store (space, wakes) WHERE wakes IS NOT NULL;
