"""Where `up` and `create` get images from, and when an image that is there is got anew: pull_policy,
--pull, --build, --no-build. Against tests/e2e/registry.py, which stands in for a registry."""
import unittest

import engine_api
from registry_case import RegistryTest
from support import BUSYBOX

SLEEPS = "command: [sleep, '1000'], stop_grace_period: 0s"


class Policies(RegistryTest):
    def serve(self, **policies):
        """A service for each policy, all of one image; and one that has nothing to do with it."""
        self.image = self.busybox(note="one")
        lines = [f"  {name}: {{image: '{self.image}', pull_policy: {policy}, {SLEEPS}}}"
                 for name, policy in policies.items()]
        self.use_stack("services:\n" + "\n".join(lines) +
                       f"\n  other: {{image: {BUSYBOX}, {SLEEPS}}}\n")

    def asked(self):
        """How often the registry was asked for the image since the last call."""
        count = self.registry.count("/v2/app/manifests")
        self.registry.requests.clear()
        return count

    def test_always_recreates_only_what_has_another_image(self):
        self.serve(web="always")
        self.ok("up")
        web, other = self.container("web"), self.container("other")
        self.asked()
        run = self.ok("up")
        self.assertGreater(self.asked(), 0)
        self.says(run, "up to date")
        self.assertEqual(self.container("web"), web)
        self.busybox(note="two")
        self.says(self.ok("plan"), "its image is got anew (pull_policy is always)")
        self.assertEqual(self.asked(), 0)
        self.ok("up")
        self.assertNotEqual(self.container("web"), web)
        self.assertEqual(self.container("other"), other)

    def test_an_image_is_pulled_again_at_its_age(self):
        self.serve(web="daily")
        self.ok("up")
        self.asked()
        # An engine that does not keep the time of a pull counts it as long ago, as Compose does.
        known = not engine_api.call("GET", f"/images/{self.image}/json")["Metadata"][
            "LastTagTime"].startswith("0001")
        self.says(self.ok("up"), "up to date")
        self.assertEqual(self.asked() == 0, known)

    def test_pull_overrides_what_the_file_says(self):
        self.serve(web="always")
        self.ok("up")
        self.asked()
        self.ok("up", "--pull", "missing")
        self.assertEqual(self.asked(), 0)
        self.ok("up", "--pull", "never")
        self.assertEqual(self.asked(), 0)
        self.serve(web="never")
        self.asked()
        self.ok("up", "--pull", "always", "web")
        self.assertGreater(self.asked(), 0)

    def test_never_is_told_before_anything_starts(self):
        self.serve(web="never")
        run = self.exits(1, "up")
        self.says(run, "DS3112", "stack.yaml:2")
        self.assertEqual(self.states(), {})

    def test_a_failed_pull_of_a_running_service_leaves_it_alone(self):
        self.serve(web="always")
        self.ok("up")
        web = self.container("web")
        self.registry.manifests.clear()
        run = self.exits(1, "up")
        self.says(run, "DS3116", "what runs stays as it is")
        self.assertEqual(self.container("web"), web)
        self.assertEqual(self.states()["web"], "running")


