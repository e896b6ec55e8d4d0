"""Somebody hangs up, in every state: who goes on, and who ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pbx.harness import CITIZEN, Party, assert_nothing_left, wait_until
from tests.pbx.kit import states
from tests.pbx.steps import Seat

pytestmark = pytest.mark.real_pbx


@pytest.mark.parametrize(
    "state", [states.talk, states.held, states.resumed, states.three_way, states.department_held, states.left]
)
def test_citizen_hangs_up_and_all_end(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.citizen.hang_up()
    seat.phone.wait_gone()
    department.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [states.consulting, states.side])
def test_citizen_hangs_up_and_consultation_goes_on(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.citizen.hang_up()
    seat.citizen.wait_gone()
    seat.phone.wait_hears(department.name)
    department.wait_hears(seat.phone.name)
    department.hang_up()
    seat.phone.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [states.consulting, states.side])
def test_agent_ends_consultation_after_citizen_has_gone(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.citizen.hang_up()
    wait_until(lambda: seat.citizen_channel not in seat.pbx.channels(), "the citizen's channel is gone")
    seat.phone.hang_up()
    department.wait_gone()
    assert_nothing_left(seat.pbx)


@pytest.mark.parametrize("state", [states.talk, states.resumed, states.department_held])
def test_agent_hangs_up_and_all_end(
    seat: Seat, department: Party, state: Callable[[Seat, Party], None]
) -> None:
    state(seat, department)
    seat.phone.hang_up()
    seat.citizen.wait_gone()
    department.wait_gone()
    assert_nothing_left(seat.pbx)


def test_department_hangs_up_in_three_way(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    department.hang_up()
    department.wait_gone()
    seat.citizen.wait_hears(seat.phone.name)
    seat.phone.wait_hears(CITIZEN)


def test_department_hangs_up_in_side_room_and_agent_is_back_with_citizen(
    seat: Seat, department: Party
) -> None:
    seat.three_way(department)
    seat.side()
    since = seat.ami.mark()
    department.hang_up()
    seat.in_room(seat.agent_channel, since)
    seat.citizen.wait_hears(seat.phone.name)


def test_held_department_hangs_up_and_nothing_else_changes(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.hold_department()
    department.hang_up()
    department.wait_gone()
    seat.citizen.wait_hears(seat.phone.name)


def test_after_agent_has_left_either_end_ends_both(seat: Seat, department: Party) -> None:
    states.left(seat, department)
    department.hang_up()
    seat.citizen.wait_gone()
    assert_nothing_left(seat.pbx)


def test_agent_and_department_hang_up_together(seat: Seat, department: Party) -> None:
    seat.three_way(department)
    seat.phone.hang_up()
    department.hang_up()
    seat.citizen.wait_gone()
    assert_nothing_left(seat.pbx)
