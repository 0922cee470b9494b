-- When a delivery fell due once more, after it had been held or had failed; null: due_at tells since when it is due.
ALTER TABLE delivery ADD COLUMN due_again_at INTEGER;

-- Whoever makes one owed again says when it may go; no try after that makes it younger.
CREATE TRIGGER due_again AFTER UPDATE OF state ON delivery
WHEN new.state = 'owed' AND old.state IN ('held', 'failed')
BEGIN
    UPDATE delivery SET due_again_at = new.next_at WHERE number = new.number;
END;
