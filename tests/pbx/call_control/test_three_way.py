"""The three-way call's legs: muted, on hold, dropped."""

from __future__ import annotations

import pytest

from telephony.requests import DropLeg, HoldLeg, MuteLeg
from telephony.snapshots import CallState, LegRole
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, MUSIC, Pbx, assert_nothing_left

S = CallState


@pytest.mark.parametrize("role", [LegRole.CITIZEN, LegRole.AGENT, LegRole.DEPARTMENT])
def test_mute_silences_a_leg_for_the_others(call: Call, role: LegRole) -> None:
    call.three_way()
    parties = {LegRole.CITIZEN: call.citizen, LegRole.AGENT: call.phone, LegRole.DEPARTMENT: call.department}
    silent = parties.pop(role)
    call.desk.ask(MuteLeg(role, True))
    leg = call.desk.call.leg(role)
    assert leg is not None
    assert leg.muted
    one, other = parties.values()
    one.wait_hears(other.name)
    other.wait_hears(one.name)
    silent.wait_hears(one.name, other.name)
    call.desk.ask(MuteLeg(role, False))
    one.wait_hears(other.name, silent.name)


def test_a_citizen_who_is_dropped_ends_the_call_for_all(call: Call, pbx: Pbx) -> None:
    call.three_way()
    call.desk.ask(DropLeg(LegRole.CITIZEN))
    call.desk.wait_call(S.ENDED)
    call.department.wait_gone()
    call.phone.wait_gone()
    assert_nothing_left(pbx)


def test_a_citizen_who_is_dropped_from_hold_leaves_call_taker_and_department_talking(call: Call) -> None:
    call.three_way()
    call.desk.ask(HoldLeg(LegRole.CITIZEN, True))
    call.desk.ask(DropLeg(LegRole.CITIZEN))
    call.citizen.wait_gone()
    call.phone.wait_hears("8001")
    call.department.wait_hears("2001")


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
