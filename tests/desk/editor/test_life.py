"""A whole life of an entry through the window, by keyboard: two pairs of eyes, every refusal in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kb.editing.views import Action, State
from tests.desk.editor.conftest import CHEN, LI, WANG, Place, Sit

CTRL = Qt.KeyboardModifier.ControlModifier


def type_into(place: Place, field: object, text: str) -> None:
    field.setFocus()  # type: ignore[attr-defined]
    QTest.keyClicks(field, text)  # type: ignore[call-overload]


def state(place: Place) -> State | None:
    opened = place.window.entry_controller.opened
    text = (opened.working or opened.published) if opened is not None else None
    return text.state if text is not None else None


def write(place: Place, title: str = "wifi at the hall", answer: str = "Yes, it is free.") -> str:
    """Write an entry by keyboard; return its code once it is stored."""
    window = place.window
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    form = window.entry.form
    assert form.title.hasFocus()
    QTest.keyClicks(form.title, title)
    type_into(place, form.answer, answer)
    type_into(place, form.department, "Service hall")
    type_into(place, form.category, "Hall")
    type_into(place, form.source, "Rule 7")
    type_into(place, form.valid_until, "2099-12-31")
    place.until(lambda: not window.entry_controller.unsaved and place.shown)
    return place.shown


def test_written_submitted_sent_back_mended_published_confirmed_withdrawn(sit: Sit) -> None:
    wang = sit(WANG)
    code = write(wang)
    assert wang.window.entry.state.text() == "Draft"
    QTest.keyClick(wang.window, Qt.Key.Key_Return, CTRL)
    wang.until(lambda: state(wang) is State.SUBMITTED)
    assert "submitted" in wang.message
    assert wang.window.entry.form.title.isReadOnly()
    # Who wrote it can't approve it, and hears why.
    QTest.keyClick(wang.window, Qt.Key.Key_F8)
    assert "role does not allow" in wang.message

    li = sit(LI)
    li.window.go_to(list(type(li.window.rooms.room))[2])  # to approve
    li.until(lambda: li.window.entries.model.rowCount() == 1)
    QTest.keyClick(li.window.entries.search, Qt.Key.Key_Down)
    li.until(lambda: li.shown == code)
    QTest.keyClick(li.window, Qt.Key.Key_F9)
    reason = li.window.entry.reason
    assert reason.field.hasFocus()
    QTest.keyClicks(reason.field, "Which hall?")
    QTest.keyClick(reason.field, Qt.Key.Key_Return)
    li.until(lambda: state(li) is State.SENT_BACK)

    wang.until(lambda: state(wang) is State.SENT_BACK)  # without a click
    assert "Which hall?" in wang.window.entry.notice.text
    wang.front()
    type_into(wang, wang.window.entry.form.answer, " In both halls.")
    QTest.keyClick(wang.window, Qt.Key.Key_Return, CTRL)
    wang.until(lambda: state(wang) is State.SUBMITTED)

    li.until(lambda: state(li) is State.SUBMITTED)
    li.front()
    assert "In both halls." in li.window.entry.form.answer.toPlainText()
    QTest.keyClick(li.window, Qt.Key.Key_F8)
    li.until(lambda: state(li) is State.PUBLISHED)
    assert "within two seconds" in li.message
    assert li.editorial.entries is not wang.editorial.entries
    article = li.window.entry_controller.opened.article  # type: ignore[union-attr]
    assert (article.department, article.source, article.valid_until.year) == (  # type: ignore[union-attr]
        "Service hall",
        "Rule 7",
        2099,
    )

    QTest.keyClick(li.window, Qt.Key.Key_F7)
    li.until(lambda: "confirmed" in li.message)
    QTest.keyClick(li.window, Qt.Key.Key_F10)
    row = li.window.entry.withdrawal
    QTest.keyClicks(row.field, "The hall has closed")
    # At a time first, which “Still true” undoes; then at once.
    QTest.keyClicks(row.at, "2020-1-1")
    assert "gone by" in row.act.explanation
    row.at.setText("2099-12-31 18:00")
    QTest.keyClick(row.at, Qt.Key.Key_Return)
    li.until(lambda: "will be withdrawn at the given time" in li.message)
    assert "2099-12-31 18:00" in li.window.entry.notice.text
    QTest.keyClick(li.window, Qt.Key.Key_F7)
    li.until(lambda: li.window.entry.notice.text == "")
    assert state(li) is State.PUBLISHED
    QTest.keyClick(li.window, Qt.Key.Key_F10)
    QTest.keyClicks(row.field, "The hall has closed")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    li.until(lambda: state(li) is State.WITHDRAWN)
    steps = [one.action for one in li.editorial.history.revisions(code)]
    assert steps[0] is Action.WITHDRAW
    assert steps.count(Action.WITHDRAW) == 2
    assert {Action.SUBMIT, Action.SEND_BACK, Action.PUBLISH, Action.CONFIRM} <= set(steps)


def test_the_first_keys_make_a_draft_of_a_published_entry_and_the_public_text_stays(sit: Sit) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    assert wang.window.entry.state.text() == "Published"
    type_into(wang, wang.window.entry.form.title, "?!")
    wang.until(lambda: state(wang) is State.DRAFT)
    assert wang.window.entry.public.isVisible()
    opened = wang.editorial.texts.open("gjj-1")
    assert opened.published is not None
    assert opened.working is not None
    assert opened.published.article.title == "公积金提取需要什么材料"
    assert opened.working.article.title.startswith("?!")
    wang.window.entry.discard.click()
    wang.until(lambda: state(wang) is State.PUBLISHED)
    assert wang.window.entry.form.title.text() == "公积金提取需要什么材料"


def test_a_discarded_new_entry_leaves_nothing_behind(sit: Sit) -> None:
    wang = sit(WANG)
    write(wang)
    wang.window.entry.discard.click()
    wang.until(lambda: "thrown away" in wang.message and not wang.shown)
    assert not wang.window.entry_controller.unsaved
    wang.open("gjj-1")
    assert wang.editorial.entries.refresh() in (True, False)
    assert wang.editorial.entries.count() == 7


def test_a_contributor_writes_for_their_own_department_only(sit: Sit) -> None:
    chen = sit(CHEN)
    chen.open("yb-1")
    form = chen.window.entry.form
    assert form.title.isReadOnly()
    assert "own department" in chen.window.entry.save.explanation
    QTest.keyClick(chen.window, Qt.Key.Key_N, CTRL)
    assert form.department.text() == CHEN.department
    assert not form.title.isReadOnly()


def test_what_can_not_be_understood_is_said_and_stays_in_its_field(sit: Sit) -> None:
    wang = sit(WANG)
    write(wang)
    form = wang.window.entry.form
    form.valid_until.clear()
    type_into(wang, form.valid_until, "next year")
    assert "next year" in wang.window.entry.submit.explanation
    assert not wang.window.entry.submit.isEnabled()
    type_into(wang, form.attachments, "Form ftp://x")
    form.valid_until.setText("2099-1-31")
    assert "http" in wang.window.entry.submit.explanation
    assert form.attachments.toPlainText() == "Form ftp://x"
    form.attachments.setPlainText("Form https://example.org/f.pdf")
    assert wang.window.entry.submit.isEnabled()
    assert form.article.attachments[0].url == "https://example.org/f.pdf"


def test_a_text_without_an_answer_is_not_submitted_and_the_sentence_names_the_field(sit: Sit) -> None:
    wang = sit(WANG)
    QTest.keyClick(wang.window, Qt.Key.Key_N, CTRL)
    QTest.keyClicks(wang.window.entry.form.title, "only a question")
    QTest.keyClick(wang.window, Qt.Key.Key_Return, CTRL)
    wang.until(lambda: "“Answer” is empty" in wang.message)
    assert state(wang) in (State.DRAFT, None)


def test_published_at_a_time(sit: Sit) -> None:
    wang = sit(WANG)
    code = write(wang)
    wang.window.entry.submit.click()
    wang.until(lambda: state(wang) is State.SUBMITTED)
    li = sit(LI)
    li.open(code)
    QTest.keyClick(li.window, Qt.Key.Key_J, CTRL)
    QTest.keyClicks(li.window.entry.publish_at, "2099-1-1 8:00")
    QTest.keyClick(li.window, Qt.Key.Key_F8)
    li.until(lambda: state(li) is State.SCHEDULED)
    assert "at the given time" in li.message
    assert li.window.entry.publish_at.text() == "2099-01-01 08:00"
    li.window.entry.recall.click()
    li.until(lambda: state(li) is State.DRAFT)
