"""What a lead can ask of the floor: one frozen dataclass for each request; `pbx` is the PBX's name."""

from __future__ import annotations

from dataclasses import dataclass

from telephony.floor.views import WatchMode
from telephony.requests import TransferTarget


@dataclass(frozen=True, slots=True)
class FloorRequest:
    """Base of all requests of a lead."""

    pbx: str


@dataclass(frozen=True, slots=True)
class WatchSeat(FloorRequest):
    """Listen to a seat's call, whisper, or take part: own phone rings first.

    While the lead is in a call by an earlier `WatchSeat` it changes mode and seat without ringing again.
    """

    seat: str
    mode: WatchMode = WatchMode.LISTEN


@dataclass(frozen=True, slots=True)
class StopWatching(FloorRequest):
    """Leave the call that `WatchSeat` has led to."""


@dataclass(frozen=True, slots=True)
class SetReady(FloorRequest):
    """Let a seat take calls again."""

    seat: str


@dataclass(frozen=True, slots=True)
class SetNotReady(FloorRequest):
    """Let a seat take no calls; the PBX keeps `reason`."""

    seat: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveSeat(FloorRequest):
    """Make a seat a member of exactly these queues; ready or not stays as it is."""

    seat: str
    queues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BringForward(FloorRequest):
    """Let a waiting caller be served before all others of the queue."""

    call_id: str


@dataclass(frozen=True, slots=True)
class SendCaller(FloorRequest):
    """Send a waiting caller to another queue, a seat or another number."""

    call_id: str
    target: TransferTarget


@dataclass(frozen=True, slots=True)
class CallSeat(FloorRequest):
    """Call a seat: own phone first."""

    seat: str


@dataclass(frozen=True, slots=True)
class Announce(FloorRequest):
    """Show one line on every desk of the PBX (an empty `pbx`: of all PBXs)."""

    text: str
