"""multidb-chatbot, what its data goes through: S0-22 to S0-25, S0-36, S0-37, S0-40 to S0-42, S0-46,
S0-49. In this order, on one running copy of the default environment."""
import json
import time

import engine_api
from test_stack_multidb_chatbot import DATABASES, MultidbCase

JOBS = {"pg-migrate", "mongo-indexes", "scylla-init", "db-verify", "seed-knowledge",
        "seed-demo-users"}
CACHES = {"sentence_transformers_cache", "huggingface_cache"}
REDIS_CALLERS = {"search-service", "auth-rbac", "chat-history", "audit-logging", "billing",
                 "consent-management", "emergency-access", "embedding-service",
                 "generation-service", "ai-gateway", "api-gateway"}
CATEGORIES = ["config", "infrastructure", "databases", "schema", "data", "ai", "services",
              "connectivity", "smoke"]


class MultidbData(MultidbCase):
    profile = "demo"

    def states_of(self, run):
        """Service to its states, in order, of a run with --progress json."""
        found = {}
        for line in run.out.splitlines():
            event = json.loads(line)
            if event["type"] == "service":
                found.setdefault(event["service"], []).append(event["state"])
        return found

    def done(self, run):
        return {service for service, states in self.states_of(run).items() if "job_done" in states}

    def results(self, *groups):
        run = self.devstack("check", *groups, "-o", "json")
        return run, {group["name"]: {one["name"]: one for one in group["results"]}
                     for group in json.loads(run.out)["groups"]}

    def running(self):
        """Service to the id of its container and when that was started, without jobs."""
        return {service: (found, engine_api.inspect(found)["State"]["StartedAt"])
                for service, found in engine_api.service_ids(self.project).items()
                if service not in JOBS}

    def volumes(self):
        return {volume["Name"].removeprefix(f"{self.project}_"): volume["CreatedAt"]
                for volume in engine_api.volumes(self.project)}

    def redis(self, *words):
        return self.ok("exec", "-T", "redis", "redis-cli", "-n", "10", *words).out.strip()

    def content(self):
        tables = self.query("SELECT string_agg(schemaname || '.' || tablename, ' ' ORDER BY 1) FROM "
                            "pg_tables WHERE schemaname LIKE 'chatbot%'").split()
        rows = {table: self.query("SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) "
                                  f"FROM {table} t") for table in tables}
        return rows, self.redis("dbsize"), self.redis("get", "kept")

    def test_1_s0_24_seeding_by_hand_is_unchanged(self):
        self.says(self.ok("job", "run", "seed-knowledge"), "unchanged: seed-knowledge")

    def test_1_s0_37_nine_categories(self):
        began = time.monotonic()
        run, groups = self.results()
        self.assertEqual(run.code, 0, str(run))
        self.assertLess(time.monotonic() - began, 300)
        self.assertLessEqual(set(CATEGORIES), set(groups))
        report = self.folder / "checks.xml"
        self.says(self.ok("check", "--junit", str(report)), *CATEGORIES)
        self.assertIn("<testsuite ", report.read_text())

    def test_1_s0_38_integration(self):
        run, groups = self.results("integration")
        self.assertEqual(run.code, 0, str(run))
        outcomes = {name: one["outcome"] for name, one in groups["integration"].items()}
        self.assertEqual(sum(outcome == "pass" for outcome in outcomes.values()), 4, outcomes)
        self.assertEqual({name for name, outcome in outcomes.items() if outcome == "skip"},
                         {"a document of MongoDB", "a row of ScyllaDB"})

    def test_1_s0_45_statistics_against_the_budgets(self):
        rows = [json.loads(line) for line in
                self.ok("stats", "--no-stream", "-o", "json").out.splitlines()]
        budgets = {row["Name"].removeprefix(f"{self.project}-"): row["Budget"]
                   for row in rows if row.get("Budget")}
        self.assertLessEqual(DATABASES, set(budgets))
        self.assertTrue(all("%" in budgets[service] for service in DATABASES), budgets)

    def test_1_s0_46_not_ready_for_production(self):
        run = self.exits(4, "check", "production-ready")
        self.says(run, "api-gateway is a mock", "POSTGRES_PASSWORD of", "gpu: needs 8 GiB")

    def test_2_s0_36_without_redis_its_eleven_edges_fail(self):
        run, groups = self.results("connectivity")
        self.assertEqual((run.code, len(groups["connectivity"])), (0, 36), str(run))
        self.ok("stop", "redis")
        try:
            run, groups = self.results("connectivity")
            self.assertEqual(run.code, 4)
            failed = {name for name, one in groups["connectivity"].items()
                      if one["outcome"] == "fail"}
            self.assertEqual(failed, {f"{caller} to redis:6379" for caller in REDIS_CALLERS})
        finally:
            self.ok("start", "redis")
        self.ok("health", "--wait", "30s")

    def test_2_s0_49_why_walks_to_what_was_killed(self):
        dependents = {"redis": REDIS_CALLERS, "scylla-node2": {"chat-history"},
                      "postgres": {"search-service", "auth-rbac", "audit-logging", "billing",
                                   "consent-management", "emergency-access"}}
        for killed, expected in dependents.items():
            with self.subTest(killed=killed):
                self.kill_behind_our_back(killed)
                try:
                    rows = json.loads(self.exits(4, "health", "-o", "json").out)
                    failed = {row["service"] for row in rows["services"] if not row["ok"]}
                    self.assertEqual(failed - {killed}, expected)
                    self.assertEqual(rows["first_causes"], [killed])
                    why = self.exits(4, "why", max(expected))
                    self.says(why, f"{killed} failed first")
                finally:
                    self.ok("start", killed)
                self.ok("health", "--wait", "60s")

    def kill_behind_our_back(self, service):
        # Its restart policy would bring it back at once.
        container = engine_api.service_ids(self.project)[service]
        engine_api.call("POST", f"/containers/{container}/update",
                        body={"RestartPolicy": {"Name": "no"}})
        engine_api.call("POST", f"/containers/{container}/kill", {"signal": "KILL"})
        engine_api.call("POST", f"/containers/{container}/wait")
        engine_api.call("POST", f"/containers/{container}/update",
                        body={"RestartPolicy": {"Name": "unless-stopped"}})

    def test_3_s0_42_what_is_backed_up_comes_back(self):
        file = str(self.folder / "all.backup.tar.gz")
        self.query("INSERT INTO chatbot_memory.contexts SELECT 'e2e', 'k' || i, md5(i::text) "
                   "FROM generate_series(1, 1000) i")
        self.redis("set", "kept", "a value")
        before = self.content()
        run = self.ok("backup", "-o", file)
        self.says(run, "left out: mongodb runs as a mock", "left out: scylla runs as a mock")
        self.ok("reset", "--databases", "--yes", "--no-snapshot")
        self.assertNotEqual(self.content(), before)
        self.ok("restore", "--yes", "--no-snapshot", file)
        self.assertEqual(self.content(), before)
        self.ok("health", "--wait", "30s")

    def test_4_s0_25_after_a_reset_of_postgres_its_jobs_run_and_no_others(self):
        run = self.ok("reset", "postgres", "--yes", "--no-snapshot", "--progress", "json")
        self.assertLessEqual({"pg-migrate", "seed-knowledge", "seed-demo-users"}, self.done(run))
        self.assertNotIn("scylla-init", self.done(run))
        self.assertEqual(self.query("SELECT count(*) FROM chatbot_auth.users"), "5")

    def test_5_s0_40_reset_of_the_databases_touches_nothing_else(self):
        volumes, containers = self.volumes(), self.running()
        self.ok("reset", "--databases", "--yes", "--no-snapshot")
        after = self.volumes()
        changed = {name for name in volumes if volumes[name] != after[name]}
        self.assertLessEqual({"postgres_data", "redis_data"}, changed)
        self.assertEqual(changed & CACHES, set())
        self.assertLessEqual(CACHES, set(after))
        now = self.running()
        self.assertEqual({service: now[service] for service in now if service not in DATABASES},
                         {service: containers[service] for service in containers
                          if service not in DATABASES})
        self.ok("health", "--wait", "30s")

    def test_5_s0_41_reset_of_the_models_takes_the_declared_ones_alone(self):
        hub = self.folder / "home" / ".cache" / "huggingface" / "hub"
        declared = [hub / "models--BAAI--bge-large-en-v1.5", hub / "models--Qwen--Qwen2.5-7B-Instruct"]
        foreign = hub / "models--somebody--else"
        for folder in (*declared, foreign):
            folder.mkdir(parents=True)
            (folder / "weights").write_text("x")
        home = {"HOME": str(self.folder / "home")}
        volumes = self.volumes()
        asked = self.exits(2, "reset", "--models", environment=home)
        self.says(asked, *(str(folder) for folder in declared))
        self.assertNotIn(str(foreign), asked.err)
        self.assertTrue(all(folder.exists() for folder in declared))
        self.ok("reset", "--models", "--yes", environment=home)
        self.assertEqual([folder.exists() for folder in (*declared, foreign)], [False, False, True])
        after = self.volumes()
        self.assertEqual({name for name in volumes if volumes[name] != after[name]}, CACHES)
        self.ok("health", "--wait", "30s")

    def test_6_s0_22_a_wrong_password_fails_the_job_by_name_and_holds_the_rest(self):
        alter = ["exec", "-T", "postgres", "psql", "-U", "demo_v1_user", "-d", "demo_v1_chatbot_app",
                 "-c", "ALTER USER demo_v1_user PASSWORD '%s'"]
        self.ok(*alter[:-1], alter[-1] % "another")
        run = self.exits(1, "job", "run", "db-verify")
        self.says(run, "DS3201", "db-verify", "postgres: FAILED")
        self.ok("down")
        failed = self.exits(1, "up")
        self.says(failed, "postgres: FAILED")
        self.assertEqual({service for service in self.running()
                          if self.inspect(service)["State"]["StartedAt"] > "1"}, DATABASES)
        self.ok(*alter[:-1], alter[-1] % "demo_password_v1")
        self.ok("up")
        self.ok("health")
