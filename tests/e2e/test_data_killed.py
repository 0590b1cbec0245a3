"""Snapshots, backups and resets that are killed half-way: nothing is lost, and the next command says
how to go on."""
import json
import re

from test_data import DataTest


class Killed(DataTest):
    def test_snapshot_restore_ends_with_the_one_or_the_other(self):
        self.ok("up")
        self.fill()
        wanted = self.content()
        self.ok("snapshot", "save", "wanted")
        self.query("DELETE FROM t WHERE id > 10")
        seconds = self.timed("snapshot", "restore", "wanted", "--yes")

        def check(delay):
            self.killed_after(delay, "snapshot", "restore", "wanted", "--yes")
            self.ok("snapshot", "restore", "wanted", "--yes")
            self.ok("up")
            self.assertEqual(self.content(), wanted)
            self.assert_no_helpers()
        self.at_random_moments(seconds, check)

    def test_reset_can_always_be_undone(self):
        self.ok("up")
        self.fill()
        wanted = self.content()
        self.ok("snapshot", "save", "wanted")
        seconds = self.timed("reset", "--yes")
        self.ok("snapshot", "restore", "wanted", "--yes")

        def check(delay):
            self.killed_after(delay, "reset", "--yes")
            self.go_back()
            self.assertEqual(self.content(), wanted)
        self.at_random_moments(seconds, check)

    def go_back(self):
        """To the state before the reset, by what the next command says."""
        run = self.devstack("up")
        if run.code == 6:
            self.says(run, "DS5010", "devstack reset")
            undo = re.search(r"devstack snapshot restore (\S+)", run.err).group(1)
        elif self.tables() == "1":
            return
        else:
            listed = json.loads(self.ok("snapshot", "ls", "-o", "json").out)["snapshots"]
            undo = [s["name"] for s in listed if s["automatic"]][-1]
        self.ok("snapshot", "restore", undo, "--yes")
        self.ok("up")

    def test_restore_of_a_backup_goes_on(self):
        self.ok("up")
        self.fill()
        wanted = self.content()
        file = str(self.folder / "b.tar.gz")
        self.ok("backup", "-o", file)
        seconds = self.timed("restore", file, "--yes")

        def check(delay):
            self.killed_after(delay, "restore", file, "--yes")
            self.ok("restore", file, "--yes")
            self.ok("up")
            self.assertEqual(self.content(), wanted)
            self.assert_no_helpers()
        self.at_random_moments(seconds, check)

    def test_a_killed_backup_leaves_the_old_file_or_a_whole_one(self):
        self.ok("up")
        self.fill()
        wanted = self.content()
        file = self.folder / "b.tar.gz"
        seconds = self.timed("backup", "-o", str(file))

        def check(delay):
            self.killed_after(delay, "backup", "-o", str(file))
            self.ok("up")
            self.assertEqual(self.content(), wanted)
            self.ok("restore", str(file), "--yes")
            self.assertEqual(self.content(), wanted)
        self.at_random_moments(seconds, check)
