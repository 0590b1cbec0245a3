#!/usr/bin/env python3
"""Puts small faults into source files, one at a time, and counts those that the unit tests notice.

  cmake --build --preset release
  tests/mutation/run.py [FILE…] [--sample 40] [--seed 1] [--jobs 2] [--build build/release]

A FILE is a path such as src/load/interpolate.cpp; its layer's tests judge it. Without any: those below. A mutant that does
not compile is none; one that hangs is noticed. The tree is not touched: a mutant is compiled beside it, without
optimisation, and linked before the library that holds the original. The last line is the score; the ones that nobody
noticed stand above it.
"""
import argparse
import json
import pathlib
import random
import shlex
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

import mutants

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUBJECTS = [
    "src/reconcile/decision.cpp", "src/reconcile/up_steps.cpp", "src/reconcile/up_steps_container.cpp",
    "src/reconcile/planner_up.cpp", "src/reconcile/planner_down.cpp", "src/base/masking.cpp",
    "src/engine/tar_file_reader.cpp", "src/load/interpolate.cpp", "src/load/template.cpp",
]
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("files", nargs="*", default=SUBJECTS)
parser.add_argument("--sample", type=int, default=40, help="mutants of each file; 0: all")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--jobs", type=int, default=2)
parser.add_argument("--build", default="build/release")


class Subject:
    """One source file, and how its layer's tests are made with a mutant of it."""

    def __init__(self, file, build):
        self.file = pathlib.Path(file)
        self.build = build
        self.text = (ROOT / file).read_text()
        self.tests = f"bin/{self.file.parts[1]}_tests"
        commands = json.loads((build / "compile_commands.json").read_text())
        mine = next(entry for entry in commands if entry["file"].endswith(f"/{file}"))
        self.compile = shlex.split(mine["command"])
        launcher = [i for i, word in enumerate(self.compile) if word.endswith("/ccache")]
        del self.compile[:launcher[0] + 1 if launcher else 0]
        last = subprocess.run(["ninja", "-C", build, "-t", "commands", self.tests], capture_output=True, text=True, check=True)
        link = last.stdout.rstrip("\n").split("\n")[-1]
        self.link = shlex.split(link[link.index("&& ") + 3:link.index(" && ", link.index("&& ") + 3)])

    def mutants(self, sample, seed):
        found = mutants.mutants_of(self.text)
        if sample and len(found) > sample:
            found = sorted(random.Random(f"{seed} {self.file}").sample(found, sample), key=lambda each: each.line)
        return found

    def judge(self, mutant):
        """"killed", "survived" or "invalid"."""
        with tempfile.TemporaryDirectory(prefix="devstack-mutant-") as folder:
            folder = pathlib.Path(folder)
            lines = self.text.split("\n")
            lines[mutant.line - 1] = mutant.after
            source, target, program = folder / self.file.name, folder / "mutant.o", folder / "tests"
            source.write_text("\n".join(lines))
            if not self.compiles(source, target):
                return "invalid"
            words = [str(program) if word == self.tests else word for word in self.link]
            first = next(i for i, word in enumerate(words) if word.endswith(".a"))
            subprocess.run([*words[:first], str(target), *words[first:]], cwd=self.build, check=True, capture_output=True)
            try:
                run = subprocess.run([program, "--gtest_brief=1", "--gtest_fail_fast"], cwd=folder, timeout=120,
                                     capture_output=True)
            except subprocess.TimeoutExpired:
                return "killed"
            return "survived" if run.returncode == 0 else "killed"

    def compiles(self, source, target):
        words = list(self.compile)
        words[words.index("-o") + 1] = str(target)
        words[words.index("-c") + 1] = str(source)
        words += ["-w", "-O0", "-U_FORTIFY_SOURCE", "-iquote", str((ROOT / self.file).parent)]
        return subprocess.run(words, cwd=self.build, capture_output=True).returncode == 0


def main():
    arguments = parser.parse_args()
    build = (ROOT / arguments.build).resolve()
    work = []
    for file in arguments.files:
        subject = Subject(file, build)
        if subject.judge(mutants.Mutant(1, "", subject.text.split("\n")[0])) != "survived":
            raise SystemExit(f"{subject.tests} do not pass with {file} as it is")
        work += [(subject, mutant) for mutant in subject.mutants(arguments.sample, arguments.seed)]
    with ThreadPoolExecutor(arguments.jobs) as pool:
        verdicts = list(pool.map(lambda pair: pair[0].judge(pair[1]), work))
    for (subject, mutant), verdict in zip(work, verdicts):
        if verdict == "survived":
            print(f"{subject.file}:{mutant.line}:\n  {mutant.before.strip()}\n  {mutant.after.strip()}")
    for file in arguments.files:
        mine = [verdict for (subject, _), verdict in zip(work, verdicts) if str(subject.file) == file]
        print(f"{file}: {mine.count('killed')} of {len(mine) - mine.count('invalid')} noticed")
    killed, valid = verdicts.count("killed"), len(verdicts) - verdicts.count("invalid")
    print(f"score: {killed} of {valid} noticed, {100 * killed / max(1, valid):.1f} %")


if __name__ == "__main__":
    main()
