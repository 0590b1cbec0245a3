#!/bin/sh
# Applies /migrations/NNNNNN_name.up.sql above the version that the database has, in order, each in
# one transaction with the new version. Keeps golang-migrate's table: one row, version and dirty.
# Reads PGHOST, PGUSER, PGPASSWORD, PGDATABASE.
set -eu
query() { psql -X -q -v ON_ERROR_STOP=1 "$@"; }

query -c "SET client_min_messages = warning;
          CREATE TABLE IF NOT EXISTS schema_migrations (
            version bigint PRIMARY KEY, dirty boolean NOT NULL)"
state=$(query -At -F ' ' -c "SELECT version, dirty FROM schema_migrations")
case $state in
  *' t')
    echo "schema_migrations says that version ${state% t} failed half-way: mend it by hand" >&2
    exit 1 ;;
esac
current=${state% f}
: "${current:=0}"
for file in /migrations/*.up.sql; do
  name=$(basename "$file" .up.sql)
  # Six digits; a 1 in front, since zeroes there would make them octal.
  version=$((1${name%%_*} - 1000000))
  if [ "$version" -le "$current" ]; then
    echo "$name: already applied"
    continue
  fi
  query -1 -v version="$version" -f "$file" -f - <<'SQL'
DELETE FROM schema_migrations;
INSERT INTO schema_migrations (version, dirty) VALUES (:version, false);
SQL
  echo "$name: applied"
done
