-- The audit as a chain: each sealed row carries its number without a gap and a hash over itself and the row before.
-- A row that still counts (refusal) is sealed once its minute is over; what is refused after that has a row of its own.

ALTER TABLE audit
    ADD COLUMN seal      bigint,
    ADD COLUMN sealed_at timestamptz,
    ADD COLUMN hash      text;
CREATE UNIQUE INDEX audit_seal ON audit (seal) WHERE seal IS NOT NULL;
CREATE INDEX audit_unsealed ON audit (id) WHERE seal IS NULL;

DROP INDEX audit_refusal;
CREATE UNIQUE INDEX audit_refusal ON audit (refusal) WHERE refusal IS NOT NULL AND seal IS NULL;

-- Where the chain begins, after what retention deleted, and where it ends. Its row lock makes one process the sealer.
CREATE TABLE audit_chain (
    only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    start_seal bigint NOT NULL,
    start_hash text  NOT NULL,
    head_seal  bigint NOT NULL,
    head_hash  text  NOT NULL
);
INSERT INTO audit_chain VALUES (true, 0, repeat('0', 64), 0, repeat('0', 64));
