-- Nobody could be asked for the need, and since then nobody was: said once, not at each retry.
ALTER TABLE needs ADD COLUMN nobody_free boolean NOT NULL DEFAULT false;
