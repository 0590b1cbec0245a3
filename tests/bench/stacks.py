"""The stacks that are measured. A stack is a list of tiers; each service depends on all of the tier before."""
import random

# Ready 0.2 s after its start; ends at once when it is told to.
SLOW_START = "trap 'exit 0' TERM; sleep 0.2 & wait; touch /tmp/ready; sleep 1000000 & wait"
AT_ONCE = "trap 'exit 0' TERM; sleep 1000000 & wait"
SERVE = "mkdir -p /tmp/www; echo ok >/tmp/www/index.html; exec httpd -f -p 80 -h /tmp/www"
SHAPES = {
    "seven-tiers": ((1, 4, 3, 3, 4, 6, 1), "checked"),
    "chain-10": ((1,) * 10, "checked"),
    "flat-50": ((50,), "plain"),
    "wide-100": ((100,), "tiny"),
    "served-22": ((1, 4, 3, 3, 4, 6, 1), "served"),
}


def service(kind, name, image):
    """As the floor wants it."""
    commands = {"checked": ["sh", "-c", SLOW_START], "plain": ["sh", "-c", AT_ONCE], "tiny": ["sleep", "1000000"],
                "served": ["sh", "-c", SERVE]}
    return {"name": name, "image": image, "command": commands[kind], "grace": 1,
            "test": ["test", "-f", "/tmp/ready"] if kind == "checked" else None,
            "signal": "SIGKILL" if kind in ("tiny", "served") else "SIGTERM"}


def tiers(shape, image):
    sizes, kind = SHAPES[shape]
    return [[service(kind, f"t{tier}-{number}", image) for number in range(size)] for tier, size in enumerate(sizes)]


def quoted(words):
    return "[" + ", ".join('"' + word.replace('"', '\\"') + '"' for word in words) + "]"


def compose_file(shape, image, tuned=False):
    """`tuned`: with the engine's quick tests while a container starts, which Compose then need not wait for."""
    kind = SHAPES[shape][1]
    lines, before = ["services:"], []
    for tier in tiers(shape, image):
        for number, one in enumerate(tier):
            lines += [f"  {one['name']}:", f"    image: {image}", f"    command: {quoted(one['command'])}",
                      f"    stop_signal: {one['signal']}", f"    stop_grace_period: {one['grace']}s"]
            if one["test"]:
                lines += ["    healthcheck:", f"      test: {quoted(['CMD', *one['test']])}", "      interval: 5s",
                          "      timeout: 5s", "      retries: 3"]
                lines += ["      start_period: 30s", "      start_interval: 200ms"] if tuned else []
            if kind == "served":
                probe = "{tcp: 80}" if number % 2 else "{http: {port: 80, path: /}}"
                lines += [f"    x-devstack: {{ready: {probe}}}"]
            lines += ["    depends_on:"] if before else []
            condition = "service_healthy" if one["test"] else "service_started"
            lines += [f"      {name}: {{condition: {condition}}}" for name in before]
        before = [one["name"] for one in tier]
    return "\n".join(lines) + "\n"


def large_file(services, image, seed=1):
    """Services that depend on some of the hundred before them, with what stacks usually hold."""
    chance = random.Random(seed)
    lines = ["x-common: &common", f"  image: {image}", "  restart: unless-stopped", "networks: {front: {}, back: {}}",
             "volumes: {data: {}}", "services:"]
    checked = []
    for number in range(services):
        checked.append(chance.random() < 0.7)
        lines += [f"  s{number}:", "    <<: *common", f'    environment: {{ID: "{number}", LEVEL: "${{LEVEL:-info}}"}}',
                  f"    networks: [{chance.choice(['front', 'back', 'front, back'])}]"]
        if checked[number]:
            lines += ["    healthcheck:", '      test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"]',
                      f"      interval: {chance.randint(1, 30)}s"]
        if chance.random() < 0.1:
            lines += [f'    ports: ["127.0.0.1:{10000 + number % 50000}:80"]']
        if chance.random() < 0.1:
            lines += [f"    volumes: [data:/data/{number}]"]
        before = range(max(0, number - 100), number)
        needs = sorted(chance.sample(before, min(len(before), chance.randint(0, 6))))
        lines += ["    depends_on:"] if needs else []
        lines += [f"      s{n}: {{condition: {'service_healthy' if checked[n] else 'service_started'}}}" for n in needs]
    return "\n".join(lines) + "\n"


def file_of_lines(lines, image):
    """The smallest such file of at least so many lines."""
    return next(text for count in range(1, lines) if (text := large_file(count, image)).count("\n") >= lines)
