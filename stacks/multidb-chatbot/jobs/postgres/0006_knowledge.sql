-- The column is vector(1024) where pgvector is there, real[] elsewhere.
DO $$
DECLARE
  kind text := CASE WHEN EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector')
                    THEN 'vector(1024)' ELSE 'real[]' END;
BEGIN
  EXECUTE 'CREATE TABLE IF NOT EXISTS chatbot_knowledge.documents (
    id integer PRIMARY KEY,
    topic text NOT NULL,
    title text NOT NULL UNIQUE,
    body text NOT NULL,
    embedding ' || kind || ' NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now())';
END $$;
CREATE INDEX IF NOT EXISTS documents_by_topic ON chatbot_knowledge.documents (topic);
