"""Keeps the outlook fresh: advice with each turn of the figures, rising matters each minute."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from desk.figures.rising import Rise
from desk.monitor.figures import Turn
from desk.monitor.outlook_panel import OutlookPanel
from desk.monitor.ports import Ports
from desk.timers import every

_EVERY_MS = 60_000
_FIRST_MS = 2500


class OutlookController(QObject):
    """Joins the outlook with the figures."""

    def __init__(self, ports: Ports, panel: OutlookPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports, self._panel = ports, panel
        self._turn: Turn | None = None
        self._group = ""
        self._timer = every(_EVERY_MS, self.read, self)

    def start(self) -> None:
        """Look for what rises, now and then."""
        QTimer.singleShot(_FIRST_MS, self, self.read)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def read(self) -> None:
        """Ask for what rises."""
        figures, now = self._ports.figures, self._ports.now()
        self._ports.worker.submit(
            "figures", lambda: figures.rises(now), self._take, lambda error: None, key="rises"
        )

    def take_turn(self, turn: Turn) -> None:
        """Take new figures."""
        self._turn = turn
        self._panel.show_advice(turn.advice, self._group, turn.board.at)

    def show_group(self, group: str) -> None:
        """Speak of another group, or of all."""
        self._group = group
        if self._turn is not None:
            self.take_turn(self._turn)

    def _take(self, rises: Sequence[Rise]) -> None:
        self._panel.rising.model.set_rows(rises)
        self._panel.rising.count.setTextOrHide(str(len(rises)) if rises else "")
