"""One row of a file as an entry, or the reason why it is none; cells that are safe in a spreadsheet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kb.article import Article
from kb.schema import CODE_LENGTH

FIELDS = (
    "code",
    "title",
    "similar",
    "answer",
    "department",
    "category",
    "keywords",
    "source",
    "valid_from",
    "valid_until",
)
LIST_FIELDS = frozenset(("similar", "keywords"))
_LONGEST = {"code": CODE_LENGTH, "title": 1_000, "answer": 100_000}
_LONG, _ITEMS = 1_000, 200
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BREAKS = re.compile("\r\n?")
_SEPARATORS = re.compile(r"[|\n；;]")
_KEYWORD_SEPARATORS = re.compile(r"[|\n；;、，,]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00:00)?$")
_FOR_EVER = frozenset(("长期", "长期有效", "永久", "永久有效"))
# What a spreadsheet program takes for a formula; an apostrophe before it makes it text.
_FORMULA = re.compile("'*[=+\\-@\t\r]")
_PROTECTED = re.compile("'+[=+\\-@\t\r]")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not taken: 1-based `line`, a `problem` key and the values it speaks of."""

    line: int
    problem: str
    values: tuple[str, ...] = ()


class TransferError(Exception):
    """A file that can't be read or written: `problem` is a key, `values` what it speaks of."""

    def __init__(self, problem: str, *values: str) -> None:
        super().__init__(problem, *values)
        self.problem = problem
        self.values = values


class _BadValueError(Exception):
    pass


def article_of(line: int, row: object) -> Article | BadRow:
    """Return the entry in a row of named values."""
    if not isinstance(row, Mapping):
        return BadRow(line, "not_an_object")
    try:
        values = {name: _text(name, row.get(name)) for name in FIELDS if name not in LIST_FIELDS}
        for name in ("code", "title", "answer"):
            if not values[name].strip():
                raise _BadValueError("missing", name)
        starts = _day("valid_from", values["valid_from"])
        ends = _day("valid_until", values["valid_until"])
        if starts and ends and ends < starts:
            raise _BadValueError("dates_reversed", starts.isoformat(), ends.isoformat())
        return Article(
            code=values["code"],
            title=values["title"],
            answer=values["answer"],
            similar=_items("similar", row.get("similar")),
            department=values["department"],
            category=values["category"],
            keywords=_items("keywords", row.get("keywords")),
            source=values["source"],
            valid_from=starts,
            valid_until=ends,
        )
    except _BadValueError as error:
        problem, *about = error.args
        return BadRow(line, problem, tuple(about))


def cells_of(article: Article) -> list[str]:
    """Return an entry as the texts of a table's row."""
    return [
        article.code,
        article.title,
        _joined(article.similar, _SEPARATORS),
        article.answer,
        article.department,
        article.category,
        _joined(article.keywords, _KEYWORD_SEPARATORS),
        article.source,
        article.valid_from.isoformat() if article.valid_from else "",
        article.valid_until.isoformat() if article.valid_until else "",
    ]


def protect(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unprotect(cell: str) -> str:
    """Return what `protect` was given."""
    return cell[1:] if _PROTECTED.match(cell) else cell


def _text(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise _BadValueError("not_text", name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet's number that was meant as a code
    try:
        text = _BREAKS.sub("\n", str(value))
        text.encode()
    except ValueError as error:  # half a surrogate pair, or a number of thousands of digits
        raise _BadValueError("bad_character", name) from error
    if "\ufffd" in text or _CONTROL.search(text):
        raise _BadValueError("bad_character", name)
    if name != "answer":
        text = " ".join(text.split()) if name != "source" else text.strip()
    if len(text) > _LONGEST.get(name, _LONG):
        raise _BadValueError("too_long", name, str(len(text)), str(_LONGEST.get(name, _LONG)))
    return text


def _items(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        items = [_text(name, item) for item in value[: _ITEMS + 1]]
    else:
        items = _split(name, value)
    items = list(dict.fromkeys(item for item in items if item))
    if len(items) > _ITEMS:
        raise _BadValueError("too_many_items", name, str(_ITEMS))
    return tuple(items)


def _split(name: str, value: object) -> list[str]:
    text = str(value) if isinstance(value, (str, int, float)) else ""
    if text.lstrip().startswith("["):
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            parsed = None
        if isinstance(parsed, list):
            return [_text(name, item) for item in parsed[: _ITEMS + 1]]
    separators = _KEYWORD_SEPARATORS if name == "keywords" else _SEPARATORS
    pieces = separators.split(_BREAKS.sub("\n", text), _ITEMS + 1)
    return [_text(name, piece) for piece in pieces]


def _joined(items: tuple[str, ...], separators: re.Pattern[str]) -> str:
    if any(separators.search(item) or item.lstrip().startswith("[") for item in items):
        return json.dumps(items, ensure_ascii=False)
    return "|".join(items)


def _day(name: str, text: str) -> date | None:
    if not text or (name == "valid_until" and text in _FOR_EVER):
        return None
    match = _DATE.match(text)
    try:
        if match is None:
            raise ValueError(text)
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise _BadValueError("bad_date", name, text[:40]) from error
