"""The order's life stands in one table; what is not in it changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from desk.records import Records
from desk.records.errors import NotPossible
from desk.records.order_states import TRANSITIONS, OrderEvent, after
from desk.records.views import OrderDraft, OrderState


@pytest.mark.parametrize("event", OrderEvent)
@pytest.mark.parametrize("state", [None, *OrderState])
def test_what_is_not_in_the_table_is_refused(event: OrderEvent, state: OrderState | None) -> None:
    if (event, state) in TRANSITIONS:
        assert after(event, state) in OrderState
    else:
        with pytest.raises(NotPossible):
            after(event, state)


def test_every_state_is_reached_and_closed_is_the_end() -> None:
    assert set(TRANSITIONS.values()) == set(OrderState)
    leaving = {
        event for (event, state), to in TRANSITIONS.items() if state is OrderState.CLOSED and to != state
    }
    assert leaving == set()


def test_any_course_of_events_is_kept_as_it_happened(records: Records, few_departments: None) -> None:
    class Life(RuleBasedStateMachine):
        @initialize()
        def dispatch(self) -> None:
            order = records.dispatch(OrderDraft("", title="路灯不亮", department_code="CG"), "1024")
            self.number, self.state, self.happened = order.number, order.state, [OrderEvent.DISPATCH]
            self.reminders = 0

        @rule(event=st.sampled_from(OrderEvent))
        def happen(self, event: OrderEvent) -> None:
            if (event, self.state) in TRANSITIONS:
                view: Any = records.advance(self.number, event, agent="1024")
                self.state = TRANSITIONS[event, self.state]
                self.happened.append(event)
                self.reminders += event is OrderEvent.REMIND
            else:
                with pytest.raises(NotPossible):
                    records.advance(self.number, event, agent="1024")
                view = records.order(self.number)
            assert (view.state, view.reminders) == (self.state, self.reminders)

        def teardown(self) -> None:
            happened = [event for _, event, _, _ in records.order_events(self.number)]
            assert happened == self.happened

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life, settings=settings(max_examples=10, stateful_step_count=15, deadline=None)
    )
