-- What becomes of what falls due in the quiet hours: it waits until they are over, or comes without a sound.
ALTER TABLE subscriber ADD COLUMN quiet_mode TEXT NOT NULL DEFAULT 'hold' CHECK (quiet_mode IN ('hold', 'silent'));

-- Whoever plans asks whether there is anybody whose quiet hours move a due time; mostly there is nobody.
CREATE INDEX subscriber_held ON subscriber (number) WHERE quiet_from IS NOT NULL AND quiet_mode = 'hold';
