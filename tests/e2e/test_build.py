"""`build` with the engine's own builder and with Docker's buildx: a stand-in that notes what it is
asked, and the real one where the machine has it (DEVSTACK_TEST_BUILDX, or Docker's folders)."""
import json
import os
import pathlib
import unittest

import docker_compose
import engine_api
from registry_case import RegistryTest
from support import BUSYBOX

PLUGIN_FOLDERS = ["~/.docker/cli-plugins", *(f"/usr/{part}/docker/cli-plugins" for part in
                                             ("local/lib", "local/libexec", "lib", "libexec"))]


def real_buildx():
    """Its path; None where this machine has none."""
    places = [os.environ.get("DEVSTACK_TEST_BUILDX", "")]
    places += [os.path.expanduser(folder) + "/docker-buildx" for folder in PLUGIN_FOLDERS]
    return next((place for place in places if os.access(place, os.X_OK)), None)


class BuildCase(RegistryTest):
    def setUp(self):
        super().setUp()
        (self.folder / "stack").mkdir()

    def file(self, path, text):
        place = self.folder / "stack" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)

    def build_of(self, keys, dockerfile=f"FROM {BUSYBOX}\n"):
        """A stack of one service with these keys under `build:`."""
        self.file("Dockerfile", dockerfile)
        self.use_stack(f"services:\n  web:\n    build:\n      context: .\n{keys}")
        return f"{self.project}-web"

    def config_of(self, image):
        return engine_api.call("GET", f"/images/{image}/json")["Config"]

    def output_of(self, command, service="web"):
        """What a command in the built image prints."""
        self.ok("up", "--no-wait", service)
        return self.ok("exec", "-T", service, *command).out


