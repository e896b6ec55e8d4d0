"""A call that rings: what is seen of it, and how it goes on."""

from __future__ import annotations

from telephony.requests import HangUp, NotReady, Ready, SignIn
from telephony.snapshots import (
    AFTER_CALL_REASON,
    CallAction,
    CallDirection,
    CallState,
    EndReason,
    Hindrance,
    LegRole,
    LegState,
    SeatState,
)
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, HOTLINE, Pbx, assert_nothing_left
from tests.telephony.driver import Desk

S = CallState


def test_the_caller_is_seen_while_the_phone_still_rings(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    call = desk.wait_call(S.RINGING)
    assert (call.number, call.queue, call.direction) == (CITIZEN, "zonghe", CallDirection.INBOUND)
    assert call.waited is not None
    assert call.hindrances[CallAction.ANSWER] is Hindrance.ANSWER_AT_PHONE
    assert call.hindrances[CallAction.CONSULT] is Hindrance.STILL_RINGING
    assert CallAction.HANG_UP in call.can
    shown = {leg.role: leg.state for leg in call.legs}
    assert shown == {LegRole.CITIZEN: LegState.WAITING, LegRole.AGENT: LegState.RINGING}


def test_an_answered_call_is_talking_and_after_call_work_is_open(pbx: Pbx, desk: Desk) -> None:
    call = Call(pbx, desk)
    desk.wait_seat(SeatState.AFTER_CALL)
    call.heard(citizen={"2001"}, phone={CITIZEN})
    assert desk.call.answered_at is not None
    assert desk.view.seat.reason == AFTER_CALL_REASON


def test_a_citizen_who_gives_up_while_it_rings_is_abandoned(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    desk.wait_call(S.RINGING)
    pbx.citizen(CITIZEN).hang_up()
    desk.wait_call(S.ENDED)
    desk.wait(lambda v: v.call and v.call.end_reason is EndReason.ABANDONED, "abandoned")
    assert_nothing_left(pbx)


def test_a_refused_ringing_call_goes_on_to_the_next_seat(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    desk.wait_call(S.RINGING)
    desk.ask(NotReady("forms"))
    desk.ask(HangUp())
    assert desk.call.state is S.ENDED
    assert pbx.channels(), "the citizen still waits"
    desk.ask(Ready())
    desk.wait_call(S.RINGING, 10)


def test_a_second_call_does_not_take_the_screen(call: Call, pbx: Pbx) -> None:
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.ask(Ready())  # a team lead may do this too
    pbx.citizen("13800000002").dial("12329")
    call.desk.wait(lambda v: v.seat.queues[1].waiting == 1 or v.other_calls, "the second call is known")
    assert call.desk.call.number == CITIZEN
    assert call.desk.call.state is S.TALKING
