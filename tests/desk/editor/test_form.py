"""The fields of an entry lose nothing: not what is long, not what can't be read, not what nobody touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.editor.entry_form import EntryForm
from desk.editor.fields import day_of, items_of
from kb import Article, Attachment, KnowledgeBase
from kb.content import CONTENT
from kb.editing.checks import check_kept
from kb.rows import ITEMS, longest
from tests.desk.editor.conftest import WANG, Place, Sit
from tests.kb.conftest import ENTRIES

LINK = Attachment("Form", "https://example.org/form.pdf")
LONG = Article(
    "long-1",
    "题" * longest("title"),
    "答" * longest("answer"),
    similar=tuple(f"{number:03}" + "似" * (longest("similar") - 3) for number in range(ITEMS)),
    department="部" * longest("department"),
    category="类" * longest("category"),
    keywords=tuple(f"{number:03}" + "词" * (longest("keywords") - 3) for number in range(ITEMS)),
    source="文" * longest("source"),
    valid_until=date(2099, 12, 31),
    contact_department="联" * longest("contact_department"),
    contact_phone="1" * longest("contact_phone"),
    attachments=tuple(
        Attachment("附" * longest("attachments"), f"https://example.org/{number:03}".ljust(1000, "x"))
        for number in range(ITEMS)
    ),
)


@pytest.fixture
def form(qtbot: QtBot) -> EntryForm:
    made = EntryForm()
    qtbot.addWidget(made)
    return made


def test_all_that_is_stored_fits_into_the_fields(form: EntryForm) -> None:
    check_kept(LONG)
    form.show_article(LONG)
    for name, field in ((name, getattr(form, name)) for name in CONTENT):
        # As if somebody had typed it all anew, so that the field is read and not what was shown.
        text = field.typed
        field.clear()
        (field.setText if hasattr(field, "setText") else field.setPlainText)(text)
        assert getattr(form.article, name) == getattr(LONG, name), name
    assert form.article == LONG


def test_rare_characters_and_what_is_longer_than_may_be_typed_are_not_cut(form: EntryForm) -> None:
    rare = replace(LONG, title="𠮷" * longest("title"), answer="答" * (longest("answer") + 5))
    form.show_article(rare)
    QTest.keyClicks(form.category, "x")
    QTest.keyClick(form.answer, Qt.Key.Key_Delete)
    assert form.answer.toPlainText() == rare.answer[1:]
    assert form.title.text() == rare.title


def test_one_character_more_leaves_the_rest_of_a_long_entry(sit: Sit, knowledge: KnowledgeBase) -> None:
    long = replace(
        ENTRIES[0],
        title="题" * 900,
        answer="答" * 30_000,
        source="文" * 900,
        department="部" * 300,
        contact_phone="1" * 55,
        keywords=tuple(f"关键词{number}" for number in range(190)),
        similar=tuple(f"相似的问法，第{number}种，" + "问" * 40 for number in range(190)),
    )
    knowledge.put([long], "import")
    wang = sit(WANG)
    wang.open(long.code)
    QTest.keyClicks(wang.window.entry.form.answer, "x")
    wang.until(lambda: wang.editorial.texts.open(long.code).working)
    kept = wang.editorial.texts.open(long.code).article
    assert replace(kept, revision=1) == replace(long, answer="x" + long.answer, revision=1)


def test_a_field_that_nobody_touched_is_kept_to_the_letter(form: EntryForm) -> None:
    odd = Article(
        "odd-1",
        "a  b",
        " 住房\u00a0公积金\n",
        keywords=("ETC 卡", "收费、免费", "a, b"),
        source="甬〔2026〕1号\n第二条",
        attachments=(Attachment("Guide:", "https://example.org"), Attachment("x", "ftp://old")),
    )
    form.show_article(odd)
    QTest.keyClicks(form.category, "x")
    assert form.article == replace(odd, category="x")
    assert form.hindrance == ""
    QTest.keyClicks(form.source, "x")
    assert form.article.keywords == odd.keywords
    form.show_article(replace(odd, keywords=("ETC 卡", "收费")))
    form.keywords.end(False)
    QTest.keyClicks(form.keywords, ", b c")
    assert form.article.keywords == ("ETC 卡", "收费", "b c")


@pytest.mark.parametrize("separator", ["，", ",", "、", ";", "；", "\n", " ， ", ",,"])
def test_keywords_are_separated_as_people_separate_lists(separator: str) -> None:
    assert items_of(separator.join(("ETC 卡", "高速  公路", "ETC 卡"))) == ("ETC 卡", "高速 公路")


@pytest.mark.parametrize("text", ["2027-12", "2027-1", "2027-13-45", "2027-123", "202712", "2027-6-3-0"])
def test_what_is_no_whole_day_is_no_day(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize("text", ["2027-06-30", "2027/6/30", "2027.6.30", "2027年6月30日", "20270630"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day_of(text) == date(2027, 6, 30)


def test_a_field_that_can_not_be_read_counts_as_it_is_stored(form: EntryForm) -> None:
    end = date(2027, 6, 30)
    form.show_article(Article("a-1", "How?", "So.", valid_until=end, attachments=(LINK,)))
    form.valid_until.setText("2027-13-45")
    assert "2027-13-45" in form.unread
    assert form.article.valid_until == end
    form.valid_until.clear()
    assert form.article.valid_until is None
    form.valid_until.setText("2028-1-1")
    form.renumber(replace(form.article, revision=2))  # it was saved
    form.valid_until.setText("2028-1-")
    assert form.article.valid_until == date(2028, 1, 1)
    form.valid_until.setText("")
    form.attachments.setPlainText("Form https:/example.org/form.pdf\nMore https://example.org/more.pdf")
    assert "Form https:/" in form.unread
    assert form.article.attachments == (LINK,)
    form.attachments.setPlainText("More https://example.org/more.pdf")
    assert form.article.attachments == (Attachment("More", "https://example.org/more.pdf"),)
    assert form.unread == ""


def dated(sit: Sit, knowledge: KnowledgeBase) -> tuple[Place, Article]:
    """Let Wang open an entry that ends and has an attachment."""
    article = replace(ENTRIES[0], valid_until=date(2099, 6, 30), attachments=(LINK,))
    knowledge.put([article], "import")
    wang = sit(WANG)
    wang.open(article.code)
    return wang, article


def test_an_end_that_can_not_be_read_is_said_and_the_stored_one_stays(
    sit: Sit, knowledge: KnowledgeBase
) -> None:
    wang, article = dated(sit, knowledge)
    window, form = wang.window, wang.window.entry.form
    form.valid_until.selectAll()
    QTest.keyClicks(form.valid_until, "2027-13-45")
    form.attachments.setPlainText("Form https:/")
    QTest.keyClicks(form.category, "x")
    wang.until(lambda: wang.editorial.texts.open(article.code).working)
    wang.until(lambda: not window.entry_controller.unsaved)
    kept = wang.editorial.texts.open(article.code).article
    assert (kept.valid_until, kept.attachments) == (article.valid_until, article.attachments)
    assert "2027-13-45" in window.entry.kept.text()
    assert "2027-13-45" in window.entry.save.explanation
    assert not window.entry.confirm.isEnabled()
    assert form.valid_until.text() == "2027-13-45"
    wang.open("gjj-2")
    assert "2027-13-45" in wang.message
    wang.open(article.code)
    assert form.valid_until.text() == "2099-06-30"
    assert form.attachments.toPlainText() == "Form https://example.org/form.pdf"
    assert window.entry.kept.text() == " "


def test_a_half_typed_end_is_not_taken_from_under_the_fingers(sit: Sit, knowledge: KnowledgeBase) -> None:
    wang, article = dated(sit, knowledge)
    form = wang.window.entry.form
    form.valid_until.selectAll()
    QTest.keyClicks(form.valid_until, "2098-1")
    knowledge.put([replace(article, answer="Changed elsewhere.")], "import")
    with wang._qtbot.waitSignal(wang.window.entries_controller.refreshed):
        pass
    QTest.keyClicks(form.valid_until, "-31")
    assert form.valid_until.text() == "2098-1-31"


def test_the_preview_has_the_attachments_that_the_call_taker_sees(form: EntryForm) -> None:
    form.show_article(Article("a-1", "How?", "So.", attachments=(LINK,)))
    assert "Form" in form.preview.toPlainText()
    assert LINK.url in form.preview.toHtml()
    form.attachments.setPlainText("Guide https://example.org/guide.pdf")
    assert "Guide" in form.preview.toPlainText()
    assert "Form" not in form.preview.toPlainText()
    form.show_article(Article("a-2", "When?", "Now."))
    assert form.preview.toPlainText() == "Now."
