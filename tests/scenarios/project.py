"""One scenario's project: a folder with its files, free ports, a name of its own; the program run in
it, and what the engine has of it."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile

import engine_api

DEADLINE_SECONDS = 90
OURS = ("COMPOSE_", "DEVSTACK_")
TEMPORARY_NAME = re.compile(r"^[0-9a-f]{12}_")


class Answer:
    """A finished command."""

    def __init__(self, arguments, code, out, err, seconds):
        self.arguments, self.code, self.out, self.err = arguments, code, out, err
        self.seconds = seconds

    def __str__(self):
        return (f"devstack {' '.join(self.arguments)}\nexit {self.code} after {self.seconds:.1f} s\n"
                f"--- stdout\n{self.out}--- stderr\n{self.err}")


class Container:
    """What scenarios look at: the engine's account, and a few words of it."""

    def __init__(self, account):
        self.account = account
        self.id = account["Id"]
        self.name = account["Name"].lstrip("/")
        self.state = account["State"]["Status"]
        self.started = account["State"]["StartedAt"]
        self.labels = account["Config"]["Labels"]

    def key(self):
        """The service; `-2` behind it for further ones, `~` while it has a temporary name; a
        one-off container's name is its key."""
        service = self.labels.get(engine_api.SERVICE_LABEL)
        if service is None or self.labels.get("com.docker.compose.oneoff") == "True":
            return self.name
        number = self.labels.get("com.docker.compose.container-number", "1")
        return (service + ("" if number == "1" else f"-{number}")
                + ("~" if TEMPORARY_NAME.match(self.name) else ""))


class Project:
    def __init__(self, program, folder, ports, environment):
        self.program = program
        self.name = f"sc-{os.getpid()}-{folder.name}"
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="devstack-scenario-"))
        self.folder = self.root / "stack"
        shutil.copytree(folder, self.folder, ignore=shutil.ignore_patterns("scenario.yaml"))
        self.words = {"project": self.name, "folder": str(self.folder)}
        self.holders = {}
        for name in ports:
            self.words[name] = str(_free_port())
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(OURS)},
            **{name: self.words[name] for name in ports},
            "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": str(self.root / "state"),
            **{key: self.filled(str(value)) for key, value in environment.items()}}
        self.running = {}

    def filled(self, value):
        """Texts with @project@, @folder@, @PORT@ and @id:web@ (a service's container) filled in."""
        if isinstance(value, str):
            for word, meaning in self.words.items():
                value = value.replace(f"@{word}@", meaning)
            return re.sub(r"@id:([\w-]+)@", lambda found: self.containers()[found[1]].id, value)
        if isinstance(value, list):
            return [self.filled(entry) for entry in value]
        if isinstance(value, dict):
            return {self.filled(key): self.filled(entry) for key, entry in value.items()}
        return value

    def start(self, arguments, options):
        """Begins a command; `options`: in (a folder), environment, project (false: without -p)."""
        named = ["-p", self.name] if options.get("project", True) else []
        environment = {key: str(value) for key, value in options.get("environment", {}).items()}
        return subprocess.Popen(
            [self.program, *named, *arguments], cwd=self.folder / options.get("in", "."),
            env={**self.environment, **environment}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")

    def containers(self):
        """Key to Container, of all that carry the project's label."""
        found = {}
        for listed in engine_api.containers(self.name):
            try:
                container = Container(engine_api.inspect(listed["Id"]))
            except RuntimeError:
                continue  # it went between the list and the look
            found[container.key()] = container
        return found

    def occupy(self, name):
        """Another program takes the port."""
        holder = socket.socket()
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", int(self.words[name])))
        holder.listen()
        self.holders[name] = holder

    def release(self, name):
        self.holders.pop(name).close()

    def clean_up(self):
        for process in self.running.values():
            process.kill()
            process.communicate()
        for name in list(self.holders):
            self.release(name)
        _remove_containers_named(self.name)
        engine_api.remove_project(self.name)
        _remove_others_named(self.name)
        shutil.rmtree(self.root, ignore_errors=True)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _remove_containers_named(prefix):
    """What a scenario's steps have run beside the project: its name begins so."""
    for container in engine_api.call("GET", "/containers/json", {"all": 1}):
        if any(name.lstrip("/").startswith(prefix) for name in container["Names"]):
            engine_api.call("DELETE", f"/containers/{container['Id']}", {"force": 1, "v": 1})


def _remove_others_named(prefix):
    for network in engine_api.call("GET", "/networks"):
        if network["Name"].startswith(prefix):
            engine_api.call("DELETE", f"/networks/{network['Id']}")
    for volume in engine_api.call("GET", "/volumes")["Volumes"] or []:
        if volume["Name"].startswith(prefix):
            engine_api.call("DELETE", f"/volumes/{volume['Name']}", {"force": 1})
    for image in engine_api.call("GET", "/images/json"):
        for tag in image["RepoTags"] or []:
            if tag.startswith(prefix):
                engine_api.call("DELETE", f"/images/{tag}", {"force": 1})
