"""What call-takers say of entries."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import moment, plain, tooltip
from kb.editing.findings import Suggestion


class SuggestionsModel(RowsModel[Suggestion]):
    """Rows of `Suggestion` with two lines: the words, and the entry they are about; who and when."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Suggestion](
                translate("SuggestionsModel", "Suggestion"),
                lambda one: f"{_words(one)}\n{plain(one.code, 30)} {plain(one.title, 80)}",
                lambda one: tooltip(f"{_words(one)}\n{one.code} {one.title}"),
            ),
            Column[Suggestion](
                translate("SuggestionsModel", "Call-taker"),
                lambda one: f"{plain(one.agent, 30)}\n{moment(one.at, datetime.now(UTC))}",
            ),
        )
        super().__init__(columns, lambda one: one.number, parent)


def _words(one: Suggestion) -> str:
    return plain(one.words, 200) or translate("SuggestionsModel", "This answer is wrong.")
