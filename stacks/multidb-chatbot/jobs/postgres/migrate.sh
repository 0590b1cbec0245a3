#!/bin/sh
# Applies jobs/postgres/*.sql in the order of their names, each once and in one transaction with its
# entry in public.schema_migrations. Reads PGHOST, PGUSER, PGPASSWORD, PGDATABASE.
set -eu
query() { psql -X -q -v ON_ERROR_STOP=1 "$@"; }

query -c "SET client_min_messages = warning;
          CREATE TABLE IF NOT EXISTS public.schema_migrations (
            version text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"

# A server without pgvector is worth a warning, not a failure: vectors are real[] then.
if [ "$(query -Atc "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")" = 1 ]; then
  query -c "SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS vector"
else
  echo "warning: this PostgreSQL has no pgvector; vectors are kept in real[] columns"
fi

for file in /jobs/postgres/*.sql; do
  version=$(basename "$file" .sql)
  applied=$(query -At -v version="$version" <<'SQL'
SELECT count(*) FROM public.schema_migrations WHERE version = :'version'
SQL
  )
  if [ "$applied" = 1 ]; then
    echo "$version: already applied"
    continue
  fi
  query -1 -v version="$version" -f "$file" -f - <<'SQL'
INSERT INTO public.schema_migrations (version) VALUES (:'version')
SQL
  echo "$version: applied"
done

# Tables made by a server without pgvector get vectors as soon as there is one that has it.
query <<'SQL'
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector')
     AND (SELECT data_type FROM information_schema.columns
          WHERE table_schema = 'chatbot_knowledge' AND table_name = 'documents'
            AND column_name = 'embedding') = 'ARRAY' THEN
    ALTER TABLE chatbot_knowledge.documents
      ALTER COLUMN embedding TYPE vector(1024) USING embedding::vector(1024);
  END IF;
END $$;
SQL
