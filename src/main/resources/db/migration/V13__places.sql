-- 1: what comes to an announcement channel is passed on to the servers that follow it.
ALTER TABLE subscriber ADD COLUMN publishes INTEGER NOT NULL DEFAULT 0;

-- The thread of which the chat was told that it is closed, so that it is told once; 0 for none.
ALTER TABLE subscription ADD COLUMN told_thread INTEGER NOT NULL DEFAULT 0;
