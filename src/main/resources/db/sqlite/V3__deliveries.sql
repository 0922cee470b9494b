-- Deliveries, their messages, and the progress of planning and sending.
--
-- The enums DeliveryState and DeliveryCause hold the same values and transitions; a test compares the two.

-- Content that many deliveries share, such as that of a broadcast.
CREATE TABLE shared_content (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    content TEXT NOT NULL,                   -- JSON
    paused  INTEGER NOT NULL DEFAULT 0       -- 1: none of its deliveries is claimed
) STRICT;

-- A delivery: what is to be sent to one chat at one time. It is stored before it is sent.
CREATE TABLE delivery (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    subscriber   INTEGER NOT NULL REFERENCES subscriber (number),
    platform     TEXT NOT NULL,              -- the subscriber's platform, copied for the indexes
    thread       INTEGER NOT NULL DEFAULT 0,              -- as a subscription's
    cause        TEXT NOT NULL CHECK (cause IN ('digest', 'bundle', 'round-up', 'correction', 'withdrawal',
                                                'broadcast', 'reply', 'notice')),
    priority     INTEGER NOT NULL,           -- 0 replies, 1 digests, 2 corrections, 3 broadcasts, 4 notices
    due_at       INTEGER NOT NULL,           -- with the number, the order within a chat and priority
    due_again_at INTEGER,                    -- the new due time after a pause; null: due_at counts
    next_at      INTEGER NOT NULL,           -- the next attempt; initially due_at, and for a reply its turn
    state        TEXT NOT NULL DEFAULT 'queued'
                 CHECK (state IN ('queued', 'in_flight', 'paused', 'sent', 'failed', 'cancelled')),
    attempts     INTEGER NOT NULL DEFAULT 0, -- claims with a request since a part last arrived
    claim        INTEGER NOT NULL DEFAULT 0, -- the number of claims; a settlement must name the current one
    lease_until  INTEGER,                    -- while it is in flight, for people who inspect the file: the process
                                             -- measures leases by the monotonic clock
    reason       TEXT,                       -- why it failed, waits or was cancelled
    failure      TEXT,                       -- the name of the outcome that it failed with
    unreachable  INTEGER NOT NULL DEFAULT 0, -- 1: it failed because its chat cannot be reached
    may_have_arrived INTEGER NOT NULL DEFAULT 0, -- 1: a message of it may have arrived whose number is not known
    urgent       INTEGER NOT NULL DEFAULT 0, -- 1: its digest did not wait for the schedule
    reader       TEXT,                       -- JSON: the reader whom the first claim fixes; null if it shows no digests
    content      TEXT,                       -- JSON; null if it is rendered from a digest, or shared
    shared_content INTEGER REFERENCES shared_content (number),
    page         INTEGER,                    -- the page of the content that replaces a message
    edits        TEXT,                       -- the platform's id of the message that it replaces
    corrects     INTEGER REFERENCES delivery (number), -- the delivery whose messages it corrects or withdraws
    created_at   INTEGER NOT NULL,
    settled_at   INTEGER                     -- when it was sent, failed or was cancelled
) STRICT;

