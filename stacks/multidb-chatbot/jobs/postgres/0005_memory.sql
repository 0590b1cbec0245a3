CREATE TABLE IF NOT EXISTS chatbot_memory.contexts (
  session text NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (session, key)
);
