-- Lease tokens come from one sequence: a row that goes and comes again must not hand out a token that an old holder still has.
CREATE SEQUENCE IF NOT EXISTS execution_lease_tokens;

-- Narrow and always updated: room on each page keeps the updates off the index.
ALTER TABLE execution_queue SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
