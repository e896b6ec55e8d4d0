"""The PBX goes, hangs or lies: the window says which, and all is there again when it is back."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from msgspec import structs

from desk.settings import Settings
from desk.settings_reader import Secret
from desk.workstation import app as composition
from telephony.config import LinkTiming, PbxConfig
from telephony.snapshots import CallState, EndReason, LinkProblem, LinkState, SeatState
from tests.desk.faults.conftest import CITIZEN, Desk
from tests.desk.faults.proxy import FaultProxy
from tests.pbx.simulated import SimulatedHotline

SAID_WITHIN = 6.0
BACK_WITHIN = 5.0


def test_a_pbx_killed_in_a_call_is_said_and_found_again(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    desk.ready()
    desk.talk(hotline)
    desk.type("order_title", "street lamp dark")
    desk.type("wrapup_note", "calls for the third time")
    hotline.kill()
    desk.wait_link(up=False, seconds=SAID_WITHIN)
    assert "PBX" in desk.text("link_banner")
    assert desk.text("link_banner") != "The desk has logged off from the PBX."
    assert desk.text("order_title") == "street lamp dark"
    assert desk.text("wrapup_note") == "calls for the third time"
    desk.type("wrapup_note", ", meanwhile")  # the form works without the PBX
    assert not desk.find(type(desk.window.call_panel.hold), "call_hold").isEnabled()
    hotline.start()
    desk.wait_link(up=True, seconds=BACK_WITHIN)
    # The call went with the PBX: that is said, and what was typed for it stays.
    desk.wait(lambda: desk.call.state is CallState.ENDED, "call ended")
    assert desk.call.end_reason is EndReason.LOST
    assert "Lost" in desk.text("call_state")
    assert desk.text("wrapup_note") == "calls for the third time, meanwhile"
    desk.wait(
        lambda: (
            desk.rows("SELECT title, note FROM drafts")
            == [("street lamp dark", "calls for the third time, meanwhile")]
        ),
        "draft stored",
    )


def test_after_a_restart_the_seat_is_a_member_as_before(desk: Desk, hotline: SimulatedHotline) -> None:
    desk.ready()
    hotline.kill()
    desk.wait_link(up=False)
    assert desk.view.seat.state is SeatState.UNKNOWN
    hotline.start()
    desk.wait(lambda: desk.view.seat.state is SeatState.READY, "ready again", BACK_WITHIN)
    desk.talk(hotline)


def test_packets_that_vanish_are_noticed_and_the_call_is_found_again(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    desk.ready()
    before = desk.talk(hotline)
    proxy.stall()
    desk.wait_link(up=False, seconds=SAID_WITHIN)
    assert desk.view.link.problem is LinkProblem.SILENT
    assert "half-open" in desk.text("link_banner")
    proxy.flow()
    desk.wait_link(up=True, seconds=BACK_WITHIN)
    after = desk.wait_call(CallState.TALKING)
    assert (after.call_id, after.number) == (before.call_id, CITIZEN)
    desk.click("call_hold")
    desk.wait_call(CallState.HELD)


def test_a_citizen_who_goes_in_the_gap_is_not_on_the_screen_for_ever(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    desk.ready()
    desk.talk(hotline)
    proxy.refuse(True)
    desk.wait_link(up=False)
    hotline.citizen(CITIZEN).hang_up()
    hotline.seat_phone("2001").wait_gone()
    proxy.refuse(False)
    desk.wait_link(up=True, seconds=BACK_WITHIN)
    desk.wait_call(CallState.ENDED)
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls WHERE ended_at IS NOT NULL") == [(1,)], "record")


@pytest.mark.parametrize("after", [7, 300, 1400])
def test_a_reset_in_mid_event_loses_no_call(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy, after: int
) -> None:
    desk.ready()
    proxy.reset_after(after)
    hotline.citizen(CITIZEN).dial("12345")
    desk.wait(lambda: proxy.accepted == 2, "a second connection", 8)
    desk.wait_link(up=True)
    assert desk.wait_call(CallState.RINGING).number == CITIZEN
    hotline.seat_phone("2001").answer()
    desk.wait_call(CallState.TALKING)
    desk.wait(lambda: len(desk.rows("SELECT id FROM calls")) == 1, "one record")


@pytest.mark.parametrize("piece", [1, 7])
def test_a_call_that_comes_in_crumbs(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy, piece: int
) -> None:
    proxy.drip(piece)
    hotline.pbx.add_citizen(CITIZEN, name="欧阳𠮷祥")
    desk.ready()
    call = desk.talk(hotline)
    assert call.name == "欧阳𠮷祥"
    assert desk.text("call_name") == "欧阳𠮷祥"
    hotline.citizen(CITIZEN).hang_up()
    desk.wait_call(CallState.ENDED)


def test_a_stall_during_the_login(
    start: Callable[[Settings], Desk], settings: Settings, proxy: FaultProxy
) -> None:
    proxy.stall()
    desk = start(settings)
    desk.wait(lambda: desk.view.link.problem is LinkProblem.SILENT, "said", SAID_WITHIN)
    desk.wait_link(up=False)
    assert "no longer answers" in desk.text("link_banner")
    proxy.flow()
    desk.wait_link(up=True, seconds=BACK_WITHIN)


def test_a_wrong_password_is_said_and_not_hammered(
    start: Callable[[Settings], Desk], settings: Settings, proxy: FaultProxy
) -> None:
    wrong = structs.replace(settings.pbx, secret=Secret("quite-wrong-secret"))
    desk = start(structs.replace(settings, pbx=wrong))
    desk.wait(lambda: desk.view.link.problem is LinkProblem.WRONG_PASSWORD, "said")
    desk.wait_link(up=False)
    assert "password" in desk.text("link_banner")
    retry = desk.view.link.retry_at
    assert retry is not None
    assert (retry - datetime.now(UTC)).total_seconds() > 10
    assert proxy.accepted == 1


def test_something_that_is_no_pbx_is_said(desk: Desk, proxy: FaultProxy) -> None:
    desk.wait_link(up=True)
    proxy.corrupt(lambda data: b"SSH-2.0-OpenSSH_9.2\r\n")
    proxy.reset()
    desk.wait(lambda: desk.view.link.problem is LinkProblem.NOT_AMI, "said")
    assert "not a PBX" in desk.text("link_banner")
    proxy.corrupt(None)
    desk.wait_link(up=True, seconds=BACK_WITHIN)


def test_fifty_flaps_cost_nothing_that_stays(
    start: Callable[[Settings], Desk],
    settings: Settings,
    proxy: FaultProxy,
    hotline: SimulatedHotline,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = composition.pbx_config

    def quick(from_settings: Settings) -> PbxConfig:
        return replace(usual(from_settings), timing=LinkTiming(retry_first=0.01, retry_jitter=0.02))

    monkeypatch.setattr(composition, "pbx_config", quick)
    desk = start(settings)
    desk.ready()

    def flap() -> None:
        made = proxy.accepted
        proxy.reset()
        desk.wait(lambda: proxy.accepted > made and desk.view.link.state is LinkState.UP, "back")

    for _ in range(5):
        flap()
    before = len(os.listdir("/proc/self/fd")), threading.active_count()
    for _ in range(45):
        flap()
    desk.wait(lambda: desk.view.seat.state is SeatState.READY, "ready")
    after = len(os.listdir("/proc/self/fd")), threading.active_count()
    assert after[0] <= before[0] + 3
    assert after[1] <= before[1] + 1
    desk.talk(hotline)


def test_a_refusing_pbx_is_asked_at_a_bounded_pace(
    desk: Desk, proxy: FaultProxy, hotline: SimulatedHotline, logged: object
) -> None:
    desk.ready()
    timing = LinkTiming()
    gaps = []
    proxy.refuse(True)
    seen: set[datetime] = set()
    until = time.monotonic() + 6
    while time.monotonic() < until and len(gaps) < 4:
        retry = desk.view.link.retry_at
        if retry is not None and retry not in seen and retry > datetime.now(UTC):
            seen.add(retry)
            gaps.append((retry - datetime.now(UTC)).total_seconds())
        desk.qtbot.wait(20)
    assert len(gaps) == 4
    assert gaps[-1] > gaps[0]
    assert max(gaps) <= timing.retry_max + timing.retry_jitter + 0.1
    assert logged.text.count("Link to the PBX is down") <= 8  # type: ignore[attr-defined]
    proxy.refuse(False)
    desk.wait_link(up=True, seconds=BACK_WITHIN)


@pytest.mark.parametrize("trouble", ["refuse", "stall", "up"])
def test_closing_takes_two_seconds_at_most(desk: Desk, proxy: FaultProxy, trouble: str) -> None:
    desk.wait_link(up=True)
    if trouble == "refuse":
        proxy.refuse(True)
        desk.wait_link(up=False)
    elif trouble == "stall":
        proxy.stall()
    desk.type("order_title", "not yet saved")
    began = time.monotonic()
    desk.window.close()
    desk.workstation.stop()
    assert time.monotonic() - began <= 2.0
    assert not [t for t in threading.enumerate() if t.name.startswith("desk-")]
