"""Look at a PBX through a lead's account and say what the board needs that isn't there."""

from __future__ import annotations

from telephony.findings import Finding
from telephony.floor.config import FloorConfig
from telephony.survey import ACTIONS_OF_CALLS, NOWHERE, ORIGINATE, look

# One extension of each context that a lead enters, or brings a caller or a seat into.
_CONTEXTS = {
    "desk-watch": "listen*2001",
    "desk-move": "queue*queue*1",
    "desk-log": "1*0*0*1",
    "desk-citizen": "2001*1*q",
    "desk-agent": "2001*1",
    "desk-queue": "queue",
}
_MEMBER = {"Queue": "desk-none", "Interface": NOWHERE}
_ACTIONS: dict[str, dict[str, str]] = ACTIONS_OF_CALLS | {
    "Status": {"Channel": NOWHERE},
    "Setvar": {"Channel": NOWHERE, "Variable": "DESK_LEAD", "Value": ""},
    "QueueAdd": _MEMBER,
    "QueueRemove": _MEMBER,
    "Originate": ORIGINATE,
    "UserEvent": {"UserEvent": "DeskSurvey"},  # no desk takes notice of it
}


async def survey(floor: FloorConfig) -> list[Finding]:
    """Look at what the board of a lead needs."""
    return await look(floor.pbx, _ACTIONS, _CONTEXTS, floor.queues)
