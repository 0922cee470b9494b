-- Whoever corrects a digest looks for messages that a press turned to it from the same one in another language.
CREATE INDEX part_turned ON part (view) WHERE pressed = 1;
