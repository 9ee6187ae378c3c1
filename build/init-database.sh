#!/bin/bash
# Run once, by the postgres image, when its data folder is new: the role that Synter works as, which row-level security
# holds; the role that owns its search functions, which nobody can sign in as; and the database.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$SYNTER_DB_PASSWORD" --username postgres <<'SQL'
CREATE ROLE synter LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE ROLE synter_search NOLOGIN BYPASSRLS;
GRANT synter_search TO synter;
CREATE DATABASE synter OWNER synter ENCODING 'UTF8';
REVOKE ALL ON DATABASE synter FROM PUBLIC;
SQL
