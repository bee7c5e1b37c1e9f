-- The registry: the columns are what joins and rankings need, the body is what the owner registered.

CREATE TABLE devices (
    id               text PRIMARY KEY,
    kind             text             NOT NULL,
    lat              double precision NOT NULL,
    lon              double precision NOT NULL,
    premises         text,
    elder            text,
    alarm_level      double precision,
    interval_seconds integer,
    body             jsonb            NOT NULL,
    token_sha256     text             NOT NULL,
    state            text             NOT NULL DEFAULT 'ACTIVE',
    created_at       timestamptz      NOT NULL,
    updated_at       timestamptz      NOT NULL,
    last_seen_at     timestamptz
);
CREATE INDEX devices_newest ON devices (created_at DESC, id DESC);
CREATE INDEX devices_elder ON devices (elder) WHERE elder IS NOT NULL;

CREATE TABLE elders (
    id         text PRIMARY KEY,
    name       text             NOT NULL,
    lat        double precision NOT NULL,
    lon        double precision NOT NULL,
    address    text,
    terminal   text,
    body       jsonb            NOT NULL,
    created_at timestamptz      NOT NULL,
    updated_at timestamptz      NOT NULL
);
CREATE INDEX elders_newest ON elders (created_at DESC, id DESC);
CREATE INDEX elders_terminal ON elders (terminal) WHERE terminal IS NOT NULL;

CREATE TABLE vehicles (
    plate      text PRIMARY KEY,
    tag        text        NOT NULL UNIQUE,
    body       jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX vehicles_newest ON vehicles (created_at DESC, plate DESC);

CREATE TABLE responders (
    id           text PRIMARY KEY,
    name         text             NOT NULL,
    roles        text[]           NOT NULL,
    skills       text[]           NOT NULL,
    mode         text             NOT NULL,
    lat          double precision NOT NULL,
    lon          double precision NOT NULL,
    unit         text,
    body         jsonb            NOT NULL,
    token_sha256 text             NOT NULL UNIQUE,
    on_duty      boolean          NOT NULL DEFAULT true,
    state        text             NOT NULL DEFAULT 'ACTIVE',
    created_at   timestamptz      NOT NULL,
    updated_at   timestamptz      NOT NULL
);
CREATE INDEX responders_newest ON responders (created_at DESC, id DESC);

-- Who may use the HTTP API. Tokens are 256 random bits, so their SHA-256 is enough; passwords are Argon2id.

CREATE TABLE accounts (
    name          text PRIMARY KEY,
    role          text        NOT NULL,
    password_hash text        NOT NULL,
    disabled      boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);

-- A session is of an account, or of a responder (role responder; the account is then the responder's id).
CREATE TABLE sessions (
    token_sha256 text PRIMARY KEY,
    account      text        NOT NULL,
    role         text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE api_tokens (
    token_sha256 text PRIMARY KEY,
    account      text NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    role         text NOT NULL
);

-- Who did what to what. A row that came from the log carries its place there, so that a second reading adds nothing.
CREATE TABLE audit (
    id               bigserial PRIMARY KEY,
    at               timestamptz NOT NULL,
    actor            text        NOT NULL,
    action           text        NOT NULL,
    target           text        NOT NULL,
    detail           jsonb,
    source_partition integer,
    source_offset    bigint,
    UNIQUE (source_partition, source_offset)
);
CREATE INDEX audit_actor ON audit (actor, id DESC);

CREATE TABLE dead_letters (
    id               bigserial PRIMARY KEY,
    device           text        NOT NULL,
    topic            text        NOT NULL,
    reason           text        NOT NULL,
    received_at      timestamptz NOT NULL,
    payload          bytea       NOT NULL,
    source_partition integer     NOT NULL,
    source_offset    bigint      NOT NULL,
    UNIQUE (source_partition, source_offset)
);
CREATE INDEX dead_letters_device ON dead_letters (device, id DESC);
