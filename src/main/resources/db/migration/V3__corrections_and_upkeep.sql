-- Filled in the order of a digest, so that its rows stand together: whoever plans or corrects it reads them in one go.
DROP INDEX owed_once;
CREATE UNIQUE INDEX owed_once ON delivery_item (digest, subscription) WHERE subscription IS NOT NULL;

-- The delivery whose messages this one corrects or withdraws.
ALTER TABLE delivery ADD COLUMN corrects INTEGER REFERENCES delivery (number);

-- A delivery that waits to be corrected waits once: what is shown is decided when it is claimed.
CREATE UNIQUE INDEX corrected_once ON delivery (corrects)
    WHERE corrects IS NOT NULL AND claim = 0 AND state IN ('owed', 'held');

-- What a failed delivery failed of: the name of an outcome, so that these can be sent again together.
ALTER TABLE delivery ADD COLUMN failure TEXT;

ALTER TABLE part ADD COLUMN revision INTEGER;                   -- of the digest, as the message shows it now
ALTER TABLE part ADD COLUMN pressed INTEGER NOT NULL DEFAULT 0; -- 1: a press changed what it shows; it is a page of `view`

-- When a digest that was out was taken back; null while it is out, or never was.
ALTER TABLE digest ADD COLUMN withdrawn_at INTEGER;

ALTER TABLE digest ADD COLUMN withdrawn_state TEXT; -- what it was before: published or shelved

-- What a revision says to its readers of what was corrected, and when that was; null where nothing was.
ALTER TABLE revision ADD COLUMN changed TEXT;
ALTER TABLE revision ADD COLUMN corrected_at INTEGER;

-- What a digest still asks of the planner, range by range.
CREATE TABLE planning_3 (
    digest INTEGER NOT NULL REFERENCES digest (number),
    task   TEXT NOT NULL CHECK (task IN ('publish', 'correct', 'withdraw')),
    after  INTEGER NOT NULL DEFAULT 0,       -- the last subscription, or item, that was looked at
    PRIMARY KEY (digest, task)
) STRICT, WITHOUT ROWID;
INSERT INTO planning_3 (digest, task, after) SELECT digest, 'publish', after FROM planning;
DROP TABLE planning;
ALTER TABLE planning_3 RENAME TO planning;

-- What is wrong at present and the admins were told of, so that they are told once, and again when it is well.
CREATE TABLE alarm (
    name   TEXT PRIMARY KEY,
    since  INTEGER NOT NULL,
    detail TEXT NOT NULL                     -- for people
) STRICT, WITHOUT ROWID;

-- When the chat got another id: what was sent before has other ids as well, which nobody tells.
ALTER TABLE subscriber ADD COLUMN moved_at INTEGER;

-- Whoever removes a delivery asks whether another one corrects it; the foreign key does so too.
CREATE INDEX correction ON delivery (corrects) WHERE corrects IS NOT NULL;

-- The deliveries of a fan-out that were removed, counted, so that its figures stay.
CREATE TABLE pruned (
    shared      INTEGER NOT NULL REFERENCES shared_content (number),
    state       TEXT NOT NULL,
    unreachable INTEGER NOT NULL,
    reason      TEXT NOT NULL,               -- why they failed
    deliveries  INTEGER NOT NULL,
    PRIMARY KEY (shared, state, unreachable, reason)
) STRICT, WITHOUT ROWID;
