-- Vehicles that are or were wanted. One case stands at a time; those that ended stay with what was kept of their tracks.

CREATE TABLE theft_reports (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    plate       text        NOT NULL,
    -- Every tag that the vehicle had while it was wanted.
    tags        text[]      NOT NULL,
    body        jsonb       NOT NULL,
    reported_at timestamptz NOT NULL,
    -- The track of the case is in kept_sightings up to here; what was read before the case is no part of it.
    kept_until  timestamptz NOT NULL,
    ended_at    timestamptz
);
CREATE UNIQUE INDEX theft_reports_standing ON theft_reports (plate) WHERE ended_at IS NULL;
CREATE INDEX theft_reports_plate ON theft_reports (plate, reported_at);

-- The track of a case, copied before the history's raw sightings are deleted.
CREATE TABLE kept_sightings (
    report bigint           NOT NULL REFERENCES theft_reports (id) ON DELETE CASCADE,
    ts     timestamptz      NOT NULL,
    reader text             NOT NULL,
    lat    double precision NOT NULL,
    lon    double precision NOT NULL,
    rssi   double precision,
    PRIMARY KEY (report, ts, reader)
);
