"""Who may do what: one table by role, contributors within their department, and never one's own approval."""

from __future__ import annotations

from collections.abc import Collection

from kb.editing.errors import Refusal, RefusedError
from kb.editing.views import Action, Editor, Role

_ALL = frozenset(Role)
_STAFF = frozenset((Role.EDITOR, Role.REVIEWER))
_REVIEWERS = frozenset((Role.REVIEWER,))

PERMITTED: dict[Action, frozenset[Role]] = {
    Action.SAVE: _ALL,
    Action.RESTORE: _ALL,
    Action.SUBMIT: _ALL,
    Action.RECALL: _ALL,
    Action.DISCARD: _ALL,
    Action.DOUBT: _ALL,
    Action.CONFIRM: _ALL,
    Action.SEND_BACK: _REVIEWERS,
    Action.SCHEDULE: _REVIEWERS,
    Action.PUBLISH: _REVIEWERS,
    Action.WITHDRAW: _REVIEWERS,
}
_APPROVAL = frozenset((Action.SCHEDULE, Action.PUBLISH))


def check(who: Editor, action: Action, departments: Collection[str], authors: Collection[str] = ()) -> None:
    """Raise `RefusedError` when this person may not do this to a text of these departments and authors."""
    if who.role not in PERMITTED.get(action, ()):
        raise RefusedError(Refusal.ROLE, action)
    if who.role is Role.CONTRIBUTOR and any(name != who.department for name in departments):
        raise RefusedError(Refusal.DEPARTMENT, action)
    if action in _APPROVAL and who.name in authors:
        raise RefusedError(Refusal.OWN_TEXT, action)


def may(who: Editor, action: Action, departments: Collection[str], authors: Collection[str] = ()) -> bool:
    """Tell whether this person may do this."""
    try:
        check(who, action, departments, authors)
    except RefusedError:
        return False
    return True


def require_staff(who: Editor) -> None:
    """Refuse contributors: work lists are the hotline's own."""
    if who.role not in _STAFF:
        raise RefusedError(Refusal.ROLE)


def require_reviewer(who: Editor) -> None:
    """Refuse all but reviewers: imports, pins and campaigns reach every desk."""
    if who.role not in _REVIEWERS:
        raise RefusedError(Refusal.ROLE)
