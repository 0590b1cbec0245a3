#!/usr/bin/env python3
"""Plays the scenarios: folders with a stack and the steps that are taken with it, on a real engine.

  DEVSTACK=build/release/bin/devstack tests/scenarios/run.py [--jobs N] [--list] [TEXT…]

Only scenarios whose name contains one of the TEXTs. DOCKER_HOST chooses the engine; it needs the
busybox image of tests/images/make. README.md has the vocabulary. Ends with a line
'N passed, N failed' and exit status 0 only when nothing failed."""
import argparse
import concurrent.futures
import os
import pathlib
import signal
import sys
import time

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]

import scenario  # noqa: E402  (found through the line above)


def play(program, folder):
    """Seconds, and what failed (empty: nothing)."""
    began = time.monotonic()
    try:
        scenario.play(program, folder)
        return time.monotonic() - began, ""
    except (scenario.Failed, ValueError) as error:
        return time.monotonic() - began, str(error)
    except Exception as error:  # one broken scenario does not take the others along
        return time.monotonic() - began, f"{type(error).__name__}: {error}"


def listed(folders):
    for folder in folders:
        document = scenario.read(folder)
        threads = ", ".join(f"#{thread}" if isinstance(thread, int) else thread
                            for thread in document.get("threads", []))
        yield f"{folder.name}: {document['about']}" + (f" ({threads})" if threads else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", nargs="*", help="only scenarios whose name contains one of these")
    parser.add_argument("--jobs", type=int, default=4, help="scenarios that run at once")
    parser.add_argument("--list", action="store_true", help="name the scenarios, run none")
    options = parser.parse_args()
    # What a shell starts in its background ignores Ctrl-C, and so would the programs under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folders = [path.parent for path in sorted(HERE.glob("*/scenario.yaml"))
               if not options.text or any(text in path.parent.name for text in options.text)]
    if options.list:
        print("\n".join(listed(folders)))
        return 0
    program = os.path.abspath(os.environ.get("DEVSTACK", ""))
    if not os.path.isfile(program) or not os.access(program, os.X_OK):
        print("tests/scenarios: set DEVSTACK to the program to test", file=sys.stderr)
        return 2
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        runs = {pool.submit(play, program, folder): folder for folder in folders}
        for done in concurrent.futures.as_completed(runs):
            seconds, error = done.result()
            print(f"{'FAILED' if error else 'ok':<7} {seconds:6.1f} s  {runs[done].name}",
                  flush=True)
            if error:
                failed += 1
                print("    " + error.replace("\n", "\n    "), flush=True)
    print(f"{len(folders) - failed} passed, {failed} failed")
    return 0 if failed == 0 and folders else 1


if __name__ == "__main__":
    sys.exit(main())
