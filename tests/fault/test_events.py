"""Events are a hint: commands that listen to them end and show all the same when some are lost, come
twice, or when the stream breaks."""
import random
import time

import engine_api
from actions import CloseStream, Events
from engine_proxy import Rule
from fault_case import FaultTest, covers, full
from long_command import LongCommand

WITHIN_SECONDS = 10

FAULTS = {
    "none": [],
    "all omitted": [Rule(Events(lambda event: 0), path="/events")],
    "all twice": [Rule(Events(lambda event: 2), path="/events")],
    "closed at once": [Rule(CloseStream(), path="/events", nth=1)],
    "closed after one": [Rule(Events(lambda event: 1, close_after=1), path="/events")],
}


def some_omitted(seed):
    chance = random.Random(seed)
    return [Rule(Events(lambda event: 0 if chance.random() < 0.3 else 1), path="/events")]


def all_faults():
    seeds = range(100 if full() else 2)
    return {**FAULTS, **{f"some omitted, seed {seed}": some_omitted(seed) for seed in seeds}}


class EventsTest(FaultTest):
    def setUp(self):
        super().setUp()
        self.ok("up")
        self.web = engine_api.service_ids(self.project)["web"]

    def listen(self, rules, *arguments):
        """The command, once it listens to the engine."""
        self.proxy.script(*rules)
        command = LongCommand(self.command(*arguments),
                              {**self.environment, "DOCKER_HOST": self.proxy.host}, self.folder)
        self.addCleanup(command.close)
        self.until(lambda: any(call.path == "/events" and call.status for call in self.proxy.calls))
        return command

    def until(self, condition):
        deadline = time.monotonic() + WITHIN_SECONDS
        while not condition():
            self.assertLess(time.monotonic(), deadline, self.proxy.trace())
            time.sleep(0.02)

    def act(self, what):
        engine_api.call("POST", f"/containers/{self.web}/{what}", {"t": 0})


class Waiting(EventsTest):
    @covers(31)
    def test_wait_for_a_start(self):
        for name, rules in all_faults().items():
            with self.one_run(fault=name):
                self.act("stop")
                command = self.listen(rules, "wait", "web", "--for", "started")
                time.sleep(0.2)  # it has looked, and waits
                self.assertIsNone(command.process.poll(), command.text())
                self.act("start")
                self.assertTrue(command.wait_for(lambda: command.process.poll() is not None,
                                                 WITHIN_SECONDS), "it waits for ever")
                self.assertEqual(command.process.returncode, 0, command.text())

    @covers(31)
    def test_wait_until_ready(self):
        for name, rules in FAULTS.items():
            with self.one_run(fault=name):
                self.act("stop")
                command = self.listen(rules, "wait", "web", "--for", "healthy")
                self.act("start")
                self.assertTrue(command.wait_for(lambda: command.process.poll() is not None,
                                                 WITHIN_SECONDS), "it waits for ever")
                self.assertEqual(command.process.returncode, 0, command.text())


class Following(EventsTest):
    @covers(31)
    def test_logs_show_what_a_later_start_says(self):
        db = engine_api.service_ids(self.project)["db"]
        for name, rules in FAULTS.items():
            with self.one_run(fault=name):
                mark = f"mark-{name.replace(' ', '-')}"
                command = self.listen(rules, "logs", "-f")
                engine_api.call("POST", f"/containers/{db}/restart", {"t": 0})
                self.proxy.calls.clear()
                self.until(lambda: any(call.path.endswith(f"{db}/logs") or db in call.path
                                       for call in self.proxy.calls))
                self.assertIsNone(command.process.poll(), f"{mark}: {command.text()}")
                command.close()
