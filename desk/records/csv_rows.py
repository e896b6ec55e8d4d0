"""Rows of a CSV file from anywhere: any of the encodings in use, any damage, one bad row at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.records.errors import FileUnusable
from desk.records.views import BadRow

_LONGEST_FIELD = 20_000
_MOST_COLUMNS = 64
_LARGEST_FILE = 200_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row with all its columns: 1-based `line` where it begins, and the fields by name."""

    line: int
    fields: dict[str, str]


class CsvRows:
    """The rows of a file; what can't be taken is in `bad`, with problem keys for `BadRow`.

    Problems: encoding, empty_file, header (missing columns), columns (too many or too few), too_long,
    nul, quoting, missing (a field that must not be empty).
    """

    def __init__(self, data: bytes, columns: Sequence[str], required: Sequence[str]) -> None:
        """Take the bytes of the file, all `columns` there may be and those that must be filled in."""
        self.bad: list[BadRow] = []
        self._columns = columns
        self._required = required
        self._text, self.encoding = decode(data)
        if self.encoding == "":
            self.bad.append(BadRow(0, "encoding"))

    def __iter__(self) -> Iterator[Row]:
        header: list[str] | None = None
        for line, record in self._records():
            if header is None:
                header = [name.strip().casefold() for name in record[:_MOST_COLUMNS]]
                missing = [name for name in self._required if name not in header]
                if missing or len(record) > _MOST_COLUMNS:
                    self.bad.append(BadRow(line, "header", tuple(missing)))
                    return
                continue
            row = self._row(line, header, record)
            if row is not None:
                yield row
        if header is None and self.encoding and not self.bad:
            self.bad.append(BadRow(0, "empty_file"))

    def _row(self, line: int, header: list[str], record: list[str]) -> Row | None:
        if not any(field.strip() for field in record):
            return None
        if len(record) > len(header):
            self.bad.append(BadRow(line, "columns", (str(len(record)), str(len(header)))))
            return None
        fields = dict.fromkeys(self._columns, "")
        for name, value in zip(header, record, strict=False):
            if name in fields:
                fields[name] = value.strip()
        for name, value in fields.items():
            problem = "nul" if "\0" in value else "too_long" if len(value) > _LONGEST_FIELD else ""
            if not value and name in self._required:
                problem = "missing"
            if problem:
                self.bad.append(BadRow(line, problem, (name,)))
                return None
        return Row(line, fields)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(self._text, newline=""))
        line = 1
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:  # a field beyond the csv module's own limit
                self.bad.append(BadRow(line, "too_long"))
            else:
                if record:
                    yield line, record
            line = reader.line_num + 1


def read_file(path: Path) -> bytes:
    """Return the file's bytes; raise a `RecordsError` with the reason when it can't be read."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise FileUnusable(f"{path.name}: > {_LARGEST_FILE // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise FileUnusable(f"{path}: {error.strerror}") from error


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding, an empty name when it is none that is in use here."""
    if data.startswith(b"\xef\xbb\xbf"):
        candidates = ["utf-8-sig"]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return "", ""
