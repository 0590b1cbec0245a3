"""A scenario: its steps one after the other, each with what is expected after it."""
import time

import yaml

from actions import ACTIONS, OPTIONS, Unfit
from expectations import EXPECTATIONS
from project import Project
from values import Wrong

HEAD = {"about", "threads", "ports", "environment", "steps"}
POLL_SECONDS = 0.1


class Failed(Exception):
    """Which step failed, and everything that helps to see why."""


class World:
    """What expectations look at after a step."""

    def __init__(self, project):
        self.project = project
        self.answer = None
        self.before = {}
        self._now = None

    def begin_step(self):
        self.before = self.now()
        self.answer = None
        self.look_again()

    def now(self):
        if self._now is None:
            self._now = self.project.containers()
        return self._now

    def look_again(self):
        self._now = None


OF_AN_ANSWER = {"exit", "out", "says", "says not", "matches", "in order", "seconds", "json"}


def read(folder):
    """The scenario's document; a ValueError says what is wrong with it."""
    document = yaml.safe_load((folder / "scenario.yaml").read_text())
    unknown = set(document) - HEAD
    if unknown or not document.get("about") or not document.get("steps"):
        raise ValueError(f"{folder.name}: about and steps are needed; unknown: {sorted(unknown)}")
    for number, step in enumerate(document["steps"], 1):
        actions = step.keys() & ACTIONS.keys()
        unknown = step.keys() - ACTIONS.keys() - OPTIONS - EXPECTATIONS.keys()
        if len(actions) != 1 or unknown:
            raise ValueError(f"{folder.name}: step {number} has actions {sorted(actions)} and "
                             f"unknown keys {sorted(unknown)}")
        if "within" in step and step.keys() & OF_AN_ANSWER:
            raise ValueError(f"{folder.name}: step {number} waits for a command that ran once to "
                             "say something else; let the command itself wait")
    return document


def play(program, folder):
    """Runs it; raises Failed."""
    document = read(folder)
    project = Project(program, folder, document.get("ports", []), document.get("environment", {}))
    world = World(project)
    try:
        for number, step in enumerate(document["steps"], 1):
            try:
                _take(world, step)
            except (Wrong, Unfit, RuntimeError, OSError, ValueError) as error:
                raise Failed(_account(world, number, step, error)) from error
    finally:
        project.clean_up()


def _take(world, step):
    action = next(key for key in step if key in ACTIONS)
    world.begin_step()
    filled = world.project.filled(step)
    world.answer = ACTIONS[action](world.project, filled[action], filled)
    expected = {key: value for key, value in filled.items() if key in EXPECTATIONS}
    if world.answer is not None:
        expected.setdefault("exit", 0)
    _await_expectations(world, expected, step.get("within", 0))


def _await_expectations(world, expected, limit):
    """All of them hold, at once or within `limit` seconds."""
    deadline = time.monotonic() + limit
    while True:
        world.look_again()
        try:
            for name, wanted in expected.items():
                EXPECTATIONS[name](world, wanted)
            return
        except Wrong:
            if time.monotonic() >= deadline:
                raise
        time.sleep(POLL_SECONDS)


def _account(world, number, step, error):
    parts = [f"step {number} ({step.get('then', _title(step))}): {error}"]
    if world.answer is not None:
        parts.append(str(world.answer))
    return "\n".join(parts)


def _title(step):
    action = next(key for key in step if key in ACTIONS)
    return f"{action}: {step[action]}"[:100]
