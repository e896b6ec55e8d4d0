"""The page on which one works all day: the list, what the draft would do, and the entry."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from desk.editor.checks_panel import ChecksPanel
from desk.editor.entries_panel import EntriesPanel
from desk.editor.entry_panel import EntryPanel
from desk.editor.list_panel import ListPanel
from desk.editor.pins_panel import PinsPanel
from desk.editor.suggestions_panel import SuggestionsPanel
from desk.models.rooms import Room
from desk.widgets.dressing import edgeless, scaled


class DeskPage(QWidget):
    """Three panels; the list gives way to suggestions or pins when their room is chosen."""

    def __init__(
        self,
        entries: EntriesPanel,
        suggestions: SuggestionsPanel,
        pins: PinsPanel,
        checks: ChecksPanel,
        entry: EntryPanel,
    ) -> None:
        super().__init__()
        self.setObjectName("editor_desk")
        self._entries, self._suggestions, self._pins = entries, suggestions, pins
        self._lists = QStackedWidget()
        for panel in (entries, suggestions, pins):
            self._lists.addWidget(panel)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.setObjectName("editor_middle")
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(scaled(6))
        middle.addWidget(self._lists)
        middle.addWidget(checks)
        middle.setStretchFactor(0, 7)
        middle.setStretchFactor(1, 3)
        columns = edgeless(QHBoxLayout(self), 6)
        columns.addWidget(middle, 40)
        columns.addWidget(entry, 60)
        form = entry.form
        order = (
            entries.search,
            *entries.choices,
            entries.table,
            form.title,
            form.similar,
            form.answer,
            form.keywords,
            form.source,
            form.department,
            form.category,
            form.valid_from,
            form.valid_until,
            form.contact_department,
            form.contact_phone,
            form.attachments,
            entry.save,
            entry.submit,
            entry.publish_at,
            entry.approve,
            entry.reject,
        )
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def show_room(self, room: Room) -> None:
        """Show the list of a room."""
        panels: dict[Room, QWidget] = {Room.SUGGESTIONS: self._suggestions, Room.PINS: self._pins}
        self._lists.setCurrentWidget(panels.get(room, self._entries))

    def focus_list(self) -> None:
        """Put the keyboard into the list that is shown."""
        shown = self._lists.currentWidget()
        if isinstance(shown, ListPanel):
            shown.focus_list()
        else:
            self._entries.focus_entries()

    def focus_room(self) -> None:
        """Put the keyboard into the list of a room that has just been chosen: its rows are on the way."""
        if self._lists.currentWidget() is self._entries:
            self._entries.table.setFocus()
        else:
            self.focus_list()
