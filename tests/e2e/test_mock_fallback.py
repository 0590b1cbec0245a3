"""What runs where an image cannot be had: always said, never guessed, and undone by the real image."""
import json
import subprocess
import urllib.request

import engine_api
from support import BUSYBOX, ProjectTest, free_port

# Nothing listens there: a pull fails at once.
NOWHERE = "127.0.0.1:9/e2e/db:1"


class MockFallback(ProjectTest):
    def use_shop(self, image=NOWHERE, more=""):
        self.port = free_port()
        self.use_stack(f"""
services:
  db:
    image: {image}
    command: ["serve"]
    user: "0"
    ports: ["{self.port}:80"]
    volumes: ["data:/data"]
    healthcheck: {{test: [CMD, "true"], interval: 1s}}
    x-devstack:
      mock: {{http: 80, routes: {{"GET /x": '{{"a": 1}}', "GET /page": "@./page.html"}}}}
{more}
  seed:
    image: {image}
    command: ["sh", "-c", "echo seeded"]
    depends_on: {{db: {{condition: service_healthy}}}}
    x-devstack: {{job: {{run: once}}}}
  api:
    image: {BUSYBOX}
    command: ["serve"]
    depends_on: {{seed: {{condition: service_completed_successfully}}}}
volumes: {{data: {{}}}}
""")
        (self.stack.parent / "page.html").write_text("<p>hello</p>")

    def get(self, path):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5)

    def container(self, service):
        return engine_api.inspect(engine_api.service_ids(self.project)[service])

    def rows(self, *arguments):
        run = self.devstack("health", "-o", "json", *arguments)
        return {row["service"]: row for row in json.loads(run.out)["services"]}

    def test_the_mock_runs_where_the_pull_fails_and_says_so(self):
        self.use_shop()
        run = self.ok("up", timeout=60)
        self.says(run, "warning: db: its mock runs in place of", "▲ mock", "cannot be had",
                  "skipped (db is a mock)")
        self.assertEqual(self.states(), {"db": "running", "api": "running"})
        self.assertEqual(json.load(self.get("/x")), {"a": 1})
        page = self.get("/page")
        self.assertEqual(page.read(), b"<p>hello</p>")
        self.assertEqual(page.headers["Content-Type"].split(";")[0], "text/html")
        self.assertEqual(page.headers["X-Devstack-Mock"], "db")
        made = self.container("db")
        self.assertNotIn("/data", [mount["Destination"] for mount in made["Mounts"]])
        self.assertIn("cannot be had", made["Config"]["Labels"]["devstack.fallback"])
        again = self.ok("up", timeout=60)
        self.says(again, "up to date", "db mock", "seed skipped (db is a mock)")
        self.assertEqual(self.container("db")["Id"], made["Id"])
        rows = self.rows()
        self.assertEqual(rows["db"]["implementation"], "mock")
        self.assertIn("cannot be had", rows["db"]["reason"])
        self.assertTrue(rows["db"]["ok"])
        self.assertEqual(rows["seed"]["result"], "skipped (db is a mock)")
        self.ok("health")
        self.says(self.ok("ps"), "▲ db", "mock (", "skipped (db is a mock)")
        jobs = json.loads(self.ok("job", "ls", "-o", "json").out)["jobs"]
        self.assertEqual([job["state"] for job in jobs], ["skipped"])

    def test_the_real_image_takes_its_place_back_and_the_job_runs(self):
        image = f"127.0.0.1:9/e2e/{self.project}:1"
        self.use_shop(image)
        self.ok("up", timeout=60)
        mock = self.container("db")["Id"]
        subprocess.run(["docker", "tag", BUSYBOX, image], check=True, timeout=30)
        self.addCleanup(subprocess.run, ["docker", "rmi", image], capture_output=True)
        self.says(self.ok("plan"), f"mock of db: image {image} is there now")
        run = self.ok("up", timeout=60)
        self.assertNotEqual(self.container("db")["Id"], mock)
        self.assertEqual(self.container("db")["Config"]["Image"], image)
        self.says(self.ok("logs", "seed"), "seeded")
        self.says(self.ok("up"), "up to date: 2 services ready, 1 job current")
        self.assertNotEqual(self.rows()["db"]["implementation"], "mock", str(run))

    def test_asked_for_and_no_longer(self):
        self.use_shop(BUSYBOX)
        self.says(self.ok("plan", "--mock", "db"), "a mock runs: --mock")
        run = self.ok("up", "--mock", "db")
        self.says(run, "▲ mock", "skipped (db is a mock)")
        self.says(self.ok("up", "--mock", "db"), "up to date")
        self.says(self.ok("restart", "db"), "ready")
        self.says(self.ok("plan"), "mock of db: --mock is no longer given")
        self.ok("up")
        self.assertNotEqual(self.rows()["db"]["implementation"], "mock")
        self.assertEqual(self.rows()["seed"]["state"], "done")
        self.says(self.exits(2, "up", "--mock", "api"), "api cannot run as a mock")

    def test_docker_compose_takes_the_mock_for_its_own(self):
        self.use_shop(BUSYBOX)
        self.ok("up", "--mock", "db")
        label = self.container("db")["Config"]["Labels"]["com.docker.compose.config-hash"]
        hashes = dict(line.split() for line in self.ok("config", "--hash", "*").out.splitlines())
        self.assertEqual(label, hashes["db"])

    def test_offline_uses_fallbacks_and_names_all_that_is_missing(self):
        self.use_shop()
        run = self.ok("--offline", "up", timeout=60)
        self.says(run, "nothing is pulled with --offline", "skipped (db is a mock)")
        self.ok("down")
        self.use_stack("services: {a: {image: '127.0.0.1:9/e2e/a:1'}, b: {image: "
                       "'127.0.0.1:9/e2e/b:2'}, c: {image: '%s', command: [serve]}}\n" % BUSYBOX)
        missing = self.exits(1, "up", "--offline")
        self.says(missing, "DS3112", "2 images", "127.0.0.1:9/e2e/a:1", "127.0.0.1:9/e2e/b:2",
                  "nothing was started")
        self.assertEqual(self.states(), {})

    def test_a_fallback_that_is_built(self):
        self.use_shop(more="      image_fallback: {build: ./fallback}")
        folder = self.stack.parent / "fallback"
        folder.mkdir()
        (folder / "Dockerfile").write_text(f"FROM {BUSYBOX}\nENV MADE=here\n")
        tag = f"devstack/fallback/{self.project}-db"
        self.addCleanup(subprocess.run, ["docker", "rmi", "-f", tag], capture_output=True)
        self.use_one_service()
        run = self.ok("up", timeout=60)
        self.says(run, "▲ stand-in", "built here")
        self.assertIn("MADE=here", self.container("db")["Config"]["Env"])
        self.says(self.ok("up"), "up to date")

    def use_one_service(self):
        """Without the job and what waits for it: their image has no fallback."""
        text = self.stack.read_text()
        head, rest = text.split("  seed:")
        self.stack.write_text(head + rest[rest.index("volumes: {data"):])
