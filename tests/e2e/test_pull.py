"""`pull`: which images, how often a registry is asked, what is said of failures, and whose
credentials are used. Against tests/e2e/registry.py, which stands in for a registry."""
import base64
import os
import unittest

import engine_api
from registry_case import RegistryTest


class Pull(RegistryTest):
    def pull_of(self, image, *options):
        self.use_stack(f"services: {{web: {{image: '{image}'}}}}\n")
        return self.devstack("pull", *options)

    def manifests(self, name):
        return self.registry.count(f"/v2/{name}/manifests")

    def test_an_image_is_pulled_once_for_all_its_services(self):
        image = self.busybox()
        self.use_stack(f"services: {{a: {{image: '{image}'}}, b: {{image: '{image}'}}}}\n")
        run = self.ok("--progress", "json", "pull")
        events = self.events(run)
        self.assertEqual(events[-1]["summary"].split(" in ")[0], "1 image pulled")
        self.assertTrue(engine_api.has_image(image))
        self.assertTrue(any(event.get("layer") for event in events), run)
        self.assertIn("pulled", [event.get("state") for event in events])

    def test_quiet_says_nothing_of_a_success(self):
        run = self.pull_of(self.busybox(), "-q")
        self.assertEqual((run.code, run.out, run.err), (0, "", ""))

    def test_a_registry_in_trouble_is_asked_again(self):
        image = self.busybox()
        self.registry.fail("(GET|HEAD) /v2/app/manifests", 503, times=2)
        run = self.pull_of(image)
        self.assertEqual(run.code, 0, run)
        self.says(run, "503 Service Unavailable; tries again")

    def test_trouble_without_end_is_told(self):
        image = self.busybox()
        self.registry.fail("(GET|HEAD) /v2/app/manifests", 500, times=1000)
        run = self.pull_of(image)
        self.assertEqual(run.code, 1, run)
        self.says(run, "DS3117", "in trouble", "(4 of 4)")

    def test_what_does_not_exist_is_not_asked_for_again(self):
        self.busybox()
        run = self.pull_of(f"{self.registry.address}/app:99")
        self.assertEqual(run.code, 1, run)
        self.says(run, "DS3116", "manifest unknown", "stack.yaml:1")
        self.assertLessEqual(self.manifests("app"), 4)
        self.assertNotIn("tries again", run.err)

    def test_a_registry_that_nobody_serves(self):
        run = self.pull_of("127.0.0.1:1/app:1")
        self.assertEqual(run.code, 1, run)
        self.says(run, "DS3117", "connection refused")

    def test_an_image_of_another_platform(self):
        image = self.busybox("arm", architecture="arm64")
        self.use_stack(f"services: {{web: {{image: '{image}', platform: linux/amd64}}}}\n")
        run = self.exits(1, "pull")
        self.says(run, "DS3118", "linux/amd64", "linux/arm64")

    def test_what_can_be_pulled_is_although_something_cannot(self):
        image = self.busybox()
        self.use_stack(f"services: {{a: {{image: '{image}'}}, "
                       f"b: {{image: '{self.registry.address}/none:1'}}}}\n")
        run = self.exits(1, "pull")
        self.says(run, "DS3116", "1 of 2 images pulled")
        self.assertTrue(engine_api.has_image(image))
        self.ok("pull", "--ignore-pull-failures")

    def test_which_images_are_left_out(self):
        here = self.busybox("here")
        self.use_stack(f"""
services:
  derived: {{build: .}}
  never: {{image: '{here}', pull_policy: never}}
  built: {{image: '{here}', build: ., pull_policy: build}}
  buildable: {{image: '{here}', build: .}}
""")
        run = self.ok("pull", "--ignore-buildable")
        self.says(run, "nothing to pull", "derived skipped (no image to be pulled)",
                  "never skipped (pull_policy is never)", "built skipped (pull_policy is build)",
                  "buildable skipped (image can be built)")
        self.assertEqual(self.manifests("here"), 0)
        self.ok("pull")
        self.assertGreater(self.manifests("here"), 0)

    def test_policy_missing_leaves_out_what_is_here_but_not_latest(self):
        one, latest = self.busybox(tag="1"), self.busybox(tag="latest")
        self.use_stack(f"services: {{a: {{image: '{one}'}}, b: {{image: '{latest}'}}}}\n")
        self.ok("pull")
        self.registry.requests.clear()
        run = self.ok("pull", "--policy", "missing")
        self.says(run, "1 image pulled")
        self.assertEqual(self.registry.count("/manifests/1$"), 0)
        self.assertGreater(self.registry.count("/manifests/latest$"), 0)

    def test_dependencies_come_along_when_asked_for(self):
        db, web = self.busybox("db"), self.busybox("web")
        self.use_stack(f"services: {{db: {{image: '{db}'}}, "
                       f"web: {{image: '{web}', depends_on: [db]}}}}\n")
        self.ok("pull", "web")
        self.assertFalse(engine_api.has_image(db))
        self.ok("pull", "--include-deps", "web")
        self.assertTrue(engine_api.has_image(db))


