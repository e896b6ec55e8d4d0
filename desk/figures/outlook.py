"""What will happen: the situation of every queue put together from the day, the view and earlier days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from desk.figures.day import Day
from desk.figures.periods import Period, Window, window
from desk.figures.rising import Rise, rising
from desk.figures.staffing import Advice, Inflow, Situation, advise, seats_at_work
from desk.figures.tally import Figures
from telephony.floor.views import FloorView

if TYPE_CHECKING:
    from desk.records.floor import FloorRecords

JUST = timedelta(minutes=30)
_NEXT = timedelta(hours=1)
_WEEKS = tuple(timedelta(days=days) for days in (7, 14, 21, 28))  # weekdays differ: the same one counts
_DAYS = tuple(timedelta(days=days) for days in range(1, 15))


@dataclass(frozen=True, slots=True)
class Usual:
    """Mean numbers of calls by queue on earlier days: in the last half hour, and in the hour to come."""

    just: Mapping[str, float]
    coming: Mapping[str, float]


def usual(records: FloorRecords, now: datetime, pbxs: Collection[str]) -> Usual | None:
    """Return what is usual at this time of this weekday, None where no earlier week was seen at all PBXs."""
    just: dict[str, float] = {}
    coming: dict[str, float] = {}
    seen = 0
    for back in _WEEKS:
        then = now - back
        # A week that was not seen as a whole would make everything look unusual.
        spans = records.covered(then, then)
        if not {s.pbx for s in spans if s.since <= then - JUST and s.until >= then + _NEXT} >= set(pbxs):
            continue
        seen += 1
        for sums, since, until in ((just, then - JUST, then), (coming, then, then + _NEXT)):
            for queue, count in records.arrivals(since, until).items():
                sums[queue] = sums.get(queue, 0.0) + count
    if not seen:
        return None
    return Usual(*({queue: count / seen for queue, count in sums.items()} for sums in (just, coming)))


def situations(day: Day, view: FloorView, now: datetime, known: Usual | None) -> dict[str, Situation]:
    """Return the situation of every queue, and of all together under an empty name."""
    hour, whole = (day.tally(window(kind, now, day.zone)) for kind in (Window.HOUR, Window.DAY))
    arrivals = _arrivals(day, Period(now - JUST, now))
    after_call = day.seats.mean_after_call or 0.0
    names = [name for name in dict.fromkeys(queue.name for queue in view.queues) if name]
    handling = {
        name: _handling(hour.queues.get(name), whole.queues.get(name), whole.total) + after_call
        for name in names
    }
    loads = {name: arrivals.get(name, 0) / JUST.total_seconds() * handling[name] for name in names}
    seats = seats_at_work(view, loads)
    found = {}
    for name in names:
        figures = hour.queues.get(name, Figures())
        found[name] = _situation(
            figures,
            Inflow(
                arrivals.get(name, 0),
                JUST.total_seconds(),
                None if known is None else known.just.get(name, 0.0),
                None if known is None else known.coming.get(name, 0.0),
            ),
            round(seats[name]),
            sum(caller.queue == name for caller in view.waiting),
            handling[name],
        )
    found[""] = _situation(
        hour.total,
        Inflow(
            sum(arrivals.values()),
            JUST.total_seconds(),
            None if known is None else sum(known.just.values()),
            None if known is None else sum(known.coming.values()),
        ),
        round(sum(seats.values())),
        len(view.waiting),
        _handling(hour.total, whole.total, whole.total) + after_call,
    )
    return found


def advice(
    day: Day, view: FloorView, now: datetime, known: Usual | None, *, goal: float = 0.9
) -> dict[str, Advice]:
    """Return what every queue needs, and the whole hotline under an empty name."""
    limit = day.rule.limit
    return {
        name: advise(situation, now, goal=goal, limit=limit)
        for name, situation in situations(day, view, now, known).items()
    }


def rising_now(records: FloorRecords, now: datetime) -> list[Rise]:
    """Return the matters of the last half hour that are more than the same half hour of two weeks had."""
    earlier = [records.matters(now - back - JUST, now - back) for back in _DAYS]
    return rising(records.matters(now - JUST, now), [window for window in earlier if window])


def _situation(figures: Figures, inflow: Inflow, seats: int, waiting: int, handling: float) -> Situation:
    return Situation(
        inflow=inflow,
        seats=seats,
        waiting=waiting,
        handling=handling,
        wait_sum=figures.wait_sum,
        abandoned=figures.abandoned,
        offered=figures.offered - figures.abandoned_short,
        answered_soon=figures.answered_soon,
    )


def _handling(*known: Figures | None) -> float:
    """Return the mean talk of the first that knows one: the hour's, the day's, that of all queues."""
    return next((figures.mean_talk for figures in known if figures and figures.mean_talk is not None), 0.0)


def _arrivals(day: Day, period: Period) -> dict[str, int]:
    rows = day.stays.rows
    entered = rows["entered"]
    inside = rows["queue"][(entered >= period.since.timestamp()) & (entered < period.until.timestamp())]
    counts = np.bincount(inside, minlength=len(day.stays.queues)).tolist()
    return dict(zip(day.stays.queues, counts, strict=True))
