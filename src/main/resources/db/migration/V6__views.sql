-- How the sides stand to each other: one after the other, or the first two point by point.
ALTER TABLE subscription ADD COLUMN layout TEXT NOT NULL DEFAULT 'stacked'
    CHECK (layout IN ('stacked', 'side-by-side'));

ALTER TABLE delivery_item ADD COLUMN layout TEXT; -- fixed by the first claim, as sides and length are

-- Outlets whose articles a subscriber does not want among the sources.
CREATE TABLE hidden_outlet (
    subscriber INTEGER NOT NULL REFERENCES subscriber (number) ON DELETE CASCADE,
    outlet     TEXT NOT NULL,                -- its name in lower case
    PRIMARY KEY (subscriber, outlet)
) STRICT, WITHOUT ROWID;
