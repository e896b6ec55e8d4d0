"""What the PBX has reported of one seat, frozen: the only view of telephony that a window sees.

Every change of the seat's world produces a new `SeatView`. Times are aware UTC datetimes taken when
the report arrived at this program, except where a docstring says that the PBX gave them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from telephony.frozen import frozen
from telephony.symbol import Symbol


class LinkState(Symbol):
    """State of the connection to the PBX."""

    CONNECTING = "connecting"
    UP = "up"
    WAITING = "waiting"  # down; the next attempt is at LinkSnapshot.retry_at
    STOPPED = "stopped"  # closed on purpose


class LinkProblem(Symbol):
    """Why the link is not up."""

    REFUSED = "refused"  # nobody listens on that port: the PBX is down
    UNREACHABLE = "unreachable"  # no route, name not found, connect time limit
    LOST = "lost"  # connection closed or reset by the other side
    SILENT = "silent"  # half-open: the ping was not answered
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 (a name, no secret)
    NO_PRIVILEGE = "no_privilege"  # logged in, but a right that the seat needs is missing
    NOT_AMI = "not_ami"  # something answers that does not speak AMI
    TLS = "tls"  # certificate or handshake


@dataclass(frozen=True, slots=True)
class LinkSnapshot:
    """State of the link; `detail` is technical text for a tooltip, never a secret."""

    state: LinkState
    problem: LinkProblem | None = None
    detail: str = ""
    since: datetime | None = None
    retry_at: datetime | None = None
    pbx_version: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """AMI's actions that the account would need to be allowed and is not."""
        refused = self.problem is LinkProblem.NO_PRIVILEGE and self.detail
        return tuple(self.detail.split(", ")) if refused else ()


class SeatState(Symbol):
    """State of the seat towards its queues, as the PBX reports it."""

    UNKNOWN = "unknown"  # link down or snapshot not complete
    SIGNED_OUT = "signed_out"
    NOT_READY = "not_ready"
    READY = "ready"
    AFTER_CALL = "after_call"  # paused with AFTER_CALL_REASON: wrap-up is open


AFTER_CALL_REASON = "after-call"  # pause reason that the desk sets when a call is connected


@frozen
class QueueSnapshot:
    """One of the seat's queues: `waiting` callers, and the totals since the PBX's last reset."""

    name: str
    member: bool
    waiting: int = 0
    longest_wait_since: datetime | None = None
    completed: int = 0
    abandoned: int = 0


@frozen
class SeatSnapshot:
    """The seat; `reason` is the pause reason as the PBX keeps it (a key or free text)."""

    extension: str
    state: SeatState = SeatState.UNKNOWN
    reason: str = ""
    since: datetime | None = None
    queues: tuple[QueueSnapshot, ...] = ()


class CallDirection(Symbol):
    """Which way the call was set up."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CallState(Symbol):
    """Where the conversation of this seat with a citizen stands."""

    RINGING = "ringing"  # inbound: the seat's phone rings
    DIALLING = "dialling"  # outbound: own phone or the citizen's is ringing
    TALKING = "talking"  # citizen and call-taker
    HELD = "held"  # citizen hears music, call-taker hears nothing
    CONSULT_DIALLING = "consult_dialling"  # citizen hears music, the department's phone rings
    CONSULTING = "consulting"  # citizen hears music, call-taker and department talk
    THREE_WAY = "three_way"
    DEPARTMENT_HELD = "department_held"  # citizen and call-taker talk, department hears music
    ENDED = "ended"  # for this seat; citizen and department may go on alone


class LegRole(Symbol):
    """Who is on a leg."""

    CITIZEN = "citizen"
    AGENT = "agent"
    DEPARTMENT = "department"


class LegState(Symbol):
    """How a leg takes part."""

    WAITING = "waiting"  # the citizen in the queue, while the call-taker's phone rings
    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"  # hears music (citizen, department) or nothing (call-taker)
    GONE = "gone"


@frozen
class Leg:
    """One leg of the call; `channel` is the PBX's channel name."""

    role: LegRole
    channel: str
    number: str = ""
    name: str = ""
    state: LegState = LegState.TALKING
    muted: bool = False
    since: datetime | None = None


