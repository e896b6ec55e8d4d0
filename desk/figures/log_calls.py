"""The calls that a queue_log tells of: the same facts as the live stream gives, found again from a file.

Every line that ends something carries how long it took, so a file that begins in the middle of a call
still gives the whole call: the time of its entry is reckoned back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from desk.figures.queue_log import LogLine, parse
from telephony.floor.facts import EndedBy, Outcome, QueueCall

_BESIDE = timedelta(seconds=3)  # between an ABANDON and the DESKMOVED that explains it
_AFTERWARDS = timedelta(minutes=1)  # so long something may be told of a stay that is over
_LONGEST = timedelta(hours=24)  # a stay whose end no line tells is not remembered for longer
_PHONE = re.compile(r"PJSIP/([0-9]+)", re.ASCII)
_SEAT = re.compile(r"([0-9]{1,10})(?: |$)", re.ASCII)  # as a desk signs in: the extension, then a name
_NOBODY: Mapping[str, str] = MappingProxyType({})


def seat_of(member: str, seats: Mapping[str, str] = _NOBODY) -> str:
    """Return the key of the seat that queue_log calls `member`, empty where that can't be told."""
    known = seats.get(member)
    if known is not None:
        return known
    phone = _PHONE.fullmatch(member) or _SEAT.match(member)
    return phone[1] if phone else member if "/" in member else ""


@dataclass(slots=True)
class _Stay:
    """A caller's stay in one queue while the lines about it are read."""

    queue: str
    call_id: str
    entered_at: datetime
    number: str = ""
    outcome: Outcome = Outcome.WAITING
    left_at: datetime | None = None
    wait: int | None = None
    seat: str = ""
    member: str = ""
    ring: float | None = None
    unanswered: list[str] = field(default_factory=list)
    ended_at: datetime | None = None
    ended_by: EndedBy | None = None
    talk: int | None = None
    moved: bool = False
    places: dict[str, str] = field(default_factory=dict)  # where the dialplan has put each role
    apart_since: datetime | None = None  # since when the citizen has been alone with the music
    hold: float = 0.0
    consult: float = 0.0
    three_way: bool = False
    departments: list[str] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        return self.outcome in (Outcome.WAITING, Outcome.LOST)

    @property
    def talks(self) -> bool:
        return self.outcome is Outcome.ANSWERED and self.ended_by in (None, EndedBy.LOST)

    def goes_on(self, now: datetime) -> bool:
        """Tell whether a line may still come about it."""
        if self.outcome is Outcome.WAITING or (self.talks and self.ended_by is None):
            return now - self.entered_at <= _LONGEST
        over = self.ended_at or self.left_at
        return over is None or now - over <= _AFTERWARDS

    def leave(self, outcome: Outcome, at: datetime, wait: int | None) -> None:
        self.outcome, self.left_at = outcome, at
        self.wait = wait if wait is not None else max(0, int((at - self.entered_at).total_seconds()))

    def end(self, by: EndedBy, at: datetime, talk: int | None) -> None:
        self.place("", "", at)
        self.ended_by, self.ended_at = by, at
        if talk is None and self.left_at is not None and by is not EndedBy.LOST:
            talk = max(0, int((at - self.left_at).total_seconds()))
        self.talk = talk

    def place(self, role: str, place: str, at: datetime, number: str = "") -> None:
        """Note where a leg of the call is now, and for how long the citizen was alone until now."""
        if self.apart_since is not None:
            seconds = max(0.0, (at - self.apart_since).total_seconds())
            if self.places.get("agent") == "hold":
                self.hold += seconds
            else:
                self.consult += seconds
            self.apart_since = None
        if not role:
            return
        self.places[role] = place
        if role == "department" and place == "consult" and number:
            self.departments.append(number)
        agent, department = self.places.get("agent"), self.places.get("department")
        if agent in ("hold", "consult", "side"):
            self.apart_since = at
        if agent == "room" and department == "room":
            self.three_way = True

    def fact(self, pbx: str) -> QueueCall:
        ring_at = None
        if self.ring is not None and self.left_at is not None:
            ring_at = self.left_at - timedelta(seconds=self.ring)
        return QueueCall(
            pbx=pbx,
            queue=self.queue,
            call_id=self.call_id,
            entered_at=self.entered_at,
            number=self.number,
            outcome=self.outcome,
            left_at=self.left_at,
            wait_seconds=self.wait,
            seat=self.seat,
            member=self.member,
            ring_at=ring_at,
            ring_seconds=self.ring,
            unanswered=tuple(self.unanswered),
            ended_at=self.ended_at,
            ended_by=self.ended_by,
            talk_seconds=self.talk,
            hold_seconds=self.hold,
            consult_seconds=self.consult,
            three_way=self.three_way,
            departments=tuple(self.departments),
        )


