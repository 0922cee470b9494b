-- How far what was forgotten is removed from the file itself: its rows are deleted and overwritten at once, the log is
-- emptied soon after, and the file is rewritten at night without the copies that SQLite leaves where it moves rows.
CREATE TABLE erasure (
    asked     INTEGER NOT NULL,              -- counts what was forgotten
    asked_at  INTEGER NOT NULL,              -- the first of these that the file was not rewritten after
    emptied   INTEGER NOT NULL,              -- as far as this count the log is empty
    rewritten INTEGER NOT NULL               -- as far as this count the file is rewritten
) STRICT;
INSERT INTO erasure (asked, asked_at, emptied, rewritten) VALUES (0, 0, 0, 0);
