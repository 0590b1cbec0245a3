"""An image registry for tests, NOT a real one: the part of the distribution protocol (v2) that
engines use to push and pull, over plain HTTP on 127.0.0.1, which engines accept without TLS. It
keeps everything in memory, may ask for a name and a password, and fails when it is told to."""
import base64
import gzip
import hashlib
import http.server
import io
import json
import re
import tarfile
import threading
import time
import urllib.parse
import uuid

import engine_api

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"


class Fault:
    """Answers `times` requests whose "METHOD /path" matches `pattern` with a status, or (status
    None) lets them wait for `seconds` and then go on."""

    def __init__(self, pattern, status=None, times=1, seconds=0.0, code="UNKNOWN", message="told to"):
        self.pattern = re.compile(pattern)
        self.status, self.times, self.seconds = status, times, seconds
        self.body = json.dumps({"errors": [{"code": code, "message": message}]}).encode()


class Registry:
    """Listens from its making to `close`. `users`: names and passwords, without which nothing is
    answered; `requests`: what was asked, as ("METHOD /path", user)."""

    def __init__(self, users=None):
        self.users = users or {}
        self.blobs, self.manifests, self.uploads = {}, {}, {}
        self.faults, self.requests = [], []
        self.lock = threading.Lock()
        registry = self

        class Handler(_Handler):
            store = registry

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def fail(self, pattern, status=None, **how):
        self.faults.append(Fault(pattern, status, **how))

    def count(self, pattern):
        """How many requests matched."""
        return sum(1 for request, _ in self.requests if re.search(pattern, request))

    def add_blob(self, content):
        digest = "sha256:" + hashlib.sha256(content).hexdigest()
        self.blobs[digest] = content
        return digest

    def add_manifest(self, name, tag, content, kind=MANIFEST):
        digest = "sha256:" + hashlib.sha256(content).hexdigest()
        for reference in (tag, digest):
            self.manifests[name, reference] = (content, kind, digest)
        return digest

    def add_image(self, name, tag, layers, architecture="amd64", config=None):
        """An image of uncompressed tar layers. The full name under which it is pulled."""
        image = {"architecture": architecture, "os": "linux", "config": config or {},
                 "rootfs": {"type": "layers", "diff_ids": [
                     "sha256:" + hashlib.sha256(layer).hexdigest() for layer in layers]}}
        packed = [gzip.compress(layer, mtime=0) for layer in layers]
        text = json.dumps(image).encode()
        self.add_manifest(name, tag, json.dumps({
            "schemaVersion": 2, "mediaType": MANIFEST,
            "config": {"mediaType": CONFIG, "size": len(text), "digest": self.add_blob(text)},
            "layers": [{"mediaType": LAYER, "size": len(layer), "digest": self.add_blob(layer)}
                       for layer in packed]}).encode())
        return f"{self.address}/{name}:{tag}"

    def add_from_engine(self, image, name, tag, note="", architecture=None):
        """A copy of an image of the engine; another `note` makes another image of it."""
        with tarfile.open(fileobj=io.BytesIO(engine_api.save_image(image))) as saved:
            manifest = json.load(saved.extractfile("manifest.json"))[0]
            config = json.load(saved.extractfile(manifest["Config"]))
            layers = [saved.extractfile(layer).read() for layer in manifest["Layers"]]
        return self.add_image(name, tag, layers + [layer_of({"note": note})],
                              architecture or config["architecture"], config.get("config"))


def layer_of(files):
    """A tar of small files, always the same bytes for the same files."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content.encode())
            archive.addfile(entry, io.BytesIO(content.encode()))
    return tar.getvalue()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.serve()

    do_HEAD = do_POST = do_PUT = do_PATCH = do_GET

    def serve(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) \
            if "chunked" not in (self.headers.get("Transfer-Encoding") or "") else self.chunks()
        address = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(address.query))
        request = f"{self.command} {address.path}"
        self.store.requests.append((request, self.user()))
        fault = self.fault(request)
        if fault is not None and fault.status is not None:
            return self.reply(fault.status, fault.body, {"Content-Type": "application/json"})
        if self.store.users and self.user() is None:
            return self.error(401, "UNAUTHORIZED", "authentication required",
                              {"WWW-Authenticate": 'Basic realm="test"'})
        return self.route(address.path)

    def chunks(self):
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def user(self):
        """Who asks; None where name and password are not those of a user."""
        kind, _, value = (self.headers.get("Authorization") or "").partition(" ")
        if kind.lower() != "basic":
            return None
        name, _, password = base64.b64decode(value).decode().partition(":")
        return name if self.store.users.get(name) == password else None

    def fault(self, request):
        with self.store.lock:
            found = next((fault for fault in self.store.faults
                          if fault.times > 0 and fault.pattern.search(request)), None)
            if found is not None:
                found.times -= 1
        if found is not None:
            time.sleep(found.seconds)
        return found

    def reply(self, status, body=b"", headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def error(self, status, code, message, headers=None):
        body = json.dumps({"errors": [{"code": code, "message": message}]}).encode()
        self.reply(status, body, {"Content-Type": "application/json", **(headers or {})})

    def route(self, path):
        if path == "/v2/":
            return self.reply(200, b"{}", {"Content-Type": "application/json"})
        parts = re.fullmatch(r"/v2/(.+)/(manifests|blobs/uploads|blobs)/(.*)", path)
        if parts is None:
            return self.error(404, "NOT_FOUND", "no such path")
        name, kind, reference = parts.groups()
        if kind == "manifests":
            return self.manifest(name, reference)
        return self.blob(reference) if kind == "blobs" else self.upload(name, reference)

    def manifest(self, name, reference):
        if self.command == "PUT":
            digest = self.store.add_manifest(name, reference, self.body,
                                             self.headers.get("Content-Type", MANIFEST))
            return self.reply(201, b"", {"Docker-Content-Digest": digest, "Location": self.path})
        found = self.store.manifests.get((name, reference))
        if found is not None:
            content, kind, digest = found
            return self.reply(200, content, {"Content-Type": kind, "Docker-Content-Digest": digest})
        if any(known == name for known, _ in self.store.manifests):
            return self.error(404, "MANIFEST_UNKNOWN", "manifest unknown")
        return self.error(404, "NAME_UNKNOWN", "repository name not known to registry")

    def blob(self, digest):
        content = self.store.blobs.get(digest)
        if content is None:
            return self.error(404, "BLOB_UNKNOWN", "blob unknown to registry")
        return self.reply(200, content, {"Content-Type": "application/octet-stream",
                                         "Docker-Content-Digest": digest})

    def upload(self, name, session):
        if self.command == "POST":
            session = uuid.uuid4().hex
            self.store.uploads[session] = b""
        elif session not in self.store.uploads:
            return self.error(404, "BLOB_UPLOAD_UNKNOWN", "no such upload")
        self.store.uploads[session] += self.body
        place = {"Location": f"/v2/{name}/blobs/uploads/{session}", "Docker-Upload-UUID": session}
        if self.command == "PUT" or "digest" in self.query:
            digest = self.store.add_blob(self.store.uploads.pop(session))
            if digest != self.query["digest"]:
                return self.error(400, "DIGEST_INVALID", "another digest")
            return self.reply(201, b"", {**place, "Docker-Content-Digest": digest})
        end = max(len(self.store.uploads[session]) - 1, 0)
        return self.reply(202, b"", {**place, "Range": f"0-{end}"})
