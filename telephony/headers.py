"""The headers of a message as the decoders read them: what is missing, wrong or endless does no harm."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from telephony.blocks import Block
from telephony.events import NO_VARIABLES, Channel, NamedChannel, SeenChannel
from telephony.wire import Message, mark_of, values_of

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


def to_number(text: str) -> float:
    """Return the value of a header that is a number; 0 for what is none, never negative, never endless."""
    try:
        return max(0.0, min(float(text or 0), 1e12))
    except ValueError:
        return 0.0


def number_in(message: Message, key: str) -> float:
    """Return a header that is a number."""
    return to_number(message.get(key))


_DIGITS = {str(digit): digit for digit in range(10)}


def to_count(text: str) -> int:
    """Return the value of a header that is a whole number."""
    if text in _DIGITS:
        return _DIGITS[text]  # a channel's state always
    if len(text) <= 12 and text.isascii() and text.isdigit():
        return int(text)
    return int(to_number(text))


def count_in(message: Message, key: str) -> int:
    """Return a header that is a whole number."""
    return to_count(message.get(key))


def clean(text: str) -> str:
    """Return a name fit to be shown: unknown is empty, no control characters, not endless."""
    if text in _UNKNOWN:
        return ""
    if text.isprintable() and len(text) <= MAX_NAME:
        return text.strip()  # nearly always
    return "".join(mark for mark in text[: 4 * MAX_NAME] if unicodedata.category(mark) != "Cc")[
        :MAX_NAME
    ].strip()


# Most events are about a channel, and most of their cost is its description: each takes the least that
# its handler in `seat_calls` or `recovery` reads. `prefix` is "Dest" for the channel that is called.

# How Asterisk 16 to 22 write a channel into an event (`ast_manager_build_channel_state_string_prefix`).
_WRITTEN = (
    "{0}Channel {0}ChannelState {0}ChannelStateDesc {0}CallerIDNum {0}CallerIDName {0}ConnectedLineNum "
    "{0}ConnectedLineName {0}Language {0}AccountCode {0}Context {0}Exten {0}Priority {0}Uniqueid {0}Linkedid"
)
_TIES = "{0}Channel {0}ChannelState {0}Uniqueid {0}Linkedid"
_WHOLE = "Channel ChannelState CallerIDNum CallerIDName ConnectedLineNum Uniqueid Linkedid"
_ADDED = "ChanVariable"
_SEEN = {
    prefix: (Block(_WRITTEN.format(prefix), _TIES.format(prefix), prefix + _ADDED), mark_of(prefix + _ADDED))
    for prefix in ("", "Dest")
}
_CALLER = Block(_WRITTEN.format(""), _WHOLE, _ADDED)
_VARIABLE = mark_of(_ADDED)


def named_in(message: Message) -> NamedChannel:
    """Return the name of the channel that the event is about."""
    name = message.get("Channel")
    if not name:
        raise Missing
    return NamedChannel(name)


def seen_in(message: Message, prefix: str = "") -> SeenChannel:
    """Return the channel with what ties it to a call."""
    block, mark = _SEEN[prefix]
    name, state, uniqueid, linkedid, added = block.read(message)
    if not name:
        raise Missing
    return SeenChannel(name, uniqueid, linkedid, to_count(state), variables=_parsed(mark, added))


def channel_in(message: Message) -> Channel:
    """Return the channel with its caller."""
    channel = caller_in(message)
    if channel is None:
        raise Missing
    return channel


def caller_in(message: Message) -> Channel | None:
    """Return the channel with its caller, None for an event that has no such channel."""
    name, state, number, caller, connected, uniqueid, linkedid, added = _CALLER.read(message)
    if not name:
        return None
    return Channel(
        name,
        uniqueid,
        linkedid,
        to_count(state),
        clean(number),
        clean(caller),
        clean(connected),
        variables=_parsed(_VARIABLE, added),
    )


def variables_in(message: Message, key: str) -> Mapping[str, str]:
    """Return the channel variables that the PBX adds to the event under `key`."""
    mark = mark_of(key)
    return _parsed(mark, message.lines(mark))


# The PBX repeats the same few lines in every event of a call.
@functools.lru_cache(maxsize=512)
def _parsed(mark: str, lines: str) -> Mapping[str, str]:
    if not lines:
        return NO_VARIABLES
    pairs = (line.partition("=") for line in values_of(mark, lines))
    # Status writes "(null)" for a variable that is not set.
    return MappingProxyType({name: "" if value == "(null)" else value for name, _, value in pairs})
