"""No lock-in: Docker Compose reads the shipped stack, and sees what devstack started."""
import json
import shutil
import unittest

import docker_compose
from compat import BothWaysTest
from support import BUSYBOX, QUICKSTART, SHARED, ProjectTest, free_port


@unittest.skipUnless(docker_compose.command(), "Docker Compose is not on this machine")
class DockerCompose(ProjectTest):
    def compose(self, *arguments):
        return docker_compose.run(self, *arguments).stdout

    def test_config_of_the_quickstart_is_the_same_document(self):
        stack = str(QUICKSTART / "stack.yaml")
        theirs = json.loads(self.compose("-f", stack, "-p", "same", "config", "--format", "json"))
        self.stack = QUICKSTART / "stack.yaml"
        self.project = "same"
        ours = json.loads(self.ok("--no-profile", "config", "--format", "json").out)
        self.assertEqual(ours, theirs)

    def test_ps_and_down_see_what_devstack_started(self):
        self.use_quickstart()
        self.ok("up")
        listed = self.compose("-f", str(self.stack), "-p", self.project, "ps", "-a", "--services")
        self.assertTrue({"postgres", "redis", "inference", "app"} <= set(listed.split()), listed)
        self.compose("-f", str(self.stack), "-p", self.project, "down")
        self.assertEqual(self.states(), {})
        self.ok("up")
        self.assertEqual(self.sql("SELECT count(*) FROM users"), "2")


BUSY = f"image: {BUSYBOX}, command: [sleep, '3600'], init: true, stop_grace_period: 0s"

#: Each with another way for the two programs to disagree about what a container should be.
PROJECTS = {
    "environment": f"""
services:
  a: {{{BUSY}, env_file: [one.env, {{path: raw.env, format: raw}}], label_file: l.labels,
      environment: {{A: "$$x", EMPTY: , NUMBER: 1.0}}, labels: ["t=`x` && y", "emoji=🚀"]}}
""",
    "resources": f"""
services:
  a: {{{BUSY}, ulimits: {{core: 0, nofile: {{soft: 64, hard: 128}}}}, mem_limit: 64m, cpus: 0.5,
      tmpfs: /t, shm_size: 8m, cap_drop: [ALL], sysctls: {{net.core.somaxconn: 512}}}}
""",
    "volumes": f"""
services:
  a: {{{BUSY}, volumes: ["data:/data", "./folder:/folder:ro", /anonymous],
      configs: [{{source: c, target: /c}}], secrets: [s]}}
volumes: {{data: {{labels: {{a: b}}}}}}
configs: {{c: {{content: "x: $$y"}}}}
secrets: {{s: {{file: ./one.env}}}}
""",
    "networks": f"""
services:
  a: {{{BUSY}, networks: {{back: {{aliases: [db]}}, front: }}, extra_hosts: ["h:1.2.3.4"]}}
  b: {{{BUSY}, network_mode: none}}
networks: {{back: {{internal: true}}, front: {{driver_opts: {{a.b: "1"}}}}}}
""",
    "dependencies": f"""
services:
  a: {{{BUSY}, depends_on: {{b: {{condition: service_healthy, restart: true}}}}, links: [b]}}
  b: {{{BUSY}, healthcheck: {{test: "true", interval: 1s}}, extends: base, scale: 2}}
  base: {{{BUSY}, restart: unless-stopped}}
""",
    "shared": f"""
services:
  a: {{{BUSY}, volumes: [/anonymous], ipc: shareable}}
  b: {{{BUSY}, network_mode: "service:a", ipc: "service:a", pid: "service:a"}}
  c: {{{BUSY}, volumes_from: ["a:ro"], networks: [back]}}
networks:
  back: {{ipam: {{config: [{{subnet: 198.18.77.0/24}}]}}, driver: bridge, labels: {{a: b}}}}
""",
}


@unittest.skipUnless(docker_compose.command(), "Docker Compose is not on this machine")
class BothWays(BothWaysTest):
    def test_projects(self):
        for name, text in PROJECTS.items():
            with self.subTest(name):
                self.use_stack(text)
                folder = self.stack.parent
                (folder / "folder").mkdir(exist_ok=True)
                (folder / "one.env").write_text("B=${A}\nC='$x'\n")
                (folder / "raw.env").write_text('D="raw" # all\n')
                (folder / "l.labels").write_text("l=1\n")
                self.both_ways()

    def test_the_quickstart(self):
        self.use_quickstart()
        # Docker Compose has no stand-ins of its own.
        text = self.stack.read_text()
        for name in ("postgres", "redis"):
            text = text.replace(f"image: {name}:", f"image: devstack/stand-in/{name}:")
        self.stack.write_text(text)
        self.both_ways()

    @unittest.skipUnless((SHARED / "lab" / "realapp").exists(), "the lab is not on this machine")
    def test_the_real_application(self):
        shutil.copytree(SHARED / "lab" / "realapp", self.folder / "app")
        self.stack = next(path for name in ("compose.yaml", "docker-compose.yml", "compose.yml")
                          if (path := self.folder / "app" / name).exists())
        self.environment["WEB_PORT"] = str(free_port())
        self.both_ways()
