"""Shipped stacks that want the same ports of the host (SX-11): the second `up` names all that is taken
and who has it, and starts nothing. workflow-platform collides with none (S4-31)."""
import functools
import re

import engine_api
from stack_case import STACKS, StackCase
from support import free_port

NUMBER = re.compile(r"^((?:\w+_)?PORT(?:_\d+)?)=(\d+)$", re.MULTILINE)
#: Stack, its options, and the services that hold ports which another one wants.
HOLDERS = {
    "multidb-chatbot": (("--profile", "prod"), {"postgres": 5432, "redis": 6379,
                                               "ai-gateway": 8000}),
    "ias": ((), {"postgres": 5432, "redis": 6379, "mock-inference": 8000}),
    "medlab-chat": (("--profile", "apps"), {"postgres": 5432, "chromadb": 8000,
                                            "api-service": 3001}),
    "bi-agent": ((), {"postgres": 5432, "redis": 6379, "ml-service": 8000, "web": 3001}),
}


@functools.lru_cache
def stand_for(number):
    """The free port that stands for one of the documents' numbers, the same in every stack."""
    return free_port()


def numbers(name):
    return {variable: int(port) for variable, port
            in NUMBER.findall((STACKS / name / ".env.example").read_text())}


class Collide(StackCase):
    """A copy of one stack whose ports are those that all copies share."""

    def make_shared(self):
        super().make_shared()
        self.ports = {variable: stand_for(number)
                      for variable, number in numbers(self.stack_name).items()}
        self.environment.update({name: str(port) for name, port in self.ports.items()})
        self.environment["CONTAINER_PREFIX"] = self.project

    @classmethod
    def copy_of(cls, name):
        """Another stack beside this one."""
        kind = type(f"{cls.__name__}-{name}", (Collide,), {"stack_name": name})
        copy = kind("make_shared")
        copy.make_shared()
        return copy

    def holds_its_ports_against_the_others(self):
        options, services = HOLDERS[self.stack_name]
        self.ok(*options, "up", "--no-deps", "--no-wait", *services)
        for name, (others_options, others_services) in HOLDERS.items():
            if name == self.stack_name:
                continue
            with self.subTest(second=name):
                other = self.copy_of(name)
                self.addCleanup(engine_api.remove_project, other.project)
                run = other.exits(6, *others_options, "up")
                shared = set(services.values()) & set(others_services.values())
                self.assertTrue(shared)
                for number in shared:
                    port = stand_for(number)
                    variable = next(v for v, n in numbers(name).items() if n == number)
                    self.assertIn(str(port), run.err, str(run))
                    self.assertRegex(run.err, rf"{variable}=\d+ devstack up", str(run))
                self.assertEqual(run.err.count("error[DS2101]"), len(shared), str(run))
                self.assertEqual(run.err.count(f"project {self.project}"), len(shared), str(run))
                self.says(run, "nothing was started")
                self.assertEqual(engine_api.containers(other.project), [])
                self.assertEqual(engine_api.networks(other.project), [])


class CollideMultidbChatbot(Collide):
    stack_name = "multidb-chatbot"

    def test_sx_11_it_holds_its_ports_against_the_others(self):
        self.holds_its_ports_against_the_others()

    def test_s4_31_workflow_platform_wants_none_of_the_others_ports(self):
        own = set(numbers("workflow-platform").values())
        for name in HOLDERS:
            self.assertEqual(own & set(numbers(name).values()), set(), name)


class CollideIas(Collide):
    stack_name = "ias"

    def test_sx_11_it_holds_its_ports_against_the_others(self):
        self.holds_its_ports_against_the_others()


class CollideMedlabChat(Collide):
    stack_name = "medlab-chat"

    def test_sx_11_it_holds_its_ports_against_the_others(self):
        self.holds_its_ports_against_the_others()


class CollideBiAgent(Collide):
    stack_name = "bi-agent"

    def test_sx_11_it_holds_its_ports_against_the_others(self):
        self.holds_its_ports_against_the_others()
