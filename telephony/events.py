"""The PBX's events that a desk uses, as frozen dataclasses; `telephony.decode` builds them at the edge.

They never leave this package, so the type checker sees every place that could assign to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from telephony.frozen import frozen

NO_VARIABLES: Mapping[str, str] = MappingProxyType({})
UP = 6  # AST_STATE_UP
RINGING = 5  # AST_STATE_RINGING


@frozen
class Event:
    """Base of all events."""


@frozen
class NamedChannel:
    """A channel of which an event tells what happened to it, and nothing else is read."""

    name: str


@frozen
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


@frozen
class Channel(SeenChannel):
    """A channel with its caller, whose call may begin with it."""

    number: str = ""
    caller: str = ""
    connected_number: str = ""


@frozen
class ChannelChanged(Event):
    """A channel was made or changed its state."""

    channel: SeenChannel


@frozen
class ChannelListed(Event):
    """A channel of the snapshot: `application`, its `data`, the bridge it is in, and its age in seconds."""

    channel: Channel
    application: str = ""
    data: str = ""
    bridge: str = ""
    seconds: float = 0.0


@frozen
class ChannelGone(Event):
    """A channel was hung up."""

    channel: NamedChannel
    cause: int = 0


@frozen
class HangupAsked(Event):
    """The phone of a channel has hung up; the hang-ups that follow are its consequence."""

    channel: NamedChannel


@frozen
class DialBegun(Event):
    """`caller` (None: the PBX itself) dials `callee`."""

    caller: Channel | None
    callee: SeenChannel


@frozen
class DialEnded(Event):
    """An attempt to dial ended; `status` as in DIALSTATUS."""

    caller: NamedChannel | None
    callee: SeenChannel
    status: str


@frozen
class Placed(Event):
    """The dialplan has put a channel somewhere: the confirmation of a step."""

    channel: SeenChannel
    seat: str
    token: str
    role: str
    place: str
    queue: str = ""
    number: str = ""


@frozen
class Dialled(Event):
    """The dialplan has dialled a department or a citizen and is done with it; `status` is DIALSTATUS."""

    channel: NamedChannel
    seat: str
    role: str
    status: str


@frozen
class Announced(Event):
    """A team lead has sent one line to all desks; `number` tells one from another."""

    text: str
    sender: str = ""
    number: str = ""


@frozen
class SeatWatched(Event):
    """A team lead takes part in a seat's call, told because the centre's rules say so.

    `mode` is listen, whisper or barge, and over when it has ended.
    """

    seat: str
    lead: str
    mode: str


@frozen
class RoomJoined(Event):
    """A channel is in a conference: from now on it may be moved again."""

    channel: NamedChannel
    room: str


@frozen
class RoomLeft(Event):
    """A channel left a conference."""

    channel: NamedChannel
    room: str


@frozen
class LegMuted(Event):
    """A channel in a conference was muted or unmuted."""

    channel: NamedChannel
    on: bool


@frozen
class MusicChanged(Event):
    """Music on hold began or ended on a channel."""

    channel: NamedChannel
    on: bool


@frozen
class AgentRings(Event):
    """A queue rings a member for a caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: SeenChannel | None


@frozen
class AgentConnected(Event):
    """A member has answered a queue's caller."""

    queue: str
    interface: str
    citizen: Channel
    agent: SeenChannel
    hold_seconds: float


@frozen
class AgentCompleted(Event):
    """A queue's call is over for its member; `reason` is caller, agent or transfer.

    The member's channel is not always told: when it has gone first, the report has no `Dest…` headers.
    """

    queue: str
    interface: str
    citizen: NamedChannel
    reason: str
    talk_seconds: float


@frozen
class AgentNoAnswer(Event):
    """A member did not answer in time."""

    queue: str
    interface: str
    citizen: Channel


@frozen
class CallerJoined(Event):
    """A caller waits in a queue; `waited` is 0 live and the seconds so far in a snapshot."""

    queue: str
    uniqueid: str
    channel: str
    number: str = ""
    name: str = ""
    waited: float = 0.0


@frozen
class CallerLeft(Event):
    """A caller is in the queue no more: connected, given up or moved."""

    queue: str
    uniqueid: str


@frozen
class CallerAbandoned(Event):
    """A caller gave up."""

    queue: str
    uniqueid: str


@frozen
class MemberChanged(Event):
    """A member of a queue as it is now; `last_call` is in the PBX's Unix time, 0 for none."""

    queue: str
    interface: str
    paused: bool
    reason: str = ""
    calls_taken: int = 0
    last_call: int = 0
    listed: bool = False


@frozen
class MemberRemoved(Event):
    """A member left a queue."""

    queue: str
    interface: str


@frozen
class QueueCounted(Event):
    """A queue's totals, in a snapshot."""

    queue: str
    calls: int
    completed: int
    abandoned: int


@frozen
class OriginateEnded(Event):
    """Own phone was called for an outbound call: it answered or not."""

    channel: str
    success: bool
    reason: int


@frozen
class PbxStops(Event):
    """The PBX shuts down or restarts on purpose."""
