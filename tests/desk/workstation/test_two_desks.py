"""What was changed about a caller outlasts a database that is away, and takes nothing from another desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QTest

from desk.records import Records
from desk.records.errors import DatabaseUnreachable
from desk.spool import Spool
from desk.widgets import message_bar
from desk.workstation.caller_edits import CallerEdit, CallerEdits, Edit
from telephony.snapshots import CallState
from tests.desk.records.conftest import _empty_sqlite
from tests.desk.workstation import fakes

NUMBER = "13812345678"
ON_THE_LINE = fakes.call(CallState.TALKING)


@pytest.fixture
def url(tmp_path):
    path = tmp_path / "desk.db"
    path.write_bytes(_empty_sqlite())
    return f"sqlite:///{path}"


@pytest.fixture
def records(url) -> Iterator[Records]:
    """Give the records that the desk of the test writes into."""
    with Records.open(url, migrate=False, agent="1024") as opened:
        yield opened


@pytest.fixture
def other(url) -> Iterator[Records]:
    """Give the records as another desk has opened them."""
    with Records.open(url, migrate=False, agent="1031") as opened:
        yield opened


@pytest.fixture
def away(records, monkeypatch):
    """Tell how the database goes away, as long as a context lasts."""

    @contextmanager
    def gone():
        raise DatabaseUnreachable("")
        yield

    @contextmanager
    def for_a_while():
        with monkeypatch.context() as patch:
            patch.setattr(records.database, "writing", gone)
            yield

    return for_a_while


@pytest.fixture
def spool(tmp_path):
    return tmp_path / "callers.jsonl"


@pytest.fixture
def start(make_desk, records, spool):
    """Start the desk; the citizen is on the line."""

    def make(call=ON_THE_LINE):
        desk = make_desk(records=records, caller_spool=spool)
        if call is not None:
            desk.pbx.show_call(call)
        return desk

    return make


def change(desk, note="", name="", nuisance=""):
    """Change something about the caller, as somebody who then goes on to other things."""
    caller = desk.window.caller
    if note:
        caller.note.setPlainText(note)
        desk.window.callers.flush()
    if name:
        caller.name.setText(name)
        caller.name.editingFinished.emit()
    if nuisance:
        caller.nuisance_requested.emit(nuisance)


def end(desk):
    """End the program as the composition root does."""
    desk.window.close()
    desk.window.callers.spool()


@pytest.fixture
def left(start, away):
    """A desk that was closed while the database was away."""

    def change_and_close(**changes):
        desk = start()
        with away():
            change(desk, **changes)
            end(desk)
        return desk

    return change_and_close


def test_what_was_changed_while_the_database_was_away_is_written_at_the_next_start(left, start, other, spool):
    left(note="耳背", name="王芳", nuisance="Pranks")
    assert spool.stat().st_mode & 0o077 == 0
    assert other.card(NUMBER, "en").note == ""
    start(call=None)
    card = other.card(NUMBER, "en")
    assert (card.note, card.name, card.nuisance_reason) == ("耳背", "王芳", "Pranks")
    assert not spool.exists()


def test_it_waits_on_as_long_as_the_database_is_away(left, start, away, other, spool):
    left(note="耳背")
    kept = spool.read_bytes()
    with away():
        desk = start(call=None)
        assert "about the caller is not saved yet" in desk.message
        end(desk)
        assert spool.read_bytes() == kept
    start()
    assert other.card(NUMBER, "en").note == "耳背"
    assert not spool.exists()


def test_it_stands_on_the_card_at_the_next_start(left, start, away):
    left(note="耳背", name="王芳")
    with away():
        desk = start()
        assert desk.window.caller.note.toPlainText() == "耳背"
        assert desk.window.caller.name.text() == "王芳"


def test_it_is_kept_on_this_machine_before_the_program_ends(start, away, spool):
    desk = start()
    with away():
        change(desk, note="耳背")
        assert Spool(spool, CallerEdit).rows() == [CallerEdit(NUMBER, Edit.NOTE, "耳背", "")]
    desk.window.callers.flush()
    assert not spool.exists()


def test_below_a_note_that_another_desk_has_written_meanwhile(left, start, other, spool, qtbot, monkeypatch):
    monkeypatch.setattr(message_bar, "_READ_MS", 50)
    other.save_note(NUMBER, "独居")
    left(note="独居\n耳背")
    other.save_note(NUMBER, "独居\n已搬家", based_on="独居")
    desk = start()
    assert other.card(NUMBER, "en").note == "独居\n已搬家\n耳背"
    assert desk.window.caller.note.toPlainText() == "独居\n已搬家\n耳背"
    qtbot.waitUntil(
        lambda: desk.message == f"Another desk has changed the note about {NUMBER} meanwhile. Both are kept."
    )
    assert not spool.exists()


def test_two_notes_that_are_too_long_together_are_kept_and_that_is_told(left, start, other):
    left(note="耳" * 600)
    other.save_note(NUMBER, "背" * 600)
    desk = start()
    both = f"{'背' * 600}\n{'耳' * 600}"
    assert other.card(NUMBER, "en").note == desk.window.caller.note.toPlainText() == both
    assert "more than 1000 characters: please shorten it" in desk.message
    assert desk.window.messages.seen.isVisible()  # until it is acknowledged


def test_a_name_of_another_desk_stays_and_that_is_told(left, start, other, spool):
    left(name="王芳")
    other.rename_caller(NUMBER, "李强", based_on="")
    desk = start()
    assert other.card(NUMBER, "en").name == "李强"
    assert desk.window.caller.name.text() == desk.window.call_panel.name.text() == "李强"
    assert desk.message == f"Another desk has changed the name of {NUMBER} meanwhile: 李强. Not saved: 王芳."
    assert desk.window.messages.seen.isVisible()
    assert not spool.exists()


def test_a_decision_about_a_nuisance_of_another_desk_stays_and_that_is_told(left, start, other, spool):
    left(nuisance="Pranks")
    other.mark_nuisance(NUMBER, "Abuse")
    other.mark_nuisance(NUMBER, "Silence")
    desk = start()
    assert other.card(NUMBER, "en").nuisance_reason == "Silence"
    assert desk.message == f"Another desk has decided meanwhile whether {NUMBER} is a nuisance: that stays."
    assert not spool.exists()
    change(desk, nuisance="Pranks")  # by who knows it now
    assert other.card(NUMBER, "en").nuisance_reason == "Pranks"


def test_another_desk_that_writes_while_the_card_stands_here_loses_nothing(start, other):
    desk = start()
    other.save_note(NUMBER, "已搬家")
    other.rename_caller(NUMBER, "李强")
    change(desk, note="耳背", name="王芳")
    assert other.card(NUMBER, "en").note == desk.window.caller.note.toPlainText() == "已搬家\n耳背"
    assert other.card(NUMBER, "en").name == desk.window.caller.name.text() == "李强"
    # The next change is based on what stands there now.
    change(desk, note="已搬家", name="李强强")
    card = other.card(NUMBER, "en")
    assert (card.note, card.name) == ("已搬家", "李强强")


def test_who_goes_on_typing_is_not_interrupted_and_their_words_stand_once(start, other, qtbot):
    desk = start()
    note = desk.window.caller.note
    other.save_note(NUMBER, "已搬家")
    note.setFocus()
    QTest.keyClicks(note, "dea")
    desk.window.callers.flush()
    assert other.card(NUMBER, "en").note == "已搬家\ndea"
    QTest.keyClicks(note, "f")
    desk.window.callers.flush()
    assert note.toPlainText() == "deaf"
    assert other.card(NUMBER, "en").note == "已搬家\ndeaf"
    desk.window.order.title.setFocus()
    qtbot.waitUntil(lambda: note.toPlainText() == "已搬家\ndeaf")
    change(desk, note="deaf")
    assert other.card(NUMBER, "en").note == "deaf"


def test_two_desks_that_type_at_once_leave_each_line_once(start, other, make_desk):
    desks = start(), make_desk(records=other)
    edits = [CallerEdits(desk.window._ports) for desk in desks]
    for each in edits:
        each.base(NUMBER, Edit.NOTE, "")
    for texts in (
        ("de", "ha"),
        ("deaf", "has"),
        ("deaf, hard", "has a dog"),
        ("deaf, hard", "has a dog, barks"),
    ):
        for each, text in zip(edits, texts, strict=True):
            each.put(NUMBER, Edit.NOTE, text)
    assert other.card(NUMBER, "en").note.splitlines() == ["deaf, hard", "has a dog, barks"]


def test_a_result_that_was_overtaken_takes_no_name_away_and_is_told(start, other):
    desk = start()
    other.rename_caller(NUMBER, "李强")
    desk.worker.held = True
    change(desk, name="王芳")
    job, *_ = desk.worker.waiting.popleft()
    job()  # done is dropped: a newer change is on its way
    change(desk, name="王芳芳")
    desk.worker.release()
    assert other.card(NUMBER, "en").name == "李强"
    assert "Not saved: 王芳芳" in desk.message


def test_a_card_that_comes_while_somebody_types_is_not_what_the_words_are_based_on(start, other):
    desk = start()
    desk.window.caller.note.setFocus()
    other.save_note(NUMBER, "已搬家")
    desk.window.callers._reload()
    QTest.keyClicks(desk.window.caller.note, "deaf")
    desk.window.callers.flush()
    assert other.card(NUMBER, "en").note == "已搬家\ndeaf"


def test_a_name_half_typed_stays_when_a_note_is_joined(start, other):
    desk = start()
    caller = desk.window.caller
    other.save_note(NUMBER, "已搬家")
    caller.name.setText("王")  # typed; the window is behind another one now
    desk.window.callers._note_typed("耳背")
    desk.window.callers._edits.flush()
    assert caller.note.toPlainText() == "已搬家\n耳背"
    assert caller.name.text() == "王"


def test_who_insists_on_a_name_after_being_told_of_another_has_it_written(start, other):
    desk = start()
    name = desk.window.caller.name
    other.rename_caller(NUMBER, "李强")
    name.setFocus()
    QTest.keyClicks(name, "Wang\r")
    assert "Not saved: Wang" in desk.message
    QTest.keyClicks(name, " Fang\r")
    assert other.card(NUMBER, "en").name == "Wang Fang"


def test_what_is_typed_while_the_note_is_on_its_way_meets_no_other_desk(start, other):
    desk = start()
    said = desk.message
    desk.worker.held = True
    for text in ("耳", "耳背", "耳背，独居"):
        change(desk, note=text)
    desk.worker.release()
    assert other.card(NUMBER, "en").note == "耳背，独居"
    assert desk.message == said


def test_a_card_read_before_the_note_was_saved_does_not_bring_the_old_one_back(start, other):
    desk = start()
    desk.worker.held = True
    desk.window.callers._reload()
    job, done, *_ = desk.worker.waiting.popleft()
    read = job()
    desk.worker.held = False
    change(desk, note="耳背")
    done(read)
    assert desk.window.caller.note.toPlainText() == "耳背"
    change(desk, note="耳背，独居")
    assert other.card(NUMBER, "en").note == "耳背，独居"


def test_what_was_written_at_the_end_waits_no_more_though_nobody_was_told(start, other, spool):
    desk = start()
    desk.worker.held = True
    change(desk, note="耳背")
    end(desk)
    assert Spool(spool, CallerEdit).rows() == [CallerEdit(NUMBER, Edit.NOTE, "耳背", "")]
    desk.worker.waiting.popleft()[0]()
    desk.window.callers.spool()
    assert not spool.exists()


def test_a_change_of_another_caller_than_the_one_on_the_screen_is_told_with_their_number(left, start, other):
    left(name="王芳")
    other.rename_caller(NUMBER, "李强")
    ringing = replace(ON_THE_LINE, call_id="c2", number="13900000000", offered_at=datetime.now(UTC))
    desk = start(call=ringing)
    assert NUMBER in desk.message
    assert desk.window.caller.name.text() == ""
