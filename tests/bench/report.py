"""The tables, and which of the goals the figures reach."""
import pathlib

import measure

BEGIN = "<!-- measured: begin; written by tests/bench/run --docs -->"
END = "<!-- measured: end -->"

# (what, scenario, operation, figure, against, bound): the ratio of our median to that of another contender (for commands: of
# another command), or the median in a unit. What is a rate is to be reached, all else not to be exceeded.
GOALS = (
    ("cold `up`, seven tiers", "seven-tiers", "up", "wall", "compose", 1 / 8.5),
    ("the same", "seven-tiers", "up", "wall", "tuned", 0.75),
    ("the same", "seven-tiers", "up", "wall", "floor", 1.15),
    ("cold `up`, chain of 10", "chain-10", "up", "wall", "compose", 1 / 12),
    ("the same", "chain-10", "up", "wall", "floor", 1.15),
    ("cold `up`, flat 50", "flat-50", "up", "wall", "floor", 1.05),
    ("cold `up`, wide 100", "wide-100", "up", "wall", "floor", 1.05),
    ("`up` of an unchanged project", "seven-tiers", "noop", "wall", "compose", 1 / 100),
    ("the same", "seven-tiers", "noop", "wall", "ms", 30),
    ("`down`, seven tiers", "seven-tiers", "down", "wall", "floor", 1.05),
    ("`ps` of 22 services", "seven-tiers", "ps", "wall", "ms", 25),
    ("`health` of 22 services, http and tcp", "served-22", "health", "wall", "ms", 25),
    ("memory while `up` runs, 22 services", "seven-tiers", "up", "memory", "MB", 25),
    ("cold `up`, quickstart", "quickstart", "up", "wall", "compose", 0.5),
    ("`version`", "commands", "version", "wall", "ms", 12),
    ("`--help`", "commands", "--help", "wall", "ms", 12),
    ("`config` of 200 lines", "commands", "config", "wall", "config by compose", 0.1),
    ("`plan` of 10,000 services, 30,000 edges", "large", "plan 10,000", "wall", "s", 1.5),
    ("`logs -f`, four containers", "logs", "logs -f", "rate", "MB/s", 200),
)
SCALES = {"ms": 1000, "s": 1, "MB": 1, "MB/s": 1}


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def samples_of(results, scenario, contender, operation):
    return results.get(scenario, {}).get(contender, {}).get(operation)


def goal_row(results, goal):
    """Empty where its figure was not measured."""
    what, scenario, operation, figure, against, bound = goal
    ours = samples_of(results, scenario, "devstack", operation)
    if not ours:
        return ""
    value = measure.median(ours, figure)
    if against in SCALES:
        value *= SCALES[against]
        least = against == "MB/s"
        reached = value >= bound if least else value <= bound
        return f"| {what} | {number(value)} {against} | {'at least' if least else 'at most'} {bound} {against} | {'yes' if reached else 'NO'} |"
    theirs = samples_of(results, scenario, "devstack" if scenario == "commands" else against,
                        against if scenario == "commands" else operation)
    if not theirs:
        return ""
    ratio = value / measure.median(theirs, figure)
    name = {"compose": "Compose", "tuned": "tuned Compose", "floor": "the floor"}.get(against, "Compose")
    return f"| {what} | {number(ratio)} of {name} | at most {number(bound)} | {'yes' if ratio <= bound else 'NO'} |"


def goals(results):
    rows = [row for goal in GOALS if (row := goal_row(results, goal))]
    return ["| goal | measured | wanted | reached |", "|---|---|---|---|", *rows, ""] if rows else []


def wall(samples):
    times = [sample["wall"] for sample in samples]
    scale, unit = (1000, "ms") if max(times) < 1 else (1, "s")
    return f"{number(measure.median(samples, 'wall') * scale)} {unit} ({number(min(times) * scale)} to {number(max(times) * scale)})"


def table(name, contenders):
    lines = [f"### {name}", "", "| operation | by | wall, median (from, to) | processor s | peak MB | machine's processor s |",
             "|---|---|---|---|---|---|"]
    operations = next(iter(contenders.values()))
    for operation in operations:
        for who, samples in contenders.items():
            found = samples[operation]
            machine = number(measure.median(found, "machine")) if "machine" in found[0] else ""
            # What one process needs is nothing to tell of where it is the interpreter's.
            own = ("", "") if who == "floor" else (number(measure.median(found, "processor")), number(measure.median(found, "memory")))
            lines.append(f"| {operation} | {who} | {wall(found)} | {own[0]} | {own[1]} | {machine} |")
    return [*lines, ""]


def disturbance(results):
    loads = [sample["others"] for contenders in results.values() for operations in contenders.values()
             for samples in operations.values() for sample in samples if "others" in sample]
    if not loads:
        return []
    note = f"Load of others before each turn: {max(loads):.2f} processors at most."
    return [note + (" DISTURBED: measure again." if max(loads) > 0.3 else ""), ""]


def text(results, rounds, version):
    lines = [f"{rounds} rounds in turns, engine {version}. Medians; `compose` is Docker Compose as it is, `tuned` the same with quick",
             "health tests in the file, `floor` raw API calls.", "", *disturbance(results), *goals(results)]
    for name, contenders in results.items():
        lines += table(name, contenders)
    return "\n".join(lines).rstrip() + "\n"


def write(path, measured):
    """Puts the tables between the file's two marks."""
    file = pathlib.Path(path)
    page = file.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    file.write_text(f"{head}{BEGIN}\n\n{measured}\n{END}{tail}", encoding="utf-8")
