"""check, why, init, doctor and what health says first, on a small stack with a mock in it."""
import json
import os
import pty
import re
import time
import xml.etree.ElementTree as ElementTree

import engine_api
from support import BUSYBOX, ProjectTest, free_port


class Checks(ProjectTest):
    def use_shop(self, checks=""):
        self.port = free_port()
        self.use_stack(f"""
services:
  db:
    image: {BUSYBOX}
    command: [nc, -ll, -p, "5432", -e, "true"]
    networks: [data]
    ports: ["127.0.0.1:{self.port}:5432"]
    stop_grace_period: 0s
    x-devstack: {{role: database, ready: {{exec: "true"}}}}
  api:
    image: devstack/mock:1
    depends_on: {{db: {{condition: service_healthy}}}}
    environment: {{DEVSTACK_MOCK_HTTP: "8080", DEVSTACK_MOCK_NEEDS: "db:5432"}}
    networks: [data, web]
    x-devstack: {{mock: {{}}, ready: {{http: {{port: 8080, path: /health}}}}}}
  web:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    depends_on: {{api: {{condition: service_healthy}}}}
    networks: [web]
    stop_grace_period: 0s
networks: {{data: {{}}, web: {{}}}}
x-devstack:
  checks:
{checks}
""")

    CHECKS = """
    connectivity:
      - {from: api, to: "db:5432"}
      - {from: web, to: "api:8080"}
      - {from: web, to: "db:5432", expect: refused}
    words:
      - {name: fine, exec: {service: web, command: [echo, all well]}, expect: {stdout: well}}
      - {name: half, exec: {service: web, command: [echo, "WARN: only half"]}}
      - {name: none, exec: {service: web, command: [echo, "SKIP: not here"]}}
      - {name: real, upstream: true, http: {service: api, port: 8080, path: /health}}
      - name: answer
        http: {service: api, port: 8080, path: /health}
        expect: {status: [200], json: {status: ok}}
"""

    def results(self, *groups):
        run = self.devstack("check", *groups, "-o", "json")
        document = json.loads(run.out)
        self.assertEqual(document["schema"], "devstack.check/1")
        return run.code, {group["name"]: {one["name"]: one for one in group["results"]}
                          for group in document["groups"]}

    def test_groups_outcomes_and_junit(self):
        self.use_shop(self.CHECKS)
        self.says(self.exits(3, "check"), "nothing of")
        self.says(self.ok("check", "config"), "config")
        self.ok("up")
        report = self.folder / "checks.xml"
        run = self.ok("check", "--junit", str(report))
        self.says(run, "connectivity", "services", "words", "1 warning")
        self.assertRegex(run.err, r"\d+ groups, \d+ checks: .* \(\d+")
        suites = ElementTree.parse(report).getroot()
        names = [suite.get("name") for suite in suites]
        self.assertIn("connectivity", names)
        self.assertNotIn("production-ready", names)
        code, groups = self.results("words", "connectivity")
        self.assertEqual(code, 0)
        words = {name: one["outcome"] for name, one in groups["words"].items()}
        self.assertEqual(words, {"fine": "pass", "half": "warn", "none": "skip", "real": "skip",
                                 "answer": "pass"})
        self.assertEqual(groups["words"]["real"]["text"], "api is a mock")
        edges = [one["outcome"] for one in groups["connectivity"].values()]
        self.assertEqual(edges, ["pass"] * 3, groups)
        wrong = self.exits(2, "check", "conectivity")
        self.says(wrong, 'did you mean "connectivity"?')

    def test_a_stopped_service_fails_its_edges_by_name(self):
        self.use_shop(self.CHECKS)
        self.ok("up")
        self.ok("stop", "db")
        code, groups = self.results("connectivity")
        self.assertEqual(code, 4)
        failed = groups["connectivity"]["api to db:5432"]
        self.assertEqual(failed["outcome"], "fail")
        self.assertIn("db does not run", failed["text"])
        self.assertEqual(groups["connectivity"]["web to api:8080"]["outcome"], "pass")
        # Nothing is left of the containers that tried.
        self.assertEqual(set(engine_api.service_ids(self.project)), {"db", "api", "web"})

    def test_without_declared_connections_edges_and_ports_are_tried(self):
        self.use_shop("    other: [{exec: {service: web, command: [echo]}}]")
        self.ok("up")
        code, groups = self.results("connectivity")
        self.assertEqual(code, 0, groups)
        self.assertEqual(set(groups["connectivity"]),
                         {"api to db:5432", "web to api:8080", "host to db:5432"})

    def test_production_and_performance(self):
        self.use_shop(self.CHECKS)
        self.ok("up")
        run = self.exits(4, "check", "production-ready")
        self.says(run, "api is a mock")
        self.assertRegex(self.ok("check", "performance").out, r"api +p50 .*, p95 ")

    def test_why_walks_to_what_was_killed(self):
        self.use_shop(self.CHECKS)
        self.ok("up")
        self.says(self.ok("why", "web"), "web is ready")
        self.ok("kill", "db")
        run = self.exits(4, "why", "api")
        self.says(run, "api waits for db", "db failed first", "exited with 137", "stack.yaml")
        document = json.loads(self.exits(4, "why", "api", "-o", "json").out)
        self.assertEqual([link["service"] for link in document["chain"]], ["api", "db"])
        self.assertEqual(document["causes"][0]["service"], "db")
        health = self.exits(4, "health")
        self.says(health, "first cause: db")
        self.assertEqual(json.loads(self.exits(4, "health", "-o", "json").out)["first_causes"],
                         ["db"])

    def test_graph_with_levels_and_live_state(self):
        self.use_shop(self.CHECKS)
        self.assertEqual(json.loads(self.ok("graph", "-o", "json").out)["levels"],
                         [["db"], ["api"], ["web"]])
        self.says(self.ok("graph", "--live"), "[not created]")
        self.ok("up")
        self.says(self.ok("graph", "--live"), "[ready]")


