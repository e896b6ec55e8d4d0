"""Text from outside, made fit to be shown: never markup, never endless, no hidden characters."""

from __future__ import annotations

import html
import unicodedata
from datetime import datetime

SHOWN = 300  # characters of an outside text in one line
# Marks that turn or hide the text around them; joiners stay, names need them.
_HIDDEN = {
    0x00AD,
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    0x2060,
    *range(0x2066, 0x206A),
    0xFEFF,
}


def plain(text: str, limit: int = SHOWN) -> str:
    """Return `text` on one line: control characters as a box, direction marks gone, cut at `limit`."""
    cut = text[: limit + 1]
    if cut.isprintable():  # nearly always; cells are painted through here
        shown = cut
    else:
        shown = "".join(_shown(character) for character in cut if ord(character) not in _HIDDEN)
    return shown if len(text) <= limit else shown[:limit] + "…"


def plain_lines(text: str, limit: int) -> str:
    """Return `text` with its lines kept, otherwise as `plain` does."""
    return "\n".join(plain(line, limit) for line in text[:limit].splitlines())


def _shown(character: str) -> str:
    if character in "\t\n\r\u2028\u2029":
        return " "
    category = unicodedata.category(character)
    return "\N{REPLACEMENT CHARACTER}" if category in ("Cc", "Cs") else character


def tooltip(text: str) -> str:
    """Return `text` for a tooltip, which Qt would else take for markup."""
    return f"<p style='white-space:pre-wrap'>{html.escape(plain_lines(text, 1000))}</p>" if text else ""


def label(text: str) -> str:
    """Return `text` for a button, where & would make a shortcut."""
    return plain(text).replace("&", "&&")


def clock(seconds: float) -> str:
    """Return a length of time as 4:05 or 1:04:05."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def moment(when: datetime, now: datetime) -> str:
    """Return a time of this place: without the date today, without the year this year."""
    here, today = when.astimezone(), now.astimezone()
    hour = f"{here.hour:02}:{here.minute:02}"  # strftime takes ten times as long
    if here.date() == today.date():
        return hour
    day = f"{here.month:02}-{here.day:02}"
    return f"{day} {hour}" if here.year == today.year else f"{here.year:04}-{day}"
