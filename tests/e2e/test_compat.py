"""No lock-in: Docker Compose reads the shipped stack, and sees what devstack started."""
import functools
import json
import shutil
import subprocess
import unittest

from support import QUICKSTART, SHARED, ProjectTest

PEERS = SHARED / "lab" / "peers"


@functools.lru_cache
def compose():
    """The command of Docker Compose: the machine's, else the lab's; None where neither is."""
    if PEERS.exists():
        folder = subprocess.run([str(PEERS)], capture_output=True, text=True, check=True)
        return [folder.stdout.strip() + "/compose"]
    if shutil.which("docker") and subprocess.run(
            ["docker", "compose", "version"], capture_output=True, check=False).returncode == 0:
        return ["docker", "compose"]
    return None


@unittest.skipUnless(compose(), "Docker Compose is not on this machine")
class DockerCompose(ProjectTest):
    def compose(self, *arguments):
        run = subprocess.run([*compose(), *arguments], capture_output=True, text=True, timeout=60,
                             env=self.environment, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def test_config_of_the_quickstart_is_the_same_document(self):
        stack = str(QUICKSTART / "stack.yaml")
        theirs = json.loads(self.compose("-f", stack, "-p", "same", "config", "--format", "json"))
        self.stack = QUICKSTART / "stack.yaml"
        self.project = "same"
        ours = json.loads(self.ok("--no-profile", "config", "--format", "json").out)
        self.assertEqual(ours, theirs)

    def test_ps_and_down_see_what_devstack_started(self):
        self.use_quickstart()
        self.ok("up")
        listed = self.compose("-f", str(self.stack), "-p", self.project, "ps", "-a", "--services")
        self.assertTrue({"postgres", "redis", "inference", "app"} <= set(listed.split()), listed)
        self.compose("-f", str(self.stack), "-p", self.project, "down")
        self.assertEqual(self.states(), {})
        self.ok("up")
        self.assertEqual(self.sql("SELECT count(*) FROM users"), "2")
