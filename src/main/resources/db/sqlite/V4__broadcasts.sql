-- Broadcasts.

-- A broadcast: a text that an operator sends to many subscribers.
CREATE TABLE broadcast (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,
    version        INTEGER NOT NULL DEFAULT 1, -- counts the actions on it
    by_platform    TEXT,                     -- the writer's; null: the command line or the console
    by_user        INTEGER,
    text           TEXT NOT NULL,            -- Markdown, as it was written
    to_platform    TEXT,                     -- null: every platform
    to_topic       TEXT COLLATE NOCASE REFERENCES topic (id), -- null: every subscriber
    state          TEXT NOT NULL DEFAULT 'draft'
                   CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'stopped', 'done', 'withdrawn',
                                    'discarded')),
    send_at        INTEGER,                  -- while it is scheduled
    approved_by    TEXT,                     -- who approved it, checked again while it is scheduled or runs:
                                             -- telegram, discord, command-line or console; null: nobody (any more)
    approved_user  INTEGER,                  -- on telegram and discord
    shared_content INTEGER REFERENCES shared_content (number), -- once it runs
    expected_recipients INTEGER NOT NULL DEFAULT 0, -- recipients when it was confirmed; at its end: planned
    plan_cursor    INTEGER DEFAULT 0, -- the last subscriber that was planned; null: all its deliveries are stored
    retry_cursor   INTEGER,                  -- the last subscriber whose delivery was retried; null: no retry runs
    withdrawal_content INTEGER REFERENCES shared_content (number), -- the fan-out that withdraws it
    withdrawal_cursor INTEGER,               -- the last subscriber whose message was withdrawn; null: none or all
    report         INTEGER REFERENCES delivery (number), -- the message that reports the progress to its writer
    reported       TEXT NOT NULL DEFAULT '', -- the current text of that message
    created_at     INTEGER NOT NULL,
    started_at     INTEGER,
    ended_at       INTEGER,                  -- when its last delivery was settled
    first_ended_at INTEGER,                  -- when that was so for the first time, or it was withdrawn: a retry and a
                                             -- withdrawal do not change how long it took
    sent           INTEGER NOT NULL DEFAULT 0, -- at its end: how many received it
    failed         INTEGER NOT NULL DEFAULT 0 -- at its end: how many it could not be delivered to
) STRICT;

CREATE INDEX broadcast_at_work ON broadcast (number) WHERE started_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX broadcast_by_start ON broadcast (started_at) WHERE started_at IS NOT NULL;
CREATE INDEX broadcast_scheduled ON broadcast (send_at) WHERE state = 'scheduled';
-- For the removal of a delivery, and for the foreign key.
CREATE INDEX broadcast_by_report ON broadcast (report) WHERE report IS NOT NULL;

-- The picture of a broadcast, in a table of its own because the row of a broadcast changes while it is sent.
CREATE TABLE broadcast_picture (
    broadcast INTEGER PRIMARY KEY REFERENCES broadcast (number) ON DELETE CASCADE,
    name      TEXT NOT NULL,                 -- a file name with the extension of its format
    content   BLOB NOT NULL
) STRICT;
