"""The life of a work order: every event and where it may happen, in one table."""

from __future__ import annotations

import enum

from desk.records.errors import NotPossible
from desk.records.views import OrderState


class OrderEvent(enum.Enum):
    """What can happen to a work order."""

    DISPATCH = "dispatch"
    SIGN = "sign"  # the department takes it
    REPLY = "reply"
    RETURN = "return"  # not the department's, with a reason
    REDISPATCH = "redispatch"  # to another department, or again after a bad call-back
    CALL_BACK = "call_back"
    CLOSE = "close"
    REMIND = "remind"  # the citizen asks again
    SUPERVISE = "supervise"
    DIFFICULT = "difficult"  # duties overlap: a lead unit and helpers
    NOTE = "note"


_D, _S, _R = OrderState.DISPATCHED, OrderState.SIGNED, OrderState.REPLIED
_B, _C, _X = OrderState.CALLED_BACK, OrderState.CLOSED, OrderState.RETURNED

# (event, state before) → state after. None before: the order does not exist yet.
TRANSITIONS: dict[tuple[OrderEvent, OrderState | None], OrderState] = {
    (OrderEvent.DISPATCH, None): _D,
    (OrderEvent.SIGN, _D): _S,
    (OrderEvent.REPLY, _S): _R,
    (OrderEvent.RETURN, _D): _X,
    (OrderEvent.RETURN, _S): _X,
    (OrderEvent.REDISPATCH, _X): _D,
    (OrderEvent.REDISPATCH, _R): _D,
    (OrderEvent.REDISPATCH, _B): _D,
    (OrderEvent.CALL_BACK, _R): _B,
    (OrderEvent.CLOSE, _B): _C,
    **{(OrderEvent.REMIND, state): state for state in (_D, _S, _R, _B, _X)},
    **{(OrderEvent.SUPERVISE, state): state for state in (_D, _S, _R, _B, _X)},
    **{(OrderEvent.DIFFICULT, state): state for state in (_D, _S, _X)},
    **{(OrderEvent.NOTE, state): state for state in OrderState},
}

OPEN_STATES = frozenset(OrderState) - {OrderState.CLOSED}


def after(event: OrderEvent, state: OrderState | None) -> OrderState:
    """Return the state after `event`; raise `NotPossible` where the table has no entry."""
    try:
        return TRANSITIONS[event, state]
    except KeyError:
        raise NotPossible(f"{event.value}: {state.value if state else '-'}") from None
