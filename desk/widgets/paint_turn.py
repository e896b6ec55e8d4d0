"""Gives painting a turn of the event loop for itself.

Qt paints in the turn in which something was changed, after the change. Both together are the longest a
window keeps a key waiting; apart, the key comes between them.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from desk.timers import after


class PaintTurn(QObject):
    """Puts each request to paint `window` off to the next turn of the loop."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._put_off = False
        self._next = after(0, self._paint, self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep back a request that comes in the turn of its change."""
        if event.type() != QEvent.Type.UpdateRequest or self._put_off:
            return False
        self._put_off = True
        self._next.start()
        return True

    def _paint(self) -> None:
        try:
            QCoreApplication.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))
        finally:
            self._put_off = False
