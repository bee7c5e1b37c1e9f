-- Who looks after an incident: its owner, how far the call for one has come, and since when; and until when it is held
-- back for want of a second evidence.
ALTER TABLE incidents
    ADD COLUMN owner text,
    ADD COLUMN escalation integer NOT NULL DEFAULT 0,
    ADD COLUMN attention_at timestamptz,
    ADD COLUMN held_until timestamptz;
UPDATE incidents SET attention_at = coalesce(stage_opened, opened_at);
ALTER TABLE incidents ALTER COLUMN attention_at SET NOT NULL;

-- An offer that did not reach its phone in time: somebody else is asked as well.
ALTER TABLE offers ADD COLUMN unreached boolean NOT NULL DEFAULT false;

-- What was promised of who accepted, and what was seen and heard of them since.
ALTER TABLE assignments
    ADD COLUMN promised_seconds bigint NOT NULL DEFAULT 0,
    ADD COLUMN eta_seconds bigint,
    ADD COLUMN eta_at timestamptz,
    ADD COLUMN from_lat double precision,
    ADD COLUMN from_lon double precision,
    ADD COLUMN word_at timestamptz,
    ADD COLUMN asked integer NOT NULL DEFAULT 0;
UPDATE assignments SET word_at = assigned_at;
ALTER TABLE assignments ALTER COLUMN word_at SET NOT NULL;

-- A need that stands beside another: somebody else in case that whoever accepted does not come.
ALTER TABLE needs
    ADD COLUMN beside text,
    -- How far the search for somebody has come.
    ADD COLUMN reach text NOT NULL DEFAULT 'NEAREST';
