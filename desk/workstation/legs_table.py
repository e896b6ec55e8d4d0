"""Who is in the conversation: a row for each leg, with its own mute, hold and drop, each with a key."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk import wording
from desk.models.legs_model import LegsModel
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.painted_delegate import Index
from desk.widgets.tables import EmptyHint, table
from desk.widgets.tone_delegate import ToneDelegate
from desk.workstation.keys import Key
from telephony.snapshots import CallAction, Leg, LegRole, LegState

_KEYS = {
    LegRole.CITIZEN: {"mute": Key.CITIZEN_MUTE, "hold": Key.CITIZEN_HOLD, "drop": Key.CITIZEN_DROP},
    LegRole.AGENT: {"mute": Key.AGENT_MUTE},
    LegRole.DEPARTMENT: {
        "mute": Key.DEPARTMENT_MUTE,
        "hold": Key.DEPARTMENT_HOLD,
        "drop": Key.DEPARTMENT_DROP,
    },
}
_ACTIONS = {"mute": CallAction.MUTE_LEG, "hold": CallAction.HOLD_LEG, "drop": CallAction.DROP_LEG}


_LINE, _BUTTON = 20, 23  # heights in a row: who takes part, and the buttons below


class _UpperLine(ToneDelegate):
    """Paints a cell in the upper part of its row."""

    def paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the room below to the buttons."""
        upper = QStyleOptionViewItem(option)
        upper.rect.setHeight(scaled(_LINE))
        super().paint_cell(painter, upper, index)


class LegsTable(QWidget):
    """The table `legs`; its buttons are real buttons, reached with Tab, named after role and action."""

    mute_requested = Signal(object, bool)  # LegRole, on
    hold_requested = Signal(object, bool)
    drop_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model = LegsModel(self)
        self.view = table("legs", self.tr("In the conversation"), self.model)
        self._boxes: dict[LegRole, QWidget] = {}
        self._buttons: dict[LegRole, dict[str, KeyButton]] = {}
        self._why_not: dict[CallAction, str] = {}
        self._shown: tuple[object, ...] = ()  # what the buttons were last made for
        self.view.setItemDelegate(_UpperLine(self.view))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        header = self.view.horizontalHeader()
        header.hide()  # who and how say what they are, and three legs need the room
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        EmptyHint(self.view, self.tr("Nobody is in a conversation."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        for role in LegRole:
            self._equip(role)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._place)
        header.sectionResized.connect(self._place)
        header.geometriesChanged.connect(self._place)
        self.view.verticalScrollBar().valueChanged.connect(self._place)
        self._place()

    def show_legs(self, legs: tuple[Leg, ...]) -> None:
        """Follow who is in the conversation."""
        self.model.set_legs(legs)
        self._update_buttons()

    def allow(self, why_not: dict[CallAction, str]) -> None:
        """Enable the actions that are not in `why_not`."""
        self._why_not = why_not
        self._update_buttons()

    def key_table(self) -> Iterator[tuple[Key, LegRole, str]]:
        """Yield each key with the leg and the action that it is for."""
        for role, of_leg in _KEYS.items():
            for action, key in of_leg.items():
                yield key, role, action

    def press(self, role: LegRole, action: str) -> str:
        """Press a leg's button; return why that is not possible, empty when it was."""
        button = self.button(role, action)
        if button is None:
            return self.tr("Not in the conversation: {0}").format(wording.leg_role(role))
        if not button.isEnabled():
            return button.explanation
        button.click()
        return ""

    def button(self, role: LegRole, action: str) -> KeyButton | None:
        """Return a leg's button: `mute`, `hold` or `drop`."""
        return self._buttons[role].get(action) if self._row_of(role) is not None else None

    def focus_legs(self) -> None:
        """Put the focus on the first button that can be pressed, else on the table."""
        for leg in reversed(self.model.rows):
            for button in self._buttons[leg.role].values():
                if button.isEnabled():
                    button.setFocus()
                    return
        self.view.setFocus()

    def _equip(self, role: LegRole) -> None:
        """Make the buttons of a leg, once: a call comes and goes too often to make them for each."""
        box = QWidget(self.view.viewport())
        box.hide()
        row = edgeless(QHBoxLayout(box), 4)
        buttons = {}
        for name, key in _KEYS[role].items():
            button = KeyButton(f"leg_{role.value}_{name}", "", key)
            button.setProperty("small", "true")
            button.clicked.connect(lambda _=False, what=name: self._pressed(role, what))
            row.addWidget(button)
            buttons[name] = button
        row.addStretch(1)
        self._boxes[role], self._buttons[role] = box, buttons

    def _place(self) -> None:
        """Put the buttons below the line that tells of their leg."""
        for role, box in self._boxes.items():
            at = self._row_of(role)
            if at is not None:
                row = self.view.visualRect(self.model.index(at, 0))
                edge, width = scaled(6), self.view.viewport().width()
                box.setGeometry(edge, row.top() + scaled(_LINE), width - 2 * edge, scaled(_BUTTON))
            box.setVisible(at is not None)

    def _row_of(self, role: LegRole) -> int | None:
        return next((at for at, leg in enumerate(self.model.rows) if leg.role is role), None)

    def _fit_scale(self) -> None:
        letters = self.view.fontMetrics()
        widest = max(letters.horizontalAdvance(text) for text in wording.leg_states())
        self.view.horizontalHeader().resizeSection(1, widest + scaled(22))  # the text and both its edges
        height = scaled(_LINE) + scaled(_BUTTON) + scaled(3)
        self.view.verticalHeader().setDefaultSectionSize(height)
        self.view.setMinimumHeight(len(LegRole) * height + 2)
        for role, box in self._boxes.items():
            row = box.layout()
            assert row is not None
            row.setSpacing(scaled(4))
            for button in self._buttons[role].values():
                button.setFixedHeight(scaled(_BUTTON))

    def _update_buttons(self) -> None:
        # The PBX reports more often than a leg changes.
        now = (
            *((leg.role, leg.state, leg.muted) for leg in self.model.rows),
            *(self._why_not.get(action) for action in _ACTIONS.values()),
            scaled(100),
        )
        if now == self._shown:
            return
        if not self._shown or now[-1] != self._shown[-1]:
            self._fit_scale()
        self._shown = now
        for leg in self.model.rows:
            held, who = leg.state is LegState.HELD, wording.leg_role(leg.role)
            words = {
                "mute": self.tr("Unmute") if leg.muted else self.tr("Mute"),
                "hold": self.tr("Resume") if held else self.tr("Hold"),
                "drop": self.tr("Drop"),
            }
            for name, button in self._buttons[leg.role].items():
                button.setLabel(words[name], self.tr("{0}: {1}").format(who, words[name]))
                button.allow(self._why_not.get(_ACTIONS[name]))

    def _pressed(self, role: LegRole, name: str) -> None:
        leg = next((leg for leg in self.model.rows if leg.role is role), None)
        if leg is None:
            return
        if name == "mute":
            self.mute_requested.emit(role, not leg.muted)
        elif name == "hold":
            self.hold_requested.emit(role, leg.state is not LegState.HELD)
        else:
            self.drop_requested.emit(role)
