"""How seats spent the time before a board was opened: as one that was open all the time has seen it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.figures.day import Day
from desk.figures.seat_log import changes, spent
from telephony.floor.facts import QueueLog
from telephony.floor.views import FloorPbx, FloorSeat, FloorState, FloorView
from telephony.snapshots import LinkSnapshot, LinkState

SHANGHAI = ZoneInfo("Asia/Shanghai")
EIGHT = datetime(2026, 1, 30, 0, tzinfo=UTC)  # in the morning there
MIDNIGHT = EIGHT - timedelta(hours=8)
S = FloorState
# Minutes after eight, who, what; calls beside it.
COURSE = (
    (0, "ADDMEMBER|PAUSED", S.NOT_READY),
    (10, "UNPAUSE|", S.READY),
    (30, "CONNECT|4|x|2", S.TALKING),
    (30, "PAUSE|after-call", S.TALKING),
    (35, "COMPLETECALLER|4|300|1", S.AFTER_CALL),
    (37, "UNPAUSE|", S.READY),
    (60, "PAUSE|meal", S.NOT_READY),
    (90, "REMOVEMEMBER|", S.SIGNED_OUT),
    (120, "ADDMEMBER|", S.READY),
)
MINUTES = {S.NOT_READY: 40, S.READY: 20 + 23 + 30, S.TALKING: 5, S.AFTER_CALL: 2, S.SIGNED_OUT: 30}
OPENED = EIGHT + timedelta(minutes=150)


def lines(member: str = "2001 王敏", queues: tuple[str, ...] = ("gjj",)) -> tuple[str, ...]:
    """Write the course into a log; what is about a member stands there once for each queue."""
    found: list[str] = []
    for minute, what, _ in COURSE:
        stamp = int((EIGHT + timedelta(minutes=minute)).timestamp())
        of_call = what.startswith(("CONNECT", "COMPLETE"))
        call, told = ("1.1", queues[:1]) if of_call else ("NONE", queues)
        found += [f"{stamp}|{call}|{queue}|{member}|{what}" for queue in told]
    return tuple(found)


def view(state: FloorState, pbx: str = "main") -> FloorView:
    seat = FloorSeat(pbx, "2001", "PJSIP/2001", "王敏", state, queues=("gjj",), member="2001 王敏")
    return FloorView((FloorPbx(pbx, LinkSnapshot(LinkState.UP), True, (), (seat,)),))


def whole_minutes(day: Day, now: datetime) -> dict[FloorState, int]:
    """Return a board's minutes of the seat; what it was before the first line is nobody's time."""
    times = day.board(now).times["main", "2001"]
    return {state: round(span / 60) for state, span in times.items() if round(span / 60)}


@pytest.mark.parametrize("queues", [("gjj",), ("gjj", "zonghe")], ids=["one-queue", "two-queues"])
@pytest.mark.parametrize("log_first", [False, True], ids=["seen-first", "log-first"])
def test_a_board_that_is_opened_later_has_the_times_from_the_log(
    queues: tuple[str, ...], log_first: bool
) -> None:
    log = QueueLog("main", MIDNIGHT, OPENED, lines(queues=queues))
    day = Day(SHANGHAI)
    if log_first:
        day.take(log)
    day.see(view(S.READY), OPENED)
    if not log_first:
        day.take(log)
    later = OPENED + timedelta(minutes=7)
    expected = MINUTES | {S.READY: MINUTES[S.READY] + 7, S.SIGNED_OUT: MINUTES[S.SIGNED_OUT] + 8 * 60}
    assert whole_minutes(day, later) == expected
    assert day.board(later).times_since == MIDNIGHT
    day.take(QueueLog("main", OPENED - timedelta(seconds=5), later, ()))  # the next piece
    assert whole_minutes(day, later) == expected


def test_a_board_that_was_open_has_seen_the_same() -> None:
    day = Day(SHANGHAI)
    for minute, _, state in COURSE:
        day.see(view(state), EIGHT + timedelta(minutes=minute))
    assert whole_minutes(day, OPENED) == MINUTES
    day.take(
        QueueLog("main", MIDNIGHT, OPENED, lines())
    )  # tells of nothing that was not seen, but for the night
    assert whole_minutes(day, OPENED) == MINUTES | {S.SIGNED_OUT: 30 + 8 * 60}


def test_without_a_log_the_times_are_those_that_were_seen() -> None:
    day = Day(SHANGHAI)
    day.see(view(S.READY), OPENED)
    day.take(QueueLog("main", MIDNIGHT, OPENED, lines(), complete=False))
    assert whole_minutes(day, OPENED + timedelta(minutes=7)) == {S.READY: 7}
    assert day.board(OPENED).times_since == OPENED


def test_a_new_day_begins_with_nothing() -> None:
    day = Day(SHANGHAI)
    day.see(view(S.READY), OPENED)
    day.take(QueueLog("main", MIDNIGHT, OPENED, lines()))
    tomorrow = MIDNIGHT + timedelta(days=1, minutes=5)
    day.see(view(S.READY), tomorrow)
    assert whole_minutes(day, tomorrow) == {S.READY: 5}


def test_the_log_of_another_pbx_is_about_its_own_seat() -> None:
    day = Day(SHANGHAI)
    day.see(view(S.READY), OPENED)
    day.take(QueueLog("west", MIDNIGHT, OPENED, lines()))
    assert whole_minutes(day, OPENED + timedelta(minutes=7)) == {S.READY: 7}


def test_calls_that_overlap_count_once_and_nothing_before_the_first_line() -> None:
    course = changes(["1000|NONE|gjj|PJSIP/2001|UNPAUSE|", "bad", "2000|NONE|gjj|PJSIP/2001|PAUSE|meal"], {})
    assert course == {"2001": [(1000.0, S.READY), (2000.0, S.NOT_READY)]}
    calls = [(1100.0, 1300.0), (1200.0, 1400.0), (1900.0, float("inf"))]
    assert spent(course["2001"], calls, 0.0, 2100.0) == {S.READY: 600.0, S.TALKING: 500.0}
