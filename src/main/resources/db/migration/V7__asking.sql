-- What each side reports, as a word index; its rowid is 100 times the digest's number, plus the side's place in it.
-- A side's id is one word there: `s` and its UTF-8 in hexadecimal.
CREATE VIRTUAL TABLE side_words USING fts5 (
    side, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Digests whose sides are not in it yet; they get there while the bot runs, a few at a time.
CREATE TABLE unindexed (
    digest INTEGER PRIMARY KEY REFERENCES digest (number)
) STRICT;
INSERT INTO unindexed (digest) SELECT number FROM digest;

-- What was looked for, as its buttons name it, and not by whom; the same is there once.
CREATE TABLE search (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    words    TEXT NOT NULL,
    topic    TEXT NOT NULL,                  -- these are empty where nothing narrows it down
    side     TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day   TEXT NOT NULL,
    used_at  INTEGER NOT NULL,
    UNIQUE (words, topic, side, from_day, to_day)
) STRICT;

-- What a chat opened of itself, so that it has not missed it.
CREATE TABLE opened (
    subscriber INTEGER NOT NULL REFERENCES subscriber (number) ON DELETE CASCADE,
    digest     INTEGER NOT NULL REFERENCES digest (number),
    at         INTEGER NOT NULL,
    PRIMARY KEY (subscriber, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX opened_at ON opened (at);
