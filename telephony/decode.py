"""From a message of the PBX to an event: the only place that knows AMI's names of events and headers.

A message that lacks a header which its event must have gives None, as does one that is not in the
table: neither may disturb a call.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
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
    OriginateEnded,
    PbxStops,
    Placed,
    QueueCounted,
    RoomJoined,
    RoomLeft,
)
from telephony.wire import Message

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


def _channel(message: Message, prefix: str = "") -> Channel:
    return Channel(
        name=_need(message, f"{prefix}Channel"),
        uniqueid=message.get(f"{prefix}Uniqueid"),
        linkedid=message.get(f"{prefix}Linkedid"),
        state=int(_number(message, f"{prefix}ChannelState")),
        number=clean(message.get(f"{prefix}CallerIDNum")),
        caller=clean(message.get(f"{prefix}CallerIDName")),
        connected_number=clean(message.get(f"{prefix}ConnectedLineNum")),
        connected_name=clean(message.get(f"{prefix}ConnectedLineName")),
        exten=message.get(f"{prefix}Exten"),
        variables=_variables(message.all(f"{prefix}ChanVariable")),
    )


def _variables(pairs: list[str]) -> Mapping[str, str]:
    if not pairs:
        return NO_VARIABLES
    split = (pair.partition("=") for pair in pairs)
    # Status writes "(null)" for a variable that is not set.
    return MappingProxyType({name: "" if value == "(null)" else value for name, _, value in split})


def _maybe(message: Message, prefix: str) -> Channel | None:
    return _channel(message, prefix) if message.get(f"{prefix}Channel") else None


def _listed(message: Message) -> Event:
    channel = _channel(message)
    named = _variables(message.all("Variable"))
    if named:
        values = {**channel.variables, **{name: value for name, value in named.items() if value}}
        channel = Channel(
            channel.name, channel.uniqueid, channel.linkedid, channel.state, channel.number, channel.caller,
            channel.connected_number, channel.connected_name, channel.exten, MappingProxyType(values),
        )  # fmt: skip
    return ChannelListed(
        channel,
        message.get("Application"),
        message.get("Data"),
        message.get("BridgeID"),
        _number(message, "Seconds"),
    )


def _user_event(message: Message) -> Event | None:
    if message.get("UserEvent") == "DeskDialled":
        return Dialled(
            _channel(message),
            seat=_need(message, "Seat"),
            role=_need(message, "Role"),
            status=_need(message, "Status"),
        )
    if message.get("UserEvent") != "DeskPlace":
        return None
    return Placed(
        _channel(message),
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
        calls_taken=int(_number(message, "CallsTaken")),
        last_call=int(_number(message, "LastCall")),
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
    "Newchannel": lambda m: ChannelChanged(_channel(m)),
    "Newstate": lambda m: ChannelChanged(_channel(m)),
    "Hangup": lambda m: ChannelGone(_channel(m), int(_number(m, "Cause"))),
    "HangupRequest": lambda m: HangupAsked(_channel(m)),
    "Status": _listed,
    "DialBegin": lambda m: DialBegun(_maybe(m, ""), _channel(m, "Dest")),
    "DialEnd": lambda m: DialEnded(_maybe(m, ""), _channel(m, "Dest"), m.get("DialStatus")),
    "UserEvent": _user_event,
    "ConfbridgeJoin": lambda m: RoomJoined(_channel(m), _need(m, "Conference")),
    "ConfbridgeLeave": lambda m: RoomLeft(_channel(m), _need(m, "Conference")),
    "ConfbridgeMute": lambda m: LegMuted(_channel(m), True),
    "ConfbridgeUnmute": lambda m: LegMuted(_channel(m), False),
    "AgentCalled": lambda m: AgentRings(
        _need(m, "Queue"), _need(m, "Interface"), _channel(m), _maybe(m, "Dest")
    ),
    "AgentConnect": lambda m: AgentConnected(
        _need(m, "Queue"), _need(m, "Interface"), _channel(m), _channel(m, "Dest"), _number(m, "HoldTime")
    ),
    "AgentComplete": lambda m: AgentCompleted(
        _need(m, "Queue"), _need(m, "Interface"), _channel(m), _channel(m, "Dest"), m.get("Reason"),
        _number(m, "TalkTime"),
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
        int(_number(m, "Calls")),
        int(_number(m, "Completed")),
        int(_number(m, "Abandoned")),
    ),
    "OriginateResponse": lambda m: OriginateEnded(
        m.get("Channel"), m.get("Response") == "Success", int(_number(m, "Reason"))
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
