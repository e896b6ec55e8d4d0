"""Several PBXs added up, each with its own link; listeners that fail; requests while nothing is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from telephony.config import LinkTiming, PbxConfig
from telephony.errors import LinkDown, NotPossible, ReachedSome, Refused
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.facts import Fact, QueueLog
from telephony.floor.requests import Announce, CallSeat, SetNotReady, SetReady
from telephony.floor.thread import FloorThread
from telephony.floor.views import FloorState, FloorView
from telephony.simulator import Layout, PhoneSetup, SimulatedPbx, lead_account
from telephony.snapshots import LinkProblem, LinkState

SECRET = "a-lead's-secret"
FAST = LinkTiming(retry_first=0.02, retry_max=0.05, retry_jitter=0.02)


def _pbx(first_seat: int) -> SimulatedPbx:
    seats = [str(first_seat + i) for i in range(2)]
    pbx = SimulatedPbx(
        Layout(
            hotlines={"12345": "zonghe"},
            phones=tuple(PhoneSetup(seat, seat) for seat in seats),
            accounts=(lead_account("desk-lead", SECRET),),
        )
    )

    def sign_in(started: SimulatedPbx) -> None:
        for seat in seats:
            started.exchange.queues["zonghe"].add(f"PJSIP/{seat}", f"{seat} Name")

    pbx.on_start.append(sign_in)
    pbx.start()
    return pbx


@pytest.fixture
def pbxs() -> Iterator[list[SimulatedPbx]]:
    found = [_pbx(2001), _pbx(2001)]
    yield found
    for pbx in found:
        pbx.stop()


class Seen:
    """A floor and its latest view."""

    def __init__(self, *configs: FloorConfig) -> None:
        self._changed = threading.Condition()
        self.floor = FloorThread(configs)
        self.floor.listen(self._fail)
        self.floor.listen(self._see)
        self.views: list[FloorView] = []

    def __enter__(self) -> Seen:
        self.floor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.floor.stop()

    def wait(self, is_so: Callable[[FloorView], bool]) -> FloorView:
        with self._changed:
            assert self._changed.wait_for(lambda: is_so(self.floor.view), 5), self.floor.view
        return self.floor.view

    def _fail(self, _view: FloorView) -> None:
        raise RuntimeError("a window that is broken")

    def _see(self, view: FloorView) -> None:
        with self._changed:
            self.views.append(view)
            self._changed.notify_all()


def config(name: str, pbx: SimulatedPbx, secret: str = SECRET) -> FloorConfig:
    return FloorConfig(
        name,
        PbxConfig(pbx.host, "desk-lead", secret, port=pbx.port, timing=FAST),
        LeadConfig("2009"),
        seats=("PJSIP/2001", "PJSIP/2003"),
    )


def both_loaded(view: FloorView) -> bool:
    return all(pbx.loaded for pbx in view.pbxs)


def test_two_pbxs_are_added_up_and_one_that_is_away_leaves_the_other_alone(
    pbxs: list[SimulatedPbx],
) -> None:
    with Seen(config("east", pbxs[0]), config("west", pbxs[1])) as seen:
        view = seen.wait(both_loaded)
        assert [(s.pbx, s.key, s.state) for s in view.seats] == [
            (pbx, seat, state)
            for pbx in ("east", "west")
            for seat, state in (
                ("2001", FloorState.READY),
                ("2002", FloorState.READY),
                ("2003", FloorState.SIGNED_OUT),
            )
        ]
        assert [queue.pbx for queue in view.queues] == ["east", "west"]
        pbxs[1].stop()
        view = seen.wait(lambda v: not v.pbxs[1].loaded)
        assert {seat.state for seat in view.pbxs[1].seats} == {FloorState.UNKNOWN}
        assert view.pbxs[0].loaded
        seen.floor.submit(SetReady("east", "2001")).result(5)
        with pytest.raises(LinkDown):
            seen.floor.submit(SetReady("west", "2001")).result(5)
        with pytest.raises(NotPossible):
            seen.floor.submit(SetReady("north", "2001")).result(5)
        with pytest.raises(ReachedSome, match=r"reached east, not west \(LinkDown\)") as some:
            seen.floor.submit(Announce("", "a line")).result(5)
        assert (some.value.reached, list(some.value.failures)) == (("east",), ["west"])
        pbxs[0].stop()
        seen.wait(lambda v: not v.pbxs[0].loaded)
        with pytest.raises(LinkDown):
            seen.floor.submit(Announce("", "a line")).result(5)
        for pbx in pbxs:
            pbx.start()
        seen.wait(both_loaded)
        seen.floor.submit(Announce("", "a line")).result(5)


def test_what_has_not_changed_is_the_same_object(pbxs: list[SimulatedPbx]) -> None:
    with Seen(config("east", pbxs[0]), config("west", pbxs[1])) as seen:
        before = seen.wait(both_loaded)
        pbxs[0].call(lambda: pbxs[0].exchange.queues["zonghe"].pause("PJSIP/2002", True, "lunch"))
        after = seen.wait(lambda v: v.seats[1].state is FloorState.NOT_READY)
        assert after.serial > before.serial
        assert [a is b for a, b in zip(before.seats, after.seats, strict=True)] == [
            True, False, True, True, True, True,
        ]  # fmt: skip
        assert after.pbxs[1] is before.pbxs[1]


def test_a_wrong_password_is_said(pbxs: list[SimulatedPbx]) -> None:
    with Seen(config("east", pbxs[0], "wrong")) as seen:
        seen.wait(lambda v: v.pbxs[0].link.problem is LinkProblem.WRONG_PASSWORD)


def test_a_right_that_is_missing_is_said_and_the_rest_works(pbxs: list[SimulatedPbx]) -> None:
    pbxs[0].stop()
    reader = replace(lead_account("desk-lead", SECRET), write=frozenset({"agent", "call"}))
    pbxs[0].layout = replace(pbxs[0].layout, accounts=(reader,))
    pbxs[0].start()
    facts: list[Fact] = []
    seen = Seen(config("east", pbxs[0]))
    seen.floor.listen_to_facts(facts.append)
    with seen:
        view = seen.wait(lambda v: v.pbxs[0].link.problem is LinkProblem.NO_PRIVILEGE)
        assert view.pbxs[0].link.missing == ("Originate", "UserEvent")
        view = seen.wait(lambda v: v.pbxs[0].loaded)
        with pytest.raises(Refused) as refused:
            seen.floor.submit(CallSeat("east", "2001")).result(5)
        assert refused.value.permission
        seen.floor.submit(SetNotReady("east", "2001", "lunch")).result(5)
    (log,) = (fact for fact in facts if isinstance(fact, QueueLog))
    assert not log.complete
    assert "Refused" in log.why


def test_a_floor_that_was_stopped_says_so(pbxs: list[SimulatedPbx]) -> None:
    with Seen(config("east", pbxs[0])) as seen:
        seen.wait(both_loaded)
    assert seen.floor.view.pbxs[0].link.state is LinkState.STOPPED
    assert isinstance(seen.floor.submit(SetReady("east", "2001")).exception(1), LinkDown)
    seen.floor.stop()


def test_every_pbx_needs_a_name_of_its_own(pbxs: list[SimulatedPbx]) -> None:
    with pytest.raises(ValueError, match="name"):
        FloorThread([config("east", pbxs[0]), config("east", pbxs[1])])
