"""A shipped stack in a test: a copy of its folder, ports and a network of its own, started once for
all tests of a class."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request

import engine_api
from support import BUSYBOX, ROOT, ProjectTest, free_port

STACKS = ROOT / "stacks"
PORT_VARIABLE = re.compile(r"^((?:\w+_)?PORT(?:_\d+)?)=\d+$", re.MULTILINE)


def port_variables(folder):
    """Variables of .env.example that hold a port."""
    return PORT_VARIABLE.findall((folder / ".env.example").read_text())


def subnet(number):
    """A network that no other test of this run uses; engines give out 172.16/12 themselves."""
    process = os.getpid()
    return f"10.{100 + process % 100}.{process // 100 % 28 * 9 + number}.0/24"


def make_image(name, folder, script):
    """An image that says nothing of itself: busybox's files, and a command."""
    folder.mkdir()
    made = subprocess.run(["docker", "create", BUSYBOX], capture_output=True, text=True, check=True)
    container = made.stdout.strip()
    try:
        subprocess.run(["docker", "export", "-o", str(folder / "root.tar"), container], check=True)
    finally:
        subprocess.run(["docker", "rm", container], check=True, capture_output=True)
    command = json.dumps(["/bin/sh", "-c", script])
    subprocess.run(["docker", "import", "--change", f"CMD {command}", str(folder / "root.tar"), name],
                   check=True, capture_output=True)


class StackCase(ProjectTest):
    """Tests of one stack that share one project. A class that names a `profile` starts it first."""

    stack_name = None
    profile = None
    up_options = ()

    @classmethod
    def setUpClass(cls):
        cls.shared = cls("make_shared")
        cls.shared.make_shared()
        if cls.profile is None:
            return
        try:
            cls.first_up = cls.shared.ok("--profile", cls.profile, *cls.up_options,
                                         "--progress", "json", "up")
        except BaseException:
            cls.tearDownClass()
            raise

    @classmethod
    def tearDownClass(cls):
        engine_api.remove_project(cls.shared.project)
        shutil.rmtree(cls.shared.folder, ignore_errors=True)

    def setUp(self):
        for name in ("project", "folder", "environment", "stack", "ports"):
            setattr(self, name, getattr(self.shared, name))

    def make_shared(self):
        name = re.sub(r"[^a-z0-9]+", "-", type(self).__name__.lower())
        self.project = f"e2e-{os.getpid()}-{name}"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="devstack-e2e-"))
        shutil.copytree(STACKS / self.stack_name, self.folder / "stack")
        self.stack = self.folder / "stack" / "stack.yaml"
        self.ports = {variable: free_port() for variable in port_variables(self.stack.parent)}
        self.environment = {
            **{key: value for key, value in os.environ.items()
               if not key.startswith(("COMPOSE_", "DEVSTACK_"))},
            **{key: str(port) for key, port in self.ports.items()},
            "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "DEVSTACK_SUBNET": subnet(0),
            "XDG_STATE_HOME": str(self.folder / "state")}

    def as_shipped(self):
        """What the stack says by itself: without this test's ports, subnet and project."""
        return {key: value for key, value in self.environment.items()
                if key not in self.ports and key != "DEVSTACK_SUBNET"}

    def fetch(self, port_name, path="/health", body=None, method=None):
        """Status, headers and document, through the published port."""
        url = f"http://127.0.0.1:{self.ports[port_name]}{path}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"},
                                         method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.headers, json.loads(answer.read() or "null")
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, json.loads(refused.read() or "null")

    def json(self, *arguments, **options):
        """The document that a command prints."""
        return json.loads(self.ok(*arguments, **options).out)

    def inspect(self, service):
        return engine_api.inspect(engine_api.service_ids(self.project)[service])

    def environment_of(self, service):
        """What the service's container sees."""
        return dict(entry.split("=", 1) for entry in self.inspect(service)["Config"]["Env"])

    def progress(self):
        """Events of the first `up`, in order."""
        return [json.loads(line) for line in self.first_up.out.splitlines()]
