"""Things of somebody else with names and labels like the project's: nothing may touch them."""
import engine_api
from support import BUSYBOX


class Canaries:
    """Containers, one of them running, networks and volumes for each of the ways to be mistaken for
    ours."""

    def __init__(self, project):
        self.project = project
        self.other = project + "x"  # begins with our name, and is another project
        self.containers = {
            f"{self.other}-db-1": self._labels("db"),
            f"{project}-canary": {},
            f"{project}-db-2-of-mine": {engine_api.SERVICE_LABEL: "db"},
        }
        self.networks = {f"{self.other}_back": self._labels(), f"{project}_back2": {}}
        self.volumes = {f"{self.other}_data": self._labels(), f"{project}_data2": {}}
        self._make()
        self.first = self.look()

    def _labels(self, service=""):
        labels = {engine_api.PROJECT_LABEL: self.other,
                  "com.docker.compose.project.working_dir": "/"}
        return {**labels, engine_api.SERVICE_LABEL: service} if service else labels

    def _make(self):
        for name, labels in self.networks.items():
            engine_api.call("POST", "/networks/create", body={"Name": name, "Labels": labels})
        for name, labels in self.volumes.items():
            engine_api.call("POST", "/volumes/create", body={"Name": name, "Labels": labels})
        volume, network = next(iter(self.volumes)), next(iter(self.networks))
        for name, labels in self.containers.items():
            body = {"Image": BUSYBOX, "Cmd": ["serve"], "Labels": labels,
                    "HostConfig": {"NetworkMode": network, "Binds": [f"{volume}:/data"]}}
            made = engine_api.call("POST", "/containers/create", {"name": name}, body)
            if labels.get(engine_api.PROJECT_LABEL):
                engine_api.call("POST", f"/containers/{made['Id']}/start")

    def look(self):
        """Everything about them that a careless hand would change."""
        seen = {}
        for name in self.containers:
            found = engine_api.inspect(name)
            state = found["State"]
            seen[name] = (found["Id"], found["Name"], state["Status"], state["StartedAt"],
                          found["RestartCount"], sorted(found["NetworkSettings"]["Networks"]))
        for name in self.networks:
            found = engine_api.call("GET", f"/networks/{name}")
            seen[name + " network"] = (found["Id"], sorted(found["Containers"]), found["Labels"])
        for name in self.volumes:
            found = engine_api.call("GET", f"/volumes/{name}")
            seen[name + " volume"] = (found["CreatedAt"], found["Labels"])
        return seen

    def changes(self):
        """What is not as it was, in words."""
        try:
            now = self.look()
        except RuntimeError as gone:
            return [f"a foreign object is gone: {gone}"]
        return [f"{name} was {before} and is {now[name]}"
                for name, before in self.first.items() if now[name] != before]

    def remove(self):
        for kind, names in (("containers", self.containers), ("networks", self.networks),
                            ("volumes", self.volumes)):
            for name in names:
                try:
                    engine_api.call("DELETE", f"/{kind}/{name}", {"force": 1})
                except RuntimeError:
                    pass  # a test has reported that already

    def names(self):
        return {*self.containers, *self.networks, *self.volumes}
