"""What the rooms find out: duplicates, gaps, suggestions, figures, pins, files; frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kb.article import Article
from kb.rows import BadRow

# While writing


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An entry that asks nearly the same: `question` of it is like `asked` of the draft, from 0 to 1."""

    article: Article
    likeness: float
    asked: str
    question: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A question that the draft changes the answer to: places from 1, None is not among the first ten.

    `times` is how often it was asked; 0 for a similar question of an entry.
    """

    query: str
    times: int
    place_before: int | None
    place_after: int | None
    first_before: str = ""  # code
    first_before_title: str = ""
    own: bool = True  # the entry that came first before is this entry, or none

    @property
    def stolen(self) -> bool:
        """Tell whether the draft takes the first place from another entry."""
        return self.place_after == 1 and bool(self.first_before) and not self.own


# Work lists


@dataclass(frozen=True, slots=True)
class Asked:
    """One search of the log that led to no answer; `kind` is of the order that was written instead."""

    query: str
    at: datetime
    call_id: str = ""
    queue: str = ""
    outcome: str = ""
    kind: str = ""
    hits: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """A word and how often it occurs."""

    word: str
    times: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Searches without a used answer that mean the same: `words` stand for them.

    `draft` is the code of the entry that is being written for it.
    """

    key: str
    words: str
    wordings: tuple[Count, ...]
    times: int
    calls: int
    last_at: datetime
    queues: tuple[Count, ...] = ()
    kinds: tuple[Count, ...] = ()
    outcomes: tuple[Count, ...] = ()
    nothing_found: int = 0  # searches that found no entry at all
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A call-taker's word on an entry; resolved when `resolved_at` is set."""

    number: int
    code: str
    revision: int
    title: str
    words: str
    at: datetime
    call_id: str = ""
    agent: str = ""
    resolved_at: datetime | None = None
    resolved_by: str = ""
    resolution: str = ""


# The campaign


@dataclass(frozen=True, slots=True)
class Target:
    """What a department is to bring in a campaign."""

    department: str
    new: int = 0
    renewed: int = 0


@dataclass(frozen=True, slots=True)
class Campaign:
    """A period in which the knowledge base is renewed; `ends` is its last day, `number` 0 is a new one."""

    name: str
    starts: date
    ends: date
    targets: tuple[Target, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class DepartmentFigures:
    """What a department has brought: entries at the period's end, new and renewed ones in it, uses."""

    department: str
    entries: int
    new: int
    new_target: int
    renewed: int
    renewed_target: int
    uses: int

    @property
    def renewed_share(self) -> float:
        """New and renewed entries of all, from 0 to 1."""
        return min(1.0, (self.new + self.renewed) / self.entries) if self.entries else 0.0

    @property
    def answers_per_entry(self) -> float:
        """Direct answers in the period for each entry."""
        return self.uses / self.entries if self.entries else 0.0


@dataclass(frozen=True, slots=True)
class DirectRate:
    """Answered calls from a day on, and how many were settled from the knowledge base."""

    starts: date
    calls: int
    direct: int

    @property
    def share(self) -> float | None:
        """The direct-answer rate, from 0 to 1; None without calls."""
        return self.direct / self.calls if self.calls else None


@dataclass(frozen=True, slots=True)
class Board:
    """A campaign in figures: `before` is as many days ahead of it as it has lasted, `days` one rate a day."""

    campaign: Campaign
    departments: tuple[DepartmentFigures, ...]
    total: DepartmentFigures
    before: DirectRate
    since: DirectRate
    days: tuple[DirectRate, ...] = ()


# One agreed answer


@dataclass(frozen=True, slots=True)
class Pin:
    """An entry shown above all results from a time until another.

    `words`: shown when the question has one of them; `kinds` and `queues`: shown for such calls only.
    Each empty one means all.
    """

    code: str
    starts: datetime
    ends: datetime
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    number: int = 0
    pinned_by: str = ""
    title: str = ""


# Files


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; nothing has been written. `changed` has the public text and the new one."""

    file: str
    new: tuple[Article, ...] = ()
    changed: tuple[tuple[Article, Article], ...] = ()
    unchanged: int = 0
    bad: tuple[BadRow, ...] = ()
    repeated: int = 0  # codes that stand in the file more than once: the last counts
    drafted: int = 0  # entries to be imported of which somebody else has a working copy
