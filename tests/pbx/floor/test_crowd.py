"""Five calls a second for a minute on a real Asterisk: facts and figures are those of its queue_log."""

from __future__ import annotations

import contextlib
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.figures.day import Day
from desk.figures.log_calls import LogCalls
from desk.figures.periods import Period
from telephony.floor.views import FloorState
from tests.desk.figures.hotline import the_same
from tests.pbx.harness import CROWD, HOTLINE_OF_QUEUE, wait_until
from tests.pbx.real import RealPbx
from tests.telephony.floor_driver import PBX, Lead
from tests.telephony.floor_truth import of_facts, of_log

pytestmark = pytest.mark.real_pbx
RATE, SECONDS = 5, 60
FEW = 8  # seats of a queue that is given more calls than they can take: some wait


def test_a_busy_minute_is_told_as_queue_log_has_it(real_pbx: RealPbx) -> None:
    before = len(real_pbx.queue_log())
    crowd = real_pbx.crowd()
    try:
        crowd.seats()
        for index, seat in enumerate(CROWD):
            real_pbx.admin.action(
                "QueueAdd",
                Queue="gjj" if index < FEW else "zonghe",
                Interface=f"PJSIP/{seat}",
                MemberName=f"{seat} 王芳",
                check=True,
            )
        with Lead(real_pbx.ami_endpoint, real_pbx.lead_credentials(), log_interval=1.0) as lead:
            lead.wait_up()
            assert all(lead.seat(seat).state is FloorState.READY for seat in CROWD)
            most = 0
            running = [
                crowd.callers("many", HOTLINE_OF_QUEUE["zonghe"], RATE - 2, (RATE - 2) * SECONDS, 3.0),
                crowd.callers("more", HOTLINE_OF_QUEUE["gjj"], 2, 2 * SECONDS, 6.0),
            ]
            for program in running:
                while program.poll() is None:
                    most = max(most, sum(s.state is FloorState.TALKING for s in lead.view.seats))
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        program.wait(0.3)
                assert program.returncode == 0, crowd.log("many")[-800:]
            wait_until(lambda: not real_pbx.channels(), "everybody has hung up", 10)
            lead.wait_facts(lambda: all(call.over for call in lead.calls), "all calls are over", 10)
            assert most > 10
            lines = real_pbx.queue_log()[before:]
            log, facts = of_log(lines), of_facts(lead.calls)
            assert replace(facts, waited=log.waited, talked=log.talked) == log
            assert sum(log.entered.values()) == RATE * SECONDS
            assert any(seconds > 0 for seconds in log.waited.values())
            # app_queue reads the clock for its log, and once more for the event that follows.
            assert facts.seconds_more_than(log) <= {0, 1}
            lead.wait_log(at_least=len(lead.logs) + 2)
            _board_agrees(lead, lines)
            lead.wait(lambda v: {s.state for s in v.seats if s.key in CROWD} == {FloorState.READY}, "ready")
            # Who comes now reads the same from the PBX.
            with Lead(real_pbx.ami_endpoint, real_pbx.lead_credentials()) as late:
                read = late.wait_log().lines
            assert of_log(read[-len(real_pbx.queue_log()[before:]) :]) == log
    finally:
        crowd.close()


def _board_agrees(lead: Lead, lines: list[str]) -> None:
    """Hold the figures of a board that has heard what the lead has to those of the log, to the second."""
    day = Day(ZoneInfo("Asia/Shanghai"))
    for fact in lead.facts:
        day.take(fact)
    first = next(line for line in lines if "|ENTERQUEUE|" in line)
    since = datetime.fromtimestamp(int(first.partition("|")[0]), UTC)
    log = LogCalls(PBX)
    log.read(lines)
    the_same(day.tally(Period(since, datetime.now(UTC) + timedelta(minutes=1))), log.calls())
