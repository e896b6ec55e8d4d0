"""What a draft would do: like entries, questions won and stolen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import plain, tooltip
from kb.editing.findings import Duplicate, Reached

_VERY_LIKE = 0.8


class DuplicatesModel(RowsModel[Duplicate]):
    """Rows of `Duplicate`: the other entry, its question, and how like it is."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Duplicate](
                translate("DuplicatesModel", "Entry that asks the same"),
                lambda one: f"{plain(one.article.code, 30)} {plain(one.question, 100)}",
                lambda one: tooltip(f"{one.article.title}\n{one.article.answer[:400]}"),
            ),
            Column[Duplicate](
                translate("DuplicatesModel", "Department"), lambda one: plain(one.article.department, 60)
            ),
            Column[Duplicate](
                translate("DuplicatesModel", "Alike"),
                lambda one: f"{one.likeness:.0%}",
                None,
                lambda one: "danger" if one.likeness >= _VERY_LIKE else "warning",
            ),
        )
        super().__init__(columns, lambda one: one.article.code, parent)


class ReachedModel(RowsModel[Reached]):
    """Rows of `Reached`: the question, how often it is asked, and its best answer before and after."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Reached](
                translate("ReachedModel", "Question"),
                lambda one: plain(one.query, 100),
                lambda one: tooltip(one.query),
            ),
            Column[Reached](
                translate("ReachedModel", "Asked"), lambda one: str(one.times) if one.times else "–"
            ),
            Column[Reached](
                translate("ReachedModel", "Effect"), _effect, lambda one: tooltip(_whole(one)), _tone
            ),
        )
        super().__init__(columns, lambda one: (one.query, one.times), parent)


def _effect(one: Reached) -> str:
    if one.stolen:
        return translate("ReachedModel", "taken from {0}").format(plain(one.first_before, 30))
    if one.place_after is None:
        return translate("ReachedModel", "no longer found (was {0})").format(one.place_before)
    if one.place_before is None:
        return translate("ReachedModel", "found, place {0}").format(one.place_after)
    return translate("ReachedModel", "place {1} (was {0})").format(one.place_before, one.place_after)


def _whole(one: Reached) -> str:
    return f"{_effect(one)} {one.first_before_title}" if one.stolen else _effect(one)


def _tone(one: Reached) -> str:
    if one.stolen:
        return "warning"
    if one.place_after is None:
        return "danger"
    better = one.place_before is None or one.place_after < one.place_before
    return "good" if better else "muted"
