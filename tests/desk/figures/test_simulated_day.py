"""The simulated PBX at work: what a board hears of it, through a lost link too, is what its log says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.figures.keeper import Keeper
from desk.figures.log_calls import LogCalls
from desk.figures.merging import find
from desk.figures.periods import Window
from desk.records import Records
from desk.records.floor import FloorRecords
from desk.records.views import Outcome as Settled
from telephony.config import LinkTiming
from telephony.floor.facts import Outcome, QueueCall, QueueLog
from telephony.floor.views import FloorView
from telephony.simulator import SimulatedPbx
from telephony.simulator.busy_floor import FloorPlan, floor_pbx
from tests.desk.figures.desks import Desks
from tests.desk.figures.hotline import the_same
from tests.telephony.floor_driver import PBX, Lead

PLAN = FloorPlan(
    seats={
        "gjj": tuple((str(2001 + n), f"王{n}") for n in range(8)),
        "zonghe": tuple((str(2011 + n), f"李{n}") for n in range(6)),
    },
    callers=tuple(f"138000{number:05}" for number in range(60)),
    departments=tuple(str(8001 + n) for n in range(8)),
    calls_per_second=4.0,
    talk=(2.0, 9.0),
    after_call=(0.05, 0.2),
    patience=(1.0, 6.0),
    three_way=0.5,
)
FAST = LinkTiming(retry_first=0.02, retry_max=0.05, retry_jitter=0.02)
LIMIT = 60.0
ENOUGH = 25


@pytest.fixture
def pbx() -> Iterator[SimulatedPbx]:
    made = floor_pbx(PLAN)
    made.start()
    yield made
    made.stop()


def over(lead: Lead) -> int:
    return sum(call.over for call in lead.calls)


def test_a_simulated_day_has_the_figures_of_its_log(pbx: SimulatedPbx, tmp_path: Path) -> None:
    def lead(log_interval: float) -> Lead:
        endpoint, account = ("127.0.0.1", pbx.port), ("desk-lead", PLAN.secret)
        return Lead(endpoint, account, PLAN.lead, timing=FAST, log_interval=log_interval)

    with lead(60.0) as first:
        first.wait_up()
        first.wait_facts(lambda: over(first) >= ENOUGH, "calls", LIMIT)
        first.cut()
        first.wait_log(LIMIT, at_least=2)
        with lead(0.3) as second:  # it reads the log in small pieces, most calls in several
            second.wait_log(LIMIT)
            before = over(second)
            second.wait_facts(lambda: over(second) >= before + ENOUGH, "more calls", LIMIT)
            pbx.stop()
    lines = tuple(pbx.queue_log.lines)
    now = datetime.now(UTC)
    log = LogCalls(PBX)
    log.read(lines)
    logged = list(log.calls())
    assert log.unread == 0
    assert sum(call.three_way for call in logged) > 0
    assert {Outcome.ANSWERED, Outcome.ABANDONED} <= {call.outcome for call in logged}
    with Records.open(f"sqlite:///{tmp_path / 'desk.db'}", migrate=True, now=lambda: now) as records:
        desks = Desks(records, lambda: now)
        for number, call in enumerate(call for call in logged if call.outcome is Outcome.ANSWERED):
            desks.wrap_up(call, (Settled.DIRECT_ANSWER, Settled.ORDER)[number % 2])
            if number % 3:
                desks.answer_from_entry(call)
            if number % 4 == 0:
                desks.dispatch(call.call_id)
        written = desks.written()
        for board in (first, second):
            agrees(board, logged)
            keeper = Keeper(FloorRecords(records.database), ZoneInfo("Asia/Shanghai"))
            for fact in board.facts:
                keeper.take(fact)
            keeper.turn(FloorView(), now)
            # what the log had that was not told any more when the PBX went
            keeper.take(QueueLog(PBX, now - timedelta(hours=1), now, lines))
            shown = keeper.turn(FloorView(), now + timedelta(seconds=30))[Window.HOUR]
            the_same(shown, logged, written)
            assert 0.0 < (shown.total.direct_rate or 0.0) < 1.0
            assert shown.total.orders > 0


def agrees(board: Lead, logged: list[QueueCall]) -> None:
    """Hold each call that is over, as the board was told it live, to the log."""
    for call in board.calls:
        if call.over and call.outcome is not Outcome.LOST:
            at = find(call, logged)
            assert at is not None, call
            told = (call.outcome, call.wait_seconds, call.talk_seconds)
            assert told == (logged[at].outcome, logged[at].wait_seconds, logged[at].talk_seconds)
