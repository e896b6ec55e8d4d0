"""A knowledge entry, and a hit of a search: frozen values without a database behind them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

CONFIRMED_DAYS = 365  # an entry that nobody has found true for longer needs checking


class Attachment(NamedTuple):
    """A document that goes with an entry: what it is called, and its http or https address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """One knowledge entry as it is published.

    `title` is the standard question, `similar` other ways to ask it, `answer` plain text or light
    Markdown, which a window draws without HTML. The contact is whom to join in a three-way call.
    `revision` counts from 1 and grows with every change.
    """

    code: str
    title: str
    answer: str
    similar: tuple[str, ...] = ()
    department: str = ""
    category: str = ""
    keywords: tuple[str, ...] = ()
    source: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    revision: int = 1
    contact_department: str = ""
    contact_phone: str = ""
    attachments: tuple[Attachment, ...] = ()

    def expired(self, today: date) -> bool:
        """Tell whether the entry is past its date."""
        return self.valid_until is not None and self.valid_until < today

    def doubtful(self, confirmed_on: date, today: date) -> bool:
        """Tell whether it is out of date, not in force yet or not confirmed for long."""
        early = self.valid_from is not None and self.valid_from > today
        return early or self.expired(today) or confirmed_on < today - timedelta(days=CONFIRMED_DAYS)


Marks = tuple[tuple[int, int], ...]


class Place(enum.Enum):
    """Where in an entry, beside its title, words of a query stand."""

    SIMILAR = "similar"  # another way to ask it
    CHOSEN = "chosen"  # a question for which the entry was chosen before
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an entry with the words of a query that its title does not have."""

    place: Place
    text: str
    marks: Marks


class Reasons:
    """Why an entry was found, worked out when it is first asked for: of many hits few are painted."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], tuple[Marks, Passage | None]]) -> None:
        self._find = find
        self._found: tuple[Marks, Passage | None] | None = None

    @property
    def found(self) -> tuple[Marks, Passage | None]:
        """The matching places of the title, and a passage when the title alone does not say why."""
        if self._found is None:
            self._found = self._find()
        return self._found


def reasons(marks: Marks = (), passage: Passage | None = None) -> Reasons:
    """Return reasons that are known."""
    return Reasons(lambda: (marks, passage))


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found; `instead` are words that were looked for instead of typed ones that no entry has."""

    article: Article
    score: float
    needs_checking: bool = False
    uses: int = 0
    instead: tuple[str, ...] = ()
    reasons: Reasons = field(default_factory=reasons, repr=False, compare=False)

    @property
    def marks(self) -> Marks:
        """(start, end) offsets of matching words in the title, in characters."""
        return self.reasons.found[0]

    @property
    def passage(self) -> Passage | None:
        """What says why it was found when the title alone does not."""
        return self.reasons.found[1]


def article_values(article: Article) -> dict[str, Any]:
    """Return an entry as values that JSON can keep."""
    return {
        "code": article.code,
        "title": article.title,
        "answer": article.answer,
        "similar": list(article.similar),
        "department": article.department,
        "category": article.category,
        "keywords": list(article.keywords),
        "source": article.source,
        "valid_from": _iso(article.valid_from),
        "valid_until": _iso(article.valid_until),
        "revision": article.revision,
        "contact_department": article.contact_department,
        "contact_phone": article.contact_phone,
        "attachments": [list(attachment) for attachment in article.attachments],
    }


def article_from(values: Mapping[str, Any]) -> Article:
    """Return the entry that `article_values` was given."""
    return Article(
        code=values["code"],
        title=values["title"],
        answer=values["answer"],
        similar=tuple(values["similar"]),
        department=values["department"],
        category=values["category"],
        keywords=tuple(values["keywords"]),
        source=values["source"],
        valid_from=_date(values["valid_from"]),
        valid_until=_date(values["valid_until"]),
        revision=values["revision"],
        contact_department=values.get("contact_department", ""),
        contact_phone=values.get("contact_phone", ""),
        attachments=tuple(Attachment(label, url) for label, url in values.get("attachments", ())),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
