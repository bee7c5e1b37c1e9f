-- Incidents and what comes of them. References to the registry are soft: a device or person may be withdrawn while the
-- record of what happened stays.

-- Messages owed to the log: written with the state that they tell of, deleted when the log has them.
CREATE TABLE outbox (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic     text NOT NULL,
    key       text NOT NULL,
    partition integer,
    value     bytea
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE incidents (
    id           text PRIMARY KEY,
    kind         text        NOT NULL,
    key          text        NOT NULL,
    family       text        NOT NULL,
    subject_type text        NOT NULL,
    subject_id   text        NOT NULL,
    subject_name text,
    address      text,
    grid         text,
    unit         text,
    severity     text        NOT NULL,
    state        text        NOT NULL,
    acknowledged boolean     NOT NULL,
    active       boolean     NOT NULL,
    epoch        integer     NOT NULL,
    level        integer     NOT NULL,
    count        integer     NOT NULL,
    lat          double precision,
    lon          double precision,
    uncertainty  double precision NOT NULL,
    rules        text[]      NOT NULL,
    devices      text[]      NOT NULL,
    opened_at    timestamptz NOT NULL,
    closed_at    timestamptz,
    outcome      text,
    -- Where the seconds went, of the newest opening.
    stage_measured timestamptz,
    stage_received timestamptz,
    stage_logged   timestamptz,
    stage_detected timestamptz,
    stage_opened   timestamptz,
    stage_offered  timestamptz,
    stage_accepted timestamptz,
    stage_arrived  timestamptz
) WITH (fillfactor = 70);
CREATE INDEX incidents_newest ON incidents (opened_at DESC, id DESC);
CREATE INDEX incidents_open ON incidents (opened_at DESC, id DESC) WHERE state NOT IN ('CLOSED', 'MERGED', 'CANCELLED');
CREATE INDEX incidents_key ON incidents (key, opened_at DESC);
CREATE INDEX incidents_near ON incidents (kind, lat, lon);
CREATE INDEX incidents_subject ON incidents (subject_id);
CREATE INDEX incidents_devices ON incidents USING gin (devices);

CREATE TABLE detections (
    id           text PRIMARY KEY,
    rule         text        NOT NULL,
    family       text        NOT NULL,
    device       text        NOT NULL,
    identity     text        NOT NULL,
    received_at  timestamptz NOT NULL,
    revision     bigint      NOT NULL,
    evidence     jsonb       NOT NULL,
    evidence_sha256 text     NOT NULL,
    severity     text        NOT NULL,
    -- False while only its end is known.
    raised       boolean     NOT NULL,
    cleared      boolean     NOT NULL,
    -- The same message again, or older than the closing: shown, not counted.
    shown_only   boolean     NOT NULL,
    incident     text,
    taken_at     timestamptz NOT NULL
);
CREATE INDEX detections_device ON detections (device, rule, received_at DESC);
CREATE INDEX detections_incident ON detections (incident) WHERE NOT cleared;
CREATE INDEX detections_taken ON detections (taken_at);

CREATE TABLE needs (
    id       text PRIMARY KEY,
    incident text    NOT NULL,
    epoch    integer NOT NULL,
    level    integer NOT NULL,
    position integer NOT NULL,
    role     text    NOT NULL,
    skill    text,
    state    text    NOT NULL,
    offer    text
);
CREATE INDEX needs_incident ON needs (incident, epoch);

CREATE TABLE offers (
    id              text PRIMARY KEY,
    incident        text        NOT NULL,
    epoch           integer     NOT NULL,
    need            text        NOT NULL,
    family          text        NOT NULL,
    responder       text        NOT NULL,
    state           text        NOT NULL,
    revision        bigint      NOT NULL,
    settled         boolean     NOT NULL,
    distance_meters bigint      NOT NULL,
    travel_seconds  bigint      NOT NULL,
    because         text        NOT NULL,
    deadline        timestamptz NOT NULL,
    offered_at      timestamptz NOT NULL,
    delivered_at    timestamptz,
    answered_at     timestamptz,
    ended_at        timestamptz,
    reason          text
) WITH (fillfactor = 70);
CREATE INDEX offers_incident ON offers (incident, epoch);
CREATE INDEX offers_responder ON offers (responder, offered_at DESC);
CREATE INDEX offers_offered ON offers (offered_at);

CREATE TABLE assignments (
    offer       text PRIMARY KEY,
    incident    text        NOT NULL,
    need        text        NOT NULL,
    responder   text        NOT NULL,
    state       text        NOT NULL,
    assigned_at timestamptz NOT NULL,
    en_route_at timestamptz,
    arrived_at  timestamptz,
    ended_at    timestamptz
);
-- Whatever the code does: nobody is sent to two places, and no need is filled twice.
CREATE UNIQUE INDEX assignments_responder ON assignments (responder) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX assignments_need ON assignments (need) WHERE ended_at IS NULL;
CREATE INDEX assignments_incident ON assignments (incident);

CREATE TABLE timeline (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident text        NOT NULL,
    epoch    integer     NOT NULL,
    at       timestamptz NOT NULL,
    actor    text        NOT NULL,
    what     text        NOT NULL,
    cause    text        NOT NULL
);
CREATE INDEX timeline_incident ON timeline (incident, id);

CREATE TABLE timers (
    kind        text        NOT NULL,
    entity      text        NOT NULL,
    incident    text        NOT NULL,
    epoch       integer     NOT NULL,
    due_at      timestamptz NOT NULL,
    lease_until timestamptz,
    PRIMARY KEY (kind, entity)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX timers_due ON timers (due_at);
CREATE INDEX timers_incident ON timers (incident);

CREATE TABLE responder_positions (
    responder   text PRIMARY KEY,
    ts          timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    lat         double precision NOT NULL,
    lon         double precision NOT NULL,
    accuracy    double precision
) WITH (fillfactor = 50);
