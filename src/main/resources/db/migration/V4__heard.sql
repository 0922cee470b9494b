-- When the chat was last heard of, as by a message or a press; 0: not since this is noted.
ALTER TABLE subscriber ADD COLUMN heard_at INTEGER NOT NULL DEFAULT 0;
