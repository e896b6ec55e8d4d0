"""A log that comes in pieces, as a board reads it: calls over their edges are the same as in one piece."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.day import Day
from desk.figures.log_calls import LogCalls
from desk.figures.log_pieces import LogPieces
from desk.figures.periods import Period
from telephony.floor.facts import EndedBy, QueueCall, QueueLog
from telephony.floor.queue_log import stamp_of
from tests.desk.figures.hotline import NAMES, PBX, START, Hotline, moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEATS = {name: seat for seat, name in NAMES.items()}
OVERLAP = 5


def piece(lines: Iterable[str], since: float, until: float) -> QueueLog:
    return QueueLog(PBX, moment(since), moment(until), tuple(lines))


def read(pieces: Iterable[QueueLog]) -> dict[str, QueueCall]:
    """Return each stay as it was told last."""
    reader, found = LogPieces(PBX, SEATS), {}
    for log in pieces:
        found |= {f"{call.call_id} {call.queue} {call.entered_at}": call for call in reader.read(log)}
    return found


def busy_hotline() -> Hotline:
    """Let calls overlap: a three-way call, holds, one that is moved, one queued again, a restart."""
    hotline = Hotline()

    def after(seconds: float) -> None:
        hotline.now += seconds

    for queue in ("gjj", "renshe", "zonghe", "gjj", "gjj"):
        hotline.enter(queue)
        after(1.25)
    first, second, third, fourth, fifth = hotline.stays
    hotline.answer(first, "2001")
    hotline.ring_out(second, "2003")
    after(4)
    hotline.answer(second, "2002")
    hotline.place(first, "hold")
    hotline.move(third, "renshe")
    after(7)
    hotline.place(first, "consult")
    hotline.place(second, "hold")
    after(61)
    hotline.place(first, "room")
    hotline.place(second, "")
    hotline.answer(fourth, "2003")
    after(9)
    hotline.complete(first, EndedBy.LEFT)
    hotline.complete(second, EndedBy.REQUEUED)
    after(300)
    hotline.place(fourth, "hold")
    hotline.leave(fifth, "ABANDON")
    after(15)
    hotline.place(fourth, "")
    after(2)
    hotline.restart()
    after(120)
    hotline.enter("gjj")
    after(3)
    hotline.answer(hotline.stays[-1], "2001")
    after(40)
    hotline.complete(hotline.stays[-1], EndedBy.CALLER)
    return hotline


LINES = busy_hotline().lines
END = stamp_of(LINES[-1]) + 1


def in_pieces(cuts: Iterable[float], clock: float = 0.0) -> list[QueueLog]:
    """Cut the log as a line does that looks at these moments; `clock`: how late the PBX's one is."""
    since, pieces = START - 3600, []
    for until in sorted({*cuts, END + max(0.0, clock)}):
        written = [line for line in LINES if stamp_of(line) < until - clock]
        lines = [line for line in written if stamp_of(line) >= since]
        pieces.append(piece(lines, since, until))
        if lines:
            since = max(since, min(until - OVERLAP, stamp_of(lines[-1])))
    return pieces


moments = st.lists(st.integers(int(START) - 10, int(END)).map(float), max_size=12)


@settings(deadline=None)
@given(moments, st.sampled_from([0.0, 0.0, -20.0, 30.0, 200.0]))
def test_wherever_it_is_cut_the_calls_are_the_same(cuts: list[float], clock: float) -> None:
    whole = LogCalls(PBX, SEATS)
    whole.read(LINES)
    assert sorted(read(in_pieces(cuts, clock)).values(), key=repr) == sorted(whole.calls(), key=repr)


def test_a_three_way_call_of_which_the_link_saw_only_the_answer_is_one() -> None:
    """The department was joined and the call-taker left while the link was down."""
    hotline, day = Hotline(), Day(SHANGHAI)
    day.see(hotline.view(moment(START)), moment(START))
    hotline.tell = day.take
    hotline.enter("gjj")
    hotline.now += 9
    [call] = hotline.stays
    hotline.answer(call, "2001")
    hotline.now += 30
    hotline.enter("renshe")
    day.take(piece(hotline.lines, START - 3600, hotline.now + 1))
    hotline.tell = lambda fact: None
    known = len(hotline.lines)
    for seconds, place in ((60, "consult"), (20, "room")):
        hotline.now += seconds
        hotline.place(call, place)
    hotline.now += 100
    hotline.complete(call, EndedBy.LEFT)
    last = stamp_of(hotline.lines[known - 1])
    day.take(piece(hotline.lines[known - 1 :], last, hotline.now + 1))
    told = next(call for call in day.stays._fresh.values() if call.queue == "gjj")
    assert (told.three_way, told.ended_by) == (True, EndedBy.LEFT)
    assert (told.consult_seconds, told.departments, told.talk_seconds) == (20, ("8001",), 210)
    assert day.tally(Period(moment(START), moment(hotline.now + 1))).total.three_way == 1


def test_a_log_that_is_told_from_the_beginning_again_counts_nothing_twice() -> None:
    whole = piece(LINES, START - 3600, END)
    once = read([whole])
    assert read([whole, whole]) == once
    assert read([*in_pieces([START + 40]), whole]) == once


def test_a_piece_that_could_not_be_read_is_made_up_for_by_the_next() -> None:
    first, second = in_pieces([START + 40])
    failed = QueueLog(PBX, second.since, second.until, (), complete=False, why="TimedOut")
    assert read([first, failed, second]) == read([first, second])


@pytest.mark.parametrize("days", [1, 40])
def test_only_calls_that_go_on_are_remembered(days: int) -> None:
    reader = LogPieces(PBX, SEATS)
    lines = []
    for number in range(5000):
        at = int(START) + number * days * 17
        lines += [
            f"{at}|1.{number}|gjj|NONE|ENTERQUEUE||138|1",
            f"{at + 3}|1.{number}|gjj|PJSIP/2001|CONNECT|3|x|3",
        ]
        if number % 100:  # of some the end is missing
            lines.append(f"{at + 9}|1.{number}|gjj|PJSIP/2001|COMPLETECALLER|3|6|1")
    until = stamp_of(lines[-1]) + 1
    assert len({call.call_id for call in reader.read(piece(lines, START, until))}) == 5000
    assert len(reader._calls._stays) <= 70
    assert len(reader._tail) < 20


def test_a_log_that_begins_late_leaves_the_time_before_it_unknown() -> None:
    day = Day(SHANGHAI)
    whole = Period(moment(START - 3600), moment(START))
    day.take(piece([], START, START))
    assert day.coverage.gaps(PBX, whole) == (whole,)
    day.take(piece([f"{int(START) - 60}|NONE|NONE|NONE|QUEUESTART|"], START - 60, START))
    assert day.coverage.gaps(PBX, whole) == (Period(whole.since, whole.until - timedelta(minutes=1)),)
