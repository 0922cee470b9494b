-- On whose word a broadcast goes out: whoever scheduled, sent, resumed or retried it last. Their right to do so is
-- asked anew as long as something goes out.
ALTER TABLE broadcast ADD COLUMN approved_by TEXT; -- telegram, discord, command-line, console; null: nobody (any more)
ALTER TABLE broadcast ADD COLUMN approved_user INTEGER; -- on telegram and discord

UPDATE broadcast SET approved_by = coalesce(by_platform, 'command-line'), approved_user = by_user
WHERE state <> 'draft';
