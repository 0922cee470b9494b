-- What was searched for, as its buttons and links name it: under a random key, so that nobody finds another's. It
-- belongs to a chat, and is deleted with what is kept of that. Searches of before belong to nobody: they go.
DROP TABLE search;
CREATE TABLE search (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL,
    chat_id  INTEGER NOT NULL,               -- where it was asked
    user_id  INTEGER NOT NULL,               -- who alone sees the answer; 0: everybody in the chat
    words    TEXT NOT NULL,
    topic    TEXT NOT NULL,                  -- these are empty where nothing narrows it down
    side     TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day   TEXT NOT NULL,
    used_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX search_of_chat ON search (platform, chat_id, used_at);
CREATE INDEX search_of_person ON search (platform, user_id) WHERE user_id <> 0;
CREATE INDEX search_by_time ON search (used_at);

-- The notices that quote a reported mistake, so that they are deleted with it.
CREATE TABLE mistake_notice (
    mistake  INTEGER NOT NULL REFERENCES mistake (number) ON DELETE CASCADE,
    delivery INTEGER NOT NULL,               -- may be pruned before
    PRIMARY KEY (mistake, delivery)
) STRICT, WITHOUT ROWID;