class Classic(BuildCase):
    def test_what_run_builds_is_shown_unless_quiet(self):
        self.build_of("      args: {TIME: $TIME}\n", f"FROM {BUSYBOX}\nARG TIME\nENV AT=$TIME\n")
        one = ("run", "--rm", "--build")
        loud = self.ok(*one, "web", "true", environment={"TIME": "first"})
        self.assertIn("Step 1/", loud.err)
        quiet = self.ok(*one, "--quiet-build", "web", "true", environment={"TIME": "second"})
        self.assertNotIn("Step 1/", quiet.err)

    def test_labels_tags_arguments_and_target(self):
        further = f"{self.registry.address}/web:further"
        image = self.build_of(
            f"      target: wanted\n      args: {{WHO: file, WHERE: file}}\n"
            f"      labels: {{own: label}}\n      tags: ['{further}']\n",
            f"FROM {BUSYBOX} AS wanted\nARG WHO\nARG WHERE\nARG SHELL_ONLY\n"
            "LABEL said=$WHO-$WHERE-$SHELL_ONLY\nFROM nothing-of-this-name\n")
        run = self.ok("build", "--build-arg", "WHO=line", "--build-arg", "SHELL_ONLY",
                      environment={"SHELL_ONLY": "shell"})
        self.says(run, "1 image built", "Step 1/")
        labels = self.config_of(image)["Labels"]
        self.assertEqual(labels["said"], "line-file-shell")
        self.assertEqual(labels["own"], "label")
        self.assertEqual(labels["com.docker.compose.service"], "web")
        self.assertTrue(engine_api.has_image(further))
        self.assertEqual(self.states(), {})

    def test_quiet_says_nothing(self):
        self.build_of("")
        run = self.ok("build", "-q")
        self.assertEqual((run.out, run.err), ("", ""))

    def test_only_what_is_named_and_has_a_build(self):
        self.build_of("")
        self.use_stack(self.stack.read_text() + f"  db: {{image: {BUSYBOX}}}\n"
                       "  api: {build: ., depends_on: [web]}\n")
        self.says(self.ok("build", "db"), "nothing to build")
        self.ok("build", "api")
        self.assertFalse(engine_api.has_image(f"{self.project}-web"))
        self.ok("build", "--with-dependencies", "api")
        self.assertTrue(engine_api.has_image(f"{self.project}-web"))
        self.exits(2, "build", "nobody")

    def test_dockerfiles_inside_outside_and_inline(self):
        self.file("other/Dockerfile.web", f"FROM {BUSYBOX}\nLABEL from=outside\n")
        image = self.build_of("      dockerfile: ../stack/other/Dockerfile.web\n")
        self.ok("build")
        self.assertEqual(self.config_of(image)["Labels"]["from"], "outside")
        self.build_of(f"      dockerfile_inline: |\n        FROM {BUSYBOX}\n"
                      "        LABEL from=inline\n")
        self.ok("build")
        self.assertEqual(self.config_of(image)["Labels"]["from"], "inline")

    def test_what_the_steps_of_a_build_see(self):
        image = self.build_of(
            "      extra_hosts: [\"somewhere=10.1.2.3\"]\n      shm_size: 16m\n"
            "      ulimits: {nofile: 77}\n      isolation: default\n",
            f"FROM {BUSYBOX}\nRUN grep 10.1.2.3 /etc/hosts && test $(ulimit -n) = 77 && "
            "df -k /dev/shm | grep -q 16384\n")
        self.ok("build", "--memory", "512m")
        self.assertTrue(engine_api.has_image(image))

    def test_the_failing_step_is_shown_and_the_output_kept(self):
        self.build_of("", f"FROM {BUSYBOX}\nRUN echo before && cat /no/such/file\n")
        run = self.exits(1, "build")
        self.says(run, "DS3111", ": RUN echo before", "stack.yaml:4",
                  "can't open '/no/such/file'", "devstack build web")
        kept = next(word for line in run.err.splitlines() if "builds/web.log" in line
                    for word in line.split() if word.endswith("web.log"))
        self.assertIn("Step 1/", pathlib.Path(kept).read_text())

    def test_one_failure_does_not_keep_the_others_from_being_built(self):
        self.build_of("", "FROM scratch\nRUN nothing\n")
        self.use_stack(self.stack.read_text() +
                       f"  api: {{build: {{dockerfile_inline: 'FROM {BUSYBOX}'}}}}\n")
        run = self.exits(1, "build")
        self.says(run, "1 of 2 images built")
        self.assertTrue(engine_api.has_image(f"{self.project}-api"))

    def test_what_is_not_there_is_said_at_once(self):
        self.build_of("      dockerfile: Nowhere\n")
        self.says(self.exits(1, "build"), "no such file", "Nowhere")
        self.use_stack("services: {web: {build: ./nowhere}}\n")
        self.says(self.exits(1, "build"), "no such folder", "nowhere")

    def test_keys_that_the_builder_cannot_do_are_refused_with_their_place(self):
        self.build_of("      secrets: [token]\n      ssh: [default]\n"
                      "      cache_to: [type=inline]\n      additional_contexts: {a: ./b}\n")
        self.use_stack(self.stack.read_text() + "secrets: {token: {file: ./Dockerfile}}\n")
        run = self.exits(2, "build")
        self.says(run, "DS3123", "build.secrets", "stack.yaml:5", "build.ssh", "stack.yaml:6",
                  "build.cache_to", "build.additional_contexts", "buildx")

    def test_base_images_come_with_docker_s_credentials(self):
        base = self.busybox("base")
        self.registry.users = {"me": "word"}
        self.build_of("", f"FROM {base}\nLABEL a=b\n")
        self.exits(1, "build", "--pull")
        self.configure(auths={self.registry.address: {"username": "me", "password": "word"}})
        self.ok("build", "--pull")

    def test_print_is_what_compose_prints(self):
        self.file("token", "x")
        self.build_of("      args: {A: b}\n      secrets: [token]\n      target: t\n")
        self.use_stack(f"name: {self.project}\n" + self.stack.read_text() +
                       "  api: {image: 'shop/api:1', build: ./api}\n"
                       "secrets: {token: {file: ./token}}\n")
        ours = json.loads(self.ok("build", "--print").out)
        self.assertEqual(sorted(ours["target"]), ["api", "web"])
        self.assertEqual(ours["target"]["web"]["args"], {"A": "b"})
        if docker_compose.command() is not None:
            theirs = docker_compose.run(self, "-f", str(self.stack), "build", "--print")
            expected = json.loads(theirs.stdout)
            # Its order is another one each time.
            expected["group"]["default"]["targets"].sort()
            self.assertEqual(ours, expected)


FAKE = """#!/bin/sh
{ echo "$0 $*"; env; cat; } >"%s"
echo '#1 [1/2] RUN as told' >&2
echo '#1 0.1 and said' >&2
[ -z "$FAKE_FAILS" ] || { echo '#1 ERROR: exit code: 9' >&2; echo 'ERROR: it failed' >&2; exit 1; }
"""


