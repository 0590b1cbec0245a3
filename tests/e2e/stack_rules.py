"""What holds for every shipped stack (checklist SX): mixed into the class that has started one."""
import json
import re
import subprocess

import docker_compose
import engine_api
from support import program

VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)")
# Set by Compose, or by tests to keep their networks apart.
NOT_FOR_PEOPLE = {"COMPOSE_PROJECT_NAME", "DEVSTACK_SUBNET"}


def variables_of(folder):
    texts = [folder / "stack.yaml", *sorted((folder / "profiles").glob("*.yaml"))]
    return {name for path in texts for name in VARIABLE.findall(path.read_text())} - NOT_FOR_PEOPLE


class ResetRules:
    """Needs a StackCase beside it, whose class has started a profile."""

    def test_sx_05_reset_names_what_goes_and_needs_consent(self):
        volumes = {volume["Name"] for volume in engine_api.volumes(self.project)}
        before = engine_api.service_ids(self.project)
        run = self.exits(2, "reset")
        for name in volumes:
            self.assertRegex(run.err, rf"(?m)^{name} +[\d.]+ \w+ +\d")  # with size and age
        self.says(run, "devstack reset --yes")
        self.assertEqual(engine_api.service_ids(self.project), before)
        self.assertEqual({volume["Name"] for volume in engine_api.volumes(self.project)}, volumes)


class StackRules(ResetRules):
    """Needs a StackCase beside it."""

    settings = {}  # variables of this test's own, beside the ports
    secrets = ()  # texts that no output may show
    secret_variables = ()
    links = ()  # lines that the stack itself asks to be printed

    def make_shared(self):
        super().make_shared()
        self.settings = {**self.settings, **self.own_settings()}
        self.environment.update(self.settings)

    def own_settings(self):
        """Further ones, which need the project's name."""
        return {}

    def shipped(self, *options):
        """What the stack says by itself: its resolved document without this test's settings."""
        done = subprocess.run(
            [program(), "-f", str(self.stack), *options, "config", "--format", "json"],
            env={name: value for name, value in self.as_shipped().items()
                 if name not in self.shared.settings},
            capture_output=True, text=True, timeout=20, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def published(self, document):
        return {port["published"] for service in document["services"].values()
                for port in service.get("ports", [])}

    def test_it_is_a_valid_compose_file_and_a_valid_stack(self):  # SX-01
        run = self.ok("validate")
        self.assertNotIn("warning[", run.out + run.err)
        if docker_compose.command() is not None:
            docker_compose.run(self, "-f", str(self.stack), "--profile", "*", "config", "-q")

    def test_an_unchanged_up_changes_nothing(self):  # SX-03
        self.ok("up")
        before = engine_api.service_ids(self.project)
        started = {s: engine_api.inspect(i)["State"]["StartedAt"] for s, i in before.items()}
        run = self.ok("up")
        self.says(run, "up to date")
        self.assertEqual(engine_api.service_ids(self.project), before)
        self.assertEqual({s: engine_api.inspect(i)["State"]["StartedAt"]
                          for s, i in before.items()}, started)

    def test_every_variable_is_documented_and_every_documented_one_is_used(self):  # SX-09
        example = (self.stack.parent / ".env.example").read_text()
        documented = re.findall(r"^(\w+)=", example, re.MULTILINE)
        self.assertEqual(sorted(documented), sorted(variables_of(self.stack.parent)))

    def test_passwords_are_in_no_output(self):  # SX-14
        for command in (["ps"], ["plan"], ["health"], ["up"],
                        *(["env", "--explain", name] for name in self.secret_variables)):
            run = self.ok(*command)
            for secret in self.secrets:
                shown = [line for line in (run.out + run.err).splitlines()
                         if secret in line and line.strip() not in self.links]
                self.assertEqual(shown, [], str(run))
