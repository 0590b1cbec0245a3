"""`devstack run`: one-off containers beside those of `up`."""
import json
import os
import signal
import subprocess

import engine_api
from support import BUSYBOX, ProjectTest, free_port
from terminal import Terminal

STACK = f"""
services:
  db:
    image: {BUSYBOX}
    command: sleep 600
    stop_grace_period: 0s
    healthcheck: {{test: [CMD, test, -e, /tmp], interval: 1s}}
  app:
    image: {BUSYBOX}
    command: sh -c "echo declared; sleep 600"
    stop_grace_period: 0s
    restart: always
    environment: {{A: "1", B: "2"}}
    ports: ["${{APP_PORT:-18080}}:80"]
    volumes: ["data:/data"]
    networks: {{default: {{aliases: [other]}}}}
    depends_on: {{db: {{condition: service_healthy}}}}
volumes: {{data: {{}}}}
"""
ONE_OFF = "com.docker.compose.oneoff"


class RunTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.environment["APP_PORT"] = str(free_port())
        self.use_stack(STACK)

    def one_offs(self):
        return [c for c in engine_api.containers(self.project) if c["Labels"][ONE_OFF] == "True"]

    def terminal(self, *arguments):
        made = Terminal(self.command(*arguments), self.environment, self.folder)
        self.addCleanup(made.close)
        return made

    def piped(self, data, *arguments):
        return subprocess.run(self.command(*arguments), env=self.environment, cwd=self.folder,
                              input=data, capture_output=True, timeout=60)

    def test_after_its_dependencies_with_its_own_exit_code(self):
        run = self.exits(7, "run", "--rm", "app", "sh", "-c", "echo out; echo err >&2; exit 7")
        self.assertEqual(run.out, "out\n")
        self.assertIn("err\n", run.err)
        self.assertEqual(self.states(), {"db": "running"})

    def test_without_dependencies(self):
        self.ok("run", "--rm", "--no-deps", "app", "true")
        self.assertEqual(self.states(), {})

    def test_a_failed_dependency_keeps_it_from_running(self):
        self.use_stack(STACK.replace("command: sleep 600", "command: 'false'", 1))
        run = self.exits(1, "run", "--rm", "app", "echo", "never")
        self.assertEqual(run.out, "")
        self.assertEqual(self.one_offs(), [])

    def test_what_it_is_made_of(self):
        run = self.ok("run", "-d", "-e", "A=9", "-e", "C=3", "-l", "who=me", "-w", "/tmp",
                      "-u", "7:8", "app", "sleep", "600")
        made = engine_api.inspect(run.out.strip())
        slug = made["Config"]["Labels"]["com.docker.compose.slug"]
        self.assertRegex(slug, "^[0-9a-f]{64}$")
        self.assertEqual(made["Name"], f"/{self.project}-app-run-{slug[:12]}")
        self.assertNotIn("com.docker.compose.container-number", made["Config"]["Labels"])
        self.assertEqual(made["Config"]["Labels"]["who"], "me")
        self.assertEqual(made["Config"]["User"], "7:8")
        self.assertEqual(made["Config"]["WorkingDir"], "/tmp")
        self.assertTrue({"A=9", "B=2", "C=3"} <= set(made["Config"]["Env"]))
        self.assertFalse(made["HostConfig"]["PortBindings"])
        self.assertIn(made["HostConfig"]["RestartPolicy"]["Name"], ("", "no"))
        self.assertIn(f"{self.project}_data:/data:rw", made["HostConfig"]["Binds"])
        (network,) = made["NetworkSettings"]["Networks"].values()
        self.assertNotIn("app", network["Aliases"] or [])
        self.assertNotIn("other", network["Aliases"] or [])

    def test_neither_up_nor_scale_takes_it_for_a_replica(self):
        made = self.ok("run", "-d", "--no-deps", "app", "sleep", "600").out.strip()
        self.ok("up")
        self.assertEqual(engine_api.inspect(made)["State"]["Status"], "running")
        self.assertEqual(len(engine_api.containers(self.project)), 3)
        self.ok("up", "--remove-orphans")
        self.assertEqual(engine_api.inspect(made)["State"]["Status"], "running")
        self.assertIn(made, self.ok("ps", "-aq").out)
        self.assertNotIn(made, self.ok("ps", "-q").out)
        again = self.ok("run", "--rm", "app", "echo", "beside")
        self.assertEqual(again.out, "beside\n")
        self.ok("down", "-t", "0")
        self.assert_nothing_left(volumes=1)

    def test_names_in_networks_only_when_asked_for(self):
        made = self.ok("run", "-d", "--no-deps", "--use-aliases", "app", "sleep", "600")
        (network,) = engine_api.inspect(made.out.strip())["NetworkSettings"]["Networks"].values()
        self.assertTrue({"app", "other"} <= set(network["Aliases"]))

    def test_ports_only_when_asked_for(self):
        port = free_port()
        for option, published in ((("-p", f"{port}:80"), str(port)),
                                  (("-P",), self.environment["APP_PORT"])):
            made = self.ok("run", "-d", "--no-deps", *option, "app", "sleep", "600").out.strip()
            bindings = engine_api.inspect(made)["HostConfig"]["PortBindings"]
            self.assertEqual(bindings["80/tcp"][0]["HostPort"], published)
        taken = self.exits(6, "run", "--no-deps", "-P", "app", "true")
        self.says(taken, "DS2101")
        refused = self.exits(2, "run", "-P", "-p", "1:1", "app", "true")
        self.says(refused, "exclude each other")

    def test_options_are_read_as_the_stack_file_is(self):
        (self.folder / "src").mkdir()
        (self.folder / "src" / "file").write_text("here")
        (self.folder / "more.env").write_text("F='a b'\nA=weaker\n")
        run = self.ok("run", "--rm", "--no-deps", "-v", "./src:/src:ro", "--env-from-file",
                      "more.env", "-e", "A=$HOME", "-e", "FROM_HERE", "app", "sh", "-c",
                      'cat /src/file; echo " $F $A $FROM_HERE"; ! echo x > /src/new',
                      environment={"FROM_HERE": "yes"})
        self.assertEqual(run.out, "here a b $HOME yes\n")

    def test_an_entrypoint_takes_the_command_away(self):
        run = self.ok("run", "--rm", "--no-deps", "--entrypoint", "echo a 'b  c'", "app")
        self.assertEqual(run.out, "a b  c\n")
        declared = self.piped(b"", "run", "--rm", "--no-deps", "--entrypoint", "echo", "app", "d")
        self.assertEqual(declared.stdout, b"d\n")

    def test_a_command_that_does_not_exist_leaves_nothing(self):
        run = self.exits(1, "run", "--no-deps", "app", "no-such-program")
        self.says(run, "DS3105", "no-such-program")
        self.assertEqual(self.one_offs(), [])
        self.exits(2, "run", "nobody", "true")

    def test_stdin_is_passed_on_and_closed(self):
        data = os.urandom(300_000)
        run = self.piped(data, "run", "--rm", "--no-deps", "app", "cat")
        self.assertEqual(run.stdout, data)
        count = self.piped(b"abc", "run", "--rm", "--no-deps", "app", "wc", "-c")
        self.assertEqual(count.stdout.strip(), b"3")

    def test_it_goes_with_rm_and_stays_without(self):
        self.ok("run", "--rm", "--no-deps", "app", "true")
        self.assertEqual(self.one_offs(), [])
        self.exits(3, "run", "--no-deps", "--name", f"{self.project}-mine", "app", "sh", "-c",
                   "exit 3")
        self.assertEqual([c["Names"] for c in self.one_offs()], [[f"/{self.project}-mine"]])
        taken = self.exits(6, "run", "--no-deps", "--name", f"{self.project}-mine", "app", "true")
        self.says(taken, "DS2102")

    def test_a_job_that_is_run_so_does_not_count(self):
        self.use_stack(STACK.replace("  app:", f"""  seed:
    image: {BUSYBOX}
    command: "true"
    x-devstack: {{job: {{run: once}}}}
    depends_on: {{db: {{condition: service_healthy}}}}
  app:""", 1))
        self.ok("run", "--rm", "seed", "sh", "-c", "exit 0")
        jobs = json.loads(self.ok("job", "ls", "-o", "json").out)["jobs"]
        self.assertEqual([job["finished_at"] for job in jobs if job["job"] == "seed"], [None])

    def test_signals_are_passed_on(self):
        command = self.long("run", "--rm", "--no-deps", "app", "sh", "-c",
                            "trap 'echo caught; exit 9' TERM; echo ready; "
                            "while true; do sleep 0.1; done")
        self.assertTrue(command.wait_for(lambda: "ready" in command.out), command.text())
        command.process.send_signal(signal.SIGTERM)
        self.assertEqual(command.end(), 9)
        self.assertIn("caught", command.out)
        self.assertEqual(self.one_offs(), [])

    def test_the_third_ctrl_c_leaves(self):
        command = self.long("run", "--no-deps", "app", "sh", "-c",
                            "trap 'echo no' INT TERM; echo ready; while true; do sleep 0.1; done")
        self.assertTrue(command.wait_for(lambda: "ready" in command.out), command.text())
        for count in (1, 2):
            command.process.send_signal(signal.SIGINT)
            self.assertTrue(command.wait_for(lambda: len(command.lines_with("no")) == count),
                            command.text())
        command.process.send_signal(signal.SIGINT)
        self.assertEqual(command.end(), 130)
        self.assertEqual([c["State"] for c in self.one_offs()], ["running"])

    def test_on_a_terminal(self):
        terminal = self.terminal("run", "--rm", "--no-deps", "app", "sh", "-c",
                                 "while ! test -e /tmp/end; do stty size; sleep 0.1; done; exit 5")
        self.assertTrue(terminal.sees("24 80"), terminal.shown)
        self.assertTrue(terminal.is_raw())
        terminal.resize(40, 132)
        self.assertTrue(terminal.sees("40 132"), terminal.shown)
        (container,) = self.one_offs()
        self.assertTrue(engine_api.inspect(container["Id"])["Config"]["Tty"])
        subprocess.run([*self.command("cp"), "--all", str(self.stack), "app:/tmp/end"],
                       env=self.environment, check=True, timeout=60, capture_output=True)
        self.assertEqual(terminal.end(), 5)
        self.assertTrue(terminal.is_as_before())

    def test_ctrl_c_on_a_terminal_is_typed(self):
        terminal = self.terminal("run", "--rm", "--no-deps", "app", "sh", "-c",
                                 "trap 'echo got it; exit 4' INT; echo go; "
                                 "while true; do sleep 0.1; done")
        self.assertTrue(terminal.sees("go"), terminal.shown)
        terminal.type("\x03")
        self.assertEqual(terminal.end(), 4)
        self.assertIn("got it", terminal.shown)
        self.assertTrue(terminal.is_as_before())

    def test_the_terminal_is_as_before_after_a_signal(self):
        terminal = self.terminal("run", "--no-deps", "app", "sh", "-c",
                                 "trap '' HUP; echo go; sleep 600")
        self.assertTrue(terminal.sees("go"), terminal.shown)
        terminal.process.send_signal(signal.SIGHUP)
        self.assertEqual(terminal.end(), 129)
        self.assertTrue(terminal.is_as_before())

    def test_detach_keys(self):
        terminal = self.terminal("run", "--no-deps", "app", "sh", "-c", "echo go; sleep 600")
        self.assertTrue(terminal.sees("go"), terminal.shown)
        terminal.type("\x10\x11")
        self.assertEqual(terminal.end(), 0)
        self.assertTrue(terminal.is_as_before())
        self.assertIn("goes on running", terminal.shown)
        self.assertEqual([c["State"] for c in self.one_offs()], ["running"])

    def test_no_terminal_where_none_is_wanted(self):
        terminal = self.terminal("run", "--rm", "--no-deps", "-T", "app", "sh", "-c",
                                 "test -t 1; echo terminal $?")
        self.assertEqual(terminal.end(), 0)
        self.assertIn("terminal 1", terminal.shown)
        refused = self.exits(2, "run", "--rm", "-t", "app", "true")
        self.says(refused, "stdin is no terminal")
