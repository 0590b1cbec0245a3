"""stacks/medlab-chat: what its specification asks for (checklist S2), on one running copy whose
settings all differ from the defaults (S2-04) and which has no .env (S2-05)."""
import json
import subprocess
import time
import urllib.request

import engine_api
from stack_case import StackCase
from stack_graph import edges
from stack_rules import StackRules

TABLES = {"users", "workspaces", "threads", "messages", "citations", "alerts", "files",
          "scd_patients", "voe_episodes", "literature_citations"}
COLLECTIONS = {"medical_papers", "user_documents", "clinical_datasets", "conversation_context"}
CHROMA = "/api/v2/tenants/default_tenant/databases/default_database/collections"
COLUMNS = {
    "scd_patients": "id uuid,medical_record_number character varying(50),demographics jsonb,"
                    "clinical_history jsonb",
    "voe_episodes": "id uuid,patient_id uuid,episode_date timestamp without time zone,"
                    "severity character varying(20),risk_factors jsonb",
    "literature_citations": "id uuid,pmid character varying(20),doi character varying(100),"
                            "title text,authors text[],journal character varying(200),"
                            "publication_date date,medical_subjects text[]"}
JOBS = {"setup-database", "load-sample-data", "create-dev-users", "init-chroma-collections",
        "load-sample-literature", "verify-collections"}
APPS = {"baml-service", "vector-service", "api-service", "frontend"}


