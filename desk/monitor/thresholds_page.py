"""Where a lead sets what is to raise an alarm."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk import monitor_wording as words
from desk.figures.alarms import Measure, Threshold
from desk.figures.periods import Window
from desk.language import translate
from desk.models.alarms_model import ThresholdsModel
from desk.monitor.keys import Key
from desk.monitor.table_panel import TablePanel
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled
from desk.widgets.fields import LineEdit
from desk.widgets.labels import PlainLabel, caption
from telephony.floor.views import FloorState

_STATES = (
    FloorState.NOT_READY,
    FloorState.AFTER_CALL,
    FloorState.TALKING,
    FloorState.HELD,
    FloorState.CONSULTING,
    FloorState.THREE_WAY,
    FloorState.RINGING,
)


class ThresholdsPage(TablePanel):
    """The list, and the fields of the one that is chosen or new."""

    saved = Signal(object)  # Threshold
    removed = Signal(int)
    back_requested = Signal()

    def __init__(self, group: Callable[[str], str]) -> None:
        super().__init__(
            "monitor_thresholds",
            translate("ThresholdsPage", "Thresholds of the alarms"),
            translate("ThresholdsPage", "Thresholds of the alarms"),
            ThresholdsModel(group),
            (0, 140, 90, 90),
        )
        self.hint.setText(self.tr("No threshold is set: nothing raises an alarm."))
        self.measure = self._combo("threshold_measure", self.tr("What is watched"))
        for measure in Measure:
            self.measure.addItem(words.measure(measure), measure)
        self.queue = self._combo("threshold_queue", self.tr("Group"))
        self.state = self._combo("threshold_state", self.tr("State"))
        for state in _STATES:
            self.state.addItem(words.floor_state(state), state)
        self.span = self._combo("threshold_span", self.tr("Span"))
        for window in Window:
            self.span.addItem(words.window(window), window)
        self.limit = LineEdit("threshold_limit", self.tr("Limit"), "", limit=8)
        self.after = LineEdit("threshold_after", self.tr("Seconds until it is raised"), "", limit=6)
        self.enabled = QCheckBox(self.tr("in force"))
        self.enabled.setObjectName("threshold_enabled")
        self.problem = PlainLabel("threshold_problem", self.tr("What is wrong with the fields"))
        self.problem.setTone("danger")
        self.new = KeyButton("threshold_new", self.tr("New threshold"))
        self.save = KeyButton("threshold_save", self.tr("Save"), kind="primary")
        self.remove = KeyButton("threshold_remove", self.tr("Remove"), kind="danger")
        self.back = KeyButton("thresholds_back", self.tr("Back to the board"), Key.BACK)
        self._may: str | None = None
        self._number = 0
        self._form()
        self.offer_groups({})
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show())
        self.measure.currentIndexChanged.connect(lambda _at: self._fit_fields())
        self.new.clicked.connect(self.begin)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(lambda: self.removed.emit(self._number))
        self.back.clicked.connect(self.back_requested)
        self.begin()

    def offer_groups(self, groups: Mapping[str, str]) -> None:
        """Offer all groups, and each of them."""
        chosen = self.queue.currentData()
        self.queue.clear()
        self.queue.addItem(self.tr("all groups"), "")
        for name, text in groups.items():
            self.queue.addItem(text, name)
        self.queue.setCurrentIndex(max(0, self.queue.findData(chosen)))

    def allow_changes(self, why_not: str | None) -> None:
        """Allow changes, or say why not."""
        self._may = why_not
        for button in (self.new, self.save):
            button.allow(why_not)
        self.remove.allow(why_not or (None if self._number else self.tr("Choose a threshold first.")))

    def begin(self) -> None:
        """Empty the fields for a new threshold."""
        self.table.clearSelection()
        self._fill(Threshold(0, Measure.LONGEST_WAIT, 30.0))
        self.limit.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard into the list, or into the fields of the first one."""
        if self.model.rowCount():
            self.focus_table()
        else:
            self.measure.setFocus()

    def _show(self) -> None:
        chosen = self.chosen
        if isinstance(chosen, Threshold):
            self._fill(chosen)

    def _fill(self, threshold: Threshold) -> None:
        self._number = threshold.number
        self.measure.setCurrentIndex(self.measure.findData(threshold.measure))
        self.queue.setCurrentIndex(max(0, self.queue.findData(threshold.queue)))
        self.state.setCurrentIndex(max(0, self.state.findData(threshold.state)))
        self.span.setCurrentIndex(self.span.findData(threshold.window))
        percent = threshold.measure is Measure.ANSWER_RATE
        self.limit.setText(f"{threshold.limit * (100 if percent else 1):g}")
        self.after.setText(f"{threshold.after:g}")
        self.enabled.setChecked(threshold.enabled)
        self.problem.setTextOrHide("")
        self._fit_fields()
        self.allow_changes(self._may)

    def _fit_fields(self) -> None:
        """Show the fields that the measure has, with its unit."""
        measure = self.measure.currentData()
        self.state.setEnabled(measure is Measure.STATE_TOO_LONG)
        self.span.setEnabled(measure is Measure.ANSWER_RATE)
        unit = {
            Measure.LONGEST_WAIT: self.tr("seconds"),
            Measure.STATE_TOO_LONG: self.tr("seconds"),
            Measure.ANSWER_RATE: self.tr("percent"),
            Measure.WAITING: self.tr("callers"),
            Measure.SEATS_READY: self.tr("seats"),
        }[measure]
        self.limit.setPlaceholderText(unit)
        self._unit.setText(unit)

    def _save(self) -> None:
        measure = self.measure.currentData()
        limit, after = _number(self.limit.text()), _number(self.after.text())
        most = 100.0 if measure is Measure.ANSWER_RATE else 86_400.0
        if limit is None or not 0 <= limit <= most:
            self._complain(
                self.tr("The limit must be a number from 0 to {0}.").format(f"{most:g}"), self.limit
            )
            return
        if after is None or not 0 <= after <= 3600:
            self._complain(self.tr("The delay must be a number from 0 to 3600 seconds."), self.after)
            return
        self.problem.setTextOrHide("")
        self.saved.emit(
            Threshold(
                self._number,
                measure,
                limit / 100 if measure is Measure.ANSWER_RATE else limit,
                self.queue.currentData() or "",
                self.state.currentData() if measure is Measure.STATE_TOO_LONG else None,
                self.span.currentData(),
                after=after,
                enabled=self.enabled.isChecked(),
            )
        )

    def _complain(self, text: str, field: LineEdit) -> None:
        self.problem.setTextOrHide(text)
        field.setFocus()
        field.selectAll()

    def _combo(self, name: str, accessible: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(accessible)
        return combo

    def _form(self) -> None:
        self._unit = caption("")
        for button in (self.new, self.back):
            self.head.addWidget(button)
        fields = QGridLayout()
        fields.setSpacing(scaled(6))
        for column, widget in enumerate((self.measure, self.queue, self.state, self.span)):
            fields.addWidget(caption(widget.accessibleName()), 0, column)
            fields.addWidget(widget, 1, column)
        fields.addWidget(caption(self.limit.accessibleName()), 0, 4)
        limit = QHBoxLayout()
        limit.addWidget(self.limit)
        limit.addWidget(self._unit)
        fields.addLayout(limit, 1, 4)
        fields.addWidget(caption(self.after.accessibleName()), 0, 5)
        fields.addWidget(self.after, 1, 5)
        fields.addWidget(self.enabled, 1, 6)
        fields.setColumnStretch(7, 1)
        for field in (self.limit, self.after):
            field.setFixedWidth(scaled(90))
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        buttons.addWidget(self.save)
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(fields)
        layout.addLayout(buttons)
        self.body.addWidget(form)


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None
