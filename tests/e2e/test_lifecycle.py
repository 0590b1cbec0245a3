"""The commands around containers that exist: stop, start, restart and what else Compose's users
have in their fingers, on a real engine."""
import json
import re
import signal
import subprocess
import time

import engine_api
from support import BUSYBOX, ProjectTest

SLEEPER = '["sh", "-c", "trap \'exit 0\' TERM; while :; do sleep 0.1; done"]'

# With a listener on the published port readiness is known at once.
LISTENER = SLEEPER.replace("trap", "httpd -p 5432; trap")

SHOP = f"""
services:
  db:
    image: {BUSYBOX}
    command: {LISTENER}
    volumes: ["data:/data"]
    ports: ["127.0.0.1:0:5432"]
    healthcheck: {{test: ["CMD", "true"], interval: 1s}}
  migrate:
    image: {BUSYBOX}
    command: ["true"]
    depends_on: {{db: {{condition: service_healthy}}}}
  api:
    image: {BUSYBOX}
    command: {SLEEPER}
    environment: {{LEVEL: "1"}}
    depends_on:
      db: {{condition: service_healthy, restart: true}}
      migrate: {{condition: service_completed_successfully}}
  web:
    image: {BUSYBOX}
    command: {SLEEPER}
    depends_on: [api]
volumes: {{data: {{}}}}
"""


def moment(text):
    """A time of the engine's, to compare: it leaves zeros at the end of the fraction out."""
    seconds, _, fraction = text.rstrip("Z").partition(".")
    return seconds + "." + fraction.ljust(9, "0")


class LifecycleTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(SHOP)

    def started_at(self):
        """Service name to the time of its container's start."""
        return {name: moment(engine_api.inspect(container)["State"]["StartedAt"])
                for name, container in engine_api.service_ids(self.project).items()}

    def finished_at(self, service):
        container = engine_api.service_ids(self.project)[service]
        return moment(engine_api.inspect(container)["State"]["FinishedAt"])

    def add_orphan(self):
        """A service runs that the file then no longer has."""
        self.use_stack(SHOP.replace("volumes: {data", f"""  old:
    image: {BUSYBOX}
    command: {SLEEPER}
volumes: {{data"""))
        self.ok("up")
        self.use_stack(SHOP)


class StopStart(LifecycleTest):
    def test_stop_and_start_in_order_with_the_same_containers(self):
        self.ok("up")
        ids = engine_api.service_ids(self.project)
        self.says(self.ok("stop"), "stopped 3 containers")
        self.assertEqual(set(self.states().values()), {"exited"})
        self.assertLess(self.finished_at("web"), self.finished_at("api"))
        self.assertLess(self.finished_at("api"), self.finished_at("db"))
        migrated = self.started_at()["migrate"]
        self.says(self.ok("start", "--wait"), "ready in")
        started = self.started_at()
        self.assertLess(started["db"], started["api"])
        self.assertLess(started["api"], started["web"])
        # A finished job stays finished.
        self.assertEqual(started["migrate"], migrated)
        self.assertEqual(engine_api.service_ids(self.project), ids)

    def test_stop_of_one_service_leaves_the_others(self):
        self.ok("up")
        self.ok("stop", "-t", "1", "web")
        self.assertEqual(self.states(), {"db": "running", "api": "running", "web": "exited",
                                         "migrate": "exited"})
        self.says(self.ok("stop", "web"), "not running: web")

    def test_start_brings_what_a_service_requires(self):
        self.ok("up")
        self.ok("stop")
        self.ok("start", "api")
        self.assertEqual(self.states(), {"db": "running", "api": "running", "web": "exited",
                                         "migrate": "exited"})

    def test_start_makes_nothing(self):
        self.says(self.exits(3, "start"), "DS3114", "devstack up")
        self.ok("up", "db")
        self.says(self.exits(3, "start", "web"), "web has no container to start")
        self.says(self.ok("start"), "without a container: api, migrate, web")
        self.assertEqual(self.states(), {"db": "running"})

    def test_stop_lets_orphans_run_and_says_so(self):
        self.add_orphan()
        self.says(self.ok("stop"), "not in the stack file and still running", "-old-1")
        self.assertEqual(self.states()["old"], "running")

    def test_progress_as_json(self):
        self.ok("up")
        run = self.ok("--progress", "json", "stop")
        lines = [json.loads(line) for line in run.out.splitlines()]
        self.assertEqual(lines[0]["verb"], "stop")
        self.assertTrue(lines[-1]["ok"])
        stopped = [line["service"] for line in lines if line.get("state") == "stopped"]
        self.assertEqual(stopped, ["web", "api", "db"])


