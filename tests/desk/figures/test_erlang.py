"""The formulas give what is printed in the tables and papers, and what a simulated queue shows."""

from __future__ import annotations

import heapq
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.erlang import Load, erlang_b, erlang_c, expect, seats_needed


@pytest.mark.parametrize(
    ("seats", "erlangs", "blocked"),
    # the tables of traffic engineering: offered traffic at a loss of 1 % and of 0.1 %
    [
        (1, 0.0101, 0.01),
        (10, 4.46, 0.01),
        (20, 12.03, 0.01),
        (50, 37.90, 0.01),
        (100, 84.06, 0.01),
        (10, 3.09, 0.001),
    ],
)
def test_erlang_b_is_that_of_the_tables(seats: int, erlangs: float, blocked: float) -> None:
    assert erlang_b(erlangs, seats) == pytest.approx(blocked, rel=0.01)


def direct_c(erlangs: float, seats: int) -> float:
    """Erlang's C as the textbook writes it."""
    top = erlangs**seats / math.factorial(seats) * seats / (seats - erlangs)
    return top / (sum(erlangs**n / math.factorial(n) for n in range(seats)) + top)


@pytest.mark.parametrize(("seats", "erlangs"), [(1, 0.5), (8, 5.0), (14, 10.0), (60, 55.0)])
def test_erlang_c_is_the_textbook_s(seats: int, erlangs: float) -> None:
    assert erlang_c(erlangs, seats) == pytest.approx(direct_c(erlangs, seats), rel=1e-9)


def test_one_server_is_the_simplest_queue() -> None:
    expected = expect(Load(0.5, 1.0), 1, 2.0)
    assert expected.delayed == pytest.approx(0.5)
    assert expected.wait == pytest.approx(1.0)  # ρ / (μ − λ)
    assert expected.answered_within == pytest.approx(1 - 0.5 * math.exp(-1.0))


def test_the_example_of_garnett_mandelbaum_and_reiman() -> None:
    """48 calls a minute, 1 minute each, 50 seats; patience 2 minutes (their table 1)."""
    patient = expect(Load(48 / 60, 60), 50, 15)
    assert patient.wait == pytest.approx(20.8, abs=0.05)
    assert patient.waiting == pytest.approx(17, abs=0.5)
    assert patient.occupied == pytest.approx(0.96)
    impatient = expect(Load(48 / 60, 60, 120), 50, 15)
    assert impatient.abandoned == pytest.approx(0.031, abs=0.0005)
    assert impatient.wait == pytest.approx(3.7, abs=0.05)
    assert impatient.waiting == pytest.approx(3, abs=0.5)
    assert impatient.occupied == pytest.approx(0.93, abs=0.005)
    # their 90th percentile of the wait, 12.5 s, counts those who give up as well
    assert expect(Load(48 / 60, 60, 120), 50, 12.5).answered_within == pytest.approx(0.9, abs=0.03)


def test_patience_without_end_is_erlang_c() -> None:
    patient, nearly = expect(Load(0.2, 200), 45, 15), expect(Load(0.2, 200, 1e9), 45, 15)
    assert nearly.answered_within == pytest.approx(patient.answered_within, abs=1e-4)
    assert nearly.wait == pytest.approx(patient.wait, rel=1e-3)


def simulated(load: Load, seats: int, limit: float, calls: int) -> tuple[float, float]:
    """Play the queue, first come first served; return the shares answered in time and given up."""
    chance = random.Random(12345)
    free = [0.0] * seats
    now, soon, gone = 0.0, 0, 0
    for _ in range(calls):
        now += chance.expovariate(load.rate)
        wait = max(0.0, free[0] - now)
        if load.patience is not None and chance.expovariate(1 / load.patience) < wait:
            gone += 1
            continue
        heapq.heapreplace(free, now + wait + chance.expovariate(1 / load.handling))
        soon += wait <= limit
    return soon / calls, gone / calls


@pytest.mark.parametrize(("rate", "seats"), [(0.05, 10), (0.06, 10), (0.02, 6)])
def test_a_simulated_queue_shows_the_same(rate: float, seats: int) -> None:
    load = Load(rate, 180, 90)
    expected = expect(load, seats, 15)
    soon, gone = simulated(load, seats, 15, 40_000)
    assert expected.answered_within == pytest.approx(soon, abs=0.01)
    assert expected.abandoned == pytest.approx(gone, abs=0.01)


loads = st.builds(
    Load,
    st.floats(0.0001, 2),
    st.floats(1, 900),
    st.one_of(st.none(), st.floats(1, 900)),
)


@settings(deadline=None, max_examples=50)
@given(loads, st.integers(0, 150), st.floats(0, 300))
def test_shares_are_shares_and_a_seat_more_never_hurts(load: Load, seats: int, limit: float) -> None:
    now, more = expect(load, seats, limit), expect(load, seats + 1, limit)
    for expected in (now, more):
        assert -1e-9 <= expected.answered_within <= 1 + 1e-9
        assert 0 <= expected.delayed <= 1
        assert -1e-9 <= expected.abandoned <= 1 + 1e-9
        assert expected.wait >= 0
        assert expected.answered_within <= 1 - expected.abandoned + 1e-6
    assert more.answered_within >= now.answered_within - 1e-6


@settings(deadline=None, max_examples=25)
@given(loads, st.floats(0.5, 0.99))
def test_the_seats_needed_are_just_enough(load: Load, share: float) -> None:
    needed = seats_needed(load, 15, share, most=300)
    if needed is None:
        assert expect(load, 300, 15).answered_within < share
        return
    assert expect(load, needed, 15).answered_within >= share
    if needed:
        assert expect(load, needed - 1, 15).answered_within < share
