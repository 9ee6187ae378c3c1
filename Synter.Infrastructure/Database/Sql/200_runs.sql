-- Claims runs for a node: lanes take turns, and each gives at most its room. Two steps, because the second must see what other
-- claimers of these lanes have committed: a lane's lock keeps them out, and each statement of a function has a fresh snapshot.
CREATE OR REPLACE FUNCTION claim_runs(node uuid, slots int, at timestamptz, until timestamptz)
RETURNS TABLE (
    workspace_id uuid, run_id uuid, token bigint, attempt int, log_seq bigint, version bigint, lane_is_full boolean,
    job_id text, agent_type_id text, agent_type_version int, hired_agent_id uuid, config_revision int, goal_id uuid, goal_revision int,
    concurrency_key text, params text, window_start date, window_end date, dry_run boolean, correlation_id text,
    scheduled_for timestamptz, watermark text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    served uuid[];
BEGIN
    -- A claim may be lost in a crash of the server: the run is then claimed again, with another token (see below).
    PERFORM set_config('synchronous_commit', 'off', true);

    -- The workspaces with something due are found by one index probe each, however many wait in them.
    SELECT array_agg(t.workspace_id) INTO served FROM (
        WITH RECURSIVE due AS (
            (SELECT q.workspace_id, q.due_at FROM run_queue q
             WHERE q.lease_owner IS NULL ORDER BY q.workspace_id, q.due_at LIMIT 1)
            UNION ALL
            SELECT next.workspace_id, next.due_at FROM due, LATERAL (
                SELECT q.workspace_id, q.due_at FROM run_queue q
                WHERE q.lease_owner IS NULL AND q.workspace_id > due.workspace_id ORDER BY q.workspace_id, q.due_at LIMIT 1) next
        )
        SELECT l.workspace_id FROM due JOIN lanes l ON l.workspace_id = due.workspace_id
        WHERE due.due_at <= at
          AND l.max_in_flight > (SELECT count(*) FROM run_queue q WHERE q.workspace_id = l.workspace_id AND q.lease_owner IS NOT NULL)
        ORDER BY l.last_claim, l.workspace_id
        LIMIT slots
        FOR UPDATE OF l SKIP LOCKED) t;
    IF served IS NULL THEN
        RETURN;
    END IF;

    -- A lane that was looked at has had its turn, even if nothing in it could be taken. While all lanes with work fit into one claim
    -- there are no turns to keep.
    IF cardinality(served) = slots THEN
        UPDATE lanes l SET last_claim = at WHERE l.workspace_id = ANY (served);
    END IF;

    RETURN QUERY
    WITH room AS MATERIALIZED (
        SELECT l.workspace_id, greatest(0, l.max_in_flight - (
            SELECT count(*) FROM run_queue q WHERE q.workspace_id = l.workspace_id AND q.lease_owner IS NOT NULL)) AS size
        FROM lanes l WHERE l.workspace_id = ANY (served)
    ), waiting AS (
        SELECT r.workspace_id, w.run_id, w.concurrency_key, r.size,
            row_number() OVER (PARTITION BY r.workspace_id ORDER BY w.due_at, w.run_id) AS nth,
            row_number() OVER (PARTITION BY r.workspace_id, w.concurrency_key ORDER BY w.due_at, w.run_id) AS nth_of_key
        FROM room r CROSS JOIN LATERAL (
            SELECT q.run_id, q.due_at, q.concurrency_key FROM run_queue q
            WHERE q.workspace_id = r.workspace_id AND q.lease_owner IS NULL AND q.due_at <= at
              AND (q.concurrency_key IS NULL OR NOT EXISTS (
                SELECT FROM run_queue h
                WHERE h.workspace_id = q.workspace_id AND h.concurrency_key = q.concurrency_key AND h.lease_owner IS NOT NULL))
            ORDER BY q.due_at
            LIMIT least(r.size, slots)) w
    ), picked AS (
        -- The first of each lane, then the second of each.
        SELECT w.workspace_id, w.run_id, w.nth >= w.size AS lane_is_full FROM waiting w
        WHERE w.concurrency_key IS NULL OR w.nth_of_key = 1
        ORDER BY w.nth LIMIT slots
    ), claimed AS (
        UPDATE run_queue q SET
            lease_owner = node,
            lease_until = until,
            -- At least the time, so that a claim lost in a crash never comes again with the same token.
            lease_token = greatest(q.lease_token + 1, (extract(epoch FROM at) * 1000000)::bigint),
            attempt = q.attempt + 1,
            version = q.version + 1
        FROM picked p
        -- Checked again on the row itself: without this two claimers may take one run. (Said so that no index but the key serves it.)
        WHERE q.workspace_id = p.workspace_id AND q.run_id = p.run_id AND num_nonnulls(q.lease_owner) = 0
        RETURNING q.workspace_id, q.run_id, q.lease_token, q.attempt, q.log_seq, q.version, p.lane_is_full
    )
    UPDATE runs r SET
        status = 'running',
        attempt = c.attempt,
        -- The claim read its clock before it saw the run, or has another clock: nothing starts before it was queued.
        started_at = coalesce(r.started_at, greatest(at, r.queued_at)),
        attempt_started_at = greatest(at, r.queued_at),
        watermark_before = (SELECT w.value FROM watermarks w WHERE w.workspace_id = r.workspace_id AND w.job_id = r.job_id)
    FROM claimed c
    WHERE r.workspace_id = c.workspace_id AND r.id = c.run_id
    RETURNING r.workspace_id, r.id, c.lease_token, c.attempt, c.log_seq, c.version, c.lane_is_full,
        r.job_id, r.agent_type_id, r.agent_type_version, r.hired_agent_id, r.config_revision, r.goal_id, r.goal_revision,
        r.concurrency_key, r.params::text, r.window_start, r.window_end, r.dry_run, r.correlation_id,
        r.scheduled_for, r.watermark_before;
END
$$;

-- When the next waiting run is due, or null. In the past: something is due that this claimer could not take.
CREATE OR REPLACE FUNCTION next_due_run() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    WITH RECURSIVE first AS (
        (SELECT q.workspace_id, q.due_at FROM run_queue q WHERE q.lease_owner IS NULL ORDER BY q.workspace_id, q.due_at LIMIT 1)
        UNION ALL
        SELECT next.workspace_id, next.due_at FROM first, LATERAL (
            SELECT q.workspace_id, q.due_at FROM run_queue q
            WHERE q.lease_owner IS NULL AND q.workspace_id > first.workspace_id ORDER BY q.workspace_id, q.due_at LIMIT 1) next
    )
    SELECT min(due_at) FROM first
$$;

-- The names that ingestion's reports use (agent, stats) over the runs.
CREATE OR REPLACE VIEW agent_runs WITH (security_invoker = true) AS
SELECT r.id,
    r.agent_type_id AS agent,
    'run_' || replace(r.id::text, '-', '') AS run_id,
    r.started_at,
    r.finished_at,
    r.ok,
    coalesce(r.metrics, '{}'::jsonb) || jsonb_build_object('records_written', r.records_written) AS stats,
    coalesce(r.watermark, r.watermark_before) AS watermark
FROM runs r;
