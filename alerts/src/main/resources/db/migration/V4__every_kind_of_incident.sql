-- When the newest evidence was received, and what an incident went on as.
ALTER TABLE incidents ADD COLUMN evidence_at timestamptz, ADD COLUMN merged_into text;
UPDATE incidents SET evidence_at = coalesce(stage_received, opened_at);
ALTER TABLE incidents ALTER COLUMN evidence_at SET NOT NULL;
CREATE INDEX incidents_merged ON incidents (merged_into) WHERE merged_into IS NOT NULL;

-- Every key by which detections find an incident: its own, and those of what was merged into it.
CREATE TABLE incident_keys (
    key      text NOT NULL,
    incident text NOT NULL,
    PRIMARY KEY (key, incident)
);
CREATE INDEX incident_keys_incident ON incident_keys (incident);
INSERT INTO incident_keys (key, incident) SELECT key, id FROM incidents;
DROP INDEX incidents_key;

-- The newest word of each detection, what it rests on, and the incident that it first belonged to: the way back.
ALTER TABLE detections
    -- One message of a reader or a camera may begin several episodes of one rule: only the same key is a repeat.
    ADD COLUMN key text,
    ADD COLUMN at timestamptz,
    ADD COLUMN phase text NOT NULL DEFAULT 'RAISED',
    ADD COLUMN causes text[] NOT NULL DEFAULT '{}',
    ADD COLUMN origin text,
    ADD COLUMN noted_at timestamptz;
UPDATE detections SET key = device, at = received_at, phase = CASE WHEN cleared THEN 'CLEARED' ELSE 'RAISED' END;
ALTER TABLE detections ALTER COLUMN key SET NOT NULL, ALTER COLUMN at SET NOT NULL;
CREATE INDEX detections_causes ON detections USING gin (causes) WHERE causes <> '{}';
DROP INDEX detections_incident;
CREATE INDEX detections_incident ON detections (incident);

-- Where a hunted vehicle was read, kept with its case: the history forgets sooner.
CREATE TABLE case_points (
    incident text             NOT NULL,
    ts       timestamptz      NOT NULL,
    reader   text             NOT NULL,
    lat      double precision NOT NULL,
    lon      double precision NOT NULL,
    PRIMARY KEY (incident, ts, reader)
);
