"""The composition root of the workstation: builds the window from the settings, in one order, and ends it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication

from desk import language, wording
from desk.assembly import order_rules, pbx_config, seat_config
from desk.bridge import PbxBridge
from desk.errors import SettingsError
from desk.language import translate
from desk.pbx_kit import KitError, seat_extensions
from desk.program import Program
from desk.records.deadlines import due_at
from desk.records.views import OrderKind
from desk.settings import Settings
from desk.spool import spool_file
from desk.widgets.text import plain
from desk.workstation.ports import Choices, Ports, Seat
from desk.workstation.window import WorkstationWindow
from telephony.thread import TelephonyThread

_REFRESH_MS = 1000  # a published entry is found by every desk within 2 s, whatever the timer's turn takes
_STOP_SECONDS = 1.5


class Workstation(Program[WorkstationWindow]):
    """The running workstation; `window` is what the call-taker sees."""

    def __init__(self, settings: Settings, app: QApplication) -> None:
        """Build everything and start what runs beside the window."""
        pbx, seat = pbx_config(settings), seat_config(settings)
        rules, others = order_rules(settings), _other_seats(settings)
        super().__init__(settings, refresh_ms=_REFRESH_MS, stop_seconds=_STOP_SECONDS)
        self.pbx = PbxBridge(lambda listener: TelephonyThread(pbx, seat, listener), self._queue)

        def deadline(kind: OrderKind, urgent: bool) -> datetime:
            return due_at(kind, urgent, datetime.now(UTC), rules)

        self.window = WorkstationWindow(
            Ports(
                pbx=self.pbx,
                records=self.records,
                knowledge=self.knowledge,
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
                    transfer_seats=others,
                ),
                call_spool=spool_file("calls", settings.database_url, seat.extension),
                # Drafts, and what is written about callers, are those of the person who sits here.
                draft_spool=spool_file("drafts", settings.database_url, seat.extension, seat.agent),
                caller_spool=spool_file("callers", settings.database_url, seat.extension, seat.agent),
            )
        )
        self.window.knowledge_controller.await_index()
        self.begin(app)
        self.pbx.start()

    def leave(self) -> None:
        """Log off from the PBX."""
        self.pbx.stop(_STOP_SECONDS)

    def stop(self) -> None:
        """End; calls, drafts and what was changed about callers wait here where the database took none."""
        if not self._stopped:
            super().stop()
            self.window.records.spool()
            self.window.form.spool()
            self.window.callers.spool()

    def knowledge_opened(self) -> None:
        """Answer a question that was typed before the index was there and has found nothing."""
        self.window.knowledge_controller.index_opened()
        self.window.pins.show_pinned()

    def knowledge_failed(self, error: Exception) -> None:
        """Say so; what is in the database is brought into the searches as soon as that works."""
        self.window.messages.error(wording.failure(error))
        self.window.knowledge_controller.index_failed()
        self._refresh.start()

    def knowledge_refreshed(self) -> None:
        """Show what is pinned now; an index that could not be opened is there now, too."""
        self.window.knowledge_controller.index_opened()
        self.window.pins.show_pinned()


def _other_seats(settings: Settings) -> tuple[str, ...]:
    """Return the hotline's seats besides this one, as far as the settings name them."""
    try:
        seats = seat_extensions(settings.kit.seats)
    except KitError as error:
        raise SettingsError(
            translate("Settings", "“kit.seats” has no extension or range in “{value}”.").format(
                value=plain(str(error.value), 40)
            )
        ) from error
    return tuple(seat for seat in seats if seat != settings.seat.extension)