class BuiltAndPulled(RegistryTest):
    def setUp(self):
        super().setUp()
        (self.folder / "stack").mkdir()
        self.dockerfile("one")

    def dockerfile(self, word):
        (self.folder / "stack" / "Dockerfile").write_text(
            f"FROM {BUSYBOX}\nRUN echo {word} >/word\n")

    def serve(self, keys):
        self.use_stack(f"services: {{web: {{build: ., {keys}, {SLEEPS}}}}}\n")

    def word(self):
        return self.ok("exec", "-T", "web", "cat", "/word").out.strip()

    def test_an_image_that_can_be_built_is_pulled_where_its_registry_has_it(self):
        image = self.busybox()
        self.serve(f"image: '{image}'")
        run = self.ok("up")
        self.assertNotIn("building", run.err)
        self.assertGreater(self.registry.count("/v2/app/manifests"), 0)

    def test_and_built_where_it_has_not(self):
        self.serve(f"image: '{self.registry.address}/none:1'")
        self.ok("up")
        self.assertEqual(self.word(), "one")

    def test_build_recreates_only_what_has_become_another_image(self):
        self.serve("pull_policy: missing")
        self.ok("up")
        web = self.container("web")
        self.says(self.ok("up", "--build"), "up to date")
        self.assertEqual(self.container("web"), web)
        self.dockerfile("two")
        self.says(self.ok("up"), "up to date")
        self.ok("up", "--build")
        self.assertNotEqual(self.container("web"), web)
        self.assertEqual(self.word(), "two")

    def test_policy_build_builds_each_time(self):
        self.serve("pull_policy: build")
        self.ok("up")
        self.dockerfile("two")
        self.ok("up")
        self.assertEqual(self.word(), "two")

    def test_no_build_builds_nothing(self):
        self.serve("pull_policy: build")
        run = self.exits(1, "up", "--no-build")
        self.says(run, "DS3112", "--no-build")
        self.ok("create", "--pull", "build")
        self.ok("up", "--no-build")
        self.exits(2, "up", "--build", "--no-build")

    def test_a_failed_build_leaves_the_running_container_alone(self):
        self.serve("pull_policy: missing")
        self.ok("up")
        web = self.container("web")
        (self.folder / "stack" / "Dockerfile").write_text(f"FROM {BUSYBOX}\nRUN exit 7\n")
        run = self.exits(1, "up", "--build")
        self.says(run, "DS3111", "RUN exit 7", "what runs stays as it is")
        self.assertEqual(self.container("web"), web)

    def test_the_output_of_a_build_is_shown_unless_it_is_not_wanted(self):
        self.serve("pull_policy: build")
        self.says(self.ok("--progress", "plain", "up"), "RUN echo one")
        self.assertNotIn("RUN echo", self.ok("--progress", "plain", "up", "--quiet-build").err)


class Push(RegistryTest):
    def setUp(self):
        super().setUp()
        (self.folder / "stack").mkdir()
        (self.folder / "stack" / "Dockerfile").write_text(f"FROM {BUSYBOX}\nLABEL a=b\n")
        self.image = f"{self.registry.address}/web:1"
        self.further = f"{self.registry.address}/web:2"
        self.use_stack(f"""
services:
  web: {{image: '{self.image}', build: {{context: ., tags: ['{self.further}']}}}}
  derived: {{build: .}}
  pulled: {{image: '{self.busybox()}'}}
""")

    def test_built_images_go_to_their_registry(self):
        run = self.exits(1, "push", "web")
        self.says(run, "DS3122", "does not exist locally", "devstack build web")
        self.ok("push", "--ignore-push-failures", "web")
        self.ok("build", "web")
        run = self.ok("push")
        self.says(run, "2 images pushed", "derived", "no image to be pushed", "it is not built")
        self.assertIn(("web", "1"), self.registry.manifests)
        self.assertIn(("web", "2"), self.registry.manifests)
        self.assertEqual(self.ok("push", "-q").err, "")

    def test_build_pushes_when_asked_to(self):
        self.ok("build", "--push", "web")
        self.assertIn(("web", "1"), self.registry.manifests)

    def test_a_registry_that_refuses(self):
        self.ok("build", "web")
        self.registry.users = {"me": "word"}
        run = self.exits(1, "push")
        self.says(run, "DS3122", "no basic auth credentials", "docker login")
        self.configure(auths={self.registry.address: {"username": "me", "password": "word"}})
        self.ok("push")

    def test_trouble_that_passes(self):
        self.ok("build", "web")
        self.registry.fail("PUT /v2/web/manifests", 503, times=1)
        self.ok("push")
        self.assertIn(("web", "1"), self.registry.manifests)


class NoSuchImage(RegistryTest):
    def test_up_says_what_is_missing_and_where(self):
        self.use_stack(f"services:\n  web:\n    image: '{self.registry.address}/none:1'\n"
                       f"  late: {{image: {BUSYBOX}, depends_on: [web], {SLEEPS}}}\n")
        run = self.exits(1, "up")
        self.says(run, "DS3116", "stack.yaml:3")
        self.assertFalse(engine_api.has_image(f"{self.registry.address}/none:1"))
        self.assertNotEqual(self.states().get("late"), "running")


if __name__ == "__main__":
    unittest.main()
