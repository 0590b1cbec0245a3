"""Real projects of the corpus that need nothing but a small image: what the one program started is up to date to the
other. Their `alpine` is the tests' busybox."""
import json
import os
import re
import shutil
import unittest

import docker_compose
import engine_api
from compat import BothWaysTest
from support import BUSYBOX, SHARED

CORPUS = SHARED / "corpus"

#: Each with what it has besides its containers.
PROJECTS = (
    "fx-init-container",  # a job before a job
    "fx-configs",  # configs from a file, the environment and the stack
    "fx-dependencies-deps-completed-successfully",  # a service after a job
    "fx-env-secret",  # an included project with its own env_file; a secret's owner and mode
    "fx-ipam",  # a subnet and a fixed address
    "fx-commit",  # replicas
    "fx-recreate-volumes-compose2",  # a labelled volume
    "fx-restart-test",  # an init process, a command with quotes
)


@unittest.skipUnless(CORPUS.exists() and docker_compose.command(), "the corpus or Docker Compose is not on this machine")
class CorpusBothWays(BothWaysTest):
    def use_corpus(self, name):
        """A copy of one of its projects, under a name of its own."""
        self.project = f"e2e-{os.getpid()}-{name}"
        self.addCleanup(engine_api.remove_project, self.project)
        shutil.copytree(CORPUS / name, self.folder / name)
        case = json.loads((self.folder / name / "case.json").read_text())
        self.assertEqual(len(case["files"]), 1)
        self.stack = self.folder / name / case["files"][0]
        for file in (self.folder / name).rglob("*.yaml"):
            file.write_text(re.sub(r"image: alpine\b", f"image: {BUSYBOX}", file.read_text()))
        self.environment.update({"CONFIG": "from the shell", "SECRET": "of the shell", **case["env"]})

    def test_projects(self):
        for name in PROJECTS:
            with self.subTest(name):
                self.use_corpus(name)
                self.both_ways()
