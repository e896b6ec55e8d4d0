"""Who answers a ringing call: the screen, the phone's handset, or the phone by itself; and who may not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from telephony.config import AnswerMode
from telephony.errors import NotPossible
from telephony.requests import (
    Answer,
    Consult,
    Dial,
    HangUp,
    Hold,
    QueueTarget,
    Ready,
    Request,
    SignIn,
    Transfer,
)
from telephony.snapshots import (
    CallAction,
    CallState,
    Hindrance,
    LinkProblem,
    LinkState,
)
from tests.pbx.harness import CITIZEN, HOTLINE, MUSIC, NOTIFIED_SEAT, Pbx, assert_nothing_left
from tests.pbx.real import RealPbx
from tests.telephony.driver import Desk


@contextmanager
def _desk(pbx: Pbx, extension: str, answer: AnswerMode, dial_out: bool = True) -> Iterator[Desk]:
    credentials = pbx.seat_credentials(extension)
    with Desk(pbx.ami_endpoint, credentials, extension, answer=answer, dial_out=dial_out) as desk:
        desk.wait_up()
        yield desk


def _ring(pbx: Pbx, desk: Desk) -> None:
    desk.ask(SignIn())
    desk.ask(Ready())
    pbx.citizen(CITIZEN).dial(HOTLINE)
    desk.wait_call(CallState.RINGING)


@pytest.fixture
def notified(pbx: Pbx) -> Iterator[Desk]:
    """The desk of the seat whose phone answers on request."""
    with _desk(pbx, NOTIFIED_SEAT, AnswerMode.NOTIFY, dial_out=False) as desk:
        yield desk


def test_the_screen_answers_the_phone(pbx: Pbx, notified: Desk) -> None:
    phone = pbx.notified_phone()
    _ring(pbx, notified)
    phone.wait_ringing()
    assert CallAction.ANSWER in notified.call.can
    started = time.monotonic()
    notified.ask(Answer())
    assert time.monotonic() - started < 1
    assert notified.call.state is CallState.TALKING
    phone.wait_up()
    pbx.citizen(CITIZEN).wait_up()
    notified.ask(HangUp())
    phone.wait_gone()
    assert_nothing_left(pbx)
    assert notified.view.link.problem is None


def test_the_next_call_is_answered_from_the_screen_too(pbx: Pbx, notified: Desk) -> None:
    phone = pbx.notified_phone()
    for _ in range(2):
        _ring(pbx, notified)
        phone.wait_ringing()
        notified.ask(Answer())
        notified.ask(HangUp())
        phone.wait_gone()
        pbx.citizen(CITIZEN).wait_gone()
    assert_nothing_left(pbx)


def test_without_the_setting_the_call_is_answered_at_the_phone(pbx: Pbx) -> None:
    with _desk(pbx, NOTIFIED_SEAT, AnswerMode.PHONE) as desk:
        phone = pbx.notified_phone()
        _ring(pbx, desk)
        phone.wait_ringing()
        assert CallAction.ANSWER not in desk.call.can
        assert desk.call.hindrances[CallAction.ANSWER] is Hindrance.ANSWER_AT_PHONE
        with pytest.raises(NotPossible) as refused:
            desk.ask(Answer())
        assert refused.value.hindrance is Hindrance.ANSWER_AT_PHONE
        phone.wait_ringing()


def test_an_account_that_may_not_answer_is_told_with_the_log_in(pbx: Pbx) -> None:
    started = time.monotonic()
    with _desk(pbx, "2001", AnswerMode.NOTIFY) as desk:
        link = desk.view.link
        assert (link.state, link.problem, link.missing) == (
            LinkState.UP,
            LinkProblem.NO_PRIVILEGE,
            ("PJSIPNotify",),
        )
        assert time.monotonic() - started < 5
        _ring(pbx, desk)
        assert desk.call.hindrances[CallAction.ANSWER] is Hindrance.ANSWER_AT_PHONE
        pbx.seat_phone("2001").answer()  # the handset still works
        desk.wait_call(CallState.TALKING)


def test_a_phone_that_answers_by_itself_needs_no_click(pbx: Pbx) -> None:
    with _desk(pbx, "2001", AnswerMode.AUTO) as desk:
        pbx.seat_phone("2001").answers_by_itself()
        desk.ask(SignIn())
        desk.ask(Ready())
        citizen = pbx.citizen(CITIZEN)
        citizen.dial(HOTLINE)
        desk.wait_call(CallState.TALKING)
        citizen.wait_hears("2001")
        desk.ask(HangUp())
        citizen.wait_gone()


@pytest.mark.parametrize("step", [Hold(), Consult("8001"), Transfer(QueueTarget("gjj"))])
def test_a_step_in_the_moment_of_the_answer_does_not_lose_the_citizen(pbx: Pbx, step: Request) -> None:
    with _desk(pbx, "2001", AnswerMode.AUTO) as desk:
        pbx.seat_phone("2001").answers_by_itself()
        desk.ask(SignIn())
        citizen = pbx.citizen(CITIZEN)
        for _ in range(3):
            desk.ask(Ready())
            citizen.dial(HOTLINE)
            desk.wait_call(CallState.TALKING)
            desk.ask(step)
            citizen.wait_hears(MUSIC)
            citizen.hang_up()
            pbx.seat_phone("2001").hang_up()
            desk.wait(lambda v: v.call is None or v.call.state is CallState.ENDED)
            assert_nothing_left(pbx)


# dialling out


def test_a_seat_that_may_not_dial_out_says_so_before_a_click(pbx: Pbx) -> None:
    with _desk(pbx, NOTIFIED_SEAT, AnswerMode.NOTIFY, dial_out=False) as desk:
        assert desk.view.idle_hindrances[CallAction.DIAL] is Hindrance.NOT_ALLOWED
        with pytest.raises(NotPossible) as refused:
            desk.ask(Dial(CITIZEN))
        assert refused.value.hindrance is Hindrance.NOT_ALLOWED
        assert pbx.channels() == []


def test_an_account_without_the_right_to_dial_out_is_told_with_the_log_in(pbx: Pbx) -> None:
    started = time.monotonic()
    with _desk(pbx, NOTIFIED_SEAT, AnswerMode.NOTIFY) as desk:
        link = desk.view.link
        assert (link.state, link.problem, link.missing) == (
            LinkState.UP,
            LinkProblem.NO_PRIVILEGE,
            ("Originate",),
        )
        assert time.monotonic() - started < 5
        assert desk.view.idle_hindrances[CallAction.DIAL] is Hindrance.NOT_ALLOWED
        with pytest.raises(NotPossible):
            desk.ask(Dial(CITIZEN))
        assert pbx.channels() == []
        assert desk.view.call is None


@pytest.mark.parametrize("extension", ["2001", NOTIFIED_SEAT])
def test_an_account_with_all_its_rights_lacks_none(pbx: Pbx, extension: str) -> None:
    notified = extension == NOTIFIED_SEAT
    answer = AnswerMode.NOTIFY if notified else AnswerMode.PHONE
    with _desk(pbx, extension, answer, dial_out=not notified) as desk:
        assert desk.view.link.problem is None


@pytest.mark.real_pbx
def test_a_phone_that_does_not_know_the_request_is_said_to_be_the_place_to_answer(real_pbx: RealPbx) -> None:
    """The PBX ends the ringing when the phone refuses its NOTIFY; the citizen rings again."""
    with Desk(real_pbx.ami_endpoint, real_pbx.admin_credentials, "2001", answer=AnswerMode.NOTIFY) as desk:
        desk.wait_up()
        _ring(real_pbx, desk)
        real_pbx.seat_phone("2001").wait_ringing()
        with pytest.raises(NotPossible) as refused:
            desk.ask(Answer())
        assert refused.value.hindrance is Hindrance.ANSWER_AT_PHONE
        desk.wait_call(CallState.RINGING, timeout=10)
        real_pbx.seat_phone("2001").answer()
        desk.wait_call(CallState.TALKING)
