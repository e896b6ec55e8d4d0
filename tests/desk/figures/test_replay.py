"""A day of any course, seen through outages and restarts, has the figures of log, database and truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from desk.figures.day import Day
from desk.figures.keeper import Keeper
from desk.figures.log_calls import LogCalls
from desk.figures.periods import Period, Window, board_start
from desk.monitor.figures import BoardFigures
from desk.records import Records
from desk.records.floor import FloorRecords
from desk.records.views import Outcome as Settled
from telephony.floor.facts import EndedBy, Outcome, QueueCall
from telephony.floor.line import _next_from
from telephony.floor.views import FloorPbx, FloorView
from telephony.snapshots import LinkSnapshot, LinkState
from tests.desk.figures.desks import Desks
from tests.desk.figures.hotline import (
    NAMES,
    PBX,
    QUEUES,
    SEATS,
    Hotline,
    Stay,
    by_hand,
    moment,
    the_same,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEMBERS = {name: seat for seat, name in NAMES.items()}
which = st.integers(0, 1000)


AWAY = FloorView((FloorPbx(PBX, LinkSnapshot(LinkState.CONNECTING)),))
NOBODY = Hotline()


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """Give one database for all courses; each begins with empty tables."""
    path: Path = tmp_path_factory.mktemp("replay") / "desk.db"
    now = lambda: moment(Course.hotline.now)  # noqa: E731
    with Records.open(f"sqlite:///{path}", migrate=True, now=now) as opened:
        yield opened


class Course(RuleBasedStateMachine):
    """A hotline, its desks and the lead's board beside it; `readable` is whether the PBX gives its log."""

    records: Records
    hotline = NOBODY
    readable = True
    outages = True

    def __init__(self) -> None:
        super().__init__()
        self.floor = FloorRecords(self.records.database)
        with self.records.database.writing() as connection:
            for table in ("queue_calls", "floor_coverage", "seat_minutes"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
        Course.hotline = self.hotline = Hotline()
        self.desks = Desks(self.records, lambda: moment(self.hotline.now))
        self.desks.clear()
        self.linked = True
        self.heard: dict[Any, QueueCall] = {}
        self.start_board()

    # The board

    def start_board(self) -> None:
        self.keeper = Keeper(self.floor, SHANGHAI, pbxs=[PBX])
        self.heard = {}
        self.log_from = board_start(moment(self.hotline.now), SHANGHAI)
        self.connect()

    def connect(self) -> None:
        self.linked = True
        self.live_since = self.hotline.now
        self.turn()  # it sees who sits there
        self.hotline.tell = self.hear
        self.read_log()
        self.hotline.snapshot([fact for fact in self.heard.values() if not fact.over])

    def read_log(self) -> None:
        log = self.hotline.queue_log(self.log_from.timestamp(), readable=self.readable)
        self.keeper.take(log)
        if self.readable:
            self.log_from = _next_from(self.log_from, log.until, list(log.lines))

    def hear(self, fact: QueueCall) -> None:
        self.heard[fact.call_id, fact.queue] = fact
        self.keeper.take(fact)

    def turn(self) -> None:
        now = moment(self.hotline.now)
        view = self.hotline.view(now, moment(self.live_since)) if self.linked else AWAY
        self.board = self.keeper.turn(view, now)

    # What happens at the hotline

    def pick(self, stays: list[Stay], number: int) -> Stay:
        return stays[number % len(stays)]

    @rule(seconds=st.sampled_from([0.25, 1.0, 4.625, 14.25, 15.0, 17.875, 61.5, 300.0, 1800.0]))
    def time_passes(self, seconds: float) -> None:
        self.hotline.now += seconds

    @rule(queue=st.sampled_from(QUEUES))
    def enters(self, queue: str) -> None:
        self.hotline.enter(queue)

    @rule(queue=st.sampled_from(QUEUES), seat=st.sampled_from(SEATS))
    def is_answered_soon(self, queue: str, seat: str) -> None:
        self.hotline.enter(queue)
        self.hotline.now += 2.5
        self.hotline.answer(self.hotline.waiting()[-1], seat)

    @precondition(lambda self: self.hotline.waiting())
    @rule(number=which, seat=st.sampled_from(SEATS))
    def rings_out(self, number: int, seat: str) -> None:
        self.hotline.ring_out(self.pick(self.hotline.waiting(), number), seat)

    @precondition(lambda self: self.hotline.waiting())
    @rule(number=which, seat=st.sampled_from(SEATS))
    def is_answered(self, number: int, seat: str) -> None:
        self.hotline.answer(self.pick(self.hotline.waiting(), number), seat)

    @precondition(lambda self: self.hotline.waiting())
    @rule(number=which, verb=st.sampled_from(["ABANDON", "EXITWITHTIMEOUT", "EXITWITHKEY", "EXITEMPTY"]))
    def leaves(self, number: int, verb: str) -> None:
        self.hotline.leave(self.pick(self.hotline.waiting(), number), verb)

    @precondition(lambda self: self.hotline.waiting())
    @rule(number=which, step=st.integers(1, 2))
    def is_moved(self, number: int, step: int) -> None:
        stay = self.pick(self.hotline.waiting(), number)
        # Nobody is moved to a queue and back within the seconds that tell two stays apart.
        self.hotline.now += 5
        self.hotline.move(stay, QUEUES[(QUEUES.index(stay.queue) + step) % len(QUEUES)])
        self.hotline.now += 5

    @precondition(lambda self: self.hotline.talking())
    @rule(number=which, place=st.sampled_from(["hold", "consult", "room", ""]))
    def is_placed(self, number: int, place: str) -> None:
        stay = self.pick(self.hotline.talking(), number)
        if place == "room" and stay.place != "consult":
            self.hotline.place(stay, "consult")
            self.hotline.now += 12.5
        self.hotline.place(stay, place)

    @precondition(lambda self: self.hotline.talking())
    @rule(number=which, by=st.sampled_from([e for e in EndedBy if e is not EndedBy.LOST]))
    def is_over(self, number: int, by: EndedBy) -> None:
        self.hotline.now += 5
        self.hotline.complete(self.pick(self.hotline.talking(), number), by)
        self.hotline.now += 5

    # What happens at the desks

    def answered(self) -> list[Stay]:
        return [stay for stay in self.hotline.stays if stay.outcome is Outcome.ANSWERED]

    @precondition(lambda self: self.answered())
    @rule(number=which, outcome=st.sampled_from(list(Settled)))
    def is_wrapped_up(self, number: int, outcome: Settled) -> None:
        self.desks.wrap_up(self.pick(self.answered(), number).fact(), outcome)

    @precondition(lambda self: self.answered())
    @rule(number=which)
    def is_answered_from_an_entry(self, number: int) -> None:
        self.desks.answer_from_entry(self.pick(self.answered(), number).fact())

    @rule(number=which)
    def order_leaves(self, number: int) -> None:
        calls = [None, *(stay.call_id for stay in self.answered())]
        self.desks.dispatch(calls[number % len(calls)])

    # What happens to the board

    @rule()
    def board_looks(self) -> None:
        self.turn()

    @precondition(lambda self: self.linked)
    @rule()
    def log_is_read(self) -> None:
        self.read_log()

    @precondition(lambda self: self.outages)
    @rule()
    def pbx_restarts(self) -> None:
        self.hotline.now += 5
        self.hotline.restart()

    @precondition(lambda self: self.outages and self.linked)
    @rule()
    def link_is_lost(self) -> None:
        self.read_log()  # as every minute
        self.turn()
        self.linked = False
        self.hotline.tell = lambda fact: None
        self.turn()

    @precondition(lambda self: not self.linked)
    @rule()
    def link_is_back(self) -> None:
        """Whom the board remembers and does not find is lost, until the log says what became of them."""
        at = moment(self.hotline.now)
        there = {(stay.call_id, stay.queue) for stay in self.hotline.waiting()}
        talking = {(stay.call_id, stay.queue): stay for stay in self.hotline.talking()}
        for key, fact in list(self.heard.items()):
            if fact.outcome is Outcome.WAITING and key not in there:
                lost = {"outcome": Outcome.LOST, "left_at": at}
                if key in talking:
                    lost = {"outcome": Outcome.ANSWERED, "left_at": at, "seat": talking[key].seat}
                self.hear(_changed(fact, **lost))
            elif fact.outcome is Outcome.ANSWERED and not fact.over and key not in talking:
                self.hear(_changed(fact, ended_at=at, ended_by=EndedBy.LOST))
        self.connect()

    @precondition(lambda self: self.outages)
    @rule(orderly=st.booleans())
    def board_restarts(self, orderly: bool) -> None:
        if orderly:
            self.turn()
        self.start_board()

    # What must be so

    def truth(self) -> list[QueueCall]:
        return [stay.fact() for stay in self.hotline.stays]

    def teardown(self) -> None:
        if not self.linked:
            self.link_is_back()
        # Windows end with a whole second, as the log's do, and the desks' words are asked for by then.
        self.hotline.now = float(int(self.hotline.now) + 11)
        self.turn()
        self.check()

    def check(self) -> None:
        log = LogCalls(PBX, MEMBERS)
        log.read(self.hotline.lines)
        assert self.board.unknown == {PBX: ()}
        again = Keeper(self.floor, SHANGHAI, pbxs=[PBX]).turn(AWAY, self.board.at)
        written = self.desks.written()
        for board in (self.board, again):
            for tally in board.windows.values():
                the_same(tally, self.truth(), written)
                the_same(tally, log.calls(), written)
            day = board[Window.DAY]
            assert {
                seat: (figures.answered, figures.talk_sum) for (_, seat), figures in day.seats.items()
            } == self.seats_by_hand(day.period)
        kept = BoardFigures(self.keeper, self.floor, SHANGHAI, [PBX]).tally(day.period).tally
        the_same(kept, self.floor.calls(day.period.since, day.period.until), written)
        the_same(kept, self.truth(), written)

    def seats_by_hand(self, period: Period) -> dict[str, tuple[int, float]]:
        calls = [call for call in self.truth() if call.outcome is Outcome.ANSWERED]
        return {
            seat: (total.answered, total.talk_sum)
            for seat in SEATS
            for total, _ in [by_hand([call for call in calls if call.seat == seat], period)]
            if total.answered
        }


def _changed(fact: QueueCall, **values: Any) -> QueueCall:
    from dataclasses import replace

    return replace(fact, **values)


def play(course: type[Course], records: Records, examples: int, steps: int) -> None:
    course.records = records
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        course,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, report_multiple_bugs=False
        ),
    )


