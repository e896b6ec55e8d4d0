"""The three-way call's legs: muted, on hold, dropped."""

from __future__ import annotations

from telephony.requests import DropLeg, HoldLeg, MuteLeg
from telephony.snapshots import CallState, LegRole
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, MUSIC

S = CallState


def test_mute_silences_a_leg_for_the_others(call: Call) -> None:
    call.three_way()
    call.desk.ask(MuteLeg(LegRole.DEPARTMENT, True))
    leg = call.desk.call.leg(LegRole.DEPARTMENT)
    assert leg is not None
    assert leg.muted
    call.citizen.wait_hears("2001")
    call.desk.ask(MuteLeg(LegRole.DEPARTMENT, False))
    call.citizen.wait_hears("2001", "8001")


def test_citizen_on_hold_in_the_three_way_call_hears_music_and_comes_back(call: Call) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.CITIZEN, True))
    call.heard(citizen={MUSIC}, phone={"8001"}, department={"2001"})
    assert call.desk.call.state is S.CONSULTING
    call.desk.ask(HoldLeg(LegRole.CITIZEN, False))
    call.heard(citizen={"2001", "8001"}, phone={CITIZEN, "8001"}, department={CITIZEN, "2001"})


def test_department_on_hold_in_the_three_way_call_hears_music_and_comes_back(call: Call) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.DEPARTMENT, True))
    assert call.desk.call.state is S.DEPARTMENT_HELD
    call.heard(citizen={"2001"}, phone={CITIZEN}, department={MUSIC})
    call.desk.ask(HoldLeg(LegRole.DEPARTMENT, False))
    call.heard(citizen={"2001", "8001"}, phone={CITIZEN, "8001"}, department={CITIZEN, "2001"})


def test_drop_the_department(call: Call) -> None:
    call.three_way()
    call.desk.ask(DropLeg(LegRole.DEPARTMENT))
    call.department.wait_gone()
    call.desk.wait_call(S.TALKING)
    call.heard(citizen={"2001"}, phone={CITIZEN})
