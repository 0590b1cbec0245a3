"""Time that passes while nothing moves: the command is stopped and continued, or the way to the engine
is away for a while. What would have worked still works."""
import os
import signal
import time

import engine_api
import invariants
from actions import Freeze, Suspend
from engine_proxy import Rule
from fault_case import FaultTest, covers
from long_command import LongCommand
from support import BUSYBOX

AWAY_SECONDS = 4


class SuspendedUp(FaultTest):
    """At the nth call of an `up` from nothing."""

    def play(self, action, quick):
        self.quick_numbers = quick
        for number, rule in self.each_call(action):
            with self.one_run(n=number, action=str(action)):
                if engine_api.volumes(self.project):
                    self.wipe()
                self.proxy.script(rule)
                run = self.faulted("up", deadline=30 + AWAY_SECONDS)
                self.learn_mark()
                invariants.after_fault(self, run)
                self.assertEqual(run.code, 0, f"{run}\n{self.proxy.trace()}")
                self.assertGreaterEqual(run.seconds, AWAY_SECONDS if rule.fired else 0)
                invariants.after_recovery(self, run)

    @covers(46)
    def test_the_command_is_stopped_and_goes_on(self):
        self.play(Suspend(AWAY_SECONDS), (3, 13))

    @covers(46)
    def test_the_network_is_away_before_the_engine_hears_of_a_call(self):
        self.play(Freeze(AWAY_SECONDS), (4, 14))

    @covers(46)
    def test_the_network_is_away_before_an_answer(self):
        self.play(Freeze(AWAY_SECONDS, executed=True), (11,))

    @covers(46)
    def test_a_gate_counts_no_time_in_which_the_command_was_stopped(self):
        """Ready after a second, within three, and stopped for longer than that at the first look."""
        self.use_stack(f"""
services:
  db:
    image: {BUSYBOX}
    command: [sh, -c, "sleep 1; touch /tmp/up; exec serve"]
    stop_grace_period: 0s
    x-devstack: {{ready: {{exec: [test, -e, /tmp/up], within: 3s}}}}
""")
        with self.one_run():
            self.proxy.script(Rule(Suspend(2 * AWAY_SECONDS), path="/exec/.*/start", nth=1))
            run = self.faulted("up", deadline=40)
            invariants.after_fault(self, run)
            self.assertEqual(run.code, 0, f"{run}\n{self.proxy.trace()}")
            self.ok("down")


class SuspendedLogs(FaultTest):
    def setUp(self):
        super().setUp()
        self.use_stack(f"""
services:
  clock:
    image: {BUSYBOX}
    command: [sh, -c, "i=0; while :; do i=$$((i+1)); echo line $$i.; sleep 0.2; done"]
    stop_grace_period: 0s
""")
        self.ok("up")
        self.proxy.script()
        self.logs = LongCommand(self.command("logs", "-f", "--no-log-prefix"),
                                {**self.environment, "DOCKER_HOST": self.proxy.host}, self.folder)
        self.addCleanup(self.logs.close)
        self.assertTrue(self.logs.wait_for(lambda: self.seen() > 3), self.logs.text())

    def recover(self):
        """It only looked: what is there stays."""

    def seen(self):
        return len(self.logs.lines_with("line "))

    def goes_on(self):
        """Everything that was said meanwhile comes, once and in order."""
        before = self.seen()
        self.assertTrue(self.logs.wait_for(lambda: self.seen() > before + 5), self.logs.text())
        numbers = [int(line.split()[-1].rstrip(".")) for line in self.logs.lines_with("line ")]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))

    @covers(46)
    def test_following_goes_on_after_a_stop(self):
        with self.one_run():
            os.kill(self.logs.process.pid, signal.SIGSTOP)
            time.sleep(AWAY_SECONDS)
            os.kill(self.logs.process.pid, signal.SIGCONT)
            self.goes_on()

    @covers(46)
    def test_following_goes_on_when_the_network_is_back(self):
        with self.one_run():
            self.proxy.freeze(AWAY_SECONDS)
            self.goes_on()
