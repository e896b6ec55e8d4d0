"""Results as one types, the answer to read out, and the evidence of a direct answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kb.article import Article, Hit
from telephony.snapshots import CallState
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


def test_without_a_call_nothing_can_be_recorded(desk):
    desk.window.knowledge.query.setText("租房提取")
    assert not desk.window.knowledge.direct.isEnabled()
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert not desk.window.knowledge.direct.isEnabled()
    assert "no call to record" in desk.window.knowledge.direct.accessibleDescription()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
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
    desk.knowledge.hits = (Hit(old, 1.0), Hit(replace(old, code="X-2", valid_until=None), 1.0, (), True))
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
    desk.knowledge.hits = (Hit(article, 1.0, ((0, 3), (5, 99_999), (-4, 2))), *preview.hits())
    desk.window.knowledge.query.setText("x")
    assert desk.window.knowledge.answer.toPlainText().startswith("<b>")
    assert desk.window.minimumSizeHint().height() <= 720
    assert not desk.window.knowledge.grab().isNull()
