#!/usr/bin/env python3
"""Compare `devstack config` with `docker compose config` over a corpus, in all its output modes.

usage: corpus_modes.py MODE... --corpus FOLDER --devstack BINARY [--oracle COMMAND] [options]

MODE is one of those in MODES, or "all". Both programs run in one temporary copy of each case, with
nothing but PATH, HOME and the variables of its case.json in the environment. Prints for each mode how
many are equal: services for "hash", cases for the others. Exit status 1 when a mode is below --rate."""
import argparse
import difflib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Arguments after `config`; output whose order Compose takes from a Go map is compared as a set.
MODES = {
    "yaml": [],
    "json": ["--format", "json"],
    "hash": ["--hash", "*"],
    "services": ["--services"],
    "volumes": ["--volumes"],
    "networks": ["--networks"],
    "images": ["--images"],
    "models": ["--models"],
    "profiles": ["--profiles"],
    "environment": ["--environment"],
    "variables": ["--variables"],
    "variables-json": ["--variables", "--format", "json"],
    "no-interpolate": ["--no-interpolate"],
    "no-interpolate-json": ["--no-interpolate", "--format", "json"],
    "no-normalize": ["--no-normalize"],
    "no-path-resolution": ["--no-path-resolution"],
    "no-consistency": ["--no-consistency"],
    "no-env-resolution": ["--no-env-resolution"],
    "quiet": ["--quiet"],
}
UNORDERED = {"services", "volumes", "networks", "images", "models", "variables"}


def run(command, case, mode, profiles, place, timeout):
    """(accepted, standard output) of one program."""
    flags = ["-p", "corpus"]
    for name in case["files"]:
        flags += ["-f", name]
    for profile in profiles:
        flags += ["--profile", profile]
    env = {"PATH": os.environ.get("PATH", ""), "HOME": "/root"}
    env.update({k: v.replace("@PROJECT@", place) for k, v in case.get("env", {}).items()})
    done = subprocess.run(command + flags + ["config"] + MODES[mode], cwd=place, env=env,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
    return done.returncode == 0, done.stdout.decode("utf-8", "replace").replace(place, "@PROJECT@")


def hash_score(want, got):
    """(equal, total) over the services."""
    known = dict(line.split(" ", 1) for line in got.splitlines() if " " in line)
    wanted = dict(line.split(" ", 1) for line in want.splitlines())
    return sum(known.get(name) == value for name, value in wanted.items()), len(wanted)


def score(mode, want, got):
    """(equal, total, lines that say what differs)."""
    (want_ok, want_text), (got_ok, got_text) = want, got
    if want_ok != got_ok:
        said = "accepts" if want_ok else "refuses"
        total = max(len(want_text.splitlines()), 1) if mode == "hash" else 1
        return 0, total, [f"the oracle {said} it"]
    if not want_ok:
        return (0, 0, []) if mode == "hash" else (1, 1, [])
    left, right = want_text.splitlines(), got_text.splitlines()
    if mode in UNORDERED:
        left, right = sorted(left), sorted(right)
    complaint = list(difflib.unified_diff(left, right, "compose", "devstack", lineterm="", n=1))
    if mode == "hash":
        return *hash_score(want_text, got_text), complaint
    return int(not complaint), 1, complaint


def check(opts, name):
    folder = opts.corpus / name
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    results = []
    with tempfile.TemporaryDirectory(prefix="corpus-") as temp:
        place = os.path.join(os.path.realpath(temp), name)
        shutil.copytree(folder, place, symlinks=True)
        for mode in opts.modes:
            profiles = case.get("profiles", ["*"])
            try:
                want = run(shlex.split(opts.oracle), case, mode, profiles, place, opts.timeout)
                got = run([opts.devstack], case, mode, profiles, place, opts.timeout)
                results.append((mode, *score(mode, want, got)))
            except subprocess.TimeoutExpired as error:
                results.append((mode, 0, 1, [str(error)]))
    return name, results


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("modes", nargs="+", choices=[*MODES, "all"])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--devstack", required=True, type=os.path.abspath)
    parser.add_argument("--oracle", default="docker compose")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--lines", type=int, default=12, help="of a difference to print")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--rate", type=float, default=100, help="per cent that must be equal")
    opts = parser.parse_args()
    if "all" in opts.modes:
        opts.modes = list(MODES)
    names = sorted(p.parent.name for p in opts.corpus.glob("*/case.json") if opts.only in p.parent.name)
    equal, total = dict.fromkeys(opts.modes, 0), dict.fromkeys(opts.modes, 0)
    with ThreadPoolExecutor(opts.jobs) as pool:
        for name, results in pool.map(lambda case: check(opts, case), names):
            for mode, good, count, lines in results:
                equal[mode] += good
                total[mode] += count
                if good != count:
                    print(f"DIFFERS {mode} {name}", *lines[: opts.lines], sep="\n  ", flush=True)
    for mode in opts.modes:
        print(f"{mode}: {equal[mode]} of {total[mode]} equal")
    return int(any(equal[m] * 100 < opts.rate * total[m] for m in opts.modes))


if __name__ == "__main__":
    sys.exit(main())
