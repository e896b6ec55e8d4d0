"""The citizen is handed over: to a department, another seat, another queue."""

from __future__ import annotations

import pytest

from telephony.requests import Hold, NumberTarget, QueueTarget, Ready, Resume, SignIn, Transfer
from telephony.snapshots import CallState, EndReason
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, MUSIC, Pbx, assert_nothing_left
from tests.telephony.driver import Desk

S = CallState


def test_transfer_to_a_department(call: Call, pbx: Pbx) -> None:
    call.desk.ask(Transfer(NumberTarget("8001")))
    assert call.desk.call.end_reason is EndReason.TRANSFERRED
    call.department.answer()
    call.citizen.wait_hears("8001")
    call.phone.wait_gone()
    call.citizen.hang_up()
    assert_nothing_left(pbx)


def test_transfer_to_another_seat_rings_on_its_desk(call: Call, pbx: Pbx) -> None:
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2002"), "2002") as other:
        other.wait_up()
        call.desk.ask(Transfer(NumberTarget("2002")))
        other.wait_call(S.RINGING)
        pbx.seat_phone("2002").answer()
        other.wait_call(S.TALKING)
        call.citizen.wait_hears("2002")
        call.citizen.hang_up()
        other.wait_call(S.ENDED)
    assert_nothing_left(pbx)


def test_transfer_to_another_queue_reaches_its_seat(call: Call, pbx: Pbx) -> None:
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2002"), "2002", ("gjj",)) as other:
        other.wait_up()
        other.ask(SignIn())
        other.ask(Ready())
        call.desk.ask(Transfer(QueueTarget("gjj")))
        assert call.desk.call.end_reason is EndReason.TRANSFERRED
        ringing = other.wait_call(S.RINGING)
        assert (ringing.number, ringing.queue) == (CITIZEN, "gjj")
        pbx.seat_phone("2002").answer()
        other.wait_call(S.TALKING)
        call.citizen.wait_hears("2002")


@pytest.mark.parametrize("state", [S.TALKING, S.HELD, S.CONSULTING, S.THREE_WAY, S.DEPARTMENT_HELD])
def test_transfer_out_of_any_state(call: Call, state: CallState) -> None:
    other = call.pbx.department("8002")
    call.enter(state)
    call.desk.ask(Transfer(NumberTarget("8002")))
    assert call.desk.call.end_reason is EndReason.TRANSFERRED
    other.answer()
    call.citizen.wait_hears("8002")
    call.phone.wait_gone()
    call.department.wait_gone()


def test_transfer_to_a_queue_after_a_hold(call: Call, pbx: Pbx) -> None:
    call.desk.ask(Hold())
    call.desk.ask(Resume())
    call.desk.ask(Transfer(QueueTarget("gjj")))
    assert call.desk.call.end_reason is EndReason.TRANSFERRED
    call.phone.wait_gone()
    call.citizen.wait_hears(MUSIC)
