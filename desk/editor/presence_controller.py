"""Says who else has the entry open, before anything is typed and as long as it is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.editor.entry_controller import EntryController
from desk.editor.ports import Ports
from desk.timers import every
from desk.widgets.notice import Notice
from desk.widgets.text import plain
from kb.editing.presence import RENEW_SECONDS
from kb.editing.views import Opened, Present

_MOST_OFTEN = 5.0  # seconds; the lease lasts much longer, but the other person is to be seen soon


class PresenceController(QObject):
    """Renews the lease on the open entry; a window that died loses its leases by itself."""

    def __init__(
        self, ports: Ports, notice: Notice, entry: EntryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ports, self._notice, self._entry = ports, notice, entry
        self._timer = every(round(1000 * min(RENEW_SECONDS, _MOST_OFTEN)), self.renew, self)
        self._timer.start()

    def stop(self) -> None:
        """Renew nothing more."""
        self._timer.stop()

    def follow(self, opened: Opened | None) -> None:
        """Show who else has the entry open that has just been opened here."""
        self._show(opened.others if opened is not None else ())

    def renew(self) -> None:
        """Keep the entry open, and look who else has it open now."""
        code, presence = self._entry.code, self._ports.editorial.presence
        if not code:
            return

        def arrived(others: Sequence[Present]) -> None:
            if code == self._entry.code:
                self._show(others)

        self._ports.worker.submit(
            "presence", lambda: presence.renew(code), arrived, lambda error: None, key="presence"
        )

    def _show(self, others: Sequence[Present]) -> None:
        if not others:
            self._notice.say("")
            return
        names = wording.names(
            self.tr("{0} (since {1})").format(plain(one.name, 40), f"{one.since.astimezone():%H:%M}")
            for one in others
        )
        self._notice.say(self.tr("Open elsewhere too: {0}. Agree before you change it.").format(names))
