"""Answers that are cut, garbled, slow or absent: an error that says so, within its deadline, and never
a crash or a wrong conclusion."""
import json
import random

import engine_api
import invariants
from actions import Answer, Delay, Drip, Flood, Hang, Rewrite, Truncate
from engine_proxy import Rule
from fault_case import FaultTest, covers, full, only_full

# What an answer's head takes at most, and the ends of a body: cut there at every byte.
HEAD_BYTES = 400
END_BYTES = 40
REFUSED = (1, 3, 4, 5, 7)


def changed_leaves(value, chance):
    """The same document with other types in its leaves."""
    if isinstance(value, dict):
        return {key: changed_leaves(item, chance) for key, item in value.items()}
    if isinstance(value, list):
        return [changed_leaves(item, chance) for item in value]
    return chance.choice([value, None, -1, 1e300, "", "\u202e\x1b[2J", [], {}, True, [[[]]]])


def wrong_types(seed):
    def rewrite(content):
        try:
            document = json.loads(content)
        except ValueError:
            return content
        return json.dumps(changed_leaves(document, random.Random(seed))).encode()
    rewrite.__name__ = f"wrong_types({seed})"
    return rewrite


def flipped_bytes(seed):
    def rewrite(content):
        chance, changed = random.Random(seed), bytearray(content)
        for _ in range(min(len(changed), 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    rewrite.__name__ = f"flipped_bytes({seed})"
    return rewrite


GARBAGE = {
    "empty": b"", "null": b"null", "text": b"<html>welcome</html>", "half": b'{"Id": "a',
    "list": b"[]", "object": b"{}", "number": b"1e999", "nested lists": b"[" * 100_000,
    "nested objects": b'{"a":' * 100_000, "not UTF-8": b'{"Id": "\xff\xfe"}', "nulls": b"\0" * 500,
    "list of null": b"[null]", "strings": b'["a", "b"]', "long": b'["' + b"x" * 3_000_000 + b'"]',
}


class ReadingTest(FaultTest):
    """Against a running project, with a command that only looks: quick, so that many runs fit."""

    def setUp(self):
        super().setUp()
        self.ok("up")
        self.learn_mark()
        self.faulted("ps")  # what the engine is, is remembered from now on

    def calls_of(self, *command):
        self.proxy.script()
        self.faulted(*command)
        return list(self.proxy.calls)

    def look(self, action, number, *command, codes=REFUSED):
        with self.one_run(command=command, n=number, action=str(action)):
            self.proxy.script(Rule(action, nth=number))
            run = self.faulted(*command)
            invariants.after_reading(self, run)
            self.assertIn(run.code, (0,) + codes, f"{run}\n{self.proxy.trace()}")

    def recover(self):
        """It only looked: what is there stays."""

    def tearDown(self):
        """Whatever it was told, it has changed nothing."""
        self.proxy.script()
        self.ok("plan", "--detailed-exitcode")
        self.assertEqual(invariants.mark_of(self.project), self.mark)
        self.assertEqual(self.canaries.changes(), [])


class Truncated(ReadingTest):
    def sizes(self, total):
        everywhere = [*range(min(total, HEAD_BYTES)), *range(max(total - END_BYTES, 0), total),
                      *range(HEAD_BYTES, total, 997)]
        return sorted(set(everywhere)) if full() else [3, 60, HEAD_BYTES - 150, total - 2]

    @covers(8)
    def test_each_answer_of_ps_is_cut(self):
        self.cut("ps")

    @covers(8)
    @only_full
    def test_each_answer_of_plan_is_cut(self):
        self.cut("plan")

    def cut(self, *command):
        for call in self.calls_of(*command):
            size = len(engine_api.raw_answer(call.method, call.path, call.query))
            for at in self.sizes(size):
                self.look(Truncate(at), call.number, *command)


class Garbled(ReadingTest):
    @covers(9)
    def test_each_answer_of_ps_is_replaced_by_garbage(self):
        for call in self.calls_of("ps"):
            for name, content in GARBAGE.items():
                if full() or (call.number + len(name)) % 3 == 0:
                    self.look(Rewrite(lambda _, content=content: content, name), call.number, "ps")

    @covers(9)
    def test_each_answer_of_plan_has_wrong_types(self):
        for call in self.calls_of("plan"):
            for seed in range(100 if full() else 3):
                self.look(Rewrite(wrong_types(seed)), call.number, "plan", codes=REFUSED + (2, 6))

    @covers(9)
    def test_each_answer_of_plan_has_other_bytes(self):
        for call in self.calls_of("plan"):
            for seed in range(100 if full() else 2):
                self.look(Rewrite(flipped_bytes(seed)), call.number, "plan", codes=REFUSED + (2, 6))


class Huge(ReadingTest):
    @covers(9)
    @only_full
    def test_an_answer_of_a_hundred_megabytes_is_not_kept(self):
        for call in self.calls_of("ps"):
            self.look(Flood(100), call.number, "ps")


class GarbledUp(FaultTest):
    """The same where something is changed: the next up still converges."""

    def play(self, action, quick):
        self.quick_numbers = quick
        for number, rule in self.each_call(action):
            with self.one_run(n=number, action=str(action)):
                if engine_api.volumes(self.project):
                    self.wipe()
                self.proxy.script(rule)
                run = self.faulted("up")
                self.learn_mark()
                invariants.after_fault(self, run)
                self.assertIn(run.code, (0, 6) + REFUSED, f"{run}\n{self.proxy.trace()}")
                invariants.after_recovery(self, run)

    @covers(9)
    def test_text_instead_of_json(self):
        self.play(Rewrite(lambda _: b"<html>welcome</html>", "text"), (11,))

    @covers(9)
    @only_full
    def test_an_empty_object(self):
        self.play(Rewrite(lambda _: b"{}", "object"), ())

    @covers(9)
    @only_full
    def test_wrong_types(self):
        self.play(Rewrite(wrong_types(1)), ())

    @covers(8)
    @only_full
    def test_cut_in_the_head(self):
        self.play(Truncate(30), ())

    @covers(8)
    def test_cut_before_the_last_byte_of_the_head(self):
        self.play(Truncate(150), (13,))


class Slow(FaultTest):
    @covers(7)
    def test_one_byte_at_a_time_is_slow_and_nothing_else(self):
        with self.one_run():
            self.proxy.script(Rule(Drip(0.005), method="POST", path=r"(?!/exec/).*"),
                              Rule(Drip(0), method="GET"))
            run = self.faulted("up", deadline=60)
            self.assertEqual(run.code, 0, run)
            invariants.after_fault(self, run)
            invariants.after_recovery(self, run)

    @covers(7)
    def test_every_answer_late(self):
        with self.one_run():
            self.proxy.script(Rule(Delay(0.2)))
            run = self.faulted("up", deadline=40)
            self.assertEqual(run.code, 0, run)
            invariants.after_recovery(self, run)


class NoAnswer(FaultTest):
    @covers(6)
    def test_a_ping_without_an_answer_ends_within_its_limit(self):
        with self.one_run():
            self.proxy.script(Rule(Hang(), path="/_ping"))
            run = self.faulted("up", deadline=10)
            self.assertIn(run.code, (5, 7), run)
            invariants.after_fault(self, run)

    @covers(6)
    def test_the_deadline_of_the_command_ends_any_call_that_changes_something(self):
        self.quick_numbers = (5,)
        for number, rule in self.each_call(Hang(), method="POST"):
            with self.one_run(n=number):
                if engine_api.volumes(self.project):
                    self.wipe()
                self.proxy.script(rule)
                run = self.faulted("up", "--wait-timeout", "6s", deadline=12)
                self.assertIn(run.code, (0, 4, 5), f"{run}\n{self.proxy.trace()}")
                self.learn_mark()
                invariants.after_fault(self, run)
                invariants.after_recovery(self, run)


    @covers(6)
    def test_the_deadline_of_the_command_ends_any_look(self):
        self.quick_numbers = (4,)
        for number, rule in self.each_call(Hang(), method="GET"):
            with self.one_run(n=number):
                self.proxy.script(rule)
                run = self.faulted("up", "--wait-timeout", "3s", deadline=12)
                self.assertIn(run.code, (0, 4, 5, 7), f"{run}\n{self.proxy.trace()}")
                self.learn_mark()
                invariants.after_fault(self, run)
                invariants.after_recovery(self, run)


class VersionRefused(FaultTest):
    @covers(12)
    def test_an_engine_that_was_replaced_under_us(self):
        body = {"message": "client version 1.51 is too new. Maximum supported API version is 1.41"}
        refusal = Answer(400, json.dumps(body).encode(), fields=[("Api-Version", "1.41")])
        self.quick_numbers = (12,)
        for number, rule in self.each_call(refusal):
            with self.one_run(n=number):
                if engine_api.volumes(self.project):
                    self.wipe()
                self.proxy.script(rule)
                run = self.faulted("up")
                self.learn_mark()
                invariants.after_fault(self, run)
                self.assertIn(run.code, (0,) + REFUSED, f"{run}\n{self.proxy.trace()}")
                invariants.after_recovery(self, run)
