"""What the thresholds look at: the value of each, from the view and the figures of this moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desk.figures.alarms import Key, Measure, Threshold
from desk.figures.day import Board
from telephony.floor.views import FloorState, FloorView

_FEWEST_CALLS = 10  # an answer rate of fewer calls says nothing


def readings(
    thresholds: Iterable[Threshold], view: FloorView, board: Board, now: datetime
) -> dict[Key, float | None]:
    """Return the value of every threshold; None where it is not known because a PBX is out of sight."""
    seen = bool(view.pbxs) and all(pbx.loaded for pbx in view.pbxs)
    values: dict[Key, float | None] = {}
    for threshold in thresholds:
        if not threshold.enabled:
            continue
        key = (threshold.number, "")
        match threshold.measure:
            case Measure.LONGEST_WAIT:
                waits = (_seconds(c.since, now) for c in view.waiting if _of(threshold, (c.queue,)))
                values[key] = max(waits, default=0.0) if seen else None
            case Measure.WAITING:
                count = sum(_of(threshold, (caller.queue,)) for caller in view.waiting)
                values[key] = float(count) if seen else None
            case Measure.ANSWER_RATE:
                values[key] = _rate(threshold, board)
            case Measure.SEATS_READY:
                values[key] = float(_ready(threshold, view)) if seen else None
            case Measure.STATE_TOO_LONG:
                values |= _too_long(threshold, view, now)
    return values


def _of(threshold: Threshold, queues: Iterable[str]) -> bool:
    return not threshold.queue or threshold.queue in queues


def _seconds(since: datetime, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds())


def _rate(threshold: Threshold, board: Board) -> float | None:
    tally = board[threshold.window]
    figures = tally.queues.get(threshold.queue) if threshold.queue else tally.total
    if figures is None or figures.offered < _FEWEST_CALLS:
        return None
    return figures.answer_rate


def _ready(threshold: Threshold, view: FloorView) -> int:
    return sum(seat.state is FloorState.READY and _of(threshold, seat.queues) for seat in view.seats)


def _too_long(threshold: Threshold, view: FloorView, now: datetime) -> dict[Key, float | None]:
    """Return how long each seat has been in the threshold's state; who is not in it has no value."""
    found: dict[Key, float | None] = {}
    for pbx in view.pbxs:
        for seat in pbx.seats:
            key = (threshold.number, f"{seat.pbx}/{seat.key}")
            if not pbx.loaded:
                found[key] = None
            elif seat.state is threshold.state and seat.since and _of(threshold, seat.queues):
                found[key] = _seconds(seat.since, now)
    return found
