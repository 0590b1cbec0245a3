"""Commands that change one project, started at once: one waits for the other or says who is at work,
and nothing is there twice, left behind, or stuck. DEVSTACK_TEST_LONG=1 runs 100 rounds;
DEVSTACK_TEST_SEED repeats a run."""
import os
import random
import subprocess
import time

import engine_api
from support import BUSYBOX, ProjectTest

ROUNDS = 100 if os.environ.get("DEVSTACK_TEST_LONG") == "1" else 6
DEADLINE_SECONDS = 120
PAIRS = (("up",), ("down", "-t", "1"), ("reset", "--yes", "--no-snapshot", "-t", "1"))
STACK = f"""
services:
  db: {{image: {BUSYBOX}, volumes: ["data:/data"]}}
  api: {{image: {BUSYBOX}, depends_on: [db]}}
  web: {{image: {BUSYBOX}, depends_on: [api], scale: 2}}
volumes: {{data: {{}}}}
"""


class LockRaces(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(STACK)

    def test_two_commands_at_once(self):
        seed = int(os.environ.get("DEVSTACK_TEST_SEED", random.randrange(1 << 32)))
        chance = random.Random(seed)
        for number in range(ROUNDS):
            with self.subTest(number=number, seed=seed):
                self.race(chance, PAIRS[number % len(PAIRS)])
        print(f"lock races: {ROUNDS} rounds with DEVSTACK_TEST_SEED={seed}", flush=True)

    def race(self, chance, other):
        self.ok(*chance.choice((("up",), ("down", "-t", "1"), ("stop", "-t", "1"))))
        patience = chance.choice(("60", "0"))
        first = self.begin(patience, "up", "-t", "1")
        time.sleep(chance.uniform(0, 0.3))
        second = self.begin(patience, *other)
        codes = [self.await_end(first, "up", patience), self.await_end(second, *other, patience)]
        self.assertIn(0, codes, "one of them has the lock")
        self.assert_nothing_twice()
        self.ok("up")
        self.assertEqual(self.counts(), {"db": 1, "api": 1, "web": 2})
        self.ok("plan", "--detailed-exitcode")
        self.assertEqual(len(engine_api.networks(self.project)), 1)
        self.assertEqual(len(engine_api.volumes(self.project)), 1)
        self.assertEqual(engine_api.helpers(self.project), [])

    def begin(self, patience, *arguments):
        process = subprocess.Popen(self.command("--lock-timeout", patience, *arguments),
                                   env=self.environment, cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        return process

    def await_end(self, process, *what):
        """Exit code: 0, or 6 with a word on who is at work."""
        try:
            said, _ = process.communicate(timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            self.fail(f"{what} did not end within {DEADLINE_SECONDS} s")
        self.assertIn(process.returncode, (0, 6), f"{what}\n{said}")
        if process.returncode == 6:
            self.assertIn("DS2105", said)
            self.assertRegex(said, r"pid \d+")
        return process.returncode

    def counts(self):
        counts = {}
        for container in engine_api.containers(self.project):
            service = container["Labels"][engine_api.SERVICE_LABEL]
            counts[service] = counts.get(service, 0) + (container["State"] == "running")
        return counts

    def assert_nothing_twice(self):
        names = sorted(name.lstrip("/") for container in engine_api.containers(self.project)
                       for name in container["Names"])
        for name in names:
            self.assertTrue(name.startswith(self.project), f"half-made: {names}")
        self.assertEqual(len(names), len(set(names)))
