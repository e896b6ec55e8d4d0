"""The steps of a call, by sound: hold, consultation, three-way, side room, mute, transfer, call-back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pbx.harness import CITIZEN, MUSIC, RINGING, SILENCE, Party, assert_nothing_left
from tests.pbx.kit import states
from tests.pbx.steps import Seat

pytestmark = pytest.mark.real_pbx


def test_whole_three_way_path_by_sound(seat: Seat, department: Party) -> None:
    seat.take_call()
    citizen, agent = seat.citizen, seat.phone
    agent.wait_hears(citizen.name)
    citizen.wait_hears(agent.name)

    seat.hold()
    citizen.wait_hears(MUSIC)
    agent.wait_hears(SILENCE)

    seat.resume()
    citizen.wait_hears(agent.name)
    agent.wait_hears(citizen.name)

    since = seat.ami.mark()
    seat.consult(department.name)
    department.wait_ringing()
    agent.wait_hears(RINGING)
    citizen.wait_hears(MUSIC)
    seat.department_channel = seat.entered("department", "consult", since)["Channel"]
    department.answer()
    agent.wait_hears(department.name)
    department.wait_hears(agent.name)
    citizen.wait_hears(MUSIC)

    seat.join()
    agent.wait_hears(department.name, citizen.name)
    department.wait_hears(agent.name, citizen.name)
    citizen.wait_hears(agent.name, department.name)

    seat.side()
    citizen.wait_hears(MUSIC)
    agent.wait_hears(department.name)
    department.wait_hears(agent.name)

    seat.join()
    citizen.wait_hears(agent.name, department.name)

    seat.hold_department()
    department.wait_hears(MUSIC)
    agent.wait_hears(citizen.name)
    citizen.wait_hears(agent.name)

    seat.join()
    department.wait_hears(agent.name, citizen.name)

    agent.hang_up()
    citizen.wait_hears(department.name)
    department.wait_hears(citizen.name)

    department.hang_up()
    citizen.wait_gone()
    assert_nothing_left(seat.pbx)


def test_mute_is_heard_by_nobody_else(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.ami.action("ConfbridgeMute", Conference=seat.room, Channel=seat.department_channel, check=True)
    seat.citizen.wait_hears(seat.phone.name)
    department.wait_hears(seat.phone.name, seat.citizen.name)
    seat.ami.action("ConfbridgeUnmute", Conference=seat.room, Channel=seat.department_channel, check=True)
    seat.citizen.wait_hears(seat.phone.name, department.name)


@pytest.mark.parametrize("state", [states.talk, states.resumed, states.three_way])
def test_transfer_to_a_number(seat: Seat, department: Party, state: Callable[[Seat, Party], None]) -> None:
    state(seat, department)
    target = seat.pbx.department("8003")
    seat.transfer("8003")
    target.answer()
    seat.phone.wait_gone()
    department.wait_gone()
    seat.citizen.wait_hears("8003")
    target.wait_hears(CITIZEN)
    target.hang_up()
    seat.citizen.wait_gone()
    assert_nothing_left(seat.pbx)


def test_call_back_with_hold_and_three_way(seat: Seat, department: Party) -> None:
    seat.citizen = seat.pbx.citizen(CITIZEN)
    since = seat.ami.mark()
    seat.ami.action(
        "Originate",
        Channel="PJSIP/2001",
        Context="desk-callback",
        Exten=f"2001*{CITIZEN}",
        Priority="1",
        Async="true",
        check=True,
    )
    seat.phone.answer()
    entered = seat.entered("citizen", "callback", since)
    seat.token, seat.citizen_channel = entered["Token"], entered["Channel"]
    seat.agent_channel = seat.entered("agent", "callback", since)["Channel"]
    seat.phone.wait_hears(RINGING)
    seat.citizen.answer()
    seat.citizen.wait_hears(seat.phone.name)
    seat.hold()
    seat.citizen.wait_hears(MUSIC)
    seat.consult_with(department)
    seat.join()
    seat.citizen.wait_hears(seat.phone.name, department.name)
    seat.citizen.hang_up()
    seat.phone.wait_gone()
    department.wait_gone()
    assert_nothing_left(seat.pbx)
