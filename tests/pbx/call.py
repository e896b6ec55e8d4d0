"""A call that a call-control test begins with, and the ways into its states."""

from __future__ import annotations

from telephony.requests import Consult, Hold, HoldLeg, Join, Ready, SignIn
from telephony.snapshots import CallState, LegRole
from tests.pbx.harness import CITIZEN, HOTLINE, Pbx
from tests.telephony.driver import Desk

S = CallState


class Call:
    """A citizen who is talking to the desk."""

    def __init__(self, pbx: Pbx, desk: Desk) -> None:
        self.pbx = pbx
        self.desk = desk
        self.citizen = pbx.citizen(CITIZEN)
        self.phone = pbx.seat_phone("2001")
        self.department = pbx.department("8001")
        desk.ask(SignIn())
        desk.ask(Ready())
        self.citizen.dial(HOTLINE)
        desk.wait_call(S.RINGING)
        self.phone.answer()
        desk.wait_call(S.TALKING)
        self.citizen.wait_up()

    def consult(self) -> None:
        """Reach the department."""
        self.desk.ask(Consult("8001", "住房公积金中心"))
        self.department.answer()
        self.desk.wait_call(S.CONSULTING)

    def three_way(self) -> None:
        """Reach the department and join."""
        self.consult()
        self.desk.ask(Join())
        self.citizen.wait_hears("2001", "8001")

    def enter(self, state: CallState) -> None:
        """Bring the call into a state."""
        steps = {
            S.TALKING: [],
            S.HELD: [lambda: self.desk.ask(Hold())],
            S.CONSULT_DIALLING: [lambda: self.desk.ask(Consult("8001")), self.department.wait_ringing],
            S.CONSULTING: [self.consult],
            S.THREE_WAY: [self.three_way],
            S.DEPARTMENT_HELD: [
                self.three_way,
                lambda: self.desk.ask(HoldLeg(LegRole.DEPARTMENT, True)),
            ],
        }
        for step in steps[state]:
            step()
        self.desk.wait_call(state)

    def heard(self, *, citizen: set[str], phone: set[str], department: set[str] | None = None) -> None:
        """Check who hears whom."""
        self.citizen.wait_hears(*citizen)
        self.phone.wait_hears(*phone)
        if department is not None:
            self.department.wait_hears(*department)
