"""A consultation that comes to nothing, or is over: the agent is back with the citizen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pbx.harness import BUSY, CITIZEN, MUSIC, NEVER_REGISTERED, WRONG_NUMBER, Party
from tests.pbx.steps import Seat

pytestmark = pytest.mark.real_pbx


@pytest.mark.parametrize(
    ("number", "prepare", "status"),
    [
        ("8002", Party.set_busy, "BUSY"),
        (WRONG_NUMBER, None, "CHANUNAVAIL"),
        (NEVER_REGISTERED, None, "CHANUNAVAIL"),
    ],
)
def test_unreachable_department_brings_agent_back(
    seat: Seat, number: str, prepare: Callable[[Party], None] | None, status: str
) -> None:
    if prepare:
        getattr(seat.pbx.department(number), prepare.__name__)()
    seat.take_call()
    since = seat.ami.mark()
    seat.consult(number)
    if status == "BUSY":
        seat.phone.wait_hears(BUSY)
        seat.citizen.wait_hears(MUSIC)
    dialled = seat.ami.wait_event("UserEvent", since, UserEvent="DeskDialled")
    assert dialled["Number"] == number
    assert dialled["Status"] == status
    seat.in_room(seat.agent_channel, since)
    seat.phone.wait_hears(CITIZEN)
    seat.citizen.wait_hears(seat.phone.name)


def test_department_refusing_after_ringing_brings_agent_back(seat: Seat, department: Party) -> None:
    seat.take_call()
    since = seat.ami.mark()
    seat.consult(department.name)
    department.wait_ringing()
    department.hang_up()
    assert seat.ami.wait_event("UserEvent", since, UserEvent="DeskDialled")["Status"] == "BUSY"
    seat.in_room(seat.agent_channel, since)


def test_unanswered_department_brings_agent_back(seat: Seat, department: Party) -> None:
    seat.take_call()
    since = seat.ami.mark()
    seat.consult(department.name)
    department.wait_ringing()
    status = seat.ami.wait_event("UserEvent", since, timeout=10, UserEvent="DeskDialled")["Status"]
    assert status == "NOANSWER"
    seat.in_room(seat.agent_channel, since)
    department.wait_gone()
    seat.phone.wait_hears(CITIZEN)


def test_agent_returns_while_department_rings(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult(department.name)
    department.wait_ringing()
    seat.resume()
    department.wait_gone()
    seat.phone.wait_hears(CITIZEN)
    seat.citizen.wait_hears(seat.phone.name)


def test_agent_returns_from_consultation(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult_with(department)
    seat.resume()
    department.wait_gone()
    seat.phone.wait_hears(CITIZEN)
    seat.citizen.wait_hears(seat.phone.name)


def test_department_hangs_up_in_consultation(seat: Seat, department: Party) -> None:
    seat.take_call()
    seat.consult_with(department)
    since = seat.ami.mark()
    department.hang_up()
    seat.in_room(seat.agent_channel, since)
    seat.citizen.wait_hears(seat.phone.name)
