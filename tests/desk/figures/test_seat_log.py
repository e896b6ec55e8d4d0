"""How seats spent the time before a board was opened: as one that was open all the time has seen it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.figures.curves import STATES
from desk.figures.day import Day
from desk.figures.periods import Period
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


def view(state: FloorState, pbx: str = "main", **more: Any) -> FloorView:
    seat = FloorSeat(pbx, "2001", "PJSIP/2001", "王敏", state, queues=("gjj",), member="2001 王敏")
    seat = replace(seat, **more)
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


def in_each_minute(day: Day, since: datetime, until: datetime, queue: str | None = None) -> list[str]:
    """Return what a board's chart has of each minute: the states in which a seat was, empty for not known."""
    found = day.seats.ring.read(Period(since, until), queue)
    return [
        " ".join(f"{state.value} {count:.0f}" for state, count in zip(STATES, row, strict=True) if count > 0)
        for row in found
    ]


def told(day: Day, log: QueueLog, state: FloorState = S.READY, now: datetime = OPENED) -> None:
    day.see(view(state), now)
    day.take(log)
    day.seats.reckon(now)


def test_the_minutes_of_the_chart_in_which_nobody_looked_are_those_of_the_log() -> None:
    seen, later = Day(SHANGHAI), Day(SHANGHAI)
    course = dict.fromkeys(range(0, 150), S.READY)
    for minute, _, state in COURSE:
        course |= dict.fromkeys(range(minute, 150), state)
    for minute, state in course.items():
        seen.see(view(state), EIGHT + timedelta(minutes=minute))
    told(later, QueueLog("main", MIDNIGHT, OPENED, lines()))
    whole = in_each_minute(seen, EIGHT, OPENED)
    assert len(set(whole)) == 5
    assert in_each_minute(later, EIGHT, OPENED) == whole
    signed_in = [
        minute if state is not S.SIGNED_OUT else ""
        for minute, state in zip(whole, course.values(), strict=True)
    ]
    assert in_each_minute(later, EIGHT, OPENED, "gjj") == signed_in
    night = in_each_minute(later, MIDNIGHT, EIGHT)
    assert set(night) == {f"{S.SIGNED_OUT.value} 1"}
    assert set(in_each_minute(later, MIDNIGHT - timedelta(hours=1), MIDNIGHT)) == {""}  # before the log


def test_a_minute_that_was_seen_stays_as_it_was_seen() -> None:
    day = Day(SHANGHAI)
    day.see(view(S.HELD), EIGHT + timedelta(minutes=32))
    told(day, QueueLog("main", MIDNIGHT, OPENED, lines()))
    assert in_each_minute(day, EIGHT + timedelta(minutes=31), EIGHT + timedelta(minutes=34)) == [
        f"{S.TALKING.value} 1",
        f"{S.HELD.value} 1",
        f"{S.TALKING.value} 1",
    ]


@pytest.mark.parametrize(
    ("first", "now", "before"),
    [
        ("UNPAUSE|", S.READY, S.UNKNOWN),  # whether it was paused is not said
        ("PAUSE|meal", S.NOT_READY, S.UNKNOWN),
        ("ADDMEMBER|", S.READY, S.SIGNED_OUT),
        ("CONNECT|4|x|2", S.TALKING, S.READY),
        (None, S.NOT_READY, S.NOT_READY),  # nothing was written, so nothing has changed
        (None, S.TALKING, S.READY),
    ],
)
def test_what_a_seat_was_before_its_first_line(
    first: str | None, now: FloorState, before: FloorState
) -> None:
    at = int((EIGHT + timedelta(hours=1)).timestamp())
    call = "1.1" if first is not None and first.startswith("CONNECT") else "NONE"
    written = () if first is None else (f"{at}|{call}|gjj|2001 王敏|{first}",)
    day = Day(SHANGHAI)
    told(day, QueueLog("main", MIDNIGHT, OPENED, written), now)
    assert set(in_each_minute(day, MIDNIGHT, EIGHT)) == {f"{before.value} 1"}


def test_a_seat_of_which_a_whole_log_tells_nothing_has_not_changed() -> None:
    day = Day(SHANGHAI)
    told(day, QueueLog("main", MIDNIGHT, OPENED), S.NOT_READY)
    assert whole_minutes(day, OPENED + timedelta(minutes=7)) == {S.NOT_READY: 10.5 * 60 + 7}


