"""The same project started by devstack and by Docker Compose in turn."""
import time

import docker_compose
import engine_api
from support import ProjectTest


class BothWaysTest(ProjectTest):
    """What the one program started is up to date to the other."""

    def compose_up(self, *options):
        docker_compose.run(self, *options, "-f", str(self.stack), "-p", self.project, "up", "-d",
                           timeout=180)

    def containers(self):
        """Identity of every container, with the start of those that run."""
        return {c["Id"]: engine_api.call("GET", f"/containers/{c['Id']}/json")["State"]["StartedAt"]
                if c["State"] == "running" else None for c in engine_api.containers(self.project)}

    def at_rest(self):
        """The same once nothing changes any more: `up -d` does not wait for jobs to end."""
        seen = self.containers()
        for _ in range(30):
            time.sleep(1)
            before, seen = seen, self.containers()
            if seen == before:
                break
        return seen

    def changes_nothing(self, up):
        """A job that has ended may run again: Docker Compose does that."""
        before = self.at_rest()
        self.assertTrue(before)
        up()
        after = self.containers()
        self.assertEqual(set(after), set(before))
        self.assertEqual({one: after[one] for one, start in before.items() if start},
                         {one: start for one, start in before.items() if start})

    def both_ways(self):
        self.ok("--no-profile", "up")
        self.changes_nothing(self.compose_up)
        self.ok("--no-profile", "down")
        self.compose_up()
        self.changes_nothing(lambda: self.ok("--no-profile", "up"))
        self.ok("--no-profile", "down")
