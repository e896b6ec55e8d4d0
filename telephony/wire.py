"""AMI on the wire: bytes to messages, actions to bytes; no I/O.

A PBX of a hundred seats reports thousands of events a second and a desk listens to few of them, so
the name is looked at before anything else and what nobody listens to is never parsed. Whatever the
other side sends, decoding does not raise: damage is counted and skipped to the next message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from telephony.errors import UnsafeValue

EOL = b"\r\n"
_END = b"\r\n\r\n"
_BANNER = b"Asterisk Call Manager/"
_EVENT = b"Event: "
_RESPONSE = b"Response: "
MAX_LINE = 8 * 1024  # bytes kept of one header; the longest real one is a channel variable of 4 KB
MAX_MESSAGE = 256 * 1024  # bytes of one message after its lines were cut
_SHRINK_AT = 64 * 1024


class Message:
    """One event or response; a header is looked for when it is asked for."""

    __slots__ = ("_headers", "_text", "is_event", "name")

    def __init__(self, name: str, is_event: bool, block: bytes) -> None:
        self.name = name
        self.is_event = is_event
        # With a line's end before the first line and after the last one, all lines are alike.
        try:
            self._text = f"\r\n{block.decode()}\r\n"
        except UnicodeDecodeError:
            self._text = "\r\n".join(["", *(_text(line) for line in block.split(EOL)), ""])
        self._headers: dict[str, list[str]] | None = None

    @property
    def headers(self) -> dict[str, list[str]]:
        """All headers, keys in lower case (for replies and comparisons), values in the order they came."""
        if self._headers is None:
            headers: dict[str, list[str]] = {}
            for line in self._text.split("\r\n"):
                key, colon, value = line.partition(":")
                if colon:
                    headers.setdefault(key.strip().lower(), []).append(
                        value[1:] if value[:1] == " " else value
                    )
            self._headers = headers
        return self._headers

    # Of an event's thirty headers a desk reads five: to look for these is cheaper than to parse all.

    def get(self, key: str, default: str = "") -> str:
        """Return the value of `key`, spelt as the PBX spells it; the last one when there are several."""
        text, mark = self._text, f"\r\n{key}: "
        start = text.rfind(mark)
        if start < 0:
            return default
        start += len(mark)
        return text[start : text.find("\r\n", start)]

    def pick(self, marks: Iterable[tuple[str, int]]) -> list[str]:
        """Return what `get` returns for the key of each of `marks` (see `marks_of`), in one go."""
        text = self._text
        values = []
        for mark, length in marks:
            start = text.rfind(mark)
            if start < 0:
                values.append("")
            else:
                start += length
                values.append(text[start : text.find("\r\n", start)])
        return values

    def search(self, pattern: re.Pattern[str]) -> Sequence[str]:
        """Return the groups of a pattern that begins with a line's end, none when it is not found."""
        found = pattern.search(self._text)
        return found.groups() if found else ()

    def all(self, key: str) -> list[str]:
        """Return every value of `key`."""
        mark = mark_of(key)
        return values_of(mark, self.lines(mark))

    def lines(self, mark: str) -> str:
        """Return the lines from the first to the last with `mark`, for `values_of`."""
        text = self._text
        start = text.find(mark)
        return text[start : text.find("\r\n", text.rfind(mark) + len(mark))] if start >= 0 else ""

    @property
    def action_id(self) -> str:
        """The ActionID, empty for an event that answers no action."""
        return self.get("ActionID")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return (self.name, self.is_event, self.headers) == (other.name, other.is_event, other.headers)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        # Headers can hold a person's number: a repr ends in a log.
        return f"<{'Event' if self.is_event else 'Response'} {self.name}>"


