"""Calls on files that fail: each open, write, fsync, rename and new folder in the state folder, and in
that of a backup's target. What was there before stays, or what was wanted is there as a whole."""
import io
import itertools
import pathlib
import re
import shutil
import tarfile

import engine_api
import invariants
from fault_case import FaultTest, covers, full, only_full
from file_faults import BROKEN, FULL, INTERRUPTED, SHORT, failed


class FilesTest(FaultTest):
    """Each operation: what comes before it, the command, and what its end promises."""

    def setUp(self):
        super().setUp()
        self.state = pathlib.Path(self.environment["XDG_STATE_HOME"])
        self.backup = self.folder / "kept" / "db.backup.tar.gz"
        self.backup.parent.mkdir()
        self.log = self.folder / "file-calls"

    def play(self, operation, fault, quick, below=None):
        for number in itertools.count(1) if full() else quick:
            failures = []
            with self.one_run(operation=operation, n=number, fault=str(fault)):
                arguments = getattr(self, "prepare_" + operation)()
                run = self.faulted(*arguments, environment=fault.environment(
                    below or self.state, number, self.log), deadline=40)
                failures = failed(self.log)
                if not self.mark:
                    self.learn_mark()
                invariants.after_fault(self, run)
                self.told(run, fault, failures)
                getattr(self, "promised_" + operation)(run)
                invariants.after_recovery(self, run)
            if not failures:
                self.assertTrue(full(), f"{operation} has no call {number}")
                return

    def told(self, run, fault, failures):
        """An error names a file that failed and why; where there was nothing to complain of, none."""
        self.assertIn(run.code, (0, 1) if failures and fault.cause else (0,), run)
        if fault in (SHORT, INTERRUPTED):
            self.assertEqual(run.code, 0, run)
        if run.code == 0:
            return
        self.assertIn(fault.cause, run.err, run)
        named = any(re.sub(r"\.(new|partial)$", "", path) in run.err for _, path in failures)
        self.assertTrue(named, f"{failures}\n{run}")


class StateFolder(FilesTest):
    """Row 27 where devstack keeps what it knows."""

    def prepare_up(self):
        if engine_api.volumes(self.project):
            self.wipe()
        shutil.rmtree(self.state, ignore_errors=True)
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

    def prepare_snapshot(self):
        self.ok("up", "-t", "1")
        self.learn_mark()
        for name in self.snapshots():
            self.ok("snapshot", "rm", name, "--yes")
        return ["snapshot", "save", "mine"]

    def promised_up(self, run):
        if run.code == 0:
            self.ok("plan", "--detailed-exitcode")

    promised_recreate = promised_up

    def promised_down(self, run):
        if run.code == 0:
            self.assert_nothing_left(volumes=1)

    def promised_snapshot(self, run):
        """None, or one that gives the data back."""
        self.ok("up", "-t", "1")
        if run.code == 0:
            self.assertEqual(self.snapshots(), ["mine"])
        if self.snapshots():
            self.ok("snapshot", "restore", "mine", "--yes")
        self.assertEqual(engine_api.helpers(self.project), [])

    def snapshots(self):
        listed = self.ok("snapshot", "ls", "-o", "json").out
        return re.findall(r'"name": ?"([^"]+)"', listed)

    @covers(27)
    def test_up(self):
        self.play("up", BROKEN, (1, 8, 14))

    @covers(27)
    def test_up_that_replaces(self):
        self.play("recreate", BROKEN, (4, 7))

    @covers(27)
    def test_down(self):
        self.play("down", BROKEN, (1, 3, 4))

    @covers(27)
    def test_snapshot_save(self):
        self.play("snapshot", BROKEN, (3,))

    @covers(26, 27)
    def test_up_on_a_full_disk(self):
        self.play("up", FULL, (9,))

    @covers(26, 27)
    def test_down_on_a_full_disk(self):
        self.play("down", FULL, (3,))

    @covers(27)
    def test_short_writes(self):
        self.play("recreate", SHORT, (2,))

    @covers(27)
    @only_full
    def test_interrupted_writes(self):
        self.play("recreate", INTERRUPTED, ())


class BackupTarget(FilesTest):
    """Rows 26 and 27 where a backup is written to, over an older one."""
    OLD = b"what was there before"

    def prepare_backup(self):
        self.ok("up", "-t", "1")
        self.learn_mark()
        self.backup.write_bytes(self.OLD)
        return ["backup", "-o", str(self.backup)]

    def promised_backup(self, run):
        """The old file, or a whole new one; and no third."""
        self.assertEqual([file.name for file in self.backup.parent.iterdir()], [self.backup.name])
        if self.backup.read_bytes() == self.OLD:
            self.assertNotEqual(run.code, 0, run)
        else:
            self.assertEqual(self.kept_mark(), self.mark)

    def kept_mark(self):
        with tarfile.open(self.backup) as whole:
            volume = whole.extractfile("db/volume-data.tar").read()
        with tarfile.open(fileobj=io.BytesIO(volume)) as archive:
            name = next(name for name in archive.getnames() if name.endswith("/mark"))
            return archive.extractfile(name).read().decode()

    @covers(27)
    def test_broken_target(self):
        self.play("backup", BROKEN, (2, 4), self.backup.parent)

    @covers(26)
    def test_full_target(self):
        self.play("backup", FULL, (2,), self.backup.parent)

    @covers(27)
    def test_short_writes(self):
        self.play("backup", SHORT, (1,), self.backup.parent)

    @covers(27)
    def test_broken_state_folder(self):
        self.play("backup", BROKEN, (9,))

    @covers(26)
    def test_full_state_folder(self):
        self.play("backup", FULL, (8,))

    @covers(27)
    @only_full
    def test_short_writes_in_the_state_folder(self):
        self.play("backup", SHORT, ())
