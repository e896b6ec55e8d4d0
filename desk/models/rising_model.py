"""Matters that rise: how many calls now and usually, and the entry that answers them or the gap."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk import monitor_wording as words
from desk import wording
from desk.figures.rising import Rise, Sort
from desk.language import translate
from desk.models.live_model import LiveModel
from desk.models.rows import Column
from desk.records.views import OrderKind
from desk.widgets.text import plain, tooltip


class RisingModel(LiveModel[Rise]):
    """Rows of `Rise`."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Rise](
                translate("RisingModel", "Rising (30 min)"), matter, lambda rise: tooltip(matter(rise))
            ),
            Column[Rise](
                translate("RisingModel", "Sort"), lambda rise: words.sort(rise.sort), None, lambda _: "muted"
            ),
            Column[Rise](translate("RisingModel", "Calls"), lambda rise: str(rise.calls)),
            Column[Rise](translate("RisingModel", "Usual"), lambda rise: f"{rise.usual:.1f}"),
            Column[Rise](
                translate("RisingModel", "Answer"),
                _answer,
                lambda rise: tooltip(rise.title),
                lambda rise: "danger" if rise.gap else "",
            ),
        )
        super().__init__(columns, lambda rise: (rise.sort, rise.word), (), parent)


def matter(rise: Rise) -> str:
    """Name what rises, with the words that come with it."""
    if rise.sort is Sort.KIND:
        try:
            return wording.order_kind(OrderKind(rise.word))
        except ValueError:
            return plain(rise.word, 40)
    return plain(" ".join((rise.word, *rise.others)), 60)


def _answer(rise: Rise) -> str:
    if rise.gap:
        return translate("RisingModel", "Gap: no entry answers this")
    return plain(f"{rise.entry} {rise.title}".strip(), 80)
