"""Each action of the proxy acts: against an engine of a few lines, without a client of ours."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from actions import (Answer, CloseStream, Delay, Drip, DropAfter, DropBefore, Events, Flood, Hang,
                     Rewrite, Signal, Tell, Truncate, Vanish)
from engine_proxy import EngineProxy, Rule

BODY = b'{"a": 1}'
CHUNKS = [b'{"n": %d}\n' % number for number in range(4)]


class _Engine(socketserver.StreamRequestHandler):
    """/length, /chunks and /raw answer in the three framings; /hijack repeats what it hears."""

    def handle(self):
        while line := self.rfile.readline():
            method, target, _ = line.decode().split(" ", 2)
            size = 0
            while (field := self.rfile.readline().strip()):
                if field.lower().startswith(b"content-length:"):
                    size = int(field.split(b":")[1])
            body = self.rfile.read(size)
            self.server.heard.append((method, target, body))
            if not self.answer(re.split("[/?]", target.removeprefix("/v1.51"))[1], body):
                return

    def answer(self, name, body):
        if name == "length":
            content = body or BODY
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"
                             % (len(content), content))
        elif name == "chunks":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for chunk in CHUNKS:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            self.wfile.write(b"0\r\n\r\n")
        elif name == "raw":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\nraw bytes")
            return False
        else:
            self.wfile.write(b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n\r\n")
            while piece := self.connection.recv(100):
                self.connection.sendall(piece.upper())
            return False
        return True


def _is_whole(answer):
    head, found, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    if length:
        return bool(found) and len(body) >= int(length[1])
    return b"chunked" in head and body.endswith(b"0\r\n\r\n")


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """The proxy breaks connections on purpose."""


class ProxyTest(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="devstack-fault-"))
        self.addCleanup(shutil.rmtree, folder)
        self.engine = _Server(str(folder / "real.sock"), _Engine)
        self.engine.heard = []
        threading.Thread(target=self.engine.serve_forever, args=(0.01,), daemon=True).start()
        self.addCleanup(self.engine.server_close)
        self.addCleanup(self.engine.shutdown)
        self.proxy = EngineProxy(folder / "real.sock", folder / "proxy.sock")
        self.proxy.__enter__()
        self.addCleanup(self.proxy.__exit__)

    def connect(self):
        peer = socket.socket(socket.AF_UNIX)
        self.addCleanup(peer.close)
        peer.settimeout(10)
        peer.connect(self.proxy.path)
        return peer

    def send(self, peer, path, method="GET", body=b""):
        peer.sendall(b"%b %b HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b"
                     % (method.encode(), path.encode(), len(body), body))

    def ask(self, path, method="GET", body=b"", peer=None, patience=10):
        """The bytes of an answer until it is whole, or the proxy closes or is silent for long."""
        peer = peer or self.connect()
        self.send(peer, path, method, body)
        return self.heard_from(peer, patience)

    def heard_from(self, peer, patience=10):
        peer.settimeout(patience)
        got = b""
        try:
            while not _is_whole(got) and (piece := peer.recv(1 << 16)):
                got += piece
        except TimeoutError:
            return got
        except ConnectionError:
            return got + b"<closed>"
        return got if _is_whole(got) else got + b"<closed>"

    def acts(self, action, path="/v1.51/length", **rule):
        self.proxy.script(Rule(action, **rule))
        return self.ask(path)


class Passing(ProxyTest):
    def test_three_framings_arrive_whole_and_calls_are_recorded(self):
        self.assertTrue(self.ask("/v1.51/length?a=b").endswith(b"\r\n\r\n" + BODY))
        self.assertIn(b'9\r\n{"n": 3}\n\r\n0\r\n\r\n', self.ask("/v1.51/chunks"))
        self.assertTrue(self.ask("/raw").endswith(b"raw bytes<closed>"))
        self.assertEqual([(c.number, c.method, c.path, c.query, c.status) for c in self.proxy.calls],
                         [(1, "GET", "/length", "a=b", 200), (2, "GET", "/chunks", "", 200),
                          (3, "GET", "/raw", "", 200)])
        self.assertEqual({c.process for c in self.proxy.calls}, {os.getpid()})

    def test_a_connection_carries_several_calls_with_bodies(self):
        peer = self.connect()
        for text in (b"one", b"two"):
            self.assertTrue(self.ask("/length", "POST", text, peer).endswith(text))
        peer.sendall(b"POST /length HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                     b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        self.assertTrue(self.heard_from(peer).endswith(b"abcde"))
        self.assertEqual(self.engine.heard[-1], ("POST", "/length", b"abcde"))

    def test_a_hijacked_connection_speaks_both_ways(self):
        peer = self.connect()
        self.send(peer, "/hijack", "POST")
        self.assertIn(b" 101 ", peer.recv(1000))
        for word in (b"ab", b"cd"):
            peer.sendall(word)
            self.assertEqual(peer.recv(100), word.upper())
        peer.shutdown(socket.SHUT_WR)
        self.assertEqual(peer.recv(100), b"")


class Choosing(ProxyTest):
    def statuses(self, *rules, count=6):
        self.proxy.script(*rules)
        answers = [self.ask("/length") for _ in range(count)]
        return "".join("x" if b" 500 " in answer else "." for answer in answers)

    def test_nth_a_set_every_and_all(self):
        self.assertEqual(self.statuses(Rule(Answer(500), nth=2)), ".x....")
        self.assertEqual(self.statuses(Rule(Answer(500), nth={1, 4})), "x..x..")
        self.assertEqual(self.statuses(Rule(Answer(500), every=3)), "..x..x")
        self.assertEqual(self.statuses(Rule(Answer(500))), "xxxxxx")
        self.assertEqual(self.statuses(Rule(Answer(500), method="POST")), "......")
        self.assertEqual(self.statuses(Rule(Answer(500), path="/len")), "......")
        self.assertEqual(self.statuses(Rule(Delay(0), nth=1), Rule(Answer(500), nth={1, 2})),
                         ".x....")


class Acting(ProxyTest):
    def test_delay(self):
        self.proxy.script(Rule(Delay(0.5)))
        peer = self.connect()
        began = time.monotonic()
        self.assertIn(BODY, self.ask("/length", peer=peer))
        self.assertGreaterEqual(time.monotonic() - began, 0.5)

    def test_drop_before_keeps_it_from_the_engine_and_drop_after_does_not(self):
        self.assertEqual(self.acts(DropBefore()), b"<closed>")
        self.assertEqual(self.engine.heard, [])
        for count, path in enumerate(("/length", "/chunks", "/raw", "/hijack"), 1):
            self.assertEqual(self.acts(DropAfter(), path), b"<closed>")
            self.assertEqual(len(self.engine.heard), count)

    def test_answer(self):
        got = self.acts(Answer(409, fields=[("Api-Version", "1.40")]))
        self.assertIn(b"HTTP/1.1 409 Conflict", got)
        self.assertIn(b"Api-Version: 1.40", got)
        self.assertTrue(got.endswith(json.dumps({"message": "injected 409"}).encode()))
        self.assertEqual(self.engine.heard, [])

    def test_hang(self):
        self.proxy.script(Rule(Hang()))
        self.assertEqual(self.ask("/length", patience=0.5), b"")
        self.assertEqual(self.engine.heard, [])

    def test_truncate_at_each_byte(self):
        whole = self.ask("/chunks")
        for size in range(len(whole)):
            self.assertEqual(self.acts(Truncate(size), "/chunks"), whole[:size] + b"<closed>")
        self.assertEqual(self.acts(Truncate(len(whole)), "/chunks"), whole)

    def test_drip(self):
        self.proxy.script(Rule(Drip(0.002)))
        peer = self.connect()
        self.send(peer, "/length")
        pieces = []
        while not b"".join(pieces).endswith(BODY):
            pieces.append(peer.recv(1000))
        self.assertGreater(len(pieces), 20)

    def test_rewrite(self):
        for path in ("/length", "/chunks"):
            got = self.acts(Rewrite(lambda content: content[::-1]), path)
            whole = BODY if path == "/length" else b"".join(CHUNKS)
            self.assertIn(b"Content-Length: %d\r\n" % len(whole), got)
            self.assertTrue(got.endswith(whole[::-1]))

    def test_flood(self):
        got = self.acts(Flood(2))
        self.assertEqual(got.count(b"x"), 2 * 1024 * 1024)
        self.assertTrue(got.endswith(b"0\r\n\r\n"))

    def test_events_are_omitted_and_doubled_and_break_off(self):
        copies = {0: 1, 1: 0, 2: 2, 3: 1}
        got = self.acts(Events(lambda event: copies[event["n"]]), "/chunks")
        self.assertEqual([got.count(chunk) for chunk in CHUNKS], [1, 0, 2, 1])
        got = self.acts(Events(lambda event: 1, close_after=2), "/chunks")
        self.assertEqual([got.count(chunk) for chunk in CHUNKS], [1, 1, 0, 0])
        self.assertTrue(got.endswith(b"<closed>"))

    def test_close_stream(self):
        for pieces in range(4):
            got = self.acts(CloseStream(pieces), "/chunks")
            self.assertEqual(got.count(b'"n"'), pieces)
            self.assertTrue(got.endswith(b"<closed>"))

    def test_tell(self):
        order = []
        self.assertIn(BODY, self.acts(Tell(lambda call: order.append(list(self.engine.heard)))))
        self.assertEqual(order, [[]])
        telling = Tell(lambda call: order.append(len(self.engine.heard)), executed=True)
        self.assertIn(BODY, self.acts(telling))
        self.assertEqual(order[1], 2)

    def test_signal_kills_the_caller_before_and_after_the_engine_did_it(self):
        ask = ("import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]);"
               "s.sendall(b'GET /length HTTP/1.1\\r\\n\\r\\n'); s.recv(1)")
        for executed in (False, True):
            self.engine.heard.clear()
            self.proxy.script(Rule(Signal(signal.SIGKILL, executed)))
            caller = subprocess.run([sys.executable, "-c", ask, self.proxy.path], timeout=10)
            self.assertEqual(caller.returncode, -signal.SIGKILL)
            self.assertEqual(len(self.engine.heard), int(executed))

    def test_vanish_and_come_back(self):
        other = self.connect()
        self.assertEqual(self.acts(Vanish()), b"<closed>")
        self.assertEqual(other.recv(1), b"")
        with self.assertRaises(ConnectionRefusedError):
            self.connect()
        self.proxy.come_back()
        self.proxy.script()
        self.assertIn(BODY, self.ask("/length"))
        self.acts(Vanish(executed=True, back_after=0.1))
        self.assertEqual(len(self.engine.heard), 2)
        self.proxy.script()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                return self.assertIn(BODY, self.ask("/length"))
            except ConnectionRefusedError:
                time.sleep(0.02)
        self.fail("the proxy did not come back")
