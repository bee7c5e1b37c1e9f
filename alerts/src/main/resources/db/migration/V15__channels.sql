-- What is owed to whom on which channel, and what became of it. No number and no text is kept: both are looked up when
-- it is sent.
CREATE TABLE notifications (
    offer       text        NOT NULL,
    channel     text        NOT NULL,
    -- By which providers know it; the same for every try.
    id          text        NOT NULL UNIQUE,
    incident    text        NOT NULL,
    responder   text        NOT NULL,
    drill       boolean     NOT NULL,
    state       text        NOT NULL,
    reason      text,
    -- When somebody must look at it again: to send it, to take it over from a process that died, or because no receipt
    -- came. Null when nothing is left to do.
    due_at      timestamptz,
    -- After this it is not tried again on this channel.
    give_up_at  timestamptz NOT NULL,
    -- Claims for sending; the result of an older one does not count.
    claims      integer     NOT NULL,
    -- Answers of the provider that say that it did not take it.
    refusals    integer     NOT NULL,
    provider_id text,
    owed_at     timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (offer, channel)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX notifications_due ON notifications (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX notifications_incident ON notifications (incident);
CREATE INDEX notifications_provider ON notifications (provider_id) WHERE provider_id IS NOT NULL;

-- Signed receipts that were taken, so that none is taken twice; as long as their signature would be believed.
CREATE TABLE taken_receipts (
    signature_sha256 text PRIMARY KEY,
    at               timestamptz NOT NULL
);
CREATE INDEX taken_receipts_at ON taken_receipts (at);

-- Whether a responder's app is there, as its gateway last said.
CREATE TABLE responder_presence (
    responder  text PRIMARY KEY,
    gateway    text        NOT NULL,
    boot       text        NOT NULL,
    connection bigint      NOT NULL,
    connected  boolean     NOT NULL,
    subscribed boolean     NOT NULL,
    at         timestamptz NOT NULL
) WITH (fillfactor = 50);
