"""Several kinds of calls chosen out of all, in a list that opens from a button."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from desk import wording
from desk.editing_wording import names
from desk.records.views import OrderKind
from desk.widgets.buttons import ElidedButton
from desk.widgets.text import tooltip


class KindsButton(ElidedButton):
    """Shows which kinds are chosen; none chosen means every kind."""

    def __init__(self, name: str, accessible: str, everything: str) -> None:
        super().__init__(name)
        self._accessible, self._everything = accessible, everything
        self._menu = _LastingMenu(self)
        self._menu.setObjectName(f"{name}_menu")
        self._menu.setAccessibleName(accessible)
        self._actions: dict[str, QAction] = {}
        for kind in OrderKind:
            action = self._menu.addAction(wording.order_kind(kind))
            action.setObjectName(f"{name}_{kind.value}")
            action.setCheckable(True)
            action.toggled.connect(self._say)
            self._actions[kind.value] = action
        self.setMenu(self._menu)
        self._say()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The words of the chosen kinds."""
        return tuple(word for word, action in self._actions.items() if action.isChecked())

    def choose(self, words: Iterable[str]) -> None:
        """Choose these kinds and no others."""
        wanted = set(words)
        for word, action in self._actions.items():
            action.setChecked(word in wanted)

    def _say(self) -> None:
        chosen = [self._actions[word].text() for word in self.chosen]
        text = names(chosen, len(chosen)) if chosen else self._everything
        self.setLabel(f"{text} ▾")
        self.setAccessibleName(f"{self._accessible}: {text}")
        self.setToolTip(tooltip(f"{self._accessible}: {text}"))


class _LastingMenu(QMenu):
    """A list that stays open while several things are chosen in it: a click or Space chooses, Enter ends."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked, and stay."""
        action = self.actionAt(event.position().toPoint())
        if action is not None:
            action.toggle()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space and stay; Enter leaves what is chosen as it is."""
        if event.key() == Qt.Key.Key_Space and self.activeAction() is not None:
            self.activeAction().toggle()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)