class Preparation(ProjectTest):
    STACK = f"""
services:
  app:
    image: {BUSYBOX}
    command: [sleep, "100"]
    environment: {{LEVEL: "${{LEVEL:?needed}}", DB: "postgres://a:secret@app:9/x"}}
    volumes: ["./logs:/logs", "./app.yaml:/app.yaml"]
"""

    def test_init_twice(self):
        self.use_stack(self.STACK)
        folder = self.stack.parent
        (folder / ".env.example").write_text("LEVEL=info\nPORT=1\n")
        first = self.ok("init")
        self.says(first, "created  .env", "created  logs", "missing  app.yaml", "engine")
        self.assertEqual((folder / ".env").read_text(), "LEVEL=info\nPORT=1\n")
        self.assertTrue((folder / "logs").is_dir())
        self.assertFalse((folder / "app.yaml").exists())
        (folder / ".env").write_text("LEVEL=mine\n")
        second = json.loads(self.ok("init", "-o", "json").out)
        self.assertFalse(second["changed"])
        self.assertEqual((folder / ".env").read_text(), "LEVEL=mine\n")

    def test_planted_faults_have_positions(self):
        self.use_stack("""
services:
  db: {image: "postgres:15", ports: ["5433:5432"]}
  api:
    image: postgres:15
    environment:
      URL: postgres://app:secret@db:5433/app
      LEVEL: ${LEVEL:-info}
""")
        folder = self.stack.parent
        (folder / ".env.example").write_text("LEVEL=info\nREGION=eu\n")
        (folder / ".env").write_text("LEVLE=debug\nLEVEL=info\n")
        run = self.ok("check", "config")
        self.says(run, "stack.yaml:7:12", "db:5432", ".env:1:1", '"LEVEL"', ".env.example:2:1")
        self.assertNotIn("secret", run.out + run.err)
        validated = self.ok("validate")
        self.says(validated, "DS1215", "2 services, 0 jobs: no errors, 1 warning")
        self.assertNotIn("secret", validated.out + validated.err)
        doctor = json.loads(self.devstack("doctor", "-o", "json").out)
        topics = {finding["topic"] for finding in doctor["findings"]}
        self.assertLessEqual({"stack", "engine", "variables", "files", "memory", "disk"}, topics)
        for finding in doctor["findings"]:
            self.assertTrue(finding["level"] == "fine" or finding["fix"], finding)


class Logs(ProjectTest):
    LINES = ['{"level":"info","msg":"up","user":1}', '{"level":"error","msg":"no disk","user":2}',
             "plain WARN slow", "request failed"]

    def test_by_level_words_and_members(self):
        script = "; ".join(f"echo '{line}'" for line in self.LINES)
        self.use_stack(f"""
services:
  app:
    image: {BUSYBOX}
    command: [sh, -c, {json.dumps(script + '; sleep 1000')}]
    stop_grace_period: 0s
""")
        self.ok("up")
        deadline = time.monotonic() + 10
        while self.LINES[-1] not in self.ok("logs").out and time.monotonic() < deadline:
            time.sleep(0.05)

        def shown(*options):
            return self.ok("logs", "--no-prefix", *options).out.splitlines()
        self.assertEqual(shown("--errors"), [self.LINES[1], self.LINES[3]])
        self.assertEqual(shown("--level", "warn"), self.LINES[1:])
        self.assertEqual(shown("--level", "error", "--json-fields", "user,msg"),
                         ["2 no disk", "request failed"])
        objects = [json.loads(line) for line in shown("-o", "ndjson")]
        self.assertEqual([one["line"] for one in objects], self.LINES)
        self.assertEqual(objects[0]["service"], "app")
        self.assertEqual(objects[0]["json"]["msg"], "up")
        self.assertTrue(re.search("terminal", self.exits(2, "logs", "--pick").err))

    def test_services_are_picked_on_a_terminal(self):
        services = "".join(f"""
  {name}:
    image: {BUSYBOX}
    command: [sh, -c, "echo words of {name}; sleep 1000"]
    stop_grace_period: 0s""" for name in ("api", "web"))
        self.use_stack("services:" + services + "\n")
        self.ok("up")
        shown = self.on_a_terminal("2\n", "logs", "--pick", "--no-color")
        self.assertIn("words of web", shown)
        self.assertNotIn("words of api", shown)

    def on_a_terminal(self, typed, *arguments):
        """What it prints where all three streams are a terminal."""
        process, master = pty.fork()
        if process == 0:
            os.chdir(self.folder)
            command = self.command(*arguments)
            os.execve(command[0], command, self.environment)
        os.write(master, typed.encode())
        shown = b""
        try:
            while part := os.read(master, 4096):
                shown += part
        except OSError:  # its end closes the terminal
            pass
        os.close(master)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), 0, shown)
        return shown.decode(errors="replace")
