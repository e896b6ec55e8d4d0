"""One entry on the screen: Markdown, links, contact, agreed answers, and "this answer is wrong"."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtTest import QTest

from kb.article import Article, Attachment, Hit, reasons
from kb.pinned import Pinned
from telephony.snapshots import CallState
from tests.desk.workstation import fakes

CTRL = Qt.KeyboardModifier.ControlModifier
LATER = datetime.now(UTC) + timedelta(hours=2)
AGREED = Pinned(Article("T-1", "台风天地铁停运吗？", "地铁十八时起停运。", revision=7), LATER)
WATER = Pinned(Article("T-2", "停水到几点？", "二十二时恢复。"), LATER)


def show(desk, article: Article, marks: tuple[tuple[int, int], ...] = ()) -> None:
    desk.knowledge.hits = (Hit(article, 1.0, uses=214, reasons=reasons(marks)),)
    desk.window.knowledge.query.setText("x")


def test_markdown_is_read_and_html_is_text(desk):
    show(desk, Article("M", "问？", "**必须**：\n- 身份证\n- <img src='file:///etc/passwd'>银行卡"))
    answer = desk.window.knowledge.answer
    assert answer.toPlainText() == "必须：\n身份证\n<img src='file:///etc/passwd'>银行卡"
    assert answer.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("file:///etc/passwd")) is None


def test_only_links_of_the_web_are_opened(desk, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    attachments = (
        Attachment("](javascript:x) 申请表", "https://a.example/form.pdf"),
        Attachment("", "file:///etc"),
    )
    show(desk, Article("M", "问？", "```\nopen fence", attachments=attachments))
    answer = desk.window.knowledge.answer
    assert "](javascript:x) 申请表" in answer.toPlainText()
    links = []
    block = answer.document().begin()
    while block.isValid():
        links += [part.format.anchorHref() for part in block.textFormats() if part.format.isAnchor()]
        block = block.next()
    assert links == ["https://a.example/form.pdf", "file:///etc"]
    for link in links:
        answer.anchorClicked.emit(QUrl(link))
    assert opened == ["https://a.example/form.pdf"]
    assert "stays closed" in desk.message


def test_matching_words_are_marked_in_the_answer_and_uses_are_said(desk):
    show(desk, Article("M", "租房提取公积金？", "您好，租房提取要身份证。"), ((0, 2),))
    marks = desk.window.knowledge.answer.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["租房"]
    assert "settled 214 calls" in desk.window.knowledge.sheet.source.text()
    assert "settled 214 calls" in desk.window.knowledge.model.index(0, 0).data()
    desk.window.knowledge.query.clear()
    assert desk.window.knowledge.answer.extraSelections() == []


def test_one_key_brings_the_contact_into_the_consultation_field(desk):
    show(
        desk, Article("M", "问？", "答", contact_department="市住房公积金管理中心", contact_phone="87190001")
    )
    assert desk.window.knowledge.sheet.contact_name.text() == "87190001 市住房公积金管理中心"
    QTest.keyClick(desk.window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.consult.target.text() == "87190001"
    assert desk.window.consult.target.hasFocus()
    assert desk.window.consult.chosen.number == "87190001"


def test_without_a_contact_there_is_no_button(desk):
    show(desk, Article("M", "问？", "答"))
    assert not desk.window.knowledge.sheet.contact.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.consult.target.text() == ""


def test_agreed_answers_take_no_room_without_any(desk):
    assert not desk.window.knowledge.pinned.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_P, CTRL)
    assert "No agreed answer" in desk.message


def test_an_agreed_answer_stands_above_the_results_and_one_key_opens_it(desk):
    panel = desk.window.knowledge
    desk.knowledge.pins = {"": (AGREED,)}
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert desk.knowledge.pins_asked[-1] == ("", "zonghe", "")
    assert panel.pinned.isVisible()
    assert panel.pinned.mapTo(panel, panel.pinned.rect().bottomLeft()).y() < panel.results.y()
    assert "Agreed answer until" in panel.pinned.rows.index(0, 0).data()
    assert "台风天地铁停运吗？" in panel.pinned.rows.index(0, 0).data()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    QTest.keyClick(panel.query, Qt.Key.Key_P, CTRL)
    assert panel.answer.toPlainText() == "地铁十八时起停运。"
    QTest.keyClick(desk.window, Qt.Key.Key_G, CTRL)
    assert desk.records.named("log_direct_answer")[0][1:4] == ("c1", "T-1", 7)


def test_an_agreed_answer_that_somebody_doubts_says_so(desk):
    panel = desk.window.knowledge
    desk.knowledge.pins = {"": (replace(AGREED, needs_checking=True), WATER)}
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    QTest.keyClick(panel.query, Qt.Key.Key_P, CTRL)
    assert panel.sheet.doubt.text() == "needs checking"
    QTest.keyClick(panel.query, Qt.Key.Key_P, CTRL)
    assert not panel.sheet.doubt.isVisible()


def test_words_of_the_query_and_of_the_order_ask_for_agreed_answers(desk):
    panel = desk.window.knowledge
    desk.knowledge.pins = {"台风": (AGREED,), "停水": (WATER,)}
    panel.query.setText("台风来了")
    assert panel.pinned.rows.rows == (AGREED,)
    desk.window.order.title.setText("小区停水")
    assert panel.pinned.rows.rows == (AGREED, WATER)
    assert desk.knowledge.pins_asked[-1] == ("小区停水", "", "consultation")
    desk.window.order.kind.setCurrentIndex(1)  # a pin may be for complaints alone
    assert desk.knowledge.pins_asked[-1] == ("小区停水", "", "complaint")
    opened = []
    for _ in range(3):
        QTest.keyClick(desk.window, Qt.Key.Key_P, CTRL)
        opened.append(panel.chosen.article.code)
    assert opened == ["T-1", "T-2", "T-1"]
    QTest.keyClick(panel.query, Qt.Key.Key_Down)
    assert panel.chosen.article.code == "GJJ-001"
    assert not panel.pinned.selectionModel().hasSelection()


def test_a_click_or_enter_on_a_row_opens_it(desk):
    panel = desk.window.knowledge
    desk.knowledge.pins = {"": (AGREED, WATER)}
    desk.window.pins.show_pinned()
    row = panel.pinned.visualRect(panel.pinned.rows.index(1, 0)).center()
    QTest.mouseClick(panel.pinned.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(row))
    assert panel.chosen.article.code == "T-2"
    panel.pinned.setFocus()
    QTest.keyClick(panel.pinned, Qt.Key.Key_Up)
    QTest.keyClick(panel.pinned, Qt.Key.Key_Return)
    assert panel.chosen.article.code == "T-1"


def test_what_is_being_read_stays_when_the_pin_has_ended(desk):
    panel = desk.window.knowledge
    desk.knowledge.pins = {"": (AGREED,)}
    desk.window.pins.show_pinned()
    QTest.keyClick(desk.window, Qt.Key.Key_P, CTRL)
    desk.knowledge.pins = {}
    desk.window.pins.show_pinned()
    assert not panel.pinned.isVisible()
    assert panel.answer.toPlainText() == "地铁十八时起停运。"


def test_one_key_and_enter_tell_the_editors_with_the_call(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.knowledge.query.setText("租房提取")
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    report = desk.window.knowledge.sheet.report
    assert report.words.hasFocus()
    QTest.keyClicks(report.words, "no longer needed")
    QTest.keyClick(report.words, Qt.Key.Key_Return)
    assert desk.knowledge.suggested == [("GJJ-001", 3, "no longer needed", "c1", "1024")]
    assert "told about GJJ-001" in desk.message
    assert not report.isVisible()


def test_the_report_keeps_its_entry_and_its_call(desk):
    panel = desk.window.knowledge
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    panel.query.setText("租房提取")
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    QTest.keyClick(panel.query, Qt.Key.Key_Down)
    ended = fakes.call(CallState.ENDED, answered_at=datetime.now(UTC))
    desk.pbx.show_call(ended)
    desk.window.wrapup.done.click()
    QTest.keyClick(panel.sheet.report.words, Qt.Key.Key_Return)
    assert desk.knowledge.suggested == [("GJJ-001", 3, "", "c1", "1024")]


def test_without_a_call_the_editors_are_told_all_the_same(desk):
    desk.window.knowledge.query.setText("租房提取")
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    desk.window.knowledge.sheet.report.send.click()
    assert desk.knowledge.suggested == [("GJJ-001", 3, "", "", "1024")]


def test_words_that_were_not_sent_stay(desk):
    desk.window.knowledge.query.setText("租房提取")
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    report = desk.window.knowledge.sheet.report
    report.words.setText("old law")
    desk.knowledge.trouble = RuntimeError("locked")
    QTest.keyClick(report.words, Qt.Key.Key_Return)
    assert "were not told" in desk.message
    assert report.words.text() == "old law"
    desk.knowledge.trouble = None
    QTest.keyClick(report.words, Qt.Key.Key_Return)
    assert desk.knowledge.suggested == [("GJJ-001", 3, "old law", "", "1024")]


def test_it_is_sent_once_while_it_is_under_way(desk):
    desk.window.knowledge.query.setText("租房提取")
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    report = desk.window.knowledge.sheet.report
    desk.worker.held = True
    for _ in range(3):
        QTest.keyClick(report.words, Qt.Key.Key_Return)
    desk.worker.release()
    assert len(desk.knowledge.suggested) == 1


def test_escape_leaves_the_report_and_nothing_chosen_has_none(desk):
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    assert "Choose an entry first" in desk.message
    desk.window.knowledge.query.setText("租房提取")
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    report = desk.window.knowledge.sheet.report
    QTest.keyClick(report.words, Qt.Key.Key_Escape)
    assert not report.isVisible()
    assert desk.knowledge.suggested == []


def test_everything_of_an_entry_at_once_fits_a_small_screen(desk):
    show(
        desk, replace(AGREED.article, title="问" * 40, contact_phone="87190001", contact_department="局" * 30)
    )
    desk.knowledge.pins = {"": (AGREED, WATER)}
    desk.window.pins.show_pinned()
    QTest.keyClick(desk.window, Qt.Key.Key_M, CTRL)
    assert desk.window.minimumSizeHint().height() <= 690
    assert desk.window.minimumSizeHint().width() <= 1366
