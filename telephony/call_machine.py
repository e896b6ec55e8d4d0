"""States of a call: every legal transition stands in one table.

The events are what the PBX has shown, never what was clicked. Any talking state can follow any other,
because a step may be the call-taker's, the dialplan's or the supervisor's; what can't be is a call
that rings again after it was answered, or that comes back from its end.
"""

from __future__ import annotations

from telephony.errors import IllegalTransition
from telephony.snapshots import CallAction, CallState, Hindrance
from telephony.symbol import Symbol


class CallEvent(Symbol):
    """What the PBX has shown of a call."""

    CONNECTED = "connected"  # citizen and call-taker hear each other, nobody else is there
    AGENT_PARKED = "agent_parked"  # the call-taker waits, the citizen hears music
    DEPARTMENT_RINGS = "department_rings"
    DEPARTMENT_TALKS = "department_talks"  # with the call-taker, away from the citizen
    ALL_TOGETHER = "all_together"
    DEPARTMENT_PARKED = "department_parked"
    ENDED = "ended"


_S, _E = CallState, CallEvent
ANSWERED = (
    _S.TALKING,
    _S.HELD,
    _S.CONSULT_DIALLING,
    _S.CONSULTING,
    _S.THREE_WAY,
    _S.DEPARTMENT_HELD,
)

TRANSITIONS: dict[tuple[CallState, CallEvent], CallState] = {
    (_S.RINGING, _E.CONNECTED): _S.TALKING,
    (_S.RINGING, _E.ENDED): _S.ENDED,
    (_S.DIALLING, _E.CONNECTED): _S.TALKING,
    (_S.DIALLING, _E.ENDED): _S.ENDED,
    (_S.TALKING, _E.AGENT_PARKED): _S.HELD,
    (_S.TALKING, _E.DEPARTMENT_RINGS): _S.CONSULT_DIALLING,
    (_S.HELD, _E.CONNECTED): _S.TALKING,
    (_S.HELD, _E.DEPARTMENT_RINGS): _S.CONSULT_DIALLING,
    (_S.CONSULT_DIALLING, _E.CONNECTED): _S.TALKING,
    (_S.CONSULT_DIALLING, _E.AGENT_PARKED): _S.HELD,
    (_S.CONSULT_DIALLING, _E.DEPARTMENT_TALKS): _S.CONSULTING,
    (_S.CONSULTING, _E.CONNECTED): _S.TALKING,
    (_S.CONSULTING, _E.AGENT_PARKED): _S.HELD,
    (_S.CONSULTING, _E.ALL_TOGETHER): _S.THREE_WAY,
    (_S.CONSULTING, _E.DEPARTMENT_PARKED): _S.DEPARTMENT_HELD,
    (_S.THREE_WAY, _E.CONNECTED): _S.TALKING,
    (_S.THREE_WAY, _E.AGENT_PARKED): _S.HELD,
    (_S.THREE_WAY, _E.DEPARTMENT_TALKS): _S.CONSULTING,
    (_S.THREE_WAY, _E.DEPARTMENT_PARKED): _S.DEPARTMENT_HELD,
    (_S.DEPARTMENT_HELD, _E.CONNECTED): _S.TALKING,
    (_S.DEPARTMENT_HELD, _E.AGENT_PARKED): _S.HELD,
    (_S.DEPARTMENT_HELD, _E.DEPARTMENT_TALKS): _S.CONSULTING,
    (_S.DEPARTMENT_HELD, _E.ALL_TOGETHER): _S.THREE_WAY,
    **{(state, _E.ENDED): _S.ENDED for state in ANSWERED},
}

# The event that shows a state again changes nothing: the PBX repeats itself.
SHOWN_BY: dict[CallEvent, CallState] = {
    _E.CONNECTED: _S.TALKING,
    _E.AGENT_PARKED: _S.HELD,
    _E.DEPARTMENT_RINGS: _S.CONSULT_DIALLING,
    _E.DEPARTMENT_TALKS: _S.CONSULTING,
    _E.ALL_TOGETHER: _S.THREE_WAY,
    _E.DEPARTMENT_PARKED: _S.DEPARTMENT_HELD,
    _E.ENDED: _S.ENDED,
}
TRANSITIONS.update({(state, event): state for event, state in SHOWN_BY.items()})


class CallMachine:
    """One call's state."""

    def __init__(self, state: CallState) -> None:
        self._state = state

    @property
    def state(self) -> CallState:
        """The present state."""
        return self._state

    def handle(self, event: CallEvent) -> CallState:
        """Move on; raises `IllegalTransition` and changes nothing when the table has no such step."""
        try:
            self._state = TRANSITIONS[self._state, event]
        except KeyError:
            raise IllegalTransition(self._state, event) from None
        return self._state

    def found(self, event: CallEvent) -> CallState:
        """Begin anew where a snapshot shows the call: what lay between is not known. An end is for good."""
        if self._state is not CallState.ENDED:
            self._state = SHOWN_BY[event]
        return self._state


