-- What the configuration calls topics, also such as have no digest yet; written anew whenever the bot starts.
CREATE TABLE topic_name (
    id   TEXT PRIMARY KEY COLLATE NOCASE,
    name TEXT NOT NULL
) STRICT;

-- A topic's `name` is what people see. Where the configuration gives it, this is the one that the digests give.
ALTER TABLE topic ADD COLUMN own_name TEXT;
