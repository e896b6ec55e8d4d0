"""The clocks of a work order: when it must be signed and when it must be answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from desk.records.views import OrderKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
_log = logging.getLogger(__name__)
_noted_years: set[int] = set()

Calendar = Callable[[date], bool]

_HOURS: Mapping[OrderKind, float] = MappingProxyType(
    {
        OrderKind.CONSULTATION: 24,
        OrderKind.SUGGESTION: 24,
        OrderKind.COMPLAINT: 48,
        OrderKind.HELP: 48,
        OrderKind.REPORT: 48,
        OrderKind.PRAISE: 24,
    }
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits; `working_days` are the kinds whose hours pass on working days only."""

    sign_minutes: float = 30
    urgent_minutes: float = 30
    hours: Mapping[OrderKind, float] = field(default_factory=lambda: _HOURS)
    working_days: frozenset[OrderKind] = frozenset()
    zone: ZoneInfo = SHANGHAI


def chinese_working_day(day: date) -> bool:
    """Tell whether people work on `day` in China: holidays and the days worked in exchange are known.

    Years that the calendar does not know yet have plain weekdays, which the log says once.
    """
    import chinese_calendar

    try:
        working: bool = chinese_calendar.is_workday(day)
    except NotImplementedError:
        if day.year not in _noted_years:
            _noted_years.add(day.year)
            _log.warning("the holidays of %d are not known yet: weekdays count as working days", day.year)
        return day.weekday() < 5
    return working


def sign_due_at(urgent: bool, dispatched_at: datetime, rules: Rules) -> datetime:
    """Return when the department must have signed."""
    minutes = min(rules.sign_minutes, rules.urgent_minutes) if urgent else rules.sign_minutes
    return dispatched_at.astimezone(UTC) + timedelta(minutes=minutes)


def due_at(
    kind: OrderKind,
    urgent: bool,
    dispatched_at: datetime,
    rules: Rules,
    calendar: Calendar = chinese_working_day,
) -> datetime:
    """Return when the order must be settled: urgent ones on the spot, others by their kind."""
    if urgent:  # an emergency does not wait for a working day
        return dispatched_at.astimezone(UTC) + timedelta(minutes=rules.urgent_minutes)
    span = timedelta(hours=rules.hours.get(kind, _HOURS[kind]))
    if kind not in rules.working_days:
        return dispatched_at.astimezone(UTC) + span
    return add_working_time(dispatched_at, span, rules.zone, calendar)


def add_working_time(start: datetime, span: timedelta, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """Return the moment when `span` has passed, counting the whole hours of working days alone."""
    moment = start.astimezone(UTC)
    while True:
        day = moment.astimezone(zone).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        if calendar(day):
            left = midnight - moment
            if span <= left:
                return moment + span
            span -= left
        moment = midnight
