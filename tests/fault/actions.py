"""What the proxy can do to a call. Each action overrides the moments it meddles with; what it does
not override passes."""
import asyncio
import http
import json
import os
import signal
import time

import http_wire
from http_wire import Framing


class Cut(Exception):
    """The connection to the client closes now."""


class Action:
    """Lets everything pass."""

    # The engine's answer is read to its end, and not passed on.
    swallows = False

    async def before(self, call, proxy):
        """Ahead of the engine. Returns (head, content) to answer instead of it; may raise Cut."""

    async def after(self, call, proxy):
        """The engine has answered, and the client knows nothing yet."""

    def wire(self, writer):
        """What the answer's bytes go through."""
        return writer

    def content(self, answer):
        """What the answer's head and content go through, without framing."""
        return answer

    def __str__(self):
        return type(self).__name__


class Pass(Action):
    pass


class Delay(Action):
    def __init__(self, seconds):
        self.seconds = seconds

    async def before(self, call, proxy):
        await asyncio.sleep(self.seconds)


class DropBefore(Action):
    """The connection breaks; the engine never hears of the call."""

    async def before(self, call, proxy):
        raise Cut


class DropAfter(Action):
    """The engine has done it; the client never hears of that."""
    swallows = True

    async def after(self, call, proxy):
        raise Cut


class Answer(Action):
    """An answer that the engine did not give."""

    def __init__(self, status, body=None, content_type="application/json", fields=()):
        message = {"message": f"injected {status}"}
        self.status = status
        self.body = json.dumps(message).encode() if body is None else body
        self.content_type = content_type
        self.fields = list(fields)

    async def before(self, call, proxy):
        reason = http.HTTPStatus(self.status).phrase
        head = http_wire.answer_head(self.status, reason, self.content_type, len(self.body))
        head.fields += self.fields
        return head, self.body

    def __str__(self):
        return f"Answer({self.status})"


class Hang(Action):
    """Neither an answer nor an end."""

    async def before(self, call, proxy):
        await proxy.client_has_left(call)
        raise Cut


class Tell(Action):
    """Calls a function of the test, before the engine hears of the call or after it answered."""

    def __init__(self, function, executed=False):
        self.function = function
        self.executed = executed

    async def before(self, call, proxy):
        if not self.executed:
            self.function(call)

    async def after(self, call, proxy):
        if self.executed:
            self.function(call)


class Signal(Action):
    """A signal to the process that made the call, in mid-call."""

    def __init__(self, number=signal.SIGKILL, executed=False):
        self.number = number
        self.executed = executed
        self.swallows = executed and number == signal.SIGKILL

    async def before(self, call, proxy):
        if not self.executed:
            await self._send(call, proxy)

    async def after(self, call, proxy):
        if self.executed:
            await self._send(call, proxy)

    async def _send(self, call, proxy):
        os.kill(call.process, self.number)
        if self.number == signal.SIGKILL:
            # Dead before anything else happens: its sockets are closed with it.
            await proxy.client_has_left(call)
            raise Cut

    def __str__(self):
        return f"Signal({signal.Signals(self.number).name}, executed={self.executed})"


class Suspend(Action):
    """The process that made the call stands still for so many seconds, as after Ctrl-Z; the engine has
    answered it, and goes on."""

    def __init__(self, seconds):
        self.seconds = seconds

    async def after(self, call, proxy):
        os.kill(call.process, signal.SIGSTOP)
        asyncio.get_running_loop().call_later(self.seconds, self._go_on, call.process)

    @staticmethod
    def _go_on(process):
        try:
            os.kill(process, signal.SIGCONT)
        except ProcessLookupError:
            pass  # it was killed meanwhile


class Freeze(Action):
    """Nothing at all comes through for so many seconds, on no connection: the network is away."""

    def __init__(self, seconds, executed=False):
        self.seconds = seconds
        self.executed = executed

    async def before(self, call, proxy):
        if not self.executed:
            time.sleep(self.seconds)

    async def after(self, call, proxy):
        if self.executed:
            time.sleep(self.seconds)


class Vanish(Action):
    """The engine goes: nothing listens any more, and every connection breaks."""

    def __init__(self, executed=False, back_after=None):
        self.executed = executed
        self.swallows = executed
        self.back_after = back_after

    async def before(self, call, proxy):
        if not self.executed:
            await self._go(proxy)

    async def after(self, call, proxy):
        if self.executed:
            await self._go(proxy)

    async def _go(self, proxy):
        await proxy.vanish(self.back_after)
        raise Cut


