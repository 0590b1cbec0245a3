"""One fault at the nth call to the engine, for every n, in the commands that replace or delete data: what was there
before can be had back by what the next command says, and the command itself can be repeated."""
import json
import re
import signal

import engine_api
import invariants
from actions import DropAfter, DropBefore, Signal
from fault_case import FaultTest, covers, only_full


class DataEachCall(FaultTest):
    """Each operation: what comes before it, the command, and what holds after it and after its repetition."""

    def play(self, operation, action, quick, codes=(0, 1, 4, 7)):
        self.quick_numbers = quick
        for number, rule in self.each_call(action):
            with self.one_run(operation=operation, n=number, action=str(action)):
                arguments, kept = getattr(self, "prepare_" + operation)()
                self.proxy.script(rule)
                run = self.faulted(*arguments, deadline=40)
                self.proxy.script()
                invariants.after_fault(self, run)
                self.assertIn(run.code, codes, f"{run}\n{self.proxy.trace()}")
                getattr(self, "promised_" + operation)(run, arguments, kept)
                self.assertEqual(engine_api.helpers(self.project), [])
                self.learn_mark()
                invariants.after_recovery(self, run)
                self.forget_snapshots()

    def filled(self):
        self.mark = None
        self.ok("up", "-t", "1")
        return invariants.mark_of(self.project)

    def snapshots(self):
        return json.loads(self.ok("snapshot", "ls", "-o", "json").out)["snapshots"]

    def forget_snapshots(self):
        self.ok("up", "-t", "1")
        for snapshot in self.snapshots():
            self.ok("snapshot", "rm", snapshot["name"], "--yes")

    def undo_named(self):
        """The command that the next `up` says goes back; None where it has nothing to say."""
        up = self.devstack("up", "-t", "1")
        if up.code == 0:
            return None
        self.assertEqual(up.code, 6, up)
        self.says(up, "DS5010")
        return re.search(r"devstack snapshot restore (\S+)", up.err).group(1)

    def prepare_reset(self):
        return ["reset", "--yes"], self.filled()

    def promised_reset(self, run, arguments, kept):
        """The data is there, or in a snapshot; a reset that says it is done has done it."""
        undo = self.undo_named()
        found = invariants.mark_of(self.project)
        if run.code == 0:
            self.assertNotEqual(found, kept)
        if undo is None and found != kept:
            undo = [s["name"] for s in self.snapshots() if s["automatic"]][-1]
        if undo is not None:
            self.ok("snapshot", "restore", undo, "--yes")
            self.ok("up", "-t", "1")
        self.assertEqual(invariants.mark_of(self.project), kept)

    def prepare_restore(self):
        kept = self.filled()
        file = str(self.folder / "kept.tar.gz")
        self.ok("backup", "-o", file)
        self.ok("exec", "-T", "db", "sh", "-c", "echo newer >/data/mark")
        return ["restore", file, "--yes"], kept

    def promised_restore(self, run, arguments, kept):
        """The one data or the other, or an error that says how to go on; the same command again gives what is in the
        file."""
        if self.undo_named() is None:
            found = invariants.mark_of(self.project)
            self.assertIn(found, (kept,) if run.code == 0 else (kept, "newer\n"))
        self.ok(*arguments)
        self.ok("up", "-t", "1")
        self.assertEqual(invariants.mark_of(self.project), kept)


class Killed(DataEachCall):
    @covers(1, 44)
    def test_reset_before_the_engine_hears_of_it(self):
        self.play("reset", Signal(), (30,), (0, -9))

    @covers(1, 44)
    @only_full
    def test_reset_after_the_engine_did_it(self):
        self.play("reset", Signal(executed=True), (), (0, -9))

    @covers(1, 44)
    @only_full
    def test_restore_before_the_engine_hears_of_it(self):
        self.play("restore", Signal(), (), (0, -9))

    @covers(1, 44)
    def test_restore_after_the_engine_did_it(self):
        self.play("restore", Signal(executed=True), (30,), (0, -9))


class AnswerLost(DataEachCall):
    @covers(10, 44)
    def test_reset(self):
        self.play("reset", DropAfter(), (25,))

    @covers(10, 44)
    def test_restore(self):
        self.play("restore", DropAfter(), (25,))


class DroppedBefore(DataEachCall):
    @covers(8, 44)
    @only_full
    def test_reset(self):
        self.play("reset", DropBefore(), ())

    @covers(8, 44)
    @only_full
    def test_restore(self):
        self.play("restore", DropBefore(), ())


class Interrupted(DataEachCall):
    @covers(2, 44)
    @only_full
    def test_reset(self):
        self.play("reset", Signal(signal.SIGINT), (), (0, 130))

    @covers(2, 44)
    def test_restore(self):
        self.play("restore", Signal(signal.SIGINT), (28,), (0, 130))
