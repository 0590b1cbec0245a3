"""Following logs: across restarts, recreation and scaling without a line lost or doubled, under
floods, and without a wake-up while nothing happens; and what `up` stays for."""
import json
import re
import os
import shutil
import subprocess
import textwrap
import time
import unittest

import engine_api
from support import BUSYBOX, ProjectTest, sanitized

COUNTER = ("i=0; while [ $$i -lt 300 ]; do i=$$((i+1)); echo out-$$RUN-$$i; "
           "echo err-$$RUN-$$i >&2; done; exec sleep infinity")


def duplicates(lines):
    return sorted({line for line in lines if lines.count(line) > 1})


class FollowTest(ProjectTest):
    def service(self, script, *, name="api", more=""):
        return (f"  {name}:\n    image: {BUSYBOX}\n    command: [sh, -c, {json.dumps(script)}]\n"
                f"    stop_grace_period: 0s\n{more}")

    def use(self, *services):
        self.use_stack("services:\n" + "".join(services))

    def follow(self, *arguments, expect=None, keep=True):
        command = self.long(*(arguments or ("logs", "-f")), keep=keep)
        if expect:
            self.assertTrue(command.wait_for(lambda: command.lines_with(expect), 60),
                            command.text())
        return command

    def test_no_line_is_lost_or_doubled_across_restarts(self):
        script = "RUN=$$(cat /run-number 2>/dev/null || echo 0); " \
                 "echo $$((RUN+1)) > /run-number; " + COUNTER
        self.use(self.service(script))
        self.ok("up")
        command = self.follow(expect="out-0-300")
        for run in range(1, 5):
            self.ok("restart", "api")
            self.assertTrue(command.wait_for(lambda: command.lines_with(f"out-{run}-300")),
                            command.text()[-2000:])
            self.assertTrue(command.wait_for(lambda: command.lines_with(f"err-{run}-300")))
        for stream in ("out", "err"):
            lines = [line.split("| ")[1] for line in command.out if f"{stream}-" in line]
            expected = [f"{stream}-{run}-{i}" for run in range(5) for i in range(1, 301)]
            self.assertEqual(duplicates(lines), [])
            self.assertEqual(lines, expected)

    def test_recreated_and_new_containers_join(self):
        self.use(self.service("echo first $$NAME; exec sleep infinity",
                              more="    environment: {NAME: one}\n"))
        self.ok("up")
        command = self.follow(expect="first one")
        self.use(self.service("echo first $$NAME; exec sleep infinity",
                              more="    environment: {NAME: two}\n"),
                 self.service("echo I am new; exec sleep infinity", name="web"))
        self.ok("up")
        self.assertTrue(command.wait_for(lambda: command.lines_with("first two")), command.text())
        self.assertTrue(command.wait_for(lambda: command.lines_with("web")), command.text())
        self.ok("up", "--scale", "api=3")
        self.assertTrue(command.wait_for(lambda: command.lines_with("api-3")), command.text())
        self.assertEqual(duplicates(command.out), [])

    def test_up_follow_begins_with_the_first_line(self):
        self.use(self.service("for i in 1 2 3; do echo line $$i; done; exec sleep infinity"))
        command = self.follow("up", "--follow", expect="line 3")
        self.assertEqual([line.split("| ")[1] for line in command.out],
                         ["line 1", "line 2", "line 3"])
        # What ran before and says nothing new is not repeated.
        command.close()
        again = self.long("up", "--follow")
        again.wait_for(lambda: "up to date" in again.text(), 30)
        self.ok("restart", "api")
        self.assertTrue(again.wait_for(lambda: len(again.lines_with("line 3")) == 1), again.text())
        self.assertEqual(len(again.lines_with("line 1")), 1, again.text())

    def test_tail_zero_shows_only_what_comes(self):
        self.use(self.service("echo old; exec sleep infinity"))
        self.ok("up")
        command = self.follow("logs", "-f", "--tail", "0")
        time.sleep(0.5)
        self.ok("restart", "api")
        self.assertTrue(command.wait_for(lambda: command.lines_with("old")), command.text())
        time.sleep(0.3)
        self.assertEqual(len(command.out), 1, command.text())

    def test_times_and_long_lines(self):
        self.use(self.service("i=0; while [ $$i -lt 4000 ]; do printf xxxxxxxxxx; "
                              "i=$$((i+1)); done; echo; echo short; exec sleep infinity"))
        self.ok("up")
        for arguments in (("logs", "-t"), ("logs", "-t", "-f")):
            command = self.follow(*arguments, expect="short")
            long, short = command.out[-2:]
            self.assertRegex(long, r"^api \| \d{4}-\d\d-\d\dT[\d:.]+Z x{40000}$")
            self.assertRegex(short, r"^api \| \d{4}-\d\d-\d\dT[\d:.]+Z short$")
        self.assertEqual(self.follow("logs", "-f", expect="short").out[-2], "api | " + "x" * 40000)

    def test_only_one_container_of_a_scaled_service(self):
        self.use(self.service("echo hello; exec sleep infinity", more="    scale: 3\n"))
        self.ok("up")
        self.assertEqual(self.ok("logs", "--index", "2").out, "api-2 | hello\n")

    def test_a_flood_keeps_memory_bounded_and_ctrl_c_prompt(self):
        # A hundred of them leave the engine no time for the tests beside this one.
        services = 100 if os.environ.get("DEVSTACK_TEST_LONG") else 8
        self.use(self.service("exec yes 'a line of a flood that does not end, number one'",
                              more=f"    scale: {services}\n    cpus: 0.02\n"
                                   "    logging: {driver: local, options: {max-size: 2m, max-file: '2'}}\n"))
        self.ok("create", timeout=300)
        command = self.follow("logs", "-f", keep=False)
        self.ok("up", "--no-wait", timeout=300)
        # A sanitizer makes it many times slower.
        enough = 2_000_000 if sanitized() else 20_000_000
        self.assertTrue(command.wait_for(lambda: command.bytes > enough, 120), command.bytes)
        peak = command.status("VmHWM") // 1024
        took = command.interrupt()
        print(f"\nflood: {command.bytes / 1e6:.0f} MB shown, peak {peak} MiB, "
              f"Ctrl-C answered in {took * 1000:.0f} ms")
        # A sanitizer keeps what was freed, and shadows of all of it.
        self.assertLess(peak, 2000 if sanitized() else 150)
        self.assertLess(took, 2)
        self.ok("kill")

    def test_nothing_happens_while_nothing_happens(self):
        self.use(self.service("echo up; exec sleep infinity"))
        self.ok("up")
        for arguments in (("logs", "-f"), ("up", "--follow"), ("up", "--abort-on-container-exit")):
            command = self.long(*arguments)
            self.assertTrue(command.wait_for(lambda: command.status("voluntary_ctxt_switches")))
            self.settle(command)
            before = command.status("voluntary_ctxt_switches")
            time.sleep(5)
            self.assertEqual(command.status("voluntary_ctxt_switches"), before, arguments)
            self.assertEqual(self.system_calls(command.process.pid, 10), [], arguments)
            command.close()

    def settle(self, command):
        """Waits until it waits: no switch for three seconds, within a minute; a busy machine may not
        let it run for longer than one."""
        end, last, since = time.monotonic() + 60, None, time.monotonic()
        while time.monotonic() < end:
            now = command.status("voluntary_ctxt_switches")
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > 3:
                return
            time.sleep(1)
        self.fail("it never came to rest: " + command.text())

    def system_calls(self, pid, seconds):
        """What strace sees, where there is one and it may look; the wait itself goes on."""
        if shutil.which("strace") is None:
            return []
        trace = subprocess.run(["timeout", "-s", "INT", str(seconds), "strace", "-f", "-p",
                                str(pid)], capture_output=True, text=True)
        return [line for line in trace.stderr.splitlines()
                if re.match(r"(\[pid +\d+\] )?\w+\(", line)
                and not re.match(r"(\[pid +\d+\] )?(epoll_p?wait|restart_syscall)\(", line)]

    def test_failures_are_told_while_they_happen(self):
        self.use(self.service("exec sleep infinity"),
                 self.service("sleep 1; exit 7", name="loop", more="    restart: always\n"))
        command = self.long("up", "--follow", "--timestamps")
        self.assertTrue(command.wait_for(lambda: "loop failed with code 7" in command.text(), 60),
                        command.text())
        self.assertTrue(command.wait_for(lambda: "again and again: 3 times" in command.text(), 60),
                        command.text())
        self.assertIn("devstack why loop", command.text())
        engine_api.call("POST", f"/containers/{self.project}-api-1/kill", {"signal": "KILL"})
        self.assertTrue(command.wait_for(lambda: "api was stopped" in command.text()),
                        command.text())

    def test_out_of_memory_is_told_as_such(self):
        self.use(self.service("sleep 2; exec awk 'BEGIN { for (;;) a[i++] = i }'",
                              more="    mem_limit: 16m\n    memswap_limit: 16m\n"))
        command = self.long("up", "--follow")
        self.assertTrue(command.wait_for(lambda: "ran out of memory" in command.text(), 60),
                        command.text())

    def test_unhealthy_and_healthy_again(self):
        self.use(self.service(
            "touch /ok; exec sleep infinity",
            more="    healthcheck: {test: [CMD, test, -f, /ok], interval: 1s, retries: 1}\n"))
        command = self.follow("up", "--follow")
        self.assertTrue(command.wait_for(lambda: "ready in" in command.text(), 60), command.text())
        self.assertTrue(command.wait_for(self.is_healthy), command.text())
        self.ok("exec", "-T", "api", "rm", "/ok")
        self.assertTrue(command.wait_for(lambda: "api has become unhealthy" in command.text()),
                        command.text())
        self.ok("exec", "-T", "api", "touch", "/ok")
        self.assertTrue(command.wait_for(lambda: "api is healthy again" in command.text()),
                        command.text())

    def is_healthy(self):
        details = engine_api.call("GET", f"/containers/{self.project}-api-1/json")
        return details["State"]["Health"]["Status"] == "healthy"

    def test_abort_on_container_exit(self):
        self.use(self.service("exec sleep infinity"),
                 self.service("echo done; exit 0", name="job"),
                 self.service("sleep 2; echo testing; exit 5", name="tests",
                              more="    depends_on: {job: {condition: "
                                   "service_completed_successfully}}\n"))
        for arguments, code in ((("--abort-on-container-exit",), 5),
                                (("--abort-on-container-failure",), 5),
                                (("--exit-code-from", "tests"), 5)):
            run = self.exits(code, "up", *arguments)
            self.says(run, "tests | testing", "tests failed with code 5", "stopping everything")
            self.assertEqual(set(self.states().values()), {"exited"}, arguments)

    def test_the_code_of_the_service_that_is_named(self):
        self.use(self.service("trap 'exit 9' TERM; sleep infinity & wait",
                              more="    stop_grace_period: 10s\n").replace(
                                  "    stop_grace_period: 0s\n", ""),
                 self.service("sleep 1; exit 4", name="tests"))
        self.exits(9, "up", "--exit-code-from", "api")
        # One that ends before anybody listens counts as well.
        self.use(self.service("exec sleep infinity"), self.service("exit 3", name="tests"))
        self.exits(3, "up", "--exit-code-from", "tests")
        self.use(self.service("exec sleep infinity"), self.service("exit 0", name="tests"))
        self.exits(0, "up", "--exit-code-from", "tests")

    def test_ctrl_c_stops_everything_where_an_end_would(self):
        self.use(self.service("echo here; exec sleep infinity"))
        command = self.follow("up", "--abort-on-container-exit", expect="here")
        command.interrupt()
        self.assertEqual(command.end(), 130)
        self.assertEqual(self.states(), {"api": "exited"})

    def test_whose_logs_are_shown(self):
        self.use(self.service("echo api; exec sleep infinity",
                              more="    depends_on: [db]\n"),
                 self.service("echo db; exec sleep infinity", name="db"),
                 self.service("echo quiet; exec sleep infinity", name="shy",
                              more="    attach: false\n"),
                 self.service("echo end; sleep 1", name="end", more="    depends_on: [api]\n"))
        cases = (
            ((), {"api", "db", "end"}),
            (("--no-attach", "db"), {"api", "end"}),
            (("--attach", "shy", "--attach", "api"), {"api", "shy"}),
            (("end",), {"end"}),
            (("--attach-dependencies", "end"), {"api", "db", "end"}),
        )
        for arguments, expected in cases:
            run = self.devstack("up", "--force-recreate", "--abort-on-container-exit", *arguments)
            shown = {line.split("|")[0].strip() for line in run.out.splitlines()}
            self.assertEqual(shown, expected, f"{arguments}\n{run}")
        self.exits(2, "up", "--attach", "nobody")
        self.exits(2, "up", "--attach", "api", "--attach-dependencies")
        self.exits(2, "up", "-d", "--abort-on-container-exit")


