"""The engine's own refusals, provoked for real where a second hand can do it in mid-command."""
import json
import socket

import engine_api
import invariants
from actions import Answer, DropAfter, Tell
from engine_proxy import Rule
from fault_case import FaultTest, covers, full
from support import BUSYBOX, free_port

TIMES = 20 if full() else 1


class Names(FaultTest):
    @covers(13)
    def test_a_foreign_container_has_our_name(self):
        name = f"{self.project}-web-1"
        made = engine_api.call("POST", "/containers/create", {"name": name},
                               {"Image": BUSYBOX, "Cmd": ["serve"]})
        self.addCleanup(self.drop, made["Id"])
        with self.one_run():
            run = self.faulted("up")
            self.assertIn(run.code, (1, 6), run)
            self.assertIn(name, run.err, run)
            self.assertEqual(engine_api.inspect(name)["Id"], made["Id"])
        with self.one_run(then="it is gone"):
            self.drop(made["Id"])
            invariants.after_recovery(self, run)

    def drop(self, container):
        try:
            engine_api.call("DELETE", f"/containers/{container}", {"force": 1})
        except RuntimeError:
            pass  # gone already

    @covers(13)
    def test_the_name_is_taken_between_look_and_create(self):
        name = f"{self.project}-web-1"

        def take(_call):
            if not taken:
                taken.append(engine_api.call("POST", "/containers/create", {"name": name},
                                             {"Image": BUSYBOX, "Cmd": ["serve"]})["Id"])
        for _ in range(TIMES):
            with self.one_run():
                taken = []
                self.proxy.script(Rule(Tell(take), method="POST", path="/containers/create"))
                run = self.faulted("up")
                self.assertIn(run.code, (1, 6, 7), run)
                self.assertEqual(engine_api.inspect(name)["Id"], taken[0])
                self.drop(taken[0])
                self.proxy.script()
                invariants.after_fault(self, run)
                invariants.after_recovery(self, run)


class Removal(FaultTest):
    @covers(14)
    def test_a_removal_that_is_under_way_is_waited_for(self):
        message = json.dumps({"message": "removal of container x is already in progress"}).encode()
        for times in (1, 3) * TIMES:
            with self.one_run(times=times):
                self.ok("up")
                self.learn_mark()
                self.proxy.script(Rule(Answer(409, message), method="DELETE", path="/containers/.*",
                                       nth=set(range(1, times + 1))))
                run = self.faulted("down", "-t", "1", deadline=30)
                self.assertEqual(run.code, 0, f"{run}\n{self.proxy.trace()}")
                self.assert_nothing_left(volumes=1)
                invariants.after_fault(self, run)

    @covers(14)
    def test_a_container_that_is_gone_when_its_turn_comes(self):
        """404 on every call about it, since somebody else removed it."""
        for method, path in (("POST", ".*/stop"), ("DELETE", "/containers/.*")):
            for _ in range(TIMES):
                with self.one_run(at=path):
                    self.ok("up")
                    self.learn_mark()
                    web = engine_api.service_ids(self.project)["web"]

                    def remove(_call, web=web):
                        engine_api.call("DELETE", f"/containers/{web}", {"force": 1})
                    self.proxy.script(Rule(Tell(remove), method=method, path=path, nth=1))
                    run = self.faulted("down", "-t", "1")
                    self.assertEqual(run.code, 0, f"{run}\n{self.proxy.trace()}")
                    self.assert_nothing_left(volumes=1)
                    invariants.after_fault(self, run)


class Running(FaultTest):
    @covers(15)
    def test_what_runs_already_and_what_is_stopped_already(self):
        for _ in range(TIMES):
            with self.one_run():
                self.ok("up")
                for command in ("start", "stop", "stop", "start"):
                    run = self.faulted(command, *(["-t", "1"] if command == "stop" else []))
                    self.assertEqual(run.code, 0, run)
                    invariants.after_fault(self, run)

    @covers(15)
    def test_somebody_else_starts_it_first(self):
        for _ in range(TIMES):
            with self.one_run():
                def start(call):
                    engine_api.call("POST", call.path)
                self.proxy.script(Rule(Tell(start), method="POST", path="/containers/.*/start"))
                run = self.faulted("up")
                self.assertEqual(run.code, 0, f"{run}\n{self.proxy.trace()}")
                self.assertEqual({c.status for c in self.proxy.calls if c.path.endswith("/start")
                                  and "containers" in c.path}, {304})
                invariants.after_recovery(self, run)


