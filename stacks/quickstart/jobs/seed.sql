-- Example rows. Safe to run again: what is there stays as it is. seed_runs counts the runs.
BEGIN;
SET LOCAL client_min_messages = warning;

INSERT INTO users (email, name) VALUES
  ('ada@example.com', 'Ada'),
  ('grace@example.com', 'Grace')
ON CONFLICT (email) DO NOTHING;

INSERT INTO notes (user_id, body)
SELECT id, 'Hello from the seed, ' || name FROM users
ON CONFLICT (user_id, body) DO NOTHING;

CREATE TABLE IF NOT EXISTS seed_runs (at timestamptz NOT NULL DEFAULT now());
INSERT INTO seed_runs DEFAULT VALUES;
COMMIT;
