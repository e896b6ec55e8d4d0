"""What several sources tell of the same stay in a queue, joined: the database, queue_log and the live stream.

`joined` is a join in the sense of lattices: in whatever order and however often the sources are heard,
the same comes out. A test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from telephony.floor.facts import EndedBy, Outcome, QueueCall

# queue_log gives whole seconds, a snapshot the seconds waited so far.
_CLOSE = timedelta(seconds=3)
# A line's second is cut off, and the event of who is answered at once may come in the next one.
_AFTERWARDS = timedelta(seconds=1.25)
_SKEWED = timedelta(minutes=15)

# What is further down is known better: it replaces what stands above it.
_OUTCOMES = {
    outcome: rank
    for rank, outcome in enumerate(
        (
            Outcome.WAITING,
            Outcome.LOST,
            Outcome.LEFT,
            Outcome.ABANDONED,
            Outcome.MOVED,  # queue_log calls it given up, and explains it in another line
            Outcome.ANSWERED,
        )
    )
}
_ENDS: dict[EndedBy | None, int] = {
    end: rank
    for rank, end in enumerate(
        (
            None,
            EndedBy.LOST,
            EndedBy.CALLER,
            EndedBy.AGENT,
            EndedBy.REQUEUED,
            EndedBy.LEFT,
            EndedBy.TRANSFER,
        )
    )
}
Value = TypeVar("Value", datetime, float)
Rank = TypeVar("Rank", int, tuple[bool, int])


def same_stay(a: QueueCall, b: QueueCall) -> bool:
    """Tell whether two reports, perhaps by different clocks, are about one stay in one queue."""
    if (a.pbx, a.call_id, a.queue) != (b.pbx, b.call_id, b.queue):
        return False
    if a.entered_at == b.entered_at:
        return True
    first, second = (a, b) if a.entered_at < b.entered_at else (b, a)
    apart = second.entered_at - first.entered_at
    if apart <= _CLOSE:
        # Whoever came after the other had left is back again.
        return first.left_at is None or second.entered_at <= first.left_at + _AFTERWARDS
    return apart <= _SKEWED and _same_course(a, b) and not _queued_again(first, second)


def _queued_again(first: QueueCall, second: QueueCall) -> bool:
    """Tell whether one stay began when the other was over, for a caller whose seat was lost."""
    if first.ended_by is not EndedBy.REQUEUED or first.ended_at is None:
        return False
    return abs(second.entered_at - first.ended_at) <= _CLOSE


def _same_course(a: QueueCall, b: QueueCall) -> bool:
    """Tell whether two stays ended in the same way after the same times: one stay seen by two clocks."""
    if a.outcome is not b.outcome or a.wait_seconds is None or b.wait_seconds is None:
        return False
    if a.outcome is Outcome.ABANDONED:
        return True  # nobody gives up twice in one call
    if a.outcome is not Outcome.ANSWERED or a.talk_seconds is None or b.talk_seconds is None:
        return False
    return (
        abs(a.wait_seconds - b.wait_seconds) <= 1
        and abs(a.talk_seconds - b.talk_seconds) <= 1
        and a.member == b.member
    )


def find(call: QueueCall, known: Sequence[QueueCall]) -> int | None:
    """Return the place of the stay in `known` that is the same as `call`: the one that began nearest."""
    same = [place for place, other in enumerate(known) if same_stay(call, other)]
    return min(same, key=lambda place: abs(known[place].entered_at - call.entered_at), default=None)


def joined(a: QueueCall, b: QueueCall) -> QueueCall:
    """Return everything that two reports of the same stay tell together."""
    if a == b:
        return a
    wait = _better(_told(a), _told(b), a, b)
    answered = [call for call in wait if call.outcome is Outcome.ANSWERED]
    end = _better(_ENDS[a.ended_by], _ENDS[b.ended_by], *answered) if len(answered) == 2 else answered
    ended_by = end[0].ended_by if end else None
    # Who is lost is missed only some time later, when the link is back: the log knows when the PBX went.
    left = _least if wait[0].outcome is Outcome.LOST else _latest
    ended = _least if ended_by is EndedBy.LOST else _latest
    return QueueCall(
        pbx=a.pbx,
        queue=a.queue,
        call_id=a.call_id,
        entered_at=max(a.entered_at, b.entered_at),  # not the one that was cut to a whole second
        number=_text(a.number, b.number),
        name=_text(a.name, b.name),
        outcome=wait[0].outcome,
        left_at=left(call.left_at for call in wait),
        wait_seconds=(_least if answered else _latest)(call.wait_seconds for call in wait),
        seat=_words(call.seat for call in answered),
        member=_words(call.member for call in answered),
        ring_at=_latest(call.ring_at for call in answered),
        ring_seconds=_latest(call.ring_seconds for call in answered),
        unanswered=_list(a.unanswered, b.unanswered),
        ended_at=ended(call.ended_at for call in end),
        ended_by=ended_by,
        talk_seconds=_least(call.talk_seconds for call in answered),
        hold_seconds=max(a.hold_seconds, b.hold_seconds),
        consult_seconds=max(a.consult_seconds, b.consult_seconds),
        three_way=a.three_way or b.three_way,
        departments=_list(a.departments, b.departments),
    )


def _told(call: QueueCall) -> tuple[bool, int]:
    """Rank what a report tells of the wait: who can't say how long it was infers what came of it.

    A snapshot that shows a caller in a talk does not tell whether an earlier stay led to it.
    """
    return call.wait_seconds is not None, _OUTCOMES[call.outcome]


def _better(rank_a: Rank, rank_b: Rank, a: QueueCall, b: QueueCall) -> list[QueueCall]:
    """Return the report that knows better, both where they agree."""
    if rank_a == rank_b:
        return [a, b]
    return [a if rank_a > rank_b else b]


def _latest(values: Iterable[Value | None]) -> Value | None:
    return max((value for value in values if value is not None), default=None)


def _least(values: Iterable[Value | None]) -> Value | None:
    """Return the least: app_queue's log, whose figure counts, is written before its event.

    It reads the clock for each, and a second may begin in between. (Of who gives up it tells first.)
    """
    return min((value for value in values if value is not None), default=None)


def _words(values: Iterable[str]) -> str:
    return max(values, key=lambda text: (len(text), text), default="")


def _text(a: str, b: str) -> str:
    return _words((a, b))


def _list(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    return max(a, b, key=lambda items: (len(items), items))
