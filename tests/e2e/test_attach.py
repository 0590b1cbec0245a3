"""`attach` and `exec`: terminals and pipes of what runs."""
import os
import signal
import subprocess

import engine_api
from support import BUSYBOX, ProjectTest
from terminal import Terminal

STACK = f"""
services:
  shell:
    image: {BUSYBOX}
    command: sh
    tty: true
    stdin_open: true
    stop_grace_period: 0s
  pipe:
    image: {BUSYBOX}
    command: sh -c "while read line; do echo got $$line; done; exit 6"
    stdin_open: true
    stop_grace_period: 0s
  trap:
    image: {BUSYBOX}
    command: sh -c "trap 'echo caught; exit 8' TERM; echo $$$$ > /tmp/up; while true; do sleep 0.1; done"
    stop_grace_period: 0s
"""


class TerminalTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(STACK)
        self.ok("up")

    def terminal(self, *arguments):
        made = Terminal(self.command(*arguments), self.environment, self.folder)
        self.addCleanup(made.close)
        return made


class AttachTest(TerminalTest):
    def test_a_shell_on_a_terminal(self):
        terminal = self.terminal("attach", "shell")
        terminal.type("echo $((40+2))\n")
        self.assertTrue(terminal.sees("42"), terminal.shown)
        terminal.resize(33, 99)
        self.assertTrue(terminal.answers("stty size", "33 99"), terminal.shown)
        terminal.type("exit 5\n")
        self.assertEqual(terminal.end(), 5)
        self.assertTrue(terminal.is_as_before())

    def test_detaching_leaves_it_running(self):
        for options, keys in (((), "\x10\x11"), (("--detach-keys", "ctrl-x,q"), "\x18q")):
            terminal = self.terminal("attach", *options, "shell")
            terminal.type("echo $((1+1))2\n")
            self.assertTrue(terminal.sees("22"), terminal.shown)
            terminal.type(keys)
            self.assertEqual(terminal.end(), 0)
            self.assertTrue(terminal.is_as_before())
        self.assertEqual(self.states()["shell"], "running")

    def test_input_goes_in_and_its_end_changes_nothing(self):
        with subprocess.Popen(self.command("attach", "pipe"), env=self.environment,
                              cwd=self.folder, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as attached:
            attached.stdin.write(b"one\ntwo\n")
            attached.stdin.close()
            self.assertEqual(attached.stdout.readline(), b"got one\n")
            self.assertEqual(attached.stdout.readline(), b"got two\n")
            self.ok("kill", "pipe")
            self.assertEqual(attached.wait(30), 137)

    def test_signals_are_passed_on_or_not(self):
        command = self.long("attach", "--sig-proxy=false", "trap")
        self.attached(command)
        command.process.send_signal(signal.SIGTERM)
        self.assertEqual(command.end(), -signal.SIGTERM)
        self.assertEqual(self.states()["trap"], "running")
        command = self.long("attach", "--no-stdin", "trap")
        self.attached(command)
        command.process.send_signal(signal.SIGTERM)
        self.assertEqual(command.end(), 8)
        self.assertIn("caught", command.out)

    def attached(self, command):
        """Its connections to the engine are there, and what follows them has been done."""
        self.assertTrue(command.wait_for(lambda: self.sockets(command) >= 2), command.text())

    @staticmethod
    def sockets(command):
        folder = f"/proc/{command.process.pid}/fd"
        count = 0
        for name in os.listdir(folder):
            try:
                count += os.readlink(f"{folder}/{name}").startswith("socket:")
            except OSError:
                pass
        return count

    def test_there_must_be_something_to_attach_to(self):
        self.ok("stop", "pipe")
        self.says(self.exits(3, "attach", "pipe"), "DS1003", "exited")
        self.exits(2, "attach", "nobody")
        self.says(self.exits(2, "attach", "--detach-keys", "ctrl-", "shell"), "no key")


class ExecTest(TerminalTest):
    def test_a_terminal_with_its_size(self):
        terminal = self.terminal("exec", "trap", "sh")
        self.assertTrue(terminal.answers("stty size", "24 80"), terminal.shown)
        terminal.resize(50, 100)
        self.assertTrue(terminal.answers("stty size", "50 100"), terminal.shown)
        terminal.type("exit 3\n")
        self.assertEqual(terminal.end(), 3)
        self.assertTrue(terminal.is_as_before())

    def test_detaching(self):
        terminal = self.terminal("exec", "trap", "sh", "-c", "echo go; sleep 300")
        self.assertTrue(terminal.sees("go"), terminal.shown)
        terminal.type("\x10\x11")
        self.assertEqual(terminal.end(), 0)
        self.assertIn("sleep 300", self.ok("top", "trap").out)

    def test_input_to_its_end(self):
        data = os.urandom(200_000)
        run = subprocess.run(self.command("exec", "trap", "cat"), env=self.environment,
                             cwd=self.folder, input=data, capture_output=True, timeout=60)
        self.assertEqual(run.stdout, data)

    def test_exit_codes_and_options(self):
        self.exits(3, "exec", "trap", "sh", "-c", "exit 3")
        # The engine's own answer: 126 before engine 23.
        missing = self.devstack("exec", "trap", "no-such-program")
        self.assertIn(missing.code, (126, 127), str(missing))
        self.says(missing, "no-such-program")
        run = self.ok("exec", "-u", "7:8", "-w", "/tmp", "-e", "A=1", "trap", "sh", "-c",
                      "id -u; pwd; echo $A")
        self.assertEqual(run.out.split(), ["7", "/tmp", "1"])
        self.says(self.exits(3, "exec", "--index", "4", "trap", "true"), "container 4")

    def test_a_one_off_where_there_is_nothing_else(self):
        self.ok("down", "-t", "0")
        self.ok("run", "-d", "trap", "sleep", "600")
        self.assertEqual(self.ok("exec", "trap", "echo", "in it").out, "in it\n")
        self.assertEqual(len(engine_api.containers(self.project)), 1)
