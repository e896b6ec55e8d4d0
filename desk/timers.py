"""Timers made ready, not started: whoever asked starts them when there is something to wait for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def after(milliseconds: int, action: Callable[[], object], parent: QObject) -> QTimer:
    """Return a timer that does `action` once, so long after it was last started."""
    timer = every(milliseconds, action, parent)
    timer.setSingleShot(True)
    return timer


def every(milliseconds: int, action: Callable[[], object], parent: QObject) -> QTimer:
    """Return a timer that does `action` again and again until it is stopped."""
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.timeout.connect(action)
    return timer
