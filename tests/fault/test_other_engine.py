"""Another engine under the same socket path: what was known of the first is not used for it, and is
still there when the first is back."""
import json
import pathlib
import re

import invariants
from actions import Rewrite
from engine_proxy import Rule
from fault_case import FaultTest, covers, full


def with_field(name, value):
    """The same document with another value in one of its fields."""
    def rewrite(content):
        return json.dumps({**json.loads(content), name: value}).encode()
    return rewrite


def other_engine(number):
    """What tells an engine from another: its id, and that of the bridge which it made for itself. All
    else, its containers too, is the same, so that only this can keep what was known from use."""
    return [Rule(Rewrite(with_field("ID", f"another-engine-{number}"), "id"), path="/info"),
            Rule(Rewrite(with_field("Id", f"{number:064x}"), "bridge"), path="/networks/bridge")]


class OtherEngine(FaultTest):
    def probes(self):
        """How often it asked a container whether it is ready."""
        return sum(bool(re.fullmatch("/exec/.*/start", call.path)) for call in self.proxy.calls)

    def run_with(self, *arguments, rules=()):
        self.proxy.script(*rules)
        run = self.faulted(*arguments)
        self.assertEqual(run.code, 0, f"{run}\n{self.proxy.trace()}")
        invariants.after_fault(self, run)
        return run

    def known_engines(self):
        state = pathlib.Path(self.environment["XDG_STATE_HOME"]) / "devstack"
        return {folder.name for folder in state.iterdir() if folder.name != "engines"}

    @covers(47)
    def test_readiness_that_was_proven_is_proven_anew(self):
        self.run_with("up")
        self.learn_mark()
        self.run_with("up")
        self.assertEqual(self.probes(), 0, "what was proven before is believed\n" + self.proxy.trace())
        for number in range(1, 21 if full() else 3):
            with self.one_run(engine=number):
                self.run_with("up", rules=other_engine(number))
                self.assertGreaterEqual(self.probes(), 2, self.proxy.trace())
                self.assertIn(f"another-engine-{number}", self.known_engines())
                self.run_with("up")
                self.assertEqual(self.probes(), 0, "the first is back\n" + self.proxy.trace())
        invariants.after_recovery(self, self.run_with("ps"))

    @covers(47)
    def test_what_an_empty_engine_has_is_nothing(self):
        self.run_with("up")
        self.learn_mark()
        empty = [Rule(Rewrite(lambda _: b"[]", "none"), path="/containers/json"),
                 Rule(Rewrite(lambda _: b'{"Volumes": []}', "none"), path="/volumes"),
                 Rule(Rewrite(lambda _: b"[]", "none"), path="/networks")]
        with self.one_run(command="ps"):
            run = self.run_with("ps", "-q", rules=other_engine(1) + empty)
            self.assertEqual(run.out.strip(), "", run)
        for command in (["down", "-v", "--yes", "--no-snapshot"], ["stop"], ["kill"]):
            with self.one_run(command=command):
                self.proxy.script(*other_engine(1), *empty)
                run = self.faulted(*command)
                self.assertIn(run.code, (0, 3), run)
                changing = [call for call in self.proxy.calls if call.method != "GET"
                            and call.method != "HEAD"]
                self.assertEqual(changing, [], self.proxy.trace())
                self.assertEqual(invariants.mark_of(self.project), self.mark)
        self.proxy.script()
        self.run_with("up")
        self.assertEqual(self.probes(), 0, "the first is as it was\n" + self.proxy.trace())
