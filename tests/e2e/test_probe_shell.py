"""Exec tests are asked through one shell in the container: how often, what is left of it, and what happens without one."""
import subprocess
import time

import engine_api
from support import BUSYBOX, ProjectTest

STACK = """
services:
  slow:
    image: %s
    command: [sh, -c, %s]
    stop_grace_period: 0s
    x-devstack: {ready: {exec: "test -e /ready || { echo warming; exit 3; }", within: %s}}
"""


class ProbeShell(ProjectTest):
    def use_slow(self, command, within="30s"):
        self.use_stack(STACK % (BUSYBOX, f'"{command}"', within))

    def container(self):
        return engine_api.service_ids(self.project)["slow"]

    def shells(self):
        return [line for line in engine_api.processes(self.container()) if "while read" in line]

    def test_one_exec_serves_all_tries(self):
        self.use_slow("sleep 1.5; touch /ready; sleep 1000")
        began = int(time.time()) - 1
        self.ok("up")
        actions = engine_api.past_events(self.container(), began)
        self.assertEqual(sum(action.startswith("exec_create") for action in actions), 1, actions)
        self.wait_until(lambda: not self.shells())

    def test_an_image_without_a_shell_is_asked_by_commands(self):
        self.use_stack(STACK.replace("ready: {exec: \"test -e /ready || { echo warming; exit 3; }\"",
                                     "ready: {exec: [test, -e, /ready]")
                       % (BUSYBOX, '"rm /bin/sh; exec sleep 1000"', "3s"))
        run = self.exits(4, "up")
        self.says(run, "DS3104", "exit 1")
        self.use_stack(self.stack.read_text().replace("rm /bin/sh", "rm /bin/sh; touch /ready"))
        self.ok("up")

    def test_what_the_command_says_is_shown(self):
        self.use_slow("sleep 1000", within="2s")
        self.says(self.exits(4, "up"), "DS3104", "exit 3: warming")
        self.wait_until(lambda: not self.shells())

    def test_the_shell_ends_with_a_killed_devstack(self):
        self.use_slow("sleep 1000")
        up = subprocess.Popen(self.command("up"), env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(up.kill)
        self.wait_until(lambda: self.states().get("slow") == "running" and self.shells())
        up.kill()
        up.wait()
        self.wait_until(lambda: not self.shells())

    def wait_until(self, condition):
        deadline = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
