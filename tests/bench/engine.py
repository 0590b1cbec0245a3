"""The Engine API over its Unix socket, and what it alone needs for a stack: one call after another where tiers demand it,
side by side else. No program that starts stacks can be much faster; the figures of the others are set against it.

Run as a program it does one operation and prints its seconds, the interpreter's own start left out:

  engine.py up|noop|ps|down MODEL.json PROJECT
"""
import concurrent.futures
import http.client
import json
import os
import socket
import sys
import threading
import time
import urllib.parse

AT_ONCE = 32
PROJECT = "com.docker.compose.project"
SERVICE = "com.docker.compose.service"
# A service is asked by one shell in its container, in a loop: cheaper than an exec for each question.
ASK = 'until "$@"; do sleep 0.025; done'


class Socket(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(os.environ["DOCKER_HOST"].removeprefix("unix://"))


kept = threading.local()


def call(method, path, body=None):
    """The answer, decoded where it is JSON. Each thread keeps its connection."""
    if not hasattr(kept, "connection"):
        kept.connection = Socket("engine")
    payload = None if body is None else json.dumps(body)
    kept.connection.request(method, path, payload, {"Content-Type": "application/json"})
    answer = kept.connection.getresponse()
    text = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path}: {answer.status} {text.decode(errors='replace')}")
    return json.loads(text) if text.startswith((b"{", b"[")) else None


def containers(project):
    wanted = urllib.parse.quote(json.dumps({"label": [f"{PROJECT}={project}"]}))
    return call("GET", f"/containers/json?all=1&filters={wanted}")


def version():
    return call("GET", "/version")["Version"]


def remove_all(project):
    """Whatever is left of the project, without grace."""
    for container in containers(project):
        call("DELETE", f"/containers/{container['Id']}?force=1&v=1")
    wanted = urllib.parse.quote(json.dumps({"label": [f"{PROJECT}={project}"]}))
    for network in call("GET", f"/networks?filters={wanted}"):
        call("DELETE", f"/networks/{network['Id']}")


class Floor:
    """`model`: tiers of services, each {name, image, command, test, grace, signal}."""

    def __init__(self, tiers, project):
        self.tiers, self.project = tiers, project
        self.network = f"{project}_default"
        self.ids = {}
        self.pool = concurrent.futures.ThreadPoolExecutor(AT_ONCE)

    def each(self, work, items):
        list(self.pool.map(work, items))

    def create(self, service):
        body = {"Image": service["image"], "Cmd": service["command"], "StopSignal": service["signal"],
                "Labels": {PROJECT: self.project, SERVICE: service["name"]}, "HostConfig": {"NetworkMode": self.network},
                "NetworkingConfig": {"EndpointsConfig": {self.network: {"Aliases": [service["name"]]}}}}
        if service["test"]:
            body["Healthcheck"] = {"Test": ["CMD", *service["test"]], "Interval": 5 * 10**9, "Timeout": 5 * 10**9}
        made = call("POST", f"/containers/create?name={self.project}-{service['name']}-1", body)
        self.ids[service["name"]] = made["Id"]

    def start(self, service):
        container = self.ids[service["name"]]
        call("POST", f"/containers/{container}/start")
        if not service["test"]:
            return
        command = ["sh", "-c", ASK, "sh", *service["test"]]
        made = call("POST", f"/containers/{container}/exec", {"Cmd": command, "AttachStdout": True})["Id"]
        stream = Socket("engine")  # the engine closes it when the command has ended
        stream.request("POST", f"/exec/{made}/start", '{"Detach": false}', {"Content-Type": "application/json"})
        stream.getresponse().read()
        assert call("GET", f"/exec/{made}/json")["ExitCode"] == 0

    def up(self):
        call("POST", "/networks/create", {"Name": self.network, "Labels": {PROJECT: self.project}})
        self.each(self.create, [service for tier in self.tiers for service in tier])
        for tier in self.tiers:
            self.each(self.start, tier)

    def noop(self):
        found = containers(self.project)
        assert len(found) == sum(map(len, self.tiers)) and all(c["State"] == "running" for c in found)

    def ps(self):
        containers(self.project)

    def down(self):
        ids = {c["Labels"][SERVICE]: c["Id"] for c in containers(self.project)}
        removals = []

        def stop(service):
            container = ids[service["name"]]
            call("POST", f"/containers/{container}/stop?t={service['grace']}")
            removals.append(self.pool.submit(call, "DELETE", f"/containers/{container}?force=1"))
        for tier in reversed(self.tiers):
            self.each(stop, tier)
        for removal in removals:
            removal.result()
        call("DELETE", f"/networks/{self.network}")


def main():
    operation, path, project = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        floor = Floor(json.load(file), project)
    began = time.monotonic()
    getattr(floor, operation)()
    print(f"{time.monotonic() - began:.4f}")


if __name__ == "__main__":
    main()
