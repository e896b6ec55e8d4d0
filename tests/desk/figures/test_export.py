"""Tables as files: what a spreadsheet program opens is what the board showed, and none of it runs."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desk.figures.export import (
    CALL_COLUMNS,
    FIGURE_COLUMNS,
    Encoding,
    call_row,
    figures_row,
    write,
)
from desk.figures.tally import Figures
from kb.rows import TransferError
from telephony.floor.facts import EndedBy, Outcome, QueueCall

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
CALL = QueueCall(
    "main",
    "gjj",
    "1.1",
    NOON,
    "13800138000",
    '=HYPERLINK("http://x","王芳")',
    outcome=Outcome.ANSWERED,
    left_at=NOON,
    wait_seconds=9.0,
    ended_by=EndedBy.LEFT,
    departments=("8001", "8002"),
)


def read_csv(path: Path, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


@pytest.mark.parametrize("encoding", Encoding)
def test_calls_as_csv(tmp_path: Path, encoding: Encoding) -> None:
    path = tmp_path / "calls.csv"
    assert write(path, CALL_COLUMNS, [call_row(CALL)], zone=SHANGHAI, encoding=encoding) == 1
    header, row = read_csv(path, encoding.value)
    cells = dict(zip(header, row, strict=True))
    assert cells["entered_at"] == "2026-01-30 12:00:00"
    assert cells["name"] == '\'=HYPERLINK("http://x","王芳")'
    assert (cells["outcome"], cells["ended_by"], cells["departments"]) == ("answered", "left", "8001 8002")
    assert (cells["three_way"], cells["talk_seconds"]) == ("0", "")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (encoding is Encoding.UTF8)


def test_figures_as_xlsx_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    figures = Figures(answered=9, answered_soon=8, abandoned=1, abandoned_within=(0, 1, 1), wait_sum=100.0)
    write(path, FIGURE_COLUMNS, [figures_row(figures)], zone=SHANGHAI, title="席组/[今天]")
    sheet = load_workbook(path).active
    assert sheet is not None
    header, row = sheet.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert (cells["offered"], cells["answer_rate"], cells["abandoned_within_15"]) == (10, 0.8, 1)
    assert (cells["mean_wait"], cells["direct_rate"]) == (10, None)
    assert sheet.title == "席组  今天"


def test_times_in_xlsx_are_times_of_the_place(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    write(path, CALL_COLUMNS, [call_row(CALL)], zone=SHANGHAI)
    sheet = load_workbook(path).active
    assert sheet is not None
    row = next(iter(sheet.iter_rows(min_row=2)))
    assert row[CALL_COLUMNS.index("entered_at")].value == datetime(2026, 1, 30, 12)  # noqa: DTZ001
    assert row[CALL_COLUMNS.index("name")].data_type == "s"


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=4))
def test_no_text_becomes_a_formula_or_stops_the_writing(tmp_path: Path, rows: list[list[str]]) -> None:
    for name, encoding in (("a.csv", Encoding.UTF8), ("b.csv", Encoding.GB18030), ("c.xlsx", Encoding.UTF8)):
        write(tmp_path / name, ["=1+1", "b"], rows, zone=SHANGHAI, encoding=encoding)
    for name, encoding in (("a.csv", Encoding.UTF8), ("b.csv", Encoding.GB18030)):
        for row in read_csv(tmp_path / name, encoding.value):
            assert all(cell[:1] not in ("=", "+", "-", "@", "\t", "\r") for cell in row)
    sheet = load_workbook(tmp_path / "c.xlsx").active
    assert sheet is not None
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_a_file_that_can_t_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(TransferError, match="unknown_format"):
        write(tmp_path / "a.pdf", ["a"], [], zone=SHANGHAI)
    with pytest.raises(TransferError, match="cannot_write"):
        write(tmp_path / "no" / "a.csv", ["a"], [], zone=SHANGHAI)
    assert list(tmp_path.iterdir()) == []
