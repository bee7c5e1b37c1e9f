-- Whether there is a storm of incidents: one row for the city.
CREATE TABLE storm (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    since      timestamptz,
    -- While it lasts: since when it is calm without a break.
    calm_since timestamptz
);
INSERT INTO storm DEFAULT VALUES;

-- When a page of the session was heard of last, to half a minute: who is on duty.
ALTER TABLE sessions ADD COLUMN seen_at timestamptz;
