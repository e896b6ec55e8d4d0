"""The database goes away while one types: it is said, nothing is lost, and it comes back by itself."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from desk.records.errors import DatabaseUnreachable
from kb.editing.entries import EntryList
from kb.editing.texts import Texts
from tests.desk.editor.conftest import WANG, Place, Sit


class Cable:
    """What can be pulled out between the window and the database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cut = False
        for kind, name in (
            (Texts, "save_opened"),
            (Texts, "open"),
            (EntryList, "load"),
            (EntryList, "refresh"),
        ):
            self._guard(monkeypatch, kind, name)

    def _guard(self, monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> None:
        real = getattr(kind, name)

        def guarded(*args: object, **more: object) -> object:
            if self.cut:
                raise DatabaseUnreachable("pulled out")
            return real(*args, **more)

        monkeypatch.setattr(kind, name, guarded)


@pytest.fixture
def cable(monkeypatch: pytest.MonkeyPatch) -> Cable:
    """Give a database whose connection can be cut."""
    return Cable(monkeypatch)


def test_it_is_said_nothing_is_lost_and_it_comes_back(sit: Sit, cable: Cable) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    cable.cut = True
    QTest.keyClicks(wang.window.entry.form.answer, "Typed while it was away. ")
    wang.until(lambda: wang.window.offline.text)
    assert "kept on this desk" in wang.window.offline.text
    assert wang.window.header.link.text() == "Database: away"
    wang.until(lambda: wang.window.entry.kept.text() == "NOT SAVED")
    assert wang.ports.spare.kept()
    QTest.keyClicks(wang.window.entry.form.answer, "And more. ")
    cable.cut = False
    wang.until(lambda: not wang.window.entry_controller.unsaved)
    assert wang.window.offline.text == ""
    assert wang.editorial.texts.open("gjj-1").article.answer.startswith("Typed while it was away. And more. ")
    wang.until(lambda: not wang.ports.spare.kept())


def test_what_was_typed_into_the_void_is_there_after_a_new_start(sit: Sit, cable: Cable) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    cable.cut = True
    QTest.keyClicks(wang.window.entry.form.answer, "Not lost. ")
    wang.until(wang.ports.spare.kept)
    wang.end()
    cable.cut = False
    again = sit(WANG)
    again.open("gjj-1")
    assert "kept on this desk" in again.window.entry.notice.text
    assert not again.window.entry.form.answer.toPlainText().startswith("Not lost.")
    again.window.entry.notice.acted.emit(0)
    again.until(lambda: not again.window.entry_controller.unsaved)
    assert again.editorial.texts.open("gjj-1").article.answer.startswith("Not lost.")
    assert not again.ports.spare.kept()


def test_a_new_entry_comes_back_too(sit: Sit, cable: Cable) -> None:
    wang = sit(WANG)
    cable.cut = True
    wang.window.begin_entry()
    QTest.keyClicks(wang.window.entry.form.title, "a new question")
    wang.until(wang.ports.spare.kept)
    wang.end()
    cable.cut = False
    again = sit(WANG)
    assert again.window.entry.form.title.text() == "a new question"
    assert "brought back" in again.message
    stored(again)


def test_the_list_says_why_it_is_empty_and_fills_itself_later(sit: Sit, cable: Cable) -> None:
    place = sit(WANG, shown=False)
    cable.cut = True
    place.window.show()
    assert "Loading" in place.window.entries._hint.text()
    place.window.start()
    place.until(lambda: place.window.offline.text)
    assert "Loading" not in place.window.entries._hint.text()
    cable.cut = False
    place.until(lambda: place.window.entries.model.rowCount() > 0)
    assert place.window.offline.text == ""


def stored(place: Place) -> None:
    place.until(lambda: not place.window.entry_controller.unsaved and place.shown)
