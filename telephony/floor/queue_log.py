"""The day so far from the PBX's own queue_log: over AMI through the kit's dialplan, or from a file.

app_queue writes every call to queue_log whether or not anybody listens, so it is the truth about the time
before a monitor was started and while its link was down. The kit's context `desk-log` reports pieces of that
one file in user events, base64, to whoever may originate; it needs no other right, no share, no database.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from telephony.errors import NotPossible, TimedOut
from telephony.floor import events as fe
from telephony.link import Link
from telephony.snapshots import Hindrance

PIECE = 2900  # bytes of one report, as in the dialplan
_AT_ONCE = 400  # reports asked for in one go: about a megabyte
_NEAR = 64 * 1024  # bytes within which the beginning of the day need not be looked for any closer
_ASK_LIMIT = 8.0  # seconds for one answer
_OLDER = (1, 2)  # the file before the present one: by logrotate's name, and by Asterisk's own
_OLDER_ENDS = (".1", ".0")  # as they are called
_HEAD = 4096  # bytes in which a file's first line ends
_NEVER = float("inf")
File = TypeVar("File", int, Path)


@dataclass(frozen=True, slots=True)
class LogLines:
    """What could be read of a log: `since` is the Unix time from which on no line is missing.

    That is the time that was asked for, or that of the oldest line: what was written before, into a file that
    is gone, nobody knows. A log without any line knows nothing (infinite).
    """

    lines: list[str]
    since: float


@dataclass(slots=True)
class _Asked:
    done: asyncio.Future[int]
    pieces: dict[int, bytes] = field(default_factory=dict)


class QueueLogReader:
    """Reads lines of queue_log over AMI; `take` gets the reports."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._asked: dict[str, _Asked] = {}

    def take(self, event: fe.LogPiece | fe.LogEnd) -> None:
        """Take a report; those of other monitors' requests are not ours."""
        asked = self._asked.get(event.request)
        if asked is None:
            return
        if isinstance(event, fe.LogEnd):
            if not asked.done.done():
                asked.done.set_result(event.size)
            return
        try:
            asked.pieces[event.offset] = base64.b64decode(event.data)
        except (binascii.Error, ValueError):
            asked.pieces[event.offset] = b""

    async def read(self, since: datetime) -> LogLines:
        """Return every whole line written since then; raises a `TelephonyError`."""
        reply = await self._link.action("Getvar", {"Variable": "DIALPLAN_EXISTS(desk-log,1*0*0*1,1)"})
        if reply.get("value") != "1":
            raise NotPossible(Hindrance.NOT_ALLOWED)  # an older kit, or none for leads
        stamp = since.timestamp()
        lines, known = await self._read_file(0, stamp)
        if known >= stamp:
            begins = {number: _first_stamp((await self._ask(number, 0, 1))[0]) for number in _OLDER}
            for number in _before(begins, known, stamp):
                older, known = await self._read_file(number, stamp)
                lines = older + lines
        return LogLines(lines, max(known, stamp))

    async def beginnings(self) -> list[str]:
        """Return the first line of the log, and of those before it, as far as they are there."""
        heads = [(await self._ask(number, 0, 1))[0] for number in (0, *_OLDER)]
        return [line for head in heads if (line := _first_line(head))]

    async def _read_file(self, number: int, stamp: float) -> tuple[list[str], float]:
        """Return one file's lines, and the time of its first one."""
        data, size = await self._ask(number, 0, 1)
        start, first = 0, _first_stamp(data)
        if first < stamp:
            start = await self._find(number, stamp, size)
        text = b""
        while start + len(text) < size:
            data, size = await self._ask(number, start + len(text), _AT_ONCE)
            if not data:
                break
            text += data
        return lines_since(text, stamp, whole=start == 0), min(first, _first_stamp(text))

    async def _find(self, number: int, stamp: float, size: int) -> int:
        """Return a place shortly before the first line of `stamp`."""
        low, high = 0, size
        while high - low > _NEAR:
            middle = (low + high) // 2
            data, _ = await self._ask(number, middle, 1)
            if _first_stamp(data[data.find(b"\n") + 1 :]) < stamp:
                low = middle
            else:
                high = middle
        return low

    async def _ask(self, number: int, offset: int, pieces: int) -> tuple[bytes, int]:
        """Return what the PBX reports of a file from `offset` on, and the file's size."""
        request = str(secrets.randbelow(10**12))
        asked = self._asked[request] = _Asked(asyncio.get_running_loop().create_future())
        try:
            await self._link.action(
                "Originate",
                {
                    "Channel": f"Local/{request}*{number}*{offset}*{pieces}@desk-log/n",
                    "Context": "desk-end",
                    "Exten": "s",
                    "Priority": "1",
                    "Async": "true",
                },
            )
            async with asyncio.timeout(_ASK_LIMIT):
                size = await asked.done
        except TimeoutError:
            raise TimedOut("queue_log") from None
        finally:
            del self._asked[request]
        data = b""
        while piece := asked.pieces.get(offset + len(data)):
            data += piece
        return data, size


