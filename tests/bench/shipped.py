#!/usr/bin/env python3
"""Start-up and memory of the shipped stacks, each profile beside what its document states, on the engine at $DOCKER_HOST.

  tests/images/make
  DEVSTACK=build/release/bin/devstack tests/bench/shipped.py [STACK[/PROFILE]…] [--docs docs/performance.md]

first: volumes empty, jobs run. again: volumes kept, containers absent. unchanged: median of --rounds further `up`. memory: what the
containers use when all is ready (without what the kernel would drop), beside the sum of the declared budgets. Images are present;
where no registry answers, the stand-ins and mocks are measured, and the table counts them. --docs writes the table into a file,
between its two marks. Nothing is asserted.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import engine_api  # noqa: E402  # the engine's API without the program under test
import measure  # noqa: E402
from support import free_port  # noqa: E402

STACKS = pathlib.Path(__file__).resolve().parents[2] / "stacks"
BEGIN = "<!-- shipped stacks: begin; written by tests/bench/shipped.py --docs -->"
END = "<!-- shipped stacks: end -->"
PORT = re.compile(r"^((?:\w+_)?PORT(?:_\d+)?)=\d+$", re.MULTILINE)
# Stack and profile to the stated seconds (first, again; None: not stated). The memory is the profile's budget.
STATED = {
    "multidb-chatbot/demo": (180, 60), "multidb-chatbot/prod": (180, 60), "ias/dev": (30, 15),
    "medlab-chat/default": (30, 15), "medlab-chat/apps": (35, 18), "bi-agent/local": (60, 20),
    "workflow-platform/minimal": (30, None), "workflow-platform/dev": (60, None),
    "workflow-platform/full": (90, None),
}
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("names", nargs="*", metavar="STACK[/PROFILE]")
parser.add_argument("--rounds", type=int, default=5, help="of the unchanged `up`")
parser.add_argument("--quiet", type=float, default=60, metavar="SECONDS", help="how long to wait for a quiet machine before each start")
parser.add_argument("--docs", metavar="FILE", help="write the table there")


class Copy:
    """One stack in a folder, with ports and a network of its own."""

    def __init__(self, name, folder):
        stack, self.profile = name.split("/")
        self.project = f"bench-{stack}-{self.profile}"
        shutil.copytree(STACKS / stack, folder / "stack")
        self.file = folder / "stack" / "stack.yaml"
        ports = PORT.findall((folder / "stack" / ".env.example").read_text(encoding="utf-8"))
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("COMPOSE_")},
            **{port: str(free_port()) for port in ports}, "XDG_STATE_HOME": str(folder / "state"),
            "DEVSTACK_SUBNET": "198.18.77.0/24", "CONTAINER_PREFIX": self.project}

    def run(self, *words):
        command = [os.path.abspath(os.environ["DEVSTACK"]), "-f", str(self.file), "-p", self.project,
                   "--profile", self.profile, *words]
        began = time.monotonic()
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
        return time.monotonic() - began, done.stdout

    def start(self, patience):
        """Seconds of `up`, of it from the last start of a container to the end, and the load of others before."""
        load = measure.settle(patience)
        seconds, output = self.run("--progress", "json", "up")
        events = [json.loads(line) for line in output.splitlines()]
        started = [event["elapsed_ms"] for event in events if event["type"] == "service" and event["state"] == "starting"]
        return seconds, seconds - max(started, default=0) / 1000, load

    def memory(self):
        """Bytes in use by all running containers."""
        used = 0
        for container in engine_api.containers(self.project):
            if container["State"] != "running":
                continue
            found = engine_api.call("GET", f"/containers/{container['Id']}/stats", {"stream": 0, "one-shot": 1})
            figures = found["memory_stats"]
            used += figures.get("usage", 0) - figures.get("stats", {}).get("inactive_file", 0)
        return used

    def budgets(self):
        profiles = json.loads(self.run("profiles", "-o", "json")[1])["profiles"]
        own = next(profile for profile in profiles if profile["name"] == self.profile)
        return own["declared"]["memory"], (own.get("budget") or {}).get("memory")

    def what_runs(self):
        rows = json.loads(self.run("health", "-o", "json")[1])["services"]
        kinds = [row["implementation"] for row in rows if row["state"] == "ready"]
        return f"{len(kinds)} ({kinds.count('stand-in')} stand-ins, {kinds.count('mock')} mocks)"


def measured(name, options):
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(name, pathlib.Path(folder))
        engine_api.remove_project(copy.project)
        try:
            first, settled, load = copy.start(options.quiet)
            memory, runs = copy.memory(), copy.what_runs()
            unchanged = statistics.median(copy.run("up")[0] for _ in range(options.rounds))
            copy.run("down")
            again, _, other_load = copy.start(options.quiet)
            return {"first": first, "settled": settled, "again": again, "unchanged": unchanged, "memory": memory,
                    "runs": runs, "budgets": copy.budgets(), "load": max(load, other_load)}
        finally:
            engine_api.remove_project(copy.project)


def seconds(value, bar):
    if bar is None:
        return f"{value:.1f} s"
    return f"{value:.1f} s of {bar} s{'' if value <= bar else ': TOO SLOW'}"


def gigabytes(count):
    return f"{count / 2**30:.2f} GiB"


def row(name, figures):
    first, again = STATED[name]
    declared, budget = figures["budgets"]
    memory = f"{gigabytes(figures['memory'])}; declared {gigabytes(declared)}"
    if budget:
        memory += f" of {gigabytes(budget)}{'' if max(declared, figures['memory']) <= budget else ': TOO MUCH'}"
    unchanged = f"{figures['unchanged'] * 1000:.0f} ms{'' if figures['unchanged'] <= 0.05 else ': TOO SLOW'}"
    return (f"| {name.replace('/', ', ')} | {figures['runs']} | {seconds(figures['first'], first)} | "
            f"{seconds(figures['again'], again)} | {unchanged} | {figures['settled']:.1f} s | {memory} |")


def text(results):
    load = max(figures["load"] for figures in results.values())
    lines = [f"Stated figures stand behind \"of\"; an unchanged `up` shall take 50 ms at most. Engine {engine_api.call('GET', '/version')['Version']}. "
             f"Load of others before each start: {load:.2f} processors at most.{' DISTURBED: measure again.' if load > 0.3 else ''}", "",
             "| stack, profile | services | first | again | unchanged | ready after the last start | memory |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(row(name, figures) for name, figures in results.items())]) + "\n"


def main():
    options = parser.parse_args()
    chosen = [name for name in STATED if not options.names or name in options.names or name.split("/")[0] in options.names]
    if not chosen:
        parser.error(f"no such stack or profile; there are {', '.join(STATED)}")
    results = {}
    for name in chosen:
        print(name, file=sys.stderr, flush=True)
        results[name] = measured(name, options)
    table = text(results)
    print(table)
    if options.docs:
        file = pathlib.Path(options.docs)
        head, rest = file.read_text(encoding="utf-8").split(BEGIN)
        file.write_text(f"{head}{BEGIN}\n\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
