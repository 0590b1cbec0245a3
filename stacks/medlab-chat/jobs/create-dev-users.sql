-- Users to develop with: one of each kind that the application tells apart.
INSERT INTO users (email, name, role) VALUES
  ('clinician@example.com', 'Dev Clinician', 'clinician'),
  ('researcher@example.com', 'Dev Researcher', 'researcher'),
  ('admin@example.com', 'Dev Administrator', 'admin')
ON CONFLICT (email) DO NOTHING;