class Truncate(Action):
    """The answer ends after so many bytes, head and framing counted."""

    def __init__(self, size):
        self.size = size

    def wire(self, writer):
        return _Clipped(writer, self.size)

    def __str__(self):
        return f"Truncate({self.size})"


class _Clipped:
    def __init__(self, writer, size):
        self.writer, self.left = writer, size

    async def write(self, data):
        await self.writer.write(data[:self.left])
        self.left -= len(data)
        if self.left < 0:
            raise Cut


class Drip(Action):
    """One byte at a time."""

    def __init__(self, pause_seconds):
        self.pause_seconds = pause_seconds

    def wire(self, writer):
        return _Dripping(writer, self.pause_seconds)


class _Dripping:
    def __init__(self, writer, pause_seconds):
        self.writer, self.pause_seconds = writer, pause_seconds

    async def write(self, data):
        for index in range(len(data)):
            await self.writer.write(data[index:index + 1])
            await asyncio.sleep(self.pause_seconds)


class Rewrite(Action):
    """The whole content goes through a function of bytes."""

    def __init__(self, function, name=""):
        self.function = function
        self.name = name or function.__name__

    def content(self, answer):
        return _Rewritten(answer, self.function)

    def __str__(self):
        return f"Rewrite({self.name})"


class _Rewritten:
    def __init__(self, answer, function):
        self.answer, self.function, self.pieces = answer, function, []

    async def head(self, head, framing):
        self.first, self.framing = head, framing

    async def data(self, piece):
        self.pieces.append(piece)

    async def end(self):
        content = self.function(b"".join(self.pieces))
        if self.framing is Framing.NONE:
            await self.answer.head(self.first, Framing.NONE)
        else:
            head = self.first.without("Content-Length", "Transfer-Encoding")
            head.fields.append(("Content-Length", str(len(content))))
            await self.answer.head(head, Framing.LENGTH)
            await self.answer.data(content)
        await self.answer.end()


class Flood(Action):
    """Instead of the content a JSON text of so many mebibytes, which the test itself never holds."""

    def __init__(self, mebibytes):
        self.mebibytes = mebibytes

    def content(self, answer):
        return _Flooding(answer, self.mebibytes)


class _Flooding:
    def __init__(self, answer, mebibytes):
        self.answer, self.mebibytes = answer, mebibytes

    async def head(self, head, framing):
        head = head.without("Content-Length", "Transfer-Encoding")
        head.fields.append(("Transfer-Encoding", "chunked"))
        await self.answer.head(head, Framing.CHUNKED)

    async def data(self, piece):
        pass

    async def end(self):
        await self.answer.data(b'["')
        for _ in range(16 * self.mebibytes):
            await self.answer.data(b"x" * http_wire.PIECE)
        await self.answer.data(b'"]')
        await self.answer.end()


class Events(Action):
    """`copies(event)` says how often each event of a stream is passed on: 0 omits it, 2 doubles it;
    after `close_after` of them the stream breaks."""

    def __init__(self, copies, close_after=None):
        self.copies = copies
        self.close_after = close_after

    def content(self, answer):
        return _Filtered(answer, self.copies, self.close_after)


class _Filtered:
    def __init__(self, answer, copies, close_after):
        self.answer, self.copies, self.left = answer, copies, close_after
        self.rest = b""

    async def head(self, head, framing):
        await self.answer.head(head, framing)

    async def data(self, piece):
        *lines, self.rest = (self.rest + piece).split(b"\n")
        for line in lines:
            await self._one(line)

    async def _one(self, line):
        if self.left == 0:
            raise Cut
        for _ in range(self.copies(json.loads(line)) if line.strip() else 1):
            await self.answer.data(line + b"\n")
        if self.left is not None:
            self.left -= 1

    async def end(self):
        await self.answer.end()


class CloseStream(Action):
    """The answer breaks off in its middle, after so many pieces of content."""

    def __init__(self, pieces=0):
        self.pieces = pieces

    def content(self, answer):
        return _Breaking(answer, self.pieces)


class _Breaking:
    def __init__(self, answer, left):
        self.answer, self.left = answer, left

    async def head(self, head, framing):
        await self.answer.head(head, framing)
        if self.left == 0:
            raise Cut

    async def data(self, piece):
        await self.answer.data(piece)
        self.left -= 1
        if self.left <= 0:
            raise Cut

    async def end(self):
        await self.answer.end()
