"""What holds after every faulted run, whatever the fault was: I1 to I12 of docs/reliability.md.

`after_fault` looks at the run itself and at what is there now; `after_recovery` lets the next `up`
and `down` show that nothing has to be done by hand."""
import hashlib
import io
import json
import pathlib
import re
import tarfile

import engine_api
from support import ROOT

PEAK_KIB = 200 * 1024
DOCUMENTED_CODES = {int(code) for row in re.findall(
    r"^\| ([0-9, ]+) \|", (ROOT / "docs/exit-codes.md").read_text(), re.MULTILINE)
    for code in row.split(",")}
REMEDY = re.compile(r"^ +(hint|next|fix|to undo)\b|^to undo: |continues from here|nothing was changed",
                    re.MULTILINE)
CRASHES = ("DS7000", "terminate called", "Sanitizer", "Assertion", "std::")


class Broken(AssertionError):
    """Which invariants do not hold, and why."""


def _exit_and_cause(case, run):
    """I1: an exit status that is documented, and words that say what, a code, and what to do."""
    if run.killed:
        return
    if run.code not in DOCUMENTED_CODES:
        yield f"I1: exit status {run.code} is not in docs/exit-codes.md"
    if run.code in (0, 8, 129, 130, 143):
        return
    if not run.err.strip():
        yield f"I1: exit status {run.code} and not a word on stderr"
    codes = set(re.findall(r"\[(DS\d{4})\]", run.err + run.out))
    if not codes:
        yield "I1: no error has a code"
    for code in codes:
        if not (ROOT / "docs/errors" / f"{code}.md").is_file():
            yield f"I1: {code} has no page"
    if not REMEDY.search(run.err + run.out):
        yield "I1: nothing says what to do"


def _no_crash(case, run):
    if run.code == 70 or (run.code < 0 and not run.killed):
        yield f"I1: it crashed with exit status {run.code}"
    for word in CRASHES:
        if word in run.err:
            yield f"I1: stderr has {word!r}"


def _in_time(case, run):
    """I2: no hang beyond the deadline."""
    if run.hung:
        yield f"I2: it did not end within {run.deadline_seconds} s and some grace"


def _labelled(case, run):
    """I3: whatever was made says whose it is."""
    for kind, name, labels in case.named_like_project():
        # Copies bear our label only: to Docker Compose they are no volumes of the project.
        if case.project not in (labels.get(engine_api.PROJECT_LABEL),
                                labels.get(engine_api.OWN_PROJECT_LABEL)):
            yield f"I3: {kind} {name} has no project label"


def _state(case, run):
    yield from state_problems(case, run.killed)


def state_problems(case, killed=False):
    """I8: state files are the user's alone, and whole: what follows the head line has its sum."""
    for file in pathlib.Path(case.environment["XDG_STATE_HOME"]).rglob("*"):
        if not file.is_file():
            continue
        if file.stat().st_mode & 0o077:
            yield f"I8: {file} may be used by others"
        if file.suffix == ".new" and not killed:
            yield f"I8: {file} was left over"
        if case.damages_state:
            continue
        head, _, rest = file.read_bytes().partition(b"\n")
        if head.startswith(b"devstack-state ") and file.suffix != ".new" and \
                head.split()[-1].decode() != hashlib.sha256(rest).hexdigest():
            yield f"I8: {file} is damaged"


def _nothing_left(case, run):
    """I10: no process and no temporary file stays."""
    for line in run.left_processes():
        yield f"I10: still runs: {line}"
    for file in case.temporary.iterdir():
        if not run.killed:
            yield f"I10: temporary file {file.name} was left over"


def _no_secret(case, run):
    """I9: the canary in the stack's environment is nowhere to be read."""
    yield from _no_secret_shown(case, run)
    places = {}
    for file in pathlib.Path(case.environment["XDG_STATE_HOME"]).rglob("*"):
        if file.is_file():
            places[str(file)] = file.read_text(errors="replace")
    for kind, name, labels in case.named_like_project():
        places[f"labels of {kind} {name}"] = json.dumps(labels)
    for place, text in places.items():
        yield from _secret_in(case, place, text)


