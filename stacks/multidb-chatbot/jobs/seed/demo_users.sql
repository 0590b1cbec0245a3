-- Five people who do not exist. Safe to run again: who is there stays.
BEGIN;
INSERT INTO chatbot_auth.users (id, email, display_name, role, synthetic) VALUES
  ('00000000-0000-4000-8000-000000000001', 'amina@demo.invalid', 'Amina Demo', 'patient', true),
  ('00000000-0000-4000-8000-000000000002', 'bruno@demo.invalid', 'Bruno Demo', 'patient', true),
  ('00000000-0000-4000-8000-000000000003', 'chloe@demo.invalid', 'Chloe Demo', 'patient', true),
  ('00000000-0000-4000-8000-000000000004', 'david@demo.invalid', 'David Demo', 'clinician', true),
  ('00000000-0000-4000-8000-000000000005', 'elena@demo.invalid', 'Elena Demo', 'administrator', true)
ON CONFLICT (id) DO NOTHING;
COMMIT;