class LogCalls:
    """Reads lines in the order of the file; `seats` tells the key of a member's seat by its name."""

    def __init__(self, pbx: str, seats: Mapping[str, str] = _NOBODY) -> None:
        self._pbx = pbx
        self._seats = seats
        self._stays: list[_Stay] = []
        self._of_call: dict[str, list[_Stay]] = {}
        self._latest: datetime | None = None  # the time of the line that was read last
        self.restarts: list[datetime] = []
        self.unread = 0

    def read(self, lines: Iterable[str]) -> None:
        """Read lines; those that are none are counted and passed over."""
        for text in lines:
            line = parse(text)
            if line is None:
                self.unread += bool(text.strip())
                continue
            self._latest = line.at
            handle = _HANDLERS.get(line.verb)
            if handle is not None:
                handle(self, line)

    def calls(self) -> Iterator[QueueCall]:
        """Yield every stay that the lines have told of, those that are not over included."""
        for stay in self._stays:
            yield stay.fact(self._pbx)

    def forget(self) -> None:
        """Let go of the stays of which the next lines tell nothing."""
        if self._latest is None:
            return
        self._stays = [stay for stay in self._stays if stay.goes_on(self._latest)]
        self._of_call = {}
        for stay in self._stays:
            self._of_call.setdefault(stay.call_id, []).append(stay)

    # The lines

    def _enter(self, line: LogLine) -> None:
        if not line.queue:
            return
        stays = self._of_call.get(line.call_id, ())
        if any(stay.queue == line.queue and stay.entered_at == line.at for stay in stays):
            return  # the same line twice
        for stay in stays:
            if stay.outcome is Outcome.WAITING:  # its end is missing: a caller waits in one queue at a time
                stay.outcome, stay.left_at = Outcome.LOST, line.at
        self._open(line, 0).number = line.text(1)

    def _ring_out(self, line: LogLine) -> None:
        stay = self._waiting(line)
        if stay is not None:
            stay.unanswered.append(seat_of(line.member, self._seats) or line.member)

    def _connect(self, line: LogLine) -> None:
        wait = line.count(0)
        stay = self._waiting(line)
        if stay is None and line.queue and wait is not None and not self._known(line):
            stay = self._open(line, wait)
        if stay is not None:
            stay.leave(Outcome.ANSWERED, line.at, wait)
            self._name(stay, line)
            ring = line.count(2)
            stay.ring = None if ring is None else float(ring)

    def _abandon(self, line: LogLine) -> None:
        self._leave(line, Outcome.ABANDONED, 2)

    def _exit(self, line: LogLine) -> None:
        self._leave(line, Outcome.LEFT, 3 if line.verb == "EXITWITHKEY" else 2)

    def _leave(self, line: LogLine, outcome: Outcome, place: int) -> None:
        wait = line.count(place)
        stay = self._waiting(line)
        if stay is None and line.queue and wait is not None and not self._known(line):
            stay = self._open(line, wait)
        if stay is not None:
            moved = stay.moved and outcome is Outcome.ABANDONED
            stay.leave(Outcome.MOVED if moved else outcome, line.at, wait)

    def _incompatible(self, line: LogLine) -> None:
        stay = self._waiting(line)
        if stay is not None:
            stay.leave(Outcome.LOST, line.at, None)

    def _complete(self, line: LogLine) -> None:
        by = EndedBy.CALLER if line.verb == "COMPLETECALLER" else EndedBy.AGENT
        self._end(line, by, line.count(0), line.count(1))

    def _transfer(self, line: LogLine) -> None:
        # The fields before the last three tell where to, in as many fields as it takes.
        self._end(line, EndedBy.TRANSFER, line.count(-3), line.count(-2))

    def _end(self, line: LogLine, by: EndedBy, wait: int | None, talk: int | None) -> None:
        stay = self._talking(line)
        if stay is None and wait is not None and talk is not None and line.queue:
            stay = self._waiting(line)  # its CONNECT is missing
            if stay is None:
                if self._known(line):
                    return
                stay = self._open(line, wait + talk)
            stay.leave(Outcome.ANSWERED, line.at - timedelta(seconds=talk), wait)
            self._name(stay, line)
        if stay is None:
            return
        places = stay.places
        if places.get("citizen") == "transfer":
            by = EndedBy.TRANSFER
        elif places.get("citizen") == "queue":
            by = EndedBy.REQUEUED
        elif by is EndedBy.AGENT and places.get("agent") == places.get("department") == "room":
            by = EndedBy.LEFT
        stay.end(by, line.at, talk)

    def _place(self, line: LogLine) -> None:
        stay = self._talking(line, any_queue=True)
        role, place = line.text(0), line.text(1)
        if stay is None or role not in ("agent", "citizen", "department"):
            return
        stay.place(role, place, line.at, line.text(2))
        if role == "agent" and line.member.isdigit():
            stay.seat = line.member

    def _moved(self, line: LogLine) -> None:
        stay = self._waiting(line)
        if stay is not None:
            stay.moved = True
            return
        for stay in reversed(self._of_call.get(line.call_id, ())):
            if stay.queue == line.queue and stay.outcome is Outcome.ABANDONED and stay.left_at is not None:
                if abs(line.at - stay.left_at) <= _BESIDE:
                    stay.outcome = Outcome.MOVED
                return

    def _restart(self, line: LogLine) -> None:
        """Who waited or talked when the PBX went away is lost, unless a later line tells of them."""
        self.restarts.append(line.at)
        for stay in self._stays:
            if stay.outcome is Outcome.WAITING:
                stay.outcome, stay.left_at = Outcome.LOST, line.at
            elif stay.talks and stay.ended_by is None:
                stay.end(EndedBy.LOST, line.at, None)

    # Their stays

    def _open(self, line: LogLine, seconds: int) -> _Stay:
        stay = _Stay(line.queue, line.call_id, line.at - timedelta(seconds=seconds))
        self._stays.append(stay)
        self._of_call.setdefault(line.call_id, []).append(stay)
        return stay

    def _name(self, stay: _Stay, line: LogLine) -> None:
        stay.member = line.member
        stay.seat = stay.seat or seat_of(line.member, self._seats)

    def _waiting(self, line: LogLine) -> _Stay | None:
        """Return the stay of the line's call that waits in the line's queue."""
        for stay in reversed(self._of_call.get(line.call_id, ())):
            if stay.queue == line.queue and stay.waits:
                return stay
        return None

    def _talking(self, line: LogLine, *, any_queue: bool = False) -> _Stay | None:
        """Return the stay of the line's call whose caller talks."""
        for stay in reversed(self._of_call.get(line.call_id, ())):
            if (any_queue or stay.queue == line.queue) and stay.talks:
                return stay
        return None

    def _known(self, line: LogLine) -> bool:
        """Tell whether the line only says again how a stay of the call in the queue went on."""
        stays = self._of_call.get(line.call_id, ())
        return any(stay.queue == line.queue and line.at in (stay.left_at, stay.ended_at) for stay in stays)


