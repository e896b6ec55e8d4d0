"""From when on a board that starts needs queue_log: nobody has read what was written while it was closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.figures.coverage import Coverage
from desk.figures.curves import last_day
from desk.figures.periods import Period, board_start

_REACH = timedelta(days=8)  # the 24 hours that stand beside the last ones are a week older
_EARLIER = timedelta(hours=1)  # who was there when the board was closed came before


def log_start(known: Iterable[Period], now: datetime, zone: ZoneInfo) -> datetime:
    """Return since when the log of a PBX is needed; `known` are the spans of which every call is kept.

    The last 24 hours are always read: to what is kept a log adds what is better known now. Before them the
    first gap since something was kept at all; before that nobody has looked, and a new board reads one day.
    """
    start = min(board_start(now, zone), last_day(now).since)
    coverage = Coverage()
    for span in known:
        coverage.add("", span.since, span.until)
    reach = now - _REACH
    gaps = [gap.since for gap in coverage.gaps("", Period(reach, start)) if gap.since > reach]
    return min([start, *(gap - _EARLIER for gap in gaps)])
