"""Host processes on a real engine and a real kernel: they start, are proven, restart, stop, and after
`down` nothing of them is left, whatever they have done and whoever was killed meanwhile."""
import json
import os
import pathlib
import re
import signal
import subprocess
import textwrap
import time

import engine_api
from support import BUSYBOX, ROOT, ProjectTest, free_port

GOLDEN = ROOT / "tests" / "golden" / "errors"

SERVER = """
import http.server, os
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(("pid %d %s" % (os.getpid(), os.environ.get("GREETING", ""))).encode())
    def log_message(self, *arguments):
        print("asked for", self.path, flush=True)
print("serving", flush=True)
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()
"""


def stack(port, command, *, requires="", ready="http: {port: PORT}", restart="on-failure", more=""):
    """One process `api` with busybox as its container, and `web` that needs it ready."""
    ready = ready.replace("PORT", str(port))
    return textwrap.dedent(f"""
    services:
      api:
        image: {BUSYBOX}
        command: [sh, -c, "httpd -f -p 8080"]
        ports: ["127.0.0.1:{port}:8080"]
        healthcheck: {{test: ["CMD", "true"], interval: 1s}}
        x-devstack:
          process:
            command: {json.dumps(command)}
            env: {{GREETING: hello}}
            ready: {{{ready}, within: 20s}}
            restart: "{restart}"
            {requires}
      web:
        image: {BUSYBOX}
        command: [sleep, infinity]
        stop_grace_period: 0s
        extra_hosts: ["host.docker.internal:host-gateway"]
        depends_on: {{api: {{condition: service_healthy}}}}
    {more}
    """)


class HostProcessTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.port = free_port()
        self.addCleanup(self.kill_what_is_left)

    def use(self, command, **options):
        self.use_stack(stack(self.port, command, **options))
        (self.folder / "stack" / "server.py").write_text(SERVER)

    def trusted(self):
        self.ok("trust")

    def use_server(self, **options):
        self.use(["python3", "-u", "server.py"], **options)
        self.trusted()

    def record(self):
        """Fields of the record in the state folder; empty when there is none."""
        for path in pathlib.Path(self.environment["XDG_STATE_HOME"]).rglob("api.process"):
            lines = path.read_text().splitlines()[1:]
            return dict(line.split("\t", 1) for line in lines)
        return {}

    def ours(self):
        """Pids of everything that carries the marker of this project, anywhere on the host."""
        return [pid for pid, _, environment in self.processes()
                if b"DEVSTACK_PROCESS=" in environment]

    def processes(self):
        """Of this test: pid, words, environment; all of them inherit its state folder's name."""
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes()
                words = (folder / "cmdline").read_bytes().split(b"\0")
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if state != "Z" and str(self.folder).encode() in environment:
                yield int(folder.name), words, environment

    def supervisors(self):
        return [pid for pid, words, _ in self.processes() if b"__supervise" in words]

    def kill_what_is_left(self):
        for pid in self.supervisors() + self.ours():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def down_leaves_nothing(self, *options):
        self.ok("down", *options)
        self.eventually(lambda: not self.supervisors(), "a supervisor is left")
        self.assertEqual(self.ours(), [], "orphans are left")
        self.assertEqual(self.states(), {})
        self.assertEqual(self.record(), {})

    def eventually(self, holds, what, seconds=20):
        deadline = time.monotonic() + seconds
        while not holds():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.02)

    def answer(self):
        url = f"http://127.0.0.1:{self.port}/"
        return subprocess.run(["curl", "-sf", url], capture_output=True, text=True, timeout=10).stdout


    def shows_golden(self, name, run):
        """The report word for word, as tests/golden/errors has it; UPDATE_GOLDEN=1 rewrites it."""
        lines = run.err.splitlines()
        begin = next(number for number, line in enumerate(lines) if line.startswith("error["))
        report = [lines[begin]]
        for line in lines[begin + 1:]:
            if not line.startswith(" "):
                break
            report.append(line)
        text = f"exit {run.code}\n" + "\n".join(report) + "\n"
        # A path at the right of a line moves with its length.
        text = re.sub(r" +\S*/stack\.yaml:", "  stack.yaml:", text.replace(str(self.folder), "<folder>"))
        text = re.sub(r" +stack/stack\.yaml:", "  stack.yaml:", text)
        text = re.sub(r"restarts \d+", "restarts <n>", text)
        golden = GOLDEN / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN"):
            golden.write_text(text)
        self.assertEqual(text, golden.read_text(), golden)


