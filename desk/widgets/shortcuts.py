"""Gives the keys of a window to what it does; a button that can't be pressed says why."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk.widgets.buttons import KeyButton
from desk.widgets.message_bar import MessageBar


class Shortcuts(QObject):
    """The keys of one window."""

    def __init__(self, window: QWidget, messages: MessageBar) -> None:
        super().__init__(window)
        self._window = window
        self._messages = messages
        self._made: dict[Enum, QShortcut] = {}

    @property
    def keys(self) -> dict[Enum, QShortcut]:
        """The shortcuts that were made."""
        return dict(self._made)

    def add(self, key: Enum, action: Callable[[], None], *aliases: str) -> None:
        """Do `action` when `key` is pressed anywhere in the window."""
        shortcut = QShortcut(self._window)
        shortcut.setKeys([QKeySequence(text) for text in (key.value, *aliases)])
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(action)
        self._made[key] = shortcut

    def add_buttons(self, *shared: Enum) -> None:
        """Press each button of the window with the key that it shows, the first if several show it.

        What `shared` keys do is for the window to say.
        """
        for button in self._window.findChildren(KeyButton):
            if button.key is not None and button.key not in shared and button.key not in self._made:
                self.add(button.key, partial(self._press, button))

    def _press(self, button: KeyButton) -> None:
        if not button.isVisible():
            return
        if button.isEnabled():
            button.click()
        else:
            self._messages.error(button.explanation)
