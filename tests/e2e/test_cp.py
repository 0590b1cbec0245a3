"""`devstack cp`, against what `docker compose cp` 2.40.3 does in the same place."""
import io
import os
import subprocess
import tarfile

import engine_api
from support import BUSYBOX, ProjectTest

STACK = f"""
services:
  db:
    image: {BUSYBOX}
    command: sleep 600
    stop_grace_period: 0s
    scale: 2
"""


class CopyTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(STACK)
        self.ok("up")
        tree = self.folder / "tree"
        (tree / "sub").mkdir(parents=True)
        (tree / "file").write_text("text")
        (tree / "sub" / "tool").write_text("run")
        (tree / "sub" / "tool").chmod(0o750)
        (tree / "link").symlink_to("file")

    def inside(self, *command, index=1):
        return self.ok("exec", "--index", str(index), "db", *command).out

    def stream(self, data, *arguments):
        return subprocess.run(self.command(*arguments), env=self.environment, cwd=self.folder,
                              input=data, capture_output=True, timeout=60)

    def here(self, folder):
        """Paths under a folder of this host."""
        root = self.folder / folder
        return sorted(str(path.relative_to(root)) for path in root.rglob("*"))

    def test_in_under_each_name(self):
        for target, found in (("/tmp/new", "/tmp/new/sub/tool"), ("/tmp", "/tmp/tree/sub/tool"),
                              ("/tmp/new", "/tmp/new/tree/sub/tool")):
            self.ok("cp", "tree", f"db:{target}")
            self.assertEqual(self.inside("cat", found), "run", target)
        self.ok("cp", "tree/.", "db:/tmp/only")
        self.assertEqual(self.inside("readlink", "/tmp/only/link"), "file\n")
        self.ok("cp", "tree/file", "db:/tmp/renamed")
        self.assertEqual(self.inside("cat", "/tmp/renamed"), "text")
        self.assertEqual(self.inside("stat", "-c", "%a", "/tmp/new/sub/tool"), "750\n")

    def test_in_goes_into_every_container_or_one(self):
        self.ok("cp", "tree/file", "db:/tmp/all")
        self.assertEqual(self.inside("cat", "/tmp/all", index=2), "text")
        self.ok("cp", "--index", "2", "tree/file", "db:/tmp/one")
        self.assertEqual(self.inside("ls", "/tmp/one", index=2), "/tmp/one\n")
        self.exits(1, "exec", "--index", "1", "db", "test", "-e", "/tmp/one")

    def test_links_at_the_top(self):
        self.ok("cp", "tree/link", "db:/tmp/kept")
        self.assertEqual(self.inside("readlink", "/tmp/kept"), "file\n")
        self.ok("cp", "-L", "tree/link", "db:/tmp/followed")
        self.assertEqual(self.inside("cat", "/tmp/followed"), "text")
        self.inside("ln", "-s", "/tmp/followed", "/tmp/back")
        self.ok("cp", "db:/tmp/back", "kept")
        self.assertTrue((self.folder / "kept").is_symlink())
        self.ok("cp", "-L", "db:/tmp/back", "followed")
        self.assertEqual((self.folder / "followed").read_text(), "text")

    def test_a_link_to_a_folder_in_the_container_is_gone_through(self):
        self.inside("sh", "-c", "mkdir /tmp/real; ln -s real /tmp/alias")
        self.ok("cp", "tree/file", "db:/tmp/alias")
        self.assertEqual(self.inside("cat", "/tmp/real/file"), "text")

    def test_owners(self):
        file = self.folder / "tree" / "file"
        if os.getuid() == 0:
            os.chown(file, 1000, 1001)
        self.ok("cp", "tree/file", "db:/tmp/packed")
        self.assertEqual(self.inside("stat", "-c", "%u:%g", "/tmp/packed"),
                         f"{file.stat().st_uid}:{file.stat().st_gid}\n")
        self.inside("sh", "-c", "echo x > /tmp/theirs; chown 5:6 /tmp/theirs")
        self.ok("cp", "db:/tmp/theirs", "theirs")
        status = (self.folder / "theirs").stat()
        self.assertEqual((status.st_uid, status.st_gid), (os.getuid(), os.getgid()))

    def test_out_under_each_name(self):
        self.ok("cp", "tree", "db:/tmp/tree")
        self.ok("cp", "db:/tmp/tree", "out")
        tree = ["file", "link", "sub", "sub/tool"]
        self.assertEqual(self.here("out"), tree)
        self.ok("cp", "db:/tmp/tree", "out")
        self.assertEqual(self.here("out/tree"), tree)
        (self.folder / "only").mkdir()
        self.ok("cp", "db:/tmp/tree/.", "only")
        self.assertEqual(self.here("only"), tree)
        self.assertEqual((self.folder / "only" / "sub" / "tool").stat().st_mode & 0o777, 0o750)
        self.ok("cp", "db:/tmp/tree/file", "renamed")
        self.assertEqual((self.folder / "renamed").read_text(), "text")

    def test_streams(self):
        data = io.BytesIO()
        with tarfile.open(fileobj=data, mode="w") as archive:
            archive.add(self.folder / "tree", "packed")
        self.assertEqual(self.stream(data.getvalue(), "cp", "--index", "1", "-", "db:/tmp")
                         .returncode, 0)
        self.assertEqual(self.inside("cat", "/tmp/packed/file"), "text")
        out = self.stream(None, "cp", "db:/tmp/packed", "-")
        self.assertEqual(out.returncode, 0, out.stderr)
        with tarfile.open(fileobj=io.BytesIO(out.stdout)) as archive:
            self.assertIn("packed/sub/tool", archive.getnames())
        self.assertEqual(self.stream(b"", "cp", "--index", "1", "-", "db:/tmp/no").returncode, 2)

    def test_big_files(self):
        data = os.urandom(5_000_000)
        (self.folder / "big").write_bytes(data)
        self.ok("cp", "--index", "1", "big", "db:/tmp/big")
        self.ok("cp", "db:/tmp/big", "back")
        self.assertEqual((self.folder / "back").read_bytes(), data)

    def test_a_container_that_does_not_run_and_one_of_run(self):
        made = self.ok("run", "-d", "db", "sleep", "600").out.strip()
        self.ok("stop", "-t", "0")
        self.ok("cp", "--all", "tree/file", "db:/tmp/both")
        self.ok("cp", "db:/tmp/both", "back")
        self.assertEqual((self.folder / "back").read_text(), "text")
        changes = engine_api.call("GET", f"/containers/{made}/changes")
        self.assertIn("/tmp/both", [change["Path"] for change in changes])

    def test_nothing_leads_out_of_the_target(self):
        outside = self.folder / "outside"
        outside.mkdir()
        target = self.folder / "target"
        (target / "tree").mkdir(parents=True)
        (target / "tree" / "sub").symlink_to(outside)
        self.ok("cp", "tree", "db:/tmp/tree")
        run = self.devstack("cp", "db:/tmp/tree", "target")
        self.assertNotEqual(run.code, 0)
        self.says(run, "cannot write through tree/sub")
        self.assertEqual(list(outside.iterdir()), [])

    def test_refusals(self):
        (self.folder / "plain").write_text("x")
        self.ok("cp", "tree", "db:/tmp/tree")
        for code, words, arguments in (
                (1, "DS1019", ("db:/none", "x")),
                (2, "over the file", ("db:/tmp/tree", "plain")),
                (2, "no folder", ("db:/tmp/tree/file", "none/")),
                (2, "no folder", ("tree/file", "db:/tmp/none/")),
                (2, "over the file", ("tree", "db:/tmp/tree/file")),
                (2, "container to container", ("db:/a", "db:/b")),
                (2, "neither side", ("a", "b")),
                (2, "no service", ("nobody:/a", "b")),
                (3, "no container 7", ("--index", "7", "db:/tmp", "b"))):
            run = self.exits(code, "cp", *arguments)
            self.says(run, words)
        self.assertNotEqual(self.devstack("cp", "nothing", "db:/tmp").code, 0)
