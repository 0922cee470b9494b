-- Numbers stand in buttons that outlive upgrades, so they are never reused: AUTOINCREMENT.
-- Times are milliseconds since 1970-01-01T00:00Z; days are ISO dates as text.

CREATE TABLE topic (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name   TEXT NOT NULL
) STRICT;

CREATE TABLE digest (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    topic        TEXT NOT NULL COLLATE NOCASE REFERENCES topic (id),
    day          TEXT NOT NULL,
    language     TEXT NOT NULL,
    edition      TEXT NOT NULL,
    path         TEXT NOT NULL,              -- the file that it comes from, relative to the folder
    state        TEXT NOT NULL CHECK (state IN ('draft', 'published', 'shelved')),
    revision     INTEGER NOT NULL,           -- the newest for readers: a published digest's draft is not
    title        TEXT NOT NULL,
    received_at  INTEGER NOT NULL,
    published_at INTEGER,                    -- null while it is a draft
    UNIQUE (topic, day, language, edition)
) STRICT;

CREATE INDEX digest_by_day ON digest (topic, day DESC);

CREATE TABLE revision (
    digest      INTEGER NOT NULL REFERENCES digest (number),
    number      INTEGER NOT NULL,            -- from 1
    content     BLOB NOT NULL,               -- the file's bytes
    hash        BLOB NOT NULL,               -- SHA-256 of the bytes
    received_at INTEGER NOT NULL,
    PRIMARY KEY (digest, number)
) STRICT, WITHOUT ROWID;

-- Every file that was looked at, also once it is gone: it may come back.
CREATE TABLE file (
    path     TEXT PRIMARY KEY,               -- relative to the folder, with /
    size     INTEGER NOT NULL,               -- -1: not read yet
    modified INTEGER NOT NULL,               -- nanoseconds where the file system has them
    hash     BLOB,                           -- SHA-256; null: not read yet, or not readable
    digest   INTEGER REFERENCES digest (number), -- what it holds; with a problem: what it contradicts
    problem  TEXT,                           -- why it is not taken; reported once for these bytes
    early    INTEGER NOT NULL DEFAULT 0      -- 1: was there before the first start and is not taken yet
) STRICT, WITHOUT ROWID;

-- One row, once the folder was looked at for the first time and all that it held was noted in `file`.
CREATE TABLE first_look (
    at INTEGER NOT NULL
) STRICT;

-- A word index; its rowid is the digest's number.
CREATE VIRTUAL TABLE digest_words USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE person (
    platform TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    language TEXT NOT NULL,                  -- as the client tells
    seen_at  INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriber (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    platform      TEXT NOT NULL CHECK (platform IN ('telegram', 'discord')),
    chat_id       INTEGER NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('private', 'group', 'channel')),
    title         TEXT NOT NULL DEFAULT '',
    paused_why    TEXT,                      -- set while it cannot be reached
    language      TEXT NOT NULL DEFAULT 'en',
    zone          TEXT NOT NULL DEFAULT 'UTC',
    quiet_from    TEXT,
    quiet_to      TEXT,
    announcements INTEGER NOT NULL DEFAULT 1,
    created_at    INTEGER NOT NULL,
    UNIQUE (platform, chat_id)
) STRICT;

CREATE TABLE subscription (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    subscriber INTEGER NOT NULL REFERENCES subscriber (number),
    topic      TEXT NOT NULL COLLATE NOCASE REFERENCES topic (id),
    thread     INTEGER NOT NULL DEFAULT 0,   -- a forum topic's id; 0 for none
    sides      TEXT NOT NULL DEFAULT '',     -- ids in order, by commas; empty: all, rotating
    length     TEXT NOT NULL DEFAULT 'full' CHECK (length IN ('headlines', 'short', 'full')),
    at         TEXT,                         -- local time HH:MM; null: at once
    days       INTEGER NOT NULL DEFAULT 127, -- bit 0 is Monday
    created_at INTEGER NOT NULL,
    UNIQUE (subscriber, topic)
) STRICT;

