-- When a delivery fell due once more, after it had been held; null: due_at tells since when it is due.
ALTER TABLE delivery ADD COLUMN due_again_at INTEGER;
