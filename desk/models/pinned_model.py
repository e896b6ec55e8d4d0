"""Agreed answers for the call at this desk, the newest first."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import moment, plain, tooltip
from kb.pinned import Pinned


class PinnedModel(RowsModel[Pinned]):
    """One column of `Pinned`; a delegate paints it from the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        column = Column[Pinned](
            translate("PinnedModel", "Agreed answer"),
            lambda pinned: f"{until(pinned)} · {plain(pinned.article.title)}",
            lambda pinned: tooltip(f"{pinned.article.title}\n\n{pinned.article.answer[:400]}"),
        )
        super().__init__((column,), lambda pinned: pinned.article.code, parent)


def until(pinned: Pinned) -> str:
    """Say that this is the answer of every desk, and for how long."""
    when = moment(pinned.until, datetime.now(UTC))
    return translate("PinnedModel", "Agreed answer until {0}").format(when)
