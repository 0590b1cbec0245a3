#!/usr/bin/env python3
"""Runs the fault tests: the built program against a real engine, with a proxy in between that breaks
chosen calls.

  DEVSTACK=build/release/bin/devstack tests/fault/run.py [--full] [--jobs N] [--filter TEXT] [--docs FILE]

DOCKER_HOST chooses the engine; the image of `tests/images/make busybox` must be there. Without --full
a selection runs. With --jobs several classes of tests run at once, each in a process. --docs writes
the matrix with what was counted. Ends with a line 'N passed, N failed' and exit status 0 only when
nothing failed."""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]

import matrix
from results import Result, run_here, tests_of


class Counting(Result):
    """Adds up the faulted runs of each test for its rows."""

    def stopTest(self, test):
        super().stopTest(test)
        matrix.count(test)


def class_of(test):
    return test.id().rpartition(".")[0] + "."


def run_class(name, count, options, folder):
    """Output, passed, failed of one class in a process of its own; its counts are added to ours."""
    counts = pathlib.Path(folder) / name
    command = [sys.executable, __file__, "--class", name, "--filter", options.filter,
               "--counts", str(counts), *(["--full"] if options.full else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False)
    if counts.is_file():
        matrix.add(counts)
    ends = re.search(r"^faulted runs: .*\n(\d+) passed, (\d+) failed\n\Z", done.stdout, re.MULTILINE)
    if ends is None:
        return done.stdout + f"{name} ended with exit status {done.returncode}\n", 0, count
    return done.stdout[:ends.start()], int(ends[1]), int(ends[2])


def run_side_by_side(chosen, options):
    counts = collections.Counter(map(class_of, chosen))
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool, \
            tempfile.TemporaryDirectory(prefix="devstack-fault-") as folder:
        runs = [pool.submit(run_class, name, count, options, folder)
                for name, count in counts.most_common()]
        for run in concurrent.futures.as_completed(runs):
            output, good, bad = run.result()
            print(output, end="", flush=True)
            passed += good
            failed += bad
    return passed, failed


def is_only_full(test):
    return getattr(getattr(test, getattr(test, "_testMethodName", ""), None), "only_full", False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filter", default="", help="only tests whose name contains this")
    parser.add_argument("--class", dest="of", default="", help="only tests of this class: file.Class.")
    parser.add_argument("--full", action="store_true", help="every call, not a selection")
    parser.add_argument("--jobs", type=int, default=1, help="classes that run at once")
    parser.add_argument("--counts", help="write what was counted to this file")
    parser.add_argument("--docs", help="write the matrix to this file")
    parser.add_argument("--list", action="store_true", help="name the tests, run none")
    options = parser.parse_args()
    # What a shell starts in its background ignores Ctrl-C, and so would the programs under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["DEVSTACK_FAULT_FULL"] = "1" if options.full else "0"
    found = unittest.defaultTestLoader.discover(str(HERE), pattern="test_*.py")
    chosen = [test for test in tests_of(found)
              if options.filter in test.id() and options.of in ("", class_of(test))
              and (options.full or not is_only_full(test))]
    if options.list:
        print("\n".join(test.id() for test in chosen))
        return 0
    if not os.access(os.environ.get("DEVSTACK", ""), os.X_OK):
        print("tests/fault: set DEVSTACK to the program to test", file=sys.stderr)
        return 2
    began = time.monotonic()
    if options.jobs > 1:
        passed, failed = run_side_by_side(chosen, options)
    else:
        passed, failed = run_here(chosen, Counting)
    if options.counts:
        matrix.save(pathlib.Path(options.counts))
    print(f"faulted runs: {matrix.total()} in {time.monotonic() - began:.0f} s")
    if options.docs:
        matrix.write(pathlib.Path(options.docs))
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
