#!/usr/bin/env python3
"""Runs the end-to-end tests: the built program against a real engine.

  DEVSTACK=build/release/bin/devstack tests/e2e/run.py [--filter TEXT] [--list]

DOCKER_HOST chooses the engine. The images of tests/images/make must be there. Ends with a line
'N passed, N failed' and exit status 0 only when nothing failed. What could not run is a failure."""
import argparse
import os
import pathlib
import sys
import time
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


class Result(unittest.TextTestResult):
    """One line for each test, with its time."""

    def startTest(self, test):
        super(unittest.TextTestResult, self).startTest(test)
        self.began = time.monotonic()

    def line(self, test, word):
        seconds = time.monotonic() - self.began
        self.stream.writeln(f"{word:<7} {seconds:6.1f} s  {test.id()}")
        self.stream.flush()

    def addSuccess(self, test):
        super(unittest.TextTestResult, self).addSuccess(test)
        self.line(test, "ok")

    def addFailure(self, test, err):
        super(unittest.TextTestResult, self).addFailure(test, err)
        self.line(test, "FAILED")

    def addError(self, test, err):
        super(unittest.TextTestResult, self).addError(test, err)
        self.began = getattr(self, "began", time.monotonic())
        self.line(test, "ERROR")


def tests_of(suite):
    for entry in suite:
        if isinstance(entry, unittest.TestSuite):
            yield from tests_of(entry)
        else:
            yield entry


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filter", default="", help="only tests whose name contains this")
    parser.add_argument("--list", action="store_true", help="name the tests, run none")
    options = parser.parse_args()
    found = unittest.defaultTestLoader.discover(str(HERE), pattern="test_*.py")
    chosen = [test for test in tests_of(found) if options.filter in test.id()]
    if options.list:
        print("\n".join(test.id() for test in chosen))
        return 0
    if not os.access(os.environ.get("DEVSTACK", ""), os.X_OK):
        print("tests/e2e: set DEVSTACK to the program to test", file=sys.stderr)
        return 2
    runner = unittest.TextTestRunner(resultclass=Result, verbosity=0, stream=sys.stdout)
    result = runner.run(unittest.TestSuite(chosen))
    # A test that was left out says why: a platform lacks what it needs.
    for test, reason in result.skipped:
        print(f"left out: {test.id()}: {reason}")
    # A test with several failed parts counts once.
    bad = {getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors}
    failed = len(bad)
    passed = len(chosen) - failed - len(result.skipped)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
