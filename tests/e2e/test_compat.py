"""No lock-in: Docker Compose reads the shipped stack, and sees what devstack started."""
import json
import unittest

import docker_compose
from support import QUICKSTART, ProjectTest


@unittest.skipUnless(docker_compose.command(), "Docker Compose is not on this machine")
class DockerCompose(ProjectTest):
    def compose(self, *arguments):
        return docker_compose.run(self, *arguments).stdout

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
