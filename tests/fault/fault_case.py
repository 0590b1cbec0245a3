"""What the fault tests share: a small stack, canaries beside it, a proxy in front of the engine, and
a count of the runs for the matrix."""
import contextlib
import itertools
import os
import re
import sys
import uuid

import engine_api
import invariants
from canaries import Canaries
from engine_proxy import EngineProxy, Rule
from faulted_run import FaultedRun, Terminal
from support import BUSYBOX, ProjectTest

STACK = """
services:
  db:
    image: {image}
    command: [sh, -c, "[ -e /data/mark ] || cat /proc/sys/kernel/random/uuid >/data/mark; echo up; exec serve"]
    environment: {{PASSWORD: "{secret}", LEVEL: "{level}"}}
    volumes: ["data:/data"]
    networks: [back]
    healthcheck: {{test: [CMD, wget, -q, -O-, "http://127.0.0.1/health"], interval: 1s, timeout: 2s}}
    stop_grace_period: 1s
    x-devstack: {{backup: {{volume: data}}}}
  web:
    image: {image}
    command: [sh, -c, "echo up; exec serve"]
    environment: {{LEVEL: "{level}"}}
    networks: [back]
    depends_on: {{db: {{condition: service_healthy}}}}
    healthcheck: {{test: [CMD, wget, -q, -O-, "http://127.0.0.1/health"], interval: 1s, timeout: 2s}}
    stop_grace_period: 1s
networks: {{back: {{}}}}
volumes: {{data: {{}}}}
"""
DEADLINE_SECONDS = 20


def full():
    """All runs, not a selection."""
    return os.environ.get("DEVSTACK_FAULT_FULL") == "1"


def covers(*rows):
    """Which rows of the matrix a test's runs count for."""
    def mark(function):
        function.rows = rows
        return function
    return mark


def only_full(function):
    """Too long for the quick selection; the runner leaves it out."""
    function.only_full = True
    return function


class FaultTest(ProjectTest):
    services = ("db", "web")
    damages_state = False  # the test itself writes into the state folder
    on_terminal = False  # the runs have a terminal, and draw on it

    def setUp(self):
        super().setUp()
        self.project = f"fault-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        self.addCleanup(engine_api.remove_project, self.project)
        self.secret = f"canary-{uuid.uuid4().hex}"
        self.level = 0
        self.mark = None
        self.runs = self.failures_seen = 0
        self.secret_looks = self.secret_finds = 0
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.environment["TMPDIR"] = str(self.temporary)
        self.write_stack()
        self.canaries = Canaries(self.project)
        self.addCleanup(self.canaries.remove)
        self.proxy = EngineProxy(engine_api.socket_path(), self.folder / "engine.sock")
        self.proxy.__enter__()
        self.addCleanup(self.proxy.__exit__)

    def write_stack(self):
        self.use_stack(STACK.format(image=BUSYBOX, secret=self.secret, level=self.level))

    def faulted(self, *arguments, deadline=DEADLINE_SECONDS, environment=None):
        """A run whose calls go through the proxy."""
        through = {**self.environment, "DOCKER_HOST": self.proxy.host, **(environment or {})}
        if self.on_terminal:
            through["TERM"] = "xterm-256color"
            through.pop("NO_COLOR")
        return FaultedRun(self.command(*arguments), through, self.folder, deadline,
                          Terminal() if self.on_terminal else None)

    @contextlib.contextmanager
    def one_run(self, **what):
        """A part of the test that is counted; where it fails, the next begins from nothing."""
        with self.subTest(**what):
            self.runs += 1
            try:
                yield
            except BaseException:
                self.failures_seen += 1
                self.proxy.script()
                self.recover()
                raise

    def recover(self):
        """After a failed run: nothing of it may matter to the next."""
        engine_api.remove_project(self.project)
        self.mark = None

    def each_call(self, action, *arguments, **match):
        """Numbers from 1 for which a rule on the nth call may fire: all of them until a run in which
        it did not, or a selection of `quick` many. Yields (n, rule)."""
        if full():
            for number in itertools.count(1):
                rule = Rule(action, nth=number, **match)
                yield number, rule
                if not rule.fired:
                    return
        else:
            for number in self.quick_numbers:
                yield number, Rule(action, nth=number, **match)

    def wipe(self):
        """Back to nothing, the data too."""
        self.mark = None
        self.ok("down", "-v", "--yes", "--no-snapshot", "-t", "1")

    def learn_mark(self):
        """What there is to lose from now on."""
        self.mark = invariants.mark_of(self.project)

    def named_like_project(self):
        """(kind, name, labels) of all that bears our name, except the canaries."""
        everything = [("container", c["Names"][0].lstrip("/"), c["Labels"])
                      for c in engine_api.call("GET", "/containers/json", {"all": 1})]
        everything += [("network", n["Name"], n["Labels"]) for n in engine_api.call("GET", "/networks")]
        everything += [("volume", v["Name"], v["Labels"] or {})
                       for v in engine_api.call("GET", "/volumes")["Volumes"] or []]
        ours = re.compile(rf"([0-9a-f]{{12}}_)?{re.escape(self.project)}([-_x].*)?")
        return [entry for entry in everything
                if ours.fullmatch(entry[1]) and entry[1] not in self.canaries.names()]
