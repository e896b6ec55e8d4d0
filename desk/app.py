"""The composition root: builds the workstation from its settings, in one explicit order, and ends it.

The window stands before anything slow: knowledge and PBX come up beside it and say so on the screen.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import allocator, collector, language, wording
from desk.assembly import index_errors, make_knowledge, open_records, order_rules, pbx_config, seat_config
from desk.bridge import GuiQueue, PbxBridge
from desk.errors import UserError
from desk.records.deadlines import due_at
from desk.records.views import OrderKind
from desk.running import application, until_closed
from desk.settings import Settings
from desk.timers import every
from desk.worker import Worker
from desk.workstation.ports import Choices, Ports, Seat
from desk.workstation.window import WorkstationWindow
from telephony.thread import TelephonyThread

_log = logging.getLogger(__name__)
_REFRESH_MS = 2000  # a published entry is found by every desk within 2 s
_STOP_SECONDS = 1.5
_FIRST_PAINT_MS = 150  # from the window's making to its first paint, at most where nothing else runs


class Workstation:
    """The running workstation; `window` is what the call-taker sees."""

    def __init__(self, settings: Settings, app: QApplication) -> None:
        """Build everything and start what runs beside the window."""
        pbx, seat = pbx_config(settings), seat_config(settings)
        rules = order_rules(settings)
        # SQLite belongs to this desk alone, so it is brought up to date here; a shared server is migrated
        # by an administrator, with `desk init`.
        self.records = open_records(settings, migrate=settings.database_url.startswith("sqlite"))
        self._queue = GuiQueue()
        self._worker = Worker(self._queue.post)
        self._knowledge = make_knowledge(settings, self.records)
        self.pbx = PbxBridge(lambda listener: TelephonyThread(pbx, seat, listener), self._queue)

        def deadline(kind: OrderKind, urgent: bool) -> datetime:
            return due_at(kind, urgent, datetime.now(UTC), rules)

        self.window = WorkstationWindow(
            Ports(
                pbx=self.pbx,
                records=self.records,
                knowledge=self._knowledge,
                worker=self._worker,
                seat=Seat(
                    extension=seat.extension,
                    agent=settings.seat.agent or seat.extension,
                    name=settings.seat.name,
                    queues={name: settings.queue_names.get(name, name) for name in seat.queues},
                    dial_out=seat.dial_out,
                ),
                deadline=deadline,
                choices=Choices(
                    language=settings.ui.language or language.system_language(),
                    theme=settings.ui.theme,
                    ring=settings.ui.ring,
                    transfer_queues=tuple(settings.queue_names) or seat.queues,
                ),
            )
        )

        def open_knowledge() -> None:
            with index_errors(settings):
                self._knowledge.open()

        # Once the window has been painted: until then the two would only take turns.
        QTimer.singleShot(
            _FIRST_PAINT_MS,
            self.window,
            lambda: self._worker.submit(
                "knowledge", open_knowledge, self._knowledge_opened, self._knowledge_failed
            ),
        )
        self._refresh = every(_REFRESH_MS, self._refresh_knowledge, self.window)
        self._refresh.start()
        app.aboutToQuit.connect(self.stop)
        self._stopped = False
        self.pbx.start()

    def stop(self) -> None:
        """Finish what is being written, log off from the PBX and close the records."""
        if self._stopped:
            return
        self._stopped = True
        self.window.close()  # hands over what has been typed in the last second
        self._refresh.stop()
        self.pbx.stop(_STOP_SECONDS)
        if not self._worker.stop(_STOP_SECONDS):
            _log.warning("work in the background was not finished at the end")
        self._queue.close()
        self._knowledge.close()
        self.records.close()

    def _refresh_knowledge(self) -> None:
        self._worker.submit(
            "refresh",
            self._knowledge.refresh,
            lambda _: self.window.pins.show_pinned(),
            self._refresh_failed,
            key="refresh",
        )

    def _refresh_failed(self, error: Exception) -> None:
        # The database may be away for a while; the copy on this desk goes on answering.
        _log.debug("knowledge not refreshed: %s", type(error).__name__)

    def _knowledge_opened(self, _: None) -> None:
        collector.settle()
        # A question that was typed before the index was there has found nothing.
        self.window.knowledge_controller.search_again()
        self.window.pins.show_pinned()

    def _knowledge_failed(self, error: Exception) -> None:
        collector.settle()
        if not isinstance(error, UserError):
            _log.error("the knowledge base can't be opened", exc_info=error)
        self.window.messages.error(wording.failure(error))


def run_workstation(
    settings: Settings,
    app: QApplication | None = None,
    on_open: Callable[[Workstation], None] | None = None,
) -> int:
    """Open the workstation and return the exit status when its window was closed."""
    allocator.share_one_arena()
    app = app or application(settings.ui)
    workstation = Workstation(settings, app)

    def begin() -> None:
        workstation.window.showMaximized()
        if on_open is not None:
            on_open(workstation)

    status = until_closed(app, begin)
    workstation.stop()
    return status
