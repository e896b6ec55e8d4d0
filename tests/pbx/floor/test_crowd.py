"""Five calls a second for a minute on a real Asterisk: the floor's facts are those of its queue_log."""

from __future__ import annotations

import contextlib
import subprocess

import pytest

from telephony.floor.views import FloorState
from tests.pbx.harness import CROWD, HOTLINE_OF_QUEUE, QUEUES, wait_until
from tests.pbx.real import RealPbx
from tests.telephony.floor_driver import Lead
from tests.telephony.floor_truth import of_facts, of_log

pytestmark = pytest.mark.real_pbx
RATE, SECONDS = 5, 60


def test_the_facts_of_a_busy_minute_are_those_of_queue_log(real_pbx: RealPbx) -> None:
    before = len(real_pbx.queue_log())
    crowd = real_pbx.crowd()
    try:
        crowd.seats()
        for index, seat in enumerate(CROWD):
            real_pbx.admin.action(
                "QueueAdd",
                Queue=QUEUES[index % 2],
                Interface=f"PJSIP/{seat}",
                MemberName=f"{seat} 王芳",
                check=True,
            )
        with Lead(real_pbx.ami_endpoint, real_pbx.lead_credentials()) as lead:
            lead.wait_up()
            assert all(lead.seat(seat).state is FloorState.READY for seat in CROWD)
            most = 0
            running = [
                crowd.callers("many", HOTLINE_OF_QUEUE["zonghe"], RATE - 2, (RATE - 2) * SECONDS, 3.0),
                # More than the seats of this queue can take: some wait.
                crowd.callers("more", HOTLINE_OF_QUEUE["gjj"], 2, 2 * SECONDS, 25.0),
            ]
            for program in running:
                while program.poll() is None:
                    most = max(most, sum(s.state is FloorState.TALKING for s in lead.view.seats))
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        program.wait(0.3)
                assert program.returncode == 0, crowd.log("many")[-800:]
            wait_until(lambda: not real_pbx.channels(), "everybody has hung up", 40)
            wait_until(lambda: all(call.over for call in lead.calls), lambda: str(lead.calls[-3:]), 10)
            assert most > 10
            log = of_log(real_pbx.queue_log()[before:])
            facts = of_facts(lead.calls)
            assert facts == log
            assert sum(log.entered.values()) == RATE * SECONDS
            assert log.waited["gjj"] > 0
            lead.wait(lambda v: {s.state for s in v.seats if s.key in CROWD} == {FloorState.READY}, "ready")
            # Who comes now reads the same from the PBX.
            with Lead(real_pbx.ami_endpoint, real_pbx.lead_credentials()) as late:
                lines = late.wait_log().lines
            assert of_log(lines[-len(real_pbx.queue_log()[before:]) :]) == log
    finally:
        crowd.close()
