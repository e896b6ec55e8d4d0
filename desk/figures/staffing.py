"""How many seats a queue needs for what comes in just now, and when it is well again.

- Arrivals: those just seen, blended with the same hour of earlier days. The day's level is a factor on
  what is usual, with a Gamma prior around 1 (a day like others): the multiplicative model of J. Weinberg,
  L. Brown and J. Stroud, “Bayesian Forecasting of an Inhomogeneous Poisson Process with Applications to
  Call Center Data”, JASA 102 (2007), in its simplest form.
- Patience: exponential; all waits over the number who gave up, the estimate for censored times of L. Brown
  et al., “Statistical Analysis of a Telephone Call Center”, JASA 100 (2005). Those who were answered might
  have waited longer: they count with their time, not with an end.
- Expected service: Erlang A, see `desk.figures.erlang`.
- The backlog: the fluid limit of that queue, dQ/dt = λ − nμ − θQ (A. Mandelbaum, W. Massey and M. Reiman,
  “Strong Approximations for Markovian Service Networks”, Queueing Systems 30, 1998).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.figures.erlang import Expected, Load, expect, seats_needed
from telephony.floor.views import FloorState, FloorView

_HOUR = 3600.0
_LIKE_OTHERS = 10.0  # calls' worth of belief that the day is like others
_USUAL_PATIENCE, _BELIEF = 120.0, 3.0  # seconds, and how many who gave up it is worth
_ENOUGH = 10  # calls on which an advice may rest
_MOST_MORE = 20
# Seats that take calls, now or when they are done.
_AT_WORK = frozenset(FloorState) - {FloorState.UNKNOWN, FloorState.SIGNED_OUT, FloorState.NOT_READY}


@dataclass(frozen=True, slots=True)
class Inflow:
    """Calls of the last `seconds`; how many are usual then and in the next hour, None where not known."""

    calls: int
    seconds: float
    usual: float | None = None
    usual_next_hour: float | None = None

    @property
    def rate(self) -> float:
        """The calls a second that are to be expected in the next hour."""
        if self.usual is None or self.usual_next_hour is None or self.usual_next_hour <= 0:
            return self.calls / self.seconds if self.seconds > 0 else 0.0
        level = (_LIKE_OTHERS + self.calls) / (_LIKE_OTHERS + self.usual)
        return level * self.usual_next_hour / _HOUR


@dataclass(frozen=True, slots=True)
class Situation:
    """A queue as it is now: seats at work, callers waiting, and its last hour.

    `handling` is talk and after-call work in seconds; `wait_sum` and `abandoned` are those of the span from
    which patience is estimated.
    """

    inflow: Inflow
    seats: int
    waiting: int
    handling: float
    wait_sum: float
    abandoned: int
    offered: int  # in the last hour
    answered_soon: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What would bring the queue back: `more` seats (negative: so many to spare), None when no number would.

    `now` and `then` are the expected service with the seats at work and with those needed; `cleared_at` is
    when the backlog is worked off, `back_at` when the last hour's rate is at the goal again, both with the
    seats needed and None when not within the hour. `sure` is False when it rests on too few calls.
    """

    rate: float  # calls an hour
    handling: float
    patience: float
    seats: int
    needed: int | None
    now: Expected
    then: Expected | None
    cleared_at: datetime | None
    back_at: datetime | None
    sure: bool

    @property
    def more(self) -> int | None:
        """Return how many seats are missing."""
        return None if self.needed is None else self.needed - self.seats


def patience(wait_sum: float, abandoned: int) -> float:
    """Return the mean patience in seconds; a weak belief keeps a quiet hour from telling nonsense."""
    return (_BELIEF * _USUAL_PATIENCE + wait_sum) / (_BELIEF + abandoned)


def advise(situation: Situation, now: datetime, *, goal: float = 0.9, limit: float = 15.0) -> Advice:
    """Return the fewest seats with which the queue reaches the goal, and within the hour if it can be."""
    patient = patience(situation.wait_sum, situation.abandoned)
    load = Load(situation.inflow.rate, situation.handling, patient)
    steady = seats_needed(load, limit, goal)
    chosen, cleared, back = steady, None, None
    if steady is not None:
        for seats in range(steady, steady + _MOST_MORE):
            cleared, back = _recovery(situation, load, seats, goal, limit)
            if back is not None:
                chosen = seats
                break
        else:
            cleared, back = _recovery(situation, load, steady, goal, limit)
    return Advice(
        rate=load.rate * _HOUR,
        handling=situation.handling,
        patience=patient,
        seats=situation.seats,
        needed=chosen,
        now=expect(load, situation.seats, limit),
        then=None if chosen is None else expect(load, chosen, limit),
        cleared_at=None if cleared is None else now + timedelta(seconds=cleared),
        back_at=None if back is None else now + timedelta(seconds=back),
        sure=situation.inflow.calls >= _ENOUGH and situation.handling > 0,
    )


def backlog_seconds(waiting: float, load: Load, seats: int) -> float | None:
    """Return after how many seconds nobody waits any more, None when the queue does not become empty."""
    if waiting <= 0:
        return 0.0
    served = seats / load.handling if load.handling > 0 else math.inf
    spare = served - load.rate
    if spare <= 0 or not load.patience:
        return None
    if math.isinf(spare):
        return 0.0
    # Q(t) = Q∞ + (Q0 − Q∞) e^(−θt) with Q∞ = −spare/θ reaches 0 at:
    return load.patience * math.log1p(waiting / (spare * load.patience))


def _recovery(
    situation: Situation, load: Load, seats: int, goal: float, limit: float
) -> tuple[float | None, float | None]:
    """Return when the backlog is gone and when the rate of the last hour reaches the goal, in seconds.

    Calls of the past hour leave the window evenly; until the backlog is gone nobody is answered in time.
    """
    cleared = backlog_seconds(situation.waiting, load, seats)
    if cleared is None:
        return None, None
    share = expect(load, seats, limit).answered_within
    for minute in range(61):
        seconds = minute * 60.0
        kept = 1 - seconds / _HOUR
        offered = situation.offered * kept + load.rate * seconds
        soon = situation.answered_soon * kept + load.rate * share * max(0.0, seconds - cleared)
        if seconds >= cleared and (offered <= 0 or soon >= goal * offered):
            return cleared, seconds
    return cleared, None


def seats_at_work(view: FloorView, loads: Mapping[str, float]) -> dict[str, float]:
    """Return how many seats each queue has: one that serves several is divided by their loads (erlangs)."""
    found = dict.fromkeys((queue.name for queue in view.queues), 0.0)
    for seat in view.seats:
        if seat.state not in _AT_WORK or not seat.queues:
            continue
        whole = sum(loads.get(queue, 0.0) for queue in seat.queues)
        for queue in seat.queues:
            share = loads.get(queue, 0.0) / whole if whole > 0 else 1 / len(seat.queues)
            found[queue] = found.get(queue, 0.0) + share
    return found
