"""One agreed answer: pin the entry to every desk until a time, for the calls it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.editor.fields import MomentEdit, items_of, words_of
from desk.editor.kinds_button import KindsButton
from desk.widgets.alert_row import AlertRow
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled
from desk.widgets.fields import LineEdit
from desk.widgets.labels import caption
from kb.editing.findings import Pin

_DAYS = 7


class PinRow(AlertRow):
    """Two lines that appear to ask until when and for which calls; Escape gives up."""

    given = Signal(object)  # Pin
    ended = Signal(int)  # number of the pin

    def __init__(self, queues: Mapping[str, str]) -> None:
        super().__init__()
        self._queues = dict(queues)
        self._pin = Pin("", datetime.now(UTC), datetime.now(UTC))
        self.until = MomentEdit("pin_until", self.tr("Pinned until"), self.tr("2027-06-30 18:00"))
        self.words = LineEdit(
            "pin_words", self.tr("For questions with these words"), self.tr("Words; none: every question")
        )
        self.queues = LineEdit(
            "pin_queues", self.tr("For calls of these queues"), self.tr("Queues; none: all")
        )
        self.kinds = KindsButton("pin_kinds", self.tr("For these kinds of calls"), self.tr("Every kind"))
        self.pin = KeyButton("pin_start", self.tr("Pin to all desks"), kind="primary")
        self.end = KeyButton("pin_end", self.tr("Unpin"), kind="danger")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(scaled(6), scaled(4), scaled(6), scaled(4))
        lines.setSpacing(scaled(4))
        until, for_what = caption(self.tr("Until")), caption(self.tr("for"))
        for parts in (
            ((until, 0), (self.until, 2), (for_what, 0), (self.words, 5)),
            ((self.kinds, 3), (self.queues, 3), (self.end, 0), (self.pin, 0)),
        ):
            line = QHBoxLayout()
            line.setSpacing(scaled(4))
            for part, share in parts:
                line.addWidget(part, share)
            lines.addLayout(line)
        for field in (self.until, self.words, self.queues):
            field.textChanged.connect(self._allow)
            field.returnPressed.connect(self._give)
        self.close_on_escape(self.until, self.words, self.kinds, self.queues, self.pin, self.end)
        self.pin.clicked.connect(self._give)
        self.end.clicked.connect(self._end)
        self.hide()

    def open(self, code: str, pin: Pin | None) -> None:
        """Appear for an entry, or for a pin that it has already."""
        now = datetime.now(UTC)
        self._pin = pin or Pin(code, now, now + timedelta(days=_DAYS))
        self.until.show_moment(self._pin.ends)
        self.words.show_text("、".join(self._pin.words))
        self.kinds.choose(self._pin.kinds)
        self.queues.show_text("、".join(self._queues.get(name, name) for name in self._pin.queues))
        self.end.setVisible(pin is not None)
        self.pin.setLabel(self.tr("Change") if pin is not None else self.tr("Pin to all desks"))
        self._allow()
        self.show()
        self.words.setFocus()

    def _names(self) -> tuple[tuple[str, ...], str]:
        """Return the queues that were typed by their keys, and the first that there is not."""
        keys = {name: key for key, name in self._queues.items()} | {key: key for key in self._queues}
        typed = items_of(self.queues.text())
        unknown = next((name for name in typed if self._queues and name not in keys), "")
        return tuple(keys.get(name, name) for name in typed), unknown

    def _allow(self) -> None:
        ends, unknown = self.until.moment, self._names()[1]
        if ends is None:
            why: str | None = self.tr("Say until when, as in 2027-06-30 18:00.")
        elif ends <= datetime.now(UTC):
            why = self.tr("This time has gone by.")
        elif unknown:
            why = self.tr("There is no queue “{0}”.").format(unknown)
        else:
            why = None
        self.pin.allow(why)

    def _give(self) -> None:
        ends = self.until.moment
        if ends is None or not self.pin.isEnabled():
            return
        self.hide()
        self.given.emit(
            replace(
                self._pin,
                ends=ends.astimezone(UTC),
                words=words_of(self.words.text()),
                kinds=self.kinds.chosen,
                queues=self._names()[0],
            )
        )

    def _end(self) -> None:
        self.hide()
        self.ended.emit(self._pin.number)
