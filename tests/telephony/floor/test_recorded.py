"""Calls recorded on a real Asterisk: what the floor makes of them, whatever comes twice, late or damaged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.config import PbxConfig
from telephony.events import Event
from telephony.floor.config import FloorConfig
from telephony.floor.decode import WANTED, decode
from telephony.floor.facts import EndedBy, Fact, Outcome, QueueCall
from telephony.floor.tracker import FloorTracker
from telephony.floor.views import FloorSeat, FloorState
from telephony.snapshots import CallDirection, LinkSnapshot, LinkState
from telephony.wire import Decoder

DATA = Path(__file__).parents[1] / "data"
CONFIG = FloorConfig("main", PbxConfig("pbx", "lead", "secret"))
S = FloorState
ALL = ("plain", "three-way", "three-way-all", "abandoned", "not-answered", "consult-failures", "call-back")


def events_of(name: str) -> list[Event]:
    """Return what a recording holds for the floor."""
    messages = Decoder(WANTED).feed((DATA / f"{name}.ami").read_bytes())
    return [event for message in messages if (event := decode(message)) is not None]


class Replay:
    """A tracker that is fed, what it has shown of seat 2001, and the facts that it has told.

    `together` is how many events come in one piece from the network, which are settled at once.
    """

    def __init__(self, events: list[Event], together: int = 1) -> None:
        self.facts: list[Fact] = []
        self.seats: list[FloorSeat] = []
        self.tracker = FloorTracker(CONFIG, self.facts.append)
        self.tracker.link_changed(LinkSnapshot(LinkState.UP))
        self.tracker.load([])
        for first in range(0, len(events), together):
            for event in events[first : first + together]:
                self.tracker.take(event)
            self.tracker.settle()
            for seat in self.tracker.view().seats:
                if seat.key == "2001" and (not self.seats or seat is not self.seats[-1]):
                    self.seats.append(seat)

    @property
    def states(self) -> list[FloorState]:
        """The seat's states in order, without repetition."""
        found: list[FloorState] = []
        for seat in self.seats:
            if not found or found[-1] is not seat.state:
                found.append(seat.state)
        return found

    @property
    def calls(self) -> list[QueueCall]:
        """The queue's calls as told last."""
        return list({fact.key: fact for fact in self.facts if isinstance(fact, QueueCall)}.values())


def _in_order(wanted: list[FloorState], found: list[FloorState]) -> bool:
    rest = iter(found)
    return all(state in rest for state in wanted)


@pytest.mark.parametrize("name", ["three-way", "three-way-all"])
def test_a_three_way_call(name: str) -> None:
    replay = Replay(events_of(name))
    assert _in_order([S.RINGING, S.TALKING, S.HELD, S.TALKING, S.CONSULTING, S.THREE_WAY], replay.states)
    (call,) = replay.calls
    assert (call.outcome, call.ended_by, call.seat) == (Outcome.ANSWERED, EndedBy.LEFT, "2001")
    assert (call.three_way, call.departments, call.number) == (True, ("8001",), "13800000001")
    assert 0 < call.hold_seconds < 20
    assert call.talk_seconds is not None


def test_a_plain_call_and_what_the_pbx_says_of_its_times() -> None:
    replay = Replay(events_of("plain"))
    assert _in_order([S.RINGING, S.TALKING], replay.states)
    assert replay.seats[-1].call is None
    (call,) = replay.calls
    assert call.ended_by is EndedBy.CALLER
    assert call.left_at is not None
    assert call.ended_at is not None
    assert call.entered_at <= call.left_at <= call.ended_at
    raw = (DATA / "plain.ami").read_bytes()
    joined = re.search(rb"Event: QueueCallerJoin\r\n.*\r\nTimestamp: ([\d.]+)", raw)
    assert joined is not None
    assert call.entered_at.timestamp() == pytest.approx(float(joined[1]), abs=1e-5)


def test_a_citizen_whose_channel_is_gone_before_the_queue_can_name_it() -> None:
    nameless = re.sub(
        rb"(Event: AgentComplete\r\n.*?)Channel: PJSIP/trunk.*?(DestChannel: )",
        rb"\1\2",
        (DATA / "plain.ami").read_bytes(),
        flags=re.DOTALL,
    )
    messages = Decoder(WANTED).feed(nameless)
    (call,) = Replay([event for message in messages if (event := decode(message)) is not None]).calls
    assert (call.ended_by, call.number) == (EndedBy.CALLER, "13800000001")
    assert call.talk_seconds is not None


def test_who_gives_up_and_who_does_not_answer() -> None:
    (call,) = Replay(events_of("abandoned")).calls
    assert (call.outcome, call.unanswered) == (Outcome.ABANDONED, ())
    replay = Replay(events_of("not-answered"))
    assert all(call.outcome is Outcome.ABANDONED for call in replay.calls)
    assert any("2001" in call.unanswered for call in replay.calls)
    assert S.NOT_READY in replay.states


def test_departments_that_can_not_be_reached() -> None:
    replay = Replay(events_of("consult-failures"))
    (call,) = replay.calls
    assert call.departments == ("8002", "8999", "8009")
    assert not call.three_way
    assert replay.states.count(S.CONSULTING) == 3


def test_a_call_back_is_no_queue_s_call() -> None:
    replay = Replay(events_of("call-back"))
    assert _in_order([S.DIALLING, S.TALKING], replay.states)
    shown = [seat.call for seat in replay.seats if seat.call is not None]
    assert shown[0].direction is CallDirection.OUTBOUND
    assert shown[0].number == "13800000001"
    assert replay.calls == []


@pytest.mark.parametrize("name", ALL)
def test_every_event_twice_changes_no_fact(name: str) -> None:
    once, twice = events_of(name), [event for event in events_of(name) for _ in range(2)]

    def told(events: list[Event]) -> list[tuple[object, ...]]:
        return [(c.call_id, c.queue, c.outcome, c.ended_by, c.three_way) for c in Replay(events).calls]

    assert told(once) == told(twice)


@pytest.mark.parametrize("together", [2, 7, 50, 10_000])
@pytest.mark.parametrize("name", ALL)
def test_events_that_come_together_tell_what_they_tell_one_by_one(name: str, together: int) -> None:
    def told(replay: Replay) -> list[tuple[object, ...]]:
        return [
            (c.call_id, c.queue, c.outcome, c.ended_by, c.three_way, c.departments, c.unanswered)
            for c in replay.calls
        ]

    events = events_of(name)
    replay = Replay(events, together)
    assert told(replay) == told(Replay(events))
    assert not replay.tracker.needs_snapshot


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.data())
def test_lost_and_shuffled_events_neither_raise_nor_leave_a_seat_in_a_call(
    name: str, data: st.DataObject
) -> None:
    events = events_of(name)
    lost = data.draw(st.sets(st.integers(0, len(events) - 1), max_size=8))
    kept = [event for index, event in enumerate(events) if index not in lost]
    at = data.draw(st.integers(0, max(len(kept) - 2, 0)))
    kept[at : at + 2] = reversed(kept[at : at + 2])
    replay = Replay(kept)
    # A snapshot without calls ends what the missing events have left.
    replay.tracker.load([])
    assert all(seat.call is None for seat in replay.tracker.view().seats)
    assert all(call.over for call in replay.calls)
    assert len(replay.tracker.floor.routes) <= len(events)