def test_every_way_gives_the_same_figures_to_the_last_call(records: Records) -> None:
    class Whole(Course):
        pass

    play(Whole, records, 80, 60)


def test_without_the_log_a_board_that_never_went_away_knows_all(records: Records) -> None:
    class Steady(Course):
        readable = False
        outages = False

        def check(self) -> None:
            written = self.desks.written()
            for tally in self.board.windows.values():
                the_same(tally, self.truth(), written)

    play(Steady, records, 30, 40)


def test_without_the_log_what_was_missed_is_a_gap_and_nothing_counts_twice(records: Records) -> None:
    class Blind(Course):
        readable = False

        def check(self) -> None:
            tally = self.board[Window.DAY]
            total = tally.total
            truth = by_hand(self.truth(), tally.period, self.desks.written())[0]
            assert total.answered <= truth.answered
            assert total.abandoned <= truth.abandoned
            assert total.talk_sum <= truth.talk_sum
            assert total.settled <= truth.settled
            assert total.orders == truth.orders
            assert self.board.unknown[PBX]  # nobody was there before eight

    play(Blind, records, 30, 40)


def test_windows_are_those_of_the_place() -> None:
    day = Day(SHANGHAI)
    board = day.board(moment(1_769_731_200.0), ["main"])
    assert board[Window.DAY].period.seconds == 8 * 3600
    assert board[Window.HOUR].period.seconds == 3600
    [gap] = board.unknown["main"]
    assert gap == board[Window.DAY].period