class MedlabChat(StackRules, StackCase):
    stack_name = "medlab-chat"
    profile = "default"
    secrets = ("a-password-of-ours",)
    secret_variables = ("POSTGRES_PASSWORD",)

    settings = {"POSTGRES_DB": "lab", "POSTGRES_USER": "keeper", "POSTGRES_PASSWORD": secrets[0],
                "POSTGRES_MAX_CONNECTIONS": "77", "POSTGRES_SHARED_BUFFERS": "64MB",
                "CHROMA_MAX_BATCH_SIZE": "5"}

    def own_settings(self):
        return {"CONTAINER_PREFIX": self.project}

    def sql(self, statement):
        command = ["psql", "-h", "127.0.0.1", "-p", str(self.ports["POSTGRES_PORT"]), "-U",
                   "keeper", "-d", "lab", "-XAtc", statement]
        answer = subprocess.run(command, env={**self.environment, "PGPASSWORD": self.secrets[0]},
                                capture_output=True, text=True, timeout=20)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout.strip()

    def chroma(self, path, body=None, method=None):
        status, _, document = self.fetch("CHROMA_PORT", CHROMA + path, body, method)
        self.assertEqual(status, 200, document)
        return document

    def count(self, name="medical_papers"):
        return self.chroma(f"/{self.chroma('/' + name)['id']}/count")

    def test_two_services_and_six_jobs_with_settings_of_ours(self):  # S2-01, S2-04, S2-05
        states = {event["service"]: event["state"] for event in self.progress()
                  if event["type"] == "service"}
        self.assertEqual({s for s in states if states[s] == "ready"}, {"postgres", "chromadb"})
        self.assertEqual({s for s in states if states[s] == "job_done"}, JOBS)
        self.assertFalse((self.stack.parent / ".env").exists())
        self.assertEqual(self.sql("SELECT current_user, current_database()"), "keeper|lab")

    def test_names_images_and_ports_are_those_of_the_document(self):  # S2-01, S2-02, S2-03
        document = self.shipped()
        services = document["services"]
        self.assertEqual(services["postgres"]["image"], "postgres:15")
        self.assertEqual(services["chromadb"]["image"], "ghcr.io/chroma-core/chroma:latest")
        self.assertEqual(services["postgres"]["container_name"], "angstromscd-postgres")
        self.assertEqual(services["chromadb"]["container_name"], "angstromscd-chromadb")
        self.assertEqual({volume["name"] for volume in document["volumes"].values()},
                         {"angstromscd-infra_postgres_data", "angstromscd-infra_chroma_data"})
        self.assertEqual(document["networks"]["default"]["name"], "angstromscd-infra_default")
        self.assertEqual(self.published(document), {"5432", "8000"})
        apps = self.shipped("--profile", "apps")
        self.assertEqual(self.published(apps), {"5432", "8000", "8091", "8092", "3001", "5173"})
        self.assertIn(f"{self.project}-postgres", self.inspect("postgres")["Name"])

    def test_limits_of_postgresql(self):  # S2-06
        self.assertEqual(self.sql("SHOW max_connections"), "77")
        self.assertEqual(self.sql("SHOW shared_buffers"), "64MB")
        command = self.shipped()["services"]["postgres"]["command"]
        self.assertLessEqual({"max_connections=100", "shared_buffers=256MB",
                              "shared_preload_libraries=pg_stat_statements"}, set(command))

    def test_statements_are_counted(self):  # S2-07
        rows = self.sql("SELECT query, mean_exec_time, calls FROM pg_stat_statements"
                        " ORDER BY mean_exec_time DESC LIMIT 10")
        self.assertTrue(rows)

    def test_ten_tables_with_their_columns(self):  # S2-08, S2-09
        tables = self.sql("SELECT string_agg(tablename, ' ') FROM pg_tables"
                          " WHERE schemaname = 'public'")
        self.assertEqual(set(tables.split()), TABLES)
        for table, columns in COLUMNS.items():
            found = self.sql("SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod),"
                             f" ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{table}'"
                             "::regclass AND attnum > 0")
            self.assertEqual(found, columns)
        self.assertEqual(self.sql("SELECT confrelid::regclass FROM pg_constraint"
                                  " WHERE conrelid = 'voe_episodes'::regclass AND contype = 'f'"),
                         "scd_patients")

    def test_samples_are_there_once(self):  # S2-10, S2-11
        counts = "SELECT " + ", ".join(f"(SELECT count(*) FROM {t})" for t in sorted(TABLES))
        before = self.sql(counts)
        self.assertNotIn("0", before.split("|"))
        self.assertEqual(self.sql("SELECT string_agg(name, ',' ORDER BY name) FROM workspaces"),
                         "Global,My Papers,Project X")
        self.assertGreaterEqual(int(self.sql("SELECT count(*) FROM users WHERE name ~ '^Dev '")), 2)
        self.ok("up")
        self.assertEqual(self.sql(counts), before)

    def test_collections_and_the_literature_in_them(self):  # S2-12, S2-13
        self.assertEqual({collection["name"] for collection in self.chroma("")}, COLLECTIONS)
        self.assertGreaterEqual(self.count(), 10)
        question = json.loads((self.stack.parent / "jobs/chroma/question.json").read_text())
        papers = self.chroma("/medical_papers")["id"]
        found = self.chroma(f"/{papers}/query", question)
        self.assertIn("Hydroxyurea", found["documents"][0][0])

    def test_batches_are_as_small_as_asked(self):  # 3.1 CHROMA_MAX_BATCH_SIZE
        lines = self.ok("logs", "load-sample-literature").out
        self.assertEqual(lines.count("twelve abstracts"), 3, lines)
        self.assertEqual(self.environment_of("chromadb")["CHROMA_MAX_BATCH_SIZE"], "5")

    def test_a_missing_collection_is_named(self):  # S2-14
        self.chroma("/user_documents", method="DELETE")
        try:
            run = self.devstack("job", "run", "verify-collections")
            self.assertNotEqual(run.code, 0, str(run))
            self.says(run, "FAILED  collection user_documents")
            self.ok("job", "run", "--force", "init-chroma-collections")
            self.ok("job", "run", "verify-collections")
        finally:
            self.chroma("", {"name": "user_documents", "get_or_create": True})

    def test_chroma_keeps_its_data_when_recreated(self):  # S2-15
        before = engine_api.service_ids(self.project)["chromadb"]
        count = self.count()
        self.ok("up", "--force-recreate", "--no-deps", "chromadb")
        self.assertNotEqual(engine_api.service_ids(self.project)["chromadb"], before)
        self.assertEqual(self.count(), count)
        mounts = {mount["Destination"]: mount["Name"] for mount in
                  self.inspect("chromadb")["Mounts"]}
        self.assertEqual(mounts["/data"], mounts["/chroma/chroma"])

    def test_the_heartbeats_version_can_be_chosen(self):  # S2-16
        services = {s["service"]: s for s in self.json("health", "-o", "json")["services"]}
        self.assertIn("/api/v2/heartbeat", json.dumps(services["chromadb"]))
        old = self.ok("config", environment={"CHROMA_API": "v1"}).out
        self.assertIn("/api/v1/heartbeat", old)

    def test_browsers_may_ask_from_both_pages(self):  # S2-17
        for origin in ("http://localhost:5173", "http://localhost:3001"):
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.ports['CHROMA_PORT']}/api/v2/heartbeat", method="OPTIONS",
                headers={"Origin": origin, "Access-Control-Request-Method": "GET"})
            with urllib.request.urlopen(request, timeout=10) as answer:
                self.assertEqual(answer.headers["Access-Control-Allow-Origin"], origin)

    def test_chroma_has_two_gigabytes(self):  # S2-18
        self.assertEqual(self.inspect("chromadb")["HostConfig"]["Memory"], 2147483648)

    def test_both_databases_have_statistics(self):  # S2-24
        run = self.ok("stats", "--no-stream", "-o", "json")
        self.says(run, f"{self.project}-postgres", f"{self.project}-chromadb")

    def test_the_declared_checks_pass(self):  # S2-08, S2-12, S2-20, S2-25
        run = self.ok("check")
        self.says(run, "connectivity", "schema", "collections")
        self.says(self.ok("check", "performance"), "the ten slowest statements")

    def test_production_choices_are_listed(self):  # S2-27
        self.says(self.ok("substitutions"), "aws-rds", "google-cloud-sql", "chroma-cloud")

    def content(self):
        """Hashes of the rows, and what Chroma holds with one of its vectors."""
        rows = {table: self.sql("SELECT md5(string_agg(t::text, '|' ORDER BY t::text))"
                                f" FROM {table} t") for table in sorted(TABLES)}
        papers = self.chroma("/medical_papers")["id"]
        vector = self.chroma(f"/{papers}/get", {"ids": ["sample-01"], "include": ["embeddings"]})
        return rows, {c["name"] for c in self.chroma("")}, self.count(), vector["embeddings"]

    def test_what_is_backed_up_comes_back(self):  # S2-21, S2-22
        file = str(self.folder / "all.backup.tar.gz")
        self.sql("INSERT INTO users (email, name, role) VALUES ('kept@example.com', 'K', 'admin')")
        before = self.content()
        self.ok("backup", "-o", file)
        self.ok("reset", "--yes")
        self.assertNotEqual(self.content(), before)
        self.ok("restore", "--yes", file)
        self.assertEqual(self.content(), before)

    def test_one_service_comes_back_alone(self):  # S2-23
        file = str(self.folder / "one.backup.tar.gz")
        before = self.content()
        chromadb = engine_api.service_ids(self.project)["chromadb"]
        started = engine_api.inspect(chromadb)["State"]["StartedAt"]
        self.ok("backup", "-o", file, "postgres")
        self.sql("TRUNCATE users, scd_patients CASCADE")
        self.ok("restore", "--yes", file, "postgres")
        self.assertEqual(self.content(), before)
        self.assertEqual(engine_api.service_ids(self.project)["chromadb"], chromadb)
        self.assertEqual(engine_api.inspect(chromadb)["State"]["StartedAt"], started)

    def test_what_exec_runs_gives_its_exit_code(self):  # 3.4
        self.ok("exec", "postgres", "pg_isready", "-U", "keeper")
        self.assertEqual(self.devstack("exec", "postgres", "sh", "-c", "exit 9").code, 9)


