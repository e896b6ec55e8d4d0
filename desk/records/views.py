"""What the records tell the windows: frozen rows, free of the database session that read them."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime

LOCAL = "desk-"  # begins the ids of forms without a call: the PBX was away, or nobody called


class OrderKind(enum.Enum):
    """Kinds of a citizen's request (咨询 投诉 求助 举报 建议 表扬)."""

    CONSULTATION = "consultation"
    COMPLAINT = "complaint"
    HELP = "help"
    REPORT = "report"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


class OrderState(enum.Enum):
    """States of a work order; the transitions stand in `desk.records.order_states`."""

    DISPATCHED = "dispatched"
    SIGNED = "signed"
    REPLIED = "replied"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    RETURNED = "returned"


class Outcome(enum.Enum):
    """How the call-taker settled a call."""

    DIRECT_ANSWER = "direct_answer"
    THREE_WAY = "three_way"
    ORDER = "order"
    HANDED_OVER = "handed_over"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Department:
    """A member unit; `initials` are the pinyin initials of its name, lower case."""

    code: str
    name: str
    phone: str
    hours: str = ""
    duties: str = ""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class PastCall:
    """An earlier call of the same number; `call_back`: this desk called the citizen."""

    call_id: str
    started_at: datetime
    queue: str
    agent: str
    outcome: Outcome | None
    note: str
    talk_seconds: float | None
    call_back: bool = False


@dataclass(frozen=True, slots=True)
class UnfinishedCall:
    """An answered call without a wrap-up, as its record has it."""

    call_id: str
    number: str
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """A work order as the call-taker sees it."""

    number: str
    kind: OrderKind
    urgent: bool
    title: str
    place: str
    department_code: str
    department_name: str
    state: OrderState
    dispatched_at: datetime
    due_at: datetime
    overdue: bool
    reminders: int
    last_reply: str = ""
    last_reply_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RepeatCall:
    """It looks like a matter that the caller has called about: all their `calls` in `days`, its `order`."""

    calls: int
    days: int
    order: OrderView | None = None


@dataclass(frozen=True, slots=True)
class NumberInfo:
    """What can be said of a telephone number without asking anybody.

    `withheld`: the caller sent no number; `valid`: a number that exists in the numbering plan.
    `place` and `carrier` are in the language asked for, empty when not known.
    """

    raw: str
    display: str
    e164: str
    place: str
    carrier: str
    withheld: bool
    valid: bool


@dataclass(frozen=True, slots=True)
class CallerCard:
    """Everything the desk knows of a caller, in one read."""

    number: NumberInfo
    caller_id: int | None = None
    name: str = ""
    address: str = ""
    note: str = ""
    nuisance: bool = False
    nuisance_reason: str = ""
    calls_total: int = 0  # those of the caller, without call-backs
    calls: tuple[PastCall, ...] = ()  # newest first, at most 20
    orders: tuple[OrderView, ...] = ()  # open ones first, newest first, at most 20
    repeat: RepeatCall | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the records have of a note, a name or a mark after it was saved.

    `theirs` is what another desk had written there meanwhile, None when nobody had.
    """

    text: str
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """A work order while it is typed; tied to the call, saved as typed."""

    call_id: str
    kind: OrderKind = OrderKind.CONSULTATION
    urgent: bool = False
    title: str = ""
    detail: str = ""
    place: str = ""
    department_code: str = ""
    note: str = ""  # the wrap-up note
    caller_number: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DepartmentSuggestion:
    """A department proposed for an order, best first; `reason` names the evidence: duties or orders."""

    department: Department
    score: float
    evidence: str = ""  # title of the like order, or the words of the duties that matched
    like_orders: int = 0


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of an import that was not taken: 1-based `line`, a `problem` key and its values."""

    line: int
    problem: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: tuple[BadRow, ...] = field(default_factory=tuple)
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class AgentDay:
    """What a call-taker has done since midnight in China."""

    calls: int = 0
    answered: int = 0
    direct_answers: int = 0  # calls settled from the knowledge base
    three_way: int = 0
    orders: int = 0
    mean_talk_seconds: float | None = None
