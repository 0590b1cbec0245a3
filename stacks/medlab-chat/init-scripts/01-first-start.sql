-- Marks when this volume was filled for the first time. Tables are the work of the jobs.
CREATE SCHEMA infra;
CREATE TABLE infra.first_start (at timestamptz NOT NULL DEFAULT now());
INSERT INTO infra.first_start DEFAULT VALUES;
