"""One row of a file as an entry, or the reason why it is none; cells that are safe in a spreadsheet."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kb.article import Article, Attachment
from kb.content import CONTENT
from kb.schema import CODE_LENGTH

FIELDS = ("code", *CONTENT)
LIST_FIELDS = frozenset(("similar", "keywords", "attachments"))
ITEMS = 200
# No blank is one: "ETC 卡" is one keyword.
KEYWORD_SEPARATORS = re.compile(r"[|\n；;、，,]")
_LONGEST = {"code": CODE_LENGTH, "answer": 100_000, "contact_phone": 60}
_LONG = 1_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[^\s/?#\\@]+(?:[/?#]\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"[0-9+*#() ,;/\-\u8f6c\uff0c\u3001\uff1b]{2,60}")
_BREAKS = re.compile("\r\n?")
_SEPARATORS = re.compile(r"[|\n；;]")
_ATTACHMENT_SEPARATORS = re.compile(r"[|\n]")
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


def longest(name: str) -> int:
    """Return how many characters a field, or an item of it, may have."""
    return _LONGEST.get(name, _LONG)


def storable(text: str) -> bool:
    """Tell whether a text is one: without control characters, and with whole characters only."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\ufffd" not in text and not _CONTROL.search(text)


def is_address(url: str) -> bool:
    """Tell whether a link may be shown: http or https, a host, and nothing hidden in it."""
    return _ADDRESS.fullmatch(url) is not None


def is_phone(phone: str) -> bool:
    """Tell whether a text can be a number to dial, or several."""
    return _PHONE.fullmatch(phone) is not None and any(character.isdigit() for character in phone)


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
        phone = values["contact_phone"]
        if phone and not is_phone(phone):
            raise _BadValueError("bad_phone", "contact_phone", phone)
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
            contact_department=values["contact_department"],
            contact_phone=phone,
            attachments=_attachments(row.get("attachments")),
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
        _joined(article.keywords, KEYWORD_SEPARATORS),
        article.source,
        article.valid_from.isoformat() if article.valid_from else "",
        article.valid_until.isoformat() if article.valid_until else "",
        article.contact_department,
        article.contact_phone,
        _attachment_cell(article.attachments),
    ]


def protect(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unprotect(cell: str) -> str:
    """Return what `protect` was given."""
    return cell[1:] if _PROTECTED.match(cell) else cell


def _text(name: str, value: object, *, lines: bool = False) -> str:
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
    except ValueError as error:  # a number of thousands of digits
        raise _BadValueError("bad_character", name) from error
    if not storable(text):
        raise _BadValueError("bad_character", name)
    if lines:
        return text
    if name != "answer":
        text = " ".join(text.split()) if name != "source" else text.strip()
    if len(text) > longest(name):
        raise _BadValueError("too_long", name, str(len(text)), str(longest(name)))
    return text


def _items(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        items = [_text(name, item) for item in value[: ITEMS + 1]]
    else:
        items = _split(name, value)
    items = list(dict.fromkeys(item for item in items if item))
    if len(items) > ITEMS:
        raise _BadValueError("too_many_items", name, str(ITEMS))
    return tuple(items)


def _split(name: str, value: object) -> list[str]:
    text = str(value) if isinstance(value, (str, int, float)) else ""
    if text.lstrip().startswith("["):
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            parsed = None
        if isinstance(parsed, list):
            return [_text(name, item) for item in parsed[: ITEMS + 1]]
    separators = KEYWORD_SEPARATORS if name == "keywords" else _SEPARATORS
    pieces = separators.split(_BREAKS.sub("\n", text), ITEMS + 1)
    return [_text(name, piece) for piece in pieces]


def _attachments(value: object) -> tuple[Attachment, ...]:
    """Return links from a list of objects or pairs, or from a cell: label, blank, address; several by `|`."""
    name = "attachments"
    items: list[object] = []
    if isinstance(value, (list, tuple)):
        items = list(value)
    elif (text := _text(name, value, lines=True)).lstrip().startswith("["):
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            parsed = None
        if not isinstance(parsed, list):
            raise _BadValueError("bad_link", name, text[:200])
        items = parsed
    else:
        items = [piece for piece in _ATTACHMENT_SEPARATORS.split(text) if piece.strip()]
    if len(items) > ITEMS:
        raise _BadValueError("too_many_items", name, str(ITEMS))
    return tuple(dict.fromkeys(_attachment(name, item) for item in items))


def _attachment(name: str, item: object) -> Attachment:
    if isinstance(item, Mapping):
        label, url = _text(name, item.get("label")), _text(name, item.get("url"))
    elif isinstance(item, (list, tuple)) and len(item) == 2:
        label, url = _text(name, item[0]), _text(name, item[1])
    else:
        label, _, url = _text(name, item).rpartition(" ")
    if not is_address(url):
        raise _BadValueError("bad_link", name, url[:200])
    return Attachment(label or url, url)


def _attachment_cell(attachments: tuple[Attachment, ...]) -> str:
    cells = [f"{each.label} {each.url}" for each in attachments]
    if any(_ATTACHMENT_SEPARATORS.search(cell) or cell.startswith("[") for cell in cells):
        return json.dumps([[each.label, each.url] for each in attachments], ensure_ascii=False)
    return "|".join(cells)


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
