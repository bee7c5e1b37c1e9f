-- Refused calls of the API: one row an actor, call, reason and minute, which counts.

ALTER TABLE audit ADD COLUMN refusal text;
CREATE UNIQUE INDEX audit_refusal ON audit (refusal) WHERE refusal IS NOT NULL;
