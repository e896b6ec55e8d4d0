"""A call-back that does not come about: said in words, and not in those for a department."""

from __future__ import annotations

from dataclasses import replace

import pytest

from telephony.snapshots import CallDirection, CallState, ConsultResult, EndReason
from tests.desk.workstation import fakes


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (ConsultResult.BUSY, "Not reached: the citizen's line is busy"),
        (ConsultResult.NO_ANSWER, "Not reached: the citizen does not answer"),
        (ConsultResult.UNREACHABLE, "Not reached: wrong number or phone off"),
    ],
)
def test_a_call_back_that_reaches_nobody_says_why(desk, result, words):
    dialling = fakes.call(CallState.DIALLING, direction=CallDirection.OUTBOUND, queue="")
    desk.pbx.show_call(dialling)
    failed = replace(dialling, consult_result=result)
    ended = replace(failed, state=CallState.ENDED, end_reason=EndReason.CITIZEN_HUNG_UP, legs=())
    for told in (failed, ended):  # the call-taker still hears the busy tone, then it is over
        desk.pbx.show_call(told)
        assert desk.message == words
        assert desk.window.messages.property("card") == "alert"
        assert desk.window.call_panel.state.text() == words
        assert desk.window.call_panel.state.property("chip") == "warning"


def test_a_call_back_that_was_broken_off_is_no_missed_call(desk):
    dialling = fakes.call(CallState.DIALLING, direction=CallDirection.OUTBOUND, queue="")
    desk.pbx.show_call(dialling)
    desk.window.messages.error("Your own phone was not picked up.")
    desk.pbx.show_call(replace(dialling, state=CallState.ENDED, end_reason=EndReason.AGENT_HUNG_UP, legs=()))
    assert desk.window.call_panel.state.text() == "Ended"
    assert desk.window.call_panel.state.property("chip") == "neutral"
    assert desk.message == "Your own phone was not picked up."


def test_a_department_that_is_consulted_in_a_call_back_is_still_the_department(desk):
    call = fakes.call(CallState.CONSULT_DIALLING, direction=CallDirection.OUTBOUND, queue="")
    desk.pbx.show_call(call)
    desk.pbx.show_call(
        replace(call, state=CallState.TALKING, consult_result=ConsultResult.BUSY, consult_number="87190001")
    )
    assert desk.message == "市住房公积金管理中心 is busy. You are back with the citizen."
