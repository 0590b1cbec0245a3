"""What lies around the command: its streams, its environment, its state folder, its logs' frames."""
import pathlib
import resource
import shutil
import signal
import subprocess

import engine_api
import invariants
from actions import Drip, Rewrite, Truncate
from engine_proxy import Rule
from fault_case import FaultTest, covers, full
from support import BUSYBOX

ROUNDS = 100 if full() else 3


class Streams(FaultTest):
    def recover(self):
        """It only looked: what is there stays."""

    @covers(3)
    def test_the_reader_of_stdout_goes_away(self):
        self.ok("up")
        for command in (["logs"], ["ps"], ["config"], ["ps", "-o", "json"], ["logs", "-f"]):
            for _ in range(ROUNDS if full() else 1):
                with self.one_run(command=command):
                    process = subprocess.Popen(self.command(*command), env=self.environment,
                                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                    process.stdout.close()
                    if command[-1] == "-f":
                        for container in engine_api.service_ids(self.project).values():
                            engine_api.call("POST", f"/containers/{container}/restart", {"t": 0})
                    try:
                        error = process.communicate(timeout=20)[1].decode()
                    finally:
                        process.kill()
                    self.assertIn(process.returncode, (0, 141, -13), error)
                    self.assertNotIn("error", error)


class Surroundings(FaultTest):
    TABLE = {
        "no HOME": {"HOME": None},
        "no HOME and no state folder": {"HOME": None, "XDG_STATE_HOME": None},
        "HOME that is not there": {"HOME": "GONE", "XDG_STATE_HOME": None},
        "dumb terminal": {"TERM": "dumb"}, "no TERM": {"TERM": None},
        "C locale": {"LANG": "C", "LC_ALL": "C"}, "no such locale": {"LC_ALL": "xx_XX.UTF-8"},
        "no PATH": {"PATH": None}, "one column": {"COLUMNS": "1"},
        "columns that are none": {"COLUMNS": "-7"}, "TMPDIR that is not there": {"TMPDIR": "GONE"},
    }

    @covers(43)
    def test_a_table_of_environments(self):
        for name, changes in self.TABLE.items():
            with self.one_run(environment=name):
                whole = {**self.environment, **changes}
                gone = str(self.folder / "gone")
                environment = {key: gone if value == "GONE" else value
                               for key, value in whole.items() if value is not None}
                for command in ("up", "ps", "down"):
                    run = subprocess.run(self.command(command), env=environment, timeout=60,
                                         cwd=self.folder, capture_output=True, text=True,
                                         stdin=subprocess.DEVNULL)
                    self.assertIn(run.returncode, (0, 1, 2, 3, 7), run.stderr)
                    if run.returncode not in (0, 3):
                        self.assertIn("DS", run.stderr)
                self.ok("down")

    @covers(43)
    def test_few_descriptors(self):
        for number in range(4, 40, 1 if full() else 7):
            with self.one_run(descriptors=number):
                def limit(number=number):
                    resource.setrlimit(resource.RLIMIT_NOFILE, (number, number))
                run = subprocess.run(self.command("up"), env=self.environment, timeout=60,
                                     capture_output=True, text=True, preexec_fn=limit,
                                     stdin=subprocess.DEVNULL)
                self.assertNotIn(run.returncode, (70, -6, -11), run.stderr)
                if run.returncode != 0:
                    self.assertRegex(run.stderr, r"DS\d{4}|shared librar", run.stderr)
                self.ok("up")
                self.ok("down", "-t", "1")


class StateFiles(FaultTest):
    damages_state = True
    CONTENTS = {
        "empty": b"", "garbage": b"\0\xff\xfe" * 100, "newer": b"devstack-state 999 00\n",
        "old": b"devstack-state 0 00\n", "sum": b"devstack-state 1 " + b"0" * 64 + b"\nx=y\n",
        "json": b"{}", "long": b"x" * 10_000_000, "lines": b"\n" * 100_000,
    }

    @covers(48)
    def test_every_file_is_replaced_by_each_content(self):
        self.ok("up")
        self.ok("down", "-v", "--yes", "-t", "1")
        self.ok("up")
        self.learn_mark()
        state = pathlib.Path(self.environment["XDG_STATE_HOME"])
        kept = self.folder / "kept-state"
        shutil.copytree(state, kept)
        files = [file.relative_to(kept) for file in kept.rglob("*") if file.is_file()]
        self.assertGreater(len(files), 2)
        for file in files:
            for name, content in self.CONTENTS.items():
                with self.one_run(file=file.name, content=name):
                    (state / file).write_bytes(content)
                    for command in ("ps", "up"):
                        run = self.faulted(command)
                        self.assertEqual(run.code, 0, run)
                        invariants.after_reading(self, run)
                    self.assertEqual(invariants.mark_of(self.project), self.mark)
        self.ok("plan", "--detailed-exitcode")

    @covers(48)
    def test_the_state_folder_is_no_folder_or_not_writable(self):
        self.ok("up")
        self.learn_mark()
        state = pathlib.Path(self.environment["XDG_STATE_HOME"])
        for kind in ("file", "dangling link", "gone"):
            with self.one_run(kind=kind):
                self.drop(state)
                if kind == "file":
                    state.write_text("no folder")
                if kind == "dangling link":
                    state.symlink_to(self.folder / "nowhere" / "else")
                run = self.faulted("up")
                self.assertIn(run.code, (0, 1, 2, 7), run)
                if run.code:
                    self.assertIn("DS", run.err)
                self.drop(state)
                self.ok("up")
                self.assertEqual(invariants.mark_of(self.project), self.mark)

    def drop(self, path):
        if path.is_symlink() or path.is_file():
            path.unlink()
        shutil.rmtree(path, ignore_errors=True)


class FullDisk(FaultTest):
    @covers(26)
    def test_no_file_may_grow_beyond_a_size(self):
        """The kernel's limit for files refuses as a full disk does, and needs no disk."""
        self.ok("up")
        self.learn_mark()
        for size in range(0, 400, 8 if full() else 150):
            with self.one_run(size=size):
                self.level += 1
                self.write_stack()

                def limit(size=size):
                    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
                run = subprocess.run(self.command("up", "-t", "1"), env=self.environment, timeout=60,
                                     capture_output=True, text=True, preexec_fn=limit,
                                     stdin=subprocess.DEVNULL)
                self.assertIn(run.returncode, (0, 1), run.stderr)
                if run.returncode:
                    self.assertRegex(run.stderr, r"error\[DS4001\].*File too large", run.stderr)
                self.assertEqual(list(invariants.state_problems(self)), [])
                self.ok("up", "-t", "1")
                self.assertEqual(invariants.mark_of(self.project), self.mark)


class OutOfMemory(FaultTest):
    @covers(25)
    def test_a_container_that_needs_too_much_is_told_as_that(self):
        self.use_stack(f"""
services:
  hog:
    image: {BUSYBOX}
    command: [sh, -c, "exec tail /dev/zero"]
    mem_limit: 16m
    memswap_limit: 16m
    x-devstack: {{ready: {{tcp: 80}}}}
""")
        for _ in range(5 if full() else 1):
            with self.one_run():
                run = self.faulted("up", deadline=60)
                self.assertEqual(run.code, 1, run)
                self.says(run, "DS3103", "out of memory", "16 MiB")
                invariants.after_fault(self, run)
                self.ok("down")


class Frames(FaultTest):
    HEADS = {
        "type 7": b"\7\0\0\0\0\0\0\5hello", "type 3": b"\3\0\0\0\0\0\0\5hello",
        "4 GiB": b"\1\0\0\0\xff\xff\xff\xffx", "size 0": b"\1\0\0\0\0\0\0\0" * 1000,
        "half a head": b"\1\0\0", "no frames": b"plain text\n" * 100,
        "half a payload": b"\1\0\0\0\0\0\0\x64short",
    }

    def recover(self):
        """It only looked: what is there stays."""

    def setUp(self):
        super().setUp()
        self.ok("up")
        self.whole = self.ok("logs", "db").out

    def logs(self, action):
        self.proxy.script(Rule(action, path=".*/logs"))
        run = self.faulted("logs", "db")
        self.assertEqual({call.action for call in self.proxy.calls if call.action},
                         {str(action)}, self.proxy.trace())
        invariants.after_reading(self, run)
        return run

    @covers(33)
    def test_frames_split_at_every_byte(self):
        with self.one_run():
            run = self.logs(Drip(0.0005))
            self.assertEqual((run.code, run.out), (0, self.whole), run)

    @covers(33)
    def test_impossible_frames(self):
        for name, content in self.HEADS.items():
            with self.one_run(frames=name):
                self.assertIn(self.logs(Rewrite(lambda _, c=content: c, name)).code, (0, 1, 7))

    @covers(33)
    def test_the_stream_is_cut_at_each_byte(self):
        for size in range(0, 400, 1 if full() else 60):
            with self.one_run(size=size):
                self.assertIn(self.logs(Truncate(size)).code, (0, 1, 7))


class Jobs(FaultTest):
    @covers(20)
    def test_a_job_that_ends_at_once_has_its_code(self):
        for code in range(ROUNDS):
            with self.one_run(code=code):
                self.use_stack(f"""
services:
  job:
    image: {BUSYBOX}
    command: [sh, -c, "exit {code}"]
    x-devstack: {{job: {{run: always}}}}
""")
                run = self.faulted("up")
                self.assertEqual(run.code, 1 if code else 0, run)
                if code:
                    self.assertIn(str(code), run.err, run)
        self.ok("down")
