"""Types as an input method does: letters shown at the cursor, then the characters picked."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(field: QWidget, shown: str, picked: str = "") -> None:
    """Show letters in a field, and put what was picked into it."""
    event = QInputMethodEvent(shown, [])
    event.setCommitString(picked)
    QApplication.sendEvent(field, event)
