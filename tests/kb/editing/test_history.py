"""Every revision kept, any two compared, any one restored; and who else has the entry open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import Article, KnowledgeBase
from kb.article import Attachment
from kb.editing.errors import ConflictError, UnknownEntryError
from kb.editing.history import compare, stretches
from kb.editing.views import Action, Change, State
from tests.desk.records.conftest import Clock
from tests.kb.editing.conftest import CHEN, LI, WANG, Person, published


def test_everything_that_happened_is_kept(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    code = published(person).code
    clock.move(days=1)
    draft = person(CHEN).texts.save(replace(person(CHEN).texts.open(code).article, answer="不可以。"))
    waiting = person(CHEN).texts.submit(code, draft.version)
    person(LI).texts.send_back(code, waiting.version, "政策如此？")
    clock.move(days=1)
    person(LI).texts.withdraw(code, "有误")
    told = [(each.action, each.who, each.reason) for each in reversed(person(LI).history.revisions(code))]
    assert told == [
        (Action.SAVE, "王敏", ""),
        (Action.SUBMIT, "王敏", ""),
        (Action.PUBLISH, "王敏", ""),
        (Action.SAVE, "陈静", ""),
        (Action.SUBMIT, "陈静", ""),
        (Action.SEND_BACK, "李强", "政策如此？"),
        (Action.WITHDRAW, "李强", "有误"),
    ]
    by_import = person(LI).history.revisions("gjj-1")
    assert [(each.key, each.who, each.revision) for each in by_import] == [("r1", "import", 1)]
    with pytest.raises(UnknownEntryError):
        person(LI).history.revisions("nothing")


def test_any_revision_is_restored_as_a_draft(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    first = person(WANG).texts.open("gjj-1").article
    kept.put([replace(first, answer="第二版")], "import")
    clock.move(days=1)
    history = person(WANG).history
    draft = history.restore("gjj-1", "r1")
    assert (draft.article.answer, draft.state, draft.based_on) == (first.answer, State.DRAFT, 2)
    assert kept.article("gjj-1").answer == "第二版"  # type: ignore[union-attr]
    with pytest.raises(ConflictError):
        history.restore("gjj-1", "r2")
    again = history.restore("gjj-1", "r2", draft.version)
    assert again.article.answer == "第二版"
    assert [each.action for each in history.revisions("gjj-1")[:2]] == [Action.RESTORE, Action.RESTORE]
    for key in ("r9", "s999999", "x1", "", "r1; drop", "r-1"):
        with pytest.raises(UnknownEntryError):
            history.restore("gjj-1", key, again.version)


def test_two_revisions_are_compared_field_by_field(person: Person, clock: Clock) -> None:
    clock.move(hours=1)
    article = person(WANG).texts.open("gjj-1").article
    changed = replace(
        article,
        similar=("怎么取公积金", "公积金提取流程"),
        answer="本人身份证、公积金卡，到网上办理。",
        contact_phone="12329",
        attachments=(Attachment("办事指南", "https://example.org/a.pdf"),),
    )
    person(WANG).texts.save(changed)
    revisions = person(WANG).history.revisions("gjj-1")
    first = {each.field: each for each in person(LI).history.compare("gjj-1", "", "r1")}
    assert first["title"].before == ""
    assert first["title"].after == "公积金提取需要什么材料"
    fields = {each.field: each for each in person(LI).history.compare("gjj-1", "r1", revisions[0].key)}
    assert {name for name, each in fields.items() if each.changed} == {
        "similar",
        "answer",
        "contact_phone",
        "attachments",
    }
    answer = fields["answer"]
    taken = [
        (each.change, answer.before[each.before_start : each.before_end])
        for each in answer.stretches
        if each.change is not Change.EQUAL
    ]
    assert taken == [(Change.REMOVED, "柜台或")]
    assert fields["attachments"].after == "办事指南 https://example.org/a.pdf"


TEXT = st.text(st.sampled_from("公积金，\n\r。a "), max_size=60)


@given(before=TEXT, after=TEXT)
def test_stretches_make_one_text_of_the_other(before: str, after: str) -> None:
    made, place, other = "", 0, 0
    for each in stretches(before, after):
        assert (each.before_start, each.after_start) == (place, other)
        made += after[each.after_start : each.after_end]
        if each.change is Change.EQUAL:
            assert before[each.before_start : each.before_end] == after[each.after_start : each.after_end]
        assert (each.change is Change.ADDED) == (
            each.before_end == each.before_start and each.after_end > other
        )
        place, other = each.before_end, each.after_end
    assert (made, place, other) == (after, len(before), len(after))


def test_two_long_texts_are_compared_at_once() -> None:
    one = Article("a", "题", "甲" * 50_000)
    differences = compare(one, replace(one, answer="甲" * 49_999 + "乙"))
    answer = next(each for each in differences if each.changed)
    assert (answer.field, len(answer.stretches)) == ("answer", 2)


def test_the_second_person_is_told_before_typing(person: Person, clock: Clock) -> None:
    first, second = person(WANG), person(LI)
    assert first.presence.enter("gjj-1") == ()
    since = clock.time
    clock.move(seconds=50)
    assert [(each.name, each.since) for each in second.presence.enter("gjj-1")] == [("王敏", since)]
    assert [each.name for each in first.presence.renew("gjj-1")] == ["李强"]
    assert [each.name for each in second.texts.open("gjj-1").others] == ["王敏"]
    assert second.texts.open("gjj-2").others == ()
    clock.move(seconds=50)
    assert [each.name for each in second.presence.renew("gjj-1")] == ["王敏"]
    first.presence.leave("gjj-1")
    assert second.presence.renew("gjj-1") == ()


def test_a_window_that_died_holds_nobody_up(person: Person, clock: Clock) -> None:
    person(WANG).presence.enter("gjj-1")
    clock.time += timedelta(seconds=61)
    assert person(LI).presence.enter("gjj-1") == ()


def test_one_person_at_two_windows_is_told_too(person: Person) -> None:
    one, other = person(WANG), person(WANG)
    one.presence.enter("gjj-1")
    assert [each.name for each in other.presence.enter("gjj-1")] == ["王敏"]
    one.presence.leave_all()
    assert other.presence.renew("gjj-1") == ()
