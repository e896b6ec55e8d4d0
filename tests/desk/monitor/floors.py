"""Views of a floor made by hand, and a floor that shows them and notes what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

from telephony.floor.facts import EndedBy, Fact, Outcome, QueueCall
from telephony.floor.requests import FloorRequest
from telephony.floor.views import (
    FloorCall,
    FloorPbx,
    FloorQueue,
    FloorSeat,
    FloorState,
    FloorView,
    FloorWaiting,
    Watch,
)
from telephony.snapshots import CallDirection, CallState, LinkProblem, LinkSnapshot, LinkState

PBX = "main"
UP = LinkSnapshot(LinkState.UP)
DOWN = LinkSnapshot(LinkState.WAITING, LinkProblem.REFUSED)
CITIZEN = "13800000001"


def ago(seconds: float) -> datetime:
    """Return the moment so many seconds ago."""
    return datetime.now(UTC) - timedelta(seconds=seconds)


def call(state: CallState = CallState.TALKING, queue: str = "gjj", department: str = "") -> FloorCall:
    """Make a seat's call."""
    return FloorCall(
        "1.1", CallDirection.INBOUND, state, CITIZEN, "张建国", queue, 4.0, ago(60), ago(55), department
    )


def seat(
    key: str = "2001",
    state: FloorState = FloorState.READY,
    *,
    name: str = "王敏",
    queues: tuple[str, ...] = ("gjj",),
    reason: str = "",
    talks: FloorCall | None = None,
    watched: tuple[Watch, ...] = (),
    pbx: str = PBX,
) -> FloorSeat:
    """Make a seat."""
    paused = state in (FloorState.NOT_READY, FloorState.AFTER_CALL)
    return FloorSeat(
        pbx,
        key,
        f"PJSIP/{key}",
        name,
        state,
        ago(30),
        reason,
        queues,
        paused,
        call=talks,
        watched=watched,
    )


def waiting(
    number: str = CITIZEN, queue: str = "gjj", *, position: int = 1, seconds: float = 20.0, pbx: str = PBX
) -> FloorWaiting:
    """Make a caller who waits."""
    return FloorWaiting(pbx, queue, f"w{number}", f"PJSIP/trunk-{number}", number, "", position, ago(seconds))


def pbx(
    *seats: FloorSeat,
    callers: tuple[FloorWaiting, ...] = (),
    queues: tuple[str, ...] = ("gjj", "zonghe"),
    link: LinkSnapshot = UP,
    loaded: bool = True,
    name: str = PBX,
) -> FloorPbx:
    """Make a PBX."""
    made = tuple(
        FloorQueue(name, queue, tuple(caller for caller in callers if caller.queue == queue))
        for queue in queues
    )
    return FloorPbx(name, link, loaded, made, seats)


def view(*pbxs: FloorPbx) -> FloorView:
    """Make a view."""
    view.serial += 1  # type: ignore[attr-defined]
    return FloorView(pbxs, view.serial, datetime.now(UTC))  # type: ignore[attr-defined]


view.serial = 0  # type: ignore[attr-defined]


def stay(
    seconds_ago: float,
    wait: float = 5.0,
    *,
    queue: str = "gjj",
    outcome: Outcome = Outcome.ANSWERED,
    talk: float | None = 60.0,
    number: str = CITIZEN,
    key: str = "",
) -> QueueCall:
    """Make a stay whose wait ended so many seconds ago."""
    left = ago(seconds_ago)
    answered = outcome is Outcome.ANSWERED
    return QueueCall(
        PBX,
        queue,
        key or f"{left.timestamp():.6f}",
        left - timedelta(seconds=wait),
        number,
        outcome=outcome,
        left_at=left,
        wait_seconds=wait,
        seat="2001" if answered else "",
        ended_at=left + timedelta(seconds=talk) if answered and talk is not None else None,
        ended_by=EndedBy.CALLER if answered and talk is not None else None,
        talk_seconds=talk if answered else None,
    )


class HandFloor:
    """A floor whose views and answers are given by a test, in its own thread."""

    def __init__(self, first: FloorView | None = None) -> None:
        self._view = first or view(pbx(link=LinkSnapshot(LinkState.CONNECTING), loaded=False, queues=()))
        self._listeners: list[Callable[[FloorView], None]] = []
        self._facts: list[Callable[[Fact], None]] = []
        self.asked: list[tuple[FloorRequest, Future[None]]] = []

    @property
    def view(self) -> FloorView:
        return self._view

    def listen(self, listener: Callable[[FloorView], None]) -> None:
        self._listeners.append(listener)

    def listen_to_facts(self, listener: Callable[[Fact], None]) -> None:
        self._facts.append(listener)

    def start(self) -> None: ...

    def stop(self, timeout: float = 2.0) -> None: ...

    def submit(self, request: FloorRequest) -> Future[None]:
        future: Future[None] = Future()
        self.asked.append((request, future))
        return future

    def show(self, new: FloorView) -> None:
        """Tell a view."""
        self._view = new
        for listener in self._listeners:
            listener(new)

    def tell(self, fact: Fact) -> None:
        """Tell a fact."""
        for listener in self._facts:
            listener(fact)

    @property
    def requests(self) -> list[FloorRequest]:
        """What has been asked for."""
        return [request for request, _ in self.asked]
