"""The team lead's painted window on both PBXs: what it shows and does is what phones and citizens find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.figures.periods import Period, Window
from desk.figures.tally import Figures
from desk.models.queues_model import percent
from desk.monitor.app import Monitor
from desk.records.floor import FloorRecords
from desk.settings import DatabaseSection, KbSection, MonitorSection, PbxSection, Settings, UiSection
from desk.settings_reader import Secret
from telephony.requests import NotReady, Ready, SignIn
from tests.desk.reading import cells
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN, HOTLINE, LEAD, Pbx
from tests.telephony.driver import Desk

_PATIENCE = 20_000  # ms; far above what a step takes, for a machine that is busy


class Board:
    """The lead's window, and somebody at its keyboard who reads the screen."""

    def __init__(self, monitor: Monitor, qtbot: QtBot) -> None:
        self.monitor, self.window, self._qtbot = monitor, monitor.window, qtbot

    def cells(self, name: str) -> list[list[str]]:
        """Return a table's texts."""
        return cells(self.window, name)

    def seat(self, key: str) -> list[str]:
        """Return the row of a seat."""
        return next((row for row in self.cells("monitor_seats") if row[0].split()[0] == key), [""] * 8)

    def figures(self, window: Window) -> Figures:
        """Return the figures of a span, of all groups."""
        board = self.window.live.board
        assert board is not None
        return board[window].total

    def gaps(self, since: datetime) -> list[Period]:
        """Return what is not known of the time since then: nobody knows what was before the PBX began."""
        board = self.window.live.board
        unknown = board.unknown["main"] if board is not None else ()
        return [gap for gap in unknown if gap.seconds > 2 and gap.until > since]

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait, the window alive, until `is_so`."""
        self._qtbot.waitUntil(lambda: bool(is_so()), timeout=_PATIENCE)

    def until_seat(self, state: str, key: str = "2001") -> None:
        """Wait until a seat's row says `state`, how often it is listened to apart."""
        self.until(lambda: self.seat(key)[1].partition(" ◉")[0] == state)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key of the window, wherever the focus is."""
        self._qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def choose_seat(self, key: str = "2001") -> None:
        """Choose a seat in its table."""
        assert self.window.board.seats.choose(("main", key))


@pytest.fixture
def board(pbx: Pbx, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Board]:
    """The board of a chief whose phone is the lead's, with a database of its own."""
    began = datetime.now(UTC)
    host, port = pbx.ami_endpoint
    username, secret = pbx.lead_credentials()
    settings = Settings(
        pbx=PbxSection(host=host, port=port, username=username, secret=Secret(secret), name="main"),
        monitor=MonitorSection(name="林立", role="chief", extension=LEAD, sound=False),
        database=DatabaseSection(url=f"sqlite:///{tmp_path / 'desk.db'}"),
        kb=KbSection(index=tmp_path / "index"),
        ui=UiSection(language="en", theme="light"),
    )
    monitor = Monitor(settings, qapp)
    monitor.window.resize(1366, 740)
    monitor.window.show()
    monitor.window.activateWindow()
    qtbot.waitActive(monitor.window)
    place = Board(monitor, qtbot)
    place.until(lambda: monitor.floor.view.pbxs[0].loaded)
    # The PBX's log tells of the calls of other tests: the day is known when it has been read.
    place.until(lambda: monitor.window.live.board is not None and not place.gaps(began))
    yield place
    monitor.stop()
    monitor.window.deleteLater()


