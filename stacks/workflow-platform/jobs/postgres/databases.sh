#!/bin/sh
# A database for each application. Safe to run again. Reads PGHOST, PGUSER, PGPASSWORD, PGDATABASE.
set -eu
for name in workflow mlflow dagster; do
  found=$(psql -XAtc "SELECT count(*) FROM pg_database WHERE datname = '$name'")
  if [ "$found" = 1 ]; then
    echo "$name: there"
  else
    psql -Xqc "CREATE DATABASE $name"
    echo "$name: made"
  fi
done
