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
from desk.figures.log_calls import LogCalls
from desk.figures.periods import Period, Window, day_start
from desk.records import Records
from desk.records.floor import FloorRecords
from telephony.floor.facts import EndedBy, Outcome, QueueCall
from tests.desk.figures.hotline import (
    NAMES,
    PBX,
    QUEUES,
    SEATS,
    Hotline,
    Stay,
    by_hand,
    minutes,
    moment,
    the_same,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEMBERS = {name: seat for seat, name in NAMES.items()}
which = st.integers(0, 1000)


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FloorRecords]:
    """Give one database for all courses; each begins with empty tables."""
    path: Path = tmp_path_factory.mktemp("replay") / "desk.db"
    with Records.open(f"sqlite:///{path}", migrate=True) as records:
        yield FloorRecords(records.database)


class Course(RuleBasedStateMachine):
    """A hotline and the lead's board beside it; `readable` is whether the PBX gives its log."""

    floor: FloorRecords
    readable = True
    outages = True

    def __init__(self) -> None:
        super().__init__()
        with self.floor._database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM queue_calls")
            connection.exec_driver_sql("DELETE FROM floor_coverage")
        self.hotline = Hotline()
        self.linked = True
        self.lost_at = self.hotline.now
        self.heard: dict[Any, QueueCall] = {}
        self.start_board()

    # The board

    def start_board(self) -> None:
        self.day = Day(SHANGHAI)
        now = moment(self.hotline.now)
        start = day_start(now, SHANGHAI)
        covered = self.floor.covered(start, now)
        self.day.load(
            self.floor.calls(start, moment(self.hotline.now + 9e4)),
            ((span.pbx, span.since, span.until) for span in covered),
        )
        self.heard = {}
        self.day.see(self.hotline.view(now), now)
        self.connect(start.timestamp())

    def connect(self, since: float) -> None:
        self.linked = True
        self.live_since = self.hotline.now
        self.hotline.tell = self.hear
        self.day.take(self.hotline.queue_log(since, readable=self.readable))
        self.hotline.snapshot([fact for fact in self.heard.values() if not fact.over])

    def hear(self, fact: QueueCall) -> None:
        self.heard[fact.call_id, fact.queue] = fact
        self.day.take(fact)

    def save(self) -> None:
        if self.linked:
            self.day._cover(PBX, moment(self.live_since), moment(self.hotline.now))
        calls, spans = self.day.changed()
        self.floor.save_calls(calls)
        for pbx, span in spans:
            self.floor.cover(pbx, span.since, span.until)

    # What happens at the hotline

    def pick(self, stays: list[Stay], number: int) -> Stay:
        return stays[number % len(stays)]

    @rule(seconds=st.sampled_from([0.25, 1.0, 4.625, 14.25, 15.0, 17.875, 61.5, 300.0]))
    def time_passes(self, seconds: float) -> None:
        self.hotline.now += seconds

    @rule(queue=st.sampled_from(QUEUES))
    def enters(self, queue: str) -> None:
        self.hotline.enter(queue)

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
        self.hotline.place(stay, "consult" if place == "room" and stay.place != "consult" else place)

    @precondition(lambda self: self.hotline.talking())
    @rule(number=which, by=st.sampled_from([e for e in EndedBy if e is not EndedBy.LOST]))
    def is_over(self, number: int, by: EndedBy) -> None:
        self.hotline.now += 5
        self.hotline.complete(self.pick(self.hotline.talking(), number), by)
        self.hotline.now += 5

    @precondition(lambda self: self.linked)
    @rule()
    def is_saved(self) -> None:
        self.save()

    @precondition(lambda self: self.outages)
    @rule()
    def pbx_restarts(self) -> None:
        self.hotline.now += 5
        self.hotline.restart()

    @precondition(lambda self: self.outages and self.linked)
    @rule()
    def link_is_lost(self) -> None:
        self.save()
        self.linked = False
        self.lost_at = self.hotline.now
        self.hotline.tell = lambda fact: None

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
        self.connect(self.lost_at)

    @precondition(lambda self: self.outages)
    @rule(orderly=st.booleans())
    def board_restarts(self, orderly: bool) -> None:
        if orderly and self.linked:
            self.save()
        self.start_board()

    # What must be so

    def truth(self) -> list[QueueCall]:
        return [stay.fact() for stay in self.hotline.stays]

    def teardown(self) -> None:
        if not self.linked:
            self.link_is_back()
        self.hotline.now = float(
            int(self.hotline.now) + 1
        )  # windows end with a whole second, as the log's do
        self.check()

    def check(self) -> None:
        now = moment(self.hotline.now)
        self.save()
        day = Period(day_start(now, SHANGHAI), now)
        log = LogCalls(PBX, MEMBERS)
        log.read(self.hotline.lines)
        for period in (day, minutes(day, 60), minutes(day, 15)):
            tally = self.day.tally(period)
            the_same(tally, self.truth())
            the_same(tally, log.calls())
            assert {
                seat: (figures.answered, figures.talk_sum) for (_, seat), figures in tally.seats.items()
            } == self.seats_by_hand(period)
        the_same(self.day.tally(day), self.floor.calls(day.since, day.until))
        assert self.day.coverage.gaps(PBX, day) == ()
        again = Day(SHANGHAI)
        again.load(self.floor.calls(day.since, day.until), ())
        the_same(again.tally(day), self.truth())

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


def play(course: type[Course], floor: FloorRecords, examples: int, steps: int) -> None:
    course.floor = floor
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        course,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, report_multiple_bugs=False
        ),
    )


def test_every_way_gives_the_same_figures_to_the_last_call(floor: FloorRecords) -> None:
    class Whole(Course):
        pass

    play(Whole, floor, 80, 60)


def test_without_the_log_a_board_that_never_went_away_knows_all(floor: FloorRecords) -> None:
    class Steady(Course):
        readable = False
        outages = False

        def check(self) -> None:
            now = moment(self.hotline.now)
            day = Period(moment(self.hotline.now - 86400), now)
            the_same(self.day.tally(day), self.truth())

    play(Steady, floor, 30, 40)


def test_without_the_log_what_was_missed_is_a_gap_and_nothing_counts_twice(floor: FloorRecords) -> None:
    class Blind(Course):
        readable = False

        def check(self) -> None:
            now = moment(self.hotline.now)
            self.save()
            day = Period(day_start(now, SHANGHAI), now)
            total, truth = self.day.tally(day).total, by_hand(self.truth(), day)[0]
            assert total.answered <= truth.answered
            assert total.abandoned <= truth.abandoned
            assert total.talk_sum <= truth.talk_sum
            assert self.day.coverage.gaps(PBX, day)  # nobody was there before eight

    play(Blind, floor, 30, 40)


def test_windows_are_those_of_the_place() -> None:
    day = Day(SHANGHAI)
    board = day.board(moment(1_769_731_200.0), ["main"])
    assert board[Window.DAY].period.seconds == 8 * 3600
    assert board[Window.HOUR].period.seconds == 3600
    [gap] = board.unknown["main"]
    assert gap == board[Window.DAY].period
