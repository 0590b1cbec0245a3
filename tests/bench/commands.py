"""What is measured without starting anything: single commands, large files, the flow of logs."""
import os
import subprocess
import sys
import time

import log_source
import measure
import stacks

REPEAT = 20  # of what takes milliseconds, in each round


def turns(commands, rounds, environment):
    """Samples by name, the commands in turns."""
    samples = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            samples[name].append(measure.run(command, environment))
    return samples


def small(bench, rounds):
    path = bench.folder / "two-hundred-lines.yaml"
    path.write_text(stacks.file_of_lines(200, bench.image))
    config = ["-f", str(path), "config"]
    commands = {"version": [bench.devstack, "version"], "--help": [bench.devstack, "--help"],
                "config": [bench.devstack, *config]}
    if bench.compose:
        commands["config by compose"] = [*bench.compose, *config]
    measure.settle(bench.quiet)
    return {"devstack": turns(commands, rounds * REPEAT, bench.environment)}


def large(bench, rounds):
    commands = {}
    for services in (1000, 3000, 10000):
        path = bench.folder / f"{services}.yaml"
        path.write_text(stacks.large_file(services, bench.image))
        commands[f"plan {services:,}"] = [bench.devstack, "-f", str(path), "-p", f"bench-large-{services}", "plan"]
    measure.settle(bench.quiet)
    return {"devstack": turns(commands, rounds, bench.environment)}


def follow(bench, source, folder):
    """One `logs -f` until all has come; MB are of the containers' lines."""
    command = [bench.devstack, "-f", str(folder / "compose.yaml"), "-p", "bench-logs", "logs", "-f"]
    began = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             env={**bench.environment, "DOCKER_HOST": f"unix://{source.path}"})
    prefix = len("s0 | ")
    missing = source.bytes + source.lines * prefix
    while missing > 0 and (piece := os.read(child.stdout.fileno(), 1 << 20)):
        missing -= len(piece)
    wall = time.monotonic() - began
    child.terminate()
    child.stdout.close()
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    if missing > 0:
        sys.exit(f"logs: {missing} bytes did not come")
    return {"wall": wall, "processor": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024,
            "rate": source.bytes / 1e6 / wall}


def logs(bench, rounds):
    folder = bench.folder / "logs"
    folder.mkdir()
    containers = 4
    rows = "".join(f"  s{number}: {{image: {bench.image}}}\n" for number in range(containers))
    (folder / "compose.yaml").write_text("services:\n" + rows)
    samples = []
    for _ in range(rounds):
        with log_source.LogSource(str(folder / "engine.sock"), "bench-logs", str(folder), containers, 100) as source:
            measure.settle(bench.quiet)
            samples.append(follow(bench, source, folder))
    return {"devstack": {"logs -f": samples}}


SCENARIOS = {"commands": small, "large": large, "logs": logs}
