-- Five schemas, so that rights can be given apart.
CREATE SCHEMA IF NOT EXISTS chatbot_auth;        -- authentication
CREATE SCHEMA IF NOT EXISTS chatbot_compliance;  -- HIPAA audit logs
CREATE SCHEMA IF NOT EXISTS chatbot_app;         -- application data
CREATE SCHEMA IF NOT EXISTS chatbot_memory;      -- conversation context
CREATE SCHEMA IF NOT EXISTS chatbot_knowledge;   -- healthcare knowledge base
