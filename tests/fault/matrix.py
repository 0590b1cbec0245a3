"""The fault matrix: what can go wrong, what is expected, how it is tested; and what the tests of this
folder counted. docs/reliability.md is written from it."""
import collections
import csv
import dataclasses
import datetime
import json
import re

import engine_api
from fault_case import FaultTest, full
from support import ROOT


@dataclasses.dataclass
class Row:
    number: int
    fault: str
    expected: str
    how: str = ""  # the method, for rows that have runs here
    elsewhere: tuple = ()  # other tests of the same, which count no runs


UNIT, E2E = "tests/unit/", "tests/e2e/"
ROWS = [
    Row(1, "SIGKILL at any step", "the next `up` goes on, nothing is lost",
        "killed at the nth call, for every n, before the engine hears of it and after it did it",
        (E2E + "test_kill.py",)),
    Row(2, "Ctrl-C, SIGTERM, SIGHUP", "a quick end with 130, 143, 129",
        "sent in the middle of the nth call, for every n", (E2E + "test_kill.py",)),
    Row(3, "stdout is closed", "a quiet end", "the reader closes its end at once"),
    Row(4, "the engine goes away and returns", "a clear error; `up` converges afterwards",
        "at the nth call every connection breaks and nothing listens, for every n"),
    Row(5, "no socket, nobody listens, no permission", "three causes, three remedies", "",
        (E2E + "test_failures.py",)),
    Row(6, "the engine never answers", "a deadline ends it",
        "the ping hangs; the nth POST of an `up` with a deadline hangs, for every n"),
    Row(7, "an answer byte by byte, or late", "slow, and nothing else",
        "every answer dripped; every answer delayed"),
    Row(8, "connections that break, truncated answers", "an error of the transport",
        "the nth call dropped, for every n; each answer of `ps` and `plan` cut at each byte of its "
        "head and its end, and every 997th in between"),
    Row(9, "garbled answers", "an error, memory bounded",
        "each answer replaced by garbage, by other types, by other bytes, by 100 MB"),
    Row(10, "the answer is lost after the engine acted", "found again, nothing made twice",
        "the nth call answered to nobody, for every n, so every POST and DELETE"),
    Row(11, "500 and 503", "an error that names the call", "the nth call refused, for every n"),
    Row(12, "400: API version refused in mid-command", "an error; the next command negotiates anew",
        "the nth call refused, for every n"),
    Row(13, "a name belongs to a foreign container", "refused, nothing deleted",
        "made before the command, and between its look and its create"),
    Row(14, "409 removal in progress; 404 since it is gone", "waited for; taken for done",
        "409 from the proxy; removed by a second hand in the middle of `down`"),
    Row(15, "304 on start and stop", "success", "started or stopped twice, and by a second hand"),
    Row(16, "a port is taken", "the port is named; a retry works and the port is bound",
        "bound between the look and the start", (E2E + "test_failures.py",)),
    Row(17, "the network was made anew under its name", "containers join the new one",
        "removed and made again, containers running and stopped"),
    Row(18, "two networks of one name", "ids are used", "",
        (UNIT + "engine/client_networks_test.cpp",)),
    Row(19, "403: a foreign container in our network", "left alone, and named",
        "a guest in the network during `down`"),
    Row(20, "exit before the wait", "the right code", "a job that ends at once, again and again",
        (E2E + "test_jobs.py",)),
    Row(21, "exit before ready, crash loop", "fails at once with the last lines", "",
        (E2E + "test_failures.py", UNIT + "probe/exit_watch_test.cpp")),
    Row(22, "the engine's verdict on health is stale", "only what is newer than the start counts", "",
        (UNIT + "reconcile/observe_details_test.cpp",)),
    Row(23, "a probe hangs or floods", "bounded, no processes pile up", "",
        (UNIT + "probe/probe_exec_test.cpp", E2E + "test_probe_shell.py")),
    Row(24, "HTTP probes: redirects, resets, slow servers", "the deadline holds", "",
        (UNIT + "probe/probe_http_test.cpp",)),
    Row(25, "out of memory", "reported as such", "a container with 16 MiB that reads endless zeros"),
    Row(26, "disk full", "reported, the old file stays",
        "no file may grow beyond a size, from 0 to 400 bytes, during an `up` that replaces; from the "
        "nth call on files on there is no room, for every n, in `up`, `down` and `backup`"),
    Row(27, "EIO, short writes, failing fsync and rename", "the old file stays, or the new one is whole",
        "the nth open, write, fsync, rename or new folder fails, for every n, in the state folder during "
        "`up`, an `up` that replaces, `down`, `snapshot save`, `backup`, and at a backup's target; the nth "
        "write is short or interrupted"),
    Row(28, "clocks jump or differ", "no early or late deadline", "",
        (UNIT + "cli/check/doctor_checks_test.cpp",)),
    Row(29, "two commands at once", "one waits, or exits 6 and names the holder", "",
        (E2E + "test_lock_races.py",)),
    Row(30, "the lock's holder was killed", "the lock is free",
        "the command after each kill of row 1 does not wait",
        (UNIT + "host/state_store_test.cpp",)),
    Row(31, "events lost, doubled, stream ends", "commands that listen still end and show",
        "`wait` with events omitted, all or at random; `wait` and `logs -f` with events doubled, streams closed"),
    Row(32, "a pull breaks off", "an error, or a fallback that is shown", "",
        (E2E + "test_pull.py",)),
    Row(33, "broken log frames", "bounded, an error",
        "the stream of `logs` dripped, cut at each byte, with impossible frame heads",
        (UNIT + "engine/stream_demux_test.cpp",)),
    Row(34, "floods of logs", "memory stays flat", "", (E2E + "test_follow.py",)),
    Row(35, "escape sequences in names, logs, errors", "shown, never obeyed",
        "the commands of a day over tests/data/hostile, with and without a terminal",
        (UNIT + "base/terminal_text_test.cpp",)),
    Row(36, "hostile YAML", "bounded, an error with its place",
        "bombs, circles, names of a megabyte, files without an end",
        (UNIT + "load/robustness_test.cpp", "tests/fuzz/load_fuzz.cpp")),
    Row(37, "huge graphs and cycles", "planned in time, the cycle is shown", "",
        (UNIT + "graph/cycles_test.cpp",)),
    Row(38, "paths that lead out, links, devices", "refused, not followed",
        "links out of a build context and of a folder to copy",
        (UNIT + "engine/context_tar_test.cpp", UNIT + "load/robustness_test.cpp")),
    Row(39, "labels of ours on foreign things", "not ours by a name or label alone",
        "a stack that gives its containers labels of others and of ours",
        (UNIT + "reconcile/ownership_test.cpp",)),
    Row(40, "secrets", "in no output, label or state file",
        "a canary in the stack's environment, looked for in the output of the runs above, and after "
        "those that change something also in labels and state files"),
    Row(41, "host processes that will not end", "ended with their children", "",
        (E2E + "test_host_process.py",)),
    Row(42, "devstack is killed beside host processes", "found again", "",
        (E2E + "test_host_process.py",)),
    Row(43, "few descriptors, no HOME, dumb terminals", "works, or a clear error",
        "a table of environments"),
    Row(44, "backups killed or broken", "the old data stays", "",
        (E2E + "test_data_killed.py", UNIT + "engine/tar_file_reader_test.cpp")),
    Row(45, "restore while something writes", "refused or made quiet", "", (E2E + "test_data.py",)),
    Row(46, "suspend, network away", "recovers",
        "the command is stopped for 4 s at the nth call of `up`, or nothing comes through the proxy, for "
        "every n; the same in the middle of `logs -f`"),
    Row(47, "another engine between two commands", "what was known of the first is not used",
        "the proxy gives the engine another identity: readiness is proven anew, and an engine that has "
        "nothing is told to do nothing"),
    Row(48, "state files damaged, old, foreign", "read as absent",
        "every file of the state folder replaced by each of a table of contents",
        (UNIT + "host/state_store_test.cpp",)),
]

