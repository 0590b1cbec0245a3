"""What a step of a scenario does. Each function takes the project, the step's value and the whole
step; those that run the program give its answer."""
import shlex
import signal
import subprocess
import time

import engine_api
from project import DEADLINE_SECONDS, Answer


class Unfit(Exception):
    """The scenario itself is wrong, or the world was not as it assumes."""


def words(arguments):
    return shlex.split(arguments) if isinstance(arguments, str) else [str(a) for a in arguments]


def run(project, arguments, step):
    project.running["this step"] = project.start(words(arguments), step)
    return _finish(project, "this step", words(arguments), time.monotonic())


def background(project, commands, step):
    """Name to command: begun, and left to an `await`."""
    for name, arguments in commands.items():
        project.running[name] = project.start(words(arguments), step)


def await_background(project, name, _step):
    return _finish(project, name, [f"({name})"], time.monotonic())


def _finish(project, name, arguments, began):
    process = project.running.pop(name)
    try:
        out, err = process.communicate(timeout=DEADLINE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise Unfit(f"devstack {' '.join(arguments)} did not end in {DEADLINE_SECONDS} s:\n"
                    f"{out}{err}") from None
    code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    return Answer(arguments, code, out, err, time.monotonic() - began)


def send_signal(project, signals, _step):
    for name, which in signals.items():
        project.running[name].send_signal(getattr(signal, f"SIG{which}"))


def write(project, files, _step):
    for name, text in files.items():
        path = project.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def edit(project, changes, _step):
    """File to {old: new}; each old text stands there."""
    for name, replacements in changes.items():
        path = project.folder / name
        text = path.read_text()
        for old, new in replacements.items():
            if str(old) not in text:
                raise Unfit(f"{name} has no {old!r}")
            text = text.replace(str(old), str(new))
        path.write_text(text)


def delete(project, name, _step):
    (project.folder / name).unlink()


def move(project, pair, _step):
    """[old, new]: a file or folder gets another name."""
    (project.folder / pair[0]).rename(project.folder / pair[1])


def occupy(project, name, _step):
    project.occupy(name)


def release(project, name, _step):
    project.release(name)


def api(project, request, _step):
    """[METHOD, PATH] or [METHOD, PATH, BODY]: what another tool asks of the engine."""
    engine_api.call(request[0], request[1], body=request[2] if len(request) > 2 else None)


def engine(project, orders, _step):
    """Verb to service or services: another tool does that to their containers."""
    for verb, services in orders.items():
        for service in [services] if isinstance(services, str) else services:
            _order(project, verb, service)


def _order(project, verb, service):
    container = project.containers().get(service)
    if container is None:
        raise Unfit(f"{service} has no container to {verb}")
    if verb == "remove":
        engine_api.call("DELETE", f"/containers/{container.id}", {"force": 1})
    elif verb in ("kill", "start", "pause", "unpause"):
        engine_api.call("POST", f"/containers/{container.id}/{verb}")
    elif verb in ("stop", "restart"):
        engine_api.call("POST", f"/containers/{container.id}/{verb}", {"t": 1})
    else:
        raise Unfit(f"no order is called {verb}")


def foreign_container(project, wish, _step):
    """{name, labels, networks, ports, command}: another tool runs a container."""
    body = {"Image": "devstack/test/busybox:1", "Labels": wish.get("labels", {}),
            "HostConfig": {"PortBindings": {
                inside: [{"HostIp": "127.0.0.1", "HostPort": outside}]
                for inside, outside in wish.get("ports", {}).items()}}}
    if "network" in wish:
        body["HostConfig"]["NetworkMode"] = wish["network"]
    if "command" in wish:
        body["Cmd"] = wish["command"]
    made = engine_api.call("POST", "/containers/create", {"name": wish["name"]}, body)
    engine_api.call("POST", f"/containers/{made['Id']}/start")


def none(_project, _value, _step):
    """Only expectations."""


ACTIONS = {"devstack": run, "background": background, "await": await_background,
           "signal": send_signal, "write": write, "edit": edit, "delete": delete, "move": move,
           "occupy": occupy, "release": release, "api": api, "engine": engine,
           "foreign": foreign_container, "look": none}
OPTIONS = {"in", "environment", "project", "within", "then"}
