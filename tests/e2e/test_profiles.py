"""Profiles against a real engine: two projects of one stack side by side, switching between profiles,
the budget, and the refusal to guess which project a destructive command means."""
import json
import urllib.request

import engine_api
from support import BUSYBOX, ProjectTest, free_port

STACK = f"""
services:
  web:
    image: {BUSYBOX}
    command: [sh, -c, "mkdir -p /www && echo $$WHO > /www/index.html && exec httpd -f -p 80 -h /www"]
    environment: {{WHO: "${{WHO:-nobody}}"}}
    ports: ["127.0.0.1:${{WEB_PORT:?which port}}:80"]
    volumes: ["data:/data"]
    depends_on: [store]
    x-devstack:
      ready: {{http: {{port: 80, path: /}}, within: 30s}}
      budget: {{memory: 64M}}
  store:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    x-devstack: {{budget: {{memory: 64M}}}}
  extra:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    x-devstack: {{budget: {{memory: 64M}}}}
volumes: {{data: {{}}}}
x-devstack:
  default_profile: one
"""


class Profiles(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(STACK)
        self.port = {name: free_port() for name in ("one", "two")}
        self.projects = {name: f"{self.project[:50]}-{name}" for name in ("one", "two")}
        for project in self.projects.values():
            self.addCleanup(engine_api.remove_project, project)
        self.profile("one", f"description: the first\nproject: {self.projects['one']}\n"
                     f"services: [web]\nenv: {{WHO: first, WEB_PORT: {self.port['one']}}}\n")
        self.profile("two", f"extends: one\nproject: {self.projects['two']}\n"
                     f"env: {{WHO: second, WEB_PORT: {self.port['two']}}}\n")

    def profile(self, name, text):
        folder = self.stack.parent / "profiles"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.yaml").write_text(text)

    def command(self, *arguments):
        """Without -p: the profiles name their projects."""
        command = super().command(*arguments)
        at = command.index("-p")
        return command[:at] + command[at + 2:]

    def page(self, name):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port[name]}/", timeout=10) as answer:
            return answer.read().decode().strip()

    def services_of(self, name):
        return set(engine_api.service_ids(self.projects[name]))

    def test_two_projects_of_one_stack_run_side_by_side(self):
        self.ok("--profile", "one", "up")
        self.ok("--profile", "two", "up")
        self.assertEqual(self.page("one"), "first")
        self.assertEqual(self.page("two"), "second")
        for name in ("one", "two"):
            self.assertEqual(self.services_of(name), {"web", "store"})
        ids = {name: engine_api.service_ids(self.projects[name]) for name in ("one", "two")}
        self.assertFalse(set(ids["one"].values()) & set(ids["two"].values()))
        again = self.ok("--profile", "one", "up")
        self.says(again, "up to date")
        self.ok("--profile", "two", "down", "-v")
        self.assertEqual(self.services_of("two"), set())
        self.assertEqual(engine_api.volumes(self.projects["two"]), [])
        self.assertEqual(self.page("one"), "first")
        self.assertEqual(len(engine_api.volumes(self.projects["one"])), 1)

    def test_nothing_is_destroyed_by_guessing(self):
        self.ok("--profile", "one", "up")
        self.ok("--profile", "two", "up")
        for command in (["down"], ["down", "-v"], ["reset", "--yes"]):
            run = self.exits(2, *command)
            self.says(run, "DS1016", self.projects["one"], self.projects["two"], "--profile two")
        self.assertEqual(self.services_of("one"), {"web", "store"})
        self.assertEqual(self.services_of("two"), {"web", "store"})
        self.ok("--profile", "one", "down")
        self.ok("down")
        self.assertEqual(self.services_of("two"), set(), "the only one left is meant")

    def test_switching_adds_what_is_missing_and_keeps_the_rest(self):
        self.profile("more", "extends: one\nservices: [web, extra]\n")
        self.ok("up")
        before = engine_api.service_ids(self.projects["one"])
        self.assertEqual(set(before), {"web", "store"})
        self.ok("--profile", "more", "up")
        after = engine_api.service_ids(self.projects["one"])
        self.assertEqual(set(after), {"web", "store", "extra"})
        self.assertEqual({name: after[name] for name in before}, before)

    def test_a_profile_that_asks_for_too_much_starts_nothing(self):
        self.profile("small", "extends: one\nbudget: {memory: 100M}\n")
        run = self.exits(6, "--profile", "small", "up")
        self.says(run, "DS2108", "128 MiB", "100 MiB", "small.yaml:2")
        self.assertEqual(self.services_of("one"), set())
        self.profile("small", "extends: one\nbudget: {memory: 200M}\n")
        self.says(self.ok("--profile", "small", "up"), "memory 128 MiB of 200 MiB")

    def test_overrides_merge_as_compose_does(self):
        self.profile("shout", "extends: one\noverrides:\n  services:\n    web:\n"
                     "      environment: {WHO: SHOUT}\n      labels: {loud: \"yes\"}\n")
        self.ok("--profile", "shout", "up")
        self.assertEqual(self.page("one"), "SHOUT")
        web = engine_api.inspect(engine_api.service_ids(self.projects["one"])["web"])
        self.assertEqual(web["Config"]["Labels"]["loud"], "yes")

    def test_the_list_shows_every_profile_and_why_one_is_broken(self):
        self.profile("broken", "servces: [web]\n")
        self.profile("round", "extends: round\n")
        document = json.loads(self.ok("profiles", "-o", "json").out)
        found = {profile["name"]: profile for profile in document["profiles"]}
        self.assertEqual(set(found), {"one", "two", "broken", "round"})
        self.assertEqual(found["one"]["services"], ["store", "web"])
        self.assertTrue(found["one"]["default"])
        self.assertEqual(found["two"]["ports"][0]["published"], str(self.port["two"]))
        self.assertEqual(found["two"]["declared"]["memory"], 128 << 20)
        self.assertEqual(found["broken"]["errors"][0]["code"], "DS1402")
        self.assertEqual(found["round"]["errors"][0]["code"], "DS1401")
        self.says(self.ok("profiles"), "DS1402", "the first", "profiles/two.yaml")

