"""A department is consulted: it answers or not, joins, or the call-taker comes back."""

from __future__ import annotations

import pytest

from telephony.requests import Consult, HangUp, Hold, Join, Leave, ReturnToCitizen
from telephony.snapshots import CallState, ConsultResult, EndReason, LegRole
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, MUSIC, NEVER_REGISTERED, WRONG_NUMBER, Pbx, assert_nothing_left

S = CallState


def test_consult_then_join_then_leave_is_heard_by_everyone(call: Call, pbx: Pbx) -> None:
    call.desk.ask(Consult("8001", "住房公积金中心"))
    assert call.desk.call.state is S.CONSULT_DIALLING
    call.department.wait_ringing()
    call.citizen.wait_hears(MUSIC)
    call.department.answer()
    snapshot = call.desk.wait_call(S.CONSULTING)
    department = snapshot.leg(LegRole.DEPARTMENT)
    assert department is not None
    assert (department.number, department.name) == ("8001", "住房公积金中心")
    call.heard(citizen={MUSIC}, phone={"8001"}, department={"2001"})
    call.desk.ask(Join())
    call.heard(citizen={"2001", "8001"}, phone={CITIZEN, "8001"}, department={CITIZEN, "2001"})
    call.desk.ask(Leave())
    assert call.desk.call.state is S.ENDED
    assert call.desk.call.end_reason is EndReason.LEFT
    call.citizen.wait_hears("8001")
    call.department.wait_hears(CITIZEN)
    call.department.hang_up()
    call.citizen.wait_gone()
    assert_nothing_left(pbx)


def test_return_from_a_consultation(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.desk.ask(ReturnToCitizen())
    assert call.desk.call.state is S.TALKING
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.department.wait_gone()
    call.desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_return_while_the_department_still_rings(call: Call) -> None:
    call.enter(S.CONSULT_DIALLING)
    call.desk.ask(ReturnToCitizen())
    assert call.desk.call.state is S.TALKING
    call.department.wait_gone()
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.desk.wait(lambda v: v.call and v.call.consult_result is ConsultResult.CANCELLED, "cancelled")


def test_return_from_the_three_way_call(call: Call) -> None:
    call.three_way()
    call.desk.ask(ReturnToCitizen())
    call.department.wait_gone()
    call.heard(citizen={"2001"}, phone={CITIZEN})
    assert call.desk.call.leg(LegRole.DEPARTMENT) is None


def test_a_busy_department_is_told_and_the_citizen_is_back(call: Call) -> None:
    call.department.set_busy()
    call.desk.ask(Consult("8001"))
    call.desk.wait(lambda v: v.call and v.call.consult_result is ConsultResult.BUSY, "busy")
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_a_department_that_does_not_answer_is_told_and_the_citizen_is_back(call: Call) -> None:
    call.enter(S.CONSULT_DIALLING)
    call.desk.wait(lambda v: v.call and v.call.consult_result is ConsultResult.NO_ANSWER, "no answer", 10)
    call.desk.wait_call(S.TALKING)
    call.department.wait_gone()
    call.heard(citizen={"2001"}, phone={CITIZEN})


@pytest.mark.parametrize("number", [WRONG_NUMBER, NEVER_REGISTERED])
def test_an_unreachable_number_is_told_and_the_citizen_is_back(call: Call, number: str) -> None:
    call.desk.ask(Consult(number))
    call.desk.wait(lambda v: v.call and v.call.consult_result is ConsultResult.UNREACHABLE, "unreachable")
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_a_department_that_hangs_up_brings_call_taker_and_citizen_together(call: Call) -> None:
    call.consult()
    call.department.hang_up()
    call.desk.wait_call(S.TALKING)
    assert call.desk.call.consult_result is ConsultResult.HUNG_UP
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_a_second_department_can_be_consulted(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.desk.ask(ReturnToCitizen())
    call.department.wait_gone()
    call.desk.ask(Consult("8002", "人社局"))
    pbx.department("8002").answer()
    call.desk.wait_call(S.CONSULTING)
    call.desk.ask(Join())
    call.citizen.wait_hears("2001", "8002")


def test_consult_straight_from_hold(call: Call) -> None:
    call.desk.ask(Hold())
    call.consult()
    call.heard(citizen={MUSIC}, phone={"8001"}, department={"2001"})
