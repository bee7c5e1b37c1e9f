-- Where roads are shut, until when; ended ones stay, since people were sent other ways because of them.
CREATE TABLE closures (
    id            text PRIMARY KEY,
    lat           double precision NOT NULL,
    lon           double precision NOT NULL,
    radius_meters double precision NOT NULL,
    reason        text             NOT NULL,
    closed_by     text             NOT NULL,
    closed_at     timestamptz      NOT NULL,
    -- Opens by itself then; by hand, if null.
    until         timestamptz,
    ended_at      timestamptz
);
CREATE INDEX closures_standing ON closures (closed_at) WHERE ended_at IS NULL;

-- Who was nearer and was not asked, and why: of each need the newest word.
CREATE TABLE passed_over (
    incident        text        NOT NULL,
    epoch           integer     NOT NULL,
    need            text        NOT NULL,
    responder       text        NOT NULL,
    at              timestamptz NOT NULL,
    distance_meters bigint      NOT NULL,
    travel_seconds  bigint      NOT NULL,
    reason          text        NOT NULL,
    PRIMARY KEY (incident, epoch, need, responder)
);

-- A fix that nobody can have got to from the one before it waits for a second one that agrees.
ALTER TABLE responder_positions
    ADD COLUMN doubtful_lat double precision,
    ADD COLUMN doubtful_lon double precision,
    ADD COLUMN doubtful_at  timestamptz;

-- Where the officer of a need is to meet a hunted vehicle; renewed with each of its reads.
CREATE TABLE meetings (
    need        text PRIMARY KEY,
    incident    text             NOT NULL,
    reader      text             NOT NULL,
    name        text             NOT NULL,
    lat         double precision NOT NULL,
    lon         double precision NOT NULL,
    probability double precision NOT NULL,
    due_at      timestamptz      NOT NULL
);
CREATE INDEX meetings_incident ON meetings (incident);
