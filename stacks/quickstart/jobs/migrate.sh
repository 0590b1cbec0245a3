#!/bin/sh
# Applies jobs/migrations/*.sql in the order of their names, each once and in one transaction with
# its entry in schema_migrations. Reads PGHOST, PGUSER, PGPASSWORD, PGDATABASE.
set -eu
query() { psql -X -q -v ON_ERROR_STOP=1 "$@"; }

query -c "SET client_min_messages = warning;
          CREATE TABLE IF NOT EXISTS schema_migrations (
            version text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
for file in /jobs/migrations/*.sql; do
  version=$(basename "$file" .sql)
  applied=$(query -At -v version="$version" <<'SQL'
SELECT count(*) FROM schema_migrations WHERE version = :'version'
SQL
  )
  if [ "$applied" = 1 ]; then
    echo "$version: already applied"
    continue
  fi
  query -1 -v version="$version" -f "$file" -f - <<'SQL'
INSERT INTO schema_migrations (version) VALUES (:'version')
SQL
  echo "$version: applied"
done
