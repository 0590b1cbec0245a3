#!/usr/bin/env python3
"""Runs the end-to-end tests: the built program against a real engine.

  DEVSTACK=build/release/bin/devstack tests/e2e/run.py [--filter TEXT] [--jobs N] [--list]

DOCKER_HOST chooses the engine. The images of tests/images/make must be there. With --jobs several
files run at once, each in a process of its own. Ends with a line 'N passed, N failed' and exit
status 0 only when nothing failed. What could not run is a failure."""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from results import run_here, tests_of


def run_file(module, count, options):
    """Output, passed, failed of one file's tests in a process of their own."""
    command = [sys.executable, __file__, "--file", module, "--filter", options.filter]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False)
    ends = re.search(r"^(\d+) passed, (\d+) failed\n\Z", done.stdout, re.MULTILINE)
    if ends is None:
        return done.stdout + f"{module} ended with exit status {done.returncode}\n", 0, count
    return done.stdout[:ends.start()], int(ends[1]), int(ends[2])


def size_of(module):
    return (HERE / f"{module}.py").stat().st_size


def run_side_by_side(chosen, options):
    counts = collections.Counter(test.id().split(".")[0] for test in chosen)
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        # The largest files first: what takes longest must not begin last.
        runs = [pool.submit(run_file, module, counts[module], options)
                for module in sorted(counts, key=size_of, reverse=True)]
        for run in concurrent.futures.as_completed(runs):
            output, good, bad = run.result()
            print(output, end="", flush=True)
            passed += good
            failed += bad
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filter", default="", help="only tests whose name contains this")
    parser.add_argument("--file", default="", help="only tests of this file, named without .py")
    parser.add_argument("--jobs", type=int, default=1, help="files that run at once")
    parser.add_argument("--list", action="store_true", help="name the tests, run none")
    options = parser.parse_args()
    # What a shell starts in its background ignores Ctrl-C, and so would the programs under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    found = unittest.defaultTestLoader.discover(str(HERE), pattern="test_*.py")
    chosen = [test for test in tests_of(found) if options.filter in test.id()
              and options.file in ("", test.id().split(".")[0])]
    if options.list:
        print("\n".join(test.id() for test in chosen))
        return 0
    if not os.access(os.environ.get("DEVSTACK", ""), os.X_OK):
        print("tests/e2e: set DEVSTACK to the program to test", file=sys.stderr)
        return 2
    if options.jobs > 1:
        passed, failed = run_side_by_side(chosen, options)
    else:
        passed, failed = run_here(chosen)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
