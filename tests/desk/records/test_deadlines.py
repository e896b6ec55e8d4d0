"""The clocks of orders: by kind and urgency, and on working days where a rule says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.records import deadlines
from desk.records.deadlines import SHANGHAI, Rules, add_working_time, chinese_working_day, due_at, sign_due_at
from desk.records.views import OrderKind

FRIDAY = datetime(2026, 1, 30, 16, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (OrderKind.CONSULTATION, 24),
        (OrderKind.SUGGESTION, 24),
        (OrderKind.COMPLAINT, 48),
        (OrderKind.HELP, 48),
    ],
)
def test_each_kind_has_its_hours(kind: OrderKind, hours: int) -> None:
    assert due_at(kind, False, FRIDAY, Rules()) == FRIDAY + timedelta(hours=hours)


@pytest.mark.parametrize("kind", OrderKind)
def test_urgent_means_on_the_spot_in_half_an_hour_on_any_day(kind: OrderKind) -> None:
    rules = Rules(working_days=frozenset(OrderKind))
    assert due_at(kind, True, FRIDAY, rules) == FRIDAY + timedelta(minutes=30)
    assert sign_due_at(True, FRIDAY, rules) == FRIDAY + timedelta(minutes=30)


def test_a_weekend_does_not_count() -> None:
    rules = Rules(working_days=frozenset({OrderKind.COMPLAINT}))
    assert due_at(OrderKind.COMPLAINT, False, FRIDAY, rules) == datetime(2026, 2, 3, 16, 0, tzinfo=SHANGHAI)
    assert due_at(OrderKind.HELP, False, FRIDAY, rules) == FRIDAY + timedelta(hours=48)


def test_holidays_and_the_days_worked_in_exchange_are_known() -> None:
    assert chinese_working_day(date(2026, 2, 14))  # a Saturday worked for the Spring Festival
    assert not chinese_working_day(date(2026, 2, 17))
    before = datetime(2026, 2, 14, 12, 0, tzinfo=SHANGHAI)
    end = add_working_time(before, timedelta(hours=24), SHANGHAI, chinese_working_day)
    assert end == datetime(2026, 2, 24, 12, 0, tzinfo=SHANGHAI)


def test_years_nobody_knows_yet_have_weekdays_and_a_note(caplog: pytest.LogCaptureFixture) -> None:
    deadlines._noted_years.clear()
    assert chinese_working_day(date(2099, 10, 1))
    assert not chinese_working_day(date(2099, 10, 3))
    assert caplog.text.count("2099") == 1


@given(
    st.integers(0, 7 * 365 * 86400 - 90 * 86400).map(
        lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
    ),
    st.integers(1, 24 * 10),
)
def test_it_always_ends_on_a_working_day_and_never_early(start: datetime, hours: int) -> None:
    span = timedelta(hours=hours)
    end = add_working_time(start, span, SHANGHAI, chinese_working_day)
    assert end >= start + span
    assert chinese_working_day((end - timedelta(microseconds=1)).astimezone(SHANGHAI).date())
    assert add_working_time(start, span + timedelta(hours=1), SHANGHAI, chinese_working_day) > end
