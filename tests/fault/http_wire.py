"""HTTP/1.1 as it travels: heads, and bodies piece by piece, for a proxy that breaks it on purpose."""
import asyncio
import dataclasses
import enum

MEBIBYTE = 1 << 20
PIECE = 1 << 16


class Framing(enum.Enum):
    """How a body says where it ends."""
    NONE = "none"
    LENGTH = "length"
    CHUNKED = "chunked"
    CLOSE = "close"  # by the end of the connection: the engine's raw streams


@dataclasses.dataclass
class Head:
    """A start line and its fields, names as they were written."""
    start: str
    fields: list

    def get(self, name, default=""):
        for key, value in self.fields:
            if key.lower() == name.lower():
                return value
        return default

    def without(self, *names):
        lower = {name.lower() for name in names}
        return Head(self.start, [pair for pair in self.fields if pair[0].lower() not in lower])

    def status(self):
        return int(self.start.split(" ", 2)[1])

    def encode(self):
        lines = [self.start] + [f"{name}: {value}" for name, value in self.fields]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def read_head(reader):
    """None at the end of the connection."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    start, *lines = raw[:-4].decode("latin-1").split("\r\n")
    return Head(start, [tuple(part.strip() for part in line.split(":", 1)) for line in lines])


def _declared(head):
    if "chunked" in head.get("Transfer-Encoding").lower():
        return Framing.CHUNKED
    return Framing.LENGTH if head.get("Content-Length") else None


def request_framing(head):
    return _declared(head) or Framing.NONE


def answer_framing(head, method):
    status = head.status()
    if status == 101:
        return Framing.CLOSE
    if method == "HEAD" or status < 200 or status in (204, 304):
        return Framing.NONE
    return _declared(head) or Framing.CLOSE


async def body_pieces(reader, head, framing):
    """The content in pieces as they arrive, without its framing. Ends early where the sender does."""
    if framing is Framing.LENGTH:
        left = int(head.get("Content-Length"))
        while left > 0 and (piece := await reader.read(min(left, PIECE))):
            left -= len(piece)
            yield piece
    elif framing is Framing.CLOSE:
        while piece := await reader.read(PIECE):
            yield piece
    elif framing is Framing.CHUNKED:
        while size := int((await reader.readline()).split(b";")[0] or b"0", 16):
            yield await reader.readexactly(size)
            await reader.readexactly(2)
        while (await reader.readline()).strip():
            pass  # trailers: the engine sends none


async def read_body(reader, head, framing):
    return b"".join([piece async for piece in body_pieces(reader, head, framing)])


def answer_head(status, reason, content_type, length):
    fields = [("Content-Type", content_type), ("Content-Length", str(length))]
    return Head(f"HTTP/1.1 {status} {reason}", fields)


class AnswerWriter:
    """Writes an answer's head and content with the framing that its head promises."""

    def __init__(self, writer):
        self.writer = writer
        self.framing = Framing.NONE

    async def head(self, head, framing):
        self.framing = framing
        await self.writer.write(head.encode())

    async def data(self, piece):
        if not piece:
            return
        if self.framing is Framing.CHUNKED:
            piece = b"%x\r\n%b\r\n" % (len(piece), piece)
        await self.writer.write(piece)

    async def end(self):
        if self.framing is Framing.CHUNKED:
            await self.writer.write(b"0\r\n\r\n")
