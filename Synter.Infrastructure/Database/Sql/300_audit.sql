-- The audit chain. One call appends, as the last statement of the deciding transaction: the head row is locked only then, so that
-- decisions of one workspace wait for each other no longer than a commit takes.

-- A field as it is signed: its length and its bytes, so that no two rows of fields read the same. Null is not the empty text.
CREATE OR REPLACE FUNCTION audit_field(value text) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN value IS NULL THEN '\xffffffff'::bytea
                ELSE int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') END
$$;

-- What an entry's mac is taken of. AuditMac.cs writes the same bytes.
CREATE OR REPLACE FUNCTION audit_message(
    prev bytea, workspace uuid, seq bigint, at timestamptz, kind text, actor_name text, actor uuid, via text, subject text,
    correlation text, digest bytea) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT prev || uuid_send(workspace) || int8send(seq) || int8send((extract(epoch FROM at) * 1000000)::bigint)
        || audit_field(kind) || audit_field(actor_name) || audit_field(actor::text) || audit_field(via) || audit_field(subject)
        || audit_field(correlation) || digest
$$;

-- HMAC-SHA256 needs no extension when the key comes split into its two padded halves.
CREATE OR REPLACE FUNCTION audit_append(
    p_workspace uuid, p_at timestamptz, p_kinds text[], p_actor_names text[], p_actors uuid[], p_vias text[], p_subjects text[],
    p_correlations text[], p_details text[], p_inner bytea, p_outer bytea) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_digests bytea[];
    v_seq bigint;
    v_prev bytea;
    v_mac bytea;
BEGIN
    SELECT array_agg(sha256(convert_to(details, 'UTF8')) ORDER BY place) INTO v_digests
    FROM unnest(p_details) WITH ORDINALITY AS given(details, place);

    INSERT INTO audit_heads (workspace_id, seq, mac) VALUES (p_workspace, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    SELECT seq, mac INTO STRICT v_seq, v_prev FROM audit_heads WHERE workspace_id = p_workspace FOR UPDATE;

    FOR i IN 1 .. cardinality(p_kinds) LOOP
        v_seq := v_seq + 1;
        v_mac := sha256(p_outer || sha256(p_inner || audit_message(
            v_prev, p_workspace, v_seq, p_at, p_kinds[i], p_actor_names[i], p_actors[i], p_vias[i], p_subjects[i], p_correlations[i],
            v_digests[i])));
        INSERT INTO audit_entries (workspace_id, seq, at, kind, actor_name, actor_id, via, subject, correlation, details_digest, prev, mac)
        VALUES (p_workspace, v_seq, p_at, p_kinds[i], p_actor_names[i], p_actors[i], p_vias[i], p_subjects[i], p_correlations[i],
            v_digests[i], v_prev, v_mac);
        INSERT INTO audit_details (workspace_id, seq, details) VALUES (p_workspace, v_seq, p_details[i]);
        v_prev := v_mac;
    END LOOP;

    UPDATE audit_heads SET seq = v_seq, mac = v_prev WHERE workspace_id = p_workspace;
    RETURN v_seq;
END
$$;

-- The one change that is allowed: details go, their digest in the chain stays.
CREATE OR REPLACE FUNCTION audit_erase_details(p_workspace uuid, p_seq bigint, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    v_erased boolean;
BEGIN
    PERFORM set_config('synter.audit_erasing', 'on', true);
    UPDATE audit_details SET details = NULL, erased_at = p_at
    WHERE workspace_id = p_workspace AND seq = p_seq AND details IS NOT NULL;
    v_erased := FOUND;
    PERFORM set_config('synter.audit_erasing', '', true);
    RETURN v_erased;
END
$$;

-- Against mistakes and against whoever reaches SQL through Synter. Whoever owns the tables can take the triggers off; what they then
-- change, the chain shows.
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE OR REPLACE FUNCTION audit_only_erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND coalesce(current_setting('synter.audit_erasing', true), '') = 'on'
        AND NEW.details IS NULL AND NEW.workspace_id = OLD.workspace_id AND NEW.seq = OLD.seq THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit is append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_details
    FOR EACH ROW EXECUTE FUNCTION audit_only_erase();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit_details
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE OR REPLACE FUNCTION audit_only_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.workspace_id = OLD.workspace_id AND NEW.seq > OLD.seq THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit is append-only: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE OR REPLACE TRIGGER only_forward BEFORE UPDATE ON audit_heads
    FOR EACH ROW EXECUTE FUNCTION audit_only_forward();
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE ON audit_heads
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER never_truncated BEFORE TRUNCATE ON audit_heads
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- The head is updated by each decision: room on its page keeps that cheap.
ALTER TABLE audit_heads SET (fillfactor = 50);
