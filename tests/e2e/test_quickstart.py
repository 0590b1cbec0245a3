"""The shipped quickstart as a new user meets it: up, used, up again, down, reset."""
import json
import urllib.error
import urllib.request

import engine_api
from support import ProjectTest

LONG_RUNNING = {"postgres", "redis", "inference", "app"}
JOBS = {"migrate", "seed"}


class Quickstart(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_quickstart()

    def fetch(self, port_name, path, body=None):
        """Status, headers and text, through the published port."""
        url = f"http://127.0.0.1:{self.ports[port_name]}{path}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read().decode()

    def test_everything_is_ready_and_works_when_up_returns(self):
        self.ok("up")
        status, headers, text = self.fetch("APP_PORT", "/health")
        self.assertEqual(status, 200, text)
        self.assertEqual(headers["X-Devstack-Mock"], "app")
        self.assertEqual(set(json.loads(text)["dependencies"]), {"postgres", "redis", "inference"})
        self.assertEqual(self.sql("SELECT count(*) FROM schema_migrations"), "2")
        self.assertEqual(self.sql("SELECT name FROM users WHERE email = 'ada@example.com'"), "Ada")
        self.chat()
        states = self.states()
        self.assertEqual({s for s in states if states[s] == "running"}, LONG_RUNNING)

    def chat(self):
        messages = [{"role": "user", "content": "ping"}]
        question = {"model": "m", "messages": messages}
        status, _, text = self.fetch("INFERENCE_PORT", "/v1/chat/completions", question)
        self.assertEqual(status, 200, text)
        self.assertIn("ping", json.loads(text)["choices"][0]["message"]["content"])
        _, headers, text = self.fetch("INFERENCE_PORT", "/v1/chat/completions",
                                      {**question, "stream": True})
        self.assertIn("text/event-stream", headers["Content-Type"])
        self.assertTrue(text.endswith("data: [DONE]\n\n"), text)

    def test_a_second_up_changes_nothing(self):
        self.ok("up")
        before = engine_api.service_ids(self.project)
        started = {s: engine_api.inspect(i)["State"]["StartedAt"] for s, i in before.items()}
        run = self.ok("up")
        self.assertEqual(engine_api.service_ids(self.project), before, str(run))
        again = {s: engine_api.inspect(i)["State"]["StartedAt"] for s, i in before.items()}
        self.assertEqual(again, started)
        self.assertEqual(self.sql("SELECT count(*) FROM seed_runs"), "1")
        self.says(run, "up to date")

    def test_down_keeps_the_data_and_up_finds_it(self):
        self.ok("up")
        self.sql("INSERT INTO users (email, name) VALUES ('new@example.com', 'New')")
        self.ok("down")
        self.assert_nothing_left(volumes=2)
        self.ok("up")
        self.assertEqual(self.sql("SELECT count(*) FROM users"), "3")
        self.assertEqual(self.sql("SELECT count(*) FROM seed_runs"), "1")

    def test_reset_deletes_the_data_and_seeds_again(self):
        self.ok("up")
        self.sql("INSERT INTO users (email, name) VALUES ('new@example.com', 'New')")
        run = self.ok("reset", "--yes")
        self.says(run, "postgres_data", "redis_data")
        self.assertEqual(self.sql("SELECT count(*) FROM users"), "2")
        self.assertEqual(self.sql("SELECT count(*) FROM seed_runs"), "1")

    def test_reset_without_consent_deletes_nothing(self):
        self.ok("up")
        self.exits(2, "reset")
        self.assertEqual(self.sql("SELECT count(*) FROM users"), "2")

    def test_a_changed_migration_runs_and_the_seed_does_not(self):
        self.ok("up")
        migrations = self.stack.parent / "jobs" / "migrations"
        (migrations / "0003_tags.sql").write_text("CREATE TABLE tags (name text PRIMARY KEY);\n")
        self.ok("up")
        self.assertEqual(self.sql("SELECT count(*) FROM schema_migrations"), "3")
        self.assertEqual(self.sql("SELECT count(*) FROM tags"), "0")
        self.assertEqual(self.sql("SELECT count(*) FROM seed_runs"), "1")

    def test_the_minimal_profile_has_the_databases_alone_and_dev_adds_the_rest(self):
        self.ok("--profile", "minimal", "up")
        self.assertEqual(set(self.states()) - JOBS, {"postgres", "redis"})
        before = engine_api.service_ids(self.project)
        self.ok("--profile", "dev", "up")
        after = engine_api.service_ids(self.project)
        self.assertEqual(set(after) - JOBS, LONG_RUNNING)
        for service in ("postgres", "redis"):
            self.assertEqual(after[service], before[service])

    def test_health_tells_each_service_and_the_exit_code_says_it_all(self):
        self.exits(3, "health")
        self.ok("up")
        run = self.ok("health")
        self.says(run, *LONG_RUNNING)
        document = json.loads(self.ok("health", "-o", "json").out)
        self.assertTrue(document["schema"].startswith("devstack.health/"))
        redis = engine_api.service_ids(self.project)["redis"]
        engine_api.call("POST", f"/containers/{redis}/stop", {"t": 1})
        self.exits(4, "health")
        self.ok("up")
        self.ok("health")

    def test_exec_logs_env_and_ps(self):
        self.ok("up")
        run = self.ok("exec", "postgres", "psql", "-U", "app", "-Atc", "SELECT 40 + 2")
        self.assertEqual(run.out.strip(), "42")
        self.assertEqual(self.devstack("exec", "redis", "sh", "-c", "exit 7").code, 7)
        self.says(self.ok("logs", "app"), "this is a mock of app")
        exported = self.ok("env").out
        self.assertIn(f":{self.ports['POSTGRES_PORT']}/app", exported)
        self.says(self.ok("ps"), *LONG_RUNNING)
