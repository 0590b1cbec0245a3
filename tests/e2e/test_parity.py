"""Every key reaches the engine as Docker Compose sends it: the same files, started by the one and by
the other, and the engine's own documents of what came of them held against each other."""
import json
import os
import pathlib
import re
import shutil
import unittest

import docker_compose
import engine_api
import parity_rows
from support import BUSYBOX, ProjectTest, free_port

FILES = pathlib.Path(__file__).resolve().parent / "parity"
OUR_LABELS = "devstack."
#: Times, processes and addresses of one run; lists whose order means nothing.
PASSING = {"Created", "CreatedAt", "StartedAt", "FinishedAt", "Pid", "SandboxID", "SandboxKey",
           "EndpointID", "IPAddress", "GlobalIPv6Address", "Health", "LogPath", "Containers",
           "Status", "RestartCount", "ExecIDs"}
UNORDERED = {"Env", "Binds", "Mounts", "ExtraHosts", "DNSNames", "Ulimits", "DeviceRequests"}
CHOSEN_MAC = "02:42:de:"
#: Addresses that the files choose; all others are the engine's, from its pools.
CHOSEN_ADDRESSES = ("198.18.", "2001:db8:")
#: Files that a container gets with its first start.
STARTED = {"State", "NetworkSettings", "HostnamePath", "HostsPath", "ResolvConfPath"}

def engine_version():
    major, minor = engine_api.call("GET", "/version")["ApiVersion"].split(".")
    return int(major), int(minor)


def is_of_one_run(name, value):
    """Whether this member differs from run to run."""
    if name in PASSING or name.startswith(OUR_LABELS):
        return True
    if name == "MacAddress":
        return not value.startswith(CHOSEN_MAC)
    if name in ("Gateway", "IPv6Gateway", "Subnet"):
        return not value.startswith(CHOSEN_ADDRESSES)
    return False


def fixed(value, key=""):
    """Without what differs from run to run."""
    if isinstance(value, dict):
        return {name: fixed(member, name) for name, member in value.items()
                if not is_of_one_run(name, member)}
    if isinstance(value, list):
        elements = [fixed(element) for element in value]
        return sorted(elements, key=json.dumps) if key in UNORDERED else elements
    if key == "com.docker.compose.depends_on":
        return sorted(value.split(","))
    return value


class Documents:
    """What the engine says of a project's objects, with names in place of ids."""

    def __init__(self, project):
        listed = engine_api.containers(project)
        self.project = project
        self.names = {c["Id"]: c["Names"][0].removeprefix("/") for c in listed}
        networks = engine_api.networks(project)
        self.names.update({n["Id"]: n["Name"] for n in networks})
        self.containers = {self.owner(c["Names"][0]): self.inspected(c["Id"])
                           for c in listed}
        self.networks = {n["Labels"]["com.docker.compose.network"]: self.named(
            engine_api.call("GET", f"/networks/{n['Id']}")) for n in networks}
        self.volumes = {v["Labels"]["com.docker.compose.volume"]: self.named(v)
                        for v in engine_api.volumes(project)}

    def owner(self, name):
        """"/p-web-1" is "web", "/p-web-2" is "web-2"; a name of its own is the service's."""
        short = name.removeprefix(f"/{self.project}-").removesuffix("-1")
        return {"named": "process"}.get(short, short)

    def inspected(self, identity):
        """A container; what port the engine chose where the file has none, is its own affair."""
        document = engine_api.inspect(identity)
        wanted = document["HostConfig"]["PortBindings"] or {}
        for key, bindings in (document["NetworkSettings"]["Ports"] or {}).items():
            if any(not binding["HostPort"] for binding in wanted.get(key, [])):
                for binding in bindings:
                    binding.pop("HostPort")
        host = document["HostConfig"]
        modes = [host.get(name) or "" for name in ("NetworkMode", "IpcMode", "PidMode")]
        if host["VolumesFrom"] or any(mode.startswith("container:") for mode in modes):
            # Counts with ids of other containers; test_compat holds it against Compose's own eyes.
            document["Config"]["Labels"].pop("com.docker.compose.config-hash")
        return self.named(document)

    def named(self, document):
        text = json.dumps(document)
        for identity, name in self.names.items():
            text = text.replace(identity, f"<{name}>").replace(identity[:12], f"<{name}>")
        # What is left are anonymous volumes and layers; an image's id is its content's.
        return json.loads(re.sub(r'(?<!sha256:)(?<!config-hash": ")\b[0-9a-f]{64}\b', "<id>", text))


