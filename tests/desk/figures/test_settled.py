"""Direct answers and orders of the board: what the desks have written, however late either side tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.figures.keeper import Keeper
from desk.figures.periods import Window, board_start
from desk.figures.tally import Figures
from desk.records import Records
from desk.records.floor import FloorRecords
from desk.records.views import OrderDraft
from desk.records.views import Outcome as Settled
from telephony.floor.facts import EndedBy, Outcome
from telephony.floor.views import FloorPbx, FloorView
from telephony.snapshots import CallDirection, CallSnapshot, CallState, LinkSnapshot, LinkState
from tests.desk.figures.hotline import PBX, START, Hotline, Stay, moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
MIDNIGHT = START + 16 * 3600
VIEW = FloorView((FloorPbx(PBX, LinkSnapshot(LinkState.UP), loaded=True),))


class Centre:
    """The hotline, its desks that write, and a board that is told what the test tells it."""

    def __init__(self, path: Path) -> None:
        self.hotline = Hotline()
        self.records = Records.open(
            f"sqlite:///{path}", migrate=True, agent="1024", now=lambda: moment(self.hotline.now)
        )
        with self.records.database.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO departments (code, name, updated_at) VALUES ('CG', '城市管理局', '2026-01-01')"
            )
        self.start_board()

    def start_board(self) -> None:
        self.keeper = Keeper(FloorRecords(self.records.database), SHANGHAI, pbxs=[PBX])

    def answered(self, talk: float = 60.0) -> Stay:
        """Let a call be answered and end."""
        self.hotline.enter("gjj")
        stay = self.hotline.stays[-1]
        self.offer(stay)
        self.hotline.answer(stay, "2001")
        self.hotline.now += talk
        self.hotline.complete(stay, EndedBy.CALLER)
        return stay

    def offer(self, stay: Stay) -> None:
        """Let the phone ring at a seat."""
        self.hotline.now += 5
        now = moment(self.hotline.now)
        self.records.call_offered(
            CallSnapshot(stay.call_id, CallDirection.INBOUND, CallState.TALKING, offered_at=now)
        )

    def figures(self, window: Window = Window.DAY, seconds: float = 10.0) -> Figures:
        """Return what the board shows some seconds later."""
        self.hotline.now += seconds
        return self.keeper.turn(VIEW, moment(self.hotline.now))[window].total

    def read_log(self, since: datetime | None = None) -> None:
        """Let the board be told all that the log has."""
        now = moment(self.hotline.now)
        start = since or board_start(now, SHANGHAI)
        self.keeper.take(self.hotline.queue_log(start.timestamp(), readable=True))


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    made = Centre(tmp_path / "desk.db")
    yield made
    made.records.close()


def test_wrap_ups_of_the_morning_count_although_the_log_tells_of_the_calls_after_them(centre: Centre) -> None:
    for outcome in (Settled.DIRECT_ANSWER, Settled.ORDER, Settled.DIRECT_ANSWER, Settled.THREE_WAY):
        centre.records.wrap_up(centre.answered().call_id, outcome, "")
    centre.hotline.now += 6 * 3600
    assert centre.figures().settled == 0  # the board is opened; the log has not been read yet
    centre.read_log()
    shown = centre.figures()
    assert (shown.settled, shown.direct, shown.direct_rate) == (4, 2, 0.5)
    centre.start_board()
    assert centre.figures() == shown


def test_wrap_ups_from_a_time_without_a_link_count_when_the_log_tells_of_their_calls(centre: Centre) -> None:
    centre.read_log()
    centre.figures()
    for _ in range(5):
        centre.records.wrap_up(centre.answered().call_id, Settled.DIRECT_ANSWER, "")
        centre.figures(seconds=3000)
    centre.read_log()
    assert centre.figures().direct == 5


def test_a_call_that_was_answered_long_before_the_link_was_back_has_its_wrap_up(centre: Centre) -> None:
    centre.hotline.tell = centre.keeper.take
    centre.hotline.enter("gjj")
    [stay] = centre.hotline.stays
    waiting = stay.fact()
    centre.figures()
    centre.hotline.tell = lambda fact: None
    centre.offer(stay)
    centre.hotline.answer(stay, "2001")
    centre.records.wrap_up(stay.call_id, Settled.DIRECT_ANSWER, "")
    for _ in range(3):
        centre.figures(seconds=1800)
    # The snapshot shows the talk that goes on, but not since when.
    now = moment(centre.hotline.now)
    centre.keeper.take(replace(waiting, outcome=Outcome.ANSWERED, left_at=now, seat="2001"))
    centre.figures()
    centre.read_log()
    assert centre.figures().direct == 1


def test_an_order_after_a_direct_answer_stays_one_when_hours_have_passed(centre: Centre) -> None:
    centre.hotline.tell = centre.keeper.take
    stay = centre.answered(talk=180)
    centre.records.log_direct_answer(stay.call_id, "A1", 1, "公积金", 3.0)
    assert centre.figures().direct == 1
    centre.hotline.now += 120
    centre.records.wrap_up(stay.call_id, Settled.ORDER, "")
    for _ in range(150):
        shown = centre.figures(seconds=61)
        assert (shown.settled, shown.direct) == (1, 0)


def test_a_wrap_up_at_the_end_of_the_shift_counts(centre: Centre) -> None:
    centre.hotline.tell = centre.keeper.take
    stay = centre.answered()
    assert centre.figures(seconds=5 * 3600).settled == 0
    centre.records.wrap_up(stay.call_id, Settled.DIRECT_ANSWER, "")
    assert centre.figures().direct == 1


def test_a_call_that_is_queued_again_is_settled_once(centre: Centre) -> None:
    centre.hotline.tell = centre.keeper.take
    stay = centre.answered()
    centre.records.wrap_up(stay.call_id, Settled.DIRECT_ANSWER, "")
    assert centre.figures().direct == 1
    centre.hotline.enter("renshe", stay.call_id)
    centre.hotline.now += 3600
    again = centre.hotline.stays[-1]
    centre.hotline.answer(again, "2002")
    board = centre.keeper.turn(VIEW, moment(centre.hotline.now + 10))
    assert {name: one.direct for name, one in board[Window.DAY].queues.items()} == {"gjj": 0, "renshe": 1}
    centre.start_board()
    assert centre.keeper.turn(VIEW, moment(centre.hotline.now + 10))[Window.DAY] == board[Window.DAY]


def test_after_midnight_the_last_hour_has_what_was_written_before_and_after(centre: Centre) -> None:
    centre.hotline.now = MIDNIGHT - 900
    centre.hotline.tell = centre.keeper.take
    first, second = centre.answered(), centre.answered()
    centre.records.wrap_up(first.call_id, Settled.DIRECT_ANSWER, "")
    centre.records.dispatch(OrderDraft(second.call_id, title="路灯", department_code="CG"), "1024")
    centre.figures()
    centre.hotline.now = MIDNIGHT + 300
    centre.records.wrap_up(second.call_id, Settled.ORDER, "")
    hour, day = centre.figures(Window.HOUR), centre.figures()
    assert (hour.answered, hour.settled, hour.direct, hour.orders) == (2, 2, 1, 1)
    assert (day.answered, day.settled, day.orders) == (0, 0, 0)
    centre.start_board()
    assert centre.figures(Window.HOUR) == hour


def test_a_board_that_starts_after_midnight_reads_the_hour_before_it(centre: Centre) -> None:
    centre.hotline.now = MIDNIGHT - 900
    centre.answered()
    centre.hotline.now = MIDNIGHT + 300
    start = board_start(moment(centre.hotline.now), SHANGHAI)
    assert start == moment(MIDNIGHT + 300) - timedelta(hours=1)
    centre.read_log(start)
    assert centre.figures(Window.HOUR).answered == 1
    noon = moment(MIDNIGHT + 12 * 3600)
    assert board_start(noon, SHANGHAI) == moment(MIDNIGHT)
