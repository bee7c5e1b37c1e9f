-- How a hunt ended: the vehicle was recovered, or the report was withdrawn. Of reports that ended before, nobody knows.
ALTER TABLE theft_reports ADD COLUMN outcome text CHECK (outcome IN ('recovered', 'withdrawn'));
