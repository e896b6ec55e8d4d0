"""A hotline on paper: what happens is chosen step by step, and told as PBX, log and truth tell it.

The truth is kept apart from both: figures reckoned from it by hand are what every other way must give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import median

from desk.figures.periods import Period
from desk.figures.tally import SOON, Figures, Tally
from telephony.floor.facts import EndedBy, Outcome, QueueCall, QueueLog
from telephony.floor.views import (
    FloorCall,
    FloorPbx,
    FloorQueue,
    FloorSeat,
    FloorState,
    FloorView,
    FloorWaiting,
)
from telephony.snapshots import CallDirection, CallState, LinkSnapshot, LinkState

START = 1_769_731_200.0  # eight in the morning in Shanghai
QUEUES = ("gjj", "renshe", "zonghe")
SEATS = ("2001", "2002", "2003")
NAMES = {"2001": "王敏", "2002": "PJSIP/2002", "2003": "李强"}
PBX = "main"


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True)
class Written:
    """What the desks wrote: which calls were settled, directly or not, and orders: when, in which call."""

    settled: Mapping[str, bool] = field(default_factory=dict)
    orders: tuple[tuple[datetime, str], ...] = ()


@dataclass
class Stay:
    """The truth about one stay; times are seconds, those that are counted whole as the PBX counts them."""

    call_id: str
    queue: str
    entered: float
    outcome: Outcome = Outcome.WAITING
    left: float | None = None
    seat: str = ""
    unanswered: list[str] = field(default_factory=list)
    ended: float | None = None
    by: EndedBy | None = None
    place: str = ""  # of the call-taker: empty, hold, consult, room (three-way)
    three_way: bool = False
    departments: list[str] = field(default_factory=list)

    @property
    def wait(self) -> int | None:
        return None if self.left is None else int(self.left) - int(self.entered)

    @property
    def talk(self) -> int | None:
        if self.ended is None or self.left is None or self.by is EndedBy.LOST:
            return None
        return int(self.ended) - int(self.left)

    @property
    def talks(self) -> bool:
        return self.outcome is Outcome.ANSWERED and self.ended is None

    def fact(self) -> QueueCall:
        return QueueCall(
            PBX,
            self.queue,
            self.call_id,
            moment(self.entered),
            f"138{self.call_id[2:]:0>8}",
            outcome=self.outcome,
            left_at=None if self.left is None else moment(self.left),
            wait_seconds=self.wait if self.outcome is not Outcome.LOST else None,
            seat=self.seat,
            member=NAMES.get(self.seat, ""),
            unanswered=tuple(self.unanswered),
            ended_at=None if self.ended is None else moment(self.ended),
            ended_by=self.by,
            talk_seconds=self.talk,
            three_way=self.three_way,
            departments=tuple(self.departments),
        )


class Hotline:
    """The PBX; `tell` hears live facts, unless the link is down."""

    def __init__(self) -> None:
        self.now = START
        self.stays: list[Stay] = []
        self.lines: list[str] = []
        self.tell: Callable[[QueueCall], None] = lambda fact: None
        self._calls = 0

    def waiting(self) -> list[Stay]:
        return [stay for stay in self.stays if stay.outcome is Outcome.WAITING]

    def talking(self) -> list[Stay]:
        return [stay for stay in self.stays if stay.talks]

    def log(self, call_id: str, queue: str, member: str, verb: str, *data: object) -> None:
        """Write a line of the log."""
        self.lines.append("|".join([str(int(self.now)), call_id, queue, member, verb, *map(str, data)]))

    # What may happen

    def enter(self, queue: str, call_id: str = "") -> None:
        if not call_id:
            self._calls += 1
            call_id = f"1.{self._calls}"
        stay = Stay(call_id, queue, self.now)
        self.stays.append(stay)
        self.log(call_id, queue, "NONE", "ENTERQUEUE", "", stay.fact().number, 1)
        self.tell(stay.fact())

    def ring_out(self, stay: Stay, seat: str) -> None:
        self.log(stay.call_id, stay.queue, NAMES[seat], "RINGNOANSWER", 15000)
        stay.unanswered.append(seat)
        self.tell(stay.fact())

    def answer(self, stay: Stay, seat: str) -> None:
        stay.outcome, stay.left, stay.seat = Outcome.ANSWERED, self.now, seat
        self.log(stay.call_id, stay.queue, NAMES[seat], "CONNECT", stay.wait, f"{stay.call_id}1", 3)
        self.tell(stay.fact())

    def leave(self, stay: Stay, verb: str) -> None:
        """Let the wait end without an answer: ABANDON, EXITWITHTIMEOUT, EXITWITHKEY or EXITEMPTY."""
        stay.outcome = Outcome.ABANDONED if verb == "ABANDON" else Outcome.LEFT
        stay.left = self.now
        key = ["1"] if verb == "EXITWITHKEY" else []
        self.log(stay.call_id, stay.queue, "NONE", verb, *key, 1, 1, stay.wait)
        self.tell(stay.fact())

    def move(self, stay: Stay, queue: str) -> None:
        stay.outcome, stay.left = Outcome.MOVED, self.now
        self.log(stay.call_id, stay.queue, "NONE", "ABANDON", 1, 1, stay.wait)
        self.tell(replace(stay.fact(), outcome=Outcome.ABANDONED))
        self.log(stay.call_id, stay.queue, "9001", "DESKMOVED", queue)
        self.tell(stay.fact())
        self.enter(queue, stay.call_id)

    def place(self, stay: Stay, place: str) -> None:
        """Hold, consult a department, join it (room), or come back (nothing)."""
        stay.place = place
        if place == "consult":
            stay.departments.append("8001")
            self.log(stay.call_id, "NONE", stay.seat, "DESKPLACE", "agent", "consult", "8001")
            self.log(stay.call_id, "NONE", stay.seat, "DESKPLACE", "department", "consult", "8001")
        elif place == "room":
            stay.three_way = True
            self.log(stay.call_id, "NONE", stay.seat, "DESKPLACE", "agent", "room", "")
            self.log(stay.call_id, "NONE", stay.seat, "DESKPLACE", "department", "room", "8001")
        else:
            self.log(stay.call_id, "NONE", stay.seat, "DESKPLACE", "department", "side", "")
            self.log(stay.call_id, "NONE", stay.seat, "DESKPLACE", "agent", place or "room", "")
        self.tell(stay.fact())

    def complete(self, stay: Stay, by: EndedBy) -> None:
        stay.ended, stay.by = self.now, by
        name = NAMES[stay.seat]
        if by is EndedBy.TRANSFER:
            self.log(stay.call_id, stay.queue, name, "BLINDTRANSFER", "8001", "x", stay.wait, stay.talk, 1)
        else:
            if by is EndedBy.REQUEUED:
                self.log(stay.call_id, "NONE", stay.seat, "DESKPLACE", "citizen", "queue", "")
            verb = "COMPLETECALLER" if by is EndedBy.CALLER else "COMPLETEAGENT"
            self.log(stay.call_id, stay.queue, name, verb, stay.wait, stay.talk, 1)
        self.tell(stay.fact())
        if by is EndedBy.REQUEUED:
            self.enter(stay.queue, stay.call_id)

    def restart(self) -> None:
        """The PBX goes away and comes back: who was there is lost."""
        for stay in self.waiting():
            stay.outcome, stay.left = Outcome.LOST, self.now
            self.tell(stay.fact())
        for stay in self.talking():
            stay.ended, stay.by = self.now, EndedBy.LOST
            self.tell(stay.fact())
        self.log("NONE", "NONE", "NONE", "QUEUESTART")

    def view(self, now: datetime, loaded_at: datetime | None = None) -> FloorView:
        """Return what the board sees: who sits there, who waits, and who talks."""
        link = LinkSnapshot(LinkState.UP)
        seats = tuple(
            FloorSeat(PBX, seat, f"PJSIP/{seat}", name, FloorState.READY, queues=QUEUES)
            for seat, name in NAMES.items()
        )
        # On paper a seat has as many calls as the course gives it; each is shown at a phone of its own.
        seats += tuple(
            FloorSeat(PBX, f"{stay.seat}/{place}", "", call=_call(stay))
            for place, stay in enumerate(self.talking())
        )
        queues = tuple(
            FloorQueue(PBX, queue, tuple(_caller(stay) for stay in self.waiting() if stay.queue == queue))
            for queue in QUEUES
        )
        return FloorView((FloorPbx(PBX, link, True, queues, seats, loaded_at),), at=now)

    # What a board hears that comes back

    def queue_log(self, since: float, *, readable: bool) -> QueueLog:
        """Return the log from a moment until now, as the PBX gives it or fails to."""
        lines = tuple(line for line in self.lines if int(line.split("|")[0]) >= int(since))
        return QueueLog(
            PBX, moment(since), moment(self.now), lines if readable else (), complete=readable, why=""
        )

    def snapshot(self, known: Iterable[QueueCall]) -> None:
        """Tell who waits, as far as a snapshot can: in whole seconds, unless the board remembers them."""
        remembered = {fact.call_id for fact in known}
        for stay in self.waiting():
            fact = stay.fact()
            if stay.call_id not in remembered:
                waited = int(self.now - stay.entered)
                fact = replace(fact, entered_at=moment(self.now - waited), unanswered=())
            self.tell(fact)


def _call(stay: Stay) -> FloorCall:
    return FloorCall(stay.call_id, CallDirection.INBOUND, CallState.TALKING, queue=stay.queue)


def _caller(stay: Stay) -> FloorWaiting:
    return FloorWaiting(PBX, stay.queue, stay.call_id, "", "", "", 1, moment(stay.entered))


def by_hand(
    calls: Iterable[QueueCall], period: Period, written: Written | None = None
) -> tuple[Figures, dict[str, Figures]]:
    """Reckon the figures of a period from facts and what was written: in total and by queue."""
    written, calls = written or Written(), list(calls)
    inside = [call for call in calls if call.left_at and period.since <= call.left_at < period.until]
    # A call that was answered twice was settled in its last talk.
    last = {call.call_id: call for call in sorted(calls, key=_answered_at)}
    settled = [
        (call, written.settled[call.call_id])
        for call in inside
        if call.outcome is Outcome.ANSWERED and call is last[call.call_id] and call.call_id in written.settled
    ]
    orders = [call_id for at, call_id in written.orders if period.since <= at < period.until]
    of_queue = [last[call_id].queue if call_id in last else "" for call_id in orders]
    return _sum(inside, settled, len(orders)), {
        queue: _sum(
            [call for call in inside if call.queue == queue],
            [(call, direct) for call, direct in settled if call.queue == queue],
            of_queue.count(queue),
        )
        for queue in {call.queue for call in inside} | set(of_queue) - {""}
    }


def _answered_at(call: QueueCall) -> datetime:
    answered = call.outcome is Outcome.ANSWERED
    return call.left_at if answered and call.left_at is not None else moment(0)


def _sum(calls: list[QueueCall], settled: list[tuple[QueueCall, bool]], orders: int) -> Figures:
    def those(outcome: Outcome) -> list[QueueCall]:
        return [call for call in calls if call.outcome is outcome]

    answered, abandoned, left = those(Outcome.ANSWERED), those(Outcome.ABANDONED), those(Outcome.LEFT)
    gave_up = [call.wait_seconds or 0.0 for call in abandoned]
    talks = [call.talk_seconds for call in answered if call.talk_seconds is not None]
    return Figures(
        answered=len(answered),
        answered_soon=sum((call.wait_seconds or 0) <= 15 for call in answered),
        abandoned=len(abandoned),
        abandoned_within=tuple(sum(wait <= soon for wait in gave_up) for soon in SOON),
        abandon_median=median(gave_up) if gave_up else None,
        left=len(left),
        moved=len(those(Outcome.MOVED)),
        lost=len(those(Outcome.LOST)),
        wait_sum=sum(call.wait_seconds or 0.0 for call in [*answered, *abandoned, *left]),
        answer_sum=sum(call.wait_seconds or 0.0 for call in answered),
        talked=len(talks),
        talk_sum=sum(talks),
        three_way=sum(call.three_way for call in answered),
        settled=len(settled),
        direct=sum(direct for _, direct in settled),
        orders=orders,
    )


def the_same(tally: Tally, calls: Iterable[QueueCall], written: Written | None = None) -> None:
    """Hold a tally to what is reckoned by hand."""
    total, queues = by_hand(calls, tally.period, written)
    assert tally.total == total
    empty = Figures()
    assert {name: figures for name, figures in tally.queues.items() if figures != empty} == queues


def minutes(period: Period, count: int) -> Period:
    """Return the last so many minutes of a period."""
    return Period(period.until - timedelta(minutes=count), period.until)
