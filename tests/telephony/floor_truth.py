"""What a queue_log says of the day, counted without the product's own reader, beside the facts of a floor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from telephony.floor.facts import EndedBy, Outcome, QueueCall

_BY_CALLER, _BY_SEAT = "COMPLETECALLER", "COMPLETEAGENT"


@dataclass
class Truth:
    """Counts, each by queue, and the seconds of every call in a queue."""

    entered: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    abandoned: Counter[str] = field(default_factory=Counter)
    by_caller: Counter[str] = field(default_factory=Counter)
    by_seat: Counter[str] = field(default_factory=Counter)
    rang_out: Counter[str] = field(default_factory=Counter)
    of_member: Counter[str] = field(default_factory=Counter)
    waited: Counter[tuple[str, str]] = field(default_factory=Counter)  # by queue and call
    talked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def seconds_more_than(self, other: Truth) -> set[int]:
        """Return by how many seconds the waits and talks of the same calls are longer here."""
        pairs = ((self.waited, other.waited), (self.talked, other.talked))
        return {mine[call] - theirs[call] for mine, theirs in pairs for call in mine.keys() | theirs.keys()}


def of_log(lines: Iterable[str]) -> Truth:
    """Count the lines of a queue_log."""
    truth = Truth()
    for line in lines:
        _, call, queue, member, event, *data = line.split("|")
        if event == "ENTERQUEUE":
            truth.entered[queue] += 1
        elif event == "CONNECT":
            truth.answered[queue] += 1
            truth.waited[queue, call] += int(data[0])
            truth.of_member[member] += 1
        elif event == "ABANDON":
            truth.abandoned[queue] += 1
            truth.waited[queue, call] += int(data[2])
        elif event in (_BY_CALLER, _BY_SEAT):
            truth.talked[queue, call] += int(data[1])
            (truth.by_caller if event == _BY_CALLER else truth.by_seat)[queue] += 1
        elif event == "RINGNOANSWER":
            truth.rang_out[queue] += 1
    return truth


def of_facts(calls: Iterable[QueueCall]) -> Truth:
    """Count what a floor has told."""
    truth = Truth()
    for call in calls:
        truth.entered[call.queue] += 1
        truth.rang_out[call.queue] += len(call.unanswered)
        truth.waited[call.queue, call.call_id] += int(call.wait_seconds or 0)
        if call.outcome is Outcome.ANSWERED:
            truth.answered[call.queue] += 1
            truth.of_member[call.member] += 1
        elif call.outcome is Outcome.ABANDONED:
            truth.abandoned[call.queue] += 1
        if call.ended_at is not None:
            truth.talked[call.queue, call.call_id] += int(call.talk_seconds or 0)
            by_caller = call.ended_by is EndedBy.CALLER
            (truth.by_caller if by_caller else truth.by_seat)[call.queue] += 1
    return truth
