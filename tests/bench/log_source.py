"""An engine that has nothing but containers which log as fast as they are read: what `devstack logs` can take, without
the limit of a real engine, which decodes its files at a fraction of that."""
import json
import os
import socketserver
import threading
import urllib.parse

LINE = b"2026-01-01T12:00:00Z INFO request served path=/api/v1/items status=200 bytes=5120 took=3ms trace=5f2c9a77c1d04e\n"
FRAME = b"\x01\x00\x00\x00" + len(LINE).to_bytes(4, "big") + LINE
PIECE = FRAME * 512


def container(project, directory, number):
    labels = {"com.docker.compose.project": project, "com.docker.compose.service": f"s{number}",
              "com.docker.compose.container-number": "1", "com.docker.compose.oneoff": "False",
              "com.docker.compose.project.working_dir": directory}
    return {"Id": f"{number:064x}", "Names": [f"/{project}-s{number}-1"], "Image": "none", "ImageID": "sha256:0",
            "State": "running", "Status": "Up 1 second", "Created": 0, "Labels": labels, "Ports": [],
            "NetworkSettings": {"Networks": {}}}


class LogSource:
    """Serves on a Unix socket while it is open; each of `containers` logs `megabytes` and ends."""

    def __init__(self, path, project, directory, containers, megabytes):
        rows = [container(project, directory, number) for number in range(containers)]
        pieces = megabytes * 1_000_000 // len(PIECE) + 1
        self.lines = containers * pieces * 512
        self.bytes = self.lines * len(LINE)

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                while (line := self.rfile.readline().decode()):
                    while self.rfile.readline().strip():
                        pass
                    path = urllib.parse.urlsplit(line.split()[1]).path
                    if path.endswith("/logs"):
                        return self.log()
                    self.answer(path)

            def answer(self, path):
                body = {"ID": "bench", "Containers": rows}
                if path.endswith("/containers/json"):
                    body = rows
                elif path.endswith("/json"):
                    body = {"Id": path.split("/")[-2], "Config": {"Tty": False}, "State": {"Status": "running", "Running": True}}
                text = json.dumps(body).encode()
                self.wfile.write(b"HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nContent-Type: application/json\r\n"
                                 b"Content-Length: %d\r\n\r\n%s" % (len(text), text))

            def log(self):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nApi-Version: 1.51\r\nTransfer-Encoding: chunked\r\n\r\n")
                chunk = b"%x\r\n%s\r\n" % (len(PIECE), PIECE)
                for _ in range(pieces):
                    self.wfile.write(chunk)
                self.wfile.write(b"0\r\n\r\n")

        class Server(socketserver.ThreadingUnixStreamServer):
            daemon_threads = True
            block_on_close = False

        self.server = Server(path, Handler)
        self.path = path

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        os.unlink(self.path)
