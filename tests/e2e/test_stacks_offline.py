"""Each shipped stack without a network (SX-12): names are not resolved, nothing is pulled."""
import subprocess

import engine_api
import yaml
from stack_case import StackCase

NOWHERE = "127.0.0.1:9/absent"  # no registry has this name


class Offline(StackCase):
    """`up` runs where a resolver that does not exist is all there is (RFC 5737: 192.0.2.0/24)."""

    def make_shared(self):
        super().make_shared()
        self.environment["CONTAINER_PREFIX"] = self.project
        resolver = self.folder / "resolv.conf"
        resolver.write_text("nameserver 192.0.2.1\noptions timeout:1 attempts:1\n")
        hosts = self.folder / "hosts"
        hosts.write_text("127.0.0.1 localhost\n")
        self.prefix = ["unshare", "--mount", "sh", "-c",
                       f"mount --bind {resolver} /etc/resolv.conf && mount --bind {hosts} /etc/hosts"
                       ' && exec "$@"', "sh"]

    def setUp(self):
        super().setUp()
        self.prefix = self.shared.prefix

    def command(self, *arguments):
        return [*self.prefix, *super().command(*arguments)]

    def images(self):
        """Images that are pulled: all but the mock, with the services that have them."""
        document = self.json("--offline", "config", "--format", "json")
        return {name: service["image"] for name, service in document["services"].items()
                if not service["image"].startswith("devstack/")}

    def comes_up_offline(self, *warnings):
        resolves = subprocess.run([*self.prefix, "getent", "hosts", "registry-1.docker.io"],
                                  capture_output=True, timeout=20)
        self.assertNotEqual(resolves.returncode, 0)
        run = self.ok("up", "--offline")
        self.says(run, *warnings)
        self.assertNotIn("lookup", run.err)  # nobody was asked for an image
        self.ok("health")
        self.says(self.ok("up", "--offline"), "up to date")
        self.ok("down", "-v", "--no-snapshot")

    def names_what_is_absent(self):
        services = self.images()
        absent = {service: {"image": f"{NOWHERE}/{service}:1"} for service in services}
        for service in absent.values():
            service["x-devstack"] = {}
        override = self.stack.parent / "absent.yaml"
        # Neither stand-ins nor mocks: images that simply are not there.
        text = yaml.safe_dump({"services": absent}).replace(
            "x-devstack: {}", "x-devstack: {image_fallback: !reset null, mock: !reset null}")
        override.write_text(text)
        run = self.exits(1, "-f", str(override), "up", "--offline")
        self.says(run, "DS3112", "nothing was started",
                  *(service["image"] for service in absent.values()))
        self.assertEqual(engine_api.containers(self.project), [])


class OfflineIas(Offline):
    stack_name = "ias"

    def test_sx_12_up(self):
        self.comes_up_offline()

    def test_sx_12_absent_images(self):
        self.names_what_is_absent()


class OfflineMedlabChat(Offline):
    stack_name = "medlab-chat"

    def test_sx_12_up(self):
        self.comes_up_offline()

    def test_sx_12_absent_images(self):
        self.names_what_is_absent()


class OfflineBiAgent(Offline):
    stack_name = "bi-agent"

    def test_sx_12_s3_22_up(self):
        self.comes_up_offline("with --offline the profile offline applies")

    def test_s3_22_offline_alone_empties_the_list_of_plugins(self):
        document = self.json("--offline", "config", "--format", "json")
        self.assertEqual(document["services"]["grafana"]["environment"]["GF_INSTALL_PLUGINS"], "")
        document = self.json("config", "--format", "json")
        self.assertIn("redis", document["services"]["grafana"]["environment"]["GF_INSTALL_PLUGINS"])

    def test_sx_12_absent_images(self):
        self.names_what_is_absent()


class OfflineMultidbChatbot(Offline):
    stack_name = "multidb-chatbot"

    def test_sx_12_up(self):
        self.comes_up_offline()

    def test_sx_12_absent_images(self):
        self.names_what_is_absent()


class OfflineWorkflowPlatform(Offline):
    stack_name = "workflow-platform"

    def test_sx_12_up(self):
        self.comes_up_offline()

    def test_sx_12_absent_images(self):
        self.names_what_is_absent()
