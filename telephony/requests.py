"""What a window can ask of telephony: one frozen dataclass for each request."""

from __future__ import annotations

from dataclasses import dataclass

from telephony.snapshots import LegRole


@dataclass(frozen=True, slots=True)
class Request:
    """Base of all requests."""


@dataclass(frozen=True, slots=True)
class SignIn(Request):
    """Become a member of the seat's queues, not ready."""


@dataclass(frozen=True, slots=True)
class SignOut(Request):
    """Leave the seat's queues."""


@dataclass(frozen=True, slots=True)
class Ready(Request):
    """Take calls."""


@dataclass(frozen=True, slots=True)
class NotReady(Request):
    """Take no calls; the PBX keeps `reason`."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class WrapUpDone(Request):
    """Close the after-call work: ready again."""


@dataclass(frozen=True, slots=True)
class Answer(Request):
    """Answer the ringing call, when the phone can be told to."""


@dataclass(frozen=True, slots=True)
class Hold(Request):
    """Citizen hears music, call-taker nothing."""


@dataclass(frozen=True, slots=True)
class Resume(Request):
    """Back to the held citizen."""


@dataclass(frozen=True, slots=True)
class HangUp(Request):
    """End the call for everybody."""


@dataclass(frozen=True, slots=True)
class Dial(Request):
    """Call a citizen: own phone first."""

    number: str


@dataclass(frozen=True, slots=True)
class Consult(Request):
    """Call a department while the citizen hears music."""

    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Join(Request):
    """Make it a three-way call."""


@dataclass(frozen=True, slots=True)
class Leave(Request):
    """Leave citizen and department talking."""


@dataclass(frozen=True, slots=True)
class ReturnToCitizen(Request):
    """Be alone with the citizen, whatever the state."""


@dataclass(frozen=True, slots=True)
class QueueTarget:
    """Hand over to a queue."""

    name: str


@dataclass(frozen=True, slots=True)
class NumberTarget:
    """Hand over to a seat, a department or an outside number."""

    number: str


TransferTarget = QueueTarget | NumberTarget


@dataclass(frozen=True, slots=True)
class Transfer(Request):
    """Hand the citizen over at once."""

    target: TransferTarget


@dataclass(frozen=True, slots=True)
class MuteLeg(Request):
    """Silence a leg of the conversation, or let it speak again."""

    role: LegRole
    on: bool


@dataclass(frozen=True, slots=True)
class HoldLeg(Request):
    """Three-way: put citizen or department on hold, or bring them back."""

    role: LegRole
    on: bool


@dataclass(frozen=True, slots=True)
class DropLeg(Request):
    """Hang up one leg of a three-way or of a consultation."""

    role: LegRole
