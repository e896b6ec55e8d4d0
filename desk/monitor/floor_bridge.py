"""The floor as the board sees it: its views in the GUI thread, some twenty a second and no more."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, Signal

from desk.bridge import GuiQueue, RequestHandle, Requests
from desk.timers import after
from telephony.floor.facts import Fact, Watched
from telephony.floor.port import FloorPort
from telephony.floor.requests import FloorRequest
from telephony.floor.views import FloorView

# A view is shown within a tenth of a second; a busy floor changes a hundred times in one.
INTERVAL_MS = 40
_SHARE = 4  # a view is followed by a rest of so many times what showing it took: keys come first
_LONGEST_MS = 1000


class FloorBridge(QObject):
    """Composes the floor's thread. Views are coalesced to the newest, for each tells everything."""

    view_changed = Signal(object)  # FloorView
    watch_changed = Signal(object)  # Watched

    def __init__(self, floor: FloorPort, queue: GuiQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._floor = floor
        self._queue = queue
        self._lock = threading.Lock()
        self._next: FloorView | None = None
        self._view = floor.view
        # Who asked finds the answer in the view, too.
        self._requests = Requests(self, queue, before_answer=self._show_now)
        self._rest = after(INTERVAL_MS, self._show, self)
        floor.listen(self._listen)
        floor.listen_to_facts(self._listen_to_facts)

    @property
    def view(self) -> FloorView:
        """The view that was last shown."""
        return self._view

    def start(self) -> None:
        """Start the floor's thread."""
        self._floor.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Log off everywhere."""
        self._rest.stop()
        self._floor.stop(timeout)

    def request(self, request: FloorRequest) -> RequestHandle:
        """Ask something of the floor; the answer is a signal of the handle, never before this returns."""
        return self._requests.follow(self._floor.submit(request))

    def _listen(self, view: FloorView) -> None:
        """Take a view in the floor's thread."""
        with self._lock:
            wake, self._next = self._next is None, view
        if wake:
            self._queue.post(self._arrived)

    def _listen_to_facts(self, fact: Fact) -> None:
        if isinstance(fact, Watched):
            self._queue.post(lambda: self.watch_changed.emit(fact))

    def _arrived(self) -> None:
        if not self._rest.isActive():
            self._show()

    def _show_now(self) -> None:
        self._rest.stop()
        self._show()

    def _show(self) -> None:
        with self._lock:
            view, self._next = self._next, None
        if view is not None:
            self._view = view
            began = time.perf_counter()
            self.view_changed.emit(view)
            took = 1000 * (time.perf_counter() - began)
            self._rest.start(min(_LONGEST_MS, max(INTERVAL_MS, round(_SHARE * took))))
