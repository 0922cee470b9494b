-- What a person chose for themselves; null: as their client tells.
ALTER TABLE person ADD COLUMN chosen_language TEXT;

-- The person's private chat with the bot, where it has an id of its own and was opened once.
ALTER TABLE person ADD COLUMN direct_chat INTEGER;

-- What many deliveries say: stored once.
CREATE TABLE shared_content (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    content TEXT NOT NULL                    -- JSON
) STRICT;

ALTER TABLE delivery ADD COLUMN shared INTEGER REFERENCES shared_content (number);

-- Nobody gets the same twice; also how the deliveries of one fan-out are found.
CREATE UNIQUE INDEX shared_once ON delivery (shared, subscriber) WHERE shared IS NOT NULL;

-- How far a fan-out is, without reading its deliveries.
CREATE INDEX shared_states ON delivery (shared, state) WHERE shared IS NOT NULL;

ALTER TABLE delivery ADD COLUMN unreachable INTEGER NOT NULL DEFAULT 0; -- 1: it failed because its chat cannot be reached

CREATE TABLE broadcast (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    by_platform  TEXT,                       -- who wrote it; null: the command line
    by_user      INTEGER,
    text         TEXT NOT NULL,              -- Markdown, as it was written
    to_platform  TEXT,                       -- null: every platform
    to_topic     TEXT COLLATE NOCASE REFERENCES topic (id), -- null: every subscriber
    state        TEXT NOT NULL DEFAULT 'draft'
                 CHECK (state IN ('draft', 'running', 'stopped', 'done', 'discarded')),
    shared       INTEGER REFERENCES shared_content (number), -- once it runs
    expected     INTEGER NOT NULL DEFAULT 0, -- how many recipients there were when it was confirmed
    after        INTEGER NOT NULL DEFAULT 0, -- the last subscriber that was looked at
    planned      INTEGER NOT NULL DEFAULT 0, -- 1: all deliveries are stored
    report       INTEGER REFERENCES delivery (number), -- the message that tells its writer how far it is
    reported     TEXT NOT NULL DEFAULT '',   -- what that message says now
    created_at   INTEGER NOT NULL,
    started_at   INTEGER,
    ended_at     INTEGER                     -- when nothing of it was on its way any more
) STRICT;

CREATE INDEX broadcast_at_work ON broadcast (number) WHERE started_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX broadcast_by_start ON broadcast (started_at) WHERE started_at IS NOT NULL;

-- When each part of the running bot was last seen at work.
CREATE TABLE heartbeat (
    part   TEXT PRIMARY KEY,                 -- bot, telegram, discord
    at     INTEGER NOT NULL,
    well   INTEGER NOT NULL,                 -- 1: as it should be
    detail TEXT NOT NULL DEFAULT ''          -- for people
) STRICT, WITHOUT ROWID;
