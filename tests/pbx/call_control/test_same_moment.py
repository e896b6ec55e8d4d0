"""Two of the three hang up in the same moment: the third is not left with music for ever."""

from __future__ import annotations

import threading

import pytest

from telephony.requests import HoldLeg
from telephony.snapshots import CallState, EndReason, LegRole
from tests.pbx.call import Call
from tests.pbx.harness import Pbx, assert_nothing_left

S = CallState


@pytest.mark.parametrize("apart_ms", [-6, -3, -1, 0, 1, 3, 6])
def test_department_and_call_taker_hang_up_while_the_citizen_waits(
    call: Call, pbx: Pbx, apart_ms: int
) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.CITIZEN, True))
    call.desk.wait_call(S.CONSULTING)
    first, second = call.phone, call.department
    if apart_ms < 0:
        first, second = second, first
    start = threading.Event()

    def hang_up_later() -> None:
        start.wait()
        threading.Event().wait(abs(apart_ms) / 1000)
        second.hang_up()

    other = threading.Thread(target=hang_up_later)
    other.start()
    start.set()
    first.hang_up()
    other.join()
    call.desk.wait_call(S.ENDED)
    # A call-taker whom the department's end had just brought back has ended a call of two.
    call.desk.wait(
        lambda v: v.seat.queues[0].waiting == 1 or v.call.end_reason is EndReason.AGENT_HUNG_UP,
        "the citizen waits in the queue, or the call is over",
    )
    if call.desk.call.end_reason is EndReason.AGENT_HUNG_UP:
        call.citizen.wait_gone()
    call.citizen.hang_up()
    call.citizen.wait_gone()
    assert_nothing_left(pbx)
