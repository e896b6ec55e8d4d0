"""From a message of the PBX to an event: the only place that knows AMI's names of events and headers.

A message that lacks a header which its event must have gives None, as does one that is not in the
table: neither may disturb a call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from telephony.blocks import Block
from telephony.events import (
    AgentCompleted,
    AgentConnected,
    AgentNoAnswer,
    AgentRings,
    Announced,
    CallerAbandoned,
    CallerJoined,
    CallerLeft,
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
    MusicChanged,
    OriginateEnded,
    PbxStops,
    Placed,
    QueueCounted,
    RoomJoined,
    RoomLeft,
    SeatWatched,
)
from telephony.headers import (
    Missing,
    caller_in,
    channel_in,
    clean,
    count_in,
    named_in,
    need,
    number_in,
    seen_in,
    to_count,
    to_number,
    variables_in,
)
from telephony.wire import Message, marks_of


def _listed(message: Message) -> Event:
    channel = channel_in(message)
    named = variables_in(message, "Variable")
    if named:
        values = {**channel.variables, **{name: value for name, value in named.items() if value}}
        channel = replace(channel, variables=MappingProxyType(values))
    return ChannelListed(
        channel,
        message.get("Application"),
        message.get("Data"),
        message.get("BridgeID"),
        number_in(message, "Seconds"),
    )


# As the kit's dialplan writes it.
_PLACED = Block(*["UserEvent Seat Token Role Place Queue Number"] * 2)


def _user_event(message: Message) -> Event | None:
    kind, seat, token, role, place, queue, number = _PLACED.read(message)
    if kind == "DeskPlace":
        if not (seat and role and place):
            return None
        return Placed(seen_in(message), seat, token, role, place, queue, number)
    if kind == "DeskDialled":
        return Dialled(
            named_in(message),
            seat=need(message, "Seat"),
            role=need(message, "Role"),
            status=need(message, "Status"),
        )
    if kind == "DeskAnnounce":
        return Announced(clean(need(message, "Text")), clean(message.get("From")), message.get("Number")[:40])
    if kind == "DeskWatch":
        return SeatWatched(need(message, "Seat"), clean(message.get("Lead")), need(message, "Mode"))
    return None


# As Asterisk 18 to 22 write it (`queue_member_blob_create`, app_queue.c).
_MEMBER = Block(
    "Queue MemberName Interface StateInterface Membership Penalty CallsTaken LastCall LastPause LoginTime "
    "InCall Status Paused PausedReason",
    "Queue Interface CallsTaken LastCall Paused PausedReason",
)


def _member(message: Message) -> Event:
    queue, interface, taken, last_call, paused, reason = _MEMBER.read(message)
    # A list and older releases have other names for these two.
    interface = interface or message.get("Location")
    if not queue or not interface:
        raise Missing
    return MemberChanged(
        queue,
        interface,
        paused == "1",
        clean(reason or message.get("Reason")),
        to_count(taken),
        to_count(last_call),
        message.name == "QueueMember",
    )


_JOINED = marks_of("Queue Uniqueid Channel CallerIDNum CallerIDName Wait")  # a list has no such block


def _joined(message: Message) -> Event:
    queue, uniqueid, channel, caller_number, caller, waited = message.pick(_JOINED)
    if not (queue and uniqueid and channel):
        raise Missing
    return CallerJoined(queue, uniqueid, channel, clean(caller_number), clean(caller), to_number(waited))


_DECODERS: dict[str, Callable[[Message], Event | None]] = {
    "Newchannel": lambda m: ChannelChanged(seen_in(m)),
    "Newstate": lambda m: ChannelChanged(seen_in(m)),
    "Hangup": lambda m: ChannelGone(named_in(m), count_in(m, "Cause")),
    "HangupRequest": lambda m: HangupAsked(named_in(m)),
    "Status": _listed,
    "DialBegin": lambda m: DialBegun(caller_in(m), seen_in(m, "Dest")),
    "DialEnd": lambda m: DialEnded(
        named_in(m) if m.get("Channel") else None, seen_in(m, "Dest"), m.get("DialStatus")
    ),
    "UserEvent": _user_event,
    "ConfbridgeJoin": lambda m: RoomJoined(named_in(m), need(m, "Conference")),
    "ConfbridgeLeave": lambda m: RoomLeft(named_in(m), need(m, "Conference")),
    "ConfbridgeMute": lambda m: LegMuted(named_in(m), True),
    "ConfbridgeUnmute": lambda m: LegMuted(named_in(m), False),
    "MusicOnHoldStart": lambda m: MusicChanged(named_in(m), True),
    "MusicOnHoldStop": lambda m: MusicChanged(named_in(m), False),
    "AgentCalled": lambda m: AgentRings(
        need(m, "Queue"), need(m, "Interface"), channel_in(m),
        seen_in(m, "Dest") if m.get("DestChannel") else None,
    ),
    "AgentConnect": lambda m: AgentConnected(
        need(m, "Queue"), need(m, "Interface"), channel_in(m), seen_in(m, "Dest"), number_in(m, "HoldTime")
    ),
    "AgentComplete": lambda m: AgentCompleted(
        need(m, "Queue"), need(m, "Interface"), named_in(m), m.get("Reason"), number_in(m, "TalkTime")
    ),
    "AgentRingNoAnswer": lambda m: AgentNoAnswer(need(m, "Queue"), need(m, "Interface"), channel_in(m)),
    "QueueCallerJoin": _joined,
    "QueueEntry": _joined,
    "QueueCallerLeave": lambda m: CallerLeft(need(m, "Queue"), need(m, "Uniqueid")),
    "QueueCallerAbandon": lambda m: CallerAbandoned(need(m, "Queue"), need(m, "Uniqueid")),
    "QueueMember": _member,
    "QueueMemberAdded": _member,
    "QueueMemberPause": _member,
    "QueueMemberStatus": _member,
    "QueueMemberRemoved": lambda m: MemberRemoved(
        need(m, "Queue"), m.get("Interface") or need(m, "Location")
    ),
    "QueueParams": lambda m: QueueCounted(
        need(m, "Queue"),
        count_in(m, "Calls"),
        count_in(m, "Completed"),
        count_in(m, "Abandoned"),
    ),
    "OriginateResponse": lambda m: OriginateEnded(
        m.get("Channel"), m.get("Response") == "Success", count_in(m, "Reason")
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
    except Missing:
        return None
