"""Every key of the knowledge base's editing, in words for the editor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desk import wording
from desk.language import translate
from desk.records.views import OrderKind, Outcome
from desk.widgets.text import plain
from kb.editing.errors import (
    BadTextError,
    CancelledError,
    Clash,
    ConflictError,
    EditingError,
    ImpossibleError,
    Refusal,
    RefusedError,
    UnknownEntryError,
)
from kb.editing.views import Action, FieldProblem, Problem, Role, State, Use, Validity, WorkList


def role(value: Role) -> str:
    """Name what a person may do."""
    return {
        Role.CONTRIBUTOR: translate("editing", "Contributor"),
        Role.EDITOR: translate("editing", "Editor"),
        Role.REVIEWER: translate("editing", "Reviewer"),
    }[value]


def state(value: State) -> str:
    """Name where a text is in its life."""
    return {
        State.DRAFT: translate("editing", "Draft"),
        State.SUBMITTED: translate("editing", "Submitted"),
        State.SENT_BACK: translate("editing", "Sent back"),
        State.SCHEDULED: translate("editing", "Scheduled"),
        State.PUBLISHED: translate("editing", "Published"),
        State.TO_CONFIRM: translate("editing", "To be confirmed"),
        State.WITHDRAWN: translate("editing", "Withdrawn"),
    }[value]


def state_tone(value: State) -> str:
    """Return the colour of a state: good, warning, danger, accent or muted."""
    return {
        State.DRAFT: "muted",
        State.SUBMITTED: "accent",
        State.SENT_BACK: "danger",
        State.SCHEDULED: "accent",
        State.PUBLISHED: "good",
        State.TO_CONFIRM: "warning",
        State.WITHDRAWN: "muted",
    }[value]


def action(value: Action) -> str:
    """Say what happened to a text, as a heading in its history."""
    return {
        Action.SAVE: translate("editing", "Draft saved"),
        Action.RESTORE: translate("editing", "Old version restored"),
        Action.SUBMIT: translate("editing", "Submitted for approval"),
        Action.RECALL: translate("editing", "Taken back"),
        Action.SEND_BACK: translate("editing", "Sent back"),
        Action.SCHEDULE: translate("editing", "Scheduled"),
        Action.PUBLISH: translate("editing", "Published"),
        Action.DISCARD: translate("editing", "Draft thrown away"),
        Action.DOUBT: translate("editing", "Doubted"),
        Action.EXPIRE: translate("editing", "Expired"),
        Action.CONFIRM: translate("editing", "Confirmed"),
        Action.WITHDRAW: translate("editing", "Withdrawn"),
    }[value]


def deed(value: Action) -> str:
    """Say what was just done, for the message bar."""
    return {
        Action.SAVE: translate("editing", "{0} saved as a draft."),
        Action.RESTORE: translate("editing", "{0}: the old version is now a draft."),
        Action.SUBMIT: translate("editing", "{0} submitted; somebody else has to approve it."),
        Action.RECALL: translate("editing", "{0} taken back; it is a draft again."),
        Action.SEND_BACK: translate("editing", "{0} sent back to its writer."),
        Action.SCHEDULE: translate("editing", "{0} approved; it will be published at the given time."),
        Action.PUBLISH: translate("editing", "{0} published; every desk finds it within two seconds."),
        Action.DISCARD: translate("editing", "The draft of {0} was thrown away."),
        Action.DOUBT: translate("editing", "{0} is to be confirmed."),
        Action.EXPIRE: translate("editing", "{0} has expired."),
        Action.CONFIRM: translate("editing", "{0} confirmed as of today."),
        Action.WITHDRAW: translate("editing", "{0} withdrawn; no desk finds it any more."),
    }[value]


def deed_to_come(value: Action) -> str:
    """Say what was just settled for a time to come: a publication or a withdrawal."""
    if value is Action.WITHDRAW:
        return translate("editing", "{0} will be withdrawn at the given time.")
    return deed(Action.SCHEDULE)


def validity(value: Validity) -> str:
    """Say how an entry stands to the calendar."""
    return {
        Validity.CURRENT: translate("editing", "Valid"),
        Validity.NOT_YET: translate("editing", "Not yet valid"),
        Validity.EXPIRING: translate("editing", "Expiring"),
        Validity.EXPIRED: translate("editing", "Expired"),
        Validity.UNCONFIRMED: translate("editing", "Not confirmed for a year"),
    }[value]


def use(value: Use) -> str:
    """Say whether an entry has settled a call."""
    return {
        Use.NEVER: translate("editing", "Never used"),
        Use.USED: translate("editing", "Used"),
    }[value]


def work_list(value: WorkList) -> str:
    """Name a work list."""
    return {
        WorkList.TO_APPROVE: translate("editing", "To approve"),
        WorkList.SENT_BACK: translate("editing", "Sent back"),
        WorkList.TO_REVIEW: translate("editing", "To review"),
        WorkList.EXPIRING: translate("editing", "Expiring in 30 days"),
        WorkList.NEVER_USED: translate("editing", "Never used"),
    }[value]


def field(name: str) -> str:
    """Name a field of an entry."""
    return {
        "code": translate("editing", "Code"),
        "title": translate("editing", "Standard question"),
        "similar": translate("editing", "Similar questions"),
        "answer": translate("editing", "Answer"),
        "department": translate("editing", "Department"),
        "category": translate("editing", "Category"),
        "keywords": translate("editing", "Keywords"),
        "source": translate("editing", "Source document"),
        "valid_from": translate("editing", "Valid from"),
        "valid_until": translate("editing", "Valid until"),
        "contact_department": translate("editing", "Three-way department"),
        "contact_phone": translate("editing", "Three-way telephone"),
        "attachments": translate("editing", "Attachments"),
        "publish_at": translate("editing", "Time of publication"),
        "withdraw_at": translate("editing", "Time of withdrawal"),
        "reason": translate("editing", "Reason"),
        "words": translate("editing", "Words"),
        "starts": translate("editing", "Begin"),
        "ends": translate("editing", "End"),
        "name": translate("editing", "Name"),
    }.get(name, name)


def problem(one: FieldProblem) -> str:
    """Say what is wrong with a field."""
    values = (*one.values, "", "")
    sentence = {
        Problem.MISSING: translate("editing", "“{name}” is empty."),
        Problem.TOO_LONG: translate("editing", "“{name}” has {0} characters; at most {1} are possible."),
        Problem.TOO_MANY: translate("editing", "“{name}” has more than {0} items."),
        Problem.BAD_CHARACTER: translate("editing", "“{name}” holds characters that are no text."),
        Problem.DATES_REVERSED: translate("editing", "The end lies before the beginning."),
        Problem.BAD_LINK: translate("editing", "“{0}” is no address that begins with http or https."),
        Problem.BAD_PHONE: translate("editing", "“{name}”: only digits, +, *, # and - can be dialled."),
        Problem.PAST: translate("editing", "“{name}” lies in the past."),
        Problem.EXPIRED: translate("editing", "The entry has expired: write a new date into it first."),
    }[one.problem]
    return sentence.format(*values, name=field(one.field))


def refusal(value: Refusal) -> str:
    """Say why a person may not do something."""
    return {
        Refusal.ROLE: translate("editing", "Your role does not allow this."),
        Refusal.DEPARTMENT: translate("editing", "You write for your own department only."),
        Refusal.OWN_TEXT: translate("editing", "Two pairs of eyes: who wrote a text can't approve it."),
    }[value]


def clash(value: Clash) -> str:
    """Say what somebody else has done meanwhile."""
    return {
        Clash.CHANGED: translate("editing", "Somebody else has changed this draft meanwhile."),
        Clash.GONE: translate("editing", "This draft was published or thrown away meanwhile."),
        Clash.PUBLISHED: translate("editing", "Another version was published since this draft was begun."),
    }[value]


def failure(error: Exception) -> str:
    """Say why something did not work, and what to do."""
    if isinstance(error, ConflictError):
        return clash(error.clash)
    if isinstance(error, RefusedError):
        return refusal(error.refusal)
    if isinstance(error, BadTextError):
        return " ".join(problem(one) for one in error.problems)
    if isinstance(error, ImpossibleError):
        where = state(error.state) if error.state is not None else translate("editing", "new")
        return translate("editing", "This is not possible while the entry is: {0}.").format(where)
    if isinstance(error, UnknownEntryError):
        return translate("editing", "It is not there any more.")
    if isinstance(error, CancelledError):
        return translate("editing", "Stopped; nothing was changed.")
    if isinstance(error, EditingError):
        return translate("editing", "This is not possible now.")
    return wording.failure(error)


def names(values: Iterable[str], most: int = 3) -> str:
    """Return some names in a row."""
    given = list(values)
    row = translate("editing", ", ").join(given[:most])
    return (
        row if len(given) <= most else translate("editing", "{0} and {1} more").format(row, len(given) - most)
    )


def until(day: date | None) -> str:
    """Say how long an entry is valid."""
    return translate("editing", "until {0}").format(day.isoformat()) if day is not None else ""


def order_kind(word: str) -> str:
    """Name a kind of order that a log gives as a word; an unknown one as it is."""
    try:
        return wording.order_kind(OrderKind(word))
    except ValueError:
        return plain(word, 40)


def outcome(word: str) -> str:
    """Name how a call was settled, given as a word; an unknown one as it is."""
    try:
        return wording.outcome(Outcome(word))
    except ValueError:
        return plain(word, 40)
