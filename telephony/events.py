"""The PBX's events that a desk uses, as frozen dataclasses; `telephony.decode` builds them at the edge.

They never leave this package, so the type checker sees every place that could assign to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar, dataclass_transform

T = TypeVar("T")

NO_VARIABLES: Mapping[str, str] = MappingProxyType({})
UP = 6  # AST_STATE_UP
RINGING = 5  # AST_STATE_RINGING


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_event(kind: type[T]) -> type[T]:
    """Make `kind` a dataclass that is frozen for the type checker.

    To be frozen at run time as well would take five times as long to make one, which is a large part
    of what it costs to decode it.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


@frozen_event
class Event:
    """Base of all events."""


@frozen_event
class NamedChannel:
    """A channel of which an event tells what happened to it, and nothing else is read."""

    name: str


@frozen_event
class SeenChannel(NamedChannel):
    """A channel with what ties it to a call; `variables` are those that the PBX adds to every event."""

    uniqueid: str = ""
    linkedid: str = ""
    state: int = 0
    variables: Mapping[str, str] = field(default_factory=lambda: NO_VARIABLES, kw_only=True)

    @property
    def up(self) -> bool:
        """Tell whether the channel is answered."""
        return self.state == UP


@frozen_event
class Channel(SeenChannel):
    """A channel with its caller, whose call may begin with it."""

    number: str = ""
    caller: str = ""
    connected_number: str = ""


@frozen_event
class ChannelChanged(Event):
    """A channel was made or changed its state."""

    channel: SeenChannel


@frozen_event
class ChannelListed(Event):
    """A channel of the snapshot: `application`, its `data`, the bridge it is in, and its age in seconds."""

    channel: Channel
    application: str = ""
    data: str = ""
    bridge: str = ""
    seconds: float = 0.0


@frozen_event
class ChannelGone(Event):
    """A channel was hung up."""

    channel: NamedChannel
    cause: int = 0


@frozen_event
class HangupAsked(Event):
    """The phone of a channel has hung up; the hang-ups that follow are its consequence."""

    channel: NamedChannel


@frozen_event
class DialBegun(Event):
    """`caller` (None: the PBX itself) dials `callee`."""

    caller: Channel | None
    callee: SeenChannel


@frozen_event
class DialEnded(Event):
    """An attempt to dial ended; `status` as in DIALSTATUS."""

    caller: NamedChannel | None
    callee: SeenChannel
    status: str


@frozen_event
class Placed(Event):
    """The dialplan has put a channel somewhere: the confirmation of a step."""

    channel: SeenChannel
    seat: str
    token: str
    role: str
    place: str
    queue: str = ""
    number: str = ""


@frozen_event
class Dialled(Event):
    """The dialplan has dialled a department or a citizen and is done with it; `status` is DIALSTATUS."""

    channel: NamedChannel
    seat: str
    role: str
    status: str


@frozen_event
class Announced(Event):
    """A team lead has sent one line to all desks; `number` tells one from another."""

    text: str
    sender: str = ""
    number: str = ""


@frozen_event
class SeatWatched(Event):
    """A team lead takes part in a seat's call, told because the centre's rules say so.

    `mode` is listen, whisper or barge, and over when it has ended.
    """

    seat: str
    lead: str
    mode: str


@frozen_event
class RoomJoined(Event):
    """A channel is in a conference: from now on it may be moved again."""

    channel: NamedChannel
    room: str


@frozen_event
class RoomLeft(Event):
    """A channel left a conference."""

    channel: NamedChannel
    room: str


@frozen_event
class LegMuted(Event):
    """A channel in a conference was muted or unmuted."""

    channel: NamedChannel
    on: bool


@frozen_event
class AgentRings(Event):
    """A queue rings a member for a caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: SeenChannel | None


@frozen_event
class AgentConnected(Event):
    """A member has answered a queue's caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: SeenChannel
    hold_seconds: float


@frozen_event
class AgentCompleted(Event):
    """A queue's call is over for its member; `reason` is caller, agent or transfer.

    The member's channel is not always told: when it has gone first, the report has no `Dest…` headers.
    """

    queue: str
    interface: str
    citizen: NamedChannel
    reason: str
    talk_seconds: float


@frozen_event
class AgentNoAnswer(Event):
    """A member did not answer in time."""

    queue: str
    interface: str
    citizen: Channel


@frozen_event
class CallerJoined(Event):
    """A caller waits in a queue; `waited` is 0 live and the seconds so far in a snapshot."""

    queue: str
    uniqueid: str
    channel: str
    number: str = ""
    name: str = ""
    waited: float = 0.0


@frozen_event
class CallerLeft(Event):
    """A caller is in the queue no more: connected, given up or moved."""

    queue: str
    uniqueid: str


@frozen_event
class CallerAbandoned(Event):
    """A caller gave up."""

    queue: str
    uniqueid: str


@frozen_event
class MemberChanged(Event):
    """A member of a queue as it is now; `last_call` is in the PBX's Unix time, 0 for none."""

    queue: str
    interface: str
    paused: bool
    reason: str = ""
    calls_taken: int = 0
    last_call: int = 0
    listed: bool = False


@frozen_event
class MemberRemoved(Event):
    """A member left a queue."""

    queue: str
    interface: str


@frozen_event
class QueueCounted(Event):
    """A queue's totals, in a snapshot."""

    queue: str
    calls: int
    completed: int
    abandoned: int


@frozen_event
class OriginateEnded(Event):
    """Own phone was called for an outbound call: it answered or not."""

    channel: str
    success: bool
    reason: int


@frozen_event
class PbxStops(Event):
    """The PBX shuts down or restarts on purpose."""
