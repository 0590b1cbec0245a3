"""Roles and their choices against a real engine: switching there and back recreates only who uses the
variable, keeps volumes, and says so in the plan; costs count; later commands remember the choice."""
import json

import engine_api
from support import BUSYBOX, ProjectTest

STACK = f"""
services:
  redis:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    volumes: ["redis_data:/data"]
    x-devstack: {{budget: {{memory: 60M}}}}
  keeper:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    profiles: [pulsar]
    volumes: ["pulsar_data:/data"]
  broker:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    profiles: [pulsar]
    depends_on: [keeper]
  api:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    environment: {{BUS: "${{EVENT_BUS:-redis}}"}}
    depends_on:
      redis: {{condition: service_started, required: false}}
      broker: {{condition: service_started, required: false}}
  web:
    image: {BUSYBOX}
    command: [sleep, "1000"]
    stop_signal: SIGKILL
volumes: {{redis_data: {{}}, pulsar_data: {{}}}}
x-devstack:
  substitutions:
    event-bus:
      default: redis
      choices:
        redis: {{services: [redis], env: {{EVENT_BUS: redis}}, cost: {{memory: 100M, startup: 2s}}}}
        pulsar:
          services: [broker, keeper]
          env: {{EVENT_BUS: pulsar}}
          cost: {{memory: 2G, startup: 60s}}
          effort: 1 week
          migration: [deploy it, switch it]
        cloud: {{env: {{EVENT_BUS: cloud}}, requires_env: [BUS_KEY]}}
"""


class Substitutions(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(STACK)
        profiles = self.stack.parent / "profiles"
        profiles.mkdir()
        (profiles / "small.yaml").write_text("budget: {memory: 1G}\n")
        (profiles / "large.yaml").write_text("budget: {memory: 4G}\nuse: {event-bus: pulsar}\n")

    def ids(self):
        return {c["Labels"][engine_api.SERVICE_LABEL]: c["Id"]
                for c in engine_api.containers(self.project)}

    def volumes(self):
        return sorted(v["Name"] for v in engine_api.volumes(self.project))

    def test_there_and_back(self):
        self.ok("up")
        first = self.ids()
        self.assertEqual(sorted(first), ["api", "redis", "web"])
        plan = self.ok("--use", "event-bus=pulsar", "plan")
        self.says(plan, "broker", "keeper", "environment.BUS redis → pulsar",
                  "pulsar is chosen for event-bus", "pulsar_data")

        self.ok("--use", "event-bus=pulsar", "up")
        second = self.ids()
        self.assertEqual(self.states(), {"api": "running", "broker": "running",
                                         "keeper": "running", "web": "running",
                                         **{k: "exited" for k in second if k == "redis"}})
        self.assertEqual(second["web"], first["web"])
        self.assertNotEqual(second["api"], first["api"])
        self.assertEqual(self.volumes(), sorted(f"{self.project}_{key}"
                                                for key in ("pulsar_data", "redis_data")))
        # Without --use they are asked about what runs.
        self.says(self.ok("ps"), "broker", "keeper")
        self.says(self.ok("volumes"), "unused: event-bus is pulsar")
        self.says(self.ok("exec", "api", "env"), "BUS=pulsar")

        self.ok("--use", "event-bus=redis", "up")
        third = self.ids()
        self.assertEqual(third["web"], first["web"])
        self.assertEqual(self.states()["redis"], "running")
        self.assertNotIn("running", [self.states().get(name) for name in ("broker", "keeper")])
        self.assertEqual(len(self.volumes()), 2)
        self.ok("down")

    def test_a_variable_does_what_the_option_does(self):
        by_option = self.ok("--use", "event-bus=pulsar", "config")
        by_variable = self.ok("config", environment={"EVENT_BUS": "pulsar"})
        self.assertEqual(by_variable.out, by_option.out)
        plan = self.ok("--use", "event-bus=pulsar", "plan", "-o", "json")
        again = self.ok("plan", "-o", "json", environment={"EVENT_BUS": "pulsar"})
        self.assertEqual(json.loads(again.out)["steps"], json.loads(plan.out)["steps"])

    def test_costs_count(self):
        run = self.exits(6, "--profile", "small", "--use", "event-bus=pulsar", "up")
        self.says(run, "DS2108", "2 GiB of memory, of 1 GiB",
                  "event-bus=redis 100 MiB instead of pulsar 2 GiB")
        self.assertEqual(self.ids(), {})

    def test_a_choice_outside_starts_nothing(self):
        self.says(self.exits(2, "--use", "event-bus=cloud", "plan"), "DS1415", "BUS_KEY")
        names = self.ok("--use", "event-bus=cloud", "config", "--services",
                        environment={"BUS_KEY": "k"}).out.split()
        self.assertEqual(names, ["api", "web"])

    def test_the_table_the_page_and_the_list(self):
        self.says(self.ok("substitutions"), "event-bus", "EVENT_BUS=pulsar", "large")
        self.says(self.ok("substitutions", "event-bus"), "memory", "2 GiB", "BUS_KEY")
        self.says(self.ok("substitutions", "--checklist"), "1.2 switch it", "1 week")
        told = json.loads(self.ok("--profile", "large", "substitutions", "-o", "json").out)
        self.assertEqual(told["schema"], "devstack.substitutions/1")
        self.assertEqual(told["roles"][0]["chosen"], "pulsar")
        self.assertEqual(told["roles"][0]["chosen_by"], "profile")
        memory = {p["name"]: p["memory"] for p in told["profiles"]}
        self.assertEqual(memory["small"], 100 << 20)
        self.assertEqual(memory["large"], 2 << 30)
