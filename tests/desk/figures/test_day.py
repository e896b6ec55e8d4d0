"""The definitions of the figures, the civil day, gaps, curves, seats' times, and what thresholds look at."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.alarms import Lack, Measure, Threshold
from desk.figures.coverage import Coverage
from desk.figures.curves import DAY_MINUTES, STATES, SeatRing
from desk.figures.day import Day
from desk.figures.periods import Period, Window, day_of, day_start, window
from desk.figures.readings import readings
from desk.figures.seat_times import SeatTimes
from desk.figures.tally import Rule, ShareOf
from telephony.floor.facts import EndedBy, Outcome, QueueCall
from telephony.floor.views import FloorPbx, FloorQueue, FloorSeat, FloorState, FloorView, FloorWaiting
from telephony.snapshots import LinkSnapshot, LinkState

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def stay(number: int, outcome: Outcome, wait: float, talk: float | None = None, **more: object) -> QueueCall:
    """Return a stay that began `number` seconds after noon."""
    left = None if outcome is Outcome.WAITING else at(number + wait)
    values: dict[str, object] = {
        "outcome": outcome,
        "left_at": left,
        "wait_seconds": wait if left else None,
        "talk_seconds": talk,
    }
    if talk is not None and left is not None:
        values |= {"ended_at": left + timedelta(seconds=talk), "ended_by": EndedBy.CALLER}
    return QueueCall("main", "gjj", f"1.{number}", at(number), **(values | more))  # type: ignore[arg-type]


CALLS = [
    stay(0, Outcome.ANSWERED, 15, 60, seat="2001", three_way=True),
    stay(1, Outcome.ANSWERED, 16, 120, seat="2001"),
    stay(2, Outcome.ANSWERED, 5, seat="2002", member="李强"),
    stay(3, Outcome.ABANDONED, 3),
    stay(4, Outcome.ABANDONED, 40),
    stay(5, Outcome.LEFT, 60),
    stay(6, Outcome.MOVED, 10),
    stay(7, Outcome.LOST, 10),
    stay(8, Outcome.WAITING, 0),
]


def filled(rule: Rule | None = None) -> Day:
    day = Day(SHANGHAI, rule)
    for call in CALLS:
        day.take(call)
    return day


def test_the_figures_are_what_their_definitions_say() -> None:
    day = filled()
    day.settle({"1.0": True, "1.1": False, "9.9": True})
    day.set_orders([(at(100), "1.1"), (at(101), ""), (at(-86400), "1.1")])
    board = day.board(at(300))
    figures = board[Window.QUARTER].queues["gjj"]
    assert (figures.offered, figures.answered, figures.abandoned, figures.left) == (6, 3, 2, 1)
    assert (figures.moved, figures.lost) == (1, 1)
    assert figures.answer_rate == pytest.approx(2 / 6)
    assert figures.connect_rate == pytest.approx(3 / 6)
    assert (figures.abandoned_within, figures.abandon_median) == ((1, 1, 1), 21.5)
    assert figures.mean_wait == pytest.approx((15 + 16 + 5 + 3 + 40 + 60) / 6)
    assert figures.mean_answer == pytest.approx(12)
    assert (figures.mean_talk, figures.talked) == (90, 2)
    assert figures.three_way_share == pytest.approx(1 / 3)
    assert (figures.direct_rate, figures.orders) == (0.5, 1)
    assert board[Window.DAY].total.orders == 2
    seats = board[Window.DAY].seats
    assert {key: (own.answered, own.mean_talk) for key, own in seats.items()} == {
        ("main", "2001"): (2, 90),
        ("main", "2002"): (1, None),
    }


@pytest.mark.parametrize(
    ("rule", "rate"),
    [
        (Rule(), 2 / 6),
        (Rule(short=5), 2 / 5),
        (Rule(of=ShareOf.ANSWERED), 2 / 3),
        (Rule(limit=20), 3 / 6),
    ],
)
def test_a_centre_may_reckon_its_answer_rate_in_its_own_way(rule: Rule, rate: float) -> None:
    assert filled(rule).board(at(300))[Window.HOUR].total.answer_rate == pytest.approx(rate)


def test_nothing_has_no_rate() -> None:
    figures = Day(SHANGHAI).board(NOON)[Window.DAY].total
    assert (figures.offered, figures.answer_rate, figures.mean_talk, figures.abandon_median) == (
        0,
        *[None] * 3,
    )


def test_what_is_kept_is_told_once_and_again_when_it_could_not_be_kept() -> None:
    day = filled()
    calls, _ = day.changed()
    assert {call.call_id for call in calls} == {call.call_id for call in CALLS[:-1]}  # not who waits
    assert day.changed() == ([], [])
    newer = replace(CALLS[2], ended_at=at(60), ended_by=EndedBy.AGENT, talk_seconds=50.0)
    day.take(newer)
    day.give_back(calls, [("main", Period(at(0), at(10)))])
    again, spans = day.changed()
    assert newer in again
    assert len(again) == len(calls)
    assert spans == [("main", Period(at(0), at(10)))]


def test_rows_of_the_day_before_yesterday_are_let_go_of() -> None:
    day = Day(SHANGHAI)
    for number in range(3000):
        day.take(stay(number - 200_000, Outcome.ANSWERED, 5, 30, seat="2001"))
    day.take(stay(0, Outcome.ANSWERED, 5, 30, seat="2001"))
    day.settle({"1.0": True})
    day.tidy(at(7200))
    assert len(day.stays) == 1
    # what is told again of a stay whose object was let go of is the same stay
    day.take(stay(0, Outcome.ANSWERED, 5, 30, seat="2001", three_way=True))
    total = day.board(at(7200))[Window.DAY].total
    assert (total.answered, total.direct, total.three_way) == (1, 1, 1)


# Periods


def test_the_day_of_the_place_is_its_civil_day() -> None:
    assert day_start(datetime(2026, 1, 29, 16, 30, tzinfo=UTC), SHANGHAI) == datetime(
        2026, 1, 29, 16, tzinfo=UTC
    )
    assert window(Window.QUARTER, NOON, SHANGHAI) == Period(at(-900), NOON)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Shanghai", datetime(2026, 3, 29, 12, tzinfo=UTC), 24),
        ("Europe/Berlin", datetime(2026, 3, 29, 12, tzinfo=UTC), 23),
        ("Europe/Berlin", datetime(2026, 10, 25, 12, tzinfo=UTC), 25),
        ("Africa/Cairo", datetime(2026, 4, 24, 12, tzinfo=UTC), 23),  # midnight itself is skipped
    ],
)
def test_a_day_is_as_long_as_the_clocks_make_it(zone: str, day: datetime, hours: int) -> None:
    assert day_of(day, ZoneInfo(zone)).seconds == hours * 3600


@settings(deadline=None)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001
def test_days_follow_each_other_without_a_gap(moment: datetime) -> None:
    for name in ("Asia/Shanghai", "Africa/Cairo", "America/Sao_Paulo"):
        zone, now = ZoneInfo(name), moment.replace(tzinfo=UTC)
        today, tomorrow = day_of(now, zone), day_of(now, zone, 1)
        assert today.since <= now < today.until == tomorrow.since


# Gaps


def test_what_nobody_saw_is_a_gap() -> None:
    known = Coverage()
    known.add("main", at(100), at(200))
    known.add("main", at(300), at(400))
    assert known.gaps("main", Period(at(0), at(500))) == (
        Period(at(0), at(100)),
        Period(at(200), at(300)),
        Period(at(400), at(500)),
    )
    known.add("main", at(-50), at(350))
    assert known.gaps("main", Period(at(0), at(400))) == ()
    assert known.gaps("second", Period(at(0), at(9))) == (Period(at(0), at(9)),)
    assert known.gaps("main", Period(at(0), at(0))) == ()


spans = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


@settings(deadline=None)
@given(st.lists(spans, max_size=8))
def test_every_moment_is_known_or_in_a_gap(known: list[list[int]]) -> None:
    coverage = Coverage()
    for since, until in known:
        coverage.add("main", at(since * 10), at(until * 10))
    gaps = coverage.gaps("main", Period(at(0), at(1000)))
    for moment in range(5, 1000, 10):
        covered = any(since * 10 <= moment <= until * 10 for since, until in known)
        gap = any(gap.since <= at(moment) < gap.until for gap in gaps)
        assert covered != gap


# Curves


def test_curves_count_by_minute_and_show_no_line_where_nothing_is_known() -> None:
    day = filled()
    day.coverage.add("main", at(-3600), at(300))
    curves = day.curves(at(299), pbxs=["main"])
    assert len(curves.arrivals) == DAY_MINUTES
    first = int((NOON - curves.since).total_seconds() // 60)
    assert curves.minute(first) == Period(at(0), at(60))
    assert curves.arrivals[first : first + 2].tolist() == [9, 0]
    assert curves.answered[first : first + 2].tolist() == [3, 0]
    assert curves.answered_soon[first] == 2
    assert curves.abandoned[first] == 2
    assert curves.offered[first : first + 2].tolist() == [5, 1]
    assert curves.waiting[first : first + 2].tolist() == [2, 1]
    assert curves.arrivals[first - 1] == 0
    assert np.isnan(curves.arrivals[:100]).all()  # nobody was there yesterday afternoon
    assert day.curves(at(299), "sifa").arrivals.sum() == 0


def test_a_whole_day_has_its_own_length_and_the_future_is_blank() -> None:
    from desk.figures.curves import curves

    day = filled()
    found = curves(day.stays, day_of(NOON, SHANGHAI), now=at(59))
    assert len(found.arrivals) == DAY_MINUTES
    assert found.arrivals[12 * 60] == 9
    assert np.isnan(found.arrivals[12 * 60 + 1 :]).all()


# Seats


def seat(key: str, state: FloorState, queues: tuple[str, ...] = ("gjj",), since: float = 0) -> FloorSeat:
    return FloorSeat("main", key, f"PJSIP/{key}", state=state, since=at(since), queues=queues)


def view(
    *seats: FloorSeat,
    waiting: tuple[FloorWaiting, ...] = (),
    loaded: bool = True,
    loaded_at: datetime | None = None,
) -> FloorView:
    queue = FloorQueue("main", "gjj", waiting)
    return FloorView((FloorPbx("main", LinkSnapshot(LinkState.UP), loaded, (queue,), seats, loaded_at),))


def test_a_seat_s_time_is_summed_by_state_and_begins_anew_at_midnight() -> None:
    times = SeatTimes(SHANGHAI)
    for second, state in ((0, FloorState.READY), (60, FloorState.TALKING), (160, FloorState.AFTER_CALL)):
        times.see(view(seat("2001", state)), at(second))
    times.see(view(seat("2001", FloorState.READY)), at(180))
    key = ("main", "2001")
    assert times.seconds(key, at(200)) == {
        FloorState.READY: 80,
        FloorState.TALKING: 100,
        FloorState.AFTER_CALL: 20,
    }
    assert times.mean_after_call == 20
    midnight = datetime(2026, 1, 30, 16, tzinfo=UTC)
    times.see(view(seat("2001", FloorState.READY)), midnight + timedelta(seconds=30))
    assert times.seconds(key, midnight + timedelta(seconds=40)) == {FloorState.READY: 40}


def test_the_ring_holds_a_day_and_knows_what_it_does_not_know() -> None:
    ring = SeatRing()
    ring.put(at(-86400), [(FloorState.TALKING, ("gjj",))])
    ring.put(at(0), [(FloorState.READY, ("gjj",)), (FloorState.READY, ("gjj", "sifa"))])
    found = ring.read(Period(at(-60), at(60)))
    assert np.isnan(found[0]).all()
    assert found[1, STATES.index(FloorState.READY)] == 2
    assert found[1].sum() == 2
    assert ring.read(Period(at(0), at(60)), "sifa")[0].sum() == 1
    assert ring.read(Period(at(0), at(60)), "nobody's")[0].sum() == 0
    assert np.isnan(ring.read(Period(at(-86400), at(-86340)))).all()


def test_a_stay_that_nobody_ended_is_lost_when_it_is_missing_twice() -> None:
    day = filled()
    waiting = FloorWaiting("main", "gjj", "1.8", "PJSIP/x", "138", "", 1, at(8))
    day.reconcile(view(waiting=(waiting,)), at(300))
    day.reconcile(view(waiting=(waiting,)), at(301))
    assert [call.call_id for call in day.stays.open()] == ["1.8"]  # the talk without an end is lost
    day.reconcile(view(), at(302))
    day.reconcile(view(loaded=False), at(303))
    assert len(day.stays.open()) == 1
    day.reconcile(view(), at(304))
    day.reconcile(view(), at(305))
    assert day.stays.open() == ()
    assert day.board(at(400))[Window.HOUR].total.lost == 2


def test_a_link_that_is_up_makes_its_span_known() -> None:
    day = Day(SHANGHAI)
    for second, loaded in ((0, True), (10, True), (20, False), (30, True), (40, True)):
        day.see(view(loaded=loaded), at(second))
    assert day.coverage.gaps("main", Period(at(0), at(40))) == (Period(at(10), at(30)),)


def test_what_is_known_begins_with_the_snapshot_however_late_the_board_looks() -> None:
    day = Day(SHANGHAI)
    day.see(view(loaded_at=at(2)), at(9))
    assert day.coverage.gaps("main", Period(at(2), at(9))) == ()


def test_a_link_that_was_away_between_two_looks_leaves_a_gap() -> None:
    day = Day(SHANGHAI)
    day.see(view(loaded_at=at(0)), at(10))
    day.see(view(loaded_at=at(25)), at(30))
    assert day.coverage.gaps("main", Period(at(0), at(30))) == (Period(at(10), at(25)),)


# What thresholds look at


def test_every_threshold_gets_its_value() -> None:
    board = filled().board(at(300))
    waiting = tuple(FloorWaiting("main", "gjj", f"1.{n}", "", "", "", n, at(300 - 40 * n)) for n in (1, 2))
    seats = (
        seat("2001", FloorState.READY),
        seat("2002", FloorState.NOT_READY, since=100),
        seat("2003", FloorState.NOT_READY, ("sifa",), since=200),
    )
    thresholds = [
        Threshold(1, Measure.LONGEST_WAIT, 60, "gjj"),
        Threshold(2, Measure.WAITING, 5),
        Threshold(3, Measure.SEATS_READY, 2, "gjj"),
        Threshold(4, Measure.STATE_TOO_LONG, 60, state=FloorState.NOT_READY),
        Threshold(5, Measure.STATE_TOO_LONG, 60, "sifa", state=FloorState.NOT_READY),
        Threshold(6, Measure.ANSWER_RATE, 0.9),
        Threshold(7, Measure.LONGEST_WAIT, 60, "sifa"),
        Threshold(8, Measure.WAITING, 5, enabled=False),
    ]
    assert readings(thresholds, view(*seats, waiting=waiting), board, at(300)) == {
        (1, ""): 80,
        (2, ""): 2,
        (3, ""): 1,
        (4, "main/2002"): 200,
        (4, "main/2003"): 100,
        (5, "main/2003"): 100,
        (6, ""): Lack.TOO_FEW_CALLS,  # six say nothing
        (7, ""): 0,
    }
    unseen = readings(thresholds, view(*seats, loaded=False), board, at(300))
    assert set(unseen.values()) == {None}


def test_of_a_past_day_only_numbers_are_kept() -> None:
    """A large hotline's day is 50 MB as objects, and the board has one of last week too."""
    day = Day(SHANGHAI)
    over = (stay(number, Outcome.ANSWERED, 5, 60, seat="2001") for number in range(2500))
    waiting = [stay(number, Outcome.WAITING, 0) for number in (3000, 3001)]
    before = _objects()
    day.load((*over, *waiting), ())
    assert len(day.stays) == 2502
    assert [call.call_id for call in day.stays.open()] == ["1.3000", "1.3001"]
    assert _objects() == before  # those that wait are there already


def _objects() -> int:
    gc.collect()
    return sum(isinstance(each, QueueCall) for each in gc.get_objects())
