"""Who is in the conversation: a row for each leg, with its own mute, hold and drop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from desk import wording
from desk.models.legs_model import LegsModel
from desk.widgets.dressing import scaled
from desk.widgets.tables import EmptyHint, table
from desk.widgets.text import tooltip
from telephony.snapshots import CallAction, Leg, LegRole, LegState

_NAMES = ("mute", "hold", "drop")
_ACTIONS = {"mute": CallAction.MUTE_LEG, "hold": CallAction.HOLD_LEG, "drop": CallAction.DROP_LEG}


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
        self._buttons: dict[LegRole, dict[str, QPushButton]] = {}
        self._why_not: dict[CallAction, str] = {}
        self._shown: tuple[object, ...] = ()  # what the buttons were last made for
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for fixed in (1, 2):
            header.setSectionResizeMode(fixed, QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(scaled(40))
        self.view.verticalHeader().setDefaultSectionSize(scaled(30))
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

    def button(self, role: LegRole, action: str) -> QPushButton | None:
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
        row = QHBoxLayout(box)
        buttons = {}
        for name in _NAMES:
            if name in ("drop", "hold") and role is LegRole.AGENT:
                continue
            button = QPushButton()
            button.setObjectName(f"leg_{role.value}_{name}")
            button.setProperty("small", "true")
            button.clicked.connect(lambda _=False, what=name: self._pressed(role, what))
            row.addWidget(button)
            buttons[name] = button
        row.addStretch(1)
        self._boxes[role], self._buttons[role] = box, buttons

    def _place(self) -> None:
        """Put the buttons into the last column of their legs' rows."""
        for role, box in self._boxes.items():
            at = self._row_of(role)
            if at is not None:
                box.setGeometry(self.view.visualRect(self.model.index(at, 2)))
            box.setVisible(at is not None)

    def _row_of(self, role: LegRole) -> int | None:
        return next((at for at, leg in enumerate(self.model.rows) if leg.role is role), None)

    def _fit_scale(self) -> None:
        letters = self.view.fontMetrics()
        widest = max(letters.horizontalAdvance(text) for text in wording.leg_states())
        self.view.horizontalHeader().resizeSection(1, widest + scaled(16))
        for role, box in self._boxes.items():
            row = box.layout()
            assert row is not None
            row.setContentsMargins(scaled(2), scaled(3), scaled(2), scaled(3))
            row.setSpacing(scaled(4))
            for button in self._buttons[role].values():
                button.setMinimumHeight(scaled(23))

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
        if not self.model.rows:
            return
        for leg in self.model.rows:
            held, who = leg.state is LegState.HELD, wording.leg_role(leg.role)
            words = {
                "mute": self.tr("Unmute") if leg.muted else self.tr("Mute"),
                "hold": self.tr("Resume") if held else self.tr("Hold"),
                "drop": self.tr("Drop"),
            }
            for name, button in self._buttons[leg.role].items():
                why = self._why_not.get(_ACTIONS[name], "")
                if button.text() != words[name]:
                    button.setText(words[name])
                button.setEnabled(not why)
                button.setAccessibleName(self.tr("{0}: {1}").format(who, words[name]))
                if button.accessibleDescription() != why:
                    button.setAccessibleDescription(why)
                    button.setToolTip(tooltip(why))
        width = max(
            sum(button.sizeHint().width() + scaled(4) for button in self._buttons[leg.role].values())
            for leg in self.model.rows
        )
        self.view.horizontalHeader().resizeSection(2, max(width + scaled(6), scaled(40)))

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
