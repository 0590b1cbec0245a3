"""Snapshots, backups, reset: with a real PostgreSQL and a real Redis, by count and by hash."""
import io
import json
import os
import random
import re
import signal
import subprocess
import tarfile
import time

import engine_api
from support import BUSYBOX, ProjectTest
from terminal import Terminal

MOMENTS = 30 if os.environ.get("DEVSTACK_TEST_LONG") == "1" else 3

STACK = f"""
services:
  db:
    image: devstack/stand-in/postgres:15-alpine
    environment: {{POSTGRES_USER: app, POSTGRES_PASSWORD: app, POSTGRES_DB: app}}
    volumes: ["db_data:/var/lib/postgresql/data"]
    healthcheck: {{test: ["CMD-SHELL", "pg_isready -U app -h 127.0.0.1"], interval: 1s, retries: 30}}
    stop_grace_period: 10s
    x-devstack:
      role: database
      backup:
        dump: pg_dump -U app -Fc app
        restore: pg_restore -U app -d app --clean --if-exists --exit-on-error
  redis:
    image: devstack/stand-in/redis:7-alpine
    command: ["redis-server", "--appendonly", "yes"]
    volumes: ["redis_data:/data"]
    healthcheck: {{test: ["CMD", "redis-cli", "ping"], interval: 1s, retries: 30}}
    x-devstack: {{role: cache, backup: {{volume: redis_data}}}}
  app:
    image: {BUSYBOX}
    command: ["sh", "-c", "trap exit TERM; while :; do sleep 1; done"]
    volumes: ["app_data:/data"]
    depends_on: {{db: {{condition: service_healthy}}}}
  other:
    image: {BUSYBOX}
    command: ["sh", "-c", "trap exit TERM; while :; do sleep 1; done"]
volumes: {{db_data: {{}}, redis_data: {{}}, app_data: {{}}}}
"""


class DataTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(STACK)
        self.canaries = [f"{self.project}_db_data2", f"{self.project}_db_data_snap_mine",
                         f"{self.project}-db_data"]
        for name in self.canaries:
            engine_api.call("POST", "/volumes/create", body={"Name": name})
            self.addCleanup(engine_api.call, "DELETE", f"/volumes/{name}", {"force": 1})

    def tearDown(self):
        for name in self.canaries:
            engine_api.call("GET", f"/volumes/{name}")
        super().tearDown()

    def query(self, statement):
        return self.ok("exec", "-T", "db", "psql", "-U", "app", "-h", "127.0.0.1", "-XqAtc",
                       statement, environment={"PGPASSWORD": "app"}).out.strip()

    def fill(self, rows=2000, keys=500):
        self.query(f"CREATE TABLE t AS SELECT i AS id, md5(i::text) AS v "
                   f"FROM generate_series(1,{rows}) i")
        self.ok("exec", "-T", "redis", "sh", "-c",
                f"seq 1 {keys} | sed 's/.*/SET k& v&/' | redis-cli >/dev/null")

    def content(self):
        """Counts and hashes of all that was filled in."""
        rows = self.query("SELECT count(*), md5(string_agg(t::text, ',' ORDER BY id)) FROM t")
        keys = self.ok("exec", "-T", "redis", "sh", "-c",
                       "redis-cli --scan | sort | while read k; do echo $k; redis-cli get $k; done"
                       " | md5sum; redis-cli dbsize").out
        return rows, keys

    def tables(self):
        return self.query("SELECT count(*) FROM pg_tables WHERE tablename = 't'")

    @staticmethod
    def undo_of(run):
        """The snapshot that a command says it can be undone with."""
        return re.search(r"to undo: .*snapshot restore (\S+)", run.err).group(1)

    def started(self):
        return {service: (id, engine_api.inspect(id)["State"]["StartedAt"])
                for service, id in engine_api.service_ids(self.project).items()}

    def killed_after(self, seconds, *arguments):
        """Runs a command and kills it; the code of one that was faster."""
        process = subprocess.Popen(self.command(*arguments), env=self.environment, cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return None

    def timed(self, *arguments):
        began = time.monotonic()
        self.ok(*arguments)
        return time.monotonic() - began

    def at_random_moments(self, seconds, check):
        """Calls `check` with random moments of a command; a failure tells what repeats it."""
        seed = random.randrange(1 << 32)
        chosen = random.Random(seed)
        for number in range(MOMENTS):
            delay = chosen.uniform(0, seconds)
            with self.subTest(number=number, delay=f"{delay:.3f}", of=f"{seconds:.3f}", seed=seed):
                check(delay)

    def assert_no_helpers(self):
        self.assertEqual(engine_api.helpers(self.project), [])


class AsksFirst(DataTest):
    def test_a_terminal_shows_sizes_and_takes_no_for_an_answer(self):
        self.ok("up")
        for arguments in (["down", "-v"], ["reset"]):
            shown = Terminal(self.command(*arguments), self.environment, self.folder)
            self.addCleanup(shown.close)
            self.assertTrue(shown.sees("Delete the"), shown.shown)
            self.assertRegex(shown.shown, r"VOLUME +SIZE +AGE")
            self.assertRegex(shown.shown, rf"{self.project}_db_data +(\d+(\.\d)? \w+|\?) ")
            shown.type("n\n")
            self.assertTrue(shown.sees("nothing was changed"), shown.shown)
            self.assertEqual(shown.end(), 0)

    def test_who_is_not_asked_does_not_wait_for_sizes(self):
        self.ok("up")
        down = self.ok("down", "-v", "--yes")
        self.says(down, f"{self.project}_db_data")
        self.assertNotIn("SIZE", down.err)


class RoundTrip(DataTest):
    def test_backup_reset_restore_gives_everything_back(self):
        self.ok("up")
        self.fill()
        before = self.content()
        file = self.ok("backup", "-o", str(self.folder / "b.tar.gz")).out.strip()
        self.assertEqual(self.content(), before)
        reset = self.ok("reset", "--yes")
        self.says(reset, "a snapshot of the data first", "to undo: devstack", "snapshot restore", f"{self.project}_db_data")
        self.assertEqual(self.tables(), "0")
        restored = self.ok("restore", file, "--yes")
        self.says(restored, "restored db, redis", "to undo")
        self.assertEqual(self.content(), before)
        self.assertEqual(set(self.states().values()), {"running"})
        self.assert_no_helpers()

    def test_one_service_leaves_the_others_alone(self):
        self.ok("up")
        self.fill()
        before = self.content()
        self.ok("backup", "redis", "-o", str(self.folder / "r.tar.gz"))
        ids = self.started()
        self.ok("exec", "-T", "redis", "redis-cli", "flushall")
        self.ok("restore", str(self.folder / "r.tar.gz"), "redis", "--yes")
        self.assertEqual(self.content(), before)
        after = self.started()
        self.assertEqual({s: ids[s] for s in ("db", "app", "other")},
                         {s: after[s] for s in ("db", "app", "other")})

    def test_restore_into_a_project_that_is_gone(self):
        self.ok("up")
        self.fill()
        before = self.content()
        self.ok("backup", "-o", str(self.folder / "b.tar.gz"))
        self.ok("down", "-v", "--yes", "--no-snapshot")
        self.assertEqual(engine_api.volumes(self.project), [])
        self.assertEqual(engine_api.copies(self.project), [])
        self.ok("restore", str(self.folder / "b.tar.gz"), "--yes")
        self.ok("up")
        self.assertEqual(self.content(), before)

    def test_a_failed_restore_puts_back_what_was_there(self):
        self.ok("up")
        self.fill()
        self.ok("backup", "db", "-o", str(self.folder / "b.tar.gz"))
        self.query("INSERT INTO t VALUES (9999, 'later')")
        before = self.content()
        self.stack.write_text(STACK.replace("pg_restore -U app -d app --clean",
                                            "psql -U app -qc 'drop table t' && false --clean"))
        failed = self.exits(1, "restore", str(self.folder / "b.tar.gz"), "--yes")
        self.says(failed, "DS5008", "what was there before has been put back")
        self.ok("up")
        self.assertEqual(self.content(), before)


class Snapshots(DataTest):
    def test_save_ls_restore_rm(self):
        self.ok("up")
        self.fill()
        before = self.content()
        self.assertEqual(self.ok("snapshot", "save", "first").out.strip(), "first")
        self.assertEqual(set(self.states().values()), {"running"})
        self.query("DROP TABLE t")
        self.exits(2, "snapshot", "restore", "first")  # nobody can be asked
        restored = self.ok("snapshot", "restore", "first", "--yes")
        self.assertEqual(self.content(), before)
        undo = self.undo_of(restored)
        self.ok("snapshot", "restore", undo, "--yes")
        self.assertEqual(self.tables(), "0")
        listed = json.loads(self.ok("snapshot", "ls", "-o", "json").out)["snapshots"]
        self.assertEqual(listed[0]["name"], "first")
        self.assertEqual(len(listed[0]["volumes"]), 3)
        self.exits(2, "snapshot", "save", "first")
        self.ok("snapshot", "rm", "first", "--yes")
        self.exits(2, "snapshot", "restore", "first", "--yes")

    def test_the_last_three_automatic_ones_are_kept(self):
        self.ok("up")
        self.ok("snapshot", "save", "mine")
        for _ in range(4):
            self.ok("reset", "app", "--yes")
        listed = json.loads(self.ok("snapshot", "ls", "-o", "json").out)["snapshots"]
        self.assertEqual([s["automatic"] for s in listed], [False, True, True, True])

    def test_down_v_can_be_undone(self):
        self.ok("up")
        self.fill()
        before = self.content()
        gone = self.ok("down", "-v")
        self.assertEqual(engine_api.volumes(self.project), [])
        undo = self.undo_of(gone)
        self.ok("snapshot", "restore", undo, "--yes")
        self.ok("up")
        self.assertEqual(self.content(), before)

    def test_reset_databases_leaves_the_rest_running(self):
        self.ok("up")
        self.fill()
        before = self.started()
        marker = "echo kept > /data/file"
        self.ok("exec", "-T", "app", "sh", "-c", marker)
        self.ok("reset", "--databases", "--yes")
        after = self.started()
        self.assertEqual(before["other"], after["other"])
        self.assertEqual(before["app"], after["app"])
        self.assertNotEqual(before["db"], after["db"])
        self.assertEqual(self.ok("exec", "-T", "app", "cat", "/data/file").out.strip(), "kept")
        self.assertEqual(self.tables(), "0")

    def test_a_volume_in_foreign_hands_is_not_copied(self):
        self.ok("up")
        name = f"{self.project}-foreign"
        engine_api.call("POST", "/containers/create", {"name": name}, {
            "Image": BUSYBOX, "Cmd": ["sleep", "60"],
            "HostConfig": {"Binds": [f"{self.project}_db_data:/x"]}})
        self.addCleanup(engine_api.call, "DELETE", f"/containers/{name}", {"force": 1})
        engine_api.call("POST", f"/containers/{name}/start")
        before = self.started()
        for words in (("snapshot", "save"), ("reset", "--yes"), ("down", "-v")):
            self.says(self.exits(6, *words), "DS5013", name)
        self.assertEqual(self.started(), before)


class Refused(DataTest):
    def test_a_bad_archive_touches_nothing(self):
        self.ok("up")
        self.fill()
        whole = self.folder / "b.tar.gz"
        self.ok("backup", "-o", str(whole))
        before, started = self.content(), self.started()
        for name, code, data in self.bad_files(whole):
            with self.subTest(name=name):
                bad = self.folder / name
                bad.write_bytes(data)
                run = self.devstack("restore", str(bad), "--yes")
                self.assertIn(run.code, (1, 6), str(run))
                self.says(run, code)
        self.assertEqual(self.content(), before)
        self.assertEqual(self.started(), started)
        self.assertEqual(engine_api.copies(self.project), [])

    def bad_files(self, whole):
        data = whole.read_bytes()
        yield "truncated", "DS5001", data[:len(data) // 2]
        flipped = bytearray(data)
        flipped[len(flipped) // 2] ^= 1
        yield "flipped", "DS500", bytes(flipped)
        yield "garbage", "DS5001", os.urandom(5000)
        yield "empty", "DS5001", b""
        yield "version", "DS5003", self.changed(whole, lambda m, _: m.update(format=2))
        yield "foreign", "DS5004", self.changed(
            whole, lambda m, _: m.update(project="other", project_id="f" * 16))
        yield "major", "DS5005", self.changed(
            whole, lambda m, _: [e.update(major="9") for e in m["entries"]])
        yield "content", "DS5002", self.changed(
            whole, lambda m, files: files.update({"db/dump": b"x" * len(files["db/dump"])}))
        yield "missing", "DS5001", self.changed(whole, lambda m, files: files.pop("db/dump"))
        yield "traversal", "DS5006", self.changed(
            whole, lambda m, files: files.update({"../../evil": b"x"}))
        yield "link", "DS5006", self.changed(whole, lambda m, f: None, link="/etc/passwd")

    @staticmethod
    def changed(whole, change, link=None):
        """The backup with another manifest or other members."""
        with tarfile.open(whole) as archive:
            files = {m.name: archive.extractfile(m).read() for m in archive}
        manifest = json.loads(files.pop("manifest.json"))
        change(manifest, files)
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            for name, content in {"manifest.json": json.dumps(manifest).encode(), **files}.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            if link:
                member = tarfile.TarInfo("db/link")
                member.type = tarfile.SYMTYPE
                member.linkname = link
                archive.addfile(member)
        return out.getvalue()
