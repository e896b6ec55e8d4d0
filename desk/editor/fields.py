"""Fields of an entry: days, choices out of what is known, and lists that are written a line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from desk.widgets.dressing import set_property
from desk.widgets.fields import LineEdit, NoteEdit
from kb.rows import KEYWORD_SEPARATORS

# 2027-12 is the beginning of a day in December, not the second of January.
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$")
_MOMENT = re.compile(r"(.+?)[ T]+(\d{1,2})[:：](\d{2})$")


class _TimeEdit(LineEdit):
    """A time that is read by `read`, or none; what can't be read is seen at once."""

    def __init__(
        self, name: str, accessible: str, placeholder: str, limit: int, read: Callable[[str], date | None]
    ) -> None:
        super().__init__(name, accessible, placeholder, limit=limit)
        self._read = read
        self.textChanged.connect(self._dress)

    @property
    def wrong(self) -> bool:
        """Whether what stands there can't be read."""
        text = self.text()
        return bool(text.strip()) and self._read(text) is None

    def _dress(self) -> None:
        set_property(self, "state", "wrong" if self.wrong else "")


class DayEdit(_TimeEdit):
    """A day as 2027-06-30, or none."""

    def __init__(self, name: str, accessible: str, placeholder: str) -> None:
        super().__init__(name, accessible, placeholder, 16, day_of)

    @property
    def day(self) -> date | None:
        """The day that stands there."""
        return day_of(self.text())

    def show_day(self, day: date | None) -> None:
        """Show a day, or none."""
        text = day.isoformat() if day is not None else ""
        if self.day != day or not text:
            self.setText(text)


class MomentEdit(_TimeEdit):
    """A day and an hour of this place, 2027-06-30 08:00, or none; a day alone begins at midnight."""

    def __init__(self, name: str, accessible: str, placeholder: str) -> None:
        super().__init__(name, accessible, placeholder, 24, moment_of)

    @property
    def moment(self) -> datetime | None:
        """The moment that stands there, with its time zone."""
        return moment_of(self.text())

    def show_moment(self, moment: datetime | None) -> None:
        """Show a moment, or none."""
        self.setText(moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else "")


class ChoiceEdit(LineEdit):
    """A name that is usually one of those known; the known ones that contain what is typed are offered."""

    def __init__(self, name: str, accessible: str, placeholder: str = "", limit: int = 200) -> None:
        super().__init__(name, accessible, placeholder, limit)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(9)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName(f"{name}_choices")
            popup.setAccessibleName(accessible)
        self.setCompleter(completer)
        self.down_pressed.connect(self._offer)

    def set_known(self, names: Sequence[str]) -> None:
        """Offer these names."""
        if self._known.stringList() != list(names):
            self._known.setStringList(list(names))

    def _offer(self) -> None:
        completer = self.completer()
        completer.setCompletionPrefix(self.text())
        completer.complete()


class LinesEdit(NoteEdit):
    """A list, an item a line."""

    @property
    def items(self) -> tuple[str, ...]:
        """The items without empty lines, each once."""
        return lines_in(self.toPlainText())

    def show_items(self, items: Sequence[str]) -> None:
        """Show a list; the cursor stays where it is if that is the list already."""
        if self.items != tuple(items):
            self.show_text("\n".join(items))


def lines_in(text: str) -> tuple[str, ...]:
    """Return the lines of a text without empty ones, each once."""
    return _each_once(text.splitlines())


def items_of(text: str) -> tuple[str, ...]:
    """Return the items that stand in one line, separated by commas or the like; an item may have blanks."""
    return _each_once(KEYWORD_SEPARATORS.split(text))


def _each_once(pieces: Iterable[str]) -> tuple[str, ...]:
    items = (" ".join(piece.split()) for piece in pieces)
    return tuple(dict.fromkeys(item for item in items if item))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words that stand in one line, separated by commas, spaces or the like."""
    pieces = re.split(r"[、，,;；|\s]+", text)
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def day_of(text: str) -> date | None:
    """Return the day in `text`, written 2027-06-30, 2027/6/30, 2027年6月30日 or 20270630."""
    found = _DAY.match(text.strip())
    try:
        return date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """Return the moment of this place in `text`; a day alone means its beginning."""
    found = _MOMENT.match(text.strip())
    day = day_of(found[1] if found else text)
    if day is None:
        return None
    try:
        hour, minute = (int(found[2]), int(found[3])) if found else (0, 0)
        return datetime(day.year, day.month, day.day, hour, minute).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
