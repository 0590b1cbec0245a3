#!/usr/bin/env python3
"""Changes one key of a service at a time, and compares whether its container is made anew: by what
`devstack plan` says, by what `devstack up` does, and by what Docker Compose does.

usage: recreate_fuzz.py --devstack BINARY --oracle COMPOSE [--only TEXT] [--engine-host URL]

All services of recreate_cases.py stand in one stack. Compose gets all changes at once, since it
decides about each service by itself; devstack gets one after the other, and each time plan must name
that service, field and line, and up must replace that container, restart `follower` (which says
`restart: true`) and leave all others as they are. DOCKER_HOST chooses the engine. Exit status 1 when
anything differs without a reason that the table gives."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]

import engine_api  # noqa: E402  (found through the line above)
from recreate_cases import CASES  # noqa: E402

IMAGE = "devstack/test/busybox:1"
TIMEOUT = 600


class Project:
    """The stack in a folder of its own; the changed cases are in `changed`."""

    def __init__(self, name, cases):
        self.name, self.cases, self.changed = name, cases, set()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="devstack-fuzz-"))
        self.environment = {**os.environ, "XDG_STATE_HOME": str(self.folder / "state"),
                            "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        for folder in ("a", "b"):
            (self.folder / folder).mkdir()

    def write(self):
        lines = ["services:", f"  bystander: {{image: '{IMAGE}', stop_signal: KILL}}", "  follower:",
                 f"    image: {IMAGE}", "    stop_signal: KILL", "    depends_on:"]
        lines += [f"      {case.name}: {{condition: service_started, restart: true}}"
                  for case in self.cases]
        for case in self.cases:
            now = case.after if case.name in self.changed else case.before
            lines += [f"  {case.name}:"]
            # The stand-in's grace would be ten seconds for what does not end by itself.
            for default in (f"image: {IMAGE}", "stop_grace_period: 0s"):
                key = default.split(":")[0] + ":"
                if not case.before.startswith(key):
                    lines.append("    " + default)
            lines += ["    " + now.replace("@", self.name)] if now else []
            if case.files:
                (self.folder / case.files[0]).write_text(
                    case.files[2 if case.name in self.changed else 1])
        changing = "two" if "config-content" in self.changed else "one"
        lines += ["networks: {default: {}, second: {}}", "volumes: {data: {}}",
                  "configs: {fixed: {content: fixed}, changing: {content: %s}}" % changing,
                  "secrets: {fixed: {file: ./fixed.txt}, changing: {file: ./changing.txt}}"]
        (self.folder / "fixed.txt").write_text("fixed")
        if not (self.folder / "changing.txt").exists():
            (self.folder / "changing.txt").write_text("one\n")
        (self.folder / "compose.yaml").write_text("\n".join(lines) + "\n")

    def run(self, command, *arguments, expected=0):
        done = subprocess.run([*command, "-p", self.name, *arguments], cwd=self.folder, text=True,
                              env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIMEOUT, check=False)
        if done.returncode != expected:
            raise SystemExit(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stdout}"
                             f"{done.stderr}\n{(self.folder / 'compose.yaml').read_text()}")
        return done.stdout

    def starts(self):
        """Service to container id and start."""
        return {service: (container, engine_api.inspect(container)["State"]["StartedAt"])
                for service, container in engine_api.service_ids(self.name).items()}

    def lines_of(self, service):
        """First and last line of the service in the file, and those of the contents."""
        text = (self.folder / "compose.yaml").read_text().splitlines()
        first = text.index(f"  {service}:") + 1
        last = first
        while text[last].startswith("    "):
            last += 1
        contents = [n for n, line in enumerate(text, 1) if line.startswith(("configs:", "secrets:"))]
        return {*range(first, last + 1), *contents}


def compose_decisions(options, cases, tag):
    """Case to whether Compose has recreated its container."""
    project = Project(tag + "-c", cases)
    try:
        project.write()
        project.run(options.oracle, "up", "-d", "-t", "0")
        before = engine_api.service_ids(project.name)
        project.changed = {case.name for case in cases}
        project.write()
        project.run(options.oracle, "up", "-d", "-t", "0")
        after = engine_api.service_ids(project.name)
    finally:
        engine_api.remove_project(project.name)
    return {case.name: before[case.name] != after[case.name] for case in cases}


class Checker:
    """One change after the other under devstack."""

    def __init__(self, options, cases, tag):
        self.program = [options.devstack]
        self.project = Project(tag + "-d", cases)
        self.wrong = []

    def run(self):
        decisions = {}
        try:
            self.project.write()
            self.project.run(self.program, "up", "-t", "0")
            for case in self.project.cases:
                decisions[case.name] = self.change(case)
        finally:
            engine_api.remove_project(self.project.name)
        return decisions

    def change(self, case):
        before = self.project.starts()
        self.project.changed.add(case.name)
        self.project.write()
        planned = self.planned(case)
        self.project.run(self.program, "up", "-t", "0")
        after = self.project.starts()
        recreated = {name for name in before if before[name][0] != after[name][0]}
        restarted = {name for name in before
                     if before[name][0] == after[name][0] and before[name][1] != after[name][1]}
        wanted = {case.name} if planned else set()
        self.expect(case, "recreated", recreated, wanted)
        self.expect(case, "restarted", restarted, {"follower"} if planned else set())
        return case.name in recreated

    def planned(self, case):
        """Whether plan says that it will be made anew; cause and place are looked at, too."""
        plan = json.loads(self.project.run(self.program, "plan", "-o", "json"))
        rows = {row["service"]: row for row in plan["services"] if row["change"] != "unchanged"}
        if not rows:
            return False
        self.expect(case, "planned", set(rows), {case.name, "follower"})
        row = rows.get(case.name, {"cause": "", "where": ""})
        file, _, line = row["where"].rpartition(":")
        from_file = case.files and file == case.files[0]
        if not row["cause"] or not line.isdigit() or not (
                from_file or int(line) in self.project.lines_of(case.name)):
            self.wrong.append(f"{case.name}: plan says {row['cause']!r} at {row['where']!r}")
        return True

    def expect(self, case, what, found, wanted):
        if found != wanted:
            self.wrong.append(f"{case.name}: {what} {sorted(found)}, not {sorted(wanted)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--devstack", required=True, type=os.path.abspath)
    parser.add_argument("--oracle", required=True, type=str.split, help="Docker Compose's command")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--batch", type=int, default=28, help="services in one stack")
    options = parser.parse_args()
    cases = [case for case in CASES if options.only in case.name]
    tag = f"fuzz-{os.getpid()}"
    image = f"{tag}-d:1", f"{tag}-c:1"
    for name in image:
        repository, version = name.split(":")
        engine_api.call("POST", f"/images/{IMAGE}/tag", {"repo": repository, "tag": version})
    agreed = wrong = 0
    try:
        for first in range(0, len(cases), options.batch):
            some = cases[first:first + options.batch]
            checker = Checker(options, some, tag)
            ours, theirs = checker.run(), compose_decisions(options, some, tag)
            for case in some:
                differs = ours[case.name] != theirs[case.name]
                if differs != bool(case.differs):
                    checker.wrong.append(f"{case.name}: devstack {ours[case.name]}, Compose "
                                         f"{theirs[case.name]} ({case.differs or 'no reason'})")
            bad = {line.split(":")[0] for line in checker.wrong}
            agreed, wrong = agreed + len(some) - len(bad), wrong + len(bad)
            for line in checker.wrong:
                print(f"DIFFERS {line}", flush=True)
    finally:
        for name in image:
            engine_api.call("DELETE", f"/images/{name}", {"force": 1})
    print(f"recreate: {agreed} agree, {wrong} differ")
    return int(wrong > 0 or not agreed)


if __name__ == "__main__":
    sys.exit(main())
