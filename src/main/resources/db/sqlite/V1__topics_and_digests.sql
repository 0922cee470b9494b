-- Topics, their digests, and the files that these come from.
--
-- In every table: numbers stand in buttons that outlive upgrades, so they are never reused (AUTOINCREMENT). Times are
-- milliseconds since 1970-01-01T00:00Z; days are ISO dates as text.

-- A topic, known since its first digest.
CREATE TABLE topic (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name     TEXT NOT NULL,                  -- as people see it
    own_name TEXT,                           -- as its digests call it, where the configuration gives another name
    subscribe_cursor INTEGER DEFAULT 0       -- the last subscriber to all topics who was subscribed to this new one;
                                             -- null once all of them are
) STRICT;

-- A name that the configuration gives a topic, which may have no digest yet; rewritten at every start of the bot.
CREATE TABLE topic_name (
    id   TEXT PRIMARY KEY COLLATE NOCASE,
    name TEXT NOT NULL
) STRICT;

-- A perspective that was ever seen, in any topic, and the number of its default colour. Numbers are given from 0 in the
-- order of first sight and never change, so that a perspective has the same colour everywhere.
CREATE TABLE perspective_colour (
    id     TEXT PRIMARY KEY,                 -- in lower case
    number INTEGER NOT NULL UNIQUE
) STRICT;

-- A digest: one day of a topic in one language and edition. Its text is in `revision`.
CREATE TABLE digest (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    topic           TEXT NOT NULL COLLATE NOCASE REFERENCES topic (id),
    day             TEXT NOT NULL,
    language        TEXT NOT NULL,
    edition         TEXT NOT NULL,
    path            TEXT NOT NULL,           -- of the file that it comes from, relative to the folder
    state           TEXT NOT NULL CHECK (state IN ('draft', 'published', 'archived')), -- archived: never delivered
    revision        INTEGER NOT NULL,        -- the newest one for readers, so not a published digest's draft
    title           TEXT NOT NULL,
    received_at     INTEGER NOT NULL,
    published_at    INTEGER,                 -- null while it is a draft
    held_until      INTEGER,                 -- when it is published automatically; null: it is not held. A held
                                             -- digest is a draft
    reviewed_at     INTEGER,                 -- when a person released it; null: nobody has reviewed it
    withdrawn_at    INTEGER,                 -- null unless it is withdrawn now
    withdrawn_state TEXT,                    -- its state before it was withdrawn
    UNIQUE (topic, day, language, edition)
) STRICT;

CREATE INDEX digest_by_day ON digest (topic, day DESC);
CREATE INDEX digest_held ON digest (held_until) WHERE held_until IS NOT NULL;
-- For lists of the newest digests of all topics.
CREATE INDEX digest_newest ON digest (day DESC, number DESC);

-- How often anything changed that readers may see of a topic, counted by the next triggers. Whoever keeps pages that were made
-- from digests compares it, and need not look at the digests.
CREATE TABLE library_version (
    topic   TEXT PRIMARY KEY COLLATE NOCASE,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER digest_added AFTER INSERT ON digest WHEN new.state <> 'draft'
BEGIN
    INSERT INTO library_version (topic, version) VALUES (new.topic, 1) ON CONFLICT (topic) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER digest_changed AFTER UPDATE OF state, revision, title, published_at, withdrawn_at ON digest
WHEN old.state <> 'draft' OR new.state <> 'draft'
BEGIN
    INSERT INTO library_version (topic, version) VALUES (new.topic, 1) ON CONFLICT (topic) DO UPDATE SET version = version + 1;
END;

CREATE TRIGGER topic_renamed AFTER UPDATE OF name ON topic WHEN old.name <> new.name
BEGIN
    INSERT INTO library_version (topic, version) VALUES (new.id, 1) ON CONFLICT (topic) DO UPDATE SET version = version + 1;
END;

-- One text of a digest, current or former.
CREATE TABLE revision (
    digest       INTEGER NOT NULL REFERENCES digest (number),
    number       INTEGER NOT NULL,           -- from 1
    content      BLOB NOT NULL,              -- the file's bytes
    hash         BLOB NOT NULL,              -- SHA-256 of the bytes
    received_at  INTEGER NOT NULL,
    changed      TEXT,                       -- what changed since the previous revision, as readers see it; null if the
                                             -- revision is not a correction
    corrected_at INTEGER,
    colour_numbers TEXT NOT NULL DEFAULT '',  -- of its perspectives, in their order, separated by commas
    PRIMARY KEY (digest, number)
) STRICT, WITHOUT ROWID;

-- A warning: something that the check of a revision found when the revision was received.
CREATE TABLE warning (
    digest   INTEGER NOT NULL REFERENCES digest (number),
    revision INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,               -- from 0
    line     INTEGER NOT NULL,               -- of the file, from 1
    message  TEXT NOT NULL,
    PRIMARY KEY (digest, revision, ordinal)
) STRICT, WITHOUT ROWID;

-- A file that was ever seen in the folder. The row stays when the file goes, as it may come back.
CREATE TABLE file (
    path     TEXT PRIMARY KEY,               -- relative to the folder, with /
    size     INTEGER NOT NULL,               -- -1: not read yet
    modified INTEGER NOT NULL,               -- nanoseconds where the file system has them
    hash     BLOB,                           -- SHA-256; null: not read yet, or not readable
    digest   INTEGER REFERENCES digest (number), -- the digest in it; with a problem: the digest that it contradicts
    problem  TEXT,                           -- why it is not imported; reported once for these bytes
    predates_first_start INTEGER NOT NULL DEFAULT 0 -- 1: it existed before the first start and is not imported yet
) STRICT, WITHOUT ROWID;

-- The first scan of the folder: one row, once all files that it found are in `file`.
CREATE TABLE first_scan (
    at INTEGER NOT NULL
) STRICT;

-- A file that cannot be imported; operators are notified of it and the console lists it. Numbers grow, so that the
-- newest number and the count together tell whether anything has changed.
CREATE TABLE invalid_file (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    path    TEXT NOT NULL UNIQUE,            -- relative to the folder, with /
    errors  TEXT NOT NULL                    -- one per line: the line number in the file, a tab, the message
) STRICT;

-- A digest's words as an index; the rowid is the digest's number.
CREATE VIRTUAL TABLE digest_words USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- The words of one perspective of a digest as an index; the rowid is 100 times the digest's number, plus the
-- perspective's place in it. A perspective's id is one word there: `s` and its UTF-8 in hexadecimal.
CREATE VIRTUAL TABLE perspective_words USING fts5 (
    perspective, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
