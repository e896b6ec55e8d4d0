"""Knowledge entries found, best first."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import plain, tooltip
from kb.article import Hit, Marks, Place
from kb.clock import today


class HitsModel(RowsModel[Hit]):
    """One column of `Hit`; a delegate paints title, marks, department and validity from the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        column = Column[Hit](
            translate("HitsModel", "Entry"), _text, lambda hit: tooltip(hit.article.answer[:400])
        )
        super().__init__((column,), lambda hit: hit.article.code, parent)


def facts(hit: Hit) -> str:
    """Say from whom an entry is, how long it is valid and how often it was used."""
    article = hit.article
    parts = [plain(article.department, 60)]
    if article.valid_until is not None and not article.expired(today()):
        parts.append(translate("HitsModel", "valid until {0}").format(article.valid_until.isoformat()))
    if hit.uses:
        parts.append(settled(hit.uses))
    return " · ".join(part for part in parts if part)


def settled(calls: int) -> str:
    """Say how many calls an entry settled."""
    if calls == 1:
        return translate("HitsModel", "settled 1 call")
    return translate("HitsModel", "settled {0} calls").format(calls)


def matched(hit: Hit) -> set[str]:
    """Return the words of the query, as they stand in the entry."""
    found = [(hit.article.title, hit.marks)]
    if hit.passage is not None:
        found.append((hit.passage.text, hit.passage.marks))
    return {text[start:end] for text, marks in found for start, end in marks if 0 <= start < end}


def reason(hit: Hit) -> tuple[str, Marks]:
    """Say why an entry was found when its title does not, with the places to mark; empty when it does."""
    passage = hit.passage
    if passage is None:
        return "", ()
    frames = {
        Place.SIMILAR: translate("HitsModel", "also asked: {0}"),
        Place.CHOSEN: translate("HitsModel", "chosen for: {0}"),
        Place.ANSWER: translate("HitsModel", "… {0} …"),
    }
    frame = frames[passage.place]
    before = frame.index("{0}")
    return frame.format(passage.text), tuple((start + before, end + before) for start, end in passage.marks)


def doubt(hit: Hit) -> str:
    """Say why an entry must not be read out unchecked; empty when it may."""
    if hit.article.expired(today()):
        return translate("HitsModel", "EXPIRED")
    return translate("HitsModel", "needs checking") if hit.needs_checking else ""


def _text(hit: Hit) -> str:
    parts = (plain(hit.article.title), facts(hit), doubt(hit), plain(reason(hit)[0]))
    return " · ".join(part for part in parts if part)
