CREATE TABLE IF NOT EXISTS chatbot_app.usage (
  user_id uuid NOT NULL REFERENCES chatbot_auth.users ON DELETE CASCADE,
  day date NOT NULL,
  requests integer NOT NULL DEFAULT 0,
  tokens bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, day)
);
