-- When something last left for a platform, so that nobody has to look through all deliveries to find out.
CREATE TABLE last_settled (
    platform TEXT PRIMARY KEY,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whoever removes a delivery asks whether a broadcast reports by it; the foreign key does so too.
CREATE INDEX broadcast_by_report ON broadcast (report) WHERE report IS NOT NULL;