class Restart(LifecycleTest):
    def test_restart_of_everything(self):
        self.ok("up")
        before = self.started_at()
        ids = engine_api.service_ids(self.project)
        self.ok("restart", "-t", "2")
        after = self.started_at()
        for service in ("db", "api", "web"):
            self.assertGreater(after[service], before[service])
        self.assertEqual(after["migrate"], before["migrate"])
        self.assertEqual(engine_api.service_ids(self.project), ids)

    def test_dependents_follow_where_they_say_so(self):
        self.ok("up")
        before = self.started_at()
        self.ok("restart", "--no-deps", "db")
        alone = self.started_at()
        self.assertGreater(alone["db"], before["db"])
        self.assertEqual(alone["api"], before["api"])
        self.ok("restart", "db")
        after = self.started_at()
        self.assertGreater(after["db"], alone["db"])
        self.assertGreater(after["api"], after["db"])
        self.assertEqual(after["web"], before["web"])

    def test_drift_is_told_and_not_applied(self):
        self.ok("up")
        ids = engine_api.service_ids(self.project)
        self.use_stack(SHOP.replace('LEVEL: "1"', 'LEVEL: "2"'))
        self.says(self.ok("restart", "api"), "api: environment", "run `devstack up` to apply")
        self.assertEqual(engine_api.service_ids(self.project), ids)

    def test_what_is_stopped_is_started(self):
        self.ok("up")
        self.ok("stop")
        self.ok("restart", "api")
        self.assertEqual(self.states()["api"], "running")


class Signals(LifecycleTest):
    def test_kill_with_and_without_a_signal(self):
        self.ok("up")
        self.says(self.ok("kill", "-s", "SIGTERM", "web"), "signalled SIGTERM")
        self.says(self.ok("wait", "web"), "exited with status code 0")
        self.says(self.ok("kill", "api"), "killed 1 container")
        self.exits(137, "wait", "api")
        self.ok("kill")
        # The engine's list may call what was killed running for a moment more.
        deadline = time.monotonic() + 10
        while (again := self.ok("kill")).err.find("runs") < 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        self.says(again, "runs")

    def test_kill_takes_orphans_away_only_when_asked(self):
        self.add_orphan()
        self.ok("kill", "web")
        self.assertEqual(self.states()["old"], "running")
        self.ok("kill", "--remove-orphans")
        self.assertNotIn("old", self.states())

    def test_pause_and_unpause(self):
        self.ok("up")
        self.says(self.ok("pause", "web"), "paused 1 container")
        self.assertEqual(self.states()["web"], "paused")
        self.says(self.ok("pause", "web"), "nothing runs that could be paused")
        self.ok("unpause")
        self.assertEqual(self.states()["web"], "running")
        self.says(self.ok("unpause"), "nothing is paused")

    def test_rm_takes_what_does_not_run(self):
        self.ok("up")
        self.ok("stop", "web")
        run = self.exits(2, "rm")
        self.says(run, f"{self.project}-web-1", f"{self.project}-migrate-1", "--force")
        self.assertIn("web", self.states())
        self.ok("rm", "-f")
        self.assertEqual(self.states(), {"db": "running", "api": "running"})
        self.ok("rm", "-fs", "-v", "api")
        self.assertEqual(self.states(), {"db": "running"})
        self.says(self.ok("rm", "-f"), "no stopped containers")


