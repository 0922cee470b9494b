-- Until when a digest that could be out is held back, though nobody releases it; null: it is not held. Meanwhile it is a
-- draft to its readers.
ALTER TABLE digest ADD COLUMN held_until INTEGER;
CREATE INDEX digest_held ON digest (held_until) WHERE held_until IS NOT NULL;

-- What was found doubtful in a revision when it came.
CREATE TABLE warning (
    digest   INTEGER NOT NULL REFERENCES digest (number),
    revision INTEGER NOT NULL,
    ordinal  INTEGER NOT NULL,               -- from 0
    line     INTEGER NOT NULL,               -- of the file, from 1
    message  TEXT NOT NULL,
    PRIMARY KEY (digest, revision, ordinal)
) STRICT, WITHOUT ROWID;
