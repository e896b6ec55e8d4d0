"""The work lists at the window's left; one is always chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from desk.editor.keys import Key
from desk.models.rooms import Room, RoomRow
from desk.models.rooms_model import RoomsModel
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.keys import shown
from desk.widgets.tables import table


class RoomsPanel(Card):
    """A list with counts; the arrow keys, or Alt and a digit, choose."""

    room_changed = Signal(object)  # Room

    def __init__(self) -> None:
        super().__init__(self.tr("Work lists"), shown(Key.LISTS))
        self.model = RoomsModel(self)
        self.model.set_rows([RoomRow(room) for room in Room])
        self.list = table("work_lists", self.tr("Work lists"), self.model)
        self.list.horizontalHeader().hide()
        self.list.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("plain", "true")
        self.body.addWidget(self.list)
        self.fit_letters()
        self.choose(Room.ALL)
        self.list.selectionModel().currentChanged.connect(self._chosen)

    @property
    def room(self) -> Room:
        """The room that is chosen."""
        row = self.model.row(self.list.currentIndex())
        return row.room if row is not None else Room.ALL

    def choose(self, room: Room) -> None:
        """Choose a room."""
        self.list.setCurrentIndex(self.model.index(list(Room).index(room), 0))

    def show_counts(self, counts: Mapping[Room, int | None]) -> None:
        """Show how much is in each room; what is not given stays as it is."""
        known = {row.room: row.count for row in self.model.rows} | dict(counts)
        self.model.set_rows([RoomRow(room, known.get(room)) for room in Room])

    def fit_letters(self) -> None:
        """Give each line its height in the letters in force."""
        height = scaled(25)
        self.list.verticalHeader().setDefaultSectionSize(height)
        self.list.horizontalHeader().resizeSection(1, scaled(62))
        self.list.setFixedHeight(height * len(Room) + scaled(4))

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus()

    def _chosen(self, current: QModelIndex) -> None:
        row = self.model.row(current)
        if row is not None:
            self.room_changed.emit(row.room)
