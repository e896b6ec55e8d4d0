"""Any table of the board as a file for a spreadsheet program: CSV or XLSX, no cell of it a formula.

Which columns there are is told by keys; the window has their headings in the reader's language.
"""

from __future__ import annotations

import csv
import enum
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from desk.figures.tally import SOON, Figures
from kb.rows import TransferError, protect
from kb.safe_file import replacing
from telephony.floor.facts import QueueCall

Value = str | int | float | bool | datetime | None
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SHEET = re.compile(r"[][:*?/\\]")
_XLSX_CELL, _XLSX_ROWS = 32_767, 1_048_576
_TIME = "yyyy-mm-dd hh:mm:ss"

CALL_COLUMNS = tuple(field.name for field in fields(QueueCall))
FIGURE_COLUMNS = (
    "offered",
    "answered",
    "answered_soon",
    "answer_rate",
    "connect_rate",
    "abandoned",
    *(f"abandoned_within_{seconds}" for seconds in SOON),
    "abandon_median",
    "left",
    "moved",
    "lost",
    "mean_wait",
    "mean_answer",
    "mean_talk",
    "direct_rate",
    "three_way_share",
    "orders",
)


class Encoding(enum.Enum):
    """How a CSV file is written."""

    UTF8 = "utf-8-sig"  # the mark at the beginning tells Excel what it is
    GB18030 = "gb18030"  # for programs that take every file for one of the system's


def call_row(call: QueueCall) -> list[Value]:
    """Return a stay as the cells of `CALL_COLUMNS`."""
    return [_cell(getattr(call, name)) for name in CALL_COLUMNS]


def figures_row(figures: Figures) -> list[Value]:
    """Return figures as the cells of `FIGURE_COLUMNS`."""
    within: Mapping[str, int] = {
        f"abandoned_within_{seconds}": count
        for seconds, count in zip(SOON, figures.abandoned_within, strict=True)
    }
    return [within[name] if name in within else getattr(figures, name) for name in FIGURE_COLUMNS]


def write(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    zone: ZoneInfo,
    title: str = "",
    encoding: Encoding = Encoding.UTF8,
) -> int:
    """Write a table to a .csv or .xlsx file, which is replaced when all is written; return the rows.

    Times are those of `zone`. Raises `TransferError`: unknown_format, cannot_write, too_many_rows.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise TransferError("unknown_format", path.suffix)
    table = [[_safe(text) for text in headings]]
    cells = [[_local(value, zone) for value in row] for row in rows]
    data = _csv([*table, *cells], encoding) if kind == ".csv" else _xlsx([*table, *cells], title)
    with replacing(path) as temporary:
        temporary.write_bytes(data)
    return len(cells)


def _cell(value: object) -> Value:
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return " ".join(str(item) for item in value)
    if value is None or isinstance(value, str | int | float | datetime):
        return value
    return str(value)


def _safe(text: str) -> str:
    return protect(_CONTROL.sub("\ufffd", text))


def _local(value: Value, zone: ZoneInfo) -> Value:
    """Return a value fit for a cell: text that is no formula, times of the place without their zone."""
    if isinstance(value, str):
        return _safe(value)
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return round(value, 4) if abs(value) < 1e15 else None  # no cell for what is not finite, either
    return value


def _csv(table: Iterable[Sequence[Value]], encoding: Encoding) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in table:
        writer.writerow(["" if value is None else value for value in row])
    return text.getvalue().encode(encoding.value, "replace")


def _xlsx(table: Sequence[Sequence[Value]], title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    if len(table) > _XLSX_ROWS:
        raise TransferError("too_many_rows", str(_XLSX_ROWS))
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET.sub(" ", _CONTROL.sub("", title))[:31].strip("' ") or "desk")
    for row in table:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value[:_XLSX_CELL] if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # whatever it looks like
            elif isinstance(value, datetime):
                cell.number_format = _TIME
            cells.append(cell)
        sheet.append(cells)
    # Not straight into the file: openpyxl complains on the terminal when it is stopped in the middle.
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()
