"""What is published at one place is found at every desk within two seconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.assembly import make_knowledge, open_records
from desk.records.tables import searches
from desk.settings import DatabaseSection, KbSection, PbxSection, SeatSection, Settings, UiSection
from desk.settings_reader import Secret
from desk.workstation.app import Workstation
from kb import Article, KnowledgeBase
from tests.pbx.simulated import SimulatedHotline

_WITHIN_MS = 2000
NEW = Article("new", "宠物狗怎么办证", "到派出所。")


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Give the settings of a seat of a simulated PBX."""
    hotline = SimulatedHotline()
    host, port = hotline.ami_endpoint
    username, secret = hotline.seat_credentials("2001")
    yield Settings(
        pbx=PbxSection(host=host, port=port, username=username, secret=Secret(secret)),
        seat=SeatSection(extension="2001", agent="1024", queues=("zonghe",)),
        database=DatabaseSection(url=f"sqlite:///{tmp_path / 'desk.db'}"),
        kb=KbSection(index=tmp_path / "index"),
        ui=UiSection(language="en", theme="light", ring="none"),
    )
    hotline.close()


@pytest.fixture
def editors(settings: Settings, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """Give the knowledge base of another program, with an index of its own."""
    with open_records(settings, migrate=True) as records:
        knowledge = make_knowledge(
            Settings(database=settings.database, kb=KbSection(index=tmp_path / "editors")), records
        )
        knowledge.open()
        knowledge.put([Article("old", "公积金怎么提取", "到柜台。")], "editor")
        yield knowledge
        knowledge.close()


@pytest.fixture
def desk(
    editors: KnowledgeBase, settings: Settings, qapp: QApplication, qtbot: QtBot
) -> Iterator[Workstation]:
    """Give a desk whose knowledge base has come up."""
    workstation = Workstation(settings, qapp)
    workstation.window.show()
    qtbot.waitUntil(lambda: workstation.knowledge.count == 1)
    yield workstation
    workstation.window.close()
    workstation.stop()
    workstation.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def ask(desk: Workstation, question: str) -> list[str]:
    """Ask once more, and return which entries the window shows now."""
    panel = desk.window.knowledge
    panel.query.setText(question)
    desk.window.knowledge_controller.search_again()
    return [hit.article.title for hit in panel.model.rows]


@pytest.mark.parametrize("time", range(2))
def test_a_published_entry_is_found_in_another_desks_window(
    desk: Workstation, editors: KnowledgeBase, qtbot: QtBot, time: int
) -> None:
    for _ in range(1 + time):  # worst of all: just after the desk has looked
        with qtbot.waitSignal(desk._refresh.timeout):
            pass
    editors.put([NEW], "editor")
    qtbot.waitUntil(lambda: ask(desk, "宠物狗") == [NEW.title], timeout=_WITHIN_MS)
    assert 2 * desk._refresh.interval() <= _WITHIN_MS  # room for a coarse timer and a busy machine


def test_a_question_typed_before_the_index_is_there_is_logged_with_what_it_found(
    editors: KnowledgeBase, settings: Settings, qapp: QApplication, qtbot: QtBot
) -> None:
    workstation = Workstation(settings, qapp)
    workstation.window.show()
    panel = workstation.window.knowledge
    panel.query.setText("公积金")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    workstation.window.knowledge_controller._log.settle()
    workstation.window.close()
    workstation.stop()
    workstation.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with open_records(settings, migrate=False) as records, records.database.reading() as connection:
        logged = [(row.query, row.hits) for row in connection.execute(searches.select())]
    assert logged == [("公积金", 1)]