@pytest.mark.parametrize(
    ("seat", "before"),
    [
        ({"state": S.TALKING, "queues": ()}, S.SIGNED_OUT),  # in a private call
        ({"state": S.DIALLING, "paused": True}, S.NOT_READY),  # calls somebody back
        ({"state": S.AFTER_CALL, "paused": True}, S.NOT_READY),
        ({"state": S.RINGING}, S.READY),
    ],
)
def test_a_seat_in_a_call_that_the_log_does_not_know_was_what_its_membership_says(
    seat: dict[str, Any], before: FloorState
) -> None:
    day = Day(SHANGHAI)
    day.see(view(**seat), OPENED)
    day.take(QueueLog("main", MIDNIGHT, OPENED))
    day.seats.reckon(OPENED)
    assert set(in_each_minute(day, MIDNIGHT, EIGHT)) == {f"{before.value} 1"}
    assert whole_minutes(day, OPENED) == {before: 10.5 * 60}


def test_nothing_is_said_of_a_seat_when_a_line_may_be_about_it() -> None:
    at = int((EIGHT + timedelta(hours=1)).timestamp())
    day = Day(SHANGHAI)
    told(
        day, QueueLog("main", MIDNIGHT, OPENED, (f"{at}|NONE|gjj|王敏|ADDMEMBER|",))
    )  # whose phone is not told
    assert set(in_each_minute(day, MIDNIGHT, EIGHT)) == {f"{S.UNKNOWN.value} 1"}
    assert whole_minutes(day, OPENED + timedelta(minutes=7)) == {S.READY: 7}


def test_a_seat_that_is_given_calls_of_one_queue_is_a_member_of_its_others_too() -> None:
    day = Day(SHANGHAI)
    day.see(view(S.READY, queues=("gjj", "zonghe")), OPENED)
    day.take(QueueLog("main", MIDNIGHT, OPENED, lines()[2:3]))
    day.seats.reckon(OPENED)
    for queue in ("gjj", "zonghe"):
        assert set(in_each_minute(day, MIDNIGHT, EIGHT, queue)) == {f"{S.READY.value} 1"}


def test_the_time_before_a_seat_was_first_known_counts_once() -> None:
    day = Day(SHANGHAI)
    day.see(view(S.UNKNOWN), EIGHT)
    told(day, QueueLog("main", MIDNIGHT, OPENED))
    assert whole_minutes(day, OPENED) == {S.READY: 10.5 * 60}


def test_the_minutes_of_two_pbxs_wait_for_the_log_of_both() -> None:
    day = Day(SHANGHAI)
    both = FloorView(view(S.READY).pbxs + view(S.NOT_READY, "west").pbxs)
    day.see(both, OPENED)
    day.take(QueueLog("main", MIDNIGHT, OPENED, lines()))
    assert day.seats.reckon(OPENED) == []
    assert set(in_each_minute(day, EIGHT, OPENED)) == {""}
    day.take(QueueLog("west", EIGHT, OPENED, ()))
    assert len(day.seats.reckon(OPENED)) == 150
    assert day.seats.reckon(OPENED) == []
    assert in_each_minute(day, EIGHT, EIGHT + timedelta(minutes=1)) == [f"{S.NOT_READY.value} 2"]
    assert set(in_each_minute(day, MIDNIGHT, EIGHT)) == {""}  # the west tells nothing of the night


def test_calls_that_overlap_count_once_and_nothing_before_the_first_line() -> None:
    course, whole = changes(
        ["1000|NONE|gjj|PJSIP/2001|UNPAUSE|", "bad", "2000|NONE|gjj|PJSIP/2001|PAUSE|meal"], {}
    )
    gjj = frozenset({"gjj"})
    assert whole
    assert course == {"2001": [(1000.0, S.READY, gjj), (2000.0, S.NOT_READY, gjj)]}
    calls = [(1100.0, 1300.0), (1200.0, 1400.0), (1900.0, float("inf"))]
    assert spent(course["2001"], calls, 0.0, 2100.0) == {S.READY: 600.0, S.TALKING: 500.0}
