"""What becomes of the others when one of a call hangs up: the kit's hang-up handler.

`others` are the legs that are left, by role; `place` is where the leg was that has ended.
"""

from __future__ import annotations

from telephony.simulator.channels import Channel, Location

CITIZEN, AGENT, DEPARTMENT = "citizen", "agent", "department"


def citizen_gone(others: dict[str, Channel]) -> None:
    """All end, but call-taker and department who talk apart from the citizen may finish."""
    agent, department = others.get(AGENT), others.get(DEPARTMENT)
    if _place_of(agent) in ("consult", "side"):
        return
    for other in (agent, department):
        if other is not None:
            other.soft_hang_up()


def agent_gone(place: str, others: dict[str, Channel]) -> None:
    """In the three-way call the others go on; a citizen who hears music goes back to the queue."""
    citizen, department = others.get(CITIZEN), others.get(DEPARTMENT)
    if citizen is not None and _place_of(citizen) == "room":
        queue = citizen.variables.get("DESK_QUEUE", "")
        if place == "room":
            if _place_of(department) == "room":
                return
            citizen.soft_hang_up()
        elif queue:
            citizen.redirect(Location("desk-queue", queue))
        else:
            citizen.soft_hang_up()
    if department is not None:
        department.soft_hang_up()


def department_gone(place: str, others: dict[str, Channel], seat: str, token: str) -> None:
    """A call-taker apart from the citizen returns to them; a citizen left alone is at the end."""
    citizen, agent = others.get(CITIZEN), others.get(AGENT)
    if agent is not None and _place_of(agent) == "side":
        agent.redirect(Location("desk-agent", f"{seat}*{token}"))
    if agent is None and citizen is not None and place == _place_of(citizen) == "room":
        citizen.soft_hang_up()


def _place_of(channel: Channel | None) -> str:
    return channel.variables.get("DESK_PLACE", "") if channel is not None else ""