class Ports(FaultTest):
    @covers(16)
    def test_the_port_is_taken_between_look_and_start(self):
        for _ in range(TIMES):
            with self.one_run():
                port = free_port()
                self.stack.write_text(self.stack.read_text().replace(
                    "  web:", f'  web:\n    ports: ["127.0.0.1:{port}:80"]'))
                with socket.socket() as holder:
                    def take(_call, holder=holder, port=port):
                        holder.bind(("127.0.0.1", port))
                        holder.listen()
                    self.proxy.script(Rule(Tell(take), method="POST", path="/containers/.*/start",
                                           nth=2))
                    run = self.faulted("up")
                    self.assertIn(run.code, (1, 6), f"{run}\n{self.proxy.trace()}")
                    self.assertIn(str(port), run.err, run)
                    invariants.after_fault(self, run)
                self.ok("up")
                bound = engine_api.inspect(f"{self.project}-web-1")["NetworkSettings"]["Ports"]
                self.assertEqual(bound["80/tcp"][0]["HostPort"], str(port))
                invariants.after_recovery(self, run)
                self.write_stack()


class Networks(FaultTest):
    @covers(17)
    def test_the_network_was_made_anew(self):
        """Containers are bound to a network's id: the same name is not enough."""
        for state in ("running", "stopped"):
            with self.one_run(state=state):
                self.ok("up")
                self.learn_mark()
                if state == "stopped":
                    self.ok("stop", "-t", "1")
                name = f"{self.project}_back"
                old = engine_api.call("GET", f"/networks/{name}")
                for container in old["Containers"]:  # those that run; the engine insists on it
                    engine_api.call("POST", f"/networks/{name}/disconnect",
                                    body={"Container": container, "Force": True})
                engine_api.call("DELETE", f"/networks/{name}")
                engine_api.call("POST", "/networks/create",
                                body={"Name": name, "Labels": old["Labels"]})
                before = engine_api.service_ids(self.project)
                run = self.faulted("up")
                self.assertEqual(run.code, 0, f"{run}\n{self.proxy.trace()}")
                new = engine_api.call("GET", f"/networks/{name}")
                self.assertEqual(set(new["Containers"]), set(before.values()), run)
                invariants.after_fault(self, run)
                invariants.after_recovery(self, run)

    @covers(19)
    def test_a_foreign_container_uses_our_network(self):
        with self.one_run():
            self.ok("up")
            self.learn_mark()
            made = engine_api.call("POST", "/containers/create", {"name": f"{self.project}-guest"}, {
                "Image": BUSYBOX, "Cmd": ["serve"],
                "HostConfig": {"NetworkMode": f"{self.project}_back"}})
            try:
                engine_api.call("POST", f"/containers/{made['Id']}/start")
                run = self.faulted("down", "-t", "1", deadline=30)
                networks = engine_api.inspect(made["Id"])["NetworkSettings"]["Networks"]
                self.assertEqual(list(networks), [f"{self.project}_back"], run)
                self.assertTrue(engine_api.inspect(made["Id"])["State"]["Running"])
                self.assertIn(f"{self.project}-guest", run.err + run.out, run)
            finally:
                engine_api.call("DELETE", f"/containers/{made['Id']}", {"force": 1})
            invariants.after_recovery(self, run)


class Lost(FaultTest):
    @covers(10)
    def test_every_answer_to_a_create_is_lost(self):
        """The first up makes things of which it never hears; no later one makes them twice."""
        with self.one_run():
            self.proxy.script(Rule(DropAfter(), method="POST", path=".*/create"))
            for _ in range(6):
                run = self.faulted("up")
                invariants.after_fault(self, run)
                if run.code == 0:
                    break
            names = [name for kind, name, _ in self.named_like_project() if kind == "container"]
            self.assertEqual(len(names), len(set(names)))
            self.assertLessEqual(len(names), 2)
            invariants.after_recovery(self, run)
