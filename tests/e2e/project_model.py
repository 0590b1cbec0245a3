"""What random operations on one project lead to, predicted without looking at the engine."""
import dataclasses

from support import BUSYBOX

SERVICES = ("db", "cache", "seed", "api", "web")
REQUIRED = {"db": (), "cache": (), "seed": ("db",), "api": ("db", "seed"), "web": ("api",)}
JOB = "seed"


@dataclasses.dataclass
class Replica:
    running: bool
    level: int
    is_new: bool = True  # since the last look: another container, or none before


class Model:
    """Containers by (service, number), the file's settings, and the data."""

    def __init__(self):
        self.levels = dict.fromkeys(SERVICES, 0)  # as the file says now
        self.scale = {"web": 1}
        self.replicas = {}
        self.has_volume = False
        self.mark = ""  # what was written to the volume
        self.done = None  # the job's level at its last success; None: it has to run

    def stack(self):
        """The file."""
        settings = {name: f"image: {BUSYBOX}, environment: {{LEVEL: '{level}'}}"
                    for name, level in self.levels.items()}
        return f"""
services:
  db: {{{settings["db"]}, volumes: ["data:/data"]}}
  cache: {{{settings["cache"]}}}
  seed:
    {{{settings["seed"]}, command: ["true"], volumes: ["data:/data"], depends_on: [db],
     x-devstack: {{job: {{run: once}}}}}}
  api:
    <<: {{{settings["api"]}}}
    depends_on:
      db: {{condition: service_started, restart: true}}
      seed: {{condition: service_completed_successfully}}
  web: {{{settings["web"]}, depends_on: [api], scale: {self.scale["web"]}}}
volumes: {{data: {{}}}}
"""

    def of(self, service):
        return {key: replica for key, replica in self.replicas.items() if key[0] == service}

    def up(self, services=SERVICES, scale=None):
        wanted = set()
        for service in services:
            self._require(service, wanted)
        for service in SERVICES:
            if service in wanted:
                self._converge(service, (scale or self.scale).get(service, 1))

    def _require(self, service, wanted):
        wanted.add(service)
        for other in REQUIRED[service]:
            self._require(other, wanted)

    def _converge(self, service, number):
        self.has_volume = self.has_volume or service in ("db", JOB)
        level = self.levels[service]
        if service == JOB:
            if self.done != level:
                self.replicas[(JOB, 1)] = Replica(False, level)
                self.done = level
            return
        for key in self.of(service):
            if key[1] > number:
                del self.replicas[key]
        for index in range(1, number + 1):
            found = self.replicas.get((service, index))
            if found is None or found.level != level:
                self.replicas[(service, index)] = Replica(True, level)
            else:
                found.running = True

    def down(self):
        self.replicas = {}

    def stop(self, services=SERVICES):
        for service in services:
            for replica in self.of(service).values():
                replica.running = False

    def remove(self, key):
        del self.replicas[key]

    def reset(self):
        self.replicas, self.done, self.mark = {}, None, ""
        self.up()
