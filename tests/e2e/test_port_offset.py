"""A second instance of one stack beside the first, on ports moved by a fixed distance."""
import socket
import urllib.request

import engine_api
from support import BUSYBOX, ProjectTest, free_port

DISTANCE = 3


def free_pair():
    """A port that is free, and whose moved one is free as well."""
    while True:
        port = free_port()
        with socket.socket() as probe:
            if port + DISTANCE <= 65535 and probe.connect_ex(("127.0.0.1", port + DISTANCE)) != 0:
                return port


STACK = f"""
services:
  web:
    image: {BUSYBOX}
    command: [sh, -c, "mkdir -p /www && echo $$WHO > /www/index.html && exec httpd -f -p 80 -h /www"]
    environment: {{WHO: "${{WHO:-first}}"}}
    stop_signal: SIGKILL
    ports: ["127.0.0.1:${{WEB_PORT:?which port}}:80"]
    x-devstack:
      ready: {{http: {{port: 80, path: /}}, within: 30s}}
x-devstack:
  exports: {{WEB: "http://{{address:web:80}}"}}
"""


class PortOffset(ProjectTest):
    def setUp(self):
        super().setUp()
        self.use_stack(STACK)
        self.port = free_pair()
        self.environment["WEB_PORT"] = str(self.port)
        profiles = self.stack.parent / "profiles"
        profiles.mkdir()
        self.other = f"{self.project[:50]}-moved"
        self.addCleanup(engine_api.remove_project, self.other)
        (profiles / "moved.yaml").write_text(
            f"env: {{WHO: second}}\nport_offset: {{by: {DISTANCE}, services: [web]}}\n")

    def fetch(self, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return answer.read().decode().strip()

    def test_two_instances(self):
        self.ok("up")
        first, self.project = self.project, self.other
        self.ok("--profile", "moved", "up")
        self.assertEqual(self.fetch(self.port), "first")
        self.assertEqual(self.fetch(self.port + DISTANCE), "second")
        self.says(self.ok("--profile", "moved", "env"), f":{self.port + DISTANCE}")
        self.says(self.ok("--port-offset", "7", "config"), f'published: "{self.port + 7}"')
        self.ok("--profile", "moved", "down")
        self.project = first
        self.assertEqual(self.fetch(self.port), "first")
        self.ok("down")
