"""Hits of a search that has a draft in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import plain, tooltip
from kb.article import Hit


class FoundModel(RowsModel[Hit]):
    """Rows of `Hit`: place and question, whose it is; the entry `own` stands out."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.own = ""
        columns = (
            Column[Hit](
                translate("FoundModel", "Entry found"),
                self._title,
                lambda hit: tooltip(f"{hit.article.title}\n{hit.article.answer[:400]}"),
                lambda hit: "good" if hit.article.code == self.own else "",
            ),
            Column[Hit](translate("FoundModel", "Department"), lambda hit: plain(hit.article.department, 60)),
        )
        super().__init__(columns, lambda hit: hit.article.code, parent)

    def set_rows(self, rows: Sequence[Hit]) -> None:
        """Show other hits, all anew: each says its place, which those before it change."""
        self._replace(list(rows))

    def _title(self, hit: Hit) -> str:
        place = next((at for at, one in enumerate(self.rows, 1) if one is hit), 0)
        text = f"{place}. {plain(hit.article.title, 100)}"
        return (
            translate("FoundModel", "{0} (this draft)").format(text) if hit.article.code == self.own else text
        )
