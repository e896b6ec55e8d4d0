"""Waiting in a queue with `seats` servers: Erlang's C formula, and Erlang A where callers give up.

Times are in one unit throughout (seconds here); rates are per that unit.

Sources: A. K. Erlang (1917) for B and C. For A: C. Palm (1946); O. Garnett, A. Mandelbaum and M. Reiman,
“Designing a Call Center with Impatient Customers”, Manufacturing & Service Operations Management 4 (2002).
Libraries that were looked at: pyworkforce (no Erlang A, needs pandas and ortools, at rest since 2023).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_NEGLIGIBLE = 1e-12
_LARGE = 1e200
_LONGEST_QUEUE = 100_000


@dataclass(frozen=True, slots=True)
class Load:
    """What comes in: calls a second, mean handling time, mean patience (None: nobody gives up)."""

    rate: float
    handling: float
    patience: float | None = None

    @property
    def erlangs(self) -> float:
        """The traffic offered."""
        return self.rate * self.handling


@dataclass(frozen=True, slots=True)
class Expected:
    """What callers meet in the long run.

    `answered_within`: share of all callers who are answered within the limit; `abandoned`: share who
    give up; `wait`: mean wait of all callers, infinite where the queue grows for ever; `waiting`: mean
    number of callers in the queue; `occupied`: share of the seats' time that is talk.
    """

    answered_within: float
    delayed: float
    abandoned: float
    wait: float
    waiting: float
    occupied: float


def erlang_b(erlangs: float, seats: int) -> float:
    """Return the share of callers who find all `seats` busy where nobody waits."""
    blocked = 1.0
    for n in range(1, seats + 1):
        blocked = erlangs * blocked / (n + erlangs * blocked)
    return blocked


def erlang_c(erlangs: float, seats: int) -> float:
    """Return the share of callers who must wait where everybody waits; 1 where the queue grows for ever."""
    if erlangs <= 0:
        return 0.0
    if erlangs >= seats:
        return 1.0
    blocked = erlang_b(erlangs, seats)
    return blocked / (1 - erlangs / seats * (1 - blocked))


def expect(load: Load, seats: int, limit: float) -> Expected:
    """Return what callers meet with so many seats, and how many are answered within `limit`."""
    if load.erlangs < _NEGLIGIBLE:
        return Expected(1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    if load.patience is None:
        return _patient(load, seats, limit)
    if seats <= 0:
        # Nobody answers: everybody gives up in the end.
        return Expected(0.0, 1.0, 1.0, load.patience, load.rate * load.patience, 0.0)
    return _impatient(load, load.patience, seats, limit)


def _patient(load: Load, seats: int, limit: float) -> Expected:
    delayed = erlang_c(load.erlangs, seats)
    if load.erlangs >= seats:
        return Expected(0.0, 1.0, 0.0, math.inf, math.inf, 1.0)
    spare = (seats - load.erlangs) / load.handling  # calls a second that could be served besides
    wait = delayed / spare
    within = 1 - delayed * math.exp(-spare * limit)
    return Expected(within, delayed, 0.0, wait, load.rate * wait, load.erlangs / seats)


def _impatient(load: Load, patience: float, seats: int, limit: float) -> Expected:
    """Sum over the states of the birth-and-death chain of M/M/n+M.

    A caller who finds all seats busy and q callers waiting is served after q + 1 departures, whose rates
    are nμ + qθ, …, nμ: that sum of exponential times is −ln B / θ with B ~ Beta(nμ/θ, q + 1). Hence
    the share answered within t has no integral left: E[B; B ≥ e^(−θt)], an incomplete Beta function
    whose recurrence in q has positive terms only.
    """
    leaving, serving = 1 / patience, seats / load.handling
    # How many callers are on the way to everything: the chain with a full house as its unit.
    below, state = 0.0, 1.0
    for n in range(seats, 0, -1):
        state *= n / load.erlangs
        below += state
        if state < _NEGLIGIBLE * below:
            break
    full, queued, answered, soon = 0.0, 0.0, 0.0, 0.0
    a = serving / leaving
    gone = -math.expm1(-leaving * limit)  # 1 − x for x = e^(−θt)
    # I_x(a + 1, q + 1), the part of B below x, and the step to the next q.
    part = math.exp(-(serving + leaving) * limit)
    step = part * gone * (a + 1)
    state, waiting = 1.0, 0
    while waiting < _LONGEST_QUEUE:
        served = a / (a + waiting + 1)  # E[B]: whoever finds `waiting` before them is served in the end
        full += state
        queued += waiting * state
        answered += state * served
        soon += state * served * max(0.0, 1 - part)
        part += step
        waiting += 1
        step *= gone * (a + 1 + waiting) / (waiting + 1)
        state *= load.rate / (serving + waiting * leaving)
        if state > _LARGE:  # a hopeless overload: another state is the unit from here on
            below, full, queued, answered, soon, state = (
                part_of / _LARGE for part_of in (below, full, queued, answered, soon, state)
            )
        if state < _NEGLIGIBLE * full and load.rate < serving + waiting * leaving:
            break
    whole = below + full
    delayed = full / whole
    abandoned = max(0.0, delayed - answered / whole)
    line = queued / whole
    return Expected(
        answered_within=1 - delayed + soon / whole,
        delayed=delayed,
        abandoned=abandoned,
        wait=line / load.rate,  # Little's law
        waiting=line,
        occupied=load.erlangs * (1 - abandoned) / seats,
    )


def seats_needed(load: Load, limit: float, share: float, *, most: int = 1000) -> int | None:
    """Return the fewest seats that answer `share` of callers within `limit`, None beyond `most`."""
    if expect(load, 0, limit).answered_within >= share:
        return 0
    low, high = 0, 1
    while expect(load, high, limit).answered_within < share:
        if high >= most:
            return None
        low, high = high, min(most, high * 2)
    while high - low > 1:  # more seats never answer fewer callers in time
        middle = (low + high) // 2
        if expect(load, middle, limit).answered_within < share:
            low = middle
        else:
            high = middle
    return high
