"""What the charts of 24 hours are of: numbers by minute, and in which order seats lie over each other."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

import numpy as np
import numpy.typing as npt

from desk.figures.curves import STATES, Curves
from desk.language import translate
from desk.monitor.figures import ChartData
from telephony.floor.views import FloorState

Values = npt.NDArray[np.float64]
MINUTE = 60
WEEK = 7 * 24 * 3600
_ROLLING = 15  # minutes


class Sort(enum.Enum):
    """What a chart shows."""

    CALLS = "calls"
    RATE = "rate"
    WAITING = "waiting"
    SEATS = "seats"


# From the lowest group of bands to the highest: what is worth most lies at the bottom. Who is signed out
# has no band, so that the highest edge is that of all who are signed in.
GROUPS: Mapping[str, tuple[FloorState, ...]] = {
    "good": (FloorState.READY, FloorState.RINGING),
    "accent": (
        FloorState.TALKING,
        FloorState.CONSULTING,
        FloorState.THREE_WAY,
        FloorState.HELD,
        FloorState.DIALLING,
    ),
    "warning": (FloorState.AFTER_CALL,),
    "text_muted": (FloorState.NOT_READY,),
}


def title(sort: Sort) -> str:
    """Name a chart."""
    return {
        Sort.CALLS: translate("MonitorCharts", "Calls in 15 minutes"),
        Sort.RATE: translate("MonitorCharts", "Answered in time, %"),
        Sort.WAITING: translate("MonitorCharts", "Waiting"),
        Sort.SEATS: translate("MonitorCharts", "Seats by state"),
    }[sort]


def group_name(token: str) -> str:
    """Name a group of bands."""
    return {
        "good": translate("MonitorCharts", "ready"),
        "accent": translate("MonitorCharts", "in a call"),
        "warning": translate("MonitorCharts", "after-call"),
    }.get(token, translate("MonitorCharts", "not ready"))


def edges(seats: npt.NDArray[np.float32]) -> dict[FloorState, Values]:
    """Return the upper edge of each state's band, from the lowest to the highest."""
    height, found = np.zeros(len(seats)), {}
    for states in GROUPS.values():
        for state in states:
            height = height + seats[:, STATES.index(state)]
            found[state] = height
    return found


def seats_at(data: ChartData, minute: datetime) -> dict[FloorState, int] | None:
    """Return how many seats were in each state in a minute, None where nobody looked."""
    place = _place(data, minute)
    if not 0 <= place < len(data.seats) or np.isnan(data.seats[place]).any():
        return None
    return {state: int(count) for state, count in zip(STATES, data.seats[place], strict=True)}


def figures_at(data: ChartData, minute: datetime) -> tuple[float | None, ...]:
    """Return arrivals, answered in time, offered, waiting and a week ago's arrivals of a minute."""
    curves, place, before = data.today, _place(data, minute), None
    if data.before is not None:
        then = int((minute.timestamp() - WEEK - data.before.since.timestamp()) // MINUTE)
        before = _at(data.before.arrivals, then)
    shown = (curves.arrivals, curves.answered_soon, curves.offered, curves.waiting)
    return (*(_at(values, place) for values in shown), before)


def values(sort: Sort, curves: Curves) -> Values:
    """Return what a chart of calls shows by minute."""
    if sort is Sort.CALLS:
        return summed(curves.arrivals)
    if sort is Sort.WAITING:
        return curves.waiting
    offered = summed(curves.offered)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(100 * summed(curves.answered_soon) / np.where(offered > 0, offered, np.nan))


def summed(counts: Values) -> Values:
    """Return the sums of the last 15 minutes; one of minutes that are not all known is not known."""
    window = np.ones(_ROLLING)
    sums = np.convolve(np.nan_to_num(counts), window)[: len(counts)]
    sums[np.convolve(np.isnan(counts), window)[: len(counts)] > 0] = np.nan
    sums[: _ROLLING - 1] = np.nan  # the sum of what lies before is not known
    return sums


def times(start: float, size: int) -> Values:
    """Return the Unix times of so many minutes."""
    return start + MINUTE * np.arange(size, dtype=np.float64)


def _place(data: ChartData, minute: datetime) -> int:
    return int((minute.timestamp() - data.today.since.timestamp()) // MINUTE)


def _at(counts: Values, place: int) -> float | None:
    if not 0 <= place < len(counts) or np.isnan(counts[place]):
        return None
    return float(counts[place])
