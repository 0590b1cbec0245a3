"""Projects of tests/data/hostile: whatever they try, no command crashes, hangs or grows, the terminal is not steered,
nothing outside the project is read or written, and nothing runs on this host untrusted."""
import re
import shutil
import uuid

import engine_api
import invariants
from fault_case import FaultTest, covers
from faulted_run import FaultedRun, Terminal
from support import BUSYBOX, ROOT

PROJECTS = ROOT / "tests" / "data" / "hostile"
#: A user's day. `--yes` and the like are what a script adds without thinking.
COMMANDS = (["config"], ["config", "--format", "json"], ["plan"], ["graph"], ["env"], ["profiles"], ["up"], ["ps"],
            ["ps", "--format", "json"], ["health"], ["logs", "-n", "20"], ["why"], ["check"], ["plan"],
            ["down", "-t", "0"])
#: What devstack itself writes to a terminal: colours, movements within its own lines, the cursor hidden and shown.
OUR_SEQUENCES = re.compile(r"\x1b\[[0-9;]*[mAKJG]|\x1b\[\?(25|2026)[hl]")
STEERING = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DEADLINE_SECONDS = 30


def steering(screen):
    """What on a screen is neither text nor of our own making; a carriage return begins a line of ours."""
    rest = OUR_SEQUENCES.sub("", screen).replace("\r\n", "\n")
    found = STEERING.search(rest)
    if found:
        return repr(rest[max(0, found.start() - 60):found.end() + 20])
    behind = re.search("\rHOSTILE", rest)
    return repr(rest[behind.start() - 60:behind.end()]) if behind else None


class Hostile(FaultTest):
    services = ()

    def use(self, name):
        """A copy of the project, with something to steal beside it."""
        shutil.copytree(PROJECTS / name, self.folder / name)
        self.stack = self.folder / name / "stack.yaml"
        self.canary = f"canary-{uuid.uuid4().hex}"
        (self.folder / "outside.txt").write_text(self.canary)
        self.marker = self.folder / "ran-on-the-host"
        self.environment["HOSTILE_MARKER"] = str(self.marker)

    def day(self, commands=COMMANDS):
        """Runs them with and without a terminal; (arguments, run) of those that did no harm."""
        runs = []
        for arguments in commands:
            for terminal in (False, True):
                with self.one_run(command=arguments, terminal=terminal):
                    environment = {**self.environment, "TERM": "xterm-256color"}
                    if terminal:
                        environment.pop("NO_COLOR")
                    run = FaultedRun(self.command(*arguments), environment, self.folder, DEADLINE_SECONDS,
                                     Terminal() if terminal else None)
                    self.harmless(run)
                    runs.append((arguments, run))
        return runs

    def harmless(self, run):
        invariants.after_hostile(self, run)
        self.assertIsNone(steering(run.screen), run)
        # Also where it is not a terminal: messages are written for people.
        self.assertIsNone(steering(run.err), run)
        self.assertNotIn(self.canary, run.out + run.err)
        self.assertEqual((self.folder / "outside.txt").read_text(), self.canary)
        self.assertFalse(self.marker.exists(), f"a command ran on the host\n{run}")

    def recover(self):
        """The next command goes on: a day is a day."""

    @covers(35)
    def test_escapes(self):
        self.use("escapes")
        shown = ""
        for _, run in self.day():
            shown += run.screen
        self.assertIn("HOSTILE", shown, "nothing of it was shown at all")

    @covers(35)
    def test_escapes_in_keys(self):
        self.use("escapes-in-keys")
        for arguments, run in self.day():
            if arguments != ["profiles"]:  # it shows what there is to choose from, whatever the rest
                self.assertNotEqual(run.code, 0, run)

    @covers(36)
    def test_bombs(self):
        for name in ("alias-bomb", "deep", "circle"):
            self.use(name)
            for arguments, run in self.day((["config"], ["plan"], ["up"], ["ps"])):
                self.assertEqual(run.code, 2, f"{name} {arguments}\n{run}")

    @covers(36)
    def test_names_of_a_megabyte(self):
        self.use("labels")
        long = "x" * (1 << 20)
        stacks = (f"services: {{{long}: {{image: x}}}}", f"services: {{web: {{image: {long}}}}}",
                  f"services: {{web: {{image: x, {long}: 1}}}}", f"name: {long}\nservices: {{web: {{image: x}}}}",
                  f"services: {{web: {{image: x, depends_on: [{long}]}}}}",
                  f"services: {{web: {{image: x, volumes: ['{long}:/data']}}}}",
                  f"services: {{web: {{image: '{BUSYBOX}', labels: {{a: {long}}}}}}}")
        for text in stacks:
            self.stack.write_text(text)
            for _, run in self.day((["config", "--quiet"], ["plan"], ["up"], ["ps"], ["down", "-t", "0"])):
                self.assertLess(len(run.err), 64 * 1024, "nobody reads a megabyte")

    @covers(36)
    def test_files_without_an_end(self):
        self.use("labels")
        for text in ("include: [/dev/zero]", "services: {web: {image: x, env_file: /dev/zero}}",
                     "services: {web: {image: x, label_file: /dev/zero}}",
                     "services: {web: {extends: {file: /dev/zero, service: a}}}"):
            self.stack.write_text(text)
            for arguments, run in self.day((["config"], ["up"])):
                self.assertEqual(run.code, 2, f"{arguments}\n{run}")

    @covers(38)
    def test_paths(self):
        self.use("paths")
        context = self.stack.parent / "context"
        (context / "link").symlink_to(self.folder / "outside.txt")
        (context / "folder").symlink_to(self.folder)
        self.stack.write_text(self.stack.read_text().replace(
            "build:", f"image: {self.project}\n    command: [serve]\n    build:"))
        self.addCleanup(engine_api.call, "DELETE", f"/images/{self.project}", {"force": 1})
        for _, run in self.day((["build"], ["up"], ["cp", str(context), "web:/tmp/"])):
            self.assertEqual(run.code, 0, run)
        for folder in ("/copied", "/tmp/context"):
            held = self.ok("exec", "-T", "web", "sh", "-c", f"cat {folder}/* 2>/dev/null; ls -lR {folder}")
            self.assertNotIn(self.canary, held.out)
            self.assertIn("link", held.out)
        self.day((["down", "-t", "0"],))

    @covers(39)
    def test_labels(self):
        self.use("labels")
        for _, run in self.day((["up"],)):
            self.assertEqual(run.code, 0, run)
        container, = engine_api.containers(self.project)
        self.assertEqual(container["Labels"][engine_api.SERVICE_LABEL], "web")
        self.assertEqual(container["Labels"]["com.docker.compose.oneoff"], "False")
        self.day()
        self.assert_nothing_left(volumes=0)

    @covers(35)
    def test_nothing_runs_on_the_host_untrusted(self):
        self.use("untrusted")
        for arguments, run in self.day():
            if arguments == ["up"]:
                self.assertIn("devstack trust", run.out + run.err, run)