_runs, _failures, _tests = collections.Counter(), collections.Counter(), collections.defaultdict(set)
_selected = set()  # rows of which a selection ran


def count(test):
    """Adds the runs of a finished test to its rows; row 40 counts each look for the secret."""
    if not isinstance(test, FaultTest) or not test.runs:
        return
    rows = getattr(getattr(test, test._testMethodName), "rows", ())
    for row in rows:
        _runs[row] += test.runs
        _failures[row] += test.failures_seen
        _tests[row].add(type(test).__module__ + ".py")
        if not full():
            _selected.add(row)
    _runs[40] += test.secret_looks
    _failures[40] += test.secret_finds
    _runs[0] += test.runs
    _failures[0] += test.failures_seen


def save(path):
    tests = {row: sorted(names) for row, names in _tests.items()}
    path.write_text(json.dumps([_runs, _failures, tests, sorted(_selected)]))


def add(path):
    """What another process has saved."""
    runs, failures, tests, *selected = json.loads(path.read_text())
    _selected.update(*selected)
    for mine, theirs in ((_runs, runs), (_failures, failures)):
        mine.update({int(row): number for row, number in theirs.items()})
    for row, names in tests.items():
        _tests[int(row)].update(names)


def total():
    return _runs[0]


def write(path):
    version = engine_api.call("GET", "/version")
    engine = next(f"{part['Name']} {part['Version']}" for part in version["Components"])
    with_runs = [row for row in ROWS if _runs[row.number]]
    elsewhere = [row for row in ROWS if not _runs[row.number] and row.elsewhere]
    untested = [row for row in ROWS if not _runs[row.number] and not row.elsewhere]
    for row in ROWS:
        for name in row.elsewhere:
            assert (ROOT / name).is_file(), f"row {row.number} names {name}"
    text = _HEAD.format(
        runs=_runs[0], failures=_failures[0], engine=engine,
        selection="a selection of the tests" if _selected else "all tests", date=datetime.datetime.now(datetime.timezone.utc).date(),
        counted=len(with_runs), elsewhere=len(elsewhere), untested=len(untested))
    text += "\n## Rows with counted runs\n\n| # | fault | expected | how | runs | failures | tests |\n"
    text += "|--:|---|---|---|--:|--:|---|\n"
    for row in with_runs:
        text += (f"| {row.number} | {row.fault} | {row.expected} | {row.how} | {_counted(row)} | "
                 f"{_failures[row.number]} | {_names(row)} |\n")
    text += "\n## Rows that other suites test, without a count of runs\n\n"
    text += "| # | fault | expected | tests |\n|--:|---|---|---|\n"
    for row in elsewhere:
        text += f"| {row.number} | {row.fault} | {row.expected} | {_links(row.elsewhere)} |\n"
    if untested:
        text += "\n## Rows without a test yet\n\n| # | fault | expected |\n|--:|---|---|\n"
    for row in untested:
        text += f"| {row.number} | {row.fault} | {row.expected} |\n"
    path.write_text(text + fuzzing())


