"""The desk is killed, the PBX is killed, the link is lost: what is found again, and what is said."""

from __future__ import annotations

import pytest

from telephony.errors import LinkDown
from telephony.requests import HangUp, Hold, Ready, ReturnToCitizen, SignIn, WrapUpDone
from telephony.snapshots import CallAction, CallState, EndReason, Hindrance, LinkProblem, LinkState, SeatState
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, HOTLINE, MUSIC, SILENCE, Pbx, assert_nothing_left
from tests.telephony.driver import Desk

S = CallState


@pytest.mark.parametrize("state", [S.CONSULT_DIALLING, S.CONSULTING, S.THREE_WAY, S.HELD, S.TALKING])
def test_a_new_desk_finds_the_call_that_a_killed_one_left(call: Call, pbx: Pbx, state: CallState) -> None:
    call.enter(state)
    before = call.desk.call
    call.desk.kill()
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        found = desk.wait_call(state)
        assert (found.call_id, found.number, found.queue) == (before.call_id, CITIZEN, "zonghe")
        if state is not S.TALKING:
            desk.ask(ReturnToCitizen())
        call.heard(citizen={"2001"}, phone={CITIZEN})
        desk.ask(Hold())
        call.heard(citizen={MUSIC}, phone={SILENCE})
        desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_a_new_desk_finds_a_ringing_call(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    before = desk.wait_call(S.RINGING)
    desk.kill()
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as again:
        found = again.wait_call(S.RINGING)
        assert (found.call_id, found.number, found.queue) == (before.call_id, CITIZEN, "zonghe")
        pbx.seat_phone("2001").answer()
        again.wait_call(S.TALKING)


def test_a_desk_killed_in_the_consultation_leaves_nobody_alone(call: Call, pbx: Pbx) -> None:
    call.consult()
    call.desk.kill()
    call.department.hang_up()
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.citizen.hang_up()
    assert_nothing_left(pbx)


def test_a_killed_pbx_is_said_and_membership_restored_after_its_return(call: Call, pbx: Pbx) -> None:
    call.desk.wait_seat(SeatState.AFTER_CALL)
    pbx.kill()
    call.desk.wait(lambda v: v.link.state is not LinkState.UP, "link down", 5)
    assert call.desk.call.hindrances[CallAction.HOLD] is Hindrance.LINK_DOWN
    with pytest.raises(LinkDown):
        call.desk.ask(Hold(), 1)
    pbx.start()
    call.desk.wait_up(5)
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.LOST
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.ask(WrapUpDone())
    assert call.desk.view.seat.state is SeatState.READY


@pytest.mark.parametrize("state", [S.RINGING, S.TALKING, S.CONSULTING])
def test_pbx_and_desk_killed_together_leave_a_seat_that_works(
    pbx: Pbx, desk: Desk, state: CallState, request: pytest.FixtureRequest
) -> None:
    if state is S.RINGING:
        desk.ask(SignIn())
        desk.ask(Ready())
        pbx.citizen(CITIZEN).dial(HOTLINE)
        desk.wait_call(S.RINGING)
    else:
        request.getfixturevalue("call").enter(state)
    pbx.kill()
    desk.kill()
    pbx.start()
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as again:
        again.wait_up()
        assert again.view.call is None
        again.wait_seat(SeatState.SIGNED_OUT)
        again.ask(SignIn())
        again.ask(Ready())
        caller = pbx.citizen("13900000009")
        caller.dial(HOTLINE)
        assert again.wait_call(S.RINGING).number == "13900000009"
        caller.hang_up()
        again.wait(lambda v: v.call and v.call.end_reason is EndReason.ABANDONED, "the caller gave up")
    assert_nothing_left(pbx)


@pytest.mark.parametrize("state", [S.TALKING, S.CONSULTING, S.THREE_WAY])
def test_a_lost_link_comes_back_with_the_call_and_what_changed_meanwhile(
    call: Call, pbx: Pbx, state: CallState
) -> None:
    call.enter(state)
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.cut()
    if state is not S.TALKING:
        call.department.hang_up()
    call.desk.wait_up(5)
    back = call.desk.wait_call(S.TALKING)
    assert back.number == CITIZEN
    assert call.desk.view.gap is not None
    assert call.desk.view.seat.state is SeatState.AFTER_CALL
    call.desk.ask(Hold())
    call.heard(citizen={MUSIC}, phone={SILENCE})
    call.desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_a_call_that_ended_without_a_link_is_told(call: Call, pbx: Pbx) -> None:
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.cut()
    call.citizen.hang_up()
    call.phone.wait_gone()
    call.desk.wait_up(5)
    ended = call.desk.wait_call(S.ENDED)
    assert ended.end_reason is EndReason.LOST


def test_a_wrong_password_is_said_and_no_call_is_possible(pbx: Pbx) -> None:
    with Desk(pbx.ami_endpoint, ("desk-2001", "wrong")) as desk:
        view = desk.wait(lambda v: v.link.problem is LinkProblem.WRONG_PASSWORD, "wrong password")
        assert view.link.retry_at is not None
        with pytest.raises(LinkDown):
            desk.ask(Hold())
