"""The traffic of demo and benchmarks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from telephony.simulator import SimulatedPbx
from telephony.simulator.load import DemoPlan, LoadTraffic, demo_pbx, load_pbx
from tests.pbx.ami import Ami
from tests.pbx.harness import wait_until

CALLERS = ("13800000001", "057487180001", "13900000002")


@contextmanager
def running(pbx: SimulatedPbx) -> Iterator[SimulatedPbx]:
    """Run a PBX for the length of a test."""
    pbx.start()
    try:
        yield pbx
    finally:
        pbx.stop()


def session(pbx: SimulatedPbx, name: str, secret: str) -> Ami:
    """Log in."""
    return Ami((pbx.host, pbx.port), name, secret)


def test_the_demo_rings_at_the_seat_and_is_answered_by_notify() -> None:
    plan = DemoPlan(callers=CALLERS, departments=("8001", "8002"), other_seats=2, first_call_after=0.1)
    with running(demo_pbx(plan)) as pbx:
        seat = session(pbx, "desk-2001", plan.secret)
        for queue in plan.queues:
            seat.action("QueueAdd", Queue=queue, Interface="PJSIP/2001", check=True)
        called = seat.wait_event("AgentCalled")
        seat.wait_event("Newstate", Channel=called["DestChannel"], ChannelStateDesc="Ringing")
        seat.action("PJSIPNotify", Channel=called["DestChannel"], Variable="Event=talk", check=True)
        seat.wait_event("AgentConnect", Channel=called["Channel"])
        seat.close()


def test_callers_lose_their_patience() -> None:
    plan = DemoPlan(
        callers=CALLERS, departments=("8001",), other_seats=1, first_call_after=0.0, patience=(0.2, 0.3)
    )
    with running(demo_pbx(plan)) as pbx:
        wait_until(
            lambda: pbx.call(lambda: sum(q.abandoned for q in pbx.exchange.queues.values())) > 0,
            "somebody gives up",
        )


def test_every_call_of_the_load_ends_and_nothing_is_left() -> None:
    seats = [str(2002 + i) for i in range(4)]
    with running(load_pbx(seats=4)) as pbx:
        admin = session(pbx, "admin", "simulator")

        def begin() -> LoadTraffic:
            for number in seats:
                pbx.add_phone(number)
            traffic = LoadTraffic(
                pbx,
                calls_per_second=20.0,
                seats=seats,
                queues=["zonghe"],
                departments=[str(8001 + i) for i in range(20)],
                talk=(2.0, 2.5),
                answer=(0.01, 0.02),
                limit=8,
            )
            traffic.begin()
            return traffic

        traffic = pbx.call(begin)
        wait_until(
            lambda: pbx.call(lambda: traffic.calls == 8 and not pbx.exchange.channels),
            "eight calls are over",
            30,
        )
        assert pbx.call(lambda: pbx.exchange.queues["zonghe"].completed) == 8
        assert pbx.call(lambda: (pbx.exchange.rooms, pbx.exchange.bridges, pbx.exchange.dialplan.memory)) == (
            {},
            {},
            {},
        )
        admin.action("Ping")
        kinds = {message.get("Event") for message in admin.messages}
        assert {"VarSet", "Newexten", "TestEvent", "DeviceStateChange", "ConfbridgeJoin"} <= kinds
        assert 200 < len(admin.messages) / 8 < 400
        admin.close()
