"""Joins the gaps with the knowledge base: an entry is begun for one, or it is dismissed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desk.editor.gaps_panel import GapsPanel
from desk.editor.health import Health
from desk.editor.list_controller import ListController
from desk.editor.ports import Ports
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from kb.editing.findings import Gap
from kb.editing.views import Role, Working

_EVERY_MS = 60_000


class GapsController(ListController[Gap]):
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
        super().__init__(ports, panel, health, messages, _EVERY_MS, parent)
        self._panel = panel
        panel.write_requested.connect(self._write)
        panel.dismiss_requested.connect(self._dismiss)

    def find(self) -> Sequence[Gap]:
        """Return the gaps."""
        return self._ports.editorial.gaps.list()

    def arrived(self, found: Sequence[Gap]) -> None:
        """Show the gaps."""
        self._panel.show_gaps(found)

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

        self.take_step(lambda: gaps.assign(gap, department=department), begun)

    def _dismiss(self, gap: Gap, reason: str) -> None:
        gaps = self._ports.editorial.gaps

        def done(_: None) -> None:
            self._messages.notice(self.tr("“{0}” needs no entry.").format(plain(gap.words, 40)))

        self.take_step(lambda: gaps.dismiss(gap, reason), done)
