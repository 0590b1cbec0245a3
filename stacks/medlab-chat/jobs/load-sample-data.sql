-- Synthetic rows: nobody and nothing in them is real. Fixed ids make a second run change nothing.
BEGIN;
INSERT INTO users (id, email, name, role) VALUES
  ('00000000-0000-4000-8000-000000000001', 'sample@example.com', 'Sample Author', 'researcher')
ON CONFLICT DO NOTHING;

INSERT INTO workspaces (id, name, owner_id) VALUES
  ('00000000-0000-4000-8000-000000000011', 'Global', NULL),
  ('00000000-0000-4000-8000-000000000012', 'Project X', '00000000-0000-4000-8000-000000000001'),
  ('00000000-0000-4000-8000-000000000013', 'My Papers', '00000000-0000-4000-8000-000000000001')
ON CONFLICT DO NOTHING;

INSERT INTO threads (id, workspace_id, parent_id, title) VALUES
  ('00000000-0000-4000-8000-000000000021', '00000000-0000-4000-8000-000000000012', NULL,
   'Hydroxyurea in children'),
  ('00000000-0000-4000-8000-000000000022', '00000000-0000-4000-8000-000000000012',
   '00000000-0000-4000-8000-000000000021', 'Hydroxyurea in children: dosing')
ON CONFLICT DO NOTHING;

INSERT INTO messages (id, thread_id, author_id, role, content, metadata) VALUES
  ('00000000-0000-4000-8000-000000000031', '00000000-0000-4000-8000-000000000021',
   '00000000-0000-4000-8000-000000000001', 'user', 'What does hydroxyurea change?', '{}'),
  ('00000000-0000-4000-8000-000000000032', '00000000-0000-4000-8000-000000000021',
   NULL, 'assistant', 'It raises fetal haemoglobin [1].', '{"model": "sample", "citations": 1}')
ON CONFLICT DO NOTHING;

INSERT INTO citations (id, message_id, pmid, doi) VALUES
  ('00000000-0000-4000-8000-000000000041', '00000000-0000-4000-8000-000000000032',
   'sample-1', '10.5555/sample.1')
ON CONFLICT DO NOTHING;

INSERT INTO alerts (id, user_id, kind, body) VALUES
  ('00000000-0000-4000-8000-000000000051', '00000000-0000-4000-8000-000000000001', 'voe_risk',
   '{"patient": "SAMPLE-0001", "risk": 0.7}'),
  ('00000000-0000-4000-8000-000000000052', '00000000-0000-4000-8000-000000000001', 'pubmed',
   '{"query": "hydroxyurea", "new": 3}')
ON CONFLICT DO NOTHING;

INSERT INTO files (id, workspace_id, name, media_type, bytes, status) VALUES
  ('00000000-0000-4000-8000-000000000061', '00000000-0000-4000-8000-000000000013',
   'sample.pdf', 'application/pdf', 12345, 'ready')
ON CONFLICT DO NOTHING;

INSERT INTO scd_patients (id, medical_record_number, demographics, clinical_history) VALUES
  ('00000000-0000-4000-8000-000000000071', 'SAMPLE-0001',
   '{"age": 9, "sex": "f"}', '{"genotype": "HbSS", "treatment": ["hydroxyurea"]}'),
  ('00000000-0000-4000-8000-000000000072', 'SAMPLE-0002',
   '{"age": 31, "sex": "m"}', '{"genotype": "HbSC", "treatment": []}')
ON CONFLICT DO NOTHING;

INSERT INTO voe_episodes (id, patient_id, episode_date, severity, risk_factors) VALUES
  ('00000000-0000-4000-8000-000000000081', '00000000-0000-4000-8000-000000000071',
   '2024-01-15 08:30', 'moderate', '{"cold": true, "dehydration": true}')
ON CONFLICT DO NOTHING;

INSERT INTO literature_citations
  (id, pmid, doi, title, authors, journal, publication_date, medical_subjects) VALUES
  ('00000000-0000-4000-8000-000000000091', 'sample-1', '10.5555/sample.1',
   'Hydroxyurea and fetal haemoglobin in children', '{"Sample A", "Sample B"}',
   'Journal of Samples', '2023-05-01', '{"Sickle Cell Disease", "Hydroxyurea"}')
ON CONFLICT DO NOTHING;
COMMIT;
