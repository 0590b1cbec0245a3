-- Tokens over time: a hypertable where the image has TimescaleDB, else an ordinary table.
CREATE TABLE usage_events (
  at timestamptz NOT NULL DEFAULT now(),
  organization_id bigint NOT NULL REFERENCES organizations ON DELETE CASCADE,
  model text NOT NULL,
  prompt_tokens integer NOT NULL,
  completion_tokens integer NOT NULL
);
CREATE INDEX usage_events_by_organization ON usage_events (organization_id, at DESC);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb') THEN
    CREATE EXTENSION IF NOT EXISTS timescaledb;
    PERFORM create_hypertable('usage_events', 'at');
  ELSE
    RAISE WARNING 'this image has no TimescaleDB: usage_events stays an ordinary table';
  END IF;
END
$$;
