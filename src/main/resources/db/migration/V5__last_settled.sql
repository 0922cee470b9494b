-- When something last left for a platform, so that nobody has to look through all deliveries to find out.
CREATE TABLE last_settled (
    platform TEXT PRIMARY KEY,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
