"""How many seats were in each state, minute by minute, while no board was there to see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from desk.figures.curves import COLUMN, MINUTE, STATES
from desk.figures.seat_log import Change, Span, apart
from telephony.floor.views import FloorState

_LATEST = 59.9  # seconds: what stands at a minute's end stands for it


def counted(
    courses: Iterable[tuple[Sequence[Change], Iterable[Span]]], minutes: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.uint16]]:
    """Return a row a minute (counted from 1970) and a column a state of `STATES`, by queue; empty: all seats.

    A course is how a seat's state changed, beside the times of its calls. Before its first change a seat is
    in an unknown state. A log tells no hold, consultation and three-way call: a seat in a call talks.
    """
    rows = np.arange(len(minutes))
    moments = (minutes * MINUTE + _LATEST).astype(np.float64, copy=False)
    found: dict[str, npt.NDArray[np.uint16]] = defaultdict(
        lambda: np.zeros((len(minutes), len(STATES)), np.uint16)
    )
    for course, calls in courses:
        step = np.searchsorted([change.at for change in course], moments, "right") - 1
        # The step before the first one is -1, which is the last place.
        states = np.array([*(COLUMN[change.state] for change in course), COLUMN[FloorState.UNKNOWN]])[step]
        states[_inside(apart(calls), moments)] = COLUMN[FloorState.TALKING]
        found[""][rows, states] += 1
        for queue in frozenset().union(*(change.queues for change in course)):
            there = np.array([*(queue in change.queues for change in course), False])[step]
            found[queue][rows[there], states[there]] += 1
    return found


def _inside(spans: Sequence[Span], moments: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Tell which moments lie in one of the spans, which are in order and do not overlap."""
    begins = np.array([begin for begin, _ in spans])
    ends = np.array([*(end for _, end in spans), -np.inf])  # the last is that of no span
    inside: npt.NDArray[np.bool_] = moments < ends[np.searchsorted(begins, moments, "right") - 1]
    return inside
