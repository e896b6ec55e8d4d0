"""From a message of the PBX to an event: the only place that knows AMI's names of events and headers.

A message that lacks a header which its event must have gives None, as does one that is not in the
table: neither may disturb a call.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from telephony.events import (
    NO_VARIABLES,
    AgentCompleted,
    AgentConnected,
    AgentNoAnswer,
    AgentRings,
    CallerAbandoned,
    CallerJoined,
    CallerLeft,
    Channel,
    ChannelChanged,
    ChannelGone,
    ChannelListed,
    DialBegun,
    DialEnded,
    Dialled,
    Event,
    HangupAsked,
    LegMuted,
    MemberChanged,
    MemberRemoved,
    NamedChannel,
    OriginateEnded,
    PbxStops,
    Placed,
    QueueCounted,
    RoomJoined,
    RoomLeft,
    SeenChannel,
)
from telephony.wire import Message, values_of

_UNKNOWN = frozenset({"<unknown>", "unknown", "anonymous", "Anonymous"})
MAX_NAME = 256  # characters shown of a caller's name


class _Missing(Exception):
    pass


def _need(message: Message, key: str) -> str:
    value = message.get(key)
    if not value:
        raise _Missing(key)
    return value


def _number(message: Message, key: str) -> float:
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


def _count(message: Message, key: str) -> int:
    text = message.get(key)
    if len(text) <= 12 and text.isascii() and text.isdigit():
        return int(text)
    return int(_number(message, key))


# Most events are about a channel, and most of their cost is its description: each takes the least that
# its handler in `seat_calls` or `recovery` reads.


def _named(message: Message, prefix: str = "") -> NamedChannel:
    return NamedChannel(_need(message, prefix + "Channel"))


def _seen(message: Message, prefix: str = "") -> SeenChannel:
    return SeenChannel(
        _need(message, prefix + "Channel"),
        message.get(prefix + "Uniqueid"),
        message.get(prefix + "Linkedid"),
        _count(message, prefix + "ChannelState"),
        variables=_variables(message, prefix + "ChanVariable"),
    )


def _channel(message: Message) -> Channel:
    return Channel(
        _need(message, "Channel"),
        message.get("Uniqueid"),
        message.get("Linkedid"),
        _count(message, "ChannelState"),
        clean(message.get("CallerIDNum")),
        clean(message.get("CallerIDName")),
        clean(message.get("ConnectedLineNum")),
        variables=_variables(message, "ChanVariable"),
    )


def _variables(message: Message, key: str) -> Mapping[str, str]:
    lines = message.lines(key)
    return _parsed(key, lines) if lines else NO_VARIABLES


# The PBX repeats the same few lines in every event of a call.
@functools.lru_cache(maxsize=64)
def _parsed(key: str, lines: bytes) -> Mapping[str, str]:
    pairs = (line.partition("=") for line in values_of(key, lines))
    # Status writes "(null)" for a variable that is not set.
    return MappingProxyType({name: "" if value == "(null)" else value for name, _, value in pairs})


def _listed(message: Message) -> Event:
    channel = _channel(message)
    named = _variables(message, "Variable")
    if named:
        values = {**channel.variables, **{name: value for name, value in named.items() if value}}
        channel = replace(channel, variables=MappingProxyType(values))
    return ChannelListed(
        channel,
        message.get("Application"),
        message.get("Data"),
        message.get("BridgeID"),
        _number(message, "Seconds"),
    )


def _user_event(message: Message) -> Event | None:
    kind = message.get("UserEvent")
    if kind == "DeskDialled":
        return Dialled(
            _named(message),
            seat=_need(message, "Seat"),
            role=_need(message, "Role"),
            status=_need(message, "Status"),
        )
    if kind != "DeskPlace":
        return None
    return Placed(
        _seen(message),
        seat=_need(message, "Seat"),
        token=message.get("Token"),
        role=_need(message, "Role"),
        place=_need(message, "Place"),
        queue=message.get("Queue"),
        number=message.get("Number"),
    )


def _member(message: Message) -> Event:
    return MemberChanged(
        queue=_need(message, "Queue"),
        interface=message.get("Interface") or _need(message, "Location"),
        paused=message.get("Paused") == "1",
        reason=clean(message.get("PausedReason") or message.get("Reason")),
        calls_taken=_count(message, "CallsTaken"),
        last_call=_count(message, "LastCall"),
        listed=message.name == "QueueMember",
    )


def _joined(message: Message) -> Event:
    return CallerJoined(
        _need(message, "Queue"),
        _need(message, "Uniqueid"),
        _need(message, "Channel"),
        clean(message.get("CallerIDNum")),
        clean(message.get("CallerIDName")),
        _number(message, "Wait"),
    )


_DECODERS: dict[str, Callable[[Message], Event | None]] = {
    "Newchannel": lambda m: ChannelChanged(_seen(m)),
    "Newstate": lambda m: ChannelChanged(_seen(m)),
    "Hangup": lambda m: ChannelGone(_named(m), _count(m, "Cause")),
    "HangupRequest": lambda m: HangupAsked(_named(m)),
    "Status": _listed,
    "DialBegin": lambda m: DialBegun(_channel(m) if m.get("Channel") else None, _seen(m, "Dest")),
    "DialEnd": lambda m: DialEnded(
        _named(m) if m.get("Channel") else None, _seen(m, "Dest"), m.get("DialStatus")
    ),
    "UserEvent": _user_event,
    "ConfbridgeJoin": lambda m: RoomJoined(_named(m), _need(m, "Conference")),
    "ConfbridgeLeave": lambda m: RoomLeft(_named(m), _need(m, "Conference")),
    "ConfbridgeMute": lambda m: LegMuted(_named(m), True),
    "ConfbridgeUnmute": lambda m: LegMuted(_named(m), False),
    "AgentCalled": lambda m: AgentRings(
        _need(m, "Queue"), _need(m, "Interface"), _channel(m),
        _seen(m, "Dest") if m.get("DestChannel") else None,
    ),
    "AgentConnect": lambda m: AgentConnected(
        _need(m, "Queue"), _need(m, "Interface"), _channel(m), _seen(m, "Dest"), _number(m, "HoldTime")
    ),
    "AgentComplete": lambda m: AgentCompleted(
        _need(m, "Queue"), _need(m, "Interface"), _named(m), m.get("Reason"), _number(m, "TalkTime")
    ),
    "AgentRingNoAnswer": lambda m: AgentNoAnswer(_need(m, "Queue"), _need(m, "Interface"), _channel(m)),
    "QueueCallerJoin": _joined,
    "QueueEntry": _joined,
    "QueueCallerLeave": lambda m: CallerLeft(_need(m, "Queue"), _need(m, "Uniqueid")),
    "QueueCallerAbandon": lambda m: CallerAbandoned(_need(m, "Queue"), _need(m, "Uniqueid")),
    "QueueMember": _member,
    "QueueMemberAdded": _member,
    "QueueMemberPause": _member,
    "QueueMemberStatus": _member,
    "QueueMemberRemoved": lambda m: MemberRemoved(
        _need(m, "Queue"), m.get("Interface") or _need(m, "Location")
    ),
    "QueueParams": lambda m: QueueCounted(
        _need(m, "Queue"),
        _count(m, "Calls"),
        _count(m, "Completed"),
        _count(m, "Abandoned"),
    ),
    "OriginateResponse": lambda m: OriginateEnded(
        m.get("Channel"), m.get("Response") == "Success", _count(m, "Reason")
    ),
    "Shutdown": lambda m: PbxStops(),
}  # fmt: skip

LIST_ENDS = frozenset({"StatusComplete", "QueueStatusComplete"})
# Events that are about no single seat: the snapshot's lists, the queues' callers, the PBX itself.
ALWAYS = LIST_ENDS | {
    "Status",
    "QueueParams",
    "QueueMember",
    "QueueEntry",
    "QueueCallerJoin",
    "QueueCallerLeave",
    "QueueCallerAbandon",
    "OriginateResponse",
    "Shutdown",
}
WANTED = frozenset(_DECODERS) | LIST_ENDS


def decode(message: Message) -> Event | None:
    """Return the event in `message`, None for what a desk does not use or can't rely on."""
    decoder = _DECODERS.get(message.name)
    if decoder is None:
        return None
    try:
        return decoder(message)
    except _Missing:
        return None
