"""A field that finds as one types, also while an input method still composes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent

from desk.widgets.fields import LineEdit

# What input methods put between the syllables of the pinyin that they show.
_SEPARATORS = str.maketrans("", "", " '’\u2009\u200a")


class SearchEdit(LineEdit):
    """A line whose question is its text with the pinyin being composed at the cursor.

    Who types Chinese writes “gongjijin” and picks 公积金 afterwards; the pinyin finds already, so nobody
    has to pick the characters before the first results.
    """

    asked = Signal(str)

    def __init__(self, name: str, accessible: str, placeholder: str = "", limit: int = 200) -> None:
        super().__init__(name, accessible, placeholder, limit)
        self._composed = ""
        self._last = ""
        self.textChanged.connect(self._ask)

    @property
    def question(self) -> str:
        """What is asked now."""
        text, cursor = self.text(), self.cursorPosition()
        return text[:cursor] + self._composed + text[cursor:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Ask with what is being composed; what was picked or given up comes as text."""
        self._composed = event.preeditString().translate(_SEPARATORS)
        super().inputMethodEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self.question != self._last:
            self._last = self.question
            self.asked.emit(self._last)
