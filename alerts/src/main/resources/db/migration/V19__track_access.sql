-- Who may look at a vehicle's track besides the police on an open case of it.

-- The owner agreed. Those that ended stay: looks rested on them.
CREATE TABLE track_consents (
    id          text PRIMARY KEY,
    plate       text        NOT NULL,
    given_by    text        NOT NULL,
    reference   text        NOT NULL,
    recorded_by text        NOT NULL,
    recorded_at timestamptz NOT NULL,
    until       timestamptz NOT NULL,
    ended_at    timestamptz
);
CREATE UNIQUE INDEX track_consents_standing ON track_consents (plate) WHERE ended_at IS NULL;
CREATE INDEX track_consents_until ON track_consents (until);

-- A look that a second person must agree to.
CREATE TABLE track_requests (
    id            text PRIMARY KEY,
    plate         text        NOT NULL,
    track_from    timestamptz NOT NULL,
    track_to      timestamptz NOT NULL,
    reason        text        NOT NULL,
    requested_by  text        NOT NULL,
    requested_at  timestamptz NOT NULL,
    state         text        NOT NULL CHECK (state IN ('OPEN', 'GRANTED', 'REFUSED')),
    decided_by    text,
    decided_at    timestamptz,
    decided_because text,
    -- An open one lapses then; a granted one is good until then.
    until         timestamptz NOT NULL,
    CHECK (decided_by IS NULL OR decided_by <> requested_by)
);
CREATE INDEX track_requests_newest ON track_requests (requested_at DESC, id DESC);
CREATE INDEX track_requests_plate ON track_requests (plate, requested_by);
