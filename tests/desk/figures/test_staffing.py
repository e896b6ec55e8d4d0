"""The advice: enough seats and no more, and times that a queue played through keeps."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.erlang import Load, expect
from desk.figures.staffing import Inflow, Situation, advise, backlog_seconds, patience, seats_at_work
from telephony.floor.views import FloorPbx, FloorQueue, FloorSeat, FloorState, FloorView
from telephony.snapshots import LinkSnapshot, LinkState

NOW = datetime(2026, 1, 30, 6, tzinfo=UTC)


def situation(**values: object) -> Situation:
    usual: dict[str, object] = {
        "inflow": Inflow(60, 1800),
        "seats": 6,
        "waiting": 12,
        "handling": 180.0,
        "wait_sum": 3600.0,
        "abandoned": 20,
        "offered": 120,
        "answered_soon": 70,
    }
    return Situation(**(usual | values))  # type: ignore[arg-type]


def test_some_seats_more_bring_the_queue_back_by_a_time() -> None:
    advice = advise(situation(), NOW)
    assert advice.rate == pytest.approx(120)
    assert advice.now.answered_within < 0.9
    assert advice.then is not None
    assert advice.then.answered_within >= 0.9
    assert advice.more is not None
    assert advice.more > 0
    assert advice.cleared_at is not None
    assert advice.back_at is not None
    assert NOW < advice.cleared_at <= advice.back_at <= NOW + timedelta(hours=1)
    assert advice.sure


def test_a_quiet_queue_has_seats_to_spare() -> None:
    advice = advise(situation(inflow=Inflow(2, 1800), waiting=0, offered=4, answered_soon=4), NOW)
    assert advice.more is not None
    assert advice.more < 0
    assert advice.back_at == NOW
    assert not advice.sure


def test_nothing_comes_in_and_nothing_is_needed() -> None:
    nothing = situation(inflow=Inflow(0, 1800), waiting=0, offered=0, answered_soon=0, handling=0.0)
    advice = advise(nothing, NOW)
    assert (advice.needed, advice.now.answered_within, advice.back_at) == (0, 1.0, NOW)


def test_the_day_s_level_goes_with_what_is_usual() -> None:
    assert Inflow(60, 1800).rate == pytest.approx(60 / 1800)
    # twice the usual calls just now, and the next hour usually has 90
    assert Inflow(60, 1800, 30, 90).rate * 3600 == pytest.approx(90 * 70 / 40)
    # a usual day stays one
    assert Inflow(30, 1800, 30, 90).rate * 3600 == pytest.approx(90)
    # hours that never had a call say nothing about the next one
    assert Inflow(60, 1800, 0, 0).rate == pytest.approx(60 / 1800)


def test_patience_is_found_from_those_who_gave_up_and_those_who_did_not_have_to() -> None:
    chance = random.Random(7)
    wait_sum, gave_up = 0.0, 0
    for _ in range(20_000):
        patient, offered = chance.expovariate(1 / 80), chance.expovariate(1 / 40)
        wait_sum += min(patient, offered)
        gave_up += patient < offered
    assert patience(wait_sum, gave_up) == pytest.approx(80, rel=0.03)
    assert patience(0, 0) == 120


def played(waiting: int, load: Load, seats: int, chance: random.Random) -> float:
    """Return when a queue that began with everybody busy is empty for the first time."""
    now = 0.0
    while waiting:
        serve, leave = seats / load.handling, waiting / (load.patience or math.inf)
        whole = load.rate + serve + leave
        now += chance.expovariate(whole)
        waiting += 1 if chance.random() < load.rate / whole else -1
    return now


def test_the_backlog_is_worked_off_when_the_fluid_says() -> None:
    chance = random.Random(8)
    load = Load(0.1, 200, 150)
    times = [played(60, load, 30, chance) for _ in range(300)]
    expected = backlog_seconds(60, load, 30)
    assert expected is not None
    assert sum(times) / len(times) == pytest.approx(expected, rel=0.1)


def test_a_queue_that_takes_in_more_than_it_serves_never_empties() -> None:
    assert backlog_seconds(5, Load(0.1, 200, 150), 20) is None
    assert backlog_seconds(0, Load(0.1, 200, 150), 1) == 0


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 200),
    st.integers(0, 60),
    st.integers(0, 60),
    st.floats(0, 600),
    st.integers(0, 100),
    st.integers(0, 300),
    st.floats(0.5, 0.98),
)
def test_whatever_the_situation_the_advice_is_enough(
    calls: int, seats: int, waiting: int, handling: float, abandoned: int, offered: int, goal: float
) -> None:
    one = Situation(
        Inflow(calls, 1800), seats, waiting, handling, abandoned * 30.0, abandoned, offered, offered // 2
    )
    advice = advise(one, NOW, goal=goal)
    if advice.then is not None and advice.needed is not None:
        assert advice.then.answered_within >= goal
        load = Load(one.inflow.rate, handling, advice.patience)
        assert advice.then == expect(load, advice.needed, 15)
    assert advice.back_at is None or advice.cleared_at is None or advice.cleared_at <= advice.back_at


def test_a_seat_of_two_queues_is_divided_by_their_loads() -> None:
    states = (FloorState.READY, FloorState.TALKING, FloorState.NOT_READY, FloorState.AFTER_CALL)
    seats = tuple(
        FloorSeat("main", str(n), f"PJSIP/{n}", state=state, queues=("gjj", "zonghe") if n < 3 else ("gjj",))
        for n, state in enumerate(states)
    )
    queues = tuple(FloorQueue("main", name) for name in ("gjj", "zonghe", "sifa"))
    view = FloorView((FloorPbx("main", LinkSnapshot(LinkState.UP), True, queues, seats),))
    assert seats_at_work(view, {"gjj": 3, "zonghe": 1}) == {"gjj": 2.5, "zonghe": 0.5, "sifa": 0}
    assert seats_at_work(view, {}) == {"gjj": 2, "zonghe": 1, "sifa": 0}