class ProcessLogTest(ProjectTest):
    def test_times_of_processes(self):
        script = "import time\nfor i in range(100000): print('tick', i, flush=True); time.sleep(.1)"
        (self.folder / "stack").mkdir()
        (self.folder / "stack" / "tick.py").write_text(script)
        self.use_stack(textwrap.dedent(f"""
        services:
          ticker:
            image: {BUSYBOX}
            x-devstack: {{process: {{command: [python3, tick.py]}}}}
        """))
        self.addCleanup(self.devstack, "down")
        self.ok("trust")
        self.ok("up")
        time.sleep(3)
        lines = self.ok("logs", "-t").out.splitlines()
        self.assertRegex(lines[0], r"^ticker \| \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z tick 0$")
        recent = self.ok("logs", "--since", "1s").out.splitlines()
        self.assertLess(len(recent), 15)
        self.assertGreater(len(recent), 0)
        early = self.ok("logs", "--until", lines[10].split()[2]).out.splitlines()
        self.assertLessEqual(abs(len(early) - 11), 2)
        command = self.long("logs", "-f", "-t", "--tail", "2")
        self.assertTrue(command.wait_for(lambda: len(command.out) > 5), command.text())
        numbers = [int(line.split()[-1]) for line in command.out]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + len(numbers))))
        self.ok("restart")
        self.assertTrue(command.wait_for(lambda: command.lines_with("tick 0")), command.text())

    def test_events_of_processes(self):
        self.use_stack(textwrap.dedent(f"""
        services:
          sleeper:
            image: {BUSYBOX}
            x-devstack: {{process: {{command: [sleep, "1000"], restart: "no"}}}}
        """))
        self.addCleanup(self.devstack, "down")
        self.ok("trust")
        self.ok("up")
        command = self.long("events", "--json")
        self.assertTrue(command.wait_for(lambda: self.restarted_seen(command), 60), command.text())
        events = [json.loads(line) for line in command.out]
        self.assertEqual({event["type"] for event in events}, {"process"})
        self.assertEqual({event["service"] for event in events}, {"sleeper"})
        self.assertIn("die", [event["action"] for event in events])
        command.interrupt()
        self.assertEqual(command.end(), 130)

    def restarted_seen(self, command):
        """Restarts until it is seen: when `events` listens nobody says."""
        self.ok("restart", "sleeper")
        return command.wait_for(lambda: command.lines_with('"start"'), 2)


if __name__ == "__main__":
    unittest.main()
