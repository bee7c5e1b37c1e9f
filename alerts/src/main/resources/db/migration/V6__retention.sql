-- What the retention job looks for, so that an hour in which nothing is old enough costs nothing.
CREATE INDEX audit_at ON audit (at);
CREATE INDEX dead_letters_received ON dead_letters (received_at);
CREATE INDEX incidents_ended ON incidents (evidence_at) WHERE state IN ('CLOSED', 'MERGED', 'CANCELLED');
CREATE INDEX detections_orphans ON detections (taken_at) WHERE incident IS NULL;
DROP INDEX detections_taken;
CREATE INDEX detections_taken ON detections (taken_at) INCLUDE (rule, family) WHERE raised AND NOT shown_only;
