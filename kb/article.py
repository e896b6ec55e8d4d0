"""A knowledge entry, and a hit of a search: frozen values without a database behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One knowledge entry as it is published.

    `title` is the standard question, `similar` other ways to ask it, `answer` plain text that can be
    read out. `revision` counts from 1 and grows with every change.
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

    def expired(self, today: date) -> bool:
        """Tell whether the entry is past its date."""
        return self.valid_until is not None and self.valid_until < today


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found; `marks` are (start, end) offsets of matching words in the title, in characters."""

    article: Article
    score: float
    marks: tuple[tuple[int, int], ...] = ()
    needs_checking: bool = False
    uses: int = 0
