"""A campaign's board as a workbook: the departments on one sheet, the days' rates on the next."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kb.editing.findings import Board, DepartmentFigures, DirectRate
from kb.rows import protect
from kb.safe_file import replacing

COLUMNS = (
    "department",
    "entries",
    "new",
    "new_target",
    "renewed",
    "renewed_target",
    "renewed_share",
    "uses",
    "answers_per_entry",
)
DAY_COLUMNS = ("period", "day", "calls", "direct", "share")
PERIODS = ("before", "since")
_SHARE = "0.0%"


def write_board(board: Board, path: Path, titles: Mapping[str, str]) -> None:
    """Write a board to `path`, replacing it only when all is written.

    `titles` are the headings of `COLUMNS` and `DAY_COLUMNS` and the words for `PERIODS`.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "1"
    sheet.append(_headings(COLUMNS, titles))
    for figures in (*board.departments, board.total):
        sheet.append([_cell(figures, column) for column in COLUMNS])
    for row in sheet.iter_rows(min_row=2):
        row[COLUMNS.index("renewed_share")].number_format = _SHARE
        row[COLUMNS.index("answers_per_entry")].number_format = "0.00"
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 32
    _write_days(book.create_sheet("2"), board, titles)
    whole = io.BytesIO()
    book.save(whole)
    with replacing(path) as temporary:
        temporary.write_bytes(whole.getvalue())


def _write_days(sheet: Any, board: Board, titles: Mapping[str, str]) -> None:
    """Write both periods' rates, then each day's."""
    before, since = _headings(PERIODS, titles)
    sheet.append(_headings(DAY_COLUMNS, titles))
    starts = board.campaign.starts
    rows: list[tuple[str, date | None, DirectRate]]
    rows = [(before, None, board.before), (since, None, board.since)]
    rows += [(before if day.starts < starts else since, day.starts, day) for day in board.days]
    for period, day, rate in rows:
        sheet.append([period, day, rate.calls, rate.direct, rate.share])
        sheet.cell(sheet.max_row, len(DAY_COLUMNS)).number_format = _SHARE
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["B"].width = 14


def _headings(keys: Sequence[str], titles: Mapping[str, str]) -> list[str]:
    return [protect(titles.get(key, key)) for key in keys]


def _cell(figures: DepartmentFigures, column: str) -> object:
    value = getattr(figures, column)
    return protect(value) if isinstance(value, str) else value
