"""What the board needs of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from desk.bridge import RequestHandle
from desk.monitor.figures import BoardFigures
from desk.monitor.rights import LeadPerson
from desk.records.floor import FloorRecords
from desk.worker import WorkerPort
from telephony.floor.requests import FloorRequest
from telephony.floor.views import FloorView


class BridgePort(Protocol):
    """The floor in the GUI thread: `desk.monitor.floor_bridge.FloorBridge` is the real one."""

    view_changed: Any  # signal of FloorView
    watch_changed: Any  # signal of Watched

    @property
    def view(self) -> FloorView:
        """The view that is shown."""

    def request(self, request: FloorRequest) -> RequestHandle:
        """Ask something of the floor."""


class PresentCall(NamedTuple):
    """A call of this moment."""

    pbx: str
    call_id: str
    number: str


@dataclass(frozen=True, slots=True)
class KnownCaller:
    """What the records know of who calls.

    `repeat`: an order of theirs is open, or a call was left incomplete; `today`: their earlier calls of
    the day, of which nobody has answered `gave_up`.
    """

    name: str = ""
    repeat: bool = False
    today: int = 0
    gave_up: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person prefers."""

    theme: str = "system"
    scale: float = 0.0  # 0: what suits the screen
    sound: bool = True


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the window is joined to; what blocks is called by the worker.

    `callers` returns what is known of calls, `departments` the directory's names by number; `queues` are
    the groups' names on the screen, in the order of the board. `audit_spool` and `alarm_spool` are the files
    for rows of these logs that the database has not taken when the board is closed.
    """

    floor: BridgePort
    figures: BoardFigures
    records: FloorRecords
    worker: WorkerPort
    who: LeadPerson
    callers: Callable[[Sequence[PresentCall]], Mapping[PresentCall, KnownCaller]] = lambda calls: {}
    departments: Callable[[], Mapping[str, str]] = dict
    queues: Mapping[str, str] = field(default_factory=dict)
    goal: float = 0.9
    limit: float = 15.0
    choices: Choices = field(default_factory=Choices)
    audit_spool: Path | None = None
    alarm_spool: Path | None = None
    now: Callable[[], datetime] = _utc_now

    @property
    def zone(self) -> ZoneInfo:
        """The place whose clock is shown, and where the day begins."""
        return self.figures.zone
