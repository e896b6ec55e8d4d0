"""One line of Asterisk's queue_log (16 to 22), taken apart: what is no such line is None, never an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_LONGEST = 8_192
_MOST_FIELDS = 24
_TIME = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,9})?", re.ASCII)
_VERB = re.compile(r"[A-Z][A-Z0-9_]{1,39}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,7}", re.ASCII)
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line: when (the PBX's clock, whole seconds), whose call, in which queue, by which member, what."""

    at: datetime
    call_id: str
    queue: str
    member: str
    verb: str
    data: tuple[str, ...] = ()

    def text(self, place: int) -> str:
        """Return the field at `place`, empty where the line has none; −1 is the last one."""
        return self.data[place] if -len(self.data) <= place < len(self.data) else ""

    def count(self, place: int) -> int | None:
        """Return the number in a field, None where there is none that makes sense."""
        text = self.text(place)
        return int(text) if _COUNT.fullmatch(text) else None


def parse(line: str) -> LogLine | None:
    """Return the line taken apart, None for what is none: cut off, garbled, or of another program."""
    if len(line) > _LONGEST:
        return None
    fields = line.rstrip("\r\n").split("|", _MOST_FIELDS)
    if len(fields) < 5:
        return None
    when, call_id, queue, member, verb, *data = fields
    if not call_id or not _TIME.fullmatch(when) or not _VERB.fullmatch(verb):
        return None
    return LogLine(
        datetime.fromtimestamp(float(when), UTC),
        call_id,
        "" if queue == NONE else queue,
        "" if member == NONE else member,
        verb,
        tuple(data),
    )
