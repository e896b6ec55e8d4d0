"""The life of a text: every action and where it may happen, in one table."""

from __future__ import annotations

from kb.editing.errors import ImpossibleError
from kb.editing.views import Action, State

_D, _S, _B, _T = State.DRAFT, State.SUBMITTED, State.SENT_BACK, State.SCHEDULED
_P, _C, _W = State.PUBLISHED, State.TO_CONFIRM, State.WITHDRAWN

# (action, state before) → state after. None: there is no working copy. A published working copy is the
# public text from then on, and the public text that was there before stays in the history alone.
TRANSITIONS: dict[tuple[Action, State | None], State | None] = {
    (Action.SAVE, None): _D,
    (Action.SAVE, _D): _D,
    (Action.SAVE, _B): _B,  # stays on the writer's list until it is submitted again
    (Action.RESTORE, None): _D,
    (Action.RESTORE, _D): _D,
    (Action.RESTORE, _B): _B,
    (Action.SUBMIT, _D): _S,
    (Action.SUBMIT, _B): _S,
    (Action.RECALL, _S): _D,
    (Action.RECALL, _T): _D,
    (Action.SEND_BACK, _S): _B,
    (Action.SEND_BACK, _T): _B,
    (Action.SCHEDULE, _S): _T,
    (Action.SCHEDULE, _T): _T,
    (Action.PUBLISH, _S): _P,
    (Action.PUBLISH, _T): _P,
    (Action.DISCARD, _D): None,
    (Action.DISCARD, _B): None,
    (Action.DOUBT, _P): _C,
    (Action.EXPIRE, _P): _C,
    (Action.CONFIRM, _P): _P,
    (Action.CONFIRM, _C): _P,
    (Action.WITHDRAW, _P): _W,
    (Action.WITHDRAW, _C): _W,
}

OF_PUBLIC_TEXT = frozenset((Action.DOUBT, Action.EXPIRE, Action.CONFIRM, Action.WITHDRAW))


def after(action: Action, state: State | None) -> State | None:
    """Return the state after `action`; raise `ImpossibleError` where the table has no entry."""
    try:
        return TRANSITIONS[action, state]
    except KeyError:
        raise ImpossibleError(action, state) from None
