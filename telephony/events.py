"""The PBX's events that a desk uses, as frozen dataclasses built at the edge.

`decode` is the only place that knows AMI's header names. A message that lacks a header which its
event must have gives None, as does one that is not in the table: neither may disturb a call.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from telephony.wire import Message

_NOTHING: Mapping[str, str] = MappingProxyType({})
_UNKNOWN = frozenset({"<unknown>", "unknown", "anonymous", "Anonymous"})
MAX_NAME = 256  # characters shown of a caller's name
UP = 6  # AST_STATE_UP
RINGING = 5  # AST_STATE_RINGING


class _Missing(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as an event describes it; `variables` are those that the PBX adds to every event."""

    name: str
    uniqueid: str = ""
    linkedid: str = ""
    state: int = 0
    number: str = ""
    caller: str = ""
    connected_number: str = ""
    connected_name: str = ""
    exten: str = ""
    variables: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @property
    def up(self) -> bool:
        """Tell whether the channel is answered."""
        return self.state == UP


@dataclass(frozen=True, slots=True)
class ChannelChanged(Event):
    """A channel was made or changed its state."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class ChannelListed(Event):
    """A channel of the snapshot: `application`, its `data`, the bridge it is in, and its age in seconds."""

    channel: Channel
    application: str = ""
    data: str = ""
    bridge: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ChannelGone(Event):
    """A channel was hung up."""

    channel: Channel
    cause: int = 0


@dataclass(frozen=True, slots=True)
class HangupAsked(Event):
    """The phone of a channel has hung up; the hang-ups that follow are its consequence."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class DialBegun(Event):
    """`caller` (None: the PBX itself) dials `callee`."""

    caller: Channel | None
    callee: Channel


@dataclass(frozen=True, slots=True)
class DialEnded(Event):
    """An attempt to dial ended; `status` as in DIALSTATUS."""

    caller: Channel | None
    callee: Channel
    status: str


@dataclass(frozen=True, slots=True)
class Placed(Event):
    """The dialplan has put a channel somewhere: the confirmation of a step."""

    channel: Channel
    seat: str
    token: str
    role: str
    place: str
    queue: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Dialled(Event):
    """The dialplan has dialled a department or a citizen and is done with it; `status` is DIALSTATUS."""

    channel: Channel
    seat: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class RoomJoined(Event):
    """A channel is in a conference: from now on it may be moved again."""

    channel: Channel
    room: str


@dataclass(frozen=True, slots=True)
class RoomLeft(Event):
    """A channel left a conference."""

    channel: Channel
    room: str


@dataclass(frozen=True, slots=True)
class LegMuted(Event):
    """A channel in a conference was muted or unmuted."""

    channel: Channel
    on: bool


@dataclass(frozen=True, slots=True)
class AgentRings(Event):
    """A queue rings a member for a caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: Channel | None


@dataclass(frozen=True, slots=True)
class AgentConnected(Event):
    """A member has answered a queue's caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: Channel
    hold_seconds: float


@dataclass(frozen=True, slots=True)
class AgentCompleted(Event):
    """A queue's call is over for its member; `reason` is caller, agent or transfer."""

    queue: str
    interface: str
    citizen: Channel
    agent: Channel
    reason: str
    talk_seconds: float


@dataclass(frozen=True, slots=True)
class AgentNoAnswer(Event):
    """A member did not answer in time."""

    queue: str
    interface: str
    citizen: Channel


@dataclass(frozen=True, slots=True)
class CallerJoined(Event):
    """A caller waits in a queue; `waited` is 0 live and the seconds so far in a snapshot."""

    queue: str
    uniqueid: str
    channel: str
    number: str = ""
    name: str = ""
    waited: float = 0.0


@dataclass(frozen=True, slots=True)
class CallerLeft(Event):
    """A caller is in the queue no more: connected, given up or moved."""

    queue: str
    uniqueid: str


@dataclass(frozen=True, slots=True)
class CallerAbandoned(Event):
    """A caller gave up."""

    queue: str
    uniqueid: str


@dataclass(frozen=True, slots=True)
class MemberChanged(Event):
    """A member of a queue as it is now; `last_call` is in the PBX's Unix time, 0 for none."""

    queue: str
    interface: str
    paused: bool
    reason: str = ""
    calls_taken: int = 0
    last_call: int = 0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class MemberRemoved(Event):
    """A member left a queue."""

    queue: str
    interface: str


@dataclass(frozen=True, slots=True)
class QueueCounted(Event):
    """A queue's totals, in a snapshot."""

    queue: str
    calls: int
    completed: int
    abandoned: int


@dataclass(frozen=True, slots=True)
class OriginateEnded(Event):
    """Own phone was called for an outbound call: it answered or not."""

    channel: str
    success: bool
    reason: int


@dataclass(frozen=True, slots=True)
class PbxStops(Event):
    """The PBX shuts down or restarts on purpose."""


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
        return _NOTHING
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
