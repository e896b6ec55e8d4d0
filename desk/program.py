"""What each window's program does alike: how it comes up beside its window, and in which order it ends.

The window stands before anything slow: the knowledge base comes up beside it and says so on the screen.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QApplication

from desk import allocator, collector
from desk.assembly import index_errors, make_knowledge, open_records
from desk.bridge import GuiQueue
from desk.errors import UserError
from desk.running import application, until_closed
from desk.settings import Settings
from desk.timers import after, every
from desk.widgets.desk_window import DeskWindow
from desk.worker import Worker

_log = logging.getLogger(__name__)
_FIRST_PAINT_MS = 150  # from the window's making to its first paint, at most where nothing else runs

Window = TypeVar("Window", bound=DeskWindow)


class Program(Generic[Window]):
    """What stands behind a window. A composition root makes this, then the window, then calls `begin`."""

    window: Window

    def __init__(self, settings: Settings, *, refresh_ms: int, stop_seconds: float) -> None:
        """Open the records; `refresh_ms` is how often what others publish is brought into the searches."""
        self._settings = settings
        self._stop_seconds = stop_seconds
        self.records = open_records(settings, migrate=True)
        self.knowledge = make_knowledge(settings, self.records)
        self._queue = GuiQueue()
        self._worker = Worker(self._queue.post)
        self._refresh = every(refresh_ms, self._refresh_knowledge, self._queue)
        # Once the window has been painted: until then the two would only take turns.
        self._opening = after(_FIRST_PAINT_MS, self.open, self._queue)
        self._stopped = False

    def begin(self, app: QApplication) -> None:
        """Let what is slow come up beside the window, and end with the application."""
        app.aboutToQuit.connect(self.stop)
        self._opening.start()

    def stop(self) -> None:
        """Finish what is being written, and close what stands behind the window."""
        if self._stopped:
            return
        self._stopped = True
        self.window.close()  # hands over what has been typed in the last second
        self._opening.stop()
        self._refresh.stop()
        self.leave()
        if not self._worker.stop(self._stop_seconds):
            _log.warning("work in the background was not finished at the end")
        self._queue.close()
        self.knowledge.close()
        self.records.close()

    # What a composition root adds

    def open(self) -> None:
        """Open the knowledge base; the window has been painted."""

        def job() -> None:
            with index_errors(self._settings):
                self.knowledge.open()

        self._worker.submit("knowledge", job, self._opened, self._not_opened)

    def leave(self) -> None:
        """Give the last work and log off; the window is closed, the worker still works."""

    def knowledge_opened(self) -> None:
        """Go on: the knowledge base answers."""

    def knowledge_failed(self, error: Exception) -> None:
        """Say that the knowledge base can't be opened."""

    def knowledge_refreshed(self) -> None:
        """Go on: the searches have what others have published."""

    def _opened(self, _: None) -> None:
        collector.settle()
        self._refresh.start()
        self.knowledge_opened()

    def _not_opened(self, error: Exception) -> None:
        collector.settle()
        if not isinstance(error, UserError):
            _log.error("the knowledge base can't be opened", exc_info=error)
        self.knowledge_failed(error)

    def _refresh_knowledge(self) -> None:
        self._worker.submit(
            "knowledge",
            self.knowledge.follow,
            lambda _: self.knowledge_refreshed(),
            self._not_refreshed,
            key="refresh",
        )

    def _not_refreshed(self, error: Exception) -> None:
        # The database may be away for a while; the copy on this desk goes on answering.
        _log.debug("knowledge not refreshed: %s", type(error).__name__)


Running = TypeVar("Running", bound=Program[Any])


def run(
    make: Callable[[Settings, QApplication], Running],
    settings: Settings,
    app: QApplication | None = None,
    on_open: Callable[[Running], None] | None = None,
) -> int:
    """Open a window and return the exit status when it was closed."""
    allocator.share_one_arena()
    app = app or application(settings.ui)
    program = make(settings, app)

    def begin() -> None:
        program.window.showMaximized()
        if on_open is not None:
            on_open(program)

    status = until_closed(app, begin)
    program.stop()
    return status
