"""Docker Compose and the program take turns on one project: neither recreates what the other made."""
import json
import shutil
import unittest

import docker_compose
import engine_api
from support import BUSYBOX, QUICKSTART, SHARED, ProjectTest, free_port

REALAPP = SHARED / "lab" / "realapp"
CORPUS = SHARED / "corpus"
#: Real projects whose networks, volumes, environment and labels are kept, and whose images are not.
CORPUS_PROJECTS = ("paperless-postgres", "n8n-postgres", "netbox", "minio", "jaeger-kafka",
                   "milvus-standalone")
#: What stands in for a service of them: no registry answers here, and ports may be taken.
STAND_IN = """
    image: {image}
    build: !reset null
    entrypoint: !reset null
    command: [sleep, "600"]
    stop_signal: SIGKILL
    user: !reset null
    ports: !reset []
    healthcheck: !override {{test: [CMD, "true"], interval: 1s}}
"""
UP_SECONDS = 120


@unittest.skipUnless(docker_compose.command(), "Docker Compose is not on this machine")
class SideBySide(ProjectTest):
    def compose(self, *arguments):
        return docker_compose.run(self, *self.files, "-p", self.project, *arguments,
                                  timeout=UP_SECONDS)

    def ids(self):
        """Container name to id: nothing keeps both when it is made anew."""
        return {c["Names"][0]: c["Id"] for c in engine_api.containers(self.project)}

    def compose_up_changes_nothing(self):
        before = self.ids()
        said = self.compose("up", "-d").stderr
        for word in ("Recreate", "Creating"):
            self.assertNotIn(word, said)
        self.assertIn("Running", said)
        self.assertEqual(self.ids(), before)

    def devstack_up_changes_nothing(self):
        before = self.ids()
        self.ok("--no-profile", *self.files, "up")
        self.assertEqual(self.ids(), before)
        # Exit status 8 would tell of steps.
        self.ok("--no-profile", *self.files, "plan", "--detailed-exitcode")

    def take_turns(self):
        self.ok("--no-profile", *self.files, "up")
        self.compose_up_changes_nothing()
        self.devstack_up_changes_nothing()
        self.compose("down", "-v", "-t", "2")
        self.assertEqual(self.ids(), {})
        self.compose("up", "-d")
        self.devstack_up_changes_nothing()
        self.compose_up_changes_nothing()
        self.ok(*self.files, "down")

    def test_quickstart(self):
        self.use_quickstart()
        # The images that the shipped stack falls back to, by their own names: Docker Compose pulls.
        override = self.folder / "images.yaml"
        override.write_text(
            "services:\n"
            "  postgres: &postgres {image: devstack/stand-in/postgres:15-alpine}\n"
            "  migrate: *postgres\n  seed: *postgres\n"
            "  redis: {image: devstack/stand-in/redis:7-alpine}\n")
        self.files = ["-f", str(self.stack), "-f", str(override)]
        self.stack = None
        self.take_turns()

    @unittest.skipUnless(REALAPP.exists(), "the lab is not on this machine")
    def test_realapp(self):
        self.environment["WEB_PORT"] = str(free_port())
        self.files = ["-f", str(REALAPP / "compose.yaml")]
        self.take_turns()

    @unittest.skipUnless(CORPUS.exists(), "the corpus is not on this machine")
    def test_corpus(self):
        project = self.project
        for number, name in enumerate(CORPUS_PROJECTS):
            with self.subTest(project=name):
                self.project = f"{project}-{number}"
                self.addCleanup(engine_api.remove_project, self.project)
                self.use_corpus(name)
                self.take_turns()

    def use_corpus(self, name):
        folder = self.folder / name
        shutil.copytree(CORPUS / name, folder)
        case = json.loads((folder / "case.json").read_text())
        self.environment.update({key: value.replace("@PROJECT@", str(folder))
                                 for key, value in case.get("env", {}).items()})
        self.files = [word for file in case["files"] for word in ("-f", str(folder / file))]
        services = self.compose("config", "--services").stdout.split()
        override = folder / "stand-ins.yaml"
        override.write_text("services:\n" + "".join(
            f"  {service}:" + STAND_IN.format(image=BUSYBOX) for service in services))
        self.files += ["-f", str(override)]
