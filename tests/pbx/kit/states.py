"""The states of a call, each reached from a seat without one."""

from __future__ import annotations

from tests.pbx.harness import Party
from tests.pbx.steps import Seat


def talk(seat: Seat, department: Party) -> None:
    """Have citizen and agent talk."""
    seat.take_call()


def held(seat: Seat, department: Party) -> None:
    """Put the citizen on hold."""
    seat.take_call()
    seat.hold()


def resumed(seat: Seat, department: Party) -> None:
    """Come back from hold: citizen and agent are in the room."""
    held(seat, department)
    seat.resume()


def ringing(seat: Seat, department: Party) -> None:
    """Have the department ring."""
    seat.take_call()
    seat.consult(department.name)
    department.wait_ringing()


def consulting(seat: Seat, department: Party) -> None:
    """Have agent and department talk while the citizen waits."""
    seat.take_call()
    seat.consult_with(department)


def three_way(seat: Seat, department: Party) -> None:
    """Have all three talk."""
    seat.three_way(department)


def side(seat: Seat, department: Party) -> None:
    """Have agent and department talk in the side room."""
    seat.three_way(department)
    seat.side()


def department_held(seat: Seat, department: Party) -> None:
    """Put the department on hold."""
    seat.three_way(department)
    seat.hold_department()


def left(seat: Seat, department: Party) -> None:
    """Have citizen and department talk after the agent has left."""
    seat.three_way(department)
    seat.phone.hang_up()
    seat.citizen.wait_hears(department.name)
