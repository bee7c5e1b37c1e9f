-- What the platform asked of devices, and what came of it.
CREATE TABLE commands (
    id           text PRIMARY KEY,
    device       text        NOT NULL,
    action       text        NOT NULL,
    parameters   jsonb       NOT NULL,
    given_by     text        NOT NULL,
    given_at     timestamptz NOT NULL,
    deadline     timestamptz NOT NULL,
    state        text        NOT NULL,
    delivered_at timestamptz,
    finished_at  timestamptz,
    result_at     timestamptz,
    result_status text,
    result_reason text
) WITH (fillfactor = 70);
CREATE INDEX commands_device ON commands (device, given_at DESC, id DESC);
CREATE INDEX commands_open ON commands (device) WHERE state IN ('QUEUED', 'DELIVERED');
CREATE INDEX commands_given ON commands (given_at);

-- What persons' terminals said, whether it raised anything or not.
CREATE TABLE elder_calls (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    elder            text        NOT NULL,
    device           text        NOT NULL,
    event            text        NOT NULL,
    source           text        NOT NULL,
    service          text,
    measured_at      timestamptz NOT NULL,
    received_at      timestamptz NOT NULL,
    identity         text        NOT NULL,
    source_partition integer     NOT NULL,
    source_offset    bigint      NOT NULL,
    UNIQUE (source_partition, source_offset)
);
CREATE INDEX elder_calls_elder ON elder_calls (elder, id DESC);
CREATE INDEX elder_calls_identity ON elder_calls (device, identity);
CREATE INDEX elder_calls_received ON elder_calls (received_at);
