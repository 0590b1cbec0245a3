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
    seeds = range(40 if full() else 2)
    return {**FAULTS, **{f"some omitted, seed {seed}": some_omitted(seed) for seed in seeds}}


class EventsTest(FaultTest):
    def setUp(self):
        super().setUp()
        self.ok("up")

    def recover(self):
        """The containers stay; `up` at the next run's begin makes what is missing."""
        self.ok("up")

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
        web = engine_api.service_ids(self.project)["web"]
        engine_api.call("POST", f"/containers/{web}/{what}", {"t": 0})


class Waiting(EventsTest):
    @covers(31)
    def test_wait_for_a_start(self):
        for name, rules in all_faults().items():
            with self.one_run(fault=name):
                self.ok("rm", "--stop", "--force", "web")
                command = self.listen(rules, "wait", "web", "--for", "started")
                self.until(lambda: self.proxy.calls[-1].path == "/containers/json"
                           and self.proxy.calls[-1].ended)
                self.assertIsNone(command.process.poll(), command.text())
                self.ok("up", "--no-wait")
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
        # Without any event it sleeps on: `logs -f` promises no wake-up while nothing happens.
        for name in FAULTS.keys() - {"all omitted"}:
            with self.one_run(fault=name):
                command = self.listen(FAULTS[name], "logs", "-f", "--tail", "0")
                self.until(lambda: sum(call.path.endswith("/logs") and call.status == 200
                                       for call in self.proxy.calls) >= 2)
                self.change_db(name.replace(" ", "-"))
                self.assertTrue(command.wait_for(lambda: name.replace(" ", "-") in command.text(),
                                                 WITHIN_SECONDS), self.proxy.trace())
                command.close()

    def change_db(self, word):
        """Another container of the service, which says the word."""
        self.stack.write_text(self.stack.read_text().replace("[sh, -c, \"", f"[sh, -c, \"echo {word};"))
        self.ok("up", "-t", "1")