class Decoder:
    """Turn the bytes of one connection into messages, whatever the cuts between them.

    `wanted` are the names of the events to deliver; responses are always delivered. Of the wanted ones
    only those come that hold one of the texts `about`, or whose name is in `always`. `banner` is the
    greeting's version, None until it came; `not_ami` says that the other side greets otherwise.
    """

    def __init__(
        self, wanted: Iterable[str], about: Iterable[bytes] = (), always: Iterable[str] = ()
    ) -> None:
        self._wanted = {_EVENT + name.encode(): name for name in wanted}
        self._about = tuple(about)
        self._always = frozenset(always if self._about else self._wanted.values())
        self._buffer = bytearray()
        self._shrink_at = _SHRINK_AT
        self._skipping = False
        self.banner: str | None = None
        self.not_ami = False
        self.dropped = 0

    def feed(self, data: bytes) -> list[Message]:
        """Return the messages that `data` completes."""
        if self.not_ami:
            return []
        buffer = self._buffer
        seen = max(len(buffer) - 3, 0)
        buffer += data
        if self.banner is None:
            if not self._read_banner():
                return []
            seen = 0
        if buffer.find(_END, seen) < 0:
            if len(buffer) > self._shrink_at:
                self._shrink()
            return []
        blocks = bytes(buffer).split(_END)
        self._buffer = bytearray(blocks.pop())
        self._shrink_at = _SHRINK_AT
        if self._skipping:
            self._skipping = False
            del blocks[0]
        found = self._read(blocks)
        if len(self._buffer) > self._shrink_at:
            self._shrink()
        return found

    def _read(self, blocks: list[bytes]) -> list[Message]:
        wanted, always, about = self._wanted, self._always, self._about
        found = []
        for raw in blocks:
            block = raw
            name = wanted.get(block.partition(EOL)[0])
            if name is None:
                if block.startswith(_EVENT):
                    continue  # most of all there is
                block = block.lstrip(EOL)  # Asterisk sometimes sends an empty line too many
                name = wanted.get(block.partition(EOL)[0])
            if name is not None:
                if name not in always:
                    # A search for each text in turn takes a third of the time of one pattern for all.
                    for text in about:
                        if text in block:
                            break
                    else:
                        continue
                is_event = True
            elif block.startswith(_RESPONSE):
                result = block[len(_RESPONSE) :].partition(EOL)[0]
                name, is_event = result[:64].decode("utf-8", "replace"), False
            else:
                self.dropped += not block.startswith(_EVENT)
                continue
            if len(block) > MAX_LINE:
                block = EOL.join([line[:MAX_LINE] for line in block.split(EOL)])
                if len(block) > MAX_MESSAGE:
                    self.dropped += 1
                    continue
            found.append(Message(name, is_event, block))
        return found

    def _read_banner(self) -> bool:
        buffer = self._buffer
        if buffer[: len(_BANNER)] != _BANNER[: len(buffer)]:
            self.not_ami = True
            buffer.clear()
            return False
        end = buffer.find(EOL)
        if end < 0 or end > 100:
            if len(buffer) > 100:
                self.not_ami = True
                buffer.clear()
            return False
        self.banner = bytes(buffer[len(_BANNER) : end]).decode("ascii", "replace")
        del buffer[: end + 2]
        return True

    def _shrink(self) -> None:
        """Cut over-long lines of the unfinished message; give it up when that is not enough."""
        buffer = bytes(self._buffer)
        if self._skipping:
            self._buffer = bytearray(buffer[-3:])
            return
        *whole, partial = buffer.split(EOL)
        lines = [line[:MAX_LINE] for line in whole]
        # The last byte may be the first half of a line's end.
        half = b"\r" if len(partial) > MAX_LINE and partial.endswith(b"\r") else b""
        lines.append(partial[:MAX_LINE] + half)
        shrunk = EOL.join(lines)
        if len(shrunk) > MAX_MESSAGE + MAX_LINE:
            self._skipping = True
            self.dropped += 1
            shrunk = buffer[-3:]
        self._buffer = bytearray(shrunk)
        self._shrink_at = max(_SHRINK_AT, 2 * len(shrunk))


def mark_of(key: str) -> str:
    """Return what stands in a message before the value of `key`."""
    return f"\r\n{key}: "


def marks_of(keys: str) -> tuple[tuple[str, int], ...]:
    """Return the marks of `keys`, which stand with a space between, and their lengths, for `Message.pick`."""
    return tuple((mark_of(key), len(mark_of(key))) for key in keys.split())


def values_of(mark: str, lines: str) -> list[str]:
    """Return every value in what `Message.lines` has returned."""
    return [piece.partition("\r\n")[0] for piece in lines.split(mark)[1:]]


def _text(line: bytes) -> str:
    """Decode one line: UTF-8, a UTF-8 text that was cut, GB18030, or with replacement marks."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(line):
            return line[: error.start].decode("utf-8")
    try:
        return line.decode("gb18030")
    except UnicodeDecodeError:
        return line.decode("utf-8", "replace")


def check_header(key: str, value: str) -> None:
    """Raise `UnsafeValue` for what would end the header and begin another one."""
    for text in (key, value):
        if any(mark in text for mark in "\r\n\0"):
            raise UnsafeValue(key[:40])
    if not key or ":" in key:
        raise UnsafeValue(key[:40])


def encode_action(name: str, headers: Mapping[str, str | Iterable[str]], action_id: str) -> bytes:
    """Return the bytes of an action; raises `UnsafeValue`."""
    lines = [("Action", name), ("ActionID", action_id)]
    for key, values in headers.items():
        lines.extend((key, value) for value in ([values] if isinstance(values, str) else values))
    for key, value in lines:
        check_header(key, value)
    return "".join(f"{key}: {value}\r\n" for key, value in lines).encode("utf-8", "replace") + EOL