def read_file(path: Path, since: datetime) -> LogLines:
    """Return the lines of a queue_log file, and of those before it, since then; raises OSError."""
    stamp = since.timestamp()
    data, known = _end_of(path, stamp)
    if known >= stamp:
        older = (path.with_name(path.name + end) for end in _OLDER_ENDS)
        begins = {each: _first_stamp(_head_of(each)) for each in older if each.exists()}
        for each in _before(begins, known, stamp):
            more, known = _end_of(each, stamp)
            data = more + data
    return LogLines(lines_since(data, stamp, whole=True), max(known, stamp))


def beginnings(path: Path) -> list[str]:
    """Return the first line of a log, and of those before it, as far as they are there; raises OSError."""
    older = (path.with_name(path.name + end) for end in _OLDER_ENDS)
    heads = [_head_of(each) for each in (path, *(each for each in older if each.exists()))]
    return [line for head in heads if (line := _first_line(head))]


def _before(begins: Mapping[File, float], known: float, stamp: float) -> Iterator[File]:
    """Yield the files before one that begins at `known`, the newest first, until `stamp` is reached.

    Whichever of the two names the newest one has: that depends on who rotates, and how.
    """
    for file, first in sorted(begins.items(), key=lambda one: one[1], reverse=True):
        if first < known:
            yield file
            known = first
        if known < stamp:
            return


def _head_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _end_of(path: Path, stamp: float) -> tuple[bytes, float]:
    """Return the end of a file, with all that was written since, and the time of its first line."""
    with path.open("rb") as file:
        size, span = file.seek(0, os.SEEK_END), _NEAR
        while True:
            start = file.seek(max(0, size - span))
            data = file.read()
            if start:
                data = data[data.find(b"\n") + 1 :]
            first = _first_stamp(data)
            if first < stamp or start == 0:
                return data, first
            span *= 8


def lines_since(data: bytes, stamp: float, *, whole: bool) -> list[str]:
    """Return the lines of `data` from `stamp` on; without `whole` the first one is the rest of a line."""
    end = data.rfind(b"\n") + 1
    start = 0 if whole else data.find(b"\n") + 1
    lines = data[start:end].decode("utf-8", "replace").split("\n")
    return [line for line in lines if line and stamp_of(line) >= stamp]


def stamp_of(line: str) -> float:
    """Return the Unix time at the beginning of a line, -1 for what is no line of a queue_log."""
    head = line.partition("|")[0]
    try:
        return float(head) if len(head) < 20 else -1.0
    except ValueError:
        return -1.0


def _first_stamp(data: bytes) -> float:
    line = _first_line(data)
    return stamp_of(line) if line else _NEVER


def _first_line(data: bytes) -> str:
    for line in data.split(b"\n"):
        text = line.decode("utf-8", "replace")
        if stamp_of(text) >= 0:
            return text
    return ""
