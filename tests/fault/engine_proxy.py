"""A proxy on a Unix socket between a client and a real engine, which does to chosen calls what their
rules say, and keeps a list of all of them.

    with EngineProxy(engine_socket, folder / "engine.sock") as proxy:
        proxy.rules = [Rule(DropAfter(), method="POST", path="/containers/create", nth=2)]
        … a client with DOCKER_HOST=proxy.host …
        proxy.calls

It knows keep-alive, chunked bodies, streams without an end, and connections that stop speaking HTTP
(attach, exec). Several rules may fit a call: all of them count it, the first of those whose turn it
is acts."""
import asyncio
import contextlib
import dataclasses
import re
import socket
import struct
import threading
import time

import http_wire
from actions import Action, Cut
from http_wire import Framing

LOOK_SECONDS = 0.02  # how soon it notices that a client has left
_LIMIT = 8 * http_wire.MEBIBYTE
# Answers that come long after their heads, if ever.
_ENDLESS = re.compile(r"/(events|wait|logs)$")


@dataclasses.dataclass
class Call:
    """One request, and what became of it."""
    number: int  # from 1, in the order of arrival
    method: str
    path: str  # without version and query
    query: str
    process: int  # the client's
    began: float
    status: int = 0  # what the engine, or an injected answer, said; 0: nothing
    action: str = ""
    ended: float = 0.0

    def __str__(self):
        what = f"{self.number:3} {self.method} {self.path}"
        return f"{what} -> {self.status or 'nothing'}" + (f" [{self.action}]" if self.action else "")


class Rule:
    """Which calls an action is done to: those that fit, and of these the nth (a number or a set of
    them, from 1), every so many, or all."""

    def __init__(self, action, method=".*", path=".*", nth=None, every=None):
        self.action = action
        self.method, self.path = re.compile(method), re.compile(path)
        self.nth = {nth} if isinstance(nth, int) else nth
        self.every = every
        self.seen = self.fired = 0

    def turn(self, call):
        """Counts the call; True where it is to be acted on."""
        if not (self.method.fullmatch(call.method) and self.path.fullmatch(call.path)):
            return False
        self.seen += 1
        if self.nth is not None and self.seen not in self.nth:
            return False
        if self.every is not None and self.seen % self.every != 0:
            return False
        self.fired += 1
        return True


