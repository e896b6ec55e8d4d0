"""What the editor's window shows: frozen values, and enums whose words belong to the window."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from kb.article import Article


class Role(enum.Enum):
    """What a person may do; the table stands in `kb.editing.rights`."""

    CONTRIBUTOR = "contributor"  # of a member unit: writes and submits for that unit
    EDITOR = "editor"  # writes for every unit, keeps the work lists
    REVIEWER = "reviewer"  # an editor who also publishes what others have written


@dataclass(frozen=True, slots=True)
class Editor:
    """The person at the window; `department` is the only one that a contributor may write for."""

    name: str
    role: Role = Role.EDITOR
    department: str = ""


class State(enum.Enum):
    """Where a text is in its life; the transitions stand in `kb.editing.life`.

    An entry may have two texts: the public one (published, to be confirmed, withdrawn) and a working
    copy (draft, submitted, sent back, scheduled). The public one is found unchanged meanwhile.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    SCHEDULED = "scheduled"  # approved, to be published at a time
    PUBLISHED = "published"
    TO_CONFIRM = "to_confirm"  # public, and somebody or its date says: look whether it is still true
    WITHDRAWN = "withdrawn"


WORKING_STATES = frozenset((State.DRAFT, State.SUBMITTED, State.SENT_BACK, State.SCHEDULED))


class Action(enum.Enum):
    """What can happen to a text."""

    SAVE = "save"
    RESTORE = "restore"  # an old revision becomes a draft
    SUBMIT = "submit"
    RECALL = "recall"  # the writer takes back what was submitted
    SEND_BACK = "send_back"
    SCHEDULE = "schedule"  # approved for later
    PUBLISH = "publish"  # approved for now, or the time has come
    DISCARD = "discard"
    DOUBT = "doubt"  # by a person
    EXPIRE = "expire"  # by its date
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


class Validity(enum.Enum):
    """How an entry stands to the calendar."""

    CURRENT = "current"
    NOT_YET = "not_yet"
    EXPIRING = "expiring"  # within 30 days
    EXPIRED = "expired"
    UNCONFIRMED = "unconfirmed"  # in order, but nobody has looked for a year


class Use(enum.Enum):
    """Whether an entry has ever settled a call."""

    NEVER = "never"
    USED = "used"


class WorkList(enum.Enum):
    """The work lists that are lists of entries; gaps and suggestions have their own rooms."""

    TO_APPROVE = "to_approve"  # submitted
    SENT_BACK = "sent_back"
    TO_REVIEW = "to_review"  # to be confirmed, past its date, or not confirmed for long
    EXPIRING = "expiring"  # in 30 days
    NEVER_USED = "never_used"


class Sorting(enum.Enum):
    """What the list is sorted by."""

    UPDATED = "updated"
    CODE = "code"
    TITLE = "title"
    DEPARTMENT = "department"
    CATEGORY = "category"
    USES = "uses"
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries the list shows; an empty filter shows all.

    `text` is found in code, standard and similar questions, traditional or simplified, or as pinyin
    (initials or whole); several words must all be found.
    """

    text: str = ""
    department: str | None = None
    category: str | None = None
    states: frozenset[State] = frozenset()
    validity: Validity | None = None
    use: Use | None = None
    work: WorkList | None = None
    sorting: Sorting = Sorting.UPDATED
    descending: bool = True


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as the list shows it: `state` is the public text's, or the working copy's if it is alone.

    `working` is the state of the working copy that there is beside a public text.
    """

    code: str
    title: str
    department: str
    category: str
    state: State
    working: State | None
    validity: Validity
    valid_until: date | None
    uses: int
    updated_at: datetime
    updated_by: str
    publish_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The public text; `withdraw_at` is when it will leave by itself."""

    article: Article
    state: State
    published_at: datetime
    published_by: str
    approved_by: str
    confirmed_on: date
    uses: int = 0
    withdraw_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """The working copy. `version` grows with every change; `based_on` is the public revision it began from.

    `authors` are all who wrote in it: none of them may approve it. `reason` is why it was sent back.
    """

    article: Article
    state: State
    version: int
    based_on: int
    authors: tuple[str, ...]
    updated_at: datetime
    updated_by: str
    reason: str = ""
    publish_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody has the entry open."""

    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with all that the window needs to let a person work on it.

    `allowed` are the actions that this person may do now.
    """

    code: str
    published: Published | None = None
    working: Working | None = None
    others: tuple[Present, ...] = ()
    allowed: frozenset[Action] = frozenset()

    @property
    def article(self) -> Article:
        """The text to work on: the working copy, or else the public one."""
        text = self.working or self.published
        return text.article if text is not None else Article(self.code, "", "")


class Problem(enum.Enum):
    """What is wrong with a field of a text."""

    MISSING = "missing"
    TOO_LONG = "too_long"  # values: length, limit
    TOO_MANY = "too_many"  # values: limit
    BAD_CHARACTER = "bad_character"
    DATES_REVERSED = "dates_reversed"
    BAD_LINK = "bad_link"  # not http or https; values: the address
    BAD_PHONE = "bad_phone"
    PAST = "past"  # a time that has gone by
    EXPIRED = "expired"  # confirming needs a new date: write it into a draft


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing that is wrong: the field's name as in `Article`, and the values to speak of."""

    field: str
    problem: Problem
    values: tuple[str, ...] = ()


# Revisions


@dataclass(frozen=True, slots=True)
class Revision:
    """One thing that happened to an entry, with the text as it then was.

    `key` names it for `compare` and `restore`; `revision` is the public number, if it was published.
    """

    key: str
    action: Action
    at: datetime
    who: str
    article: Article
    reason: str = ""
    approved_by: str = ""
    revision: int | None = None


class Change(enum.Enum):
    """What a stretch of text became."""

    EQUAL = "equal"
    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`before[before_start:before_end]` became `after[after_start:after_end]`, in characters."""

    change: Change
    before_start: int
    before_end: int
    after_start: int
    after_end: int


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field in two texts, lists one item a line, with the stretches that make one of the other."""

    field: str
    before: str
    after: str
    stretches: tuple[Stretch, ...]

    @property
    def changed(self) -> bool:
        """Tell whether the field differs."""
        return self.before != self.after
