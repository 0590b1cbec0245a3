"""kill -9 at any moment: the next `up` goes on from there, and `down` finds everything."""
import random
import signal
import subprocess
import time

from support import BUSYBOX, ProjectTest

MOMENTS = 10


class UpTest(ProjectTest):
    def start_up(self):
        process = subprocess.Popen(self.command("up"), env=self.environment, cwd=self.folder,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(process.kill)
        return process

    def wait_for_a_container(self):
        """The start is under way, and far from its end: the jobs wait for the databases."""
        deadline = time.monotonic() + 20
        while not self.states():
            self.assertLess(time.monotonic(), deadline, "no container within 20 s")
            time.sleep(0.01)


class OnlyStarted(UpTest):
    def test_up_waits_for_what_runs_and_is_not_ready(self):
        """Somebody else has started it: a killed `up`, or one with --no-wait."""
        self.use_stack(f"""
services:
  slow:
    image: {BUSYBOX}
    command: [sh, -c, "until [ -e /go ]; do sleep 0.1; done; touch /ready; sleep 1000"]
    stop_grace_period: 0s
    x-devstack: {{ready: {{exec: "test -e /ready", within: 30s}}}}
""")
        self.ok("up", "--no-wait")
        self.says(self.ok("plan"), "wait", "not proven ready")
        waiting = self.start_up()
        with self.assertRaises(subprocess.TimeoutExpired):
            waiting.wait(timeout=2)
        self.ok("exec", "-T", "slow", "touch", "/go")
        self.assertEqual(waiting.wait(timeout=20), 0)
        self.ok("health")
        self.says(self.ok("up"), "up to date: 1 service ready")


class Kill(UpTest):
    def test_up_converges_after_kill_at_ten_random_moments(self):
        self.use_quickstart()
        # How long an undisturbed start takes decides where the moments lie.
        self.ok("up")
        self.ok("down", "-v")
        began = time.monotonic()
        self.ok("up")
        seconds = time.monotonic() - began
        self.sql("CREATE TABLE kept (id int)")
        self.ok("down")
        # Printed on failure, so that a run can be repeated.
        seed = random.randrange(1 << 32)
        moments = random.Random(seed)
        for number in range(MOMENTS):
            delay = moments.uniform(0, seconds)
            with self.subTest(number=number, delay=f"{delay:.3f}", seed=seed):
                self.kill_up_after(delay)
                self.ok("up")
                self.ok("health")
                self.assertEqual(self.sql("SELECT count(*) FROM kept"), "0")
                self.assertEqual(self.sql("SELECT count(*) FROM users"), "2")
                self.ok("down")
                self.assert_nothing_left(volumes=2)

    def test_down_alone_cleans_up_after_a_kill(self):
        self.use_quickstart()
        process = self.start_up()
        self.wait_for_a_container()
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.ok("down")
        self.assertEqual(self.states(), {})

    def kill_up_after(self, seconds):
        process = self.start_up()
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()


class Interrupt(UpTest):
    def test_ctrl_c_ends_up_soon_and_the_next_up_goes_on(self):
        self.use_quickstart()
        process = self.start_up()
        self.wait_for_a_container()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=20), 130)
        self.ok("up")
        self.ok("health")
        self.assertEqual(self.states().get("app"), "running")
