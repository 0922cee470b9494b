-- Why a file is no digest: what admins are told of it, and the console lists. Numbers grow, so that whoever knows the
-- newest and how many there are knows whether anything has changed.
CREATE TABLE problem (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    path    TEXT NOT NULL UNIQUE,            -- relative to the folder, with /
    remarks TEXT NOT NULL                    -- one a line: the file's line, a tab, what is wrong there
) STRICT;

INSERT INTO problem (path, remarks)
SELECT path, '1' || char(9) || replace(replace(problem, char(10), ' '), char(13), ' ')
FROM file WHERE problem IS NOT NULL ORDER BY path;

-- The message that an admin was last told with about many things of a kind, which is edited as they change.
CREATE TABLE summary (
    platform TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    delivery INTEGER NOT NULL,               -- the message; it may be pruned by now
    count    INTEGER NOT NULL,               -- how many it says there are
    newest   INTEGER NOT NULL,               -- the newest that it knows of
    sent_at  INTEGER NOT NULL,
    PRIMARY KEY (platform, user_id, kind)
) STRICT, WITHOUT ROWID;

-- Notices have a lane of their own (4), so that no answer waits behind them.
UPDATE delivery SET lane = 4 WHERE cause = 'notice' AND state IN ('owed', 'claimed', 'held');
