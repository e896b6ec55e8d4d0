"""What seats did before a board was there to see it: signed in or out, ready or not, as queue_log has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from desk.figures.log_calls import seat_of
from desk.figures.queue_log import LogLine, parse
from telephony.floor.views import FloorState
from telephony.snapshots import AFTER_CALL_REASON

Span = tuple[float, float]


class Change(NamedTuple):
    """Since when, in seconds since 1970, a seat has been in a state and in these queues."""

    at: float
    state: FloorState
    queues: frozenset[str] = frozenset()


class Courses(NamedTuple):
    """How the seats of a log changed; `whole` unless some lines are about members who are no known seat."""

    seats: Mapping[str, Sequence[Change]]
    whole: bool = True


@dataclass(slots=True)
class _Member:
    queues: set[str] = field(default_factory=set)
    state: FloorState = FloorState.READY


def changes(lines: Iterable[str], seats: Mapping[str, str]) -> Courses:
    """Return how each seat's state changed, calls left aside; `seats` are their keys by the names in the log.

    Of the time before a seat's first line something is said only where that line leaves no doubt: who signs
    in was signed out, and who is given a call was ready. A pause may follow another one.
    """
    members: dict[str, _Member] = defaultdict(_Member)
    found: dict[str, list[Change]] = defaultdict(list)
    whole = True
    for text in lines:
        if not any(verb in text for verb in _VERBS):
            continue  # most lines are about calls; to look for a word is quicker than to take a line apart
        line = parse(text)
        if line is None or line.verb not in _VERBS:
            continue
        seat = seat_of(line.member, seats)
        if not seat:
            whole = False
            continue
        course = found[seat]
        if not course and line.verb == "ADDMEMBER":
            course.append(Change(0.0, FloorState.SIGNED_OUT))
        state = _take(members[seat], line)
        queues = frozenset(members[seat].queues)
        if not course and line.verb == "CONNECT":
            course.append(Change(0.0, state, queues))
        elif not course or course[-1][1:] != (state, queues):
            course.append(Change(line.at.timestamp(), state, queues))
    return Courses(found, whole)


def spent(
    course: Sequence[Change], calls: Iterable[Span], since: float, until: float
) -> dict[FloorState, float]:
    """Return the seconds in each state from `since` to `until`; whoever is in a call is in nothing else."""
    seconds: dict[FloorState, float] = defaultdict(float)
    ends = [change.at for change in course[1:]] + [until]
    talks = apart(calls)
    for (at, state, _), after in zip(course, ends, strict=True):
        begin, end = max(at, since), min(after, until)
        if begin < end:
            talk = sum(max(0.0, min(end, late) - max(begin, early)) for early, late in talks)
            seconds[FloorState.TALKING] += talk
            seconds[state] += end - begin - talk
    return {state: whole for state, whole in seconds.items() if whole > 0}


_VERBS = frozenset({"ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE", "PAUSEALL", "UNPAUSEALL", "CONNECT"})


def _take(member: _Member, line: LogLine) -> FloorState:
    """Follow a line; return what the seat is after it."""
    if line.verb == "REMOVEMEMBER":
        member.queues.discard(line.queue)
        return member.state if member.queues else FloorState.SIGNED_OUT
    if line.queue:
        member.queues.add(line.queue)
    if line.verb == "CONNECT":
        return member.state  # the desk pauses the seat in this moment, and may be told before
    if line.verb.startswith("PAUSE") or line.text(0) == "PAUSED":
        after_call = line.text(0) == AFTER_CALL_REASON
        member.state = FloorState.AFTER_CALL if after_call else FloorState.NOT_READY
    else:
        member.state = FloorState.READY
    return member.state


def apart(calls: Iterable[Span]) -> list[Span]:
    """Return spans that do not overlap, in order."""
    found: list[Span] = []
    for begin, end in sorted(calls):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found