def differences(ours, theirs, place=""):
    """Lines "place: ours, theirs"."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in sorted(ours.keys() | theirs.keys()):
            yield from differences(ours.get(name), theirs.get(name), f"{place}>{name}")
    elif ours != theirs:
        yield f"{place}: {json.dumps(ours)}, with Docker Compose {json.dumps(theirs)}"


@unittest.skipUnless(docker_compose.command(), "Docker Compose is not on this machine")
class Parity(ProjectTest):
    def setUp(self):
        super().setUp()
        self.api = engine_version()
        self.environment.update({f"PARITY_PORT_{name}": str(free_port()) for name in "ABC"})
        # Subnets of this run alone: others may run it on the same engine.
        self.environment.update({"PARITY_FOUR": f"198.18.{os.getpid() % 256}",
                                 "PARITY_SIX": f"2001:db8:{os.getpid() % 0x10000:x}",
                                 "COMPOSE_PROJECT_NAME": self.project,
                                 "FROM_SHELL": "from the shell"})
        shutil.copytree(FILES, self.folder, dirs_exist_ok=True)
        self.covered = []

    def chosen_files(self, base):
        """The file, and what this engine's version adds to it."""
        extra = [path.name for path in sorted(self.folder.glob(f"{base}-*.yaml"))
                 if (1, int(path.stem.rpartition(".")[2])) <= self.api]
        return [word for name in [f"{base}.yaml", *extra] for word in ("-f", name)]

    def prepare_volume(self):
        """A volume of somebody else's with a folder in it."""
        name = f"{self.project}-prepared"
        engine_api.call("POST", "/volumes/create", body={"Name": name})
        self.addCleanup(engine_api.call, "DELETE", f"/volumes/{name}")
        self.addCleanup(engine_api.remove_project, self.project)
        maker = engine_api.call("POST", "/containers/create", body={
            "Image": BUSYBOX, "Cmd": ["mkdir", "-p", "/v/part"],
            "HostConfig": {"Binds": [f"{name}:/v"]}})["Id"]
        engine_api.call("POST", f"/containers/{maker}/start")
        engine_api.call("POST", f"/containers/{maker}/wait")
        engine_api.call("DELETE", f"/containers/{maker}")

    def documents_and_away(self):
        documents = Documents(self.project)
        engine_api.remove_project(self.project)
        return documents

    def hold_against(self, ours, theirs):
        """Every object, whole."""
        for kind in ("containers", "networks", "volumes"):
            mine, other = getattr(ours, kind), getattr(theirs, kind)
            self.assertEqual(mine.keys(), other.keys(), kind)
            for name in sorted(mine):
                with self.subTest(kind=kind, name=name):
                    found = list(differences(fixed(mine[name]), fixed(other[name])))
                    if found:
                        self.fail("\n".join(found))

    def visible(self, table, objects, default):
        """Each key shows, and not as it would without being written."""
        names = {"p": self.project, "four": self.environment["PARITY_FOUR"]}
        for row in parity_rows.rows(table):
            if row.api > self.api:
                continue
            with self.subTest(key=row.key):
                unset = parity_rows.at(objects[default], row.place, names)
                values = [parity_rows.at(objects[owner], row.place, names)
                          for owner in row.owner.split("/")]
                self.assertTrue(any(value != unset for value in values),
                                f"{row.place} is as by default: {unset}")
                self.covered.append(row.key)

    def test_what_runs(self):
        self.prepare_volume()
        files = self.chosen_files("runs")
        docker_compose.run(self, *files, "up", "-d")
        theirs = self.documents_and_away()
        self.ok(*files, "up", "--no-wait")
        ours = self.documents_and_away()
        self.hold_against(ours, theirs)
        self.visible(parity_rows.RUNNING, ours.containers, "plain")
        self.visible(parity_rows.NETWORKS, ours.networks, "default")
        self.visible(parity_rows.VOLUMES, ours.volumes, "data")
        # A key in several forms counts once.
        keys = {key.partition(" (")[0] for key in self.covered}
        self.assertGreaterEqual(len(keys), 110 if self.api >= (1, 49) else 100, sorted(keys))

    def test_what_cannot_run_here(self):
        files = self.chosen_files("made")
        docker_compose.run(self, *files, "create")
        theirs = self.documents_and_away()
        # Its devices and runtimes are not here, so that none of it starts; it is made all the same.
        self.devstack(*files, "up", "--keep-going", "--no-wait")
        ours = self.documents_and_away()
        for name in (ours.containers.keys() & theirs.containers.keys()):
            for document in (ours.containers[name], theirs.containers[name]):
                for part in STARTED:
                    document.pop(part)
        self.hold_against(ours, theirs)
        self.visible(parity_rows.MADE, ours.containers, "plain")
        self.assertEqual(len(self.covered), len(list(parity_rows.rows(parity_rows.MADE))))
