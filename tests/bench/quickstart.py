"""stacks/quickstart from nothing, volumes included: real servers, a migration, a seed."""
import contextlib
import pathlib
import sys

import engine
import measure

STACK = pathlib.Path(__file__).resolve().parents[2] / "stacks/quickstart/stack.yaml"
IMAGES = ("postgres:15-alpine", "redis:7-alpine")
PORTS = {"POSTGRES_PORT": "45432", "REDIS_PORT": "46379", "INFERENCE_PORT": "48009", "APP_PORT": "48080"}
OPERATIONS = ("up", "noop", "down -v")


@contextlib.contextmanager
def upstream_names():
    """Where the upstream images are not there, the stand-ins (Debian's servers) have their names meanwhile."""
    known = {tag for image in engine.call("GET", "/images/json") for tag in image["RepoTags"] or []}
    borrowed = [image for image in IMAGES if image not in known]
    for image in borrowed:
        if f"devstack/stand-in/{image}" not in known:
            sys.exit(f"no image {image}, nor a stand-in: tests/images/make postgres redis")
        repository, tag = image.split(":")
        engine.call("POST", f"/images/devstack/stand-in/{image}/tag?repo={repository}&tag={tag}")
    try:
        yield
    finally:
        for image in borrowed:
            engine.call("DELETE", f"/images/{image}?noprune=1")


def command(bench, who, operation):
    program = [bench.devstack] if who == "devstack" else bench.compose
    down = ["down", "-v", *(["--no-snapshot"] if who == "devstack" else [])]
    return [*program, "-f", str(STACK), "-p", f"bench-{who}", *(down if operation == "down -v" else ["up", "-d", "--wait"])]


def run(bench, rounds):
    who = [name for name in ("compose", "devstack") if name in bench.contenders and (name != "compose" or bench.compose)]
    samples = {name: {operation: [] for operation in OPERATIONS} for name in who}
    bench.environment.update(PORTS)
    with upstream_names():
        for operation in ("up", "down -v"):  # makes the mock's image
            measure.run(command(bench, "devstack", operation), bench.environment)
        for number in range(rounds):
            for name in who[number % len(who):] + who[:number % len(who)]:
                load = measure.settle(bench.quiet)
                for operation in OPERATIONS:
                    # `up --wait` of Compose takes the finished seed for a failure; its time counts all the same.
                    fine = (0, 1) if name == "compose" and operation != "down -v" else (0,)
                    sample = measure.run(command(bench, name, operation), bench.environment, fine=fine)
                    samples[name][operation].append({**sample, "others": load})
    return samples


SCENARIOS = {"quickstart": run}