_HANDLERS: dict[str, Callable[[LogCalls, LogLine], None]] = {
    "ENTERQUEUE": LogCalls._enter,
    "RINGNOANSWER": LogCalls._ring_out,
    "CONNECT": LogCalls._connect,
    "ABANDON": LogCalls._abandon,
    "EXITWITHTIMEOUT": LogCalls._exit,
    "EXITEMPTY": LogCalls._exit,
    "EXITWITHKEY": LogCalls._exit,
    "WITHDRAW": LogCalls._exit,
    "SYSCOMPAT": LogCalls._incompatible,
    "COMPLETECALLER": LogCalls._complete,
    "COMPLETEAGENT": LogCalls._complete,
    "BLINDTRANSFER": LogCalls._transfer,
    "ATTENDEDTRANSFER": LogCalls._transfer,
    "TRANSFER": LogCalls._transfer,
    "DESKPLACE": LogCalls._place,
    "DESKMOVED": LogCalls._moved,
    "QUEUESTART": LogCalls._restart,
}
# RINGCANCELED (somebody else answered, or the caller gave up), AGENTDUMP, ADDMEMBER, REMOVEMEMBER, PAUSE,
# UNPAUSE, PAUSEALL, UNPAUSEALL, PAUSEREASON, PENALTY, RINGINUSE, CONFIGRELOAD, DID, INFO, AGENTLOGIN and
# AGENTLOGOFF change no call.
