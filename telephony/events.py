"""The PBX's events that a desk uses, as frozen dataclasses; `telephony.decode` builds them at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NO_VARIABLES: Mapping[str, str] = MappingProxyType({})
UP = 6  # AST_STATE_UP
RINGING = 5  # AST_STATE_RINGING


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""


@dataclass(frozen=True, slots=True)
class NamedChannel:
    """A channel of which an event tells what happened to it, and nothing else is read."""

    name: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Channel(SeenChannel):
    """A channel with its caller, whose call may begin with it."""

    number: str = ""
    caller: str = ""
    connected_number: str = ""


@dataclass(frozen=True, slots=True)
class ChannelChanged(Event):
    """A channel was made or changed its state."""

    channel: SeenChannel


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

    channel: NamedChannel
    cause: int = 0


@dataclass(frozen=True, slots=True)
class HangupAsked(Event):
    """The phone of a channel has hung up; the hang-ups that follow are its consequence."""

    channel: NamedChannel


@dataclass(frozen=True, slots=True)
class DialBegun(Event):
    """`caller` (None: the PBX itself) dials `callee`."""

    caller: Channel | None
    callee: SeenChannel


@dataclass(frozen=True, slots=True)
class DialEnded(Event):
    """An attempt to dial ended; `status` as in DIALSTATUS."""

    caller: NamedChannel | None
    callee: SeenChannel
    status: str


@dataclass(frozen=True, slots=True)
class Placed(Event):
    """The dialplan has put a channel somewhere: the confirmation of a step."""

    channel: SeenChannel
    seat: str
    token: str
    role: str
    place: str
    queue: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Dialled(Event):
    """The dialplan has dialled a department or a citizen and is done with it; `status` is DIALSTATUS."""

    channel: NamedChannel
    seat: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class Announced(Event):
    """A team lead has sent one line to all desks; `number` tells one from another."""

    text: str
    sender: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class SeatWatched(Event):
    """A team lead takes part in a seat's call, told because the centre's rules say so.

    `mode` is listen, whisper or barge, and over when it has ended.
    """

    seat: str
    lead: str
    mode: str


@dataclass(frozen=True, slots=True)
class RoomJoined(Event):
    """A channel is in a conference: from now on it may be moved again."""

    channel: NamedChannel
    room: str


@dataclass(frozen=True, slots=True)
class RoomLeft(Event):
    """A channel left a conference."""

    channel: NamedChannel
    room: str


@dataclass(frozen=True, slots=True)
class LegMuted(Event):
    """A channel in a conference was muted or unmuted."""

    channel: NamedChannel
    on: bool


@dataclass(frozen=True, slots=True)
class AgentRings(Event):
    """A queue rings a member for a caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: SeenChannel | None


@dataclass(frozen=True, slots=True)
class AgentConnected(Event):
    """A member has answered a queue's caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: SeenChannel
    hold_seconds: float


@dataclass(frozen=True, slots=True)
class AgentCompleted(Event):
    """A queue's call is over for its member; `reason` is caller, agent or transfer.

    The member's channel is not always told: when it has gone first, the report has no `Dest…` headers.
    """

    queue: str
    interface: str
    citizen: NamedChannel
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
