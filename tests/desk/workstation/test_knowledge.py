"""Results as one types, the answer to read out, and the evidence of a direct answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from kb.article import Article, Hit, reasons
from telephony.snapshots import CallState
from tests.desk.composing import compose
from tests.desk.workstation import fakes, preview


def test_each_key_searches_and_an_overtaken_result_is_dropped(desk):
    desk.worker.held = True
    QTest.keyClicks(desk.window.knowledge.query, "gjj")
    assert desk.window.knowledge.model.rowCount() == 0
    desk.worker.release()
    assert desk.knowledge.queries == ["g", "gj", "gjj"]
    assert desk.window.knowledge.model.rowCount() == 2
    assert desk.window.knowledge.answer.toPlainText() == "本人身份证和无房证明。"


def test_an_emptied_query_stays_empty(desk):
    desk.worker.held = True
    desk.window.knowledge.query.setText("gjj")
    QTest.keyClick(desk.window.knowledge.query, Qt.Key.Key_Escape)
    desk.worker.release()
    assert desk.window.knowledge.model.rowCount() == 0
    assert desk.window.knowledge.answer.toPlainText() == ""


def test_arrow_keys_of_the_query_move_in_the_results(desk):
    query = desk.window.knowledge.query
    query.setText("公积金")
    QTest.keyClick(query, Qt.Key.Key_Down)
    assert desk.window.knowledge.chosen.article.code == "GJJ-002"
    assert desk.window.knowledge.answer.toPlainText() == "向转入地中心申请。"
    QTest.keyClick(query, Qt.Key.Key_Up)
    assert desk.window.knowledge.chosen.article.code == "GJJ-001"
    assert query.text() == "公积金"


def test_one_key_records_entry_revision_query_and_seconds(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.knowledge.query.setText("租房提取")
    QTest.keyClick(desk.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    (_, call_id, code, revision, query, seconds) = desk.records.named("log_direct_answer")[0]
    assert (call_id, code, revision, query) == ("c1", "GJJ-001", 3, "租房提取")
    assert 0 <= seconds < 30
    assert desk.knowledge.used == ["GJJ-001"]
    assert desk.knowledge.learnt == [("租房提取", "GJJ-001")]
    assert desk.records.named("log_search")[0][1:4] == ("c1", "租房提取", 2)
    assert desk.window.knowledge.recorded.text() == "Recorded: GJJ-001"
    assert "GJJ-001, revision 3" in desk.message


def test_the_question_of_the_call_before_is_no_evidence_of_the_next(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.knowledge.query.setText("租房提取")
    desk.pbx.show_call(fakes.call(CallState.ENDED))
    assert desk.window.knowledge.query.text() == "租房提取"  # its wrap-up may still need it
    desk.pbx.show_call(replace(fakes.call(CallState.TALKING, "c2"), offered_at=datetime.now(UTC)))
    assert desk.window.knowledge.query.text() == ""
    QTest.keyClick(desk.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert desk.records.named("log_direct_answer") == []
    assert desk.knowledge.learnt == []


def test_what_is_typed_while_it_rings_stays(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.pbx.show_call(fakes.call(CallState.ENDED))
    ringing = datetime.now(UTC)
    desk.pbx.show_call(replace(fakes.call(CallState.RINGING, "c2"), offered_at=ringing))
    desk.window.knowledge.query.setText("租房提取")
    desk.pbx.show_call(replace(fakes.call(CallState.TALKING, "c2"), offered_at=ringing))
    assert desk.window.knowledge.query.text() == "租房提取"


def test_seconds_count_from_the_first_key_of_the_question(desk, monkeypatch):
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr("desk.workstation.knowledge_controller.time.monotonic", lambda: next(clock))
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    for text in ("租", "租房", "租房提取", "落", "落户"):
        desk.window.knowledge.query.setText(text)
    asked = next(clock)
    QTest.keyClick(desk.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    (*_, query, seconds) = desk.records.named("log_direct_answer")[0]
    assert query == "落户"
    assert 10 <= seconds < asked  # since 落, not since 租


@pytest.mark.parametrize(
    ("typed", "logged"),
    [
        (("犬", "犬证", "犬证年", "犬证年审", ""), ["犬证年审"]),
        (("犬证年审", "犬证年", "犬证", "犬", ""), ["犬证年审"]),
        (("犬证年审", "路", "路灯"), ["犬证年审"]),
        (("犬证年审", "犬证年", "犬", "路"), ["犬证年审"]),
        (("犬证", "犬证年审"), []),
        (("犬证年神", "犬证年", "犬证年审"), []),
        (("年审", "犬证年审"), []),
        (("犬证年审", "犬证年审 "), []),
        (("犬", ""), []),
        (("zzx", ""), []),
    ],
)
def test_a_whole_question_that_found_nothing_is_kept_when_it_is_taken_away(desk, monkeypatch, typed, logged):
    monkeypatch.setattr("desk.workstation.search_log._SEEN_SECONDS", 0.0)
    desk.knowledge.hits = ()
    for text in typed:
        desk.window.knowledge.query.setText(text)
    assert [each[2:4] for each in desk.records.named("log_search")] == [(query, 0) for query in logged]


def test_what_nobody_can_have_read_is_not_kept(desk):
    desk.knowledge.hits = ()
    desk.window.knowledge.query.setText("犬证年审")
    desk.window.knowledge.query.clear()
    assert desk.records.named("log_search") == []


def test_what_found_something_or_was_being_composed_is_not_kept(desk, monkeypatch):
    monkeypatch.setattr("desk.workstation.search_log._SEEN_SECONDS", 0.0)
    query = desk.window.knowledge.query
    query.setText("公积金提取")
    query.clear()
    desk.knowledge.hits = ()
    compose(query, "公ji jin")
    compose(query, "", "工")
    query.clear()
    assert desk.records.named("log_search") == []


def test_a_question_of_the_call_before_is_kept_for_that_call(desk, monkeypatch):
    monkeypatch.setattr("desk.workstation.search_log._SEEN_SECONDS", 0.0)
    desk.knowledge.hits = ()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.knowledge.query.setText("犬证年审")
    assert desk.records.named("log_search") == []
    desk.pbx.show_call(fakes.call(CallState.ENDED))
    desk.pbx.show_call(fakes.call(CallState.TALKING, "c2"))
    assert [each[1:4] for each in desk.records.named("log_search")] == [("c1", "犬证年审", 0)]
    desk.window.knowledge.query.clear()
    assert len(desk.records.named("log_search")) == 1


def test_what_was_taken_back_is_kept_beside_what_stands_in_the_field(desk, monkeypatch):
    monkeypatch.setattr("desk.workstation.search_log._SEEN_SECONDS", 0.0)
    hits, desk.knowledge.hits = desk.knowledge.hits, ()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.knowledge.query.setText("犬证年审")
    desk.knowledge.hits = hits
    desk.window.knowledge.query.setText("犬证")
    desk.window.knowledge.direct.click()
    assert [each[2:4] for each in desk.records.named("log_search")] == [("犬证年审", 0), ("犬证", 2)]


def test_without_a_call_nothing_can_be_recorded(desk):
    desk.window.knowledge.query.setText("租房提取")
    assert not desk.window.knowledge.direct.isEnabled()
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert not desk.window.knowledge.direct.isEnabled()
    assert "no call to record" in desk.window.knowledge.direct.accessibleDescription()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.knowledge.query.setText("租房提取")
    assert desk.window.knowledge.direct.isEnabled()


def test_a_direct_answer_that_was_not_recorded_is_said(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.knowledge.query.setText("租房提取")
    desk.records.trouble = RuntimeError("locked")
    desk.window.knowledge.direct.click()
    assert "was not recorded" in desk.message
    assert not desk.window.knowledge.recorded.isVisible()


def test_what_must_be_checked_is_said_in_words(desk):
    old = Article("X-1", "旧政策？", "…", valid_until=date(2020, 1, 1))
    doubtful = replace(old, code="X-2", valid_until=None)
    desk.knowledge.hits = (Hit(old, 1.0), Hit(doubtful, 1.0, needs_checking=True))
    desk.window.knowledge.query.setText("x")
    assert desk.window.knowledge.sheet.doubt.text() == "EXPIRED"
    QTest.keyClick(desk.window.knowledge.query, Qt.Key.Key_Down)
    assert desk.window.knowledge.sheet.doubt.text() == "needs checking"
    assert "EXPIRED" in desk.window.knowledge.model.index(0, 0).data()


def test_errors_and_nothing_found_are_said(desk):
    desk.knowledge.hits = ()
    desk.window.knowledge.query.setText("无")
    assert "Nothing found" in desk.window.knowledge._hint.text()
    desk.knowledge.trouble = RuntimeError("index")
    desk.window.knowledge.query.setText("无无")
    assert "can't be searched" in desk.window.knowledge._hint.text()
    assert desk.window.knowledge.count.text() == "Search failed"


def test_what_a_slip_was_read_as_is_said(desk):
    desk.knowledge.hits = tuple(replace(hit, instead=("公积金提取",)) for hit in desk.knowledge.hits)
    desk.window.knowledge.query.setText("公机金提取")
    assert desk.window.knowledge.count.text() == "Found: 2, read as 公积金提取"


def test_hostile_entries_are_painted_as_text(desk, qtbot):
    title = "<h1>&标题\u202e\x00𠮷" + "长" * 10_000
    article = Article("X", title, "<b>" + "答" * 200_000 + "\x00", department="<i>部</i>")
    marks = ((0, 3), (5, 99_999), (-4, 2))
    desk.knowledge.hits = (Hit(article, 1.0, reasons=reasons(marks)), *preview.hits())
    desk.window.knowledge.query.setText("x")
    assert desk.window.knowledge.answer.toPlainText().startswith("<b>")
    assert desk.window.minimumSizeHint().height() <= 720
    assert not desk.window.knowledge.grab().isNull()


def test_a_question_from_before_the_index_is_open_is_no_gap_and_is_answered_then(desk, monkeypatch):
    monkeypatch.setattr("desk.workstation.search_log._SEEN_SECONDS", 0.0)
    panel, controller = desk.window.knowledge, desk.window.knowledge_controller
    hits, desk.knowledge.hits = desk.knowledge.hits, ()
    controller.await_index()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    panel.query.setText("犬证年审")
    assert "is being opened" in panel.results.viewport().findChild(QLabel).text()
    panel.query.setText("租房提取")
    controller._log.settle()
    assert desk.records.named("log_search") == []
    desk.knowledge.hits = hits
    controller.index_opened()
    assert panel.chosen == hits[0]
    controller._log.settle()
    assert [each[1:4] for each in desk.records.named("log_search")] == [("c1", "租房提取", 2)]


def test_while_the_index_cant_be_opened_nothing_is_called_not_found(desk):
    panel, controller = desk.window.knowledge, desk.window.knowledge_controller
    desk.knowledge.hits = ()
    controller.await_index()
    panel.query.setText("犬证年审")
    controller.index_failed()
    assert panel.results.viewport().findChild(QLabel).text() == "The knowledge base can't be searched now."
    controller._log.settle()
    assert desk.records.named("log_search") == []


def test_a_question_at_a_form_without_a_call_is_none_of_a_call(desk):
    QTest.keyClick(desk.window, Qt.Key.Key_F10)
    QTest.keyClicks(desk.window.order.title, "abc")
    assert desk.window.form.call_id.startswith("desk-")
    desk.window.knowledge.query.setText("租房提取")
    desk.window.knowledge_controller._log.settle()
    assert [each[1:4] for each in desk.records.named("log_search")] == [(None, "租房提取", 2)]