def fuzzing():
    """What the ledger of the fuzz targets adds up to."""
    with open(ROOT / "tests/fuzz/ledger.tsv", newline="") as file:
        runs = list(csv.DictReader(file, delimiter="\t"))
    text = _FUZZING
    for target in sorted({run["target"] for run in runs}):
        mine = [run for run in runs if run["target"] == target]
        wall, processor = (_minutes(run[column] for run in mine) for column in ("wall", "processor"))
        executions = sum(int(run["executions"]) for run in mine)
        failed = sum(run["result"] != "clean" for run in mine)
        last = max(run["date"] for run in mine)
        text += f"| [{target}](../tests/fuzz/{target}_fuzz.cpp) | {wall} | {processor} | {executions:,} | {failed} | {last} |\n"
    return text


def _minutes(seconds):
    """What is known of them; a run of which it is not known has a dash in the ledger."""
    known = [int(each) for each in seconds if each != "-"]
    return f"{sum(known) / 60:.0f}" if known else "-"


def _counted(row):
    return f"{_runs[row.number]}{', a selection' if row.number in _selected else ''}"


def _names(row):
    here = tuple(f"tests/fault/{name}" for name in sorted(_tests[row.number]))
    return _links(here + row.elsewhere) or "all of them"


def _links(names):
    return ", ".join(f"[{re.sub('.*/', '', name)}](../{name})" for name in names)


