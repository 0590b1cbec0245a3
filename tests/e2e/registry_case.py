"""A test with a registry of its own (registry.py: a stand-in, not a real one) and Docker's
configuration in a folder of the test's."""
import json

import engine_api
from registry import Registry
from support import BUSYBOX, ProjectTest


class RegistryTest(ProjectTest):
    users = None

    def setUp(self):
        super().setUp()
        self.registry = Registry(self.users)
        self.addCleanup(self.registry.close)
        self.addCleanup(self.forget_images)
        self.docker_config = self.folder / "docker"
        self.docker_config.mkdir()
        # The engine's own builder: what a machine has besides is no matter of these tests.
        self.environment.update(DOCKER_CONFIG=str(self.docker_config), DOCKER_BUILDKIT="0")

    def forget_images(self):
        """What the engine has from this registry, and what it built for this project."""
        engine_api.remove_project(self.project)
        ours = (self.registry.address + "/", self.project)
        for image in engine_api.call("GET", "/images/json"):
            tags = [tag for tag in image["RepoTags"] or [] if tag != "<none>:<none>"]
            for tag in tags:
                if tag.startswith(ours):
                    engine_api.remove_image(tag)
            labels = image["Labels"] or {}
            if not tags and (any(name.startswith(ours) for name in image["RepoDigests"] or [])
                             or labels.get(engine_api.PROJECT_LABEL) == self.project):
                engine_api.remove_image(image["Id"])

    def busybox(self, name="app", tag="1", **how):
        """A runnable image in the registry; its name there."""
        return self.registry.add_from_engine(BUSYBOX, name, tag, **how)

    def configure(self, **config):
        (self.docker_config / "config.json").write_text(json.dumps(config))

    def events(self, run):
        return [json.loads(line) for line in run.out.splitlines()]

    def container(self, service):
        return engine_api.service_ids(self.project)[service]