class Look(LifecycleTest):
    def test_port(self):
        self.ok("up", "db")
        address = self.ok("port", "db", "5432").out
        self.assertRegex(address, r"^127\.0\.0\.1:\d+\n$")
        self.says(self.exits(1, "port", "db", "99"), "DS1005", "5432/tcp")
        self.exits(1, "port", "--protocol", "udp", "db", "5432")
        self.exits(3, "port", "web", "80")
        self.exits(2, "port", "db")

    def test_top_images_and_volumes(self):
        self.ok("up")
        top = self.ok("top", "api", "db").out.splitlines()
        # Podman has the columns of the image's own ps.
        first = "PID" if engine_api.is_podman() else "UID +PID"
        self.assertRegex(top[0], rf"^SERVICE +# +{first} ")
        self.assertRegex(top[1], r"^api +1 +")
        images = json.loads(self.ok("images", "--format", "json").out)
        self.assertEqual(list(images[0]), ["ID", "ContainerName", "Repository", "Tag", "Platform",
                                           "Size", "LastTagTime"])
        self.assertEqual({image["Repository"] for image in images}, {"devstack/test/busybox"})
        self.assertEqual(len(images), 4)
        self.assertEqual(self.ok("images", "-q").out.strip(), images[0]["ID"].split(":")[1])
        self.assertIn("IMAGE ID", self.ok("images", "web").out)
        self.assertEqual(self.ok("volumes", "-q").out, f"{self.project}_data\n")
        self.assertEqual(self.ok("volumes", "-q", "web").out, "")
        volume = json.loads(self.ok("volumes", "--format", "json").out)
        self.assertEqual((volume["Name"], volume["Driver"], volume["Scope"]),
                         (f"{self.project}_data", "local", "local"))

    def test_events_between_two_times(self):
        self.ok("up", "db")
        lines = self.ok("events", "--json", "--since", "60s", "--until", "0s", "db").out
        events = [json.loads(line) for line in lines.splitlines()]
        self.assertIn("start", [event["action"] for event in events])
        self.assertEqual(list(events[0]), ["action", "attributes", "id", "service", "time", "type"])
        self.assertEqual({event["service"] for event in events}, {"db"})
        text = self.ok("events", "--since", "60s", "--until", "0s").out.splitlines()[0]
        self.assertRegex(text, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} "
                               r"container create [0-9a-f]{64} \(")

    def test_events_end_on_ctrl_c(self):
        self.ok("up", "db")
        process = subprocess.Popen(self.command("events"), env=self.environment, cwd=self.folder,
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        # An event proves that it listens.
        deadline = time.monotonic() + 20
        stop = subprocess.Popen(self.command("restart", "db"), env=self.environment,
                                cwd=self.folder, stderr=subprocess.DEVNULL)
        self.assertIn("container", process.stdout.readline())
        self.assertLess(time.monotonic(), deadline)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=10), 130)
        stop.wait(timeout=20)

    def test_stats(self):
        self.ok("up", "db", "web")
        lines = self.ok("stats", "--no-stream", "--format", "json").out.splitlines()
        rows = [json.loads(line) for line in lines]
        self.assertEqual(list(rows[0]), ["BlockIO", "CPUPerc", "Container", "ID", "MemPerc",
                                         "MemUsage", "Name", "NetIO", "PIDs"])
        self.assertRegex(rows[0]["CPUPerc"], r"^\d+\.\d\d%$")
        self.assertRegex(rows[0]["MemUsage"], r"^[\d.]+[KMG]iB / [\d.]+[KMG]iB$")
        # The finished job is among them only where all are asked for.
        self.assertEqual(len(rows), 3)
        self.assertEqual(len(self.ok("stats", "-a", "--format", "json").out.splitlines()), 4)
        table = self.ok("stats", "web").out.splitlines()
        self.assertTrue(table[0].startswith("CONTAINER ID"))
        self.assertEqual(len(table), 2)
        self.assertNotIn("BUDGET", table[0])

    def test_stats_against_a_budget(self):
        budget = "  web:\n    x-devstack: {budget: {memory: 64m}}\n"
        self.use_stack(SHOP.replace("  web:\n", budget))
        self.ok("up")
        table = self.ok("stats").out
        self.assertIn("BUDGET", table.splitlines()[0])
        self.assertTrue(re.search(r"web-1 .*\d+% of 64MiB", table), table)


class Wait(LifecycleTest):
    def test_exit_codes_pass(self):
        self.use_stack(f"""
services:
  good: {{image: "{BUSYBOX}", command: ["true"]}}
  bad: {{image: "{BUSYBOX}", command: ["sh", "-c", "exit 7"]}}
""")
        self.ok("create")
        self.devstack("--progress", "quiet", "start", "--wait")
        self.says(self.ok("wait", "good"), "exited with status code 0")
        self.says(self.exits(7, "wait", "good", "bad"), "exited with status code 7")

    def test_wait_ends_with_the_service_and_takes_the_project_down(self):
        self.ok("up")
        process = subprocess.Popen(self.command("wait", "web", "--down-project"),
                                   env=self.environment, cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(process.kill)
        self.ok("kill", "web")
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 137, out)
        self.assertIn("exited with status code 137", out)
        self.assert_nothing_left(volumes=1)

    def test_for_healthy_and_started(self):
        self.says(self.exits(3, "wait", "--for", "exited", "db"), "no container to wait for")
        self.ok("up", "db")
        self.ok("wait", "--for", "healthy", "db")
        process = subprocess.Popen(self.command("wait", "--for", "started", "web"),
                                   env=self.environment, cwd=self.folder)
        self.addCleanup(process.kill)
        self.ok("up")
        self.assertEqual(process.wait(timeout=20), 0)


class Making(LifecycleTest):
    def test_create_starts_nothing(self):
        self.says(self.ok("create"), "created in")
        self.assertEqual(set(self.states().values()), {"created"})
        self.assertEqual(len(engine_api.volumes(self.project)), 1)
        self.ok("up")
        ids = engine_api.service_ids(self.project)
        self.ok("create")
        self.assertEqual(engine_api.service_ids(self.project), ids)
        self.ok("create", "--force-recreate", "web")
        self.assertEqual(self.states(), {"db": "running", "api": "running", "web": "created",
                                         "migrate": "exited"})

    def test_scale_up_and_down(self):
        self.ok("up")
        self.ok("scale", "web=3", "--no-deps")
        self.assertEqual(len(engine_api.containers(self.project)), 6)
        self.ok("scale", "web=1")
        self.assertEqual(len(engine_api.containers(self.project)), 4)
        self.exits(2, "scale", "web")
        self.exits(2, "scale", "nosuch=2")

    def test_pull(self):
        self.says(self.ok("pull", "--policy", "missing"), "nothing to pull")
        self.use_stack("services: {a: {image: 'registry.invalid/devstack/none:1'}}\n")
        self.says(self.exits(1, "pull"), "DS3117")
        self.ok("pull", "--ignore-pull-failures", "-q")