class Credentials(RegistryTest):
    users = {"me": "pass:word"}

    def setUp(self):
        super().setUp()
        self.image = self.busybox()
        self.use_stack(f"services: {{web: {{image: '{self.image}'}}}}\n")
        self.programs = self.folder / "programs"
        self.programs.mkdir()
        self.environment["PATH"] = f"{self.programs}:{os.environ['PATH']}"

    def helper(self, script):
        path = self.programs / "docker-credential-test"
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)

    def test_without_any_the_registry_refuses_once(self):
        run = self.exits(1, "pull")
        self.says(run, "DS3115", "no basic auth credentials", f"docker login {self.registry.address}")
        self.assertNotIn("tries again", run.err)

    def test_of_the_configuration(self):
        auth = base64.b64encode(b"me:pass:word").decode()
        self.configure(auths={self.registry.address: {"auth": auth}})
        self.ok("pull")
        self.assertIn("me", [user for _, user in self.registry.requests])

    def test_wrong_ones_are_refused(self):
        auth = base64.b64encode(b"me:hunter2").decode()
        self.configure(auths={self.registry.address: {"auth": auth}})
        run = self.exits(1, "pull")
        self.says(run, "DS3115")
        self.assertNotIn("hunter2", run.err)

    def test_of_a_helper_which_gets_nothing_on_its_command_line(self):
        asked = self.folder / "asked"
        self.helper(f'server=$(cat); echo "$0 $*|$server" >>{asked}\n'
                    'echo \'{"Username":"me","Secret":"pass:word"}\'\n')
        for config in ({"credHelpers": {self.registry.address: "test"}}, {"credsStore": "test"}):
            engine_api.remove_image(self.image)
            self.configure(**config)
            run = self.ok("-vv", "pull")
            self.assertNotIn("pass:word", run.out + run.err)
        program = self.programs / "docker-credential-test"
        self.assertEqual(set(asked.read_text().splitlines()),
                         {f"{program} get|{self.registry.address}"})

    def test_a_helper_that_fails_is_warned_of_without_its_words(self):
        self.helper("echo secret-words; exit 3\n")
        self.configure(credsStore="test")
        run = self.exits(1, "pull")
        self.says(run, "docker-credential-test ended with exit status 3", "DS3115")
        self.assertNotIn("secret-words", run.out + run.err)
        (self.programs / "docker-credential-test").unlink()
        self.says(self.exits(1, "pull"), "docker-credential-test is not in PATH")

    def test_a_registry_that_the_helper_does_not_know_is_asked_without(self):
        self.helper('echo "credentials not found in native keychain"; exit 1\n')
        self.configure(credsStore="test")
        run = self.exits(1, "pull")
        self.assertNotIn("warning", run.err)


if __name__ == "__main__":
    unittest.main()
