"""The seat's telephony in a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from telephony.config import PbxConfig, SeatConfig
from telephony.line import SeatLine
from telephony.loop_thread import Line, LoopThread
from telephony.requests import Request
from telephony.snapshots import LinkSnapshot, LinkState, SeatSnapshot, SeatView

log = logging.getLogger(__name__)


class TelephonyThread(LoopThread[Request]):
    """The PBX for a program that has no event loop.

    `listener` gets every new view, in this thread: it must be quick.
    """

    def __init__(self, pbx: PbxConfig, seat: SeatConfig, listener: Callable[[SeatView], None]) -> None:
        super().__init__("desk-telephony")
        self._pbx = pbx
        self._seat = seat
        self._listeners = [listener]
        self._view = SeatView(LinkSnapshot(LinkState.CONNECTING), SeatSnapshot(seat.extension))
        self._line: SeatLine | None = None

    @property
    def view(self) -> SeatView:
        """The latest view."""
        return self._view

    def listen(self, listener: Callable[[SeatView], None]) -> None:
        """Add a listener; one that fails does not stop the others."""
        self._listeners.append(listener)

    def _open(self) -> Mapping[str, Line]:
        self._line = SeatLine(self._pbx, self._seat, self._tell)
        return {"link": self._line}

    async def _perform(self, request: Request) -> None:
        assert self._line is not None
        await self._line.perform(request)

    def _tell(self, view: SeatView) -> None:
        self._view = view
        for listener in self._listeners:
            try:
                listener(view)
            except Exception:
                log.exception("A listener failed")