class CallAction(Symbol):
    """What a call-taker can ask of a call."""

    ANSWER = "answer"
    HOLD = "hold"
    RESUME = "resume"
    HANG_UP = "hang_up"  # ends the call for everybody
    DIAL = "dial"
    CONSULT = "consult"
    JOIN = "join"  # three-way
    LEAVE = "leave"  # citizen and department go on alone
    RETURN = "return"  # back to the citizen alone
    TRANSFER = "transfer"  # hand over at once
    MUTE_LEG = "mute_leg"
    HOLD_LEG = "hold_leg"
    DROP_LEG = "drop_leg"


class Hindrance(Symbol):
    """Why an action is not possible now."""

    LINK_DOWN = "link_down"
    NO_CALL = "no_call"
    CALL_PRESENT = "call_present"
    NOT_RINGING = "not_ringing"
    STILL_RINGING = "still_ringing"
    ANSWER_AT_PHONE = "answer_at_phone"
    ALREADY_HELD = "already_held"
    NOT_HELD = "not_held"
    NO_DEPARTMENT = "no_department"
    DEPARTMENT_PRESENT = "department_present"
    DEPARTMENT_NOT_ANSWERED = "department_not_answered"
    WITH_CITIZEN = "with_citizen"  # already alone with the citizen
    CITIZEN_GONE = "citizen_gone"
    NOT_THREE_WAY = "not_three_way"
    IN_PROGRESS = "in_progress"  # an earlier action is not confirmed yet
    NOT_ALLOWED = "not_allowed"  # the account lacks the right (e.g. originate)


class ConsultResult(Symbol):
    """How the last attempt to reach a department (or a called-back citizen) ended."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"  # number wrong, or phone not registered
    CANCELLED = "cancelled"
    HUNG_UP = "hung_up"  # the department hung up after talking


class EndReason(Symbol):
    """How the call ended for this seat."""

    CITIZEN_HUNG_UP = "citizen_hung_up"
    AGENT_HUNG_UP = "agent_hung_up"
    ABANDONED = "abandoned"  # the citizen gave up while it rang here
    NOT_ANSWERED = "not_answered"  # rang out here; the queue went on to another seat
    LEFT = "left"  # citizen and department go on alone
    TRANSFERRED = "transferred"
    REQUEUED = "requeued"  # the seat's phone was lost on hold: citizen is back in the queue
    LOST = "lost"  # link or PBX went away and the call was not there afterwards


@frozen
class CallSnapshot:
    """One call of this seat.

    `call_id` is the citizen channel's Linkedid. `waited` is in seconds, None until the PBX has told.
    `number` is as the PBX gave it; empty means withheld. `hindrances` has an entry for exactly those
    actions that are not in `can`.
    """

    call_id: str
    direction: CallDirection
    state: CallState
    number: str = ""
    name: str = ""
    queue: str = ""
    waited: float | None = None
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    legs: tuple[Leg, ...] = ()
    consult_result: ConsultResult | None = None
    consult_number: str = ""
    can: frozenset[CallAction] = frozenset()
    hindrances: Mapping[CallAction, Hindrance] = field(default_factory=lambda: MappingProxyType({}))

    def leg(self, role: LegRole) -> Leg | None:
        """Return the leg of `role` that is not gone, if there is one."""
        return next((leg for leg in self.legs if leg.role is role and leg.state is not LegState.GONE), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """What the PBX could tell about a time without a link; counts are None when it was restarted."""

    since: datetime
    until: datetime
    completed: Mapping[str, int] | None = None  # per queue
    abandoned: Mapping[str, int] | None = None  # per queue
    taken_here: int | None = None
    last_call_here: datetime | None = None  # PBX's clock


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line from the team lead to all desks."""

    text: str
    sender: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SeatWatch:
    """A team lead takes part in this seat's call; `mode` is listen, whisper or barge."""

    lead: str
    mode: str
    since: datetime


@frozen
class SeatView:
    """Everything that the window shows of the PBX.

    `call` is the call that has the screen: a new ringing call does not replace one in progress, it
    stands in `other_calls`. An ended call stays in `call` until the next one is offered.
    """

    link: LinkSnapshot
    seat: SeatSnapshot
    call: CallSnapshot | None = None
    other_calls: tuple[CallSnapshot, ...] = ()
    gap: Gap | None = None  # of the last reconnection
    announcement: Announcement | None = None  # the latest
    watched: SeatWatch | None = None  # only where the centre's rules have the seat told
    idle_hindrances: Mapping[CallAction, Hindrance] = field(default_factory=lambda: MappingProxyType({}))
