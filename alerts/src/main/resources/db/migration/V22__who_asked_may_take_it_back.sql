-- Nobody grants their own; but who asked may refuse it, which takes it back. The check of V19 forbade both.
ALTER TABLE track_requests
    DROP CONSTRAINT track_requests_check,
    ADD CONSTRAINT track_requests_second_person CHECK (state <> 'GRANTED' OR decided_by <> requested_by);
