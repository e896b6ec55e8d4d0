"""Alarms: one table, no flapping, nothing raised or cleared without its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.alarms import (
    TRANSITIONS,
    Alarm,
    AlarmEvent,
    Alarms,
    AlarmState,
    Lack,
    Measure,
    Threshold,
    Value,
)
from desk.figures.periods import Window
from telephony.errors import IllegalTransition

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
WAIT = Threshold(1, Measure.LONGEST_WAIT, 60, after=5, calm=10)
KEY = (1, "")


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def events(alarms: Alarms, threshold: Threshold, values: list[tuple[float, Value]]) -> list[str]:
    """Let the values come at their seconds; return what happened when."""
    found = []
    for second, value in values:
        changes = alarms.update([threshold], {KEY: value}, at(second))
        found += [f"{change.event.value} {second:g}" for change in changes]
    return found


@pytest.mark.parametrize("event", AlarmEvent)
@pytest.mark.parametrize("state", AlarmState)
def test_what_is_not_in_the_table_is_refused(event: AlarmEvent, state: AlarmState) -> None:
    alarm = Alarm(WAIT, state=state)
    if (state, event) in TRANSITIONS:
        assert alarm.after(event, NOON).state is TRANSITIONS[state, event]
    else:
        with pytest.raises(IllegalTransition):
            alarm.after(event, NOON)


def test_raised_acknowledged_and_cleared_each_in_its_time() -> None:
    alarms = Alarms()
    assert events(alarms, WAIT, [(0, 70), (4, 74), (5, 75)]) == ["raise 5"]
    change = alarms.acknowledge(KEY, "9001", at(6))
    assert (change.alarm.state, change.alarm.acknowledged_by) == (AlarmState.ACKNOWLEDGED, "9001")
    with pytest.raises(IllegalTransition):
        alarms.acknowledge(KEY, "9002", at(7))
    assert [alarm.value for alarm in alarms.active] == [75]
    assert events(alarms, WAIT, [(8, 20), (17, 20), (18, 20), (30, 20)]) == ["clear 18"]
    assert alarms.active == ()


def test_a_short_peak_raises_nothing() -> None:
    assert events(Alarms(), WAIT, [(0, 70), (3, 0), (4, 70), (8, 70)]) == []


def test_a_value_that_trembles_around_the_limit_raises_one_alarm() -> None:
    trembling = [(second, 59.0 + 2 * (second % 2)) for second in range(6, 600)]
    assert events(Alarms(), WAIT, [(0, 61), (5, 61), *trembling]) == ["raise 5"]


def test_what_is_not_known_neither_raises_nor_clears() -> None:
    alarms = Alarms()
    assert events(alarms, WAIT, [(0, 70), (3, None), (7, 70), (12, 70)]) == ["raise 12"]
    assert events(alarms, WAIT, [(13, 0), (20, None), (25, 0), (34, 0), (35, 0)]) == ["clear 35"]


FEW = Lack.TOO_FEW_CALLS


def test_a_rate_of_a_quiet_night_is_over_when_no_call_of_its_window_is_left() -> None:
    rate = Threshold(1, Measure.ANSWER_RATE, 0.9, window=Window.QUARTER, after=0, calm=20)
    alarms = Alarms()
    assert events(alarms, rate, [(0, 0.5), (60, FEW), (900, FEW), (959, FEW)]) == ["raise 0"]
    assert events(alarms, rate, [(960, FEW), (979, FEW), (980, FEW), (2000, FEW)]) == ["clear 980"]


@pytest.mark.parametrize("between", [0.5, None])
def test_too_few_calls_count_anew_after_enough_of_them_or_a_pbx_out_of_sight(between: Value) -> None:
    rate = Threshold(1, Measure.ANSWER_RATE, 0.9, window=Window.QUARTER, after=0, calm=0)
    alarms = Alarms()
    assert events(alarms, rate, [(0, 0.5), (10, FEW), (900, between), (910, FEW), (1800, FEW)]) == ["raise 0"]
    assert events(alarms, rate, [(1810, FEW)]) == ["clear 1810"]


def test_too_few_calls_of_the_day_are_another_day() -> None:
    rate = Threshold(1, Measure.ANSWER_RATE, 0.9, window=Window.DAY, after=0, calm=20)
    assert events(Alarms(), rate, [(0, 0.5), (60, FEW), (80, FEW)]) == ["raise 0", "clear 80"]


def test_too_few_calls_raise_nothing() -> None:
    rate = Threshold(1, Measure.ANSWER_RATE, 0.9, window=Window.QUARTER, after=10, calm=0)
    assert events(Alarms(), rate, [(0, 0.5), (5, FEW), (15, 0.5), (20, 0.5), (2000, FEW)]) == []


@pytest.mark.parametrize(
    ("threshold", "bad", "between", "good"),
    [
        (Threshold(1, Measure.ANSWER_RATE, 0.9, after=0, calm=0), 0.89, 0.905, 0.95),
        (Threshold(1, Measure.SEATS_READY, 2, after=0, calm=0), 1, 2, 3),
        (Threshold(1, Measure.WAITING, 10, after=0, calm=0, ease=5), 11, 7, 5),
        (Threshold(1, Measure.STATE_TOO_LONG, 600, after=0, calm=0), 601, 560, 10),
    ],
)
def test_each_measure_has_its_bad_side(threshold: Threshold, bad: float, between: float, good: float) -> None:
    assert events(Alarms(), threshold, [(0, between), (1, bad), (2, between), (3, good)]) == [
        "raise 1",
        "clear 3",
    ]


def test_a_subject_that_is_gone_is_back() -> None:
    alarms = Alarms()
    away = Threshold(1, Measure.STATE_TOO_LONG, 600, after=0, calm=10)
    alarms.update([away], {(1, "main/2001"): 700.0}, at(0))
    assert [alarm.subject for alarm in alarms.active] == ["main/2001"]
    alarms.update([away], {}, at(1))
    [change] = alarms.update([away], {}, at(11))
    assert (change.event, alarms.active) == (AlarmEvent.CLEAR, ())
    assert alarms.update([away], {}, at(12)) == []


def test_a_threshold_that_is_taken_away_takes_its_alarm_with_it() -> None:
    alarms = Alarms()
    events(alarms, WAIT, [(0, 70), (5, 70)])
    alarms.update([], {}, at(6))
    assert [change.event for change in alarms.update([], {}, at(16))] == [AlarmEvent.CLEAR]


def test_an_alarm_of_before_the_restart_stands_until_it_is_cleared() -> None:
    first = Alarms()
    events(first, WAIT, [(0, 70), (5, 70)])
    again = Alarms(first.active)
    assert events(again, WAIT, [(60, 70), (61, 0), (71, 0)]) == ["clear 71"]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.one_of(st.none(), st.floats(0, 200))), max_size=60),
    st.floats(0, 60),
    st.floats(0, 60),
    st.floats(10, 150),
    st.one_of(st.none(), st.floats(0, 200)),
)
def test_events_alternate_and_never_come_faster_than_their_times(
    steps: list[tuple[int, float | None]], after: float, calm: float, limit: float, ease: float | None
) -> None:
    threshold = Threshold(1, Measure.LONGEST_WAIT, limit, after=after, calm=calm, ease=ease)
    alarms, second, told = Alarms(), 0, []
    values: list[tuple[int, float | None]] = []
    for step, value in steps:
        second += step
        values.append((second, value))
        for change in alarms.update([threshold], {KEY: value}, at(second)):
            told.append((second, change.event))
            needed = after if change.event is AlarmEvent.RAISE else calm
            good = threshold.beyond if change.event is AlarmEvent.RAISE else threshold.back
            # all that time the value was known and on that side
            span = [v for s, v in values if s >= second - needed]
            assert all(v is not None and good(v) for v in span)
    assert [event for _, event in told] == [
        (AlarmEvent.RAISE, AlarmEvent.CLEAR)[n % 2] for n in range(len(told))
    ]
