-- What an owner of the bot gave a person, who may do so much more than others until it is taken away.
CREATE TABLE role (
    platform TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('admin', 'editor')),
    name     TEXT NOT NULL DEFAULT '',       -- what the person was called when it was given, where that is known
    given_at INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;

-- What those who run the bot did. Nothing is ever taken out of it.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    by      TEXT NOT NULL,                   -- a platform, command-line, console
    user_id INTEGER,                         -- on the platform
    deed    TEXT NOT NULL,
    about   TEXT NOT NULL,                   -- digest, broadcast, person, cause; empty where the deed says it all
    subject TEXT NOT NULL                    -- a number, platform:user, a name
) STRICT;
