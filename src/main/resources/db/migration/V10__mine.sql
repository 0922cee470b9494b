-- Since when nothing is delivered to the chat, so that those who are silent for long can be forgotten. Of those who are
-- paused already, nobody knows: they count from now on.
ALTER TABLE subscriber ADD COLUMN paused_at INTEGER;
UPDATE subscriber SET paused_at = unixepoch() * 1000 WHERE paused_why IS NOT NULL;
CREATE INDEX subscriber_paused ON subscriber (paused_at) WHERE paused_why IS NOT NULL;

-- 1: all that was kept of the chat is deleted; this row stays until the answer that says so has left.
ALTER TABLE subscriber ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
CREATE INDEX subscriber_forgotten ON subscriber (number) WHERE forgotten = 1;

-- Whoever exports or deletes what is kept of a chat looks for its deliveries; so does the foreign key.
CREATE INDEX delivery_of ON delivery (subscriber);

-- What readers say is wrong in a digest.
CREATE TABLE mistake (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    platform   TEXT NOT NULL,                -- who says so
    user_id    INTEGER NOT NULL,
    digest     INTEGER NOT NULL REFERENCES digest (number),
    revision   INTEGER NOT NULL,             -- which was out then
    side       INTEGER,                      -- its place in the digest; null: the digest as a whole
    words      TEXT NOT NULL DEFAULT '',     -- what the person wrote, if they did
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX mistake_by_person ON mistake (platform, user_id, created_at);
CREATE INDEX mistake_by_time ON mistake (created_at);
