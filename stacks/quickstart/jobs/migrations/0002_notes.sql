CREATE TABLE notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
  body text NOT NULL,
  embedding real[],
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, body)
);
CREATE INDEX notes_by_user ON notes (user_id, created_at);
