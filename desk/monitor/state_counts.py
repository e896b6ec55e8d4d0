"""How many seats of each group are in which state: of a view, only the seats that are new are counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from telephony.floor.views import FloorSeat, FloorState

TOTAL = ""  # the name under which all seats are counted


class StateCounts:
    """Keeps the counts; what has not changed between two views is the same seat (`is`)."""

    def __init__(self) -> None:
        self._seats: dict[tuple[str, str], FloorSeat] = {}
        self._states: dict[str, Counter[FloorState]] = defaultdict(Counter)
        self._reasons: dict[str, Counter[str]] = defaultdict(Counter)

    def see(self, seats: Iterable[FloorSeat]) -> None:
        """Count the seats of a view; who is not among them any more does not count."""
        before, self._seats = self._seats, {}
        for seat in seats:
            key = (seat.pbx, seat.key)
            self._seats[key] = seat
            old = before.pop(key, None)
            if old is not seat:
                if old is not None:
                    self._count(old, -1)
                self._count(seat, 1)
        for gone in before.values():
            self._count(gone, -1)

    def states(self, group: str) -> dict[FloorState, int]:
        """Return how many seats of a group are in each state."""
        return {state: count for state, count in self._states[group].items() if count}

    def reasons(self, group: str) -> tuple[tuple[str, int], ...]:
        """Return why seats of a group are not ready, and how many."""
        return tuple(sorted((reason, count) for reason, count in self._reasons[group].items() if count))

    def _count(self, seat: FloorSeat, more: int) -> None:
        for group in (TOTAL, *seat.queues):
            self._states[group][seat.state] += more
            if seat.state is FloorState.NOT_READY:
                self._reasons[group][seat.reason] += more
