CREATE TABLE IF NOT EXISTS chatbot_compliance.audit_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor uuid,
  action text NOT NULL,
  subject text,
  details jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS audit_events_by_time ON chatbot_compliance.audit_events (at);

CREATE TABLE IF NOT EXISTS chatbot_compliance.consents (
  user_id uuid NOT NULL REFERENCES chatbot_auth.users ON DELETE CASCADE,
  kind text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz,
  PRIMARY KEY (user_id, kind, granted_at)
);

-- Break-glass access: who opened what, and why.
CREATE TABLE IF NOT EXISTS chatbot_compliance.emergency_access (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor uuid NOT NULL,
  subject uuid NOT NULL,
  reason text NOT NULL
);
