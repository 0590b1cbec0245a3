"""Test results as lines: one for each test, with its time, and a count of the whole."""
import sys
import time
import unittest


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


def run_here(chosen, kind=Result):
    """Passed, failed."""
    runner = unittest.TextTestRunner(resultclass=kind, verbosity=0, stream=sys.stdout)
    result = runner.run(unittest.TestSuite(chosen))
    # A test that was left out says why: a platform lacks what it needs.
    for test, reason in result.skipped:
        print(f"left out: {test.id()}: {reason}")
    # A test with several failed parts counts once, a class that could not start as one test.
    bad = {getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors}
    of_class = ("setUpClass", "setUpModule")
    left_out = sum(1 for test, _ in result.skipped if not test.id().startswith(of_class))
    unstarted = sum(1 for name in bad if name.startswith(of_class))
    return result.testsRun - left_out + unstarted - len(bad), len(bad)
