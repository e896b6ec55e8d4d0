"""The headers of a message as the decoders read them: what is missing, wrong or endless does no harm."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from telephony.events import NO_VARIABLES, Channel, NamedChannel, SeenChannel
from telephony.wire import Message, values_of

_UNKNOWN = frozenset({"<unknown>", "unknown", "anonymous", "Anonymous"})
MAX_NAME = 256  # characters shown of a caller's name


class Missing(Exception):
    """An event lacks a header that it must have."""


def need(message: Message, key: str) -> str:
    """Return a header that must be there; raises `Missing`."""
    value = message.get(key)
    if not value:
        raise Missing(key)
    return value


def number_in(message: Message, key: str) -> float:
    """Return a header that is a number; 0 for what is none, never negative, never endless."""
    try:
        return max(0.0, min(float(message.get(key) or 0), 1e12))
    except ValueError:
        return 0.0


def clean(text: str) -> str:
    """Return a name fit to be shown: unknown is empty, no control characters, not endless."""
    if text.isascii() and text.isalnum() and len(text) <= MAX_NAME and text not in _UNKNOWN:
        return text  # a number: nearly always
    if not text or text in _UNKNOWN:
        return ""
    return "".join(mark for mark in text[: 4 * MAX_NAME] if unicodedata.category(mark) != "Cc")[
        :MAX_NAME
    ].strip()


def count_in(message: Message, key: str) -> int:
    """Return a header that is a whole number."""
    text = message.get(key)
    if len(text) <= 12 and text.isascii() and text.isdigit():
        return int(text)
    return int(number_in(message, key))


# Most events are about a channel, and most of their cost is its description: each takes the least that
# its handler in `seat_calls` or `recovery` reads.


def named_in(message: Message, prefix: str = "") -> NamedChannel:
    """Return the name of the channel that the event is about."""
    return NamedChannel(need(message, prefix + "Channel"))


def seen_in(message: Message, prefix: str = "") -> SeenChannel:
    """Return the channel with what ties it to a call."""
    return SeenChannel(
        need(message, prefix + "Channel"),
        message.get(prefix + "Uniqueid"),
        message.get(prefix + "Linkedid"),
        count_in(message, prefix + "ChannelState"),
        variables=variables_in(message, prefix + "ChanVariable"),
    )


def channel_in(message: Message) -> Channel:
    """Return the channel with its caller."""
    return Channel(
        need(message, "Channel"),
        message.get("Uniqueid"),
        message.get("Linkedid"),
        count_in(message, "ChannelState"),
        clean(message.get("CallerIDNum")),
        clean(message.get("CallerIDName")),
        clean(message.get("ConnectedLineNum")),
        variables=variables_in(message, "ChanVariable"),
    )


def variables_in(message: Message, key: str) -> Mapping[str, str]:
    """Return the channel variables that the PBX adds to the event under `key`."""
    lines = message.lines(key)
    return _parsed(key, lines) if lines else NO_VARIABLES


# The PBX repeats the same few lines in every event of a call.
@functools.lru_cache(maxsize=512)
def _parsed(key: str, lines: bytes) -> Mapping[str, str]:
    pairs = (line.partition("=") for line in values_of(key, lines))
    # Status writes "(null)" for a variable that is not set.
    return MappingProxyType({name: "" if value == "(null)" else value for name, _, value in pairs})
