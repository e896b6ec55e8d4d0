"""What call-takers searched for and found no answer to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import moment, plain, tooltip
from kb.editing.findings import Count, Gap


class GapsModel(RowsModel[Gap]):
    """Rows of `Gap` with two lines: the words, and what came of the calls; how often, in a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Gap](translate("GapsModel", "Searched without an answer"), _words, _whole, _tone),
            Column[Gap](translate("GapsModel", "Times"), lambda gap: str(gap.times)),
        )
        super().__init__(columns, lambda gap: gap.key, parent)


def about(gap: Gap) -> str:
    """Say what came of the calls in which this was asked."""
    return _counted(gap.kinds, wording.order_kind) or _counted(gap.outcomes, wording.outcome)


def _words(gap: Gap) -> str:
    below = translate("GapsModel", "being written") if gap.draft else about(gap)
    return f"{plain(gap.words, 80)}\n{below}"


def _tone(gap: Gap) -> str:
    return "good" if gap.draft else ""


def _counted(counts: tuple[Count, ...], name: Callable[[str], str]) -> str:
    return " · ".join(f"{name(one.word)} {one.times}" for one in counts[:2])


def _whole(gap: Gap) -> str:
    lines = [f"{one.word} × {one.times}" for one in gap.wordings[:12]]
    lines.append(
        translate("GapsModel", "{0} searches in {1} calls; {2} found no entry at all").format(
            gap.times, gap.calls, gap.nothing_found
        )
    )
    lines.append(about(gap))
    lines.append(moment(gap.last_at, datetime.now(UTC)))
    return tooltip("\n".join(lines))
