"""post_start and pre_stop run in the container, after its start and before its stop."""
import subprocess

from support import BUSYBOX, ProjectTest

STACK = f"""
services:
  db:
    image: {BUSYBOX}
    command: [sleep, "600"]
    user: "1000"
    stop_signal: SIGKILL
    volumes: [log:/log]
    post_start:
      - command: [sh, -c, 'echo "started by $$(id -u) at $$PWD with $$LEVEL" >>/log/hooks']
        user: root
        working_dir: /tmp
        environment: {{LEVEL: debug}}
      - command: echo no shell
    pre_stop:
      - command: [sh, -c, 'echo stopping >>/log/hooks']
        user: root
  after:
    image: {BUSYBOX}
    command: [sleep, "600"]
    stop_signal: SIGKILL
    depends_on: [db]
volumes:
  log:
"""


class Hooks(ProjectTest):
    def lines(self):
        """What the hooks wrote, read by a container of the volume's."""
        read = subprocess.run(
            ["docker", "run", "--rm", "-v", f"{self.project}_log:/log", BUSYBOX, "cat",
             "/log/hooks"], capture_output=True, text=True, timeout=30, check=True)
        return read.stdout.splitlines()

    def test_they_run_around_the_life_of_a_container(self):
        self.use_stack(STACK)
        self.ok("up")
        started = "started by 0 at /tmp with debug"
        self.assertEqual(self.lines(), [started])
        self.ok("up")
        self.assertEqual(self.lines(), [started], "it has not been started again")
        self.ok("down")
        self.assertEqual(self.lines(), [started, "stopping"])

    def test_a_failed_post_start_fails_the_service_and_shows_why(self):
        self.use_stack(STACK.replace("command: echo no shell", "command: [cat, /not/there]"))
        run = self.exits(1, "up")
        self.says(run, "DS3107", "post_start", "`cat /not/there` exited with 1",
                  "No such file or directory")
        self.assertEqual(self.states().get("after", "created"), "created")

    def test_a_failed_pre_stop_is_a_warning(self):
        self.use_stack(STACK.replace("echo stopping >>/log/hooks", "exit 3"))
        self.ok("up")
        run = self.ok("down")
        self.says(run, "pre_stop hook failed", "exited with 3")
        self.assert_nothing_left(volumes=1)
