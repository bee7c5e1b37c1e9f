-- Areas as their owners drew them: the body is the GeoJSON feature.

CREATE SEQUENCE area_revisions;
CREATE TABLE areas (
    id         text PRIMARY KEY,
    level      text        NOT NULL,
    parent     text,
    body       jsonb       NOT NULL,
    -- Differs with each change of the row, so that others read again only what changed.
    revision   bigint      NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX areas_newest ON areas (created_at DESC, id DESC);
CREATE INDEX areas_level ON areas (level, created_at DESC, id DESC);

-- Counts the changes in the order of their commits: who polls it misses none.
CREATE TABLE area_changes (count bigint NOT NULL);
INSERT INTO area_changes VALUES (0);

CREATE FUNCTION area_revised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := nextval('area_revisions');
    RETURN NEW;
END $$;
CREATE TRIGGER areas_revised BEFORE INSERT OR UPDATE ON areas FOR EACH ROW EXECUTE FUNCTION area_revised();

CREATE FUNCTION area_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE area_changes SET count = count + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER areas_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON areas
    FOR EACH STATEMENT EXECUTE FUNCTION area_changed();
