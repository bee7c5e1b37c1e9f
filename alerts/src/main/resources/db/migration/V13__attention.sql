-- Who looks after an incident: its owner, how far the call for one has come, and since when; and until when it is held
-- back for want of a second evidence.
ALTER TABLE incidents
    ADD COLUMN owner text,
    ADD COLUMN escalation integer NOT NULL DEFAULT 0,
    ADD COLUMN attention_at timestamptz,
    ADD COLUMN held_until timestamptz;
UPDATE incidents SET attention_at = coalesce(stage_opened, opened_at);
ALTER TABLE incidents ALTER COLUMN attention_at SET NOT NULL;
