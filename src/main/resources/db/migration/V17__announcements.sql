-- Announcements at a time, to fewer people, paused, sent again where they failed, taken back.
CREATE TABLE broadcast_17 (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    by_platform  TEXT,                       -- who wrote it; null: the command line or the console
    by_user      INTEGER,
    text         TEXT NOT NULL,              -- Markdown, as it was written
    to_platform  TEXT,                       -- null: every platform
    to_topic     TEXT COLLATE NOCASE REFERENCES topic (id), -- null: every subscriber
    to_side      TEXT,                       -- of the topic; null: whatever they read of it
    to_language  TEXT,                       -- null: every language
    active_days  INTEGER,                    -- heard of in so many days; null: whenever
    important    INTEGER NOT NULL DEFAULT 0, -- 1: also to those who muted announcements
    state        TEXT NOT NULL DEFAULT 'draft'
                 CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'stopped', 'done', 'withdrawn',
                                  'discarded')),
    send_at      INTEGER,                    -- while it is scheduled
    shared       INTEGER REFERENCES shared_content (number), -- once it runs
    expected     INTEGER NOT NULL DEFAULT 0, -- how many recipients there were when it was confirmed
    after        INTEGER NOT NULL DEFAULT 0, -- the last subscriber that was looked at
    planned      INTEGER NOT NULL DEFAULT 0, -- 1: all deliveries are stored
    retrying     INTEGER,                    -- the last subscriber whose failed delivery was looked at; null: none is
    withdrawal   INTEGER REFERENCES shared_content (number), -- the fan-out that takes it back
    withdrawing  INTEGER,                    -- the last subscriber whose message was looked at; null: all were
    report       INTEGER REFERENCES delivery (number), -- the message that tells its writer how far it is
    reported     TEXT NOT NULL DEFAULT '',   -- what that message says now
    created_at   INTEGER NOT NULL,
    started_at   INTEGER,
    ended_at     INTEGER                     -- when nothing of it was on its way any more
) STRICT;

INSERT INTO broadcast_17 (number, by_platform, by_user, text, to_platform, to_topic, state, shared, expected, after,
                          planned, report, reported, created_at, started_at, ended_at)
SELECT number, by_platform, by_user, text, to_platform, to_topic, state, shared, expected, after,
       planned, report, reported, created_at, started_at, ended_at
FROM broadcast ORDER BY number;

-- Numbers stay taken, also of those that were forgotten.
INSERT INTO sqlite_sequence (name, seq)
SELECT 'broadcast_17', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'broadcast_17');
UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'broadcast'), 0))
WHERE name = 'broadcast_17';

DROP TABLE broadcast;
ALTER TABLE broadcast_17 RENAME TO broadcast;

CREATE INDEX broadcast_at_work ON broadcast (number) WHERE started_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX broadcast_by_start ON broadcast (started_at) WHERE started_at IS NOT NULL;
CREATE INDEX broadcast_by_report ON broadcast (report) WHERE report IS NOT NULL;
CREATE INDEX broadcast_scheduled ON broadcast (send_at) WHERE state = 'scheduled';

-- 1: nothing more of it is claimed.
ALTER TABLE shared_content ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;

-- What is due of one fan-out, whatever else is due: a paused one may have very many in front.
CREATE INDEX delivery_due_shared ON delivery (platform, shared, next_at, number)
    WHERE state = 'owed' AND shared IS NOT NULL;
