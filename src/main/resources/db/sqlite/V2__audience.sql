-- Persons, chats, their settings and their activity.

-- A person whom the bot has met on a platform.
CREATE TABLE person (
    platform        TEXT NOT NULL,
    user_id         INTEGER NOT NULL,
    language        TEXT NOT NULL,           -- reported by their client
    chosen_language TEXT,                    -- their own choice; null: the client's language counts
    direct_chat     INTEGER,                 -- their private chat with the bot, if it has an id of its own
    seen_at         INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;

-- A role that an owner of the bot gave a person.
CREATE TABLE role (
    platform TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('admin', 'editor')),
    name     TEXT NOT NULL DEFAULT '',       -- the person's name when the role was given; empty if unknown
    given_at INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;

-- The name of an operator, as their platform shows it. It stays until the person deletes their data, for the audit log.
CREATE TABLE operator_name (
    platform TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;

-- A subscriber: a chat with its settings.
CREATE TABLE subscriber (
    number            INTEGER PRIMARY KEY AUTOINCREMENT,
    platform          TEXT NOT NULL CHECK (platform IN ('telegram', 'discord')),
    chat_id           INTEGER NOT NULL,
    kind              TEXT NOT NULL CHECK (kind IN ('private', 'group', 'channel')),
    title             TEXT NOT NULL DEFAULT '',
    language          TEXT NOT NULL DEFAULT 'en',
    zone              TEXT NOT NULL DEFAULT 'Z', -- Z until the chat chooses one; UTC is then written as UTC
    quiet_from        TEXT,
    quiet_to          TEXT,
    at                TEXT,                  -- local time HH:MM; null: as soon as a digest is published
    days              INTEGER NOT NULL DEFAULT 127, -- bit 0 is Monday; bit 7: round-ups
    broadcasts        INTEGER NOT NULL DEFAULT 1, -- 0: no broadcasts
    bundles           INTEGER NOT NULL DEFAULT 1, -- 1: digests of several topics due at the same time are one message
    pins              INTEGER NOT NULL DEFAULT 0, -- 1: the newest digest is pinned; 2: so, and the chat knows that the bot may not
    pinned            TEXT,             -- the message that the bot pinned; null: none
    mentioned         INTEGER, -- the role of a server of Discord that is mentioned with each new digest; null: none
    mentioned_name    TEXT, -- its name when it was chosen
    urgent            INTEGER NOT NULL DEFAULT 1, -- 1: urgent digests do not wait for the schedule
    all_topics_since  INTEGER,               -- when the chat chose all topics, new ones included; null: it gets
                                             -- only the topics that it subscribed to
    all_topics_thread INTEGER NOT NULL DEFAULT 0, -- the forum topic or thread that new topics are delivered to; 0 for none
    paused_reason     TEXT,                  -- why deliveries are paused; null: active
    last_pause        TEXT,                  -- why they were paused the last time
    paused_at         INTEGER,
    moved_at          INTEGER,               -- when the chat's id changed: older messages have unknown ids
    active_at         INTEGER NOT NULL DEFAULT 0, -- the last message or button press in the chat; 0: never
    forgotten         INTEGER NOT NULL DEFAULT 0, -- 1: all data of the chat is deleted; this row stays until the
                                             -- confirmation is sent
    created_at        INTEGER NOT NULL,
    UNIQUE (platform, chat_id)
) STRICT;

CREATE INDEX subscriber_paused ON subscriber (paused_at) WHERE paused_reason IS NOT NULL;
CREATE INDEX subscriber_forgotten ON subscriber (number) WHERE forgotten = 1;
CREATE INDEX subscriber_of_all_topics ON subscriber (number) WHERE all_topics_since IS NOT NULL;
-- For the planner, which checks whether quiet hours affect any due time. Usually none do.
CREATE INDEX subscriber_quiet ON subscriber (number) WHERE quiet_from IS NOT NULL;

-- A subscription: one topic that a subscriber gets, or the digests of other topics that have a word that the subscriber
-- follows, and how it is read.
CREATE TABLE subscription (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    subscriber   INTEGER NOT NULL REFERENCES subscriber (number),
    topic        TEXT COLLATE NOCASE REFERENCES topic (id), -- null: the digests with followed words
    thread       INTEGER NOT NULL DEFAULT 0, -- a forum topic's id; 0 for none
    notified_thread INTEGER NOT NULL DEFAULT 0, -- the closed thread that the chat was notified of; 0 for none
    perspectives TEXT NOT NULL DEFAULT '',   -- ids in order, separated by commas; empty: all, rotating
    length       TEXT NOT NULL DEFAULT 'full' CHECK (length IN ('headlines', 'short', 'full')),
    layout       TEXT NOT NULL DEFAULT 'stacked' -- perspectives one after the other, or the first two side by side
                 CHECK (layout IN ('stacked', 'side-by-side')),
    at           TEXT,                       -- as in `subscriber`, the own schedule of the topic
    days         INTEGER,                    -- null: the schedule of the subscriber
    created_at   INTEGER NOT NULL,
    UNIQUE (subscriber, topic)
) STRICT;

CREATE INDEX subscription_by_topic ON subscription (topic, number);
CREATE UNIQUE INDEX subscription_to_words ON subscription (subscriber) WHERE topic IS NULL;

-- A word, or several words in a row, that a subscriber follows or mutes.
CREATE TABLE word (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    subscriber INTEGER NOT NULL REFERENCES subscriber (number) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('follow', 'mute')),
    word       TEXT NOT NULL,                -- as it is compared: its parts in lower case without accents, separated by
                                             -- spaces; a letter of Chinese and similar scripts is a part of its own
    stem_en    TEXT NOT NULL,                -- the same by its stems in English, German and Spanish: a digest in one of these
    stem_de    TEXT NOT NULL,                -- languages has the word if it has the stem
    stem_es    TEXT NOT NULL,
    typed      TEXT NOT NULL,                -- as the subscriber wrote it
    until      INTEGER,                      -- when a muted word is removed; null: never
    created_at INTEGER NOT NULL,
    UNIQUE (subscriber, kind, word)
) STRICT;

-- For the planner, which looks for the followers of the words in a digest.
CREATE INDEX word_followed ON word (word, subscriber, created_at) WHERE kind <> 'mute';
CREATE INDEX word_followed_en ON word (stem_en, subscriber, created_at) WHERE kind <> 'mute';
CREATE INDEX word_followed_de ON word (stem_de, subscriber, created_at) WHERE kind <> 'mute';
CREATE INDEX word_followed_es ON word (stem_es, subscriber, created_at) WHERE kind <> 'mute';

-- A digest that a subscriber opened by a command or button, so that it does not count as missed.
CREATE TABLE opened (
    subscriber INTEGER NOT NULL REFERENCES subscriber (number) ON DELETE CASCADE,
    digest     INTEGER NOT NULL REFERENCES digest (number),
    at         INTEGER NOT NULL,
    PRIMARY KEY (subscriber, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX opened_at ON opened (at);

-- A stored search. Buttons and links refer to it by a random key, which cannot be guessed. It belongs to a chat, and
-- is deleted with the chat's data.
CREATE TABLE search (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    key         TEXT NOT NULL UNIQUE,
    platform    TEXT NOT NULL,
    chat_id     INTEGER NOT NULL,            -- the chat in which it was made
    user_id     INTEGER NOT NULL,            -- the only person who sees the reply; 0: everybody in the chat
    words       TEXT NOT NULL,
    used_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX search_of_chat ON search (platform, chat_id, used_at);
CREATE INDEX search_of_person ON search (platform, user_id) WHERE user_id <> 0;
CREATE INDEX search_by_time ON search (used_at);

-- A mistake that a reader reported in a digest.
CREATE TABLE mistake (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    platform    TEXT NOT NULL,               -- the reporter's
    user_id     INTEGER NOT NULL,
    digest      INTEGER NOT NULL REFERENCES digest (number),
    revision    INTEGER NOT NULL,            -- the revision that was visible then
    perspective INTEGER,                     -- its place in the digest; null: the digest as a whole
    words       TEXT NOT NULL DEFAULT '',    -- the reporter's text; empty if there is none
    created_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX mistake_by_person ON mistake (platform, user_id, created_at);
CREATE INDEX mistake_by_time ON mistake (created_at);

-- How readers voted on whether a digest was balanced, in all its languages. The row is made by the first vote, and stays.
CREATE TABLE vote_count (
    digest    INTEGER PRIMARY KEY REFERENCES digest (number), -- the language that was received first
    closes_at INTEGER NOT NULL,           -- until then, votes are accepted and `vote` has them
    balanced  INTEGER NOT NULL,
    one_sided INTEGER NOT NULL
) STRICT;

-- A vote, so that each person has one and can change it. It is deleted once the votes on the digest are closed.
CREATE TABLE vote (
    digest INTEGER NOT NULL REFERENCES vote_count (digest),
    voter  TEXT NOT NULL,                 -- a hash of the person and the digest, whose key is not in the database
    answer TEXT NOT NULL CHECK (answer IN ('balanced', 'one-sided')),
    PRIMARY KEY (digest, voter)
) STRICT, WITHOUT ROWID;
