"""What holds for each of the shipped stacks without starting it: SX-01, SX-06, SX-09, SX-10."""
import json
import re
import unittest

import docker_compose
import stack_graph
from stack_case import STACKS
from support import ProjectTest

NAMES = ("multidb-chatbot", "ias", "medlab-chat", "bi-agent", "workflow-platform")
# Set by the tool or the shell, not by the stack's user.
FOREIGN = {"COMPOSE_PROJECT_NAME", "HOME", "USER", "PWD"}
VARIABLE = re.compile(r"(?<!\$)\$\{?([A-Za-z_][A-Za-z0-9_]*)")
COMMENT = re.compile(r"^\s*#.*", re.MULTILINE)

# The profile, and the level of every service and job of it.
LEVELS = {
    "multidb-chatbot": ("demo", {
        0: "postgres mongodb redis scylla", 1: "scylla-node2", 2: "scylla-node3",
        3: "pg-migrate mongo-indexes scylla-init", 4: "db-verify",
        5: "seed-knowledge seed-demo-users bge-server qwen-server",
        6: "embedding-service generation-service", 7: "search-service", 8: "ai-gateway",
        9: "auth-rbac chat-history audit-logging content-safety billing consent-management "
           "emergency-access",
        10: "api-gateway"}),
    "ias": ("dev", {0: "postgres redis rabbitmq mock-inference", 1: "migrate", 2: "seed"}),
    "bi-agent": ("local", {
        0: "postgres redis minio jaeger", 1: "otel-collector minio-buckets celery-beat",
        2: "prometheus analytics-api ml-service celery-worker", 3: "grafana web"}),
    "workflow-platform": ("full", {
        0: "postgres redis minio catalog-stub stubs qdrant neo4j",
        1: "temporal-schema app-databases minio-buckets yaml-processor",
        2: "temporal dagster mlflow", 3: "temporal-namespace", 4: "user-api temporal-worker",
        5: "agent-orchestrator"}),
}
OPTIONAL = {"seed-knowledge", "seed-demo-users"}


def text_of(name):
    return (STACKS / name / "stack.yaml").read_text()


def profiles(name):
    return sorted((STACKS / name / "profiles").glob("*.yaml"))


def mock_services(name):
    """Services whose image is the mock, with the comment above each. Jobs use it as a client."""
    lines = text_of(name).splitlines()
    for number, line in enumerate(lines):
        if not re.fullmatch(r"  [a-z0-9-]+:( &\w+)?", line):
            continue
        body = []
        for following in lines[number + 1:]:
            if following.strip() and not following.startswith("    "):
                break
            body.append(following)
        if not re.search(r"^    (image: devstack/mock|<<: .*\*(mock|application))", "\n".join(body),
                         re.MULTILINE) or "      job:" in "\n".join(body):
            continue
        above = []
        for earlier in reversed(lines[:number]):
            if not earlier.startswith("  #"):
                break
            above.insert(0, earlier)
        yield line.strip().split(":")[0], "\n".join(above)


