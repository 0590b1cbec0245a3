#!/bin/bash
# Users of the database, for an empty volume: the image has made $POSTGRES_USER, this adds a
# read-only one. PostgreSQL answers on its socket by now; no waiting.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v password="$READ_ONLY_PASSWORD" -v database="$POSTGRES_DB" <<'SQL'
CREATE ROLE analytics_ro LOGIN PASSWORD :'password';
GRANT CONNECT ON DATABASE :"database" TO analytics_ro;
GRANT USAGE ON SCHEMA analytics TO analytics_ro;
ALTER DEFAULT PRIVILEGES IN SCHEMA analytics GRANT SELECT ON TABLES TO analytics_ro;
SQL
