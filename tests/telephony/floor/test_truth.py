"""A hundred simulated calls with hold, consultation and three-way call: the facts are those of queue_log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from telephony.floor.facts import EndedBy, Outcome, QueueCall
from telephony.floor.views import FloorState
from telephony.simulator import Layout, PhoneSetup, SimulatedPbx, lead_account
from telephony.simulator.load import LoadTraffic
from telephony.simulator.parties import Habits
from tests.telephony.floor_driver import Lead
from tests.telephony.floor_truth import of_facts, of_log

SECRET = "a-lead's-secret"
SEATS = [str(2001 + index) for index in range(40)]
DEPARTMENTS = [str(8001 + index) for index in range(20)]
QUEUES = {"12345": "zonghe", "12329": "gjj"}
CALLS = 100

_ENDS = ("COMPLETECALLER", "COMPLETEAGENT", "ABANDON")
_Answer = tuple[Outcome, str, float | None]  # with the seat and the seconds of talk


@pytest.fixture
def pbx() -> Iterator[SimulatedPbx]:
    pbx = SimulatedPbx(
        Layout(
            hotlines=QUEUES,
            phones=(
                *(PhoneSetup(seat, seat) for seat in SEATS),
                *(PhoneSetup(number, number, habits=Habits(answers_after=0.1)) for number in DEPARTMENTS),
            ),
            accounts=(lead_account("desk-lead", SECRET),),
            strategy="rrmemory",
            noise=True,
        )
    )
    pbx.start()
    yield pbx
    pbx.stop()


def _traffic(pbx: SimulatedPbx) -> LoadTraffic:
    return LoadTraffic(
        pbx,
        calls_per_second=25,
        seats=SEATS,
        queues=list(QUEUES.values()),
        departments=DEPARTMENTS,
        talk=(0.6, 1.8),
        answer=(0.05, 0.3),
        three_way=0.5,
        limit=CALLS,
    )


def test_facts_and_queue_log_agree_to_the_last_call(pbx: SimulatedPbx) -> None:
    with Lead((pbx.host, pbx.port), ("desk-lead", SECRET)) as lead:
        lead.wait_up()
        lead.wait_log()
        pbx.call(_traffic(pbx).begin)
        lead.wait(lambda _: _callers_gone(lead.calls) == CALLS, "the calls", 30)
        lead.wait(lambda v: all(s.state is FloorState.READY for s in v.seats), "every seat is free")
        facts = of_facts(lead.calls)
        assert facts == of_log(pbx.queue_log.lines)
        assert sum(call.three_way for call in lead.calls) > CALLS / 4
        assert not lead.view.waiting
        assert all(not queue.waiting for queue in lead.view.queues)
        with Lead((pbx.host, pbx.port), ("desk-lead", SECRET)) as late:
            assert of_log(late.wait_log().lines) == facts
            late.wait_up()
            assert [(s.key, s.state) for s in late.view.seats] == [(s.key, s.state) for s in lead.view.seats]


def test_a_monitor_that_starts_in_the_middle_sees_what_the_first_one_sees(pbx: SimulatedPbx) -> None:
    with Lead((pbx.host, pbx.port), ("desk-lead", SECRET)) as lead:
        lead.wait_up()
        pbx.call(_traffic(pbx).begin)
        lead.wait(lambda _: sum(call.over for call in lead.calls) > CALLS / 3, "a third of the calls", 30)
        with Lead((pbx.host, pbx.port), ("desk-lead", SECRET)) as late:
            late.wait_up()
            log = late.wait_log()
            lead.wait(lambda _: _callers_gone(lead.calls) == CALLS, "the calls", 30)
            late.wait(lambda v: all(s.state is FloorState.READY for s in v.seats), "every seat is free")
            late.wait(lambda _: _callers_gone(late.calls) == len({c.call_id for c in late.calls}), "over")
        told = _by_caller(late.calls)
        for (call_id, queue), calls in _by_caller(lead.calls).items():
            # Who comes back to a queue is answered there twice; the second monitor may see the last alone.
            seen = told.get((call_id, queue), [])
            earlier = len(calls) - len(seen)
            assert seen == calls[earlier:]
            # What was over before it came, its log has.
            lines = [line.split("|") for line in log.lines if f"|{call_id}|{queue}|" in line]
            assert sum(fields[4] in _ENDS for fields in lines) >= earlier


def _callers_gone(calls: list[QueueCall]) -> int:
    """Return how many callers are through; who is queued again after a lost seat has a stay to come."""
    last = {call.call_id: call for call in sorted(calls, key=lambda call: call.entered_at)}
    return sum(call.over and call.ended_by is not EndedBy.REQUEUED for call in last.values())


def _by_caller(calls: list[QueueCall]) -> dict[tuple[str, str], list[_Answer]]:
    """Return what became of each caller in each queue, oldest first."""
    found: dict[tuple[str, str], list[_Answer]] = {}
    for call in calls:
        found.setdefault((call.call_id, call.queue), []).append((call.outcome, call.seat, call.talk_seconds))
    return found
