"""How many seats of each group are in which state: of a view, only the seats that are new are counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import zip_longest

from telephony.floor.views import FloorSeat, FloorState

Counts = tuple[dict[FloorState, int], tuple[tuple[str, int], ...]]
TOTAL = ""  # the name under which all seats are counted


class StateCounts:
    """Keeps the counts; what has not changed between two views is the same seat (`is`)."""

    def __init__(self) -> None:
        self._seats: Sequence[FloorSeat] = ()
        self._states: dict[str, Counter[FloorState]] = defaultdict(Counter)
        self._reasons: dict[str, Counter[str]] = defaultdict(Counter)
        self._told: dict[str, Counts] = {}  # of the groups of which nothing has changed since

    def see(self, seats: Sequence[FloorSeat]) -> None:
        """Count the seats of a view; who is not among them any more does not count."""
        # Sums do not ask which seat stands in whose place.
        for old, new in zip_longest(self._seats, seats):
            if old is not new:
                if old is not None:
                    self._count(old, -1)
                if new is not None:
                    self._count(new, 1)
        self._seats = seats

    def of(self, group: str) -> Counts:
        """Return how many seats of a group are in each state, and why how many are not ready."""
        known = self._told.get(group)
        if known is None:
            states = {state: count for state, count in self._states[group].items() if count}
            reasons = ((reason, count) for reason, count in self._reasons[group].items() if count)
            known = self._told[group] = (states, tuple(sorted(reasons)))
        return known

    def _count(self, seat: FloorSeat, more: int) -> None:
        for group in (TOTAL, *seat.queues):
            self._told.pop(group, None)
            self._states[group][seat.state] += more
            if seat.state is FloorState.NOT_READY:
                self._reasons[group][seat.reason] += more