class Lifecycle(HostProcessTest):
    def test_up_starts_proves_and_gates_and_down_leaves_nothing(self):
        self.use_server()
        run = self.ok("up")
        self.says(run, "api", "ready")
        self.assertIn("hello", self.answer())
        # The process stands for the service: only web has a container.
        self.assertEqual(self.states(), {"web": "running"})
        again = self.ok("up")
        self.says(again, "up to date: 2 services ready")
        pid = self.record()["process.pid"]
        self.says(self.ok("ps"), f"process {pid}", "ready", f"localhost:{self.port}")
        health = json.loads(self.ok("health", "-o", "json").out)
        row = next(row for row in health["services"] if row["service"] == "api")
        self.assertEqual((row["implementation"], row["ok"]), ("process", True))
        self.says(self.ok("logs", "api"), "serving", "asked for /")
        self.says(self.ok("stats", "--no-stream"), f"process {pid}")
        self.says(self.ok("plan"), "2 unchanged")
        self.down_leaves_nothing()

    def test_container_reaches_it_and_logs_follow(self):
        self.use_server()
        self.ok("up")
        logs = subprocess.Popen(self.command("logs", "-f"), env=self.environment, text=True,
                                cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(logs.stdout.close)
        self.addCleanup(logs.wait)
        self.addCleanup(logs.kill)
        self.answer()
        seen = ""
        for line in logs.stdout:
            seen += line
            if "asked for" in line:
                break
        self.assertIn("api", seen)
        self.down_leaves_nothing()

    def test_stop_start_restart_and_kill(self):
        self.use_server()
        self.ok("up")
        first = self.record()["process.pid"]
        self.ok("stop")
        self.assertEqual(self.ours(), [])
        self.says(self.ok("ps", "-a"), "stopped")
        self.ok("start")
        second = self.record()["process.pid"]
        self.assertNotEqual(first, second)
        self.ok("restart", "api")
        third = self.record()["process.pid"]
        self.assertNotEqual(second, third)
        self.ok("kill", "api")
        self.eventually(lambda: self.record().get("restarts") == "1", "it is started again")
        self.down_leaves_nothing()

    def test_a_change_of_the_definition_restarts_it_with_its_cause(self):
        self.use_server()
        self.ok("up")
        pid = self.record()["process.pid"]
        text = self.stack.read_text()
        self.stack.write_text(text.replace("GREETING: hello", "GREETING: moin"))
        self.trusted()
        self.says(self.devstack("plan"), "env.GREETING changed")
        self.ok("up")
        self.assertNotEqual(self.record()["process.pid"], pid)
        self.assertIn("moin", self.answer())
        self.down_leaves_nothing()

    def test_reset_starts_it_anew(self):
        self.use_server(more="volumes: {data: {}}")
        self.ok("up")
        self.ok("reset", "--yes")
        self.assertIn("hello", self.answer())
        self.down_leaves_nothing("-v")


class Choice(HostProcessTest):
    def test_without_trust_the_container_runs_and_says_why(self):
        self.use(["python3", "-u", "server.py"])
        run = self.ok("up")
        self.says(run, "▲", "not trusted: devstack trust")
        self.assertEqual(self.states(), {"web": "running", "api": "running"})
        self.says(self.ok("ps"), "▲")
        self.says(self.ok("plan"), "not trusted: devstack trust")
        self.says(self.ok("up"), "up to date", "not trusted")
        # And the switch, in both directions.
        shown = self.ok("trust", "--show")
        self.says(shown, "host command", "python3 -u server.py", "not trusted")
        self.ok("trust")
        self.says(self.ok("plan"), "no process runs")
        self.ok("up")
        self.assertEqual(self.states(), {"web": "running"})
        self.assertIn("hello", self.answer())
        self.ok("trust", "--revoke")
        self.ok("up")
        self.assertEqual(self.states(), {"web": "running", "api": "running"})
        self.assertEqual(self.ours(), [])
        self.down_leaves_nothing()

    def test_what_has_changed_is_not_trusted_any_more(self):
        self.use_server()
        self.stack.write_text(self.stack.read_text() + "# changed\n")
        self.says(self.ok("plan"), "changed since it was trusted")
        hash_now = json.loads(self.ok("trust", "--show", "-o", "json").out)["hash"]
        run = self.ok("plan", environment={"DEVSTACK_TRUST": hash_now})
        self.says(run, "no process runs")

    def test_unmet_needs_are_named_in_one_line(self):
        self.use_server(requires='requires: {gpu: {memory: 8G}}')
        self.says(self.ok("up"), "▲", "gpu: needs 8 GiB, none found")
        self.says(self.ok("ps"), "▲")
        self.says(self.ok("health"), "gpu: needs 8 GiB, none found")
        self.down_leaves_nothing()


    def test_the_reason_is_that_of_now(self):
        """Not of the time when the container was made, which stays as it is."""
        self.use(["python3", "-u", "server.py"], requires='requires: {env: {USE_REAL: "!false"}}')
        self.says(self.ok("up"), "not trusted: devstack trust")
        before = engine_api.service_ids(self.project)
        self.trusted()
        self.says(self.ok("ps"), "its process can run now: devstack up")
        switched_off = {"USE_REAL": "false"}
        for command in ("up", "ps", "health"):
            self.says(self.ok(command, environment=switched_off), "USE_REAL")
        row = json.loads(self.ok("ps", "api", "-o", "json", environment=switched_off).out)
        self.assertIn("USE_REAL", row["Reason"])
        self.assertEqual(engine_api.service_ids(self.project), before)
        self.down_leaves_nothing()

    def test_create_makes_no_container_for_a_process(self):
        self.use_server()
        self.ok("create")
        self.assertEqual(self.states(), {"web": "created"})
        self.assertEqual(self.ours(), [])
        self.ok("up")
        self.assertIn("hello", self.answer())
        self.down_leaves_nothing()


class Failures(HostProcessTest):
    def test_an_exit_before_ready_is_told_at_once(self):
        self.use(["sh", "-c", "echo no model found; exit 3"])
        self.trusted()
        began = time.monotonic()
        run = self.exits(1, "up")
        self.assertLess(time.monotonic() - began, 10)
        self.says(run, "stack.yaml:")
        self.shows_golden("process_ended_early", run)
        self.eventually(lambda: "backing off" in self.ok("ps").out, "the crash loop is shown")
        self.down_leaves_nothing()

    def test_a_command_that_is_not_there(self):
        self.use(["./no-such-script.sh"])
        self.trusted()
        self.shows_golden("process_not_started", self.exits(1, "up"))
        self.down_leaves_nothing()

    def test_not_ready_in_time(self):
        self.use(["sleep", "600"])
        self.stack.write_text(self.stack.read_text().replace("within: 20s", "within: 1s"))
        self.trusted()
        self.says(self.exits(4, "up"), "DS3104", "api is not ready")
        self.down_leaves_nothing()

    def test_a_port_that_is_taken_is_found_before_anything_starts(self):
        self.use_server()
        holder = subprocess.Popen(["python3", "-u", "server.py"], cwd=self.stack.parent,
                                  env={**os.environ, "PORT": str(self.port)},
                                  stdout=subprocess.DEVNULL)
        self.addCleanup(holder.wait)
        self.addCleanup(holder.kill)
        self.eventually(self.answer, "the holder listens")
        self.says(self.exits(6, "up"), "DS2101", str(self.port))
        self.assertEqual(self.ours(), [])


class Unruly(HostProcessTest):
    """Processes that do what they should not; each time `down` leaves nothing."""

    def up_with(self, line, ready="log: ready"):
        self.use(["sh", "-c", line], ready=ready)
        self.trusted()
        self.ok("up")

    def test_one_that_ignores_term(self):
        self.up_with("trap '' TERM; echo ready; while :; do sleep 1; done")
        self.down_leaves_nothing("-t", "1")

    def test_one_that_goes_to_the_background(self):
        self.up_with("setsid sh -c 'sleep 600 & echo ready' & sleep 0.2; exit 0")
        self.eventually(lambda: len(self.ours()) == 1, "only the daemon is left")
        self.says(self.ok("ps"), "running")
        self.down_leaves_nothing()

    def test_one_that_forks_twice(self):
        """As daemons do: the parent and its child end, the grandchild has lost both and its group."""
        daemon = self.folder / "daemon.py"
        self.use(["python3", str(daemon)], ready="http: {port: PORT}")
        daemon.write_text("import os, sys\nif os.fork(): sys.exit(0)\nos.setsid()\n"
                          "if os.fork(): os._exit(0)\nexec(open('server.py').read())\n")
        self.trusted()
        self.ok("up")
        self.assertIn("hello", self.answer())
        self.assertEqual(len(self.ours()), 1, "only the grandchild is left")
        self.says(self.ok("ps"), "running")
        self.ok("health")
        before = self.ours()
        self.ok("up")
        self.assertEqual(self.ours(), before, "up leaves it alone")
        self.down_leaves_nothing()
        self.assertEqual(self.answer(), "")

    def test_one_that_floods_its_log(self):
        gate = self.folder / "gate"
        self.up_with(f"echo ready; until test -e {gate}; do sleep 0.1; done; "
                     "head -c 100000000 /dev/zero | tr '\\0' x; echo; echo flooded; sleep 600")
        gate.touch()  # a flood that rotated the line away at once would leave the probe nothing
        self.eventually(lambda: "flooded" in self.ok("logs", "--tail", "1", "api").out, "the end", 60)
        logs = list(pathlib.Path(self.environment["XDG_STATE_HOME"]).rglob("api.log*"))
        self.assertLessEqual(sum(log.stat().st_size for log in logs), 21 << 20)
        self.down_leaves_nothing()

    def test_one_that_crashes_in_a_loop_after_it_was_ready(self):
        self.up_with("echo ready; sleep 1; exit 9")
        self.eventually(lambda: "backing off" in self.ok("ps").out, "the crash loop is shown")
        self.says(self.exits(4, "health"), "exited (9)")
        self.down_leaves_nothing()

    def test_one_that_is_killed_behind_our_back(self):
        self.use_server()
        self.ok("up")
        os.kill(int(self.record()["process.pid"]), signal.SIGKILL)
        self.eventually(lambda: self.record().get("restarts") == "1" and self.answer(),
                        "it is started again")
        self.ok("up")
        self.down_leaves_nothing()


class KilledSupervisor(HostProcessTest):
    def kill_supervisor(self):
        pid = int(self.record()["supervisor.pid"])
        os.kill(pid, signal.SIGKILL)
        self.eventually(lambda: pid not in self.supervisors(), "the supervisor is gone")

    def test_the_next_command_shows_and_ends_what_it_left(self):
        self.use_server()
        self.ok("up")
        self.kill_supervisor()
        self.says(self.ok("ps"), "its supervisor is gone")
        self.down_leaves_nothing()

    def test_the_next_up_takes_over(self):
        self.use_server()
        self.ok("up")
        before = self.record()["process.pid"]
        self.kill_supervisor()
        self.says(self.ok("plan"), "its supervisor is gone")
        self.ok("up")
        self.assertNotEqual(self.record()["process.pid"], before)
        self.assertEqual(len(self.ours()), 1)
        self.down_leaves_nothing()


class KilledUp(HostProcessTest):
    def test_devstack_killed_while_it_starts_a_process(self):
        self.use_server()
        for delay in (0.05, 0.15, 0.3, 0.5, 0.8):
            with self.subTest(delay=delay):
                process = subprocess.Popen(self.command("up"), env=self.environment,
                                           cwd=self.folder, stdin=subprocess.DEVNULL,
                                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(delay)
                process.send_signal(signal.SIGKILL)
                process.wait()
                self.ok("up")
                self.assertEqual(len(self.ours()), 1)
                self.assertIn("hello", self.answer())
                self.down_leaves_nothing()

    def test_what_a_killed_devstack_has_started_is_adopted(self):
        self.use_server()
        process = subprocess.Popen(self.command("up", "--follow"), env=self.environment,
                                   cwd=self.folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.eventually(lambda: self.devstack("health").code == 0, "everything is ready")
        pid = self.record()["process.pid"]
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.says(self.ok("ps"), f"process {pid}", "running")
        self.ok("up")
        self.says(self.ok("up"), "up to date: 2 services ready")
        self.assertEqual(self.record()["process.pid"], pid)
        self.ok("restart", "api")
        self.assertNotEqual(self.record()["process.pid"], pid)
        self.down_leaves_nothing()

    def test_down_alone_cleans_up_after_a_kill(self):
        self.use_server()
        process = subprocess.Popen(self.command("up"), env=self.environment, cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.eventually(self.record, "the process is on record")
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.down_leaves_nothing()