CREATE INDEX subscription_by_topic ON subscription (topic, number);

-- Published digests whose deliveries are not all stored yet; planning goes on after a crash where it stopped.
CREATE TABLE planning (
    digest INTEGER PRIMARY KEY REFERENCES digest (number),
    after  INTEGER NOT NULL DEFAULT 0        -- the last subscription that was looked at
) STRICT;

CREATE TABLE delivery (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    subscriber  INTEGER NOT NULL REFERENCES subscriber (number),
    platform    TEXT NOT NULL,               -- the subscriber's, so that each platform finds its own
    thread      INTEGER NOT NULL DEFAULT 0,
    cause       TEXT NOT NULL CHECK (cause IN ('digest', 'bundle', 'round-up', 'catch-up', 'correction', 'withdrawal',
                                               'broadcast', 'reply', 'notice')),
    lane        INTEGER NOT NULL,            -- 0 replies and notices, 1 editions, 2 corrections, 3 broadcasts
    due_at      INTEGER NOT NULL,            -- with the number, the order within a chat and lane
    next_at     INTEGER NOT NULL,            -- when to try (again); due_at at first
    state       TEXT NOT NULL DEFAULT 'owed'
                CHECK (state IN ('owed', 'held', 'claimed', 'sent', 'failed', 'cancelled')), -- held: while paused
    attempts    INTEGER NOT NULL DEFAULT 0,  -- claims since a part last arrived that ended in a request
    claim       INTEGER NOT NULL DEFAULT 0,  -- how often it was claimed: a settlement names its claim
    lease_until INTEGER,                     -- while claimed
    reason      TEXT,                        -- why it failed, waits or was cancelled
    view        TEXT,                        -- the first claim fixes view, language, day and renderer
    language    TEXT,
    today       TEXT,
    renderer    INTEGER,
    content     TEXT,                        -- JSON, where there is no digest to make it from
    page        INTEGER,                     -- which page of the content, where it replaces a message
    edits       TEXT,                        -- the platform's id of the message that it replaces
    created_at  INTEGER NOT NULL,
    settled_at  INTEGER
) STRICT;

CREATE INDEX delivery_due ON delivery (platform, lane, next_at, number) WHERE state = 'owed';
CREATE INDEX delivery_open ON delivery (subscriber, lane, due_at, number) WHERE state IN ('owed', 'claimed');
CREATE INDEX delivery_claimed ON delivery (platform, lease_until) WHERE state = 'claimed';
CREATE INDEX delivery_held ON delivery (subscriber) WHERE state = 'held';

CREATE TABLE delivery_item (
    delivery     INTEGER NOT NULL REFERENCES delivery (number),
    ordinal      INTEGER NOT NULL,           -- from 0
    digest       INTEGER NOT NULL REFERENCES digest (number),
    subscription INTEGER,                    -- may have ended since; null where nobody subscribed
    revision     INTEGER,                    -- the first claim fixes revision, sides and length
    sides        TEXT,
    length       TEXT,
    PRIMARY KEY (delivery, ordinal)
) STRICT, WITHOUT ROWID;

-- A (subscription, digest) is owed once.
CREATE UNIQUE INDEX owed_once ON delivery_item (subscription, digest) WHERE subscription IS NOT NULL;

-- The first claim makes all parts of a delivery.
CREATE TABLE part (
    delivery   INTEGER NOT NULL REFERENCES delivery (number),
    ordinal    INTEGER NOT NULL,             -- from 0
    item       INTEGER NOT NULL DEFAULT 0,
    view       TEXT NOT NULL DEFAULT '',     -- what it shows now
    message_id TEXT,                         -- the platform's, once sent
    sent_at    INTEGER,
    PRIMARY KEY (delivery, ordinal)
) STRICT, WITHOUT ROWID;

-- The last incoming update that was handled, committed with its effect.
CREATE TABLE handled_update (
    platform    TEXT PRIMARY KEY,
    last_update INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
