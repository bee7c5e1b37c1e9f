-- The way back from a merge. Of each detection: by which key it finds its incident, and what else its incident was
-- opened by, so that it can be given one of its own.
ALTER TABLE detections
    ADD COLUMN scope_key text,
    ADD COLUMN subject_type text,
    ADD COLUMN subject_id text,
    ADD COLUMN devices text[],
    ADD COLUMN lat double precision,
    ADD COLUMN lon double precision;

-- From which incident people came with a merge: they go back with it.
ALTER TABLE needs ADD COLUMN origin text;
ALTER TABLE offers ADD COLUMN origin text;

-- A person said that these two are not one: they are never merged again without a person's word. Each pair stands twice.
CREATE TABLE told_apart (
    incident text        NOT NULL,
    other    text        NOT NULL,
    at       timestamptz NOT NULL,
    told_by  text        NOT NULL,
    PRIMARY KEY (incident, other)
);
