"""The floor as the rest of the program sees it."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable
from typing import Protocol

from telephony.floor.facts import Fact
from telephony.floor.requests import FloorRequest
from telephony.floor.views import FloorView


class FloorPort(Protocol):
    """All PBXs of the hotline; `telephony.floor.thread.FloorThread` is the real one."""

    @property
    def view(self) -> FloorView:
        """The latest view."""

    def listen(self, listener: Callable[[FloorView], None]) -> None:
        """Add a listener to the views: the first change at once, then at most one view every few
        hundredths of a second. It is called in telephony's thread and must be quick.
        """

    def listen_to_facts(self, listener: Callable[[Fact], None]) -> None:
        """Add a listener to the facts, in telephony's thread, in the order in which they happened."""

    def start(self) -> None:
        """Start; returns when requests can be submitted."""

    def stop(self, timeout: float = 2.0) -> None:
        """Log off everywhere and end; safe to repeat."""

    def submit(self, request: FloorRequest) -> concurrent.futures.Future[None]:
        """Ask for something; never raises.

        The future resolves when the PBX's events have confirmed it and fails with a `TelephonyError`.
        """
