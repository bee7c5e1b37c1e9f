-- Minutes of the week, counted from Monday 00:00 in the city's time, in which a responder serves; always, if null.
ALTER TABLE responders ADD COLUMN serves int4multirange;

CREATE INDEX devices_premises ON devices (premises) WHERE premises IS NOT NULL;
