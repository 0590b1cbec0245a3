"""The Docker Engine's API over its Unix socket: what tests look at and clean up with, apart from
the program under test."""
import http.client
import json
import os
import socket
import time
import urllib.parse

PROJECT_LABEL = "com.docker.compose.project"
OWN_PROJECT_LABEL = "devstack.project"
SERVICE_LABEL = "com.docker.compose.service"


def socket_path():
    host = os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock"
    if not host.startswith("unix://"):
        raise RuntimeError(f"the tests need an engine on a Unix socket, not {host}")
    return host[len("unix://"):]


class _Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(60)
        self.sock.connect(socket_path())


def call(method, path, query=None, body=None):
    """The decoded answer; raises on a status of 400 and above."""
    connection = _Connection("docker")
    target = path + ("?" + urllib.parse.urlencode(query) if query else "")
    headers = {"Content-Type": "application/json"}
    connection.request(method, target, json.dumps(body) if body is not None else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {target}: {answer.status} {text.decode(errors='replace')}")
    return json.loads(text) if text else None


def is_podman():
    return any(part["Name"] == "Podman Engine" for part in call("GET", "/version")["Components"])


def _labelled(label, value):
    return json.dumps({"label": [f"{label}={value}"]})


def _of_project(project):
    return _labelled(PROJECT_LABEL, project)


def containers(project):
    """All of the project, also stopped ones."""
    return call("GET", "/containers/json", {"all": 1, "filters": _of_project(project)})


def networks(project):
    return call("GET", "/networks", {"filters": _of_project(project)})


def volumes(project):
    return call("GET", "/volumes", {"filters": _of_project(project)})["Volumes"] or []


def copies(project):
    """Volumes that the data commands have made."""
    return call("GET", "/volumes", {"filters": _labelled(OWN_PROJECT_LABEL, project)})["Volumes"] or []


def helpers(project):
    """Containers that copy for the data commands, running or not."""
    return call("GET", "/containers/json",
                {"all": 1, "filters": _labelled(OWN_PROJECT_LABEL, project)})


def service_ids(project):
    """Service name to container id."""
    return {c["Labels"].get(SERVICE_LABEL): c["Id"] for c in containers(project)}


def inspect(container):
    return call("GET", f"/containers/{container}/json")


def past_events(container, since):
    """The container's events from `since` (seconds since 1970) until now: "exec_create: …", "start"."""
    filters = json.dumps({"container": [container]})
    lines = _bytes_call("GET", "/events", {"since": since, "until": f"{time.time():.9f}", "filters": filters})
    return [json.loads(line)["Action"] for line in lines.splitlines()]


def processes(container):
    """The command lines of what runs in it."""
    table = call("GET", f"/containers/{container}/top")
    return [row[table["Titles"].index("CMD")] for row in table["Processes"]]


def has_image(name):
    try:
        call("GET", f"/images/{urllib.parse.quote(name)}/json")
        return True
    except RuntimeError:
        return False


def _bytes_call(method, path, query=None):
    """The bytes of an answer; raises on a status of 400 and above."""
    connection = _Connection("docker")
    connection.request(method, path + ("?" + urllib.parse.urlencode(query) if query else ""))
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {content.decode(errors='replace')}")
    return content


def read_archive(container, path):
    """A tar of what lies at a path of the container."""
    return _bytes_call("GET", f"/containers/{container}/archive", {"path": path})


def raw_answer(method, path, query=""):
    """Head and content of an answer as they came, read to the end of the connection."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as peer:
        peer.settimeout(60)
        peer.connect(socket_path())
        target = path + ("?" + query if query else "")
        peer.sendall(f"{method} {target} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
                     .encode())
        return b"".join(iter(lambda: peer.recv(1 << 16), b""))


def save_image(name):
    """The image as `docker save` gives it."""
    return _bytes_call("GET", f"/images/{urllib.parse.quote(name, safe='')}/get")


def tag_image(source, repository, tag):
    _bytes_call("POST", f"/images/{urllib.parse.quote(source, safe='')}/tag",
                {"repo": repository, "tag": tag})


def image_id(name):
    """Empty where the engine has no such image."""
    try:
        return call("GET", f"/images/{urllib.parse.quote(name, safe='')}/json")["Id"]
    except RuntimeError:
        return ""


def remove_image(name):
    """Untags it, and deletes it where that was its last name."""
    try:
        _bytes_call("DELETE", f"/images/{urllib.parse.quote(name, safe='')}", {"force": 1})
    except RuntimeError as problem:
        if " 404 " not in str(problem):
            raise


def remove_project(project):
    """Everything with the project's label, its volumes and their copies too."""
    for container in containers(project) + helpers(project):
        call("DELETE", f"/containers/{container['Id']}", {"force": 1, "v": 1})
    for network in networks(project):
        call("DELETE", f"/networks/{network['Id']}")
    for volume in volumes(project) + copies(project):
        call("DELETE", f"/volumes/{volume['Name']}", {"force": 1})
