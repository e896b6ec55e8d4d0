"""Every transition stands in a table: whatever is not there raises and changes nothing."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import call_machine, queue_machine, seat_machine
from telephony.call_machine import HINDRANCES, IDLE_HINDRANCES, CallEvent, CallMachine
from telephony.errors import IllegalTransition
from telephony.queue_machine import CallerEvent, CallerMachine, CallerState, QueueTrack
from telephony.seat_machine import SeatEvent, SeatMachine
from telephony.snapshots import CallAction, CallState, Hindrance, SeatState

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def call_machine_in(state: CallState) -> CallMachine:
    """Return a call in `state`."""
    return CallMachine(state)


def seat_machine_in(state: SeatState) -> SeatMachine:
    """Return a seat in `state`."""
    machine = SeatMachine()
    machine._state = state
    return machine


def caller_machine_in(state: CallerState) -> CallerMachine:
    """Return a caller in `state`."""
    machine = CallerMachine()
    machine._state = state
    return machine


CASES = [
    *((call_machine_in, call_machine.TRANSITIONS, *pair) for pair in itertools.product(CallState, CallEvent)),
    *((seat_machine_in, seat_machine.TRANSITIONS, *pair) for pair in itertools.product(SeatState, SeatEvent)),
    *(
        (caller_machine_in, queue_machine.TRANSITIONS, *pair)
        for pair in itertools.product(CallerState, CallerEvent)
    ),
]


@pytest.mark.parametrize(("make", "table", "state", "event"), CASES)
def test_every_state_and_event(make: Any, table: Any, state: Any, event: Any) -> None:
    machine = make(state)
    if (state, event) in table:
        assert machine.handle(event) is table[state, event]
        assert machine.state is table[state, event]
    else:
        with pytest.raises(IllegalTransition) as told:
            machine.handle(event)
        assert machine.state is state
        assert (told.value.state, told.value.event) == (state, event)


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (CallState.ENDED, CallEvent.CONNECTED),
        (CallState.RINGING, CallEvent.ALL_TOGETHER),
        (CallState.RINGING, CallEvent.AGENT_PARKED),
        (CallState.DIALLING, CallEvent.DEPARTMENT_RINGS),
        (CallState.HELD, CallEvent.ALL_TOGETHER),
    ],
)
def test_what_can_not_be_is_illegal(state: CallState, event: CallEvent) -> None:
    assert (state, event) not in call_machine.TRANSITIONS


@given(st.lists(st.sampled_from(CallEvent), max_size=30))
def test_an_ended_call_never_comes_back(events: list[CallEvent]) -> None:
    machine = CallMachine(CallState.RINGING)
    ended = False
    for event in events:
        try:
            machine.handle(event)
        except IllegalTransition:
            continue
        assert not (ended and machine.state is not CallState.ENDED)
        ended = machine.state is CallState.ENDED
    if ended:
        assert machine.found(CallEvent.CONNECTED) is CallState.ENDED


@pytest.mark.parametrize("event", CallEvent)
def test_a_snapshot_may_show_any_state(event: CallEvent) -> None:
    machine = CallMachine(CallState.RINGING)
    assert machine.found(event) is call_machine.SHOWN_BY[event]


def test_every_state_has_its_hindrances_and_hang_up_is_possible_in_every_call() -> None:
    assert set(HINDRANCES) == set(CallState)
    for state, hindrances in HINDRANCES.items():
        assert (CallAction.HANG_UP in hindrances) is (state is CallState.ENDED)
    assert CallAction.DIAL not in IDLE_HINDRANCES


def test_return_is_possible_whenever_the_citizen_is_not_heard_alone() -> None:
    away = (
        CallState.HELD,
        CallState.CONSULT_DIALLING,
        CallState.CONSULTING,
        CallState.THREE_WAY,
        CallState.DEPARTMENT_HELD,
    )
    for state in away:
        assert CallAction.RETURN not in HINDRANCES[state]
    assert HINDRANCES[CallState.TALKING][CallAction.RETURN] is Hindrance.WITH_CITIZEN


def test_a_queue_counts_who_waits_in_whatever_order_it_is_told() -> None:
    queue = QueueTrack("zonghe")
    queue.handle("1", CallerEvent.JOINED, NOW)
    queue.handle("2", CallerEvent.JOINED, NOW)
    assert len(queue.waiting()) == 2
    queue.handle("1", CallerEvent.LEFT, NOW)
    queue.handle("1", CallerEvent.ABANDONED, NOW)
    queue.handle("2", CallerEvent.ABANDONED, NOW)
    queue.handle("2", CallerEvent.LEFT, NOW)
    assert (queue.waiting(), queue.abandoned) == ([], 2)
    with pytest.raises(IllegalTransition):
        queue.handle("2", CallerEvent.ABANDONED, NOW)
    assert queue.abandoned == 2


def test_a_queue_forgets_callers_who_are_gone() -> None:
    queue = QueueTrack("zonghe")
    for number in range(5000):
        queue.handle(str(number), CallerEvent.JOINED, NOW)
        queue.handle(str(number), CallerEvent.LEFT, NOW)
    assert len(queue._callers) < 2100