class _Client:
    """One connection: the client's ends, and the engine's once there was a call for it."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        peer = writer.get_extra_info("socket").getsockopt(
            socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        self.process = struct.unpack("3i", peer)[0]
        self.engine_reader = self.engine_writer = None

    async def write(self, data):
        self.writer.write(data)
        await self.writer.drain()

    async def engine(self, path):
        if self.engine_writer is None or self.engine_reader.at_eof():
            self.drop_engine()
            self.engine_reader, self.engine_writer = await asyncio.open_unix_connection(
                path, limit=_LIMIT)

    def drop_engine(self):
        if self.engine_writer is not None:
            self.engine_writer.close()
            self.engine_writer = None

    def close(self):
        self.drop_engine()
        with contextlib.suppress(OSError, RuntimeError):
            self.writer.close()


class EngineProxy:
    """Runs in a thread of its own from __enter__ to __exit__."""

    def __init__(self, engine_path, path):
        self.engine_path, self.path = str(engine_path), str(path)
        self.host = f"unix://{path}"
        self.rules, self.calls = [], []
        self._clients, self._of_call = {}, {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server = None

    def __enter__(self):
        self._thread.start()
        self._run(self._listen())
        return self

    def __exit__(self, *_):
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def script(self, *rules):
        """Forgets the calls so far and takes these rules."""
        self.calls, self.rules = [], list(rules)

    def trace(self):
        return "\n".join(map(str, self.calls))

    def come_back(self):
        """After `vanish`: listens again."""
        self._run(self._listen())

    def freeze(self, seconds):
        """From now on nothing comes through, on no connection, for so long."""
        self._loop.call_soon_threadsafe(time.sleep, seconds)

    # What actions use, in the proxy's thread
    async def client_has_left(self, call):
        client = self._of_call[call.number]
        while not client.reader.at_eof():
            await asyncio.sleep(LOOK_SECONDS)

    async def vanish(self, back_after=None):
        """As after the end of the engine's process: the path is there, and nothing listens."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task, client in list(self._clients.items()):
            client.close()
            if task is not asyncio.current_task():
                task.cancel()
        if back_after is not None:
            self._loop.call_later(back_after, lambda: asyncio.ensure_future(self._listen()))

    # Its own
    def _run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    async def _listen(self):
        if self._server is None:
            self._server = await asyncio.start_unix_server(self._serve, self.path, limit=_LIMIT)

    async def _stop(self):
        await self.vanish()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader, writer):
        client = _Client(reader, writer)
        self._clients[asyncio.current_task()] = client
        with contextlib.suppress(Cut, OSError, asyncio.IncompleteReadError,
                                 asyncio.CancelledError):
            while head := await http_wire.read_head(reader):
                if not await self._one(client, head):
                    break
        client.close()
        del self._clients[asyncio.current_task()]

    async def _one(self, client, head):
        """True while the connection can carry another call."""
        method, target, _ = head.start.split(" ", 2)
        path, _, query = target.partition("?")
        call = Call(len(self.calls) + 1, method, re.sub(r"^/v\d+\.\d+(?=/)", "", path), query,
                    client.process, time.monotonic())
        self.calls.append(call)
        self._of_call[call.number] = client
        body = await http_wire.read_body(client.reader, head, http_wire.request_framing(head))
        action = self._action_for(call)
        try:
            instead = await action.before(call, self)
            if instead is None:
                return await self._forward(client, call, action, head, body)
            call.status = instead[0].status()
            await client.write(instead[0].encode() + instead[1])
            return True
        finally:
            call.ended = time.monotonic()

    def _action_for(self, call):
        acting = [rule for rule in self.rules if rule.turn(call)]
        if not acting:
            return Action()
        call.action = str(acting[0].action)
        return acting[0].action

    async def _forward(self, client, call, action, head, body):
        await client.engine(self.engine_path)
        head = head.without("Transfer-Encoding", "Content-Length")
        if body or call.method in ("POST", "PUT"):
            head.fields.append(("Content-Length", str(len(body))))
        client.engine_writer.write(head.encode() + body)
        answer = await _unless_left(client, http_wire.read_head(client.engine_reader))
        if answer is None:
            raise Cut
        call.status = answer.status()
        framing = http_wire.answer_framing(answer, call.method)
        if action.swallows and framing is not Framing.CLOSE and not _ENDLESS.search(call.path):
            await _unless_left(
                client, http_wire.read_body(client.engine_reader, answer, framing))
        await action.after(call, self)
        sink = action.content(http_wire.AnswerWriter(action.wire(client)))
        await sink.head(answer, framing)
        if framing is Framing.CLOSE:
            await self._both_ways(client, answer, sink)
            return False
        pieces = http_wire.body_pieces(client.engine_reader, answer, framing)
        while (piece := await _unless_left(client, anext(pieces, None))) is not None:
            await sink.data(piece)
        await sink.end()
        return answer.get("Connection").lower() != "close"

    async def _both_ways(self, client, answer, sink):
        """No more HTTP: bytes in both directions until the engine ends."""
        up = asyncio.ensure_future(_pump(client.reader, client.engine_writer))
        try:
            async for piece in http_wire.body_pieces(client.engine_reader, answer, Framing.CLOSE):
                await sink.data(piece)
            await sink.end()
        finally:
            up.cancel()


async def _unless_left(client, coroutine):
    """Its result; Cut as soon as the client has closed its end."""
    task = asyncio.ensure_future(coroutine)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=LOOK_SECONDS)
            if not task.done() and client.reader.at_eof():
                raise Cut
        return task.result()
    finally:
        task.cancel()


async def _pump(reader, writer):
    with contextlib.suppress(OSError):
        while piece := await reader.read(http_wire.PIECE):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()
