-- The ten tables of MedLab Chat. Safe to run again: what is there stays as it is.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
BEGIN;

-- Medical professionals and researchers
CREATE TABLE IF NOT EXISTS users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL UNIQUE,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('clinician', 'researcher', 'admin')),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Projects
CREATE TABLE IF NOT EXISTS workspaces (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL UNIQUE,
  owner_id uuid REFERENCES users ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Branches of a conversation
CREATE TABLE IF NOT EXISTS threads (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  parent_id uuid REFERENCES threads ON DELETE CASCADE,
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS messages (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  thread_id uuid NOT NULL REFERENCES threads ON DELETE CASCADE,
  author_id uuid REFERENCES users ON DELETE SET NULL,
  role text NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
  content text NOT NULL,
  metadata jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);

-- What a message refers to, by PMID or DOI
CREATE TABLE IF NOT EXISTS citations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
  pmid varchar(20),
  doi varchar(100),
  CHECK (pmid IS NOT NULL OR doi IS NOT NULL)
);

-- Risk of a vaso-occlusive episode, news from PubMed
CREATE TABLE IF NOT EXISTS alerts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('voe_risk', 'pubmed')),
  body jsonb NOT NULL,
  seen_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Uploads and how far their processing is
CREATE TABLE IF NOT EXISTS files (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspaces ON DELETE CASCADE,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  status text NOT NULL DEFAULT 'uploaded'
    CHECK (status IN ('uploaded', 'processing', 'ready', 'failed')),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS scd_patients (
  id UUID PRIMARY KEY,
  medical_record_number VARCHAR(50),
  demographics JSONB,
  clinical_history JSONB
);

CREATE TABLE IF NOT EXISTS voe_episodes (
  id UUID PRIMARY KEY,
  patient_id UUID REFERENCES scd_patients(id),
  episode_date TIMESTAMP,
  severity VARCHAR(20),
  risk_factors JSONB
);

CREATE TABLE IF NOT EXISTS literature_citations (
  id UUID PRIMARY KEY,
  pmid VARCHAR(20),
  doi VARCHAR(100),
  title TEXT,
  authors TEXT[],
  journal VARCHAR(200),
  publication_date DATE,
  medical_subjects TEXT[]
);

CREATE INDEX IF NOT EXISTS messages_by_thread ON messages (thread_id, created_at);
CREATE INDEX IF NOT EXISTS voe_episodes_by_patient ON voe_episodes (patient_id, episode_date);
COMMIT;
