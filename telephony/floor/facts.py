"""What has happened and stays so: the facts that figures are computed from.

A `QueueCall` is told when the caller enters, again when they are answered or leave, and again when the call
is over: each later one replaces the earlier one with the same `key`. Times are aware UTC datetimes of the
PBX's clock where the PBX gives it (the kit's `timestampevents`), so that they agree with its queue_log to
a second.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Outcome(enum.Enum):
    """How a caller's wait in a queue ended."""

    WAITING = "waiting"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    LEFT = "left"  # time limit, key, nobody signed in: the PBX went on with them (queue_log: EXIT…)
    MOVED = "moved"  # a lead sent them elsewhere (queue_log has ABANDON and then DESKMOVED)
    LOST = "lost"  # the PBX or the link went away and they were not there afterwards


class EndedBy(enum.Enum):
    """How an answered call ended for the seat."""

    CALLER = "caller"
    AGENT = "agent"
    TRANSFER = "transfer"  # handed over to a number or a queue
    LEFT = "left"  # citizen and department went on without the call-taker
    REQUEUED = "requeued"  # the seat's phone was lost, the citizen went back to the queue
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class QueueCall:
    """One stay of a caller in one queue, and the talk that it led to; seconds are the PBX's own counts.

    A caller who is queued again (another queue, or back after a lost seat) is a new `QueueCall` with the
    same `call_id`. `seat` is a `FloorSeat.key`; `member` the name under which queue_log knows it.
    """

    pbx: str
    queue: str
    call_id: str
    entered_at: datetime
    number: str = ""
    name: str = ""
    outcome: Outcome = Outcome.WAITING
    left_at: datetime | None = None  # answered, gave up, or went on elsewhere
    wait_seconds: float | None = None
    seat: str = ""
    member: str = ""
    ring_at: datetime | None = None  # when the phone that answered began to ring
    ring_seconds: float | None = None
    unanswered: tuple[str, ...] = ()  # seats whose phones rang out, in order, one entry a time
    ended_at: datetime | None = None
    ended_by: EndedBy | None = None
    talk_seconds: float | None = None
    hold_seconds: float = 0.0
    consult_seconds: float = 0.0
    three_way: bool = False
    departments: tuple[str, ...] = ()  # numbers of the departments that were called, in order

    @property
    def key(self) -> tuple[str, str, str, datetime]:
        """What tells this stay from every other one."""
        return (self.pbx, self.call_id, self.queue, self.entered_at)

    @property
    def over(self) -> bool:
        """Tell whether nothing more will come."""
        if self.outcome is Outcome.ANSWERED:
            return self.ended_at is not None
        return self.outcome is not Outcome.WAITING


@dataclass(frozen=True, slots=True)
class QueueLog:
    """Lines of a PBX's queue_log, oldest first, whole: everything written from `since` to `until`.

    Told after every log-in and every minute: from the beginning of the day at first, afterwards from where
    the one before it ended (its last lines may come twice). Live facts from before `until` may be in it, too;
    where the two differ in a second, the log's count is the one that stays.
    A log that begins later than it was asked for (it is new, or what was rotated away is not found) is told
    from its first line on, one without any line from `until` on.
    `complete` is False when the PBX could not give all of it; `why` is a technical text.

    Besides the queue's own events there are the kit's (call id and the rest as in every line):
    `…|<call id>|NONE|<seat's extension>|DESKPLACE|<role>|<place>|<number>`: the dialplan has put a leg of the
    call somewhere (role agent, citizen, department; place room, side, hold, consult, transfer, queue), and
    `…|<call id>|<queue>|<lead>|DESKMOVED|<queue or number>`: a lead has sent the waiting caller there, and
    the ABANDON of the same call just before or after it is none.
    """

    pbx: str
    since: datetime
    until: datetime
    lines: tuple[str, ...] = ()
    complete: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """A lead began (`ended_at` None) or ended listening to a seat, as the PBX reported it."""

    pbx: str
    seat: str
    lead: str
    mode: str
    told: bool
    began_at: datetime
    ended_at: datetime | None = None


Fact = QueueCall | QueueLog | Watched
