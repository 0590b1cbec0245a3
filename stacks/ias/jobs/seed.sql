-- What a new environment begins with. Safe to run again: what is there stays as it is.
\getenv model MODEL_NAME
BEGIN;
INSERT INTO organizations (slug, name) VALUES ('bootstrap', 'Bootstrap organisation')
ON CONFLICT (slug) DO NOTHING;

INSERT INTO users (organization_id, email, name, role)
SELECT id, 'admin@example.com', 'Test administrator', 'system_admin'
FROM organizations WHERE slug = 'bootstrap'
ON CONFLICT (email) DO NOTHING;

-- As the services see it from this machine's containers; programs outside use MOCK_INFERENCE_URL.
INSERT INTO model_mappings (model, provider, base_url)
VALUES (:'model', 'mock', 'http://mock-inference:8000/v1')
ON CONFLICT (model) DO NOTHING;
COMMIT;