_A, _H = CallAction, Hindrance
_RINGING_HINDRANCES: dict[CallAction, Hindrance] = dict.fromkeys(CallAction, _H.STILL_RINGING) | {
    _A.DIAL: _H.CALL_PRESENT
}

# Why an action is not possible in a state; what is not named here is possible.
HINDRANCES: dict[CallState, dict[CallAction, Hindrance]] = {
    _S.RINGING: {a: h for a, h in _RINGING_HINDRANCES.items() if a not in (_A.ANSWER, _A.HANG_UP)},
    _S.DIALLING: {
        **{a: h for a, h in _RINGING_HINDRANCES.items() if a is not _A.HANG_UP},
        _A.ANSWER: _H.NOT_RINGING,
    },
    _S.TALKING: {
        _A.ANSWER: _H.NOT_RINGING,
        _A.RESUME: _H.NOT_HELD,
        _A.DIAL: _H.CALL_PRESENT,
        _A.JOIN: _H.NO_DEPARTMENT,
        _A.LEAVE: _H.NO_DEPARTMENT,
        _A.RETURN: _H.WITH_CITIZEN,
        _A.MUTE_LEG: _H.NOT_THREE_WAY,
        _A.HOLD_LEG: _H.NOT_THREE_WAY,
        _A.DROP_LEG: _H.NO_DEPARTMENT,
    },
    _S.HELD: {
        _A.ANSWER: _H.NOT_RINGING,
        _A.HOLD: _H.ALREADY_HELD,
        _A.DIAL: _H.CALL_PRESENT,
        _A.JOIN: _H.NO_DEPARTMENT,
        _A.LEAVE: _H.NO_DEPARTMENT,
        _A.MUTE_LEG: _H.NOT_THREE_WAY,
        _A.HOLD_LEG: _H.NOT_THREE_WAY,
        _A.DROP_LEG: _H.NO_DEPARTMENT,
    },
    _S.CONSULT_DIALLING: {
        _A.ANSWER: _H.NOT_RINGING,
        _A.HOLD: _H.ALREADY_HELD,
        _A.RESUME: _H.NOT_HELD,
        _A.DIAL: _H.CALL_PRESENT,
        _A.CONSULT: _H.DEPARTMENT_PRESENT,
        _A.JOIN: _H.DEPARTMENT_NOT_ANSWERED,
        _A.LEAVE: _H.DEPARTMENT_NOT_ANSWERED,
        _A.MUTE_LEG: _H.DEPARTMENT_NOT_ANSWERED,
        _A.HOLD_LEG: _H.DEPARTMENT_NOT_ANSWERED,
    },
    _S.CONSULTING: {
        _A.ANSWER: _H.NOT_RINGING,
        _A.HOLD: _H.ALREADY_HELD,
        _A.RESUME: _H.NOT_HELD,
        _A.DIAL: _H.CALL_PRESENT,
        _A.CONSULT: _H.DEPARTMENT_PRESENT,
        _A.LEAVE: _H.NOT_THREE_WAY,
        _A.MUTE_LEG: _H.NOT_THREE_WAY,
    },
    _S.THREE_WAY: {
        _A.ANSWER: _H.NOT_RINGING,
        _A.HOLD: _H.DEPARTMENT_PRESENT,
        _A.RESUME: _H.NOT_HELD,
        _A.DIAL: _H.CALL_PRESENT,
        _A.CONSULT: _H.DEPARTMENT_PRESENT,
        _A.JOIN: _H.DEPARTMENT_PRESENT,
    },
    _S.DEPARTMENT_HELD: {
        _A.ANSWER: _H.NOT_RINGING,
        _A.HOLD: _H.DEPARTMENT_PRESENT,
        _A.RESUME: _H.NOT_HELD,
        _A.DIAL: _H.CALL_PRESENT,
        _A.CONSULT: _H.DEPARTMENT_PRESENT,
        _A.LEAVE: _H.NOT_THREE_WAY,
    },
    _S.ENDED: {action: _H.NO_CALL for action in CallAction if action is not _A.DIAL},
}
IDLE_HINDRANCES: dict[CallAction, Hindrance] = dict(HINDRANCES[_S.ENDED])
NEED_CITIZEN = frozenset({_A.HOLD, _A.RESUME, _A.JOIN, _A.LEAVE, _A.RETURN, _A.TRANSFER, _A.CONSULT})
