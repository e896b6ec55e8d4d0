"""Agreed answers: entries pinned to all desks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import moment, plain, tooltip
from kb.editing.findings import Pin


class PinsModel(RowsModel[Pin]):
    """Rows of `Pin` with two lines: the entry, and for which calls; until when, and who pinned it."""

    def __init__(self, queues: Mapping[str, str] | None = None, parent: QObject | None = None) -> None:
        """Name queues as `queues` does."""
        self._queues = dict(queues or {})
        columns = (
            Column[Pin](
                translate("PinsModel", "Entry, for which calls"),
                lambda pin: f"{plain(pin.title or pin.code, 100)}\n{self._matter(pin)}",
                lambda pin: tooltip(f"{pin.code} {pin.title}\n{self._matter(pin)}"),
            ),
            Column[Pin](
                translate("PinsModel", "Until, by"),
                lambda pin: f"{moment(pin.ends, datetime.now(UTC))}\n{plain(pin.pinned_by, 40)}",
                None,
                _tone,
            ),
        )
        super().__init__(columns, lambda pin: pin.number, parent)

    def _matter(self, pin: Pin) -> str:
        """Say for which calls a pin is shown."""
        kinds = (wording.order_kind(kind) for kind in pin.kinds)
        queues = (self._queues.get(queue, queue) for queue in pin.queues)
        parts = (wording.names(pin.words, 5), wording.names(kinds, 6), wording.names(queues, 4))
        return " · ".join(part for part in parts if part) or translate("PinsModel", "for every call")


def _tone(pin: Pin) -> str:
    now = datetime.now(UTC)
    if pin.ends <= now:
        return "muted"
    return "good" if pin.starts <= now else "accent"
