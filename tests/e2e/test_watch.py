"""`watch` and `up --watch`: changed files reach the containers, and what has to happen then does."""
import os
import pathlib
import shutil
import stat
import textwrap
import unittest

import engine_api
from support import BUSYBOX, ProjectTest


class WatchTest(ProjectTest):
    def use(self, rules, *, more="", service="command: [sleep, infinity]", image=BUSYBOX):
        self.use_stack(textwrap.dedent(f"""
        services:
          api:
            image: {image}
            {service}
            stop_grace_period: 0s
            develop:
              watch: {rules}
        {more}
        """))
        self.source = self.stack.parent / "src"
        self.source.mkdir(exist_ok=True)

    def watch(self, *arguments):
        command = self.long(*(arguments or ("watch",)))
        self.assertTrue(command.wait_for(lambda: "watch: watching" in command.text(), 60),
                        command.text())
        return command

    def inside(self, *command, service="api"):
        """What a command in the container prints; empty if it fails."""
        run = self.devstack("exec", "-T", service, *command)
        return run.out.strip() if run.code == 0 else ""

    def becomes(self, command, expected, *inside):
        """The command inside the container prints this, in the end."""
        got = command.wait_for(lambda: self.inside(*inside) == expected, 30)
        self.assertTrue(got, f"{inside}: {self.inside(*inside)!r}\n{command.text()}")

    def container(self, service="api"):
        for container in engine_api.containers(self.project):
            if container["Labels"].get(engine_api.SERVICE_LABEL) == service:
                return engine_api.call("GET", f"/containers/{container['Id']}/json")
        return None

    def test_sync_copies_changes_removes_and_creates(self):
        self.use("[{path: ./src, action: sync, target: /srv, ignore: ['*.log', 'skip/']}]")
        command = self.watch()
        (self.source / "a.txt").write_text("one")
        self.becomes(command, "one", "cat", "/srv/a.txt")
        (self.source / "a.txt").write_text("two")
        (self.source / "run.sh").write_text("#!/bin/sh\n")
        (self.source / "run.sh").chmod(0o755)
        self.becomes(command, "two", "cat", "/srv/a.txt")
        self.becomes(command, "755", "stat", "-c", "%a", "/srv/run.sh")
        # New folders, at any depth, with what they hold already; what is ignored stays out.
        (self.source / "deep" / "er").mkdir(parents=True)
        (self.source / "deep" / "er" / "b.txt").write_text("three")
        (self.source / "skip").mkdir()
        (self.source / "skip" / "c.txt").write_text("never")
        (self.source / "x.log").write_text("never")
        (self.source / ".a.txt.swp").write_text("never")
        self.becomes(command, "three", "cat", "/srv/deep/er/b.txt")
        (self.source / "deep").rename(self.source / "moved")
        self.becomes(command, "three", "cat", "/srv/moved/er/b.txt")
        shutil.rmtree(self.source / "moved")
        (self.source / "a.txt").unlink()
        self.becomes(command, "run.sh", "ls", "-A", "/srv")
        self.assertIn("watch: api: 1 file copied", command.text())

    def test_files_belong_to_the_user_that_the_container_runs_as(self):
        self.use("[{path: ./src, action: sync, target: /tmp/srv}]",
                 service="user: '1234:2345'\n            command: [sleep, infinity]")
        command = self.watch()
        (self.source / "a.txt").write_text("x")
        self.becomes(command, "1234:2345", "stat", "-c", "%u:%g", "/tmp/srv/a.txt")

    def test_restart_and_sync_restart(self):
        self.use("[{path: ./src, action: sync+restart, target: /srv},"
                 " {path: ./conf.ini, action: restart}]")
        (self.stack.parent / "conf.ini").write_text("1")
        command = self.watch()
        before = self.container()
        (self.source / "a.txt").write_text("one")
        self.assertTrue(command.wait_for(
            lambda: self.container()["State"]["StartedAt"] != before["State"]["StartedAt"]),
            command.text())
        self.assertEqual(self.container()["Id"], before["Id"])
        self.becomes(command, "one", "cat", "/srv/a.txt")
        second = self.container()["State"]["StartedAt"]
        (self.stack.parent / "conf.ini").write_text("2")
        self.assertTrue(command.wait_for(
            lambda: self.container()["State"]["StartedAt"] != second), command.text())

    def test_sync_exec_runs_the_hook_once_for_a_batch(self):
        self.use("[{path: ./src, action: sync+exec, target: /srv,"
                 " exec: {command: [sh, -c, 'echo ran $$WHO >> /tmp/hook'], "
                 "environment: {WHO: me}}}]")
        command = self.watch()
        for name in ("a", "b", "c"):
            (self.source / name).write_text(name)
        self.becomes(command, "ran me", "cat", "/tmp/hook")
        self.becomes(command, "a\nb\nc", "ls", "/srv")

    def test_a_hook_that_fails_is_told_and_watching_goes_on(self):
        self.use("[{path: ./src, action: sync+exec, target: /srv,"
                 " exec: {command: [sh, -c, 'echo no such thing; exit 3']}}]")
        command = self.watch()
        (self.source / "a").write_text("1")
        self.assertTrue(command.wait_for(lambda: "failed with 3" in command.text()),
                        command.text())
        self.assertIn("no such thing", command.text())
        (self.source / "b").write_text("2")
        self.becomes(command, "2", "cat", "/srv/b")

    def test_initial_sync_brings_what_is_there(self):
        self.use("[{path: ./src, action: sync, target: /srv, initial_sync: true, include: "
                 "['**/*.py']}]")
        (self.source / "sub").mkdir()
        (self.source / "sub" / "a.py").write_text("one")
        (self.source / "b.txt").write_text("not included")
        command = self.watch()
        self.becomes(command, "sub", "ls", "/srv")
        self.becomes(command, "one", "cat", "/srv/sub/a.py")

    def test_a_copy_that_fails_is_tried_again(self):
        self.use("[{path: ./src, action: sync, target: /srv}]",
                 service="read_only: true\n            command: [sleep, infinity]")
        command = self.watch()
        (self.source / "a").write_text("1")
        self.assertTrue(command.wait_for(lambda: "watch: warning: " in command.text()),
                        command.text())
        self.assertIsNone(command.process.poll(), command.text())

    def test_a_single_file_that_an_editor_replaces(self):
        self.use("[{path: ./app.ini, action: sync, target: /etc/app.ini}]")
        file = self.stack.parent / "app.ini"
        file.write_text("one")
        command = self.watch()
        for text in ("two", "three"):
            other = file.with_suffix(".new")
            other.write_text(text)
            os.replace(other, file)
            self.becomes(command, text, "cat", "/etc/app.ini")

    def test_rebuild_makes_a_new_container(self):
        (self.folder / "stack").mkdir()
        (self.folder / "stack" / "Dockerfile").write_text(
            f"FROM {BUSYBOX}\nCOPY src/version /version\nCMD [\"sleep\", \"infinity\"]\n")
        self.use("[{path: ./src, action: rebuild}]", service="build: .",
                 image=f"{self.project}-api",
                 more=textwrap.indent(f"web: {{image: {BUSYBOX}, command: [sleep, infinity], "
                                      "stop_grace_period: 0s}\n", "  "))
        (self.source / "version").write_text("1")
        self.addCleanup(self.remove_images)
        command = self.watch()
        api, web = self.container(), self.container("web")
        (self.source / "version").write_text("2")
        self.assertTrue(command.wait_for(
            lambda: (self.container() or api)["Id"] != api["Id"], 60), command.text())
        self.becomes(command, "2", "cat", "/version")
        self.assertEqual(self.container("web")["Id"], web["Id"])
        # A build that fails leaves what runs, and the next change is built.
        good = self.container()["Id"]
        (self.source / "version").rename(self.source / "away")
        self.assertTrue(command.wait_for(
            lambda: "what runs stays as it is" in command.text(), 60), command.text())
        self.assertEqual(self.container()["Id"], good)
        (self.source / "version").write_text("3")
        self.becomes(command, "3", "cat", "/version")

    def remove_images(self):
        engine_api.remove_project(self.project)
        try:
            engine_api.call("DELETE", f"/images/{self.project}-api", {"force": 1})
        except RuntimeError:
            pass

    def test_up_watch_shows_logs_too(self):
        self.use("[{path: ./src, action: sync, target: /srv}]",
                 service="command: [sh, -c, 'echo hello from api; exec sleep infinity']")
        command = self.long("up", "-w")
        self.assertTrue(command.wait_for(lambda: "watch: watching" in command.text(), 60),
                        command.text())
        self.assertTrue(command.wait_for(lambda: command.lines_with("hello from api")),
                        command.text())
        (self.source / "a").write_text("1")
        self.becomes(command, "1", "cat", "/srv/a")
        command.interrupt()
        self.assertEqual(command.end(), 130)
        self.assertEqual(self.states(), {"api": "running"})

    def test_ctrl_c_ends_it_and_leaves_the_containers(self):
        self.use("[{path: ./src, action: sync, target: /srv}]")
        command = self.watch()
        took = command.interrupt()
        self.assertEqual(command.end(), 130)
        self.assertLess(took, 2)
        self.assertEqual(self.states(), {"api": "running"})
        self.ok("up")  # nothing is left locked or half done

    def test_no_up_and_what_cannot_be_watched(self):
        self.use("[{path: ./src, action: sync, target: /srv}]")
        command = self.watch("watch", "--no-up")
        self.assertEqual(self.states(), {})
        (self.source / "a").write_text("1")
        self.assertTrue(command.wait_for(lambda: "api has no container" in command.text()),
                        command.text())
        self.ok("up")
        (self.source / "b").write_text("2")  # and what could not be copied before
        self.becomes(command, "a\nb", "ls", "/srv")

    def test_many_changes_at_once_are_one_batch(self):
        self.use("[{path: ./src, action: sync, target: /srv}]")
        command = self.watch()
        for number in range(2000):
            (self.source / f"f{number}").write_text("x")
        self.becomes(command, "2000", "sh", "-c", "ls /srv | wc -l")
        batches = [line for line in command.err if "copied" in line]
        self.assertLess(len(batches), 30, command.text())

    def test_without_a_develop_section(self):
        self.use_stack(f"services: {{api: {{image: {BUSYBOX}}}}}\n")
        for arguments in (("watch",), ("up", "--watch"), ("watch", "api", "--no-up")):
            run = self.exits(2, *arguments)
            self.says(run, "DS1017", "nothing to watch")
        self.assertEqual(self.states(), {})


if __name__ == "__main__":
    unittest.main()
