"""What the team lead lets a seat know: a line for all desks, and that somebody takes part in its call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telephony import events as ev
from telephony.config import SeatConfig
from telephony.snapshots import Announcement, SeatWatch

_OVER = "over"


class Told:
    """The latest announcement, and the lead who listens now; fed by the tracker."""

    def __init__(self, seat: SeatConfig, clock: Callable[[], datetime]) -> None:
        self._seat = seat
        self._clock = clock
        self.announcement: Announcement | None = None
        self.watched: SeatWatch | None = None

    def handlers(self) -> dict[type[ev.Event], Callable[[Any], None]]:
        """Return what takes each kind of event."""
        return {ev.Announced: self._on_announced, ev.SeatWatched: self._on_watched}

    def link_lost(self) -> None:
        """Nobody tells any more when the lead leaves."""
        self.watched = None

    def _on_announced(self, event: ev.Announced) -> None:
        self.announcement = Announcement(event.text, event.sender, self._clock())

    def _on_watched(self, event: ev.SeatWatched) -> None:
        if event.seat == self._seat.extension:
            over = event.mode == _OVER
            self.watched = None if over else SeatWatch(event.lead, event.mode, self._clock())
