-- Operation of the bot: the audit log, heartbeats, alarms and notices.

-- An action of an operator. Rows are never deleted.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    by      TEXT NOT NULL,                   -- a platform, command-line, console, or itself (the bot)
    user_id INTEGER,                         -- on the platform
    name    TEXT,                            -- the user name that the console's proxy sent; null if there is none
    action  TEXT NOT NULL,
    about   TEXT NOT NULL,                   -- digest, broadcast, person, cause; empty if the action needs no subject
    subject TEXT NOT NULL                    -- a number, platform:user, a name
) STRICT;

-- A webhook that was configured once, and whether it gets events.
CREATE TABLE webhook (
    name       TEXT PRIMARY KEY,             -- in lower case
    off_since  INTEGER,                      -- null: it gets events
    off_reason TEXT NOT NULL DEFAULT '',
    not_before INTEGER NOT NULL DEFAULT 0    -- the receiver wants no event earlier
) STRICT, WITHOUT ROWID;

-- An event for a webhook. It is stored before it is sent, and each webhook gets its events in the order of the numbers.
CREATE TABLE webhook_event (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook    TEXT NOT NULL REFERENCES webhook (name) ON DELETE CASCADE,
    id         TEXT NOT NULL,                -- the same in each attempt and for every webhook
    body       TEXT NOT NULL,                -- JSON
    state      TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    reason     TEXT NOT NULL DEFAULT '',     -- why the last attempt failed
    stored_at  INTEGER NOT NULL,
    next_at    INTEGER NOT NULL,             -- the next attempt
    settled_at INTEGER
) STRICT;
CREATE INDEX webhook_event_state ON webhook_event (webhook, state, number);

-- A process that runs the bot on this database, if several may do so.
CREATE TABLE node (
    name          TEXT PRIMARY KEY,
    process       TEXT NOT NULL,               -- random; tells processes of the same name apart
    version       TEXT NOT NULL,               -- of the program
    configuration TEXT NOT NULL,               -- a fingerprint of its settings
    fit           INTEGER NOT NULL,            -- 0 or 1: it can do the leader's work well
    started_at    INTEGER NOT NULL,
    until         INTEGER NOT NULL             -- it counts as lost then unless it reports before, by the clock of the database
) STRICT, WITHOUT ROWID;

-- The lease of the node that sends, polls, imports and runs the jobs.
CREATE TABLE leader (
    id            INTEGER PRIMARY KEY CHECK (id = 1), -- there is one row at most
    term          INTEGER NOT NULL,            -- grows whenever a node becomes the leader
    node          TEXT,                        -- null if it was given back
    since         INTEGER NOT NULL,            -- when the term began or the lease was given back
    until         INTEGER NOT NULL,            -- the end of the lease, by the clock of the database; 0 if it was given back
    lapsed        TEXT                         -- the leader before, if its lease had lapsed
) STRICT;

-- The last heartbeat of each part of a running bot.
CREATE TABLE heartbeat (
    node    TEXT NOT NULL,                   -- the name of the node; empty if there is only one
    part    TEXT NOT NULL,                   -- bot, jobs, telegram, discord
    at      INTEGER NOT NULL,
    healthy INTEGER NOT NULL,                -- 0 or 1
    since   INTEGER NOT NULL,                -- since when it has been so
    detail  TEXT NOT NULL DEFAULT '',        -- for people
    PRIMARY KEY (node, part)
) STRICT, WITHOUT ROWID;

-- An alarm that is not over. Operators are notified once when it starts and once when it ends.
CREATE TABLE alarm (
    name   TEXT PRIMARY KEY,
    since  INTEGER NOT NULL,
    detail TEXT NOT NULL                     -- for people
) STRICT, WITHOUT ROWID;

-- What an operator was last told of one kind: of invalid files, or in the daily report.
CREATE TABLE told (
    platform TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    version  INTEGER NOT NULL,               -- of invalid files, the number of the newest; of reports, the day
    at       INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id, kind)
) STRICT, WITHOUT ROWID;

-- A notice that offers to release a held digest. The row goes once the notice shows the decision.
CREATE TABLE held_notice (
    delivery INTEGER PRIMARY KEY,            -- the notice; it may be pruned by now
    digest   INTEGER NOT NULL REFERENCES digest (number),
    platform TEXT NOT NULL,                  -- with user_id, the operator who got the notice
    user_id  INTEGER NOT NULL,
    sent_at  INTEGER NOT NULL
) STRICT;

-- A notice that quotes a reported mistake, so that it is deleted with the mistake.
CREATE TABLE mistake_notice (
    mistake  INTEGER NOT NULL REFERENCES mistake (number) ON DELETE CASCADE,
    delivery INTEGER NOT NULL,               -- may be pruned before
    PRIMARY KEY (mistake, delivery)
) STRICT, WITHOUT ROWID;

-- The progress of removing deleted data from the file itself: one row. SQLite overwrites deleted rows at once, the log is
-- emptied soon after, and the file is rewritten at night without the copies that SQLite leaves where it moves rows.
CREATE TABLE erasure (
    requested INTEGER NOT NULL,              -- the number of deletions
    requested_at INTEGER NOT NULL,           -- of the first deletion since the file was rewritten
    emptied   INTEGER NOT NULL,              -- the log is empty as far as this count
    rewritten INTEGER NOT NULL               -- the file is rewritten as far as this count
) STRICT;
INSERT INTO erasure (requested, requested_at, emptied, rewritten) VALUES (0, 0, 0, 0);

-- Where bots use this database: one row once a bot has started. A copy has that of the original, and no bot starts on it
-- before it is adopted.
CREATE TABLE home (
    place TEXT NOT NULL                      -- a file and a machine, or a database and a server
) STRICT;

-- A digest file that was written from feeds; or a run that wrote none, has not ended, or was a trial.
CREATE TABLE writing (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    topic   TEXT NOT NULL COLLATE NOCASE,    -- its id; there may be no digest yet
    day     TEXT NOT NULL,                   -- empty for a trial
    at      INTEGER NOT NULL,
    path    TEXT NOT NULL DEFAULT '',        -- relative to the digest folder
    hash    TEXT NOT NULL DEFAULT '',        -- of the file's content, which a person may have changed since
    tokens  INTEGER NOT NULL DEFAULT 0,      -- that the run used
    refused INTEGER NOT NULL DEFAULT 0,      -- points of a model that were not taken
    dropped TEXT NOT NULL DEFAULT '',        -- the first of these with the reasons, one a line
    problem TEXT NOT NULL DEFAULT ''         -- for people
) STRICT;
CREATE INDEX writing_day ON writing (topic, day);

-- What came of each feed of the topics that are written, the last time it was read.
CREATE TABLE feed (
    topic    TEXT NOT NULL COLLATE NOCASE,    -- its id; there may be no digest yet
    address  TEXT NOT NULL,              -- its hash, because the address may have a key
    read_at  INTEGER NOT NULL DEFAULT 0,  -- when it was last read; 0 = never
    articles INTEGER NOT NULL DEFAULT 0,  -- that were new then
    problem  TEXT NOT NULL DEFAULT '', -- why it was not read since; empty = it was
    PRIMARY KEY (topic, address)
) STRICT;
