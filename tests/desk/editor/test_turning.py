"""From one entry to the next while the database is slow, away, or has the next one no longer."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtTest import QTest

from desk.editor.ports import SparePort
from desk.editor.session import Session
from desk.editor.spare import Spare
from desk.records.errors import DatabaseUnreachable
from kb import Article, KnowledgeBase
from kb.editing.texts import Texts
from kb.editing.views import Opened
from tests.desk.editor.conftest import LI, WANG, Place, Sit
from tests.desk.editor.gate import Gate


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Return how the way to the texts is cut, and mended."""
    away = False

    def guard(name: str) -> None:
        real = getattr(Texts, name)

        def guarded(*args: object, **more: object) -> object:
            if away:
                raise DatabaseUnreachable("pulled out")
            return real(*args, **more)

        monkeypatch.setattr(Texts, name, guarded)

    for name in ("open", "save", "save_opened"):
        if hasattr(Texts, name):
            guard(name)

    def set_away(now: bool) -> None:
        nonlocal away
        away = now

    return set_away


def answer(place: Place, code: str) -> str:
    return place.editorial.texts.open(code).article.answer


def type_in(place: Place, text: str) -> None:
    QTest.keyClicks(place.window.entry.form.answer, text)


def test_while_the_database_is_away_the_entry_before_stays_and_keeps_its_typing(
    sit: Sit, cut: Callable[[bool], None]
) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    other = answer(wang, "gjj-2")
    cut(True)
    type_in(wang, "Of the first. ")
    wang.window.open_entry("gjj-2")
    wang.until(lambda: wang.window.offline.text)
    wang.until(lambda: not wang.window.entry.form.answer.isReadOnly())
    assert wang.window.entry_controller.code == wang.shown == "gjj-1"
    assert wang.window.entries.chosen == "gjj-1"
    assert wang.window.entry.form.answer.toPlainText().startswith("Of the first. ")
    assert wang.window.entry.kept.text() == "NOT SAVED"
    type_in(wang, "And more. ")
    cut(False)
    wang.until(lambda: not wang.window.entry_controller.unsaved)
    assert answer(wang, "gjj-1").startswith("Of the first. And more. ")
    assert answer(wang, "gjj-2") == other
    wang.open("gjj-2")
    assert wang.window.entry.form.answer.toPlainText() == other


def test_what_can_not_be_opened_at_first_leaves_nothing_to_type_in(
    sit: Sit, cut: Callable[[bool], None]
) -> None:
    wang = sit(WANG)
    cut(True)
    wang.window.open_entry("gjj-2")
    wang.until(lambda: wang.window.offline.text)
    assert wang.window.entry_controller.session is None
    assert wang.window.entry.form.answer.isReadOnly()
    assert wang.window.entry.code.text() == "No entry chosen"
    cut(False)
    wang.open("gjj-2")
    assert not wang.window.entry.form.answer.isReadOnly()


def test_a_slow_entry_is_waited_for_and_gets_nothing_of_the_one_before(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    other = answer(wang, "gjj-2")
    gate = Gate(monkeypatch, wang, "gjj-2")
    type_in(wang, "First. ")
    wang.window.open_entry("gjj-2")
    wang.until(gate.reached.is_set)
    form = wang.window.entry.form
    assert form.answer.isReadOnly()
    assert form.title.isReadOnly()
    assert "Loading" in wang.window.entry.kept.text()
    type_in(wang, "Into the void. ")
    form.answer.insertPlainText("By the program. ")  # nor does anything that is not typed get there
    wang.window.entry_controller.flush()
    wang.window.entry.submit.click()
    assert "still under way" in wang.message
    gate.open()
    wang.until(lambda: wang.shown == "gjj-2")
    assert form.answer.toPlainText() == other
    assert not form.answer.isReadOnly()
    assert not wang.window.entry_controller.unsaved
    assert answer(wang, "gjj-1").startswith("First. ")
    assert wang.editorial.texts.open("gjj-2").working is None


def test_an_entry_that_is_gone_leads_back_to_the_one_before(sit: Sit) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    type_in(wang, "First. ")
    wang.window.open_entry("no-such")
    wang.until(lambda: "not there any more" in wang.message)
    assert wang.shown == wang.window.entry_controller.code == "gjj-1"
    type_in(wang, "And on. ")
    wang.until(lambda: not wang.window.entry_controller.unsaved)
    assert answer(wang, "gjj-1").startswith("First. And on. ")


def test_what_could_not_be_kept_on_leaving_is_kept_when_the_next_entry_is_there(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    real, calls = wang.editorial.texts.save_opened, []

    def once_away(*args: Any) -> Opened:
        calls.append(args)
        if len(calls) == 1:
            raise DatabaseUnreachable("a hiccup")
        return real(*args)

    monkeypatch.setattr(wang.editorial.texts, "save_opened", once_away)
    gate = Gate(monkeypatch, wang, "gjj-2")
    type_in(wang, "First. ")
    wang.window.open_entry("gjj-2")
    wang.until(lambda: not wang.window.health.well)
    gate.open()
    wang.until(lambda: wang.shown == "gjj-2")
    wang.until(lambda: answer(wang, "gjj-1").startswith("First. "))
    wang.until(lambda: not wang.ports.spare.kept())
    assert wang.editorial.texts.open("gjj-2").working is None


def test_of_two_entries_wanted_the_last_is_shown_and_the_other_is_not_held(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang, li = sit(WANG), sit(LI)
    wang.open("gjj-1")
    gate = Gate(monkeypatch, wang, "gjj-2")
    wang.window.open_entry("gjj-2")
    wang.until(gate.reached.is_set)
    wang.window.open_entry("yb-1")
    gate.open()
    wang.until(lambda: wang.shown == "yb-1")
    for code, names in (("gjj-1", []), ("gjj-2", []), ("yb-1", ["王敏"])):
        li.until(lambda code=code, names=names: [one.name for one in others(li, code)] == names)


def others(place: Place, code: str) -> tuple[object, ...]:
    return place.editorial.texts.open(code).others


def test_a_revision_of_an_entry_that_was_left_is_restored_in_no_other(
    sit: Sit, knowledge: KnowledgeBase
) -> None:
    before = knowledge.article("gjj-2")
    assert before is not None
    knowledge.put([replace(before, answer="新的答复。")], "import")
    wang = sit(WANG)
    wang.open("gjj-2")
    wang.window.history_controller.restore_wanted.emit("gjj-1", "r1")
    assert "nothing was restored" in wang.message
    assert wang.editorial.texts.open("gjj-2").working is None


class Drawer:
    """Keeps texts in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, dict[str, object]] = {}

    def keep(self, name: str, values: object) -> None:
        self.texts[name] = dict(values)  # type: ignore[call-overload]

    def drop(self, name: str) -> None:
        self.texts.pop(name, None)

    def kept(self) -> list[dict[str, object]]:
        return list(self.texts.values())


def test_a_text_is_kept_under_its_own_entry_whatever_was_kept_before(sit: Sit) -> None:
    editorial = sit(WANG, shown=False).editorial
    port: SparePort = Drawer()  # type: ignore[assignment]
    spare = Spare(port, "王敏")
    for number in range(50):  # a session that is gone leaves its place in memory to the next
        spare.keep(Session(editorial, f"e-{number}"), Article(f"e-{number}", f"{number}", ""))
        gc.collect(0)
    assert {key: text.code for key, text in spare.texts()} == {f"e-{n}": f"e-{n}" for n in range(50)}
