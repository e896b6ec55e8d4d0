"""What the PBXs have reported of all queues and seats, frozen: the only view of the floor that a window sees.

What has not changed between two views is the same object (`is`), so a model compares identities and
repaints only what is new. Times are aware UTC datetimes, of this program's clock unless a docstring says
otherwise. A seat is known by its PBX's name and its `key`, a call by its PBX's name and its `call_id`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from telephony.snapshots import CallDirection, CallState, LinkSnapshot


class FloorState(enum.Enum):
    """What a seat does; of several that would be true the most telling one."""

    UNKNOWN = "unknown"  # no link, or the snapshot is not complete
    SIGNED_OUT = "signed_out"
    NOT_READY = "not_ready"  # FloorSeat.reason says why
    READY = "ready"
    RINGING = "ringing"
    DIALLING = "dialling"  # calls somebody: own phone or theirs rings
    TALKING = "talking"
    CONSULTING = "consulting"  # a department is called or spoken to, the citizen hears music
    THREE_WAY = "three_way"
    HELD = "held"  # the citizen hears music and nobody else is there
    AFTER_CALL = "after_call"


IN_CALL = frozenset(
    {FloorState.TALKING, FloorState.CONSULTING, FloorState.THREE_WAY, FloorState.HELD, FloorState.DIALLING}
)


class WatchMode(enum.Enum):
    """How a lead takes part in a seat's call."""

    LISTEN = "listen"  # hears both, is heard by nobody
    WHISPER = "whisper"  # is heard by the call-taker alone
    BARGE = "barge"  # is heard by both


@dataclass(frozen=True, slots=True)
class FloorWaiting:
    """A caller who waits; `since` is when they came into this queue, `position` counts from 1.

    `call_id` is the Uniqueid of the citizen's channel, also in `FloorCall`, `QueueCall` and queue_log.
    """

    pbx: str
    queue: str
    call_id: str
    channel: str
    number: str
    name: str
    position: int
    since: datetime
    priority: int = 0
    ringing: tuple[str, ...] = ()  # keys of the seats whose phones ring for this caller


@dataclass(frozen=True, slots=True)
class FloorQueue:
    """One queue; the totals are the PBX's own since its start or its last reset."""

    pbx: str
    name: str
    waiting: tuple[FloorWaiting, ...] = ()  # in the order of their positions
    completed: int = 0
    abandoned: int = 0

    @property
    def longest_since(self) -> datetime | None:
        """Since when the caller who has been waiting longest is there."""
        return min((caller.since for caller in self.waiting), default=None)


@dataclass(frozen=True, slots=True)
class FloorCall:
    """The call that a seat is in; an empty `queue` means that no queue gave it, empty `department` nobody."""

    call_id: str
    direction: CallDirection
    state: CallState
    number: str = ""
    name: str = ""
    queue: str = ""
    waited: float | None = None  # seconds
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    department: str = ""  # the number, while the department is there or being called


@dataclass(frozen=True, slots=True)
class Watch:
    """A lead listens to a seat, whispers or takes part; `lead` is the number or channel of their phone."""

    lead: str
    mode: WatchMode
    told: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class FloorSeat:
    """One seat: a phone that is, or was, a member of a queue.

    `key` is the extension for a seat of the hotline (`2001` for PJSIP/2001), the whole interface for a member
    of another kind. `since` is when the state began, for a state found by a snapshot as far as the PBX can
    tell. `state` UNKNOWN with a call means that the PBX shows the call and not the membership.
    """

    pbx: str
    key: str
    interface: str
    name: str = ""
    state: FloorState = FloorState.UNKNOWN
    since: datetime | None = None
    reason: str = ""
    queues: tuple[str, ...] = ()  # where it is a member now
    paused: bool = False
    reachable: bool = True  # False: the PBX can't reach the phone (not registered, unplugged)
    call: FloorCall | None = None
    watched: tuple[Watch, ...] = ()
    calls_taken: int = 0  # the PBX's count since the seat signed in
    last_call: datetime | None = None  # PBX's clock
    member: str = ""  # the name that queue_log knows the seat by


@dataclass(frozen=True, slots=True)
class FloorPbx:
    """One PBX: its link, its queues by name, its seats by key.

    When the link is down `queues` and `seats` are as last seen with every state UNKNOWN and nobody waiting.
    """

    name: str
    link: LinkSnapshot
    loaded: bool = False  # the snapshot has been read: what is shown is true
    queues: tuple[FloorQueue, ...] = ()
    seats: tuple[FloorSeat, ...] = ()
    loaded_at: datetime | None = None  # since when; every call since then has been told


@dataclass(frozen=True, slots=True)
class FloorView:
    """Everything live, of all PBXs; `serial` grows with every view."""

    pbxs: tuple[FloorPbx, ...] = ()
    serial: int = 0
    at: datetime | None = field(default=None, compare=False)

    @property
    def queues(self) -> tuple[FloorQueue, ...]:
        """The queues of all PBXs."""
        return tuple(chain.from_iterable(pbx.queues for pbx in self.pbxs))

    @property
    def seats(self) -> tuple[FloorSeat, ...]:
        """The seats of all PBXs."""
        return tuple(chain.from_iterable(pbx.seats for pbx in self.pbxs))

    @property
    def waiting(self) -> tuple[FloorWaiting, ...]:
        """The waiting callers of all PBXs, the one who came first at the head."""
        callers = (caller for queue in self.queues for caller in queue.waiting)
        return tuple(sorted(callers, key=lambda caller: caller.since))

    def pbx(self, name: str) -> FloorPbx | None:
        """Return the PBX with this name."""
        return next((pbx for pbx in self.pbxs if pbx.name == name), None)

    def seat(self, pbx: str, key: str) -> FloorSeat | None:
        """Return one seat."""
        found = self.pbx(pbx)
        return next((seat for seat in found.seats if seat.key == key), None) if found else None
