"""Citizen and call-taker alone: hold, the end, and what is not possible."""

from __future__ import annotations

import pytest

from telephony.errors import BadNumber, NotPossible
from telephony.requests import Consult, Dial, HangUp, Hold, Join, Leave, Resume, ReturnToCitizen, WrapUpDone
from telephony.snapshots import CallState, EndReason, Hindrance, SeatState
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, MUSIC, SILENCE, Pbx, assert_nothing_left

S = CallState


def test_hold_plays_music_and_resume_brings_back(call: Call) -> None:
    call.desk.ask(Hold())
    assert call.desk.call.state is S.HELD
    call.heard(citizen={MUSIC}, phone={SILENCE})
    call.desk.ask(Resume())
    assert call.desk.call.state is S.TALKING
    call.heard(citizen={"2001"}, phone={CITIZEN})
    call.desk.ask(Hold())
    call.heard(citizen={MUSIC}, phone={SILENCE})
    call.desk.ask(ReturnToCitizen())
    call.heard(citizen={"2001"}, phone={CITIZEN})


def test_hang_up_ends_everything_and_wrap_up_makes_ready(call: Call, pbx: Pbx) -> None:
    call.desk.ask(HangUp())
    assert call.desk.call.state is S.ENDED
    assert call.desk.call.end_reason is EndReason.AGENT_HUNG_UP
    call.citizen.wait_gone()
    call.phone.wait_gone()
    assert_nothing_left(pbx)
    call.desk.wait_seat(SeatState.AFTER_CALL)
    call.desk.ask(WrapUpDone())
    assert call.desk.view.seat.state is SeatState.READY


def test_what_is_not_possible_is_refused_at_once_and_says_why(call: Call) -> None:
    for request, hindrance in (
        (Resume(), Hindrance.NOT_HELD),
        (Join(), Hindrance.NO_DEPARTMENT),
        (Leave(), Hindrance.NO_DEPARTMENT),
        (ReturnToCitizen(), Hindrance.WITH_CITIZEN),
        (Dial("10086"), Hindrance.CALL_PRESENT),
    ):
        with pytest.raises(NotPossible) as told:
            call.desk.ask(request, 1)
        assert told.value.hindrance is hindrance


@pytest.mark.parametrize("number", ["", "80\r\nAction: Hangup", "8001*2", "8001,1", "${EXTEN}", "8" * 40])
def test_a_bad_number_goes_nowhere(call: Call, number: str) -> None:
    with pytest.raises(BadNumber):
        call.desk.ask(Consult(number))
    assert call.desk.call.state is S.TALKING