_HEAD = """# Reliability

What can go wrong between a command, the engine and the host, and how we know that devstack stands it. This page is
written by its own suite, from what it counted:

    DEVSTACK=build/release/bin/devstack tests/fault/run.py --full --jobs 4 --docs docs/reliability.md

Last run: {date}, {selection}, {engine}: **{runs} faulted runs, {failures} failures**. Of 48 rows {counted} have
counted runs, {elsewhere} are tested by other suites only, {untested} have no test yet.

## How

`tests/fault/engine_proxy.py` stands on a Unix socket between the program and a real engine. Rules choose calls by method,
path and number; actions do things to them: delay, drop before or after the engine acted, answer, hang, kill the caller,
vanish, truncate, drip, rewrite, omit or double events, break off a stream. "For every n" means: the same command is run
again with the fault at call 1, 2, 3 … until a run has no such call. Commands: `up` from nothing, an `up` that replaces
containers, `down`, `reset`, `restore`; of two services with a network, a volume and health checks.

After every run one function (`tests/fault/invariants.py`) looks at what must hold, whatever the fault was:

| | |
|---|---|
| I1 | the exit status is [documented](exit-codes.md); an error has words, a code with a page, and what to do; no crash |
| I2 | it ends within its deadline |
| I3 | whatever was made carries the project's label |
| I4 | the next `up` converges by itself, and `plan` has nothing to do then |
| I5 | `down` then leaves nothing but the data |
| I6 | what the services wrote into the volume is there, byte for byte |
| I7 | foreign containers, networks and volumes with similar names and labels are as they were |
| I8 | state files are the user's alone; none is left half-written |
| I9 | a secret of the stack stands in no output, label or state file |
| I10 | no process and no temporary file stays |
| I11 | it took less than 200 MiB |
| I12 | a terminal is as it was: its modes, cursor, screen and colour (runs that have one) |

After SIGKILL I1, I12 and left-over files are not looked at. Runs of commands that only look (`ps`, `plan`, `logs`)
check I1, I2, I8, I9 in their output, and I10 to I12; I4, I6 and I7 once at the end of their test.

Where a test is narrower than its row says:

- 4: the proxy vanishes; no real engine is stopped and started.
- 9: 100 seeds for each answer; 31: 40 seeds for each of `wait --for started`; the other rows are exhaustive or tables.
- 11: devstack does not repeat a refused call; that the command ends with its name and the next one goes on is what is tested.
- 12: the command ends; it does not negotiate a second time by itself.
- 26: by a limit of file sizes, and by errors inside the program; the engine's own disk is not filled.
- 27: by a library that is preloaded into the program (`tests/fault/file_faults.c`); what the C library does inside itself,
  as `close` in `fclose`, does not fail. `reset` and `restore` are not among the commands.
- 46: the machine itself is not suspended. 47: the same engine with another identity, and answers emptied by the proxy.
- 15, 16, 14, 13: up to 20 repetitions, all on one engine.
- Rows of other suites count no runs, and most of them are unit tests with a scripted engine.
"""
_FUZZING = """
## Fuzzing

Each target has an oracle besides the sanitizers (ASan, UBSan); the first lines of its file say which. Added up over the
runs in `tests/fuzz/ledger.tsv`; times that nobody took are left out. To add one:

    FUZZ_LEDGER=1 FUZZ_MINIMIZE=1 tests/fuzz/run.sh 600

| target | minutes | processor minutes | executions | failed runs | last |
|---|--:|--:|--:|--:|---|
"""
