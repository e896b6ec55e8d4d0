"""Dialling out: own phone first, then the citizen."""

from __future__ import annotations

from telephony.requests import Consult, Dial, HangUp, Hold, Join
from telephony.snapshots import CallDirection, CallState, ConsultResult
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


def test_dialling_is_given_up_before_the_own_phone_answers(pbx: Pbx, desk: Desk) -> None:
    desk.ask(Dial(CITIZEN))
    desk.ask(HangUp())
    pbx.seat_phone("2001").wait_gone()
    desk.wait_call(S.ENDED)
    assert_nothing_left(pbx)
