"""What goes wrong, and what the user is told: exit codes, evidence, and what was left alone."""
import os
import pathlib
import socket
import subprocess
import tempfile
import time

import engine_api
from support import BUSYBOX, ProjectTest, free_port, program

NEVER_READY = f"""
services:
  db:
    image: {BUSYBOX}
    command: ["sh", "-c", "echo cannot find my disk >&2; exec sleep 1000"]
    stop_grace_period: 0s
    x-devstack:
      ready: {{exec: {{command: [sh, -c, "echo not yet; exit 3"]}}, within: 2s}}
  cache:
    image: {BUSYBOX}
    command: ["serve"]
    x-devstack:
      ready: {{http: {{port: 80, path: /health}}, within: 20s}}
  web:
    image: {BUSYBOX}
    command: ["serve"]
    depends_on: {{db: {{condition: service_healthy}}}}
"""


class NeverReady(ProjectTest):
    def test_up_ends_by_its_deadline_with_the_evidence(self):
        self.use_stack(NEVER_READY)
        began = time.monotonic()
        run = self.exits(4, "up", timeout=30)
        self.assertLess(time.monotonic() - began, 15)
        self.says(run, "DS31", "db is not ready", "not yet", "cannot find my disk", "web")
        line = NEVER_READY.splitlines().index('      ready: {exec: {command: [sh, -c, "echo not yet;'
                                              ' exit 3"]}, within: 2s}') + 1
        self.says(run, f"stack.yaml:{line}")
        states = self.states()
        self.assertEqual(states.get("db"), "running")
        self.assertEqual(states.get("cache"), "running")
        self.assertNotEqual(states.get("web"), "running")

    def test_a_job_that_fails_is_told_with_its_output(self):
        self.use_stack(f"""
services:
  job:
    image: {BUSYBOX}
    command: ["sh", "-c", "echo table is gone; exit 9"]
    x-devstack: {{job: {{run: always}}}}
  web:
    image: {BUSYBOX}
    command: ["serve"]
    depends_on: {{job: {{condition: service_completed_successfully}}}}
""")
        run = self.exits(1, "up", timeout=30)
        self.says(run, "DS32", "job", "table is gone", "9", "web")
        self.assertNotEqual(self.states().get("web"), "running")

    def test_a_container_that_exits_ends_the_wait_at_once(self):
        self.use_stack(f"""
services:
  db:
    image: {BUSYBOX}
    command: ["sh", "-c", "echo no such user; exit 5"]
    x-devstack: {{ready: {{tcp: {{port: 5432}}, within: 60s}}}}
""")
        began = time.monotonic()
        run = self.devstack("up", timeout=30)
        self.assertIn(run.code, (1, 4), str(run))
        self.assertLess(time.monotonic() - began, 10)
        self.says(run, "no such user", "5")


class TakenPort(ProjectTest):
    def test_up_refuses_before_it_starts_anything_and_names_the_owner(self):
        port = free_port()
        self.use_stack(f"""
services:
  db:
    image: {BUSYBOX}
    command: ["serve"]
    ports: ["${{DB_PORT:-{port}}}:80"]
  other:
    image: {BUSYBOX}
    command: ["serve"]
""")
        with socket.socket() as holder:
            holder.bind(("0.0.0.0", port))
            holder.listen()
            run = self.exits(6, "up", timeout=30)
        self.says(run, "DS2101", str(port), str(os.getpid()), "python", "DB_PORT=")
        self.assertEqual(engine_api.containers(self.project), [])
        self.ok("up", timeout=60)


class Engine(ProjectTest):
    """Three different things can be wrong with the engine; each has its own remedy."""

    def setUp(self):
        super().setUp()
        self.use_stack(f"services: {{db: {{image: {BUSYBOX}, command: [serve]}}}}\n")

    def ask(self, path):
        return self.exits(7, "up", timeout=20, environment={"DOCKER_HOST": f"unix://{path}"})

    def test_three_causes_have_three_messages(self):
        missing = self.ask(self.folder / "no.sock")
        self.says(missing, "DS20", "no.sock")
        stopped_path = self.folder / "stopped.sock"
        with socket.socket(socket.AF_UNIX) as stopped:
            stopped.bind(str(stopped_path))  # bound, but nobody listens: a daemon that has died
        stopped = self.ask(stopped_path)
        self.says(stopped, "DS20", "stopped.sock")
        first = [run.err.splitlines()[0] for run in (missing, stopped)]
        self.assertNotEqual(first[0].replace("no.sock", ""), first[1].replace("stopped.sock", ""))

    def test_permission_denied_names_the_group(self):
        # As another user: root may use every socket. What it reads lies outside root's home.
        folder = pathlib.Path(tempfile.mkdtemp(dir="/tmp", prefix="devstack-e2e-denied-"))
        self.addCleanup(subprocess.run, ["rm", "-rf", str(folder)], check=False)
        folder.chmod(0o755)
        copy = folder / "devstack"
        copy.write_bytes(pathlib.Path(program()).read_bytes())
        copy.chmod(0o755)
        (folder / "stack.yaml").write_text(self.stack.read_text())
        path = folder / "denied.sock"
        with socket.socket(socket.AF_UNIX) as denied:
            denied.bind(str(path))
            denied.listen()
            path.chmod(0o600)
            command = [str(copy), "-f", str(folder / "stack.yaml"), "-p", self.project, "up"]
            environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "NO_COLOR": "1",
                           "DOCKER_HOST": f"unix://{path}"}
            as_nobody = {"user": 65534, "group": 65534, "extra_groups": []} \
                if os.geteuid() == 0 else {}
            run = subprocess.run(command, env=environment, capture_output=True, text=True,
                                 timeout=20, cwd=folder, **as_nobody)
        self.assertEqual(run.returncode, 7, run.stdout + run.stderr)
        self.assertIn("ermission denied", run.stderr)
        self.assertIn("docker", run.stderr)


class BrokenInput(ProjectTest):
    def test_an_unknown_key_is_shown_where_it_stands(self):
        self.use_stack("services:\n  db:\n    imagee: x\n")
        run = self.exits(2, "up", timeout=10)
        self.says(run, "stack.yaml:3:5", "DS12", "imagee", "image")
        self.assertEqual(engine_api.containers(self.project), [])
