"""What a step of a scenario expects: of the command's answer, of the engine, of files and ports."""
import json
import re
import urllib.error
import urllib.request

import engine_api
from values import Wrong, expect, find


def _answer(world):
    if world.answer is None:
        raise Wrong("the step ran no command")
    return world.answer


def _list(value):
    return value if isinstance(value, list) else [value]


def exit_code(world, wanted):
    expect("exit code", _answer(world).code, wanted)


def out(world, wanted):
    expect("stdout", _answer(world).out, wanted)


def says(world, texts):
    said = _answer(world).out + _answer(world).err
    for text in _list(texts):
        if str(text) not in said:
            raise Wrong(f"it does not say {text!r}")


def says_not(world, texts):
    said = _answer(world).out + _answer(world).err
    for text in _list(texts):
        if str(text) in said:
            raise Wrong(f"it says {text!r}")


def matches(world, patterns):
    said = _answer(world).out + _answer(world).err
    for pattern in _list(patterns):
        if re.search(pattern, said, re.MULTILINE) is None:
            raise Wrong(f"nothing in it matches {pattern!r}")


def in_order(world, texts):
    said, place = _answer(world).out + _answer(world).err, 0
    for text in texts:
        found = said.find(text, place)
        if found < 0:
            raise Wrong(f"{text!r} does not follow in what it says")
        place = found + len(text)


def seconds(world, limit):
    if _answer(world).seconds > limit:
        raise Wrong(f"it took {_answer(world).seconds:.1f} s, more than {limit} s")


def document(world, wanted):
    """Path to value, in the JSON that the command printed (a list where it printed lines of it)."""
    text = _answer(world).out
    try:
        printed = json.loads(text)
    except ValueError:
        printed = [json.loads(line) for line in text.splitlines() if line.strip()]
    for path, value in wanted.items():
        expect(path, find(printed, path) if path else printed, value)


def states(world, wanted):
    """Exactly these containers, in these states."""
    expect("states", {key: c.state for key, c in world.now().items()}, wanted)


def changes(world, wanted):
    """Exactly these containers are not what they were before the step."""
    expect("changes", changes_between(world.before, world.now()), wanted)


def changes_between(before, after):
    found = {}
    for key in sorted(before.keys() | after.keys()):
        change = _change(before.get(key), after.get(key))
        if change:
            found[key] = change
    return found


def _change(old, new):
    if old is None or new is None:
        return "made" if old is None else "gone"
    if old.id != new.id:
        return "replaced"
    if old.started != new.started:
        return "restarted" if old.state == "running" else "started"
    if old.state == new.state:
        return None
    return {"exited": "stopped", "paused": "paused"}.get(new.state, f"now {new.state}")


def names(world, wanted):
    expect("names", {key: c.name for key, c in world.now().items()}, wanted)


def inspect(world, wanted):
    """Service to path to value, in the engine's account of its container."""
    for service, members in wanted.items():
        container = world.now().get(service)
        if container is None:
            raise Wrong(f"{service} has no container")
        for path, value in members.items():
            expect(f"{service} {path}", find(container.account, path), value)


def labels(world, wanted):
    for service, members in wanted.items():
        container = world.now().get(service)
        if container is None:
            raise Wrong(f"{service} has no container")
        for label, value in members.items():
            expect(f"label {label} of {service}", container.labels.get(label), value)


def _keys(world, listed):
    prefix = world.project.name + "_"
    return sorted(entry["Name"].removeprefix(prefix) for entry in listed)


def networks(world, wanted):
    """Exactly these, without the project's prefix."""
    expect("networks", _keys(world, engine_api.networks(world.project.name)), sorted(wanted))


def volumes(world, wanted):
    expect("volumes", _keys(world, engine_api.volumes(world.project.name)), sorted(wanted))


def network(world, wanted):
    """Network to path to value, in the engine's account of it."""
    for key, members in wanted.items():
        account = engine_api.call("GET", f"/networks/{world.project.name}_{key}")
        for path, value in members.items():
            expect(f"network {key} {path}", find(account, path), value)


def volume(world, wanted):
    for key, members in wanted.items():
        account = engine_api.call("GET", f"/volumes/{world.project.name}_{key}")
        for path, value in members.items():
            expect(f"volume {key} {path}", find(account, path), value)


def files(world, wanted):
    """File of the scenario's folder to its text."""
    for name, value in wanted.items():
        path = world.project.folder / name
        expect(name, path.read_text() if path.exists() else None, value)


def http(world, wanted):
    """PORT or PORT/path to the answer's body; a number is a status, `refused` no answer."""
    for address, value in wanted.items():
        port, _, path = address.partition("/")
        if not port.isdigit():
            port = world.project.words[port]
        expect(f"GET {address}", _get(f"http://127.0.0.1:{port}/{path}", value), value)


def _get(url, wanted):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status if isinstance(wanted, int) else answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return "refused"


EXPECTATIONS = {"exit": exit_code, "out": out, "says": says, "says not": says_not,
                "matches": matches, "in order": in_order, "seconds": seconds, "json": document,
                "states": states, "changes": changes, "names": names, "inspect": inspect,
                "labels": labels, "networks": networks, "volumes": volumes, "network": network,
                "volume": volume, "files": files, "http": http}
