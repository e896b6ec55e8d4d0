"""The demonstration: starter data, a PBX with callers, and a window in which a call can be taken."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.assembly import make_knowledge, open_records
from desk.call_log import RecordedCalls
from desk.demo import run as demo
from desk.demo.editing import EDITOR
from desk.records.knowledge_log import KnowledgeLog
from desk.settings import Settings, UiSection
from desk.workstation.app import Workstation
from kb.editing import Editorial
from kb.editing.views import Action
from telephony.simulator import SimulatedPbx
from telephony.snapshots import CallState, LinkState, SeatState

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
    pytest.mark.timeout(240),
]
UI = UiSection(language="en", theme="light")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepare the demonstration once; give the data folder."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        said: list[str] = []
        demo.prepare(said.append, UI)
    assert len(said) == 4  # what is being done is shown while it takes time
    return folder


@pytest.fixture
def hall(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Settings, SimulatedPbx, list[str]]:
    """Give the settings, the PBX (not started) and what was reported of a second start."""
    monkeypatch.setenv("XDG_DATA_HOME", str(prepared))
    said: list[str] = []
    settings, pbx = demo.prepare(said.append, UI)
    return settings, pbx, said


def test_the_starter_data_is_what_was_promised(hall: tuple[Settings, SimulatedPbx, list[str]]) -> None:
    settings, _, _ = hall
    with open_records(settings, migrate=False) as records:
        departments = records.departments(limit=1000)
        assert len(departments) >= 40
        with records.database.reading() as connection:
            from sqlalchemy import text

            assert connection.scalar(text("SELECT count(*) FROM callers")) >= 200
            assert connection.scalar(text("SELECT count(*) FROM orders")) > 0
            assert connection.scalar(text("SELECT count(*) FROM calls")) > 0
        knowledge = make_knowledge(settings, records)
        knowledge.open()
        try:
            assert knowledge.count >= 300
            assert knowledge.search("租房提取公积金", 5)
            assert knowledge.check().ok
            for entry in knowledge.store.all():
                article = entry.article
                assert len(article.similar) >= 2, article.code
                assert all((article.department, article.category, article.keywords, article.source))
        finally:
            knowledge.close()


def test_the_campaign_has_brought_new_and_renewed_entries_and_more_direct_answers(
    hall: tuple[Settings, SimulatedPbx, list[str]],
) -> None:
    settings, _, _ = hall
    with open_records(settings, migrate=False) as records:
        knowledge = make_knowledge(settings, records)
        calls = RecordedCalls(KnowledgeLog(records.database))
        editorial = Editorial(knowledge, EDITOR, calls)
        [campaign] = editorial.campaign.list()
        board = editorial.campaign.board(campaign)
        assert 0 < board.total.new < board.total.new_target
        assert 0 < board.total.renewed < board.total.renewed_target
        assert 0.2 < board.total.renewed_share < 0.5
        assert board.before.share is not None
        assert board.since.share is not None
        assert 0.05 < board.since.share - board.before.share < 0.2
        # Renewed by the same steps as any text: two pairs of eyes, each with its day.
        renewed = [row.code for row in editorial.entries.rows() if row.updated_by == EDITOR.name]
        assert len(renewed) == board.total.renewed
        steps = editorial.history.revisions(renewed[0])
        assert [each.action for each in steps] == [
            Action.PUBLISH, Action.SUBMIT, Action.SAVE, Action.PUBLISH,
        ]  # fmt: skip
        assert steps[0].approved_by not in ("", EDITOR.name)


def test_a_second_start_doubles_nothing(
    hall: tuple[Settings, SimulatedPbx, list[str]], prepared: Path
) -> None:
    settings, _, _ = hall
    counts = _counts(settings)
    demo.prepare(lambda _: None, UI)
    assert _counts(settings) == counts
    assert demo.folder().is_relative_to(prepared)


def _counts(settings: Settings) -> list[int]:
    from sqlalchemy import text

    tables = ("callers", "calls", "orders", "departments")
    with open_records(settings, migrate=False) as records, records.database.reading() as connection:
        return [int(connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0) for name in tables]


def test_fresh_throws_away_only_what_is_the_demonstrations(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    mine = tmp_path / "hotline-desk" / "desk.db"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"the records of a real seat")
    folder = demo.folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "left-over").write_text("", "utf-8")
    monkeypatch.setattr(demo.starter, "load_records", lambda _: None)
    monkeypatch.setattr(demo.starter, "load_knowledge", lambda _: None)
    demo.prepare(lambda _: None, UI, fresh=True)
    assert mine.read_bytes() == b"the records of a real seat"
    assert not (folder / "left-over").exists()


def test_a_call_comes_and_is_taken(
    hall: tuple[Settings, SimulatedPbx, list[str]], qapp: QApplication, qtbot: QtBot
) -> None:
    settings, pbx, _ = hall
    pbx.start()
    section = replace(settings.pbx, port=pbx.port)
    workstation = Workstation(replace(settings, pbx=section), qapp)
    window, bridge = workstation.window, workstation.pbx
    window.show()
    try:
        qtbot.waitUntil(lambda: bridge.view.link.state is LinkState.UP, timeout=5000)
        qtbot.waitUntil(lambda: bridge.view.seat.state is not SeatState.UNKNOWN, timeout=5000)
        if bridge.view.seat.state is not SeatState.READY:
            window.seat_bar.ready.click()
        qtbot.waitUntil(lambda: bridge.view.seat.state is SeatState.READY, timeout=5000)
        qtbot.waitUntil(lambda: _state(bridge) is CallState.RINGING, timeout=30_000)
        # Who calls is known while it still rings: every caller of the demonstration has a history.
        qtbot.waitUntil(lambda: "Looking up" not in window.caller.summary.text(), timeout=3000)
        assert window.caller.summary.text()
        assert _state(bridge) is CallState.RINGING
        qtbot.waitUntil(window.call_panel.answer.isEnabled, timeout=2000)
        window.call_panel.answer.click()
        qtbot.waitUntil(lambda: _state(bridge) is CallState.TALKING, timeout=5000)
        window.knowledge.query.setText("公积金")
        qtbot.waitUntil(lambda: bool(window.knowledge.answer.toPlainText()), timeout=10_000)
    finally:
        window.close()
        workstation.stop()
        pbx.stop()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def _state(bridge: object) -> CallState | None:
    call = bridge.view.call  # type: ignore[attr-defined]
    return call.state if call is not None else None
