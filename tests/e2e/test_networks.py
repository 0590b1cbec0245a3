"""Networks: who is in them, and fixed subnets that somebody else has."""
import json
import subprocess

import engine_api
from support import BUSYBOX, ProjectTest


class Networks(ProjectTest):
    # One of the benchmark range that nothing else on a test machine uses.
    SUBNET = "198.18.44.0/24"

    def use_two(self):
        self.use_stack(f"""
services:
  db:
    image: {BUSYBOX}
    command: ["serve"]
    networks: {{backend: {{aliases: [database], ipv4_address: 198.18.44.10}}}}
  web:
    image: {BUSYBOX}
    command: ["serve"]
    networks: [backend, front]
networks:
  front: {{}}
  backend: {{ipam: {{config: [{{subnet: {self.SUBNET}}}]}}}}
""")

    def test_members_with_addresses_and_aliases(self):
        self.use_two()
        self.says(self.ok("networks"), "not created")
        self.ok("up")
        listed = json.loads(self.ok("networks", "-o", "json").out)
        networks = {network["key"]: network for network in listed["networks"]}
        backend = networks["backend"]
        self.assertEqual((backend["driver"], backend["subnets"]), ("bridge", [self.SUBNET]))
        members = {member["service"]: member for member in backend["members"]}
        self.assertEqual(members["db"]["ipv4"], "198.18.44.10")
        self.assertIn("database", members["db"]["aliases"])
        self.assertEqual(sorted(members), ["db", "web"])
        self.assertEqual([m["service"] for m in networks["front"]["members"]], ["web"])
        table = self.ok("networks", "backend")
        self.says(table, f"{self.project}_backend (backend)", self.SUBNET, "database")
        self.assertNotIn("front", table.out)
        self.says(self.exits(2, "networks", "backnd"), "backend")

    def test_an_overlap_is_named_before_anything_starts(self):
        other = f"{self.project}-other"
        subprocess.run(["docker", "network", "create", "--subnet", "198.18.44.128/25", "--label",
                        "com.docker.compose.project=neighbour", other], check=True, timeout=30,
                       capture_output=True)
        self.addCleanup(subprocess.run, ["docker", "network", "rm", other], capture_output=True)
        self.use_two()
        run = self.exits(6, "up")
        self.says(run, "DS2109", self.SUBNET, other, "project neighbour", "198.18.44.128/25",
                  "nothing was started")
        self.assertEqual(self.states(), {})
        self.assertEqual([n["Name"] for n in engine_api.networks(self.project)], [])
        subprocess.run(["docker", "network", "rm", other], check=True, capture_output=True)
        self.ok("up")

    def test_the_mocks_image_asks_from_inside_a_network(self):
        stack = f"""
services:
  db:
    image: {BUSYBOX}
    command: ["serve"]
    x-devstack: {{ready: {{http: {{port: 80, path: /health}}}}}}
  probe:
    image: devstack/mock:1
    command: ["--connect", "db:PORT"]
    depends_on: {{db: {{condition: service_healthy}}}}
    x-devstack: {{job: {{run: always}}}}
"""
        self.use_stack(stack.replace("PORT", "80"))
        self.ok("up")
        self.says(self.ok("logs", "probe"), "db:80 accepts")
        self.use_stack(stack.replace("PORT", "81"))
        self.says(self.exits(1, "up"), "DS3201", "db:81: Connection refused")
