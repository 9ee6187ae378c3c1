-- Which rows a session may see. Policies call these inside a sub-select, so that they run once a statement and not once
-- a row.
CREATE OR REPLACE FUNCTION synter_ws() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('synter.workspace_id', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION synter_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('synter.system', true), '') = 'on' $$;

-- The tenant's own row is told by its id; every other tenant table by its workspace_id.
ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS tenant ON workspaces;
CREATE POLICY tenant ON workspaces USING (id = (SELECT synter_ws()) OR (SELECT synter_system()));
