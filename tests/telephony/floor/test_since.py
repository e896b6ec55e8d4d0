"""Since when a seat does what it does: a snapshot falsifies nothing that was seen before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from telephony import events as ev
from telephony.floor import events as fe
from telephony.floor.facts import Fact, Watched
from telephony.floor.tracker import FloorTracker
from telephony.floor.views import FloorSeat, FloorState
from telephony.snapshots import LinkSnapshot, LinkState
from tests.telephony.floor.test_recorded import CONFIG

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
SEAT = "PJSIP/2001"
CITIZEN = ev.Channel("PJSIP/trunk-1", "1.1", "1.1", ev.UP, number="13800000001")
AGENT = ev.Channel("PJSIP/2001-2", "1.2", "1.1", ev.UP)
S = FloorState


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def stamp(second: float) -> int:
    return int(at(second).timestamp())


def member(
    *, paused: bool = False, reason: str = "", last: int = 0, paused_at: int = 0, device: int = 1
) -> fe.MemberSeen:
    return fe.MemberSeen(
        "zonghe", SEAT, paused, reason, 0, last, name="2001 王敏", device=device, paused_at=paused_at
    )


def listed(place: str, seconds: float) -> tuple[ev.Event, ...]:
    """Return how a snapshot lists the call of so many seconds, its two legs at a place."""

    def leg(channel: ev.Channel, role: str) -> ev.ChannelListed:
        known = {"DESK_SEAT": "2001", "DESK_TOKEN": "11", "DESK_ROLE": role, "DESK_PLACE": place}
        seen = ev.Channel(
            channel.name, channel.uniqueid, channel.linkedid, ev.UP, number=channel.number, variables=known
        )
        return ev.ChannelListed(seen, seconds=seconds)

    return leg(AGENT, "agent"), leg(CITIZEN, "citizen")


class Told:
    """A tracker that is told things at times of a clock of its own."""

    def __init__(self) -> None:
        self.now = NOON
        self.facts: list[Fact] = []
        self.tracker = FloorTracker(CONFIG, self.facts.append, lambda: self.now)
        self.tracker.link_changed(LinkSnapshot(LinkState.UP))

    def snapshot(self, second: float, *events: ev.Event) -> FloorSeat:
        self.now = at(second)
        self.tracker.load(events)
        return self.seat

    def live(self, second: float, *events: ev.Event) -> FloorSeat:
        self.now = at(second)
        for event in events:
            self.tracker.take(event)
        self.tracker.settle()
        return self.seat

    def lose(self, second: float) -> None:
        self.now = at(second)
        self.tracker.link_changed(LinkSnapshot(LinkState.WAITING))
        self.tracker.link_changed(LinkSnapshot(LinkState.UP))

    def answer(self, second: float) -> FloorSeat:
        return self.live(
            second,
            member(device=2),
            fe.MemberRings("zonghe", SEAT, CITIZEN, AGENT),
            fe.MemberAnswered("zonghe", SEAT, CITIZEN, AGENT, 3.0),
        )

    def hold(self, second: float) -> FloorSeat:
        legs = (AGENT, "agent"), (CITIZEN, "citizen")
        return self.live(second, *(ev.Placed(channel, "2001", "11", role, "hold") for channel, role in legs))

    @property
    def seat(self) -> FloorSeat:
        (seat,) = self.tracker.view().seats
        return seat


@pytest.fixture
def told() -> Told:
    told = Told()
    told.snapshot(0, member())
    return told


@pytest.mark.parametrize("lost", [False, True])
def test_a_hold_is_as_long_after_a_snapshot_as_before(told: Told, lost: bool) -> None:
    assert told.answer(10).since == at(10)
    seat = told.hold(600)
    assert (seat.state, seat.since) == (S.HELD, at(600))
    if lost:
        told.lose(602)
    seat = told.snapshot(605, member(device=2), *listed("hold", 595))
    assert (seat.state, seat.since) == (S.HELD, at(600))


def test_a_hold_that_began_without_a_link_is_no_longer_than_that_time(told: Told) -> None:
    told.answer(10)
    told.lose(600)
    seat = told.snapshot(605, member(device=2), *listed("hold", 595))
    assert (seat.state, seat.since) == (S.HELD, at(600))


def test_a_state_that_a_resync_finds_has_begun_now(told: Told) -> None:
    told.answer(10)
    seat = told.snapshot(605, member(device=2), *listed("hold", 595))
    assert (seat.state, seat.since) == (S.HELD, at(605))


def test_what_a_first_snapshot_finds_is_as_old_as_the_pbx_can_tell() -> None:
    seat = Told().snapshot(605, member(device=2), *listed("hold", 595))
    assert (seat.state, seat.since) == (S.HELD, at(10))
    after = member(paused=True, reason="after-call", last=stamp(600), paused_at=stamp(10))
    seat = Told().snapshot(605, after)
    assert (seat.state, seat.since) == (S.AFTER_CALL, at(600))  # the desk pauses when the call begins


@pytest.mark.parametrize("lost", [False, True])
def test_ready_counts_from_the_unpausing_that_was_seen(told: Told, lost: bool) -> None:
    told.live(10, member(paused=True, reason="meal", paused_at=stamp(10)))
    assert told.live(100, member(last=stamp(-50), paused_at=stamp(10))).since == at(100)
    if lost:
        told.lose(110)
    seat = told.snapshot(120, member(last=stamp(-50), paused_at=stamp(10)))
    assert (seat.state, seat.since) == (S.READY, at(100))


def test_a_call_in_a_time_without_a_link_ends_what_was_before(told: Told) -> None:
    told.lose(100)
    seat = told.snapshot(200, member(last=stamp(180)))
    assert (seat.state, seat.since) == (S.READY, at(180))


@pytest.mark.parametrize("lost", [False, True])
def test_who_is_signed_out_stays_so(told: Told, lost: bool) -> None:
    assert told.live(50, ev.MemberRemoved("zonghe", SEAT)).since == at(50)
    if lost:
        told.lose(60)
    seat = told.snapshot(70)
    assert (seat.state, seat.since) == (S.SIGNED_OUT, at(50))


@pytest.mark.parametrize("said", ["1", "0", ""])
def test_a_lead_who_is_found_again_is_told_of_as_before(told: Told, said: str) -> None:
    told.answer(10)
    told.lose(20)
    variables = {"DESK_TOLD": said, "DESK_LEAD": "2009"} if said else {}
    spy = ev.Channel("PJSIP/lead-phone-9", "1.9", "1.9", ev.UP, variables=variables)
    seat = told.snapshot(
        25, member(device=2), *listed("", 15), ev.ChannelListed(spy, "ChanSpy", f"{AGENT.name},qES")
    )
    (watch,) = seat.watched
    assert (watch.lead, watch.told) == (("2009", said == "1") if said else ("lead-phone", False))
    (began,) = (fact for fact in told.facts if isinstance(fact, Watched))
    assert (began.lead, began.told) == (watch.lead, watch.told)
