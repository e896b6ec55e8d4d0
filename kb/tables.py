"""Rows of JSONL, CSV and XLSX files with their line numbers, however broken the file is."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kb.rows import FIELDS, BadRow, TransferError, unprotect

_LARGEST_FILE = 256 << 20
_LARGEST_UNPACKED = 512 << 20
_HIGHEST_RATIO = 200
_MANY_COLUMNS = 200
_MANY_ROWS = 500_000
_REQUIRED = ("code", "title", "answer")


def read_jsonl(path: Path) -> Iterator[tuple[int, object]]:
    """Yield each line's object."""
    for line, text in enumerate(decode(path).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            yield line, json.loads(text)
        except (ValueError, RecursionError):
            yield line, BadRow(line, "not_json")


def read_csv(path: Path) -> Iterator[tuple[int, object]]:
    """Yield each row as a mapping from the header's names."""
    reader = csv.reader(io.StringIO(decode(path), newline=""))
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            if header is None:
                raise TransferError("no_header") from error
            yield line, BadRow(line, "broken_row", (str(error)[:80],))
            continue
        if header is None:
            header = _header(cells)
        elif any(cells):
            yield line, _named(line, header, cells)
    if header is None:
        raise TransferError("no_header")


def read_xlsx(path: Path) -> Iterator[tuple[int, object]]:
    """Yield each row of the first sheet as a mapping from the header's names."""
    import warnings

    _check_zip(path)
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles that it does not know
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                yield from _sheet_rows(book)
            finally:
                book.close()
    except (TransferError, OSError, GeneratorExit):
        raise
    except Exception as error:  # openpyxl lets any parser's error through
        raise TransferError("broken_xlsx", type(error).__name__) from error


def _sheet_rows(book: Any) -> Iterator[tuple[int, object]]:
    if not book.worksheets:
        raise TransferError("no_header")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # a file may claim a million columns
    header: list[str] | None = None
    for line, values in enumerate(sheet.iter_rows(values_only=True, max_col=_MANY_COLUMNS + 1), start=1):
        if line > _MANY_ROWS:
            raise TransferError("too_many_rows", str(_MANY_ROWS))
        if all(value is None for value in values):
            continue
        if header is None:
            header = _header(["" if value is None else str(value) for value in values])
        else:
            yield line, _named(line, header, values)
    if header is None:
        raise TransferError("no_header")


def _check_zip(path: Path) -> None:
    """Refuse what is no zip archive, and one that unpacks to more than any knowledge base."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise TransferError("broken_xlsx", type(error).__name__) from error
    unpacked = sum(member.file_size for member in members)
    packed = max(1, path.stat().st_size)
    if unpacked > _LARGEST_UNPACKED or (unpacked > 32 << 20 and unpacked / packed > _HIGHEST_RATIO):
        raise TransferError("zip_bomb", str(unpacked >> 20))


def _header(cells: Sequence[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    cells = cells[:end]
    if end > _MANY_COLUMNS:
        raise TransferError("too_many_columns", str(_MANY_COLUMNS))
    names = [cell.strip().lower() for cell in cells]
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        raise TransferError("missing_columns", ", ".join(missing))
    return names


def _named(line: int, header: list[str], cells: Sequence[object]) -> object:
    if any(cell not in (None, "") for cell in cells[len(header) :]):
        return BadRow(line, "too_many_cells", (str(len(header)),))
    row: dict[str, object] = {}
    for name, cell in zip(header, cells, strict=False):
        if name in FIELDS and name not in row:
            row[name] = unprotect(cell) if isinstance(cell, str) else cell
    return row


def decode(path: Path) -> str:
    """Return a file's text: UTF-8 with or without a mark, UTF-16 with one, else GB18030.

    In a file that is mostly UTF-8, what isn't becomes U+FFFD, so that only its rows are refused.
    """
    if path.stat().st_size > _LARGEST_FILE:
        raise TransferError("too_large", str(_LARGEST_FILE >> 20))
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    if sum(_is_utf8(line) for line in lines) * 2 > len(lines):
        return data.decode("utf-8-sig", "replace")
    return data.decode("gb18030", "replace")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
