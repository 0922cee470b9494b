-- What was begun to be prepared and did not come back, as the process ended meanwhile: an edition, or a delivery.
CREATE TABLE interrupted (
    matter TEXT PRIMARY KEY,
    times  INTEGER NOT NULL,
    at     INTEGER NOT NULL                  -- when it was begun last
) STRICT, WITHOUT ROWID;

-- The platforms that a process sends to; it takes its row away when it ends in good order.
CREATE TABLE dispatching (
    platform TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- A chat's answers by number, so that its oldest can be removed as soon as there are too many.
CREATE INDEX delivery_replies ON delivery (subscriber) WHERE cause = 'reply';
