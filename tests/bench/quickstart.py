#!/usr/bin/env python3
"""Times devstack and Docker Compose on stacks/quickstart, in turns, on the engine at $DOCKER_HOST.

  DEVSTACK=build/release/bin/devstack COMPOSE=/path/to/docker-compose tests/bench/quickstart.py [ROUNDS]

The images must be in the engine under the names that the stack asks for (a stand-in may be tagged so for the
measurement). Both start the same file from nothing, volumes included: `up` until everything is ready, a second `up`,
`down -v`. Prints medians of wall seconds and their ratios. Compose's `--wait` reports the finished seed job as a failure
(exit status 1); its time counts all the same."""
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
STACK = ROOT / "stacks/quickstart/stack.yaml"
PORTS = {"POSTGRES_PORT": "45432", "REDIS_PORT": "46379", "INFERENCE_PORT": "48009", "APP_PORT": "48080"}


def commands(program, name, *down_options):
    base = [program, "-f", str(STACK), "-p", name]
    up = [*base, "up", "-d", "--wait"]
    return {"up": up, "second up": up, "down -v": [*base, "down", "-v", *down_options]}


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    contenders = {
        "compose": commands(os.environ["COMPOSE"], "bench-quickstart-compose"),
        "devstack": commands(os.environ["DEVSTACK"], "bench-quickstart-devstack", "--no-snapshot"),
    }
    environment = {**os.environ, **PORTS}
    times = {who: {step: [] for step in steps} for who, steps in contenders.items()}
    for _ in range(rounds):
        for who, steps in contenders.items():
            for step, command in steps.items():
                began = time.monotonic()
                run = subprocess.run(command, env=environment, capture_output=True, text=True)
                times[who][step].append(time.monotonic() - began)
                if run.returncode and not (who == "compose" and "seed" in run.stderr):
                    sys.exit(f"{' '.join(command)}: exit {run.returncode}\n{run.stderr}")
    print(f"{rounds} rounds, median seconds (min to max)\n")
    print("| step | compose | devstack | devstack / compose |\n|---|---|---|---|")
    for step in times["devstack"]:
        cells = []
        for who in contenders:
            t = times[who][step]
            cells.append(f"{statistics.median(t):.3f} ({min(t):.3f} to {max(t):.3f})")
        ratio = statistics.median(times["devstack"][step]) / statistics.median(times["compose"][step])
        print(f"| {step} | {cells[0]} | {cells[1]} | {ratio:.3f} |")


if __name__ == "__main__":
    main()
