"""What the thresholds look at: the value of each, from the view and the figures of this moment.

While a PBX is out of sight its callers and seats are too, but what the others show is no less true: so many
wait at least, so many are ready at least.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desk.figures.alarms import Key, Lack, Measure, Threshold, Value
from desk.figures.day import Board
from telephony.floor.views import FloorPbx, FloorState, FloorView

_FEWEST_CALLS = 10  # an answer rate of fewer calls says nothing


def readings(
    thresholds: Iterable[Threshold], view: FloorView, board: Board, now: datetime
) -> dict[Key, Value]:
    """Return the value of every threshold; None where it is not known because a PBX is out of sight."""
    values: dict[Key, Value] = {}
    for threshold in thresholds:
        if not threshold.enabled:
            continue
        key = (threshold.number, "")
        match threshold.measure:
            case Measure.LONGEST_WAIT:
                waits = (_seconds(c.since, now) for c in view.waiting if _of(threshold, (c.queue,)))
                values[key] = _at_least(max(waits, default=0.0), threshold, view)
            case Measure.WAITING:
                count = sum(_of(threshold, (caller.queue,)) for caller in view.waiting)
                values[key] = _at_least(float(count), threshold, view)
            case Measure.ANSWER_RATE:
                values[key] = _rate(threshold, view, board)
            case Measure.SEATS_READY:
                values[key] = _at_least(float(_ready(threshold, view)), threshold, view)
            case Measure.STATE_TOO_LONG:
                values |= _too_long(threshold, view, now)
    return values


def _at_least(seen: float, threshold: Threshold, view: FloorView) -> float | None:
    """Return the value of what is seen, unless the rest could put it on the other side of the limit."""
    sure = threshold.beyond(seen) is not threshold.low_is_bad
    return seen if sure or _complete(threshold, view) else None


def _complete(threshold: Threshold, view: FloorView) -> bool:
    """Tell whether every PBX that may have the threshold's queue is in sight."""
    if not any(pbx.loaded for pbx in view.pbxs):
        return False
    return all(pbx.loaded or not _may_have(pbx, threshold.queue) for pbx in view.pbxs)


def _may_have(pbx: FloorPbx, queue: str) -> bool:
    """Tell whether a PBX out of sight may have the queue: of one that was seen its queues are known."""
    return not queue or not pbx.queues or any(known.name == queue for known in pbx.queues)


def _of(threshold: Threshold, queues: Iterable[str]) -> bool:
    return not threshold.queue or threshold.queue in queues


def _seconds(since: datetime, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds())


def _rate(threshold: Threshold, view: FloorView, board: Board) -> Value:
    tally = board[threshold.window]
    figures = tally.queues.get(threshold.queue) if threshold.queue else tally.total
    if figures is None or figures.offered < _FEWEST_CALLS or figures.answer_rate is None:
        return Lack.TOO_FEW_CALLS if _complete(threshold, view) else None
    return figures.answer_rate


def _ready(threshold: Threshold, view: FloorView) -> int:
    return sum(seat.state is FloorState.READY and _of(threshold, seat.queues) for seat in view.seats)


def _too_long(threshold: Threshold, view: FloorView, now: datetime) -> dict[Key, Value]:
    """Return how long each seat has been in the threshold's state; who is not in it has no value."""
    found: dict[Key, Value] = {}
    for pbx in view.pbxs:
        for seat in pbx.seats:
            key = (threshold.number, f"{seat.pbx}/{seat.key}")
            if not pbx.loaded:
                found[key] = None
            elif seat.state is threshold.state and seat.since and _of(threshold, seat.queues):
                found[key] = _seconds(seat.since, now)
    return found
