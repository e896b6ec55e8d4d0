"""Spans of time that figures are about; a day is the civil day of the place, however long it is."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class Window(enum.Enum):
    """The spans that the board shows: each ends now."""

    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"


SPANS = {Window.QUARTER: timedelta(minutes=15), Window.HOUR: timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, and before `until`."""

    since: datetime
    until: datetime

    @property
    def seconds(self) -> float:
        """How long it is."""
        return (self.until - self.since).total_seconds()


def day_start(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return when the civil day of `moment` began; a skipped midnight is the first moment after it."""
    return _midnight(moment.astimezone(zone).date(), zone)


def day_of(moment: datetime, zone: ZoneInfo, days: int = 0) -> Period:
    """Return the whole civil day of `moment`, or the one so many `days` later."""
    day = moment.astimezone(zone).date() + timedelta(days=days)
    return Period(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))


def window(kind: Window, now: datetime, zone: ZoneInfo) -> Period:
    """Return the span of `kind` that ends now."""
    span = SPANS.get(kind)
    return Period(day_start(now, zone) if span is None else now - span, now)


def board_start(now: datetime, zone: ZoneInfo) -> datetime:
    """Return since when the board's figures need calls: just after midnight the hour began before the day."""
    return min(window(kind, now, zone).since for kind in Window)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
