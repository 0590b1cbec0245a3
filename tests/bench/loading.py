#!/usr/bin/env python3
"""Times the reading of stacks: a 200-line file against Docker Compose, and files of thousands of services.

  DEVSTACK=build/release/bin/devstack COMPOSE=/path/to/docker-compose tests/bench/loading.py [ROUNDS]

Without COMPOSE there is no comparison. With DOCKER_HOST, `plan` is timed too; nothing is started, and the engine needs only
the image ($IMAGE, lab/busybox:1). Prints medians of wall and processor seconds and the peak memory. On a busy machine look at
the processor seconds."""
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

IMAGE = os.environ.get("IMAGE", "lab/busybox:1")
SIZES = (1000, 3000, 10000)
NULL = subprocess.DEVNULL


def stack(services, seed=1):
    """A stack whose services depend on some of the hundred before them."""
    rnd = random.Random(seed)
    lines = ["x-common: &common", f"  image: {IMAGE}", "  restart: unless-stopped", "networks: {front: {}, back: {}}",
             "volumes: {data: {}}", "services:"]
    checked = []
    for i in range(services):
        checked.append(rnd.random() < 0.7)
        lines += [f"  s{i}:", "    <<: *common", f'    environment: {{ID: "{i}", LEVEL: "${{LEVEL:-info}}"}}',
                  f"    networks: [{rnd.choice(['front', 'back', 'front, back'])}]"]
        if checked[i]:
            lines += ["    healthcheck:", '      test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"]',
                      f"      interval: {rnd.randint(1, 30)}s"]
        if rnd.random() < 0.1:
            lines += [f'    ports: ["127.0.0.1:{10000 + i % 50000}:80"]']
        if rnd.random() < 0.1:
            lines += [f"    volumes: [data:/data/{i}]"]
        before = range(max(0, i - 100), i)
        needs = sorted(rnd.sample(before, min(len(before), rnd.randint(0, 3))))
        lines += ["    depends_on:"] if needs else []
        lines += [f"      s{n}: {{condition: {'service_healthy' if checked[n] else 'service_started'}}}" for n in needs]
    return "\n".join(lines) + "\n"


def run(command):
    """Wall seconds, processor seconds, peak MB."""
    began = time.monotonic()
    child = subprocess.Popen(command, stdin=NULL, stdout=NULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)}: exit {child.returncode}\n{errors.decode()}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def medians(samples):
    return [statistics.median(column) for column in zip(*samples)]


def compare(folder, devstack, compose, rounds):
    text = stack(1)
    for services in range(2, 100):
        if text.count("\n") >= 200:
            break
        text = stack(services)
    path = folder / "compose.yaml"
    path.write_text(text)
    samples = {"compose": [], "devstack": []}
    for _ in range(rounds):
        for who, program in (("compose", compose), ("devstack", devstack)):
            samples[who].append(run([program, "-f", str(path), "config"]))
    found = {who: medians(values) for who, values in samples.items()}
    lines = text.count("\n")
    print(f"`config` of {lines} lines, {rounds} rounds, medians\n\n| | compose | devstack | devstack / compose |\n|---|---|---|---|")
    for name, at, unit, scale in (("wall", 0, "ms", 1000), ("processor", 1, "ms", 1000), ("memory", 2, "MB", 1)):
        left, right = found["compose"][at] * scale, found["devstack"][at] * scale
        print(f"| {name} | {left:.1f} {unit} | {right:.1f} {unit} | {right / left:.3f} |")


def scale(folder, devstack, rounds):
    steps = {"config --quiet": ["config", "--quiet"], "graph": ["graph"]}
    if "DOCKER_HOST" in os.environ:
        steps["plan"] = ["plan"]
    print(f"\nLarge files, {rounds} rounds, medians: wall s, processor s, peak MB\n\n| services | " + " | ".join(steps) + " |")
    print("|---" * (len(steps) + 1) + "|")
    for services in SIZES:
        path = folder / f"{services}.yaml"
        path.write_text(stack(services))
        cells = []
        for arguments in steps.values():
            base = [devstack, "-f", str(path), "-p", f"bench-loading-{services}"]
            wall, processor, memory = medians([run([*base, *arguments]) for _ in range(rounds)])
            cells.append(f"{wall:.2f}, {processor:.2f}, {memory:.0f}")
        print(f"| {services} | " + " | ".join(cells) + " |")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    devstack = os.environ["DEVSTACK"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if "COMPOSE" in os.environ:
            compare(folder, devstack, os.environ["COMPOSE"], rounds)
        scale(folder, devstack, rounds)


if __name__ == "__main__":
    main()
