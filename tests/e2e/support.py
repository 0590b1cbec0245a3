"""What the end-to-end tests share: a project of their own each, running the program, waiting for
nothing longer than its deadline, and leaving nothing behind."""
import mmap
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import unittest

import engine_api
from long_command import LongCommand

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
QUICKSTART = ROOT / "stacks" / "quickstart"
BUSYBOX = "devstack/test/busybox:1"
DEFAULT_TIMEOUT_SECONDS = 120


def program():
    return os.path.abspath(os.environ["DEVSTACK"])


def sanitized():
    """Whether the program was built with a sanitizer, whose memory and time are no measure."""
    with open(program(), "rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as text:
        return text.find(b"__asan_init") >= 0 or text.find(b"__tsan_init") >= 0


_ports_given = set()


def free_port():
    """A port that nothing listens on at this moment; another one each time."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in _ports_given:
            _ports_given.add(port)
            return port


class Run:
    """A finished command."""

    def __init__(self, arguments, completed):
        self.arguments = arguments
        self.code = completed.returncode
        self.out = completed.stdout
        self.err = completed.stderr

    def __str__(self):
        return (f"devstack {' '.join(self.arguments)}\nexit {self.code}\n"
                f"--- stdout\n{self.out}\n--- stderr\n{self.err}")


class ProjectTest(unittest.TestCase):
    """A test with a project name, ports and a folder for its files of its own."""

    maxDiff = None

    def setUp(self):
        name = re.sub(r"[^a-z0-9]+", "-", self.id().split(".", 1)[1].lower())[-40:].strip("-")
        self.project = f"e2e-{os.getpid()}-{name}"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="devstack-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
                            "XDG_STATE_HOME": str(self.folder / "state")}
        for name in ("COMPOSE_FILE", "COMPOSE_PROJECT_NAME", "COMPOSE_PROFILES",
                     "DEVSTACK_STACK", "DEVSTACK_PROFILE"):
            self.environment.pop(name, None)
        self.addCleanup(engine_api.remove_project, self.project)
        self.stack = None

    def use_quickstart(self):
        """A copy of the shipped stack, on free ports."""
        shutil.copytree(QUICKSTART, self.folder / "stack")
        self.stack = self.folder / "stack" / "stack.yaml"
        self.ports = {name: free_port() for name in
                      ("POSTGRES_PORT", "REDIS_PORT", "INFERENCE_PORT", "APP_PORT")}
        self.environment.update({name: str(port) for name, port in self.ports.items()})

    def use_stack(self, text):
        """A stack file of the test's own."""
        (self.folder / "stack").mkdir(exist_ok=True)
        self.stack = self.folder / "stack" / "stack.yaml"
        self.stack.write_text(text)

    def command(self, *arguments):
        chosen = ["-f", str(self.stack)] if self.stack else []
        return [program(), *chosen, "-p", self.project, *arguments]

    def devstack(self, *arguments, timeout=DEFAULT_TIMEOUT_SECONDS, environment=None):
        """Runs it to its end; a run that does not end in time fails the test."""
        try:
            completed = subprocess.run(
                self.command(*arguments), env={**self.environment, **(environment or {})},
                cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                errors="replace", timeout=timeout)
        except subprocess.TimeoutExpired as late:
            output = b"".join(part for part in (late.stdout, late.stderr) if part)
            self.fail(f"devstack {' '.join(arguments)} did not end within {timeout} s:\n"
                      + output.decode(errors="replace"))
        return Run(arguments, completed)

    def long(self, *arguments, keep=True):
        """Starts a command that stays; the test's end ends it."""
        command = LongCommand(self.command(*arguments), self.environment, self.folder, keep)
        self.addCleanup(command.close)
        return command

    def ok(self, *arguments, **options):
        """Runs it and expects exit status 0."""
        run = self.devstack(*arguments, **options)
        self.assertEqual(run.code, 0, str(run))
        return run

    def exits(self, code, *arguments, **options):
        run = self.devstack(*arguments, **options)
        self.assertEqual(run.code, code, str(run))
        return run

    def says(self, run, *texts):
        """Each of the texts stands in what the run printed."""
        for text in texts:
            self.assertIn(text, run.out + run.err, str(run))

    def sql(self, statement, user="app", database="app"):
        """One value, asked for through the published port."""
        command = ["psql", "-h", "127.0.0.1", "-p", str(self.ports["POSTGRES_PORT"]), "-U", user,
                   "-d", database, "-XAtc", statement]
        answer = subprocess.run(command, env={**os.environ, "PGPASSWORD": "app"},
                                capture_output=True, text=True, timeout=20)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return answer.stdout.strip()

    def assert_nothing_left(self, volumes):
        """No container and no network of the project; `volumes` volumes."""
        self.assertEqual([c["Names"] for c in engine_api.containers(self.project)], [])
        self.assertEqual([n["Name"] for n in engine_api.networks(self.project)], [])
        self.assertEqual(len(engine_api.volumes(self.project)), volumes)

    def states(self):
        """Service name to the engine's word for its state."""
        return {c["Labels"].get(engine_api.SERVICE_LABEL): c["State"]
                for c in engine_api.containers(self.project)}