def _no_secret_shown(case, run):
    case.secret_looks += 1
    for place, text in (("stdout", run.out), ("stderr", run.err)):
        yield from _secret_in(case, place, text)


def _secret_in(case, place, text):
    if case.secret in text:
        case.secret_finds += 1
        yield f"I9: the secret stands in {place}"


def _foreign(case, run):
    """I7: nobody else's things have changed."""
    for change in case.canaries.changes():
        yield f"I7: {change}"


def _small(case, run):
    """I11: the faults do not make it swallow memory."""
    if run.peak_kib > PEAK_KIB:
        yield f"I11: it took {run.peak_kib} KiB"


def _terminal(case, run):
    """I12: the terminal is as it was."""
    if run.killed:
        return
    for left in run.terminal_left:
        yield f"I12: {left}"


def _data(case, run):
    """I6: what the services wrote is there, byte for byte."""
    if case.mark and (found := mark_of(case.project)) not in (case.mark, None):
        yield f"I6: the data was {case.mark!r} and is {found!r}"
    if case.mark and not engine_api.volumes(case.project):
        yield "I6: the volume is gone"


ALL = (_exit_and_cause, _no_crash, _in_time, _labelled, _state, _nothing_left, _no_secret, _foreign,
       _small, _terminal, _data)


READING = (_exit_and_cause, _no_crash, _in_time, _state, _nothing_left, _no_secret_shown, _small,
           _terminal)


def after_reading(case, run):
    """What can be seen without asking the engine, for commands that only look, by the hundred."""
    _raise(case, run, [problem for check in READING for problem in check(case, run)])


def after_hostile(case, run):
    """The same of a project that means harm: it may be refused, and may fail in its own words."""
    checks = (_no_crash, _in_time, _state, _nothing_left, _small, _terminal, _foreign)
    _raise(case, run, [problem for check in checks for problem in check(case, run)])


def after_fault(case, run):
    """Raises Broken with all that is wrong."""
    _raise(case, run, [problem for check in ALL for problem in check(case, run)])


def after_recovery(case, run):
    """I4: the next `up` converges by itself, with the same data, and has nothing left to do;
    I5: `down` then leaves nothing but the data."""
    problems = []
    if (up := case.devstack("up", timeout=60)).code != 0:
        problems.append(f"I4: the next up fails:\n{up}")
    elif (plan := case.devstack("plan", "--detailed-exitcode", timeout=30)).code != 0:
        problems.append(f"I4: after the next up there is still something to do:\n{plan}")
    else:
        states = [c["State"] for c in engine_api.containers(case.project)]
        if states != ["running"] * len(case.services):
            problems.append(f"I4: after the next up its containers are {states}")
        if case.mark and mark_of(case.project) != case.mark:
            problems.append(f"I6: the data was {case.mark!r} and is {mark_of(case.project)!r}")
    if not problems and (down := case.devstack("down", "-t", "1", timeout=60)).code != 0:
        problems.append(f"I5: down fails:\n{down}")
    if not problems:
        problems += [f"I5: down leaves {kind} {name}"
                     for kind, name, _ in case.named_like_project() if kind != "volume"]
    problems += _foreign(case, run)
    _raise(case, run, problems)


def mark_of(project):
    """What the first start wrote into the volume; None where no container can be asked."""
    for container in engine_api.containers(project):
        if container["Labels"].get(engine_api.SERVICE_LABEL) != "db":
            continue
        try:
            packed = engine_api.read_archive(container["Id"], "/data/mark")
        except RuntimeError:
            continue  # made, and not started yet
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            return archive.extractfile("mark").read().decode()
    return None


def _raise(case, run, problems):
    if problems:
        listed = "\n".join(problems)
        raise Broken(f"{listed}\n\n{run}\n--- calls\n{case.proxy.trace()}")
