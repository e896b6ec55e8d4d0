"""Joins the gaps with the knowledge base: an entry is begun for one, or it is dismissed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.editor.gaps_panel import GapsPanel
from desk.editor.health import Health
from desk.editor.ports import Ports
from desk.timers import every
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from kb.editing.findings import Gap
from kb.editing.views import Role, Working

_EVERY_MS = 60_000


class GapsController(QObject):
    """The gaps of the last days, read anew each minute."""

    writing = Signal(str)  # code of the draft that was begun

    def __init__(
        self,
        ports: Ports,
        panel: GapsPanel,
        health: Health,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._health, self._messages = ports, panel, health, messages
        self._timer = every(_EVERY_MS, self.read, self)
        panel.write_requested.connect(self._write)
        panel.dismiss_requested.connect(self._dismiss)

    def start(self) -> None:
        """Read the gaps, now and then."""
        self.read()
        self._timer.start()

    def stop(self) -> None:
        """Ask nothing more."""
        self._timer.stop()

    def read(self) -> None:
        """Read the gaps."""
        gaps = self._ports.editorial.gaps

        def arrived(found: Sequence[Gap]) -> None:
            self._panel.show_gaps(found)

        def failed(error: Exception) -> None:
            self._health.failed(error)
            self._panel.show_error(wording.failure(error))

        self._ports.worker.submit("gaps", gaps.list, arrived, failed, key="gaps")

    def _write(self, gap: Gap) -> None:
        if gap.draft:
            self.writing.emit(gap.draft)
            return
        gaps, who = self._ports.editorial.gaps, self._ports.who
        department = who.department if who.role is Role.CONTRIBUTOR else ""

        def begun(working: Working) -> None:
            self._messages.notice(
                self.tr("A draft was begun for “{0}”.").format(plain(gap.words, 40)),
            )
            self.writing.emit(working.article.code)
            self.read()

        self._ports.worker.submit(
            "gaps", lambda: gaps.assign(gap, department=department), begun, self._failed
        )

    def _dismiss(self, gap: Gap, reason: str) -> None:
        gaps = self._ports.editorial.gaps

        def done(_: None) -> None:
            self._messages.notice(self.tr("“{0}” needs no entry.").format(plain(gap.words, 40)))
            self.read()

        self._ports.worker.submit("gaps", lambda: gaps.dismiss(gap, reason), done, self._failed)

    def _failed(self, error: Exception) -> None:
        if not self._health.failed(error):
            self._messages.error(wording.failure(error))
