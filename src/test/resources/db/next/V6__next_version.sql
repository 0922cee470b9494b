-- The tables of a next version, as tests of updates need them.

ALTER TABLE delivery ADD COLUMN remark TEXT;
CREATE TABLE remark (
    delivery BIGINT PRIMARY KEY REFERENCES delivery (number),
    text     TEXT NOT NULL
);