def test_a_call_is_shown_from_the_ring_to_the_after_call_work(pbx: Pbx, desk: Desk, board: Board) -> None:
    desk.ask(SignIn())
    board.until_seat("Not ready")
    desk.ask(Ready())
    board.until_seat("Ready")
    before = board.figures(Window.DAY)
    calls = int(board.seat("2001")[5])
    citizen, phone = pbx.citizen(CITIZEN), pbx.seat_phone("2001")
    citizen.dial(HOTLINE)
    board.until_seat("Ringing")
    board.until(lambda: [row[2] for row in board.cells("monitor_waiting")] == [CITIZEN])
    phone.answer()
    board.until_seat("Talking")
    board.until(lambda: board.cells("monitor_waiting") == [])
    assert CITIZEN in board.seat("2001")[3]
    citizen.hang_up()
    board.until_seat("After-call work")
    board.until(lambda: board.seat("2001")[5] == str(calls + 1))
    after = board.figures(Window.DAY)
    assert (after.answered, after.answered_soon) == (before.answered + 1, before.answered_soon + 1)
    rate = board.window.board.queues.model.headings.index("≤15s day")
    assert board.cells("monitor_queues")[0][rate] == percent(after.answer_rate)
    assert board.window.header.day.value.text() == percent(after.answer_rate)


def test_consultation_and_three_way_call_are_shown(board: Board, call: Call) -> None:
    board.until_seat("Talking")
    call.consult()
    board.until_seat("Consultation")
    assert "8001" in board.seat("2001")[3]
    call.citizen.hang_up()
    call.department.hang_up()
    board.until_seat("After-call work")


def test_a_three_way_call_counts_as_one(board: Board, call: Call) -> None:
    before = board.figures(Window.DAY).three_way
    call.three_way()
    board.until_seat("Three-way")
    call.citizen.hang_up()
    call.phone.hang_up()
    board.until_seat("After-call work")
    board.until(lambda: board.figures(Window.DAY).three_way == before + 1)
    shown = percent(board.figures(Window.HOUR).three_way_share)
    share = board.window.board.queues.model.headings.index("3-way %")
    board.until(lambda: board.cells("monitor_queues")[0][share] == shown)


def test_listening_by_keyboard_is_heard_shown_and_written_down(pbx: Pbx, board: Board, call: Call) -> None:
    lead = pbx.lead_phone()
    lead.answers_by_itself()
    board.until_seat("Talking")
    board.choose_seat()
    board.until(board.window.board.seat_bar.listen.isEnabled)
    board.press(Qt.Key.Key_F7)
    board.until(lambda: "◉" in board.seat("2001")[1])
    lead.wait_hears("2001", CITIZEN)
    call.heard(citizen={"2001"}, phone={CITIZEN})
    board.until(lambda: "2001" in board.window.watching.text)
    board.until(board.window.board.seat_bar.stop.isEnabled)
    board.press(Qt.Key.Key_F12)
    board.until(lambda: board.window.watching.text == "")
    lead.wait_gone()
    records, now = FloorRecords(board.monitor.records.database), datetime.now(UTC)

    def written() -> list[tuple[str, str, str]]:
        rows = records.actions(now - timedelta(minutes=5), now + timedelta(minutes=5))
        return [(row.action, row.target, row.result.value) for row in rows]

    board.until(lambda: ("stop_watching", "2001", "done") in written())
    assert {("listen", "2001", result) for result in ("asked", "done", "began", "ended")} <= set(written())


def test_a_waiting_caller_is_sent_to_another_group_where_a_seat_is_ready(
    pbx: Pbx, desk: Desk, board: Board
) -> None:
    desk.ask(SignIn())
    desk.ask(NotReady("meal"))
    citizen, phone = pbx.citizen(CITIZEN), pbx.seat_phone("2001")
    citizen.dial(HOTLINE)
    board.until(lambda: [row[1:3] for row in board.cells("monitor_waiting")] == [["zonghe", CITIZEN]])
    bar = board.window.board.caller_bar
    board.window.board.waiting.focus_table()
    board.until(bar.send.isEnabled)
    next(action for action in bar.targets.actions() if action.text() == "gjj").trigger()
    board.until(lambda: [row[1] for row in board.cells("monitor_waiting")] == ["gjj"])
    board.until(lambda: board.window.messages.text == f"{CITIZEN} was sent to gjj.")
    board.choose_seat()
    board.until(board.window.board.seat_bar.set_ready.isEnabled)
    board.window.board.seat_bar.set_ready.click()
    board.until_seat("Ringing")
    phone.answer()
    citizen.wait_hears("2001")
    board.until_seat("Talking")
