"""One fault at the nth call to the engine, for every n, in up, in an up that replaces containers, and
in down: whatever happened, the next up and down go on from there."""
import signal

import engine_api
import invariants
from actions import Answer, DropAfter, DropBefore, Signal, Vanish
from fault_case import FaultTest, covers, only_full


class EachCall(FaultTest):
    """Each operation: what comes before it, the command, and what an exit status of 0 promises."""

    def prepare_up(self):
        if engine_api.volumes(self.project):
            self.wipe()
        return ["up"]

    def prepare_recreate(self):
        self.ok("up", "-t", "1")
        self.learn_mark()
        self.level += 1
        self.write_stack()
        return ["up", "-t", "1"]

    def prepare_down(self):
        self.ok("up", "-t", "1")
        self.learn_mark()
        return ["down", "-t", "1"]

    def promised_up(self):
        self.ok("plan", "--detailed-exitcode")

    promised_recreate = promised_up

    def promised_down(self):
        self.assert_nothing_left(volumes=1)

    def play(self, operation, action, quick, codes=(0, 1, 4, 7)):
        self.quick_numbers = quick
        for number, rule in self.each_call(action):
            with self.one_run(operation=operation, n=number, action=str(action)):
                arguments = getattr(self, "prepare_" + operation)()
                self.proxy.script(rule)
                run = self.faulted(*arguments)
                self.proxy.come_back()
                if not self.mark:
                    self.learn_mark()
                invariants.after_fault(self, run)
                self.assertIn(run.code, codes, f"{run}\n{self.proxy.trace()}")
                if run.code == 0:
                    getattr(self, "promised_" + operation)()
                invariants.after_recovery(self, run)


class DroppedBefore(EachCall):
    """The connection breaks before the engine hears of the call."""

    @covers(8)
    def test_up(self):
        self.play("up", DropBefore(), (4, 11))

    @covers(8)
    def test_up_that_replaces(self):
        self.play("recreate", DropBefore(), (14,))

    @covers(8)
    def test_down(self):
        self.play("down", DropBefore(), (8,))


class AnswerLost(EachCall):
    """The engine has done it, and the connection breaks before the answer."""

    @covers(10)
    def test_up(self):
        self.play("up", DropAfter(), (9, 11, 13))

    @covers(10)
    def test_up_that_replaces(self):
        self.play("recreate", DropAfter(), (11, 13))

    @covers(10)
    def test_down(self):
        self.play("down", DropAfter(), (7, 8, 11))


class Refused(EachCall):
    """The engine answers with an error of its own."""

    @covers(11)
    def test_up_500(self):
        self.play("up", Answer(500), (3, 12))

    @covers(11)
    def test_up_503(self):
        self.play("up", Answer(503), (18,))

    @covers(11)
    def test_up_that_replaces(self):
        self.play("recreate", Answer(500), (12,))

    @covers(11)
    def test_down(self):
        self.play("down", Answer(500), (9,))


class Killed(EachCall):
    """kill -9 in mid-call; the lock is the kernel's to free, so the next command does not wait."""

    @covers(1, 30)
    def test_up_before_the_engine_hears_of_it(self):
        self.play("up", Signal(), (9, 13), (0, -9))

    @covers(1, 30)
    def test_up_after_the_engine_did_it(self):
        self.play("up", Signal(executed=True), (11,), (0, -9))

    @covers(1, 30)
    def test_up_that_replaces_before(self):
        self.play("recreate", Signal(), (13,), (0, -9))

    @covers(1, 30)
    def test_up_that_replaces_after(self):
        self.play("recreate", Signal(executed=True), (12,), (0, -9))

    @covers(1, 30)
    def test_down_before(self):
        self.play("down", Signal(), (9,), (0, -9))

    @covers(1, 30)
    def test_down_after(self):
        self.play("down", Signal(executed=True), (8,), (0, -9))


class Signalled(EachCall):
    """Ctrl-C, a closed terminal and a plain kill, in mid-call."""

    @covers(2)
    def test_interrupted_up(self):
        self.play("up", Signal(signal.SIGINT), (12,), (0, 130))

    @covers(2)
    @only_full
    def test_interrupted_up_that_replaces(self):
        self.play("recreate", Signal(signal.SIGINT), (), (0, 130))

    @covers(2)
    @only_full
    def test_interrupted_down(self):
        self.play("down", Signal(signal.SIGINT), (), (0, 130))

    @covers(2)
    def test_terminated_up(self):
        self.play("up", Signal(signal.SIGTERM), (14,), (0, 143))

    @covers(2)
    @only_full
    def test_hung_up_up(self):
        self.play("up", Signal(signal.SIGHUP), (), (0, 129))


class OnATerminal(EachCall):
    """Where progress is drawn, an end in mid-call leaves the terminal as it was."""

    on_terminal = True

    @covers(2)
    def test_interrupted_up(self):
        self.play("up", Signal(signal.SIGINT), (3, 13), (0, 130))

    @covers(2)
    def test_terminated_up(self):
        self.play("up", Signal(signal.SIGTERM), (15,), (0, 143))

    @covers(2)
    @only_full
    def test_hung_up_down(self):
        self.play("down", Signal(signal.SIGHUP), (), (0, 129))

    @covers(8)
    def test_dropped_up(self):
        self.play("up", DropBefore(), (13,))


class EngineGone(EachCall):
    """Every connection breaks, and for a while nothing listens."""

    @covers(4)
    def test_up(self):
        self.play("up", Vanish(), (13,))

    @covers(4)
    @only_full
    def test_up_after_the_engine_did_it(self):
        self.play("up", Vanish(executed=True), ())

    @covers(4)
    def test_up_and_the_engine_is_back_soon(self):
        self.play("up", Vanish(back_after=0.3), (16,))

    @covers(4)
    @only_full
    def test_up_that_replaces(self):
        self.play("recreate", Vanish(), ())

    @covers(4)
    def test_down(self):
        self.play("down", Vanish(), (9,))
