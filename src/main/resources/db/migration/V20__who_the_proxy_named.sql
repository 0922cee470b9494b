-- Whom the proxy before the console named, where there is one; null otherwise.
ALTER TABLE audit ADD COLUMN name TEXT;
