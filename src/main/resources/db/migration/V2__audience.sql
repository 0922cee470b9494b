-- Persons, chats, their settings and their activity.

-- A person whom the bot has met on a platform.
CREATE TABLE person (
    platform        TEXT NOT NULL,
    user_id         INTEGER NOT NULL,
    language        TEXT NOT NULL,           -- as their client tells
    chosen_language TEXT,                    -- as they chose themselves; null: as their client tells
    direct_chat     INTEGER,                 -- their private chat with the bot, where it has an id of its own and exists
    seen_at         INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;

-- A role that an owner of the bot gave a person.
CREATE TABLE role (
    platform TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('admin', 'editor')),
    name     TEXT NOT NULL DEFAULT '',       -- the person's name when it was given, where that is known
    given_at INTEGER NOT NULL,
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
    zone              TEXT NOT NULL DEFAULT 'UTC',
    quiet_from        TEXT,
    quiet_to          TEXT,
    quiet_mode        TEXT NOT NULL DEFAULT 'hold' -- hold: deliveries wait for the end of the quiet hours;
                      CHECK (quiet_mode IN ('hold', 'silent')), -- silent: they come without a sound
    broadcasts        INTEGER NOT NULL DEFAULT 1, -- 0: only important broadcasts
    bundles           INTEGER NOT NULL DEFAULT 1, -- 1: digests of several topics due at one time come as one message
    publishes         INTEGER NOT NULL DEFAULT 0, -- 1: an announcement channel of Discord passes its messages on to the
                                             -- servers that follow it
    all_topics_since  INTEGER,               -- since when the chat gets every topic, also new ones; null: only those
                                             -- that it subscribed to
    all_topics_thread INTEGER NOT NULL DEFAULT 0, -- the forum topic that new topics are delivered to; 0 for none
    paused_why        TEXT,                  -- set while the chat cannot be reached or has stopped
    paused_at         INTEGER,
    moved_at          INTEGER,               -- when the chat got another id: messages from before have unknown ids now
    heard_at          INTEGER NOT NULL DEFAULT 0, -- when somebody there last wrote or pressed something; 0: never
    forgotten         INTEGER NOT NULL DEFAULT 0, -- 1: all data of the chat is deleted; this row stays until the answer
                                             -- that says so is sent
    created_at        INTEGER NOT NULL,
    UNIQUE (platform, chat_id)
) STRICT;

CREATE INDEX subscriber_paused ON subscriber (paused_at) WHERE paused_why IS NOT NULL;
CREATE INDEX subscriber_forgotten ON subscriber (number) WHERE forgotten = 1;
CREATE INDEX subscriber_of_all_topics ON subscriber (number) WHERE all_topics_since IS NOT NULL;
-- For the planner, which checks whether quiet hours affect any due time. Usually none do.
CREATE INDEX subscriber_quiet ON subscriber (number) WHERE quiet_from IS NOT NULL AND quiet_mode = 'hold';

-- A subscription: one topic that a subscriber gets, and how it is read.
CREATE TABLE subscription (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    subscriber   INTEGER NOT NULL REFERENCES subscriber (number),
    topic        TEXT NOT NULL COLLATE NOCASE REFERENCES topic (id),
    thread       INTEGER NOT NULL DEFAULT 0, -- a forum topic's id; 0 for none
    told_thread  INTEGER NOT NULL DEFAULT 0, -- the closed thread that the chat was told of; 0 for none
    perspectives TEXT NOT NULL DEFAULT '',   -- ids in order, by commas; empty: all, rotating
    length       TEXT NOT NULL DEFAULT 'full' CHECK (length IN ('headlines', 'short', 'full')),
    layout       TEXT NOT NULL DEFAULT 'stacked' -- perspectives one after the other, or the first two point by point
                 CHECK (layout IN ('stacked', 'side-by-side')),
    at           TEXT,                       -- local time HH:MM; null: as soon as a digest is published
    days         INTEGER NOT NULL DEFAULT 127, -- bit 0 is Monday
    created_at   INTEGER NOT NULL,
    UNIQUE (subscriber, topic)
) STRICT;

CREATE INDEX subscription_by_topic ON subscription (topic, number);

-- An outlet whose articles a subscriber does not want among the sources.
CREATE TABLE hidden_outlet (
    subscriber INTEGER NOT NULL REFERENCES subscriber (number) ON DELETE CASCADE,
    outlet     TEXT NOT NULL,                -- its name in lower case
    PRIMARY KEY (subscriber, outlet)
) STRICT, WITHOUT ROWID;

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
    chat_id     INTEGER NOT NULL,            -- where it was asked
    user_id     INTEGER NOT NULL,            -- who alone sees the answer; 0: everybody in the chat
    words       TEXT NOT NULL,
    topic       TEXT NOT NULL,               -- these are empty where nothing narrows it down
    perspective TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    to_day      TEXT NOT NULL,
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
    revision    INTEGER NOT NULL,            -- the one that was out then
    perspective INTEGER,                     -- its place in the digest; null: the digest as a whole
    words       TEXT NOT NULL DEFAULT '',    -- the reporter's, if there are any
    created_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX mistake_by_person ON mistake (platform, user_id, created_at);
CREATE INDEX mistake_by_time ON mistake (created_at);
