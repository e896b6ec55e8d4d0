"""Somebody hangs up, in every state: who goes on, who ends, and the reason that is told."""

from __future__ import annotations

import pytest

from telephony.requests import HangUp, HoldLeg, Ready
from telephony.snapshots import CallAction, CallState, EndReason, Hindrance, LegRole
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, Pbx, assert_nothing_left

S = CallState


@pytest.mark.parametrize("state", [S.HELD, S.CONSULT_DIALLING, S.CONSULTING, S.THREE_WAY, S.DEPARTMENT_HELD])
def test_hang_up_ends_everything_in_every_state(call: Call, pbx: Pbx, state: CallState) -> None:
    call.enter(state)
    call.desk.ask(HangUp())
    assert call.desk.call.end_reason is EndReason.AGENT_HUNG_UP
    for party in (call.citizen, call.phone, call.department):
        party.wait_gone()
    assert_nothing_left(pbx)


@pytest.mark.parametrize("state", [S.TALKING, S.HELD, S.THREE_WAY, S.DEPARTMENT_HELD])
def test_citizen_hangs_up_and_all_end(call: Call, pbx: Pbx, state: CallState) -> None:
    call.enter(state)
    if state is S.TALKING:  # in the moment of the answer the queue itself can't tell who hung up
        call.citizen.wait_hears("2001")
    call.citizen.hang_up()
    call.desk.wait_call(S.ENDED)
    call.desk.wait(lambda v: v.call and v.call.end_reason is EndReason.CITIZEN_HUNG_UP, "the reason")
    call.phone.wait_gone()
    call.department.wait_gone()
    assert_nothing_left(pbx)


def test_citizen_hangs_up_while_the_department_is_consulted(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.citizen.hang_up()
    call.desk.wait(lambda v: v.call and v.call.leg(LegRole.CITIZEN) is None, "citizen gone")
    assert call.desk.call.state is S.CONSULTING
    assert call.desk.call.hindrances[CallAction.JOIN] is Hindrance.CITIZEN_GONE
    call.phone.wait_hears("8001")
    call.department.hang_up()
    call.desk.wait_call(S.ENDED)
    assert_nothing_left(pbx)


@pytest.mark.parametrize("state", [S.HELD, S.CONSULT_DIALLING, S.CONSULTING])
def test_call_taker_hangs_up_and_the_waiting_citizen_is_queued_again(
    call: Call, pbx: Pbx, state: CallState
) -> None:
    call.enter(state)
    call.phone.hang_up()
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.REQUEUED
    call.department.wait_gone()
    call.desk.wait(lambda v: v.seat.queues[0].waiting == 1, "the citizen waits in the queue")
    call.desk.ask(Ready())
    again = call.desk.wait_call(S.RINGING, 8)
    assert again.number == CITIZEN
    call.phone.answer()
    call.desk.wait_call(S.TALKING)
    call.citizen.wait_hears("2001")


def test_call_taker_hangs_up_in_a_two_party_call(call: Call, pbx: Pbx) -> None:
    call.phone.hang_up()
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.AGENT_HUNG_UP
    call.citizen.wait_gone()
    assert_nothing_left(pbx)


def test_call_taker_hangs_up_in_the_three_way_call_and_the_others_go_on(call: Call, pbx: Pbx) -> None:
    call.three_way()
    call.phone.hang_up()
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.LEFT
    call.citizen.wait_hears("8001")
    call.citizen.hang_up()
    call.department.wait_gone()
    assert_nothing_left(pbx)


@pytest.mark.parametrize("state", [S.THREE_WAY, S.DEPARTMENT_HELD])
def test_department_hangs_up_and_the_others_go_on(call: Call, state: CallState) -> None:
    call.enter(state)
    call.department.hang_up()
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_department_hangs_up_while_the_citizen_is_on_hold(call: Call) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.CITIZEN, True))
    call.department.hang_up()
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})