class MedlabChatApps(StackCase):
    stack_name = "medlab-chat"
    profile = "apps"

    def make_shared(self):
        super().make_shared()
        self.environment["CONTAINER_PREFIX"] = self.project

    def test_the_four_applications_run_too(self):  # S2-26
        states = self.states()
        self.assertEqual({s for s in states if states[s] == "running"},
                         APPS | {"postgres", "chromadb"})
        waits = edges(self.json("--profile", "apps", "graph", "-o", "json"))
        self.assertEqual(waits["vector-service"], {"chromadb", "init-chroma-collections"})
        self.assertEqual(waits["api-service"], {"postgres", "setup-database", "chromadb",
                                                "baml-service", "vector-service"})
        self.assertEqual(waits["frontend"], {"api-service"})

    def test_a_stopped_database_is_named_within_two_seconds(self):  # S2-26, SX-07, SX-08
        chromadb = engine_api.service_ids(self.project)["chromadb"]
        engine_api.call("POST", f"/containers/{chromadb}/stop", {"t": 5})
        began = time.monotonic()
        status, headers, document = self.fetch("VECTOR_PORT")
        self.assertLess(time.monotonic() - began, 2)
        self.assertEqual(status, 503)
        self.assertFalse(document["dependencies"]["chromadb"]["ok"])
        self.assertEqual(headers["X-Devstack-Mock"], "vector-service")
        self.says(self.exits(4, "health"), "chromadb")
        self.ok("--profile", "apps", "up")
        self.assertEqual(self.fetch("VECTOR_PORT")[0], 200)
        self.ok("health")
