-- The version after the next one removes what the next one does not need any more.

ALTER TABLE delivery DROP COLUMN remark;
