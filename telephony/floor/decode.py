"""From a message of the PBX to an event of the floor: nothing is decoded that the floor does not use."""

from __future__ import annotations

from collections.abc import Callable

from telephony import decode as seat
from telephony.events import Event, NamedChannel
from telephony.floor import events as fe
from telephony.headers import Missing, channel_in, clean, count_in, need, number_in, seen_in
from telephony.wire import Message


def _joined(message: Message) -> Event:
    return fe.QueueJoined(
        need(message, "Queue"),
        need(message, "Uniqueid"),
        need(message, "Channel"),
        clean(message.get("CallerIDNum")),
        clean(message.get("CallerIDName")),
        count_in(message, "Position"),
        number_in(message, "Wait"),
        count_in(message, "Priority") if message.name == "QueueEntry" else 0,
        number_in(message, "Timestamp"),
    )


def _member(message: Message) -> Event:
    return fe.MemberSeen(
        queue=need(message, "Queue"),
        interface=message.get("Interface") or need(message, "Location"),
        paused=message.get("Paused") == "1",
        reason=clean(message.get("PausedReason") or message.get("Reason")),
        calls_taken=count_in(message, "CallsTaken"),
        last_call=count_in(message, "LastCall"),
        listed=message.name == "QueueMember",
        name=clean(message.get("MemberName") or message.get("Name")),
        device=count_in(message, "Status"),
        paused_at=count_in(message, "LastPause"),
        joined_at=count_in(message, "LoginTime"),
    )


def _user_event(message: Message) -> Event | None:
    kind = message.get("UserEvent")
    if kind == "DeskLog":
        return fe.LogPiece(need(message, "Request"), count_in(message, "Offset"), message.get("Data"))
    if kind == "DeskLogEnd":
        return fe.LogEnd(need(message, "Request"), count_in(message, "Size"))
    if kind == "DeskWatch":
        return fe.WatchPlaced(
            need(message, "Channel"),
            need(message, "Of"),
            clean(message.get("Lead")),
            need(message, "Mode"),
            message.get("Told") == "1",
        )
    if kind == "DeskMoved":
        return fe.Moved(
            need(message, "Call"),
            message.get("From"),
            clean(message.get("To")),
            clean(message.get("Lead")),
        )
    return seat.decode(message)


_DECODERS: dict[str, Callable[[Message], Event | None]] = {
    "UserEvent": _user_event,
    "AgentCalled": lambda m: fe.MemberRings(
        need(m, "Queue"), need(m, "Interface"), channel_in(m),
        seen_in(m, "Dest") if m.get("DestChannel") else None,
        number_in(m, "Timestamp"),
    ),
    "AgentConnect": lambda m: fe.MemberAnswered(
        need(m, "Queue"), need(m, "Interface"), channel_in(m), seen_in(m, "Dest"),
        number_in(m, "HoldTime"), clean(m.get("MemberName")), number_in(m, "RingTime"),
        number_in(m, "Timestamp"),
    ),
    "AgentComplete": lambda m: fe.MemberCompleted(
        need(m, "Queue"), need(m, "Interface"), NamedChannel(m.get("Channel")), m.get("Reason"),
        number_in(m, "TalkTime"), m.get("Uniqueid"), clean(m.get("MemberName")), number_in(m, "HoldTime"),
        number_in(m, "Timestamp"),
    ),
    "AgentRingNoAnswer": lambda m: fe.MemberRangOut(
        need(m, "Queue"), need(m, "Interface"), channel_in(m), number_in(m, "Timestamp")
    ),
    "QueueCallerJoin": _joined,
    "QueueEntry": _joined,
    "QueueCallerLeave": lambda m: fe.QueueLeft(
        need(m, "Queue"), need(m, "Uniqueid"), number_in(m, "Timestamp")
    ),
    "QueueCallerAbandon": lambda m: fe.QueueAbandoned(
        need(m, "Queue"), need(m, "Uniqueid"), m.get("Channel"), number_in(m, "HoldTime"),
        number_in(m, "Timestamp"),
    ),
    "QueueMember": _member,
    "QueueMemberAdded": _member,
    "QueueMemberPause": _member,
    "QueueMemberStatus": _member,
    "ChanSpyStart": lambda m: fe.SpyBegan(need(m, "SpyerChannel"), need(m, "SpyeeChannel")),
    "ChanSpyStop": lambda m: fe.SpyEnded(need(m, "SpyerChannel")),
}  # fmt: skip

# Of what a seat uses, the floor has no need of these: a membership tells when a phone rings or talks.
_UNUSED = frozenset(
    {"Newchannel", "Newstate", "ConfbridgeMute", "ConfbridgeUnmute", "MusicOnHoldStart", "MusicOnHoldStop"}
)
WANTED = (seat.WANTED | _DECODERS.keys()) - _UNUSED


def decode(message: Message) -> Event | None:
    """Return the event in `message`, None for what a floor does not use or can't rely on."""
    decoder = _DECODERS.get(message.name)
    if decoder is None:
        return seat.decode(message)
    try:
        return decoder(message)
    except Missing:
        return None