-- PostgreSQL could use an index of all queued deliveries to find those of one chat, as long as it believes that there are few.
-- It does not use this one for statements without a condition on next_at.
CREATE INDEX delivery_due ON delivery (platform, priority, next_at, number) WHERE state = 'queued' AND next_at IS NOT NULL;
CREATE INDEX delivery_open ON delivery (subscriber, priority, due_at, number) WHERE state IN ('queued', 'in_flight');
-- The deliveries in flight. With a condition on the state, PostgreSQL would use it for settlements, too, which name the number
-- and the state of a delivery; but it is full of entries of deliveries that are settled.
CREATE INDEX delivery_in_flight ON delivery (platform, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX delivery_paused ON delivery (subscriber) WHERE state = 'paused';
CREATE INDEX delivery_failed ON delivery (settled_at) WHERE state = 'failed';
CREATE INDEX delivery_failures ON delivery (failure) WHERE state = 'failed';
-- For exports and deletions of a chat's data, and for the foreign key.
CREATE INDEX delivery_of ON delivery (subscriber);
-- For the limit on urgent digests.
CREATE INDEX delivery_urgent ON delivery (subscriber, created_at) WHERE urgent = 1;
-- A chat's replies by number, so that the oldest can be removed when there are too many.
CREATE INDEX delivery_replies ON delivery (subscriber) WHERE cause = 'reply';
-- Nobody gets the same content twice. It also finds the deliveries of one fan-out.
CREATE UNIQUE INDEX shared_once ON delivery (shared_content, subscriber) WHERE shared_content IS NOT NULL;
-- The progress of a fan-out, from the index alone, and its due deliveries: a paused one may have very many deliveries in front of
-- others.
CREATE INDEX shared_states ON delivery (shared_content, state, platform, next_at, number) WHERE shared_content IS NOT NULL;
-- For the removal of a delivery, and for the foreign key.
CREATE INDEX correction ON delivery (corrects) WHERE corrects IS NOT NULL;
-- A delivery has at most one waiting correction: its content is decided when it is claimed.
CREATE UNIQUE INDEX corrected_once ON delivery (corrects)
    WHERE corrects IS NOT NULL AND claim = 0 AND state IN ('queued', 'paused');

-- A delivery makes only the transitions that DeliveryState permits. From queued and in flight every transition is
-- permitted, so that the check costs little while sending.
CREATE TRIGGER delivery_transition BEFORE UPDATE OF state ON delivery
WHEN (old.state = 'sent' AND new.state <> 'sent')
  OR (old.state = 'cancelled' AND new.state <> 'cancelled')
  OR (old.state = 'paused' AND new.state <> 'paused' AND new.state <> 'queued' AND new.state <> 'cancelled')
  OR (old.state = 'failed' AND new.state <> 'failed' AND new.state <> 'queued' AND new.state <> 'paused')
BEGIN
    SELECT RAISE(ABORT, 'a delivery may not change its state like that');
END;

-- A digest that a delivery shows.
CREATE TABLE delivery_item (
    delivery     INTEGER NOT NULL REFERENCES delivery (number),
    ordinal      INTEGER NOT NULL,           -- from 0
    digest       INTEGER NOT NULL REFERENCES digest (number),
    subscription INTEGER,                    -- may have ended since; null if there was none
    revision     INTEGER,                    -- the first claim fixes it
    PRIMARY KEY (delivery, ordinal)
) STRICT, WITHOUT ROWID;

-- A subscription gets a digest once. Rows are stored in the order of their digest, so that planning and correcting a
-- digest read them sequentially.
CREATE UNIQUE INDEX delivery_item_once ON delivery_item (digest, subscription) WHERE subscription IS NOT NULL;

-- What became of deliveries in an hour. It is written with each settlement, and outlives the deliveries.
CREATE TABLE delivery_hour (
    hour       INTEGER NOT NULL,        -- its beginning
    platform   TEXT NOT NULL,
    cause      TEXT NOT NULL,
    outcome    TEXT NOT NULL,            -- sent, or the name of the outcome with which an attempt failed or was retried
    within     INTEGER NOT NULL,        -- the bucket of the time from due to sent: its upper limit in milliseconds; 0 if it
                                         -- was not sent
    deliveries INTEGER NOT NULL,
    PRIMARY KEY (hour, platform, cause, outcome, within)
) STRICT, WITHOUT ROWID;

-- What became of the deliveries of a digest. It is written with each change, and outlives the deliveries.
CREATE TABLE digest_total (
    digest     INTEGER NOT NULL REFERENCES digest (number),
    platform   TEXT NOT NULL,
    outcome    TEXT NOT NULL,            -- planned, sent, cancelled, interacted, or the outcome with which they failed
    deliveries INTEGER NOT NULL,
    PRIMARY KEY (digest, platform, outcome)
) STRICT, WITHOUT ROWID;

-- How often the views of a digest were opened on a day. It refers to no chat and no person.
CREATE TABLE view_count (
    day      TEXT NOT NULL,              -- in the bot's time zone
    digest   INTEGER NOT NULL REFERENCES digest (number),
    view     TEXT NOT NULL,              -- overview, side-by-side, sources, card or perspective:ID
    button   TEXT NOT NULL,              -- what was used: view, page, open, share or command
    platform TEXT NOT NULL,
    views    INTEGER NOT NULL,
    PRIMARY KEY (day, digest, view, button, platform)
) STRICT, WITHOUT ROWID;

CREATE INDEX view_count_digest ON view_count (digest);

-- A part: one message of a delivery. The first claim makes all parts of its delivery.
CREATE TABLE part (
    delivery   INTEGER NOT NULL REFERENCES delivery (number),
    ordinal    INTEGER NOT NULL,             -- from 0
    view       TEXT NOT NULL DEFAULT '',     -- the view that it shows now
    revision   INTEGER,                      -- of the digest, as the message shows it now
    pressed    INTEGER NOT NULL DEFAULT 0,   -- 1: a press changed the message, which now shows a page of `view`
    message_id TEXT,                         -- the platform's, once sent
    sent_at    INTEGER,
    PRIMARY KEY (delivery, ordinal)
) STRICT, WITHOUT ROWID;

-- For corrections, which look for messages that a press turned to another language's digest.
CREATE INDEX part_turned ON part (view) WHERE pressed = 1;

-- A pending planning task. It resumes after a crash.
CREATE TABLE planning (
    digest INTEGER NOT NULL REFERENCES digest (number),
    task   TEXT NOT NULL CHECK (task IN ('publish', 'follow', 'correct', 'withdraw')),
    cursor INTEGER NOT NULL DEFAULT 0,       -- the last subscription, follower or delivery item that was planned
    PRIMARY KEY (digest, task)
) STRICT, WITHOUT ROWID;

-- The due times of a digest that planning has worked out, one for each distinct combination of what they depend on.
CREATE TABLE slot (
    published_at INTEGER NOT NULL,             -- of the digest; rows of another one are stale
    zone         TEXT NOT NULL,
    at           TEXT NOT NULL,                -- empty: as soon as it is published
    days         INTEGER NOT NULL,
    quiet        TEXT NOT NULL,                -- empty: no quiet hours that delay it
    due_at       INTEGER NOT NULL,
    PRIMARY KEY (zone, at, days, quiet)
) STRICT, WITHOUT ROWID;

-- The number of a fan-out's pruned deliveries, so that its totals stay correct.
CREATE TABLE pruned (
    shared_content INTEGER NOT NULL REFERENCES shared_content (number),
    platform    TEXT NOT NULL,
    state       TEXT NOT NULL,
    unreachable INTEGER NOT NULL,
    reason      TEXT NOT NULL,               -- why they failed
    deliveries  INTEGER NOT NULL,
    PRIMARY KEY (shared_content, platform, state, unreachable, reason)
) STRICT, WITHOUT ROWID;

-- The time of the last progress on a platform, so that no query has to scan all deliveries for it.
CREATE TABLE last_settled (
    platform TEXT PRIMARY KEY,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A platform that a process sends to; the process deletes the row on clean shutdown.
CREATE TABLE dispatching (
    platform TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- A payload, of one or many deliveries, whose preparation ended the process.
CREATE TABLE interrupted (
    payload TEXT PRIMARY KEY,
    times   INTEGER NOT NULL,
    at      INTEGER NOT NULL                 -- when the preparation last began
) STRICT, WITHOUT ROWID;

-- The last update of a platform that was handled, committed with its effect.
CREATE TABLE handled_update (
    platform    TEXT PRIMARY KEY,
    last_update INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
