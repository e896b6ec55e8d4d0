"""Nothing that the window says is cut on the smallest screen, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from desk import language, wording
from desk.records.views import Outcome
from desk.widgets.buttons import ElidedButton
from desk.widgets.dressing import scaled
from desk.workstation.window import WorkstationWindow
from telephony.snapshots import CallDirection, CallState, ConsultResult, SeatSnapshot, SeatState
from tests.desk.workstation import fakes, preview

WIDTH, HEIGHT = 1366, 690  # what a screen of 768 lines leaves a window
# What comes from outside is of any length; a tooltip has the whole.
OUTSIDE = {"caller_address", "kb_source", "order_saved", "message_bar"}


@pytest.fixture(params=language.LANGUAGES)
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Give a language that is in force."""
    known, before = set(qapp.findChildren(QTranslator)), QLocale()
    language.install(qapp, request.param)
    made = [one for one in qapp.findChildren(QTranslator) if one not in known]
    compiled = files("resources").joinpath("translations", f"{request.param}.qm")
    assert request.param == "en" or compiled.is_file(), "make -s resources/translations/zh_CN.qm"
    yield request.param
    for translator in made:
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def cut(window: WorkstationWindow) -> list[str]:
    """Return the texts that have less room than they need, or lie outside of the window."""
    return [
        f"{widget.objectName()}: {widget.text()}"
        for widget in (*window.findChildren(QAbstractButton), *window.findChildren(QLabel))
        if widget.isVisible()
        and widget.text()
        and widget.objectName() not in OUTSIDE
        and not (_fits(widget) and window.rect().contains(widget.mapTo(window, widget.rect().bottomRight())))
    ]


def _fits(widget: QAbstractButton | QLabel) -> bool:
    if isinstance(widget, ElidedButton):  # a department's name
        return True
    if isinstance(widget, QAbstractButton):
        return widget.width() >= widget.minimumSizeHint().width()
    if widget.wordWrap():
        return widget.height() >= widget.heightForWidth(widget.width())
    return widget.contentsRect().width() >= widget.fontMetrics().horizontalAdvance(widget.text())


def test_the_outcome_of_an_earlier_call_is_never_cut(make_desk, spoken):
    table = make_desk().window.caller.calls
    for outcome in Outcome:
        needed = table.fontMetrics().horizontalAdvance(wording.outcome(outcome)) + scaled(20)
        assert needed <= table.columnWidth(1), outcome


def nuisance(window: WorkstationWindow) -> None:
    window.caller.show_card(replace(preview.card(), nuisance=True, nuisance_reason="无声电话"))


def another_order(window: WorkstationWindow) -> None:
    window.order.dispatch.click()
    assert window.order.another.isVisible()
    window.order.another.click()


def put_aside(window: WorkstationWindow) -> None:
    _pbx(window).show_call(fakes.call(CallState.ENDED))
    _pbx(window).show_call(fakes.call(CallState.TALKING, "c2", number="13900000000"))
    window.form.next_unfinished()


def dialling(window: WorkstationWindow) -> None:
    call = fakes.call(CallState.DIALLING, "out", direction=CallDirection.OUTBOUND, queue="", waited=None)
    _pbx(window).show_call(call)


def not_reached(window: WorkstationWindow) -> None:
    dialling(window)
    call = replace(_pbx(window).view.call, consult_result=ConsultResult.UNREACHABLE)
    _pbx(window).show_call(call)


def on_hold(window: WorkstationWindow) -> None:
    _pbx(window).show_call(fakes.call(CallState.HELD))


def signed_out(window: WorkstationWindow) -> None:
    _pbx(window).show(replace(_pbx(window).view, seat=SeatSnapshot("2001", SeatState.SIGNED_OUT)))


def _pbx(window: WorkstationWindow) -> fakes.FakePbx:
    pbx = window._ports.pbx
    assert isinstance(pbx, fakes.FakePbx)
    return pbx


HAPPENS = (nuisance, another_order, put_aside, dialling, not_reached, on_hold, signed_out)


def _assert_fits(window: WorkstationWindow, spoken: str) -> None:
    QApplication.processEvents()
    least = window.minimumSizeHint()
    assert (least.width() <= WIDTH, least.height() <= HEIGHT) == (True, True), least
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)
    assert cut(window) == []
    assert window.wrapup.done.text().isascii() == (spoken == "en")


@pytest.fixture
def make(spoken: str, qtbot):  # type: ignore[no-untyped-def]
    """Make the window of a state, as large as the smallest screen."""

    def begin(state: str) -> WorkstationWindow:
        window = preview.make(state, "light", spoken, 1.0)
        qtbot.addWidget(window)
        window.resize(WIDTH, HEIGHT)
        window.showNormal()
        window.resize(WIDTH, HEIGHT)
        return window

    return begin


@pytest.mark.parametrize("state", preview.STATES)
def test_no_text_is_cut(make, spoken, state):
    _assert_fits(make(state), spoken)


@pytest.mark.parametrize("happens", HAPPENS)
def test_no_text_is_cut_by_what_happens_in_a_call(make, spoken, happens):
    window = make("talking")
    happens(window)
    _assert_fits(window, spoken)