class Stacks(ProjectTest):
    def setUp(self):
        super().setUp()
        for name in list(self.environment):
            if name.startswith(("COMPOSE_", "DEVSTACK_")):
                del self.environment[name]

    def run_in(self, name, *arguments):
        self.stack = STACKS / name / "stack.yaml"
        return self.ok(*arguments)

    def test_sx_01_each_is_valid_for_devstack_without_a_warning(self):
        for name in NAMES:
            for profile in profiles(name):
                with self.subTest(stack=name, profile=profile.stem):
                    run = self.run_in(name, "--profile", profile.stem, "config", "-q")
                    self.assertEqual(run.out + run.err, "", str(run))

    @unittest.skipIf(docker_compose.command() is None, "Docker Compose is not here")
    def test_sx_01_each_is_valid_for_docker_compose(self):
        for name in NAMES:
            with self.subTest(stack=name):
                run = docker_compose.run(self, "-f", str(STACKS / name / "stack.yaml"),
                                         "--profile", "*", "config", "-q")
                self.assertEqual(run.stderr, "")

    def test_sx_06_a_comment_says_above_each_mock_that_it_is_one(self):
        for name in NAMES:
            mocks = dict(mock_services(name))
            self.assertTrue(mocks, f"{name} has no mock")
            for service, comment in mocks.items():
                with self.subTest(stack=name, service=service):
                    self.assertRegex(comment.lower(), r"\bmock")

    def test_sx_06_the_readme_lists_each_mock(self):
        for name in NAMES:
            readme = (STACKS / name / "README.md").read_text()
            self.assertRegex(readme, r"(?i)## .*stand-in")
            for service, _ in mock_services(name):
                with self.subTest(stack=name, service=service):
                    self.assertIn(service, readme)

    def test_sx_09_env_example_has_each_variable_with_a_comment(self):
        for name in NAMES:
            example = (STACKS / name / ".env.example").read_text()
            known = set(re.findall(r"^(?:# )?(\w+)=", example, re.MULTILINE))
            used = set()
            for file in [STACKS / name / "stack.yaml", *profiles(name)]:
                used |= set(VARIABLE.findall(COMMENT.sub("", file.read_text()).replace("$$", "")))
            with self.subTest(stack=name):
                self.assertEqual(used - known - FOREIGN, set(), "not in .env.example")
                self.assertEqual(known - used, set(), "in .env.example, used nowhere")
                self.assertIn("#", example)

    def test_sx_09_the_defaults_of_env_example_are_those_of_the_stack(self):
        for name in NAMES:
            with self.subTest(stack=name):
                self.stack = STACKS / name / "stack.yaml"
                plain = self.ok("--no-profile", "config", "--format", "json").out
                example = self.ok("--no-profile", "--env-file",
                                  str(STACKS / name / ".env.example"), "config", "--format",
                                  "json").out
                self.assertEqual(example, plain)

    def test_sx_10_levels_of_the_graph_are_those_of_the_specification(self):
        for name, (profile, expected) in LEVELS.items():
            with self.subTest(stack=name):
                document = json.loads(
                    self.run_in(name, "--profile", profile, "graph", "-o", "json").out)
                found = {}
                for service, level in stack_graph.levels(document, OPTIONAL).items():
                    found.setdefault(level, set()).add(service)
                self.assertEqual(found, {level: set(services.split())
                                         for level, services in expected.items()})

    def test_sx_13_plan_before_the_first_up_names_everything_and_makes_nothing(self):
        self.environment["DEVSTACK_SUBNET"] = "198.18.78.0/24"
        self.environment["CONTAINER_PREFIX"] = self.project
        for name in NAMES:
            with self.subTest(stack=name):
                document = json.loads(self.run_in(name, "config", "--format", "json").out)
                plan = json.loads(self.ok("plan", "-o", "json").out)
                planned = {entry["service"]: entry["change"] for entry in plan["services"]}
                # A job of a server that has to be a mock is left out, and said to be.
                self.assertEqual(set(planned), set(document["services"]))
                self.assertLessEqual(set(planned.values()), {"create", "run", "skip"})
                self.assertTrue(all(entry["cause"] for entry in plan["services"]), plan["services"])
                actions = {step["action"] for step in plan["steps"]}
                needed = {f"create network {key}" for key in document.get("networks", {})}
                needed |= {f"create volume {key}" for key in document.get("volumes", {})}
                self.assertLessEqual(needed, actions)
                self.assert_nothing_left(volumes=0)

    def test_the_graph_in_each_readme_is_the_one_that_devstack_draws(self):
        for name in NAMES:
            readme = (STACKS / name / "README.md").read_text()
            with self.subTest(stack=name):
                drawn = [self.run_in(name, "--profile", profile.stem, "graph", "-o",
                                     "mermaid").out.strip() for profile in profiles(name)]
                self.assertTrue(any(graph in readme for graph in drawn),
                                "README.md does not have:\n" + "\n".join(drawn))
