"""What waits for an editor: gaps, suggestions with their call, pins, history, the campaign."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from desk.call_log import RecordedCalls
from desk.editor.pin_row import PinRow
from desk.models.rooms import Room
from desk.records import Records
from desk.records.knowledge_log import KnowledgeLog
from kb import KnowledgeBase
from kb.editing import Editorial
from kb.editing.findings import Campaign, Pin, Target
from kb.editing.views import State
from tests.desk.editor.conftest import CHEN, LI, WANG, Place, Sit


def sit_with_calls(sit: Sit, knowledge: KnowledgeBase, records: Records, who: object = WANG) -> Place:
    log = RecordedCalls(KnowledgeLog(records.database))
    return sit(who, editorial=Editorial(knowledge, who, log))  # type: ignore[arg-type]


def test_a_gap_becomes_a_draft_with_its_words(sit: Sit, knowledge: KnowledgeBase, records: Records) -> None:
    for words in ("充电桩怎么装", "充电桩怎么安装", "充电桩怎么装"):
        records.log_search(None, words, 0, 0.01)
    records.log_search(None, "无关的问题", 0, 0.01)
    place = sit_with_calls(sit, knowledge, records)
    gaps = place.window.gaps
    place.until(lambda: gaps.model.rowCount() >= 2)
    assert not gaps.write.isEnabled()
    QTest.keyClick(place.window, Qt.Key.Key_F5)
    assert gaps.table.hasFocus()
    assert gaps.chosen is not None
    assert gaps.chosen.words == "充电桩怎么装"
    QTest.keyClick(place.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    form = place.window.entry.form
    place.until(lambda: form.title.text() == "充电桩怎么装")
    assert form.answer.hasFocus()
    place.until(lambda: any(gap.draft == place.shown for gap in gaps.model.rows))


def test_a_gap_is_dismissed_with_a_reason(sit: Sit, knowledge: KnowledgeBase, records: Records) -> None:
    records.log_search(None, "今天几号", 0, 0.01)
    place = sit_with_calls(sit, knowledge, records)
    gaps = place.window.gaps
    place.until(lambda: gaps.model.rowCount() == 1)
    gaps.focus_list()
    gaps.dismiss.click()
    assert gaps.reason.field.hasFocus()
    assert not gaps.reason.act.isEnabled()
    QTest.keyClicks(gaps.reason.field, "no matter of ours")
    QTest.keyClick(gaps.reason.field, Qt.Key.Key_Return)
    place.until(lambda: gaps.model.rowCount() == 0)
    assert "needs no entry" in place.message
    assert "led to an answer" in gaps._hint.text()


def test_a_suggestion_opens_its_entry_and_its_call_and_is_settled(sit: Sit, knowledge: KnowledgeBase) -> None:
    knowledge.suggest("gjj-2", 1, "The amount has changed.", "c-1", "1024")
    place = sit(LI, call=lambda call_id: f"Call {call_id}, housing fund")
    panel = place.window.suggestions
    place.until(lambda: panel.model.rowCount() == 1)
    place.window.go_to(Room.SUGGESTIONS)
    place.until(lambda: place.shown == "gjj-2")
    assert panel.words.text() == "The amount has changed."
    place.until(lambda: panel.call.text() == "Call c-1, housing fund")
    panel.resolve.click()
    QTest.keyClicks(panel.reason.field, "corrected")
    QTest.keyClick(panel.reason.field, Qt.Key.Key_Return)
    place.until(lambda: panel.model.rowCount() == 0)
    assert place.editorial.suggestions.list(resolved=True)[0].resolution == "corrected"


def test_an_entry_is_pinned_to_all_desks_and_taken_off_again(sit: Sit, knowledge: KnowledgeBase) -> None:
    place = sit(LI, queues={"gjj": "公积金"})
    place.open("gjj-1")
    QTest.keyClick(place.window, Qt.Key.Key_F11)
    row = place.window.entry.pin_row
    assert row.words.hasFocus()
    QTest.keyClicks(row.words, "fund, loan")
    row.queues.setText("不存在")
    assert "no queue" in row.pin.explanation
    row.queues.setText("公积金")
    choose_kinds(row, "Complaint", "Praise")
    QTest.keyClick(row.words, Qt.Key.Key_Return)
    place.until(lambda: "pinned to all desks" in place.message)
    (pin,) = place.editorial.pins.list()
    assert (pin.code, pin.words, pin.queues) == ("gjj-1", ("fund", "loan"), ("gjj",))
    assert pin.kinds == ("complaint", "praise")
    place.until(lambda: place.window.pins.model.rowCount() == 1)
    assert "fund, loan · Complaint, Praise · 公积金" in place.window.pins.model.index(0, 0).data()
    QTest.keyClick(place.window, Qt.Key.Key_F11)  # once more: what it is for stands there
    assert row.kinds.chosen == pin.kinds
    QTest.keyClick(row.kinds, Qt.Key.Key_Escape)
    assert not row.isVisible()
    place.window.go_to(Room.PINS)
    place.until(lambda: place.window.pins.model.rowCount() == 1)
    place.window.pins.focus_list()
    place.window.pins.end.click()
    place.until(lambda: place.window.pins.model.rowCount() == 0)
    assert "Press" not in place.message


def choose_kinds(row: PinRow, *names: str) -> None:
    """Open the list of kinds and choose by the keyboard; it stays open until Enter."""
    menu = row.kinds.menu()
    row.kinds.setFocus()
    QTest.keyClick(row.kinds, Qt.Key.Key_Space)
    for action in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        assert menu.activeAction() is action
        if action.text() in names:
            QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()


def test_only_reviewers_pin(sit: Sit) -> None:
    place = sit(CHEN)
    place.open("gjj-1")
    assert "role does not allow" in place.window.entry.pin.explanation


def test_any_two_revisions_are_compared_and_one_is_restored(sit: Sit, knowledge: KnowledgeBase) -> None:
    first = knowledge.article("gjj-1")
    assert first is not None
    from dataclasses import replace

    knowledge.put([replace(first, answer="新的答复。")], "import")
    knowledge.put([replace(first, answer="更新的答复。", source="甬〔2026〕1号")], "import")
    place = sit(LI)
    place.open("gjj-1")
    QTest.keyClick(place.window, Qt.Key.Key_F6)
    page = place.window.history
    place.until(lambda: page.model.rowCount() == 3)
    place.until(lambda: "更新的答复" in page.compare.right.toPlainText())
    assert "新的答复。" in page.compare.left.toPlainText()
    selection = page.table.selectionModel()
    rows = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
    selection.select(page.model.index(2, 0), rows)
    place.until(lambda: "本人身份证" in page.compare.left.toPlainText())
    assert not page.restore.isEnabled()
    page.table.selectRow(2)
    place.until(lambda: page.compare.titles[0].text() == "No other text before")
    assert "本人身份证" in page.compare.right.toPlainText()
    page.restore.click()
    place.until(lambda: place.window.entry.form.answer.toPlainText().startswith("本人身份证"))
    opened = place.window.entry_controller.opened
    assert opened is not None
    assert opened.working is not None
    assert opened.working.state is State.DRAFT
    assert place.window.pages.currentWidget() is place.window.desk


def test_the_campaign_board_shows_figures_and_writes_them(
    sit: Sit, knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    place = sit(LI)
    QTest.keyClick(place.window, Qt.Key.Key_F12)
    page = place.window.campaign
    place.until(lambda: "no campaign yet" in page.summary.text())
    page.new.click()
    form = page.form
    QTest.keyClicks(form.name, "Hundred days")
    form.targets.setPlainText("住房公积金管理中心 five")
    assert "two numbers" in form.save.explanation
    form.targets.setPlainText("住房公积金管理中心 5 10")
    form.save.click()
    place.until(lambda: page.board is not None)
    assert [row.department for row in page.model.rows][:1] == [""]
    funds = next(row for row in page.model.rows if row.department == "住房公积金管理中心")
    assert (funds.new, funds.new_target, funds.renewed_target) == (2, 5, 10)
    assert page.charts is not None
    path = tmp_path / "board.xlsx"
    place.window.campaign_controller.export(path)
    place.until(path.exists)
    place.until(lambda: "board was saved" in place.message)
    cells = [cell.value for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert "住房公积金管理中心" in cells


def test_who_may_not_change_a_campaign_hears_why(sit: Sit, knowledge: KnowledgeBase) -> None:
    today = date.today()  # noqa: DTZ011
    campaign = Campaign("c", today - timedelta(days=3), today, (Target("医疗保障局", 1, 1),))
    Editorial(knowledge, LI).campaign.save(campaign)
    place = sit(WANG)
    place.window.header.campaign.click()
    place.until(lambda: place.window.campaign.board is not None)
    assert "role does not allow" in place.window.campaign.new.explanation
    assert place.window.campaign.export.isEnabled()


def test_a_pin_that_others_made_is_seen(sit: Sit, knowledge: KnowledgeBase) -> None:
    now = datetime.now(UTC)
    Editorial(knowledge, LI).pins.pin(Pin("yb-1", now, now + timedelta(days=1)))
    place = sit(WANG)
    counts = place.window.rooms.model
    place.until(lambda: {row.room: row.count for row in counts.rows}[Room.PINS] == 1)


def test_a_draft_shows_what_it_would_do_while_it_is_written(sit: Sit, knowledge: KnowledgeBase) -> None:
    place = sit(WANG)
    place.window.begin_entry()
    form, checks = place.window.entry.form, place.window.checks
    form.title.setText("公积金提取需要哪些材料")
    form.answer.setPlainText("身份证。")
    place.until(lambda: checks.duplicates.rowCount() > 0)
    assert checks.duplicates.rows[0].article.code == "gjj-1"
    QTest.keyClick(place.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert checks.query.hasFocus()
    checks.query.setText("公积金提取材料")
    place.until(lambda: any(hit.article.title == "公积金提取需要哪些材料" for hit in checks.found.rows))
    place.until(lambda: place.shown)


def test_the_entry_that_a_question_is_taken_from_is_opened(sit: Sit) -> None:
    place = sit(WANG)
    place.window.begin_entry()
    checks = place.window.checks
    place.window.entry.form.title.setText("公积金提取需要什么材料")
    place.window.entry.form.similar.setPlainText("从没有人问过的问题")
    place.until(lambda: any(one.stolen for one in checks.reached.rows))
    place.until(lambda: place.shown)
    row, stolen = next((row, one) for row, one in enumerate(checks.reached.rows) if one.stolen)
    other = next(row for row, one in enumerate(checks.reached.rows) if not one.stolen)
    own = place.shown
    table = place.window.findChild(QTableView, "check_reached")
    assert table is not None
    table.activated.emit(checks.reached.index(other, 0))
    assert place.window.entry_controller.code == own
    table.activated.emit(checks.reached.index(row, 0))
    place.until(lambda: place.shown == stolen.first_before)
