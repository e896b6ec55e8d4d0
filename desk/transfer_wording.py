"""What is wrong with a file of entries, and with its rows, in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desk.editing_wording import field
from desk.language import translate

if TYPE_CHECKING:
    from kb.rows import BadRow, TransferError

# Problems of a row as a whole: their values are no fields.
_OF_ROWS = frozenset(
    ("not_json", "not_an_object", "broken_row", "too_many_cells", "dates_reversed", "own_text")
)


def file_sentence(file: Path, error: TransferError) -> str:
    """Say why a file can't be read or written."""
    sentences = {
        "unknown_format": translate("Kb", "{file}: only .jsonl, .csv and .xlsx can be read and written."),
        "cannot_read": translate("Kb", "{file} can't be read: {0}"),
        "cannot_write": translate("Kb", "{file} can't be written: {0}"),
        "no_header": translate("Kb", "{file} has no header line with the names of the fields."),
        "missing_columns": translate("Kb", "{file} lacks these columns: {0}"),
        "too_many_columns": translate("Kb", "{file} has more than {0} columns; is it the right file?"),
        "too_many_rows": translate("Kb", "{file} has more than {0} rows; split it."),
        "too_large": translate("Kb", "{file} is larger than {0} MB; split it."),
        "broken_xlsx": translate(
            "Kb", "{file} is not a whole XLSX file; save it again from the program it is from."
        ),
        "zip_bomb": translate("Kb", "{file} unpacks to {0} MB; it is refused as unsafe."),
        "cell_too_long": translate(
            "Kb", "Entry {0} is too long for a cell of a spreadsheet; export to .jsonl or .csv."
        ),
    }
    return sentences[error.problem].format(*error.values, file=file)


def row_reason(row: BadRow) -> str:
    """Say why a row was not taken, where it stands being said elsewhere."""
    values = row.values
    if values and row.problem not in _OF_ROWS:
        values = (field(values[0]), *values[1:])
    return row_sentence(replace(row, values=values), "").lstrip(" :：")


def row_sentence(row: BadRow, where: str) -> str:
    """Say where a row stands and why it was not taken."""
    sentences = {
        "not_json": translate("Kb", "{where}: not valid JSON"),
        "not_an_object": translate("Kb", "{where}: not a JSON object"),
        "broken_row": translate("Kb", "{where}: the row can't be read ({0})"),
        "too_many_cells": translate("Kb", "{where}: more cells than the header's {0}"),
        "missing": translate("Kb", "{where}: “{0}” is empty"),
        "dates_reversed": translate("Kb", "{where}: valid until {1}, before it is valid from {0}"),
        "not_text": translate("Kb", "{where}: “{0}” is not a text"),
        "bad_character": translate("Kb", "{where}: “{0}” holds characters that are no text"),
        "too_long": translate("Kb", "{where}: “{0}” has {1} characters, more than {2}"),
        "too_many_items": translate("Kb", "{where}: “{0}” has more than {1} items"),
        "bad_link": translate("Kb", "{where}: “{0}” holds what is no http or https address: {1}"),
        "bad_phone": translate("Kb", "{where}: “{0}” is not a telephone number: {1}"),
        "own_text": translate(
            "Kb", "{where}: {0} {1} – this text is your own; somebody else has to import it"
        ),
        "bad_date": translate("Kb", "{where}: “{0}” is not a date like 2026-01-31: {1}"),
    }
    return sentences[row.problem].format(*row.values, where=where)
