"""stacks/ias: what its specification asks for (checklist S1), on one running copy."""
import base64
import json
import subprocess
import urllib.error
import urllib.request

import engine_api
from stack_case import StackCase, make_image
from stack_graph import edges
from stack_rules import StackRules

SERVICES = {"postgres", "redis", "rabbitmq", "mock-inference"}
LOGIN = "Basic " + base64.b64encode(b"ias_dev:dev_password").decode()


class Ias(StackRules, StackCase):
    stack_name = "ias"
    profile = "dev"
    secrets = ("dev_password",)
    secret_variables = ("POSTGRES_PASSWORD", "RABBITMQ_PASSWORD")

    def setUp(self):
        super().setUp()
        self.links = (f"RabbitMQ UI: http://localhost:{self.ports['RABBITMQ_UI_PORT']} "
                      "(user: ias_dev, pass: dev_password)",)

    def database_url(self):
        return (f"postgres://ias_dev:dev_password@localhost:{self.ports['POSTGRES_PORT']}"
                "/ias_dev?sslmode=disable")

    def sql(self, statement):
        answer = subprocess.run(["psql", self.database_url(), "-XAtc", statement],
                                capture_output=True, text=True, timeout=20)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout.strip()

    def seeds(self):
        return self.sql("SELECT (SELECT count(*) FROM organizations WHERE slug = 'bootstrap'),"
                        " (SELECT count(*) FROM users WHERE role = 'system_admin'),"
                        " (SELECT count(*) FROM model_mappings WHERE model = 'mock-gpt')")

    def rabbit(self, path, body=None, method=None):
        request = urllib.request.Request(
            f"http://localhost:{self.ports['RABBITMQ_UI_PORT']}/api{path}",
            json.dumps(body).encode() if body is not None else None,
            {"Authorization": LOGIN, "Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or "null")

    def events(self, run):
        """Service to its last state, of a run with --progress json."""
        return {event["service"]: event["state"]
                for event in map(json.loads, run.out.splitlines()) if event["type"] == "service"}

    def test_one_command_starts_migrates_and_seeds(self):  # S1-01
        states = self.events(self.first_up)
        self.assertEqual({s for s in states if states[s] == "ready"}, SERVICES)
        self.assertEqual({s for s in states if states[s] == "job_done"}, {"migrate", "seed"})
        self.assertEqual(self.seeds(), "1|1|1")

    def test_images_are_those_of_the_document(self):  # S1-02, S1-21
        images = set(self.ok("config", "--images").out.split())
        self.assertEqual(images, {"timescale/timescaledb:latest-pg15", "redis:7-alpine",
                                  "rabbitmq:3.12-management-alpine", "devstack/mock:1"})
        services = set(self.ok("config", "--services").out.split())
        self.assertEqual(services, SERVICES | {"migrate", "seed"})
        self.assertNotIn("https://", self.ok("config").out)

    def test_ports_and_names_are_those_of_the_document(self):  # S1-03, S1-06
        document = self.shipped()
        self.assertEqual(self.published(document), {"5432", "6379", "5672", "15672", "8000"})
        self.assertEqual(document["networks"]["default"]["name"], "ias_default")
        self.assertEqual({volume["name"] for volume in document["volumes"].values()},
                         {"ias_postgres_data", "ias_redis_data", "ias_rabbitmq_data"})

    def test_credentials_and_the_management_page(self):  # S1-03, S1-04
        self.assertEqual(self.sql("SELECT current_user, current_database()"), "ias_dev|ias_dev")
        self.assertEqual(self.rabbit("/whoami")["name"], "ias_dev")

    def test_redis_and_rabbitmq_keep_their_data(self):  # S1-05, SX-04
        redis = ("exec", "redis", "redis-cli")
        self.assertEqual(self.ok(*redis, "config", "get", "appendonly").out.split()[-1], "yes")
        self.ok(*redis, "set", "kept", "value")
        self.rabbit("/queues/%2F/kept", {"durable": True}, "PUT")
        self.rabbit("/exchanges/%2F/amq.default/publish",
                    {"properties": {"delivery_mode": 2}, "routing_key": "kept",
                     "payload": "a message", "payload_encoding": "string"})
        self.ok("down")
        self.assert_nothing_left(volumes=3)
        self.ok("up")
        self.assertEqual(self.ok(*redis, "get", "kept").out.strip(), "value")
        messages = self.rabbit("/queues/%2F/kept/get",
                               {"count": 1, "ackmode": "ack_requeue_false", "encoding": "auto"})
        self.assertEqual([message["payload"] for message in messages], ["a message"])

    def test_three_volumes(self):  # S1-06
        names = {volume["Name"] for volume in engine_api.volumes(self.project)}
        self.assertEqual(names, {f"{self.project}_{name}_data"
                                 for name in ("postgres", "redis", "rabbitmq")})

    def test_migrations_are_applied_in_order_and_never_taken_back(self):  # S1-07
        self.assertEqual(self.sql("SELECT version, dirty FROM schema_migrations"), "3|f")
        self.assertEqual(self.sql("SELECT count(*) FROM usage_events"), "0")

    def test_a_new_migration_makes_only_its_job_due(self):  # S1-08
        migrations = self.stack.parent / "migrations"
        (migrations / "000004_tags.up.sql").write_text("CREATE TABLE tags (name text);\n")
        self.says(self.ok("plan"), "migrate")
        states = self.events(self.ok("--progress", "json", "up"))
        self.assertEqual({s for s in states if states[s] == "job_done"}, {"migrate"})
        self.assertEqual(self.sql("SELECT count(*) FROM tags"), "0")
        self.assertEqual(self.sql("SELECT version FROM schema_migrations"), "4")
        self.sql("DROP TABLE tags; UPDATE schema_migrations SET version = 3")
        (migrations / "000004_tags.up.sql").unlink()
        self.ok("up")

    def test_a_broken_migration_holds_the_seed_back(self):  # S1-09
        broken = self.stack.parent / "migrations" / "000004_broken.up.sql"
        broken.write_text("CREATE TABLE half (n int);\nCREATE TABEL typo (n int);\n")
        run = self.devstack("reset", "--yes", "postgres")
        self.assertNotEqual(run.code, 0, str(run))
        self.says(run, 'syntax error at or near "TABEL"')
        self.assertEqual(self.seeds(), "0|0|0")
        self.assertEqual(self.sql("SELECT version FROM schema_migrations"), "3")
        self.assertEqual(self.sql("SELECT to_regclass('half') IS NULL"), "t")
        broken.unlink()
        self.ok("up")
        self.assertEqual(self.seeds(), "1|1|1")

    def test_seeds_are_there_once(self):  # S1-10
        for _ in range(2):
            self.ok("up")
        self.assertEqual(self.seeds(), "1|1|1")
        self.assertEqual(self.sql("SELECT count(*) FROM users"), "1")

    def test_the_completion_is_exact(self):  # S1-12
        body = {"messages": [{"role": "user", "content": "hello"}]}
        status, headers, answer = self.fetch("MOCK_INFERENCE_PORT", "/v1/chat/completions", body)
        self.assertEqual(status, 200)
        self.assertTrue(headers["Content-Type"].startswith("application/json"))
        self.assertEqual(headers["X-Devstack-Mock"], "mock-inference")
        self.assertIsInstance(answer.pop("created"), int)
        text = "This is a mock response from the development inference engine."
        self.assertEqual(answer, {
            "id": "mock-123", "object": "chat.completion", "model": "mock-gpt",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text},
                         "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 50, "completion_tokens": 15, "total_tokens": 65}})

    def test_model_stream_and_bad_json(self):  # S1-13
        body = {"model": "other", "messages": [{"role": "user", "content": "hello"}]}
        path = "/v1/chat/completions"
        self.assertEqual(self.fetch("MOCK_INFERENCE_PORT", path, body)[2]["model"], "other")
        models = self.fetch("MOCK_INFERENCE_PORT", "/v1/models")[2]
        self.assertEqual([model["id"] for model in models["data"]], ["mock-gpt"])
        address = f"http://127.0.0.1:{self.ports['MOCK_INFERENCE_PORT']}{path}"
        with urllib.request.urlopen(address, json.dumps({**body, "stream": True}).encode(),
                                    timeout=10) as answer:
            text = answer.read().decode()
        self.assertTrue(text.endswith("data: [DONE]\n\n"), text)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address, b"{not json", timeout=10)
        self.assertEqual(refused.exception.code, 400)
        self.assertIn("message", json.loads(refused.exception.read())["error"])

    def test_the_declared_checks_pass(self):  # S1-11, S1-15
        run = self.ok("check", "connectivity")
        self.says(run, "8 pass")
        run = self.ok("check", "schema")
        self.says(run, "this image has no TimescaleDB")
        self.ok("check")

    def test_exports_are_those_of_the_document_and_follow_the_ports(self):  # S1-14
        self.assertEqual(self.json("env", "--format", "json"), {
            "DATABASE_URL": self.database_url(),
            "REDIS_URL": f"redis://localhost:{self.ports['REDIS_PORT']}",
            "RABBITMQ_URL":
                f"amqp://ias_dev:dev_password@localhost:{self.ports['RABBITMQ_PORT']}/",
            "MOCK_INFERENCE_URL": f"http://localhost:{self.ports['MOCK_INFERENCE_PORT']}"})

    def test_up_ends_with_the_address_of_rabbitmqs_page(self):  # S1-16
        finished = self.progress()[-1]
        self.assertEqual(finished["type"], "run_finished")
        self.assertEqual(finished["hints"][-1],
                         f"RabbitMQ UI: http://localhost:{self.ports['RABBITMQ_UI_PORT']} "
                         "(user: ias_dev, pass: dev_password)")
        self.assertEqual(sum("localhost" in hint for hint in finished["hints"]), 5)

    def test_reset_leads_to_a_migrated_and_seeded_stack(self):  # S1-17
        self.sql("INSERT INTO organizations (slug, name) VALUES ('extra', 'Extra')")
        run = self.ok("reset", "--yes")
        self.says(run, "postgres_data", "redis_data", "rabbitmq_data")
        self.assertEqual(self.seeds(), "1|1|1")
        self.assertEqual(self.sql("SELECT count(*) FROM organizations"), "1")

    def take_messages(self, count, mode):
        messages = self.rabbit("/queues/%2F/work/get",
                               {"count": count, "ackmode": mode, "encoding": "auto"})
        return [message["payload"] for message in messages]

    def content(self):
        """Counts and hashes of rows, keys and messages; the messages stay in their queue."""
        rows = self.sql("SELECT count(*), md5(string_agg(e::text, '|' ORDER BY e::text))"
                        " FROM organizations e")
        keys = self.ok("exec", "-T", "redis", "sh", "-c", "redis-cli dbsize; redis-cli --scan | sort"
                       " | while read k; do echo $k; redis-cli get $k; done | md5sum").out
        return rows, keys, self.take_messages(1000, "ack_requeue_true")

    def fill(self):
        self.sql("INSERT INTO organizations (slug, name) SELECT 'o' || i, md5(i::text)"
                 " FROM generate_series(1, 500) i")
        self.ok("exec", "-T", "redis", "sh", "-c",
                "seq 1 500 | sed 's/.*/SET k& v&/' | redis-cli >/dev/null")
        self.rabbit("/queues/%2F/work", {"durable": True}, "PUT")
        for number in range(100):
            self.rabbit("/exchanges/%2F/amq.default/publish",
                        {"properties": {"delivery_mode": 2}, "routing_key": "work",
                         "payload": f"message {number}", "payload_encoding": "string"})

    def test_rows_keys_and_messages_come_back(self):  # backup, reset, restore
        file = str(self.folder / "all.backup.tar.gz")
        self.fill()
        before = self.content()
        self.assertEqual(before[0].split("|")[0], "501")
        self.assertEqual(before[1].split()[0], "500")
        self.assertEqual(before[2], [f"message {number}" for number in range(100)])
        self.ok("backup", "-o", file)
        self.assertEqual(self.content(), before)
        self.ok("reset", "--yes", "--no-snapshot")
        self.assertEqual(self.seeds(), "1|1|1")
        self.assertEqual(self.sql("SELECT count(*) FROM organizations"), "1")
        self.assertEqual(self.ok("exec", "-T", "redis", "redis-cli", "dbsize").out.strip(), "0")
        self.ok("restore", "--yes", "--no-snapshot", file)
        self.ok("health", "--wait", "60s")
        self.assertEqual(self.content(), before)
        self.ok("reset", "--yes", "--no-snapshot")

    def test_logs_have_all_four_services(self):  # S1-18
        lines = self.ok("logs").out.splitlines()
        self.assertLessEqual(SERVICES, {line.split(" ", 1)[0] for line in lines})

    def test_nothing_waits_longer_than_it_must(self):  # S1-19
        times = {(event["service"], event["state"]): event["elapsed_ms"]
                 for event in reversed(self.progress()) if event["type"] == "service"}
        for waiting, needed in (("migrate", ("postgres", "ready")),
                                ("seed", ("migrate", "job_done"))):
            gap = times[waiting, "starting"] - times[needed]
            self.assertLess(gap, 100, f"{waiting} after {needed}")

    def test_sx_06_a_real_server_takes_the_mocks_place_by_its_image_alone(self):
        image = f"devstack/test/{self.project}:1"
        self.addCleanup(subprocess.run, ["docker", "rmi", "-f", image], capture_output=True)
        make_image(image, self.folder / "real", "mkdir -p /www && echo '{\"status\": \"ok\"}'"
                   " > /www/health && exec httpd -f -p 8000 -h /www")
        stack = self.stack.read_text()
        before = engine_api.service_ids(self.project)
        self.stack.write_text(stack.replace("image: devstack/mock:1", f"image: {image}"))
        try:
            self.ok("up")
            after = engine_api.service_ids(self.project)
            self.assertEqual({s for s in before if before[s] != after[s]}, {"mock-inference"})
            row = next(row for row in self.json("health", "-o", "json")["services"]
                       if row["service"] == "mock-inference")
            self.assertEqual((row["implementation"], row["ok"]), ("container", True))
            self.assertEqual(row["probe"], "http :8000/health")
            status, headers, _ = self.fetch("MOCK_INFERENCE_PORT")
            self.assertEqual((status, headers["X-Devstack-Mock"]), (200, None))
            # The mock's own health check, which this image cannot run, is not there to fail.
            self.assertIsNone(self.inspect("mock-inference")["State"].get("Health"))
            self.says(self.ok("up"), "up to date")
        finally:
            self.stack.write_text(stack)
            self.ok("up")

    def test_health_ends_with_the_links(self):  # SX-08, S1-16
        run = self.ok("health")
        self.assertEqual(run.out.splitlines()[-1], self.links[0])
        self.assertEqual(len(self.json("health", "-o", "json")["links"]), 5)

    def test_a_second_copy_on_moved_ports_tells_its_own_addresses(self):
        links = self.ok("up", "--port-offset", "7", "-q").err
        try:
            self.assertEqual(links, "")
            moved = f"postgres://ias_dev@localhost:{self.ports['POSTGRES_PORT'] + 7}/ias_dev"
            self.says(self.ok("health"), f"PostgreSQL: {moved}")
            self.says(self.ok("check", "connectivity"), "8 pass")
        finally:
            self.ok("up")

    def test_the_graph_is_that_of_the_document(self):  # SX-10
        waits = edges(self.json("graph", "-o", "json"))
        self.assertEqual({s: waits[s] for s in waits if waits[s]},
                         {"migrate": {"postgres"}, "seed": {"migrate", "mock-inference"}})
