"""A hundred simulated calls with hold, consultation and three-way call: the facts are those of queue_log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from telephony.floor.facts import Outcome, QueueCall
from telephony.floor.views import FloorState
from telephony.simulator import Layout, PhoneSetup, SimulatedPbx, lead_account
from telephony.simulator.load import LoadTraffic
from telephony.simulator.parties import Habits
from tests.pbx.harness import wait_until
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
        traffic = _traffic(pbx)
        pbx.call(traffic.begin)
        _wait_for_the_end(lead, traffic)
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
        traffic = _traffic(pbx)
        pbx.call(traffic.begin)
        lead.wait(lambda _: sum(call.over for call in lead.calls) > CALLS / 3, "a third of the calls", 30)
        with Lead((pbx.host, pbx.port), ("desk-lead", SECRET)) as late:
            late.wait_up()
            log = late.wait_log()
            _wait_for_the_end(lead, traffic)
            late.wait(lambda v: all(s.state is FloorState.READY for s in v.seats), "every seat is free")
            late.wait_facts(lambda: _goes_on(lead.calls, log.lines, late.calls), "the first one's calls")


def _wait_for_the_end(lead: Lead, traffic: LoadTraffic) -> None:
    """Wait until every citizen has called and nobody is on the phone, and until that was told.

    How many stays there are differs: who loses the seat in a consultation is queued again.
    """
    pbx = traffic.pbx
    wait_until(
        lambda: pbx.call(lambda: traffic.calls == CALLS and not pbx.exchange.channels), "the calls", 30
    )
    lead.wait_facts(
        lambda: len({call.call_id for call in lead.calls}) == CALLS and all(c.over for c in lead.calls),
        "what became of the calls",
    )


def _goes_on(first: list[QueueCall], log: tuple[str, ...], late: list[QueueCall]) -> bool:
    """Tell whether a later monitor has told every stay that had not ended in the log which it began with."""
    told = _by_caller(late)
    ended = [line.split("|") for line in log]
    for (call_id, queue), stays in _by_caller(first).items():
        seen = told.pop((call_id, queue), [])
        earlier = len(stays) - len(seen)
        known = sum(fields[1:3] == [call_id, queue] and fields[4] in _ENDS for fields in ended)
        if seen != stays[earlier:] or known < earlier:
            return False
    return not told


def _by_caller(calls: list[QueueCall]) -> dict[tuple[str, str], list[_Answer]]:
    """Return what became of each caller in each queue, oldest first."""
    found: dict[tuple[str, str], list[_Answer]] = {}
    for call in sorted(calls, key=lambda call: call.entered_at):
        found.setdefault((call.call_id, call.queue), []).append((call.outcome, call.seat, call.talk_seconds))
    return found
