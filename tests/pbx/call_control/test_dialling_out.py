"""Dialling out: own phone first, then the citizen."""

from __future__ import annotations

from telephony.requests import Consult, Dial, HangUp, Hold, Join, NotReady, Ready, SignIn
from telephony.snapshots import CallDirection, CallState, ConsultResult, SeatState
from tests.pbx.harness import CITIZEN, MUSIC, Pbx, assert_nothing_left
from tests.telephony.driver import Desk

S = CallState


def test_dial_out_calls_own_phone_first_then_the_citizen(pbx: Pbx, desk: Desk) -> None:
    citizen, phone = pbx.citizen(CITIZEN), pbx.seat_phone("2001")
    desk.ask(Dial(CITIZEN))
    dialling = desk.wait_call(S.DIALLING)
    assert (dialling.number, dialling.direction) == (CITIZEN, CallDirection.OUTBOUND)
    phone.answer()
    citizen.answer()
    desk.wait_call(S.TALKING)
    citizen.wait_hears("2001")
    desk.ask(Hold())
    citizen.wait_hears(MUSIC)
    desk.ask(Consult("8001"))
    pbx.department("8001").answer()
    desk.wait_call(S.CONSULTING)
    desk.ask(Join())
    citizen.wait_hears("2001", "8001")
    desk.ask(HangUp())
    assert_nothing_left(pbx)


def test_a_called_back_citizen_who_does_not_want_is_told(pbx: Pbx, desk: Desk) -> None:
    citizen = pbx.citizen(CITIZEN)
    citizen.set_busy()
    desk.ask(Dial(CITIZEN))
    pbx.seat_phone("2001").answer()
    ended = desk.wait_call(S.ENDED, 8)
    assert ended.consult_result is ConsultResult.BUSY
    assert_nothing_left(pbx)


def test_after_a_call_back_that_nobody_answers_the_seat_takes_calls_again(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).set_busy()
    desk.ask(Dial(CITIZEN))
    desk.wait_seat(SeatState.AFTER_CALL)
    pbx.seat_phone("2001").answer()
    desk.wait_call(S.ENDED, 8)
    desk.wait_seat(SeatState.READY)


def test_after_a_call_back_that_is_answered_there_is_after_call_work(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    citizen = pbx.citizen(CITIZEN)
    desk.ask(Dial(CITIZEN))
    pbx.seat_phone("2001").answer()
    citizen.answer()
    desk.wait_call(S.TALKING)
    desk.ask(HangUp())
    desk.wait_call(S.ENDED)
    assert_nothing_left(pbx)
    assert desk.view.seat.state is SeatState.AFTER_CALL


def test_who_was_not_ready_before_a_call_back_stays_so(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(NotReady("meal"))
    desk.ask(Dial(CITIZEN))
    desk.ask(HangUp())
    desk.wait_call(S.ENDED)
    assert_nothing_left(pbx)
    assert (desk.view.seat.state, desk.view.seat.reason) == (SeatState.NOT_READY, "meal")


def test_dialling_is_given_up_before_the_own_phone_answers(pbx: Pbx, desk: Desk) -> None:
    desk.ask(Dial(CITIZEN))
    desk.ask(HangUp())
    pbx.seat_phone("2001").wait_gone()
    desk.wait_call(S.ENDED)
    assert_nothing_left(pbx)
