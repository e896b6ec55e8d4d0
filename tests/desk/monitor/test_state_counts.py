"""Seats counted by their states: after any course of views the counts are those of the last one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from desk.monitor.state_counts import TOTAL, StateCounts
from telephony.floor.views import FloorSeat, FloorState
from tests.desk.monitor.floors import seat

GROUPS = ("gjj", "zonghe")
SEATS = st.builds(
    lambda key, state, queues, reason: seat(str(key), state, queues=tuple(sorted(queues)), reason=reason),
    st.integers(2001, 2004),
    st.sampled_from((FloorState.READY, FloorState.TALKING, FloorState.NOT_READY)),
    st.sets(st.sampled_from(GROUPS)),
    st.sampled_from(("", "meal")),
)
VIEWS = st.lists(st.lists(SEATS, unique_by=lambda one: one.key), max_size=5)


def counted(seats: list[FloorSeat], group: str) -> tuple[Counter[FloorState], list[tuple[str, int]]]:
    mine = [one for one in seats if group in (TOTAL, *one.queues)]
    reasons = Counter(one.reason for one in mine if one.state is FloorState.NOT_READY)
    return Counter(one.state for one in mine), sorted(reasons.items())


@given(VIEWS)
def test_the_counts_are_those_of_the_last_view(views: list[list[FloorSeat]]) -> None:
    counts = StateCounts()
    for seats in views:
        counts.see(seats)
        counts.see(list(seats))  # the same seats again change nothing
        for group in (TOTAL, *GROUPS):
            states, reasons = counted(seats, group)
            told, why = counts.of(group)
            assert told == states
            assert list(why) == reasons