class AskedOfBuildx(BuildCase):
    """With a program in the place of the plugin that builds nothing."""

    def setUp(self):
        super().setUp()
        self.environment.pop("DOCKER_BUILDKIT")
        self.asked = self.folder / "asked"
        plugin = self.docker_config / "cli-plugins" / "docker-buildx"
        plugin.parent.mkdir()
        plugin.write_text(FAKE % self.asked)
        plugin.chmod(0o755)

    def test_no_secret_and_no_argument_is_on_its_command_line(self):
        self.build_of("      args: {TOKEN: arg-value}\n      secrets: [word]\n")
        self.use_stack(self.stack.read_text() + "secrets: {word: {environment: WORD}}\n")
        self.ok("build", environment={"WORD": "secret-value"})
        line, rest = self.asked.read_text().split("\n", 1)
        self.assertIn("docker-buildx build --progress=plain", line)
        self.assertIn("--build-arg TOKEN ", line)
        self.assertIn("--secret id=word,env=", line)
        self.assertNotIn("secret-value", line)
        self.assertNotIn("arg-value", line)
        self.assertIn("TOKEN=arg-value", rest)
        self.assertIn(f"DOCKER_HOST={os.environ.get('DOCKER_HOST', 'unix:///var/run/docker.sock')}",
                      rest)

    def test_its_failing_step_is_shown(self):
        self.build_of("")
        run = self.exits(1, "build", environment={"FAKE_FAILS": "1"})
        self.says(run, "DS3111", "[1/2] RUN as told", "and said", "it failed", "stack.yaml:4")

    def test_options_of_the_command(self):
        self.build_of("")
        run = self.ok("build", "--no-cache", "--pull", "--ssh", "default", "--builder", "b",
                      "--provenance", "false", "--check", "--memory", "1g")
        line = self.asked.read_text().split("\n", 1)[0]
        for word in ("--no-cache", "--pull", "--ssh default", "--builder b", "--provenance=false",
                     "--check"):
            self.assertIn(word, line)
        self.says(run, "--memory is not supported by BuildKit", "1 image checked")


class Buildx(BuildCase):
    """The real plugin on the engine's BuildKit."""

    def setUp(self):
        if real_buildx() is None:
            self.skipTest("no buildx plugin on this machine; DEVSTACK_TEST_BUILDX names one")
        super().setUp()
        self.environment.pop("DOCKER_BUILDKIT")
        plugin = self.docker_config / "cli-plugins" / "docker-buildx"
        plugin.parent.mkdir()
        plugin.symlink_to(real_buildx())

    def test_secrets_and_files_of_other_services(self):
        self.file("token", "s3cret")
        self.file("base/Dockerfile", f"FROM {BUSYBOX}\nRUN echo base >/made\n")
        self.build_of(
            "      secrets: [token]\n"
            "      additional_contexts: {other: 'service:base', docs: ./docs}\n"
            "    command: [sleep, '1000']\n    stop_grace_period: 0s\n",
            f"FROM {BUSYBOX}\nCOPY --from=other /made /made\nCOPY --from=docs /page /page\n"
            "RUN --mount=type=secret,id=token wc -c </run/secrets/token >/length\n")
        self.file("docs/page", "text")
        self.use_stack(self.stack.read_text() + "  base: {build: ./base}\n"
                       "secrets: {token: {file: ./token}}\n")
        self.ok("build", "web")
        self.assertTrue(engine_api.has_image(f"{self.project}-base"))
        self.assertEqual(self.output_of(["cat", "/made", "/page", "/length"]).split(),
                         ["base", "text6"])

    def test_a_second_build_gives_the_same_image(self):
        image = self.build_of("", f"FROM {BUSYBOX}\nRUN date >/when\n")
        self.ok("build")
        first = engine_api.image_id(image)
        self.ok("build")
        self.assertEqual(engine_api.image_id(image), first)
        self.ok("build", "--no-cache")
        self.assertNotEqual(engine_api.image_id(image), first)

    def test_the_failing_step_is_shown(self):
        self.build_of("", f"FROM {BUSYBOX}\nRUN cat /no/such/file\n")
        run = self.exits(1, "build")
        self.says(run, "DS3111", "RUN cat /no/such/file", "can't open '/no/such/file'",
                  "exit code: 1", "stack.yaml:4")

    def test_check_finds_what_is_odd_and_builds_nothing(self):
        image = self.build_of("", f"from {BUSYBOX} as x\nRUN true\n")
        run = self.devstack("build", "--check")
        self.assertFalse(engine_api.has_image(image), run)
        self.says(run, "ConsistentInstructionCasing")


if __name__ == "__main__":
    unittest.main()
