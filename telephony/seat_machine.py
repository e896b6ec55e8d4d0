"""States of a seat towards its queues: every legal transition stands in one table."""

from __future__ import annotations

from telephony.errors import IllegalTransition
from telephony.snapshots import SeatState
from telephony.symbol import Symbol


class SeatEvent(Symbol):
    """What the PBX has shown of the seat's membership."""

    ADDED_READY = "added_ready"
    ADDED_PAUSED = "added_paused"
    ADDED_AFTER_CALL = "added_after_call"
    UNPAUSED = "unpaused"
    PAUSED = "paused"
    PAUSED_AFTER_CALL = "paused_after_call"
    REMOVED = "removed"  # from the last queue
    LINK_LOST = "link_lost"


_S, _E = SeatState, SeatEvent
_ADDED = {_E.ADDED_READY: _S.READY, _E.ADDED_PAUSED: _S.NOT_READY, _E.ADDED_AFTER_CALL: _S.AFTER_CALL}
_CHANGED = {_E.UNPAUSED: _S.READY, _E.PAUSED: _S.NOT_READY, _E.PAUSED_AFTER_CALL: _S.AFTER_CALL}

TRANSITIONS: dict[tuple[SeatState, SeatEvent], SeatState] = {
    # Only a member can be paused, and only who is none can be added.
    **{(old, event): new for old in (_S.UNKNOWN, _S.SIGNED_OUT) for event, new in _ADDED.items()},
    **{
        (old, event): new
        for old in (_S.READY, _S.NOT_READY, _S.AFTER_CALL)
        for event, new in _CHANGED.items()
    },
    **{(old, _E.REMOVED): _S.SIGNED_OUT for old in SeatState},
    **{(old, _E.LINK_LOST): _S.UNKNOWN for old in SeatState},
}


class SeatMachine:
    """The seat's state."""

    def __init__(self) -> None:
        self._state = SeatState.UNKNOWN

    @property
    def state(self) -> SeatState:
        """The present state."""
        return self._state

    def handle(self, event: SeatEvent) -> SeatState:
        """Move on; raises `IllegalTransition` and changes nothing when the table has no such step."""
        try:
            self._state = TRANSITIONS[self._state, event]
        except KeyError:
            raise IllegalTransition(self._state, event) from None
        return self._state
