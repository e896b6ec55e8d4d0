"""The life of an entry with two pairs of eyes on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from kb import Article, KnowledgeBase
from kb.editing.errors import (
    BadTextError,
    Clash,
    ConflictError,
    ImpossibleError,
    Refusal,
    RefusedError,
    UnknownEntryError,
)
from kb.editing.life import OF_PUBLIC_TEXT, TRANSITIONS, after
from kb.editing.views import Action, FieldProblem, Problem, State
from tests.desk.records.conftest import Clock
from tests.kb.editing.conftest import CHEN, LI, NEW, WANG, ZHAO, Person, published, submitted


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", [None, *State])
def test_what_is_not_in_the_table_is_refused(action: Action, state: State | None) -> None:
    if (action, state) in TRANSITIONS:
        after(action, state)
    else:
        with pytest.raises(ImpossibleError):
            after(action, state)


def test_every_state_is_reached_and_every_action_is_possible_somewhere() -> None:
    assert {state for state in TRANSITIONS.values() if state} == set(State)
    assert {action for action, _ in TRANSITIONS} == set(Action)


def test_a_text_goes_from_draft_to_the_desks(person: Person, kept: KnowledgeBase) -> None:
    draft = person(WANG).texts.save(NEW)
    code = draft.article.code
    assert (draft.state, draft.version, code) == (State.DRAFT, 1, "20260130-001")
    assert kept.article(code) is None
    waiting = person(WANG).texts.submit(code, 1)
    assert waiting.state is State.SUBMITTED
    opened = person(LI).texts.approve(code, waiting.version)
    assert opened.working is None
    assert opened.published is not None
    assert opened.published.state is State.PUBLISHED
    assert (opened.published.published_by, opened.published.approved_by) == ("王敏", "李强")
    assert kept.search("异地贷款")[0].article == replace(NEW, code=code, revision=1)
    assert kept.check().ok


def test_what_a_save_returns_is_the_entry_as_it_left_it(person: Person) -> None:
    texts = person(WANG).texts
    opened = texts.save_opened(NEW)
    assert opened == texts.open(opened.code)
    assert opened.working is not None
    again = texts.save_opened(replace(opened.article, answer="网上办理。"), opened.working.version)
    assert again == texts.open(opened.code)
    assert again.article.answer == "网上办理。"
    with pytest.raises(ConflictError):
        texts.save_opened(opened.article, opened.working.version)
    with pytest.raises(BadTextError):
        texts.save_opened(replace(opened.article, title="?" * 1001), 2)


def test_the_public_text_is_found_unchanged_while_a_new_one_is_written(
    person: Person, kept: KnowledgeBase
) -> None:
    opened = person(WANG).texts.open("gjj-1")
    changed = replace(opened.article, title="公积金怎么提取", answer="网上办理。")
    draft = person(WANG).texts.save(changed)
    assert kept.search("公积金提取")[0].article.title == "公积金提取需要什么材料"
    waiting = person(WANG).texts.submit("gjj-1", draft.version)
    assert kept.search("公积金提取")[0].article.title == "公积金提取需要什么材料"
    person(LI).texts.approve("gjj-1", waiting.version)
    assert kept.search("公积金提取")[0].article.title == "公积金怎么提取"


def test_nobody_approves_what_they_wrote(person: Person) -> None:
    draft = person(WANG).texts.save(NEW)
    code = draft.article.code
    touched = person(LI).texts.save(replace(draft.article, answer="可以的。"), draft.version)
    waiting = person(WANG).texts.submit(code, touched.version)
    with pytest.raises(RefusedError) as refused:
        person(LI).texts.approve(code, waiting.version)
    assert refused.value.refusal is Refusal.OWN_TEXT
    assert Action.PUBLISH not in person(LI).texts.open(code).allowed
    with pytest.raises(RefusedError) as refused:
        person(WANG).texts.approve(code, waiting.version)
    assert refused.value.refusal is Refusal.ROLE
    assert person(ZHAO).texts.approve(code, waiting.version).published


def test_a_text_is_sent_back_with_a_reason(person: Person) -> None:
    waiting = submitted(person)
    code = waiting.article.code
    with pytest.raises(BadTextError):
        person(LI).texts.send_back(code, waiting.version, "  ")
    back = person(LI).texts.send_back(code, waiting.version, "缺少依据")
    assert (back.state, back.reason) == (State.SENT_BACK, "缺少依据")
    mended = person(WANG).texts.save(replace(back.article, source="甬公积金〔2020〕1号"), back.version)
    assert (mended.state, mended.reason) == (State.SENT_BACK, "缺少依据")
    assert person(WANG).texts.submit(code, mended.version).reason == ""


def test_the_writer_takes_back_what_was_submitted(person: Person) -> None:
    waiting = submitted(person)
    draft = person(WANG).texts.recall(waiting.article.code, waiting.version)
    assert draft.state is State.DRAFT
    person(WANG).texts.discard(waiting.article.code, draft.version)
    with pytest.raises(UnknownEntryError):
        person(WANG).texts.open(waiting.article.code)


def test_contributors_write_for_their_department_only(person: Person) -> None:
    texts = person(CHEN).texts
    assert texts.save(NEW).state is State.DRAFT
    with pytest.raises(RefusedError) as refused:
        texts.save(replace(NEW, department="医疗保障局"))
    assert refused.value.refusal is Refusal.DEPARTMENT
    insured = texts.open("yb-1")
    assert insured.allowed == frozenset()
    with pytest.raises(RefusedError):
        texts.save(replace(insured.article, department=CHEN.department))
    with pytest.raises(RefusedError):
        texts.doubt("yb-1", "已变更")
    person(LI).texts.withdraw("yb-1", "停用")
    with pytest.raises(RefusedError):
        texts.save(replace(insured.article, department=CHEN.department))
    assert Action.SAVE in texts.open("gjj-1").allowed


def test_a_text_is_submitted_only_when_it_can_be_read_out(person: Person, clock: Clock) -> None:
    texts = person(WANG).texts
    poor = Article("", "标题", " ", valid_until=date(2025, 12, 31), contact_phone="no")
    draft = texts.save(poor)
    with pytest.raises(BadTextError) as bad:
        texts.submit(draft.article.code, draft.version)
    assert {(each.field, each.problem) for each in bad.value.problems} == {
        ("answer", Problem.MISSING),
        ("department", Problem.MISSING),
        ("valid_until", Problem.PAST),
        ("contact_phone", Problem.BAD_PHONE),
    }
    with pytest.raises(BadTextError) as bad:
        texts.save(Article("", "标\0题", "答"))
    assert bad.value.problems == (FieldProblem("title", Problem.BAD_CHARACTER),)


def test_nothing_is_overwritten_silently(person: Person) -> None:
    draft = person(WANG).texts.save(NEW)
    code = draft.article.code
    theirs = person(CHEN).texts.save(replace(draft.article, answer="可以，全国都行。"), draft.version)
    with pytest.raises(ConflictError) as conflict:
        person(WANG).texts.save(replace(draft.article, answer="不可以。"), draft.version)
    assert conflict.value.clash is Clash.CHANGED
    assert conflict.value.working == theirs
    with pytest.raises(ConflictError):
        person(WANG).texts.save(replace(draft.article, answer="不可以。"))
    person(CHEN).texts.discard(code, theirs.version)
    with pytest.raises(ConflictError) as conflict:
        person(WANG).texts.submit(code, theirs.version)
    assert conflict.value.clash is Clash.GONE


def test_a_text_published_meanwhile_is_looked_at_first(person: Person, kept: KnowledgeBase) -> None:
    article = person(WANG).texts.open("gjj-2").article
    draft = person(WANG).texts.save(replace(article, answer="最高一百二十万元。"))
    kept.put([replace(article, answer="最高八十万元。")], "import")
    with pytest.raises(ConflictError) as conflict:
        person(WANG).texts.submit("gjj-2", draft.version)
    assert conflict.value.clash is Clash.PUBLISHED
    assert conflict.value.published is not None
    assert conflict.value.published.article.answer == "最高八十万元。"
    with pytest.raises(ConflictError):
        person(WANG).texts.save(replace(article, answer="最高一百三十万元。"), draft.version)
    seen = person(WANG).texts.save(draft.article, draft.version, based_on=2)
    waiting = person(WANG).texts.submit("gjj-2", seen.version)
    person(LI).texts.approve("gjj-2", waiting.version)
    assert kept.search("公积金贷款额度")[0].article.answer == "最高一百二十万元。"


def test_a_doubted_entry_stays_and_is_confirmed(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    person(CHEN).texts.doubt("gjj-1", "政策已变")
    assert person(WANG).texts.open("gjj-1").published.state is State.TO_CONFIRM  # type: ignore[union-attr]
    assert kept.search("公积金提取")[0].needs_checking
    opened = person(WANG).texts.confirm("gjj-1")
    assert opened.published is not None
    assert (opened.published.state, opened.published.confirmed_on) == (State.PUBLISHED, date(2026, 1, 30))
    assert kept.check().ok


def test_a_withdrawn_entry_leaves_the_desks_and_can_come_back(person: Person, kept: KnowledgeBase) -> None:
    with pytest.raises(RefusedError):
        person(WANG).texts.withdraw("sw-1", "停用")
    opened = person(LI).texts.withdraw("sw-1", "停用")
    assert opened.published is not None
    assert opened.published.state is State.WITHDRAWN
    assert not kept.search("税怎么申报")
    draft = person(WANG).texts.save(replace(opened.published.article, department="税务局"))
    waiting = person(WANG).texts.submit("sw-1", draft.version)
    person(LI).texts.approve("sw-1", waiting.version)
    assert kept.search("税怎么申报")[0].article.revision == 3
    assert kept.check().ok


def test_a_text_is_published_at_its_time_by_any_desk(
    person: Person, kept: KnowledgeBase, clock: Clock
) -> None:
    waiting = submitted(person)
    code = waiting.article.code
    with pytest.raises(BadTextError):
        person(LI).texts.approve(code, waiting.version, clock.time)
    opened = person(LI).texts.approve(code, waiting.version, clock.time + timedelta(hours=2))
    assert opened.working is not None
    assert opened.working.state is State.SCHEDULED
    kept.refresh()
    assert kept.article(code) is None
    clock.move(hours=2)
    kept.refresh()
    assert kept.search("异地贷款")[0].article.code == code
    assert person(WANG).texts.open(code).published.approved_by == "李强"  # type: ignore[union-attr]
    count = kept.store.base()
    kept.refresh()
    assert kept.store.base() == count


def test_a_scheduled_text_gives_way_to_one_published_meanwhile(
    person: Person, kept: KnowledgeBase, clock: Clock
) -> None:
    article = person(WANG).texts.open("gjj-2").article
    waiting = submitted(person, replace(article, answer="最高一百二十万元。"))
    person(LI).texts.approve("gjj-2", waiting.version, clock.time + timedelta(hours=2))
    kept.put([replace(article, answer="最高八十万元。")], "import")
    clock.move(hours=3)
    kept.refresh()
    assert kept.search("公积金贷款额度")[0].article.answer == "最高八十万元。"
    back = person(WANG).texts.open("gjj-2").working
    assert back is not None
    assert (back.state, back.updated_by) == (State.SENT_BACK, "")


def test_an_entry_past_its_date_asks_to_be_confirmed(
    person: Person, kept: KnowledgeBase, clock: Clock
) -> None:
    opened = published(person, replace(NEW, valid_until=date(2026, 2, 1)))
    clock.move(days=2)  # the first of February, ten in the morning: still valid
    kept.refresh()
    assert person(WANG).texts.open(opened.code).published.state is State.PUBLISHED  # type: ignore[union-attr]
    clock.move(hours=15)
    kept.refresh()
    expired = person(WANG).texts.open(opened.code)
    assert expired.published is not None
    assert expired.published.state is State.TO_CONFIRM
    with pytest.raises(BadTextError) as bad:
        person(LI).texts.confirm(opened.code)
    assert bad.value.problems == (FieldProblem("valid_until", Problem.EXPIRED),)


def test_a_draft_begun_after_another_is_not_taken_for_that_one(person: Person) -> None:
    wang, chen = person(WANG).texts, person(CHEN).texts
    seen = wang.save(NEW)
    code = seen.article.code
    chen.discard(code, seen.version)
    theirs = chen.save(replace(NEW, code=code, answer="重写的。"))
    with pytest.raises(ConflictError) as conflict:
        wang.save(replace(seen.article, answer="不知情的改动。"), seen.version)
    assert conflict.value.clash is Clash.CHANGED
    # Nor after a publication: the draft that a window still shows was made public by others meanwhile.
    waiting = wang.submit(code, theirs.version)
    person(LI).texts.approve(code, waiting.version)
    later = chen.save(replace(NEW, code=code, answer="又一稿。"))
    for version in (seen.version, theirs.version, waiting.version):
        with pytest.raises(ConflictError):
            wang.save(replace(seen.article, answer="不知情的改动。"), version)
    working = person(LI).texts.open(code).working
    assert working is not None
    assert (working.article.answer, working.version) == ("又一稿。", later.version)


@pytest.mark.parametrize("answer", ["", "新的答案"], ids=["same-words", "new-words"])
def test_a_withdrawal_to_come_survives_a_publication(
    person: Person, kept: KnowledgeBase, clock: Clock, answer: str
) -> None:
    leaves = clock.time + timedelta(days=1)
    opened = person(LI).texts.withdraw("gjj-2", "活动结束", leaves)
    article = replace(opened.article, answer=answer or opened.article.answer)
    draft = person(WANG).texts.save(article)
    waiting = person(WANG).texts.submit("gjj-2", draft.version)
    again = person(LI).texts.approve("gjj-2", waiting.version)
    assert again.published is not None
    assert (again.published.article.answer, again.published.withdraw_at) == (article.answer, leaves)
    clock.time = leaves
    kept.refresh()
    assert kept.article("gjj-2") is None


def test_an_entry_is_withdrawn_at_its_time(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    person(LI).texts.withdraw("tx-1", "活动结束", clock.time + timedelta(days=1))
    assert kept.search("5G基站")
    clock.move(days=1)
    kept.refresh()
    assert not kept.search("5G基站")
    last = person(LI).history.revisions("tx-1")[0]
    assert (last.action, last.who, last.reason) == (Action.WITHDRAW, "李强", "活动结束")


def test_any_course_of_actions_keeps_to_the_table(person: Person, kept: KnowledgeBase) -> None:
    codes = iter(range(1000))

    class Life(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            self.code = f"life-{next(codes)}"
            self.working: State | None = None
            self.public: State | None = None
            self.version, self.text, self.revision, self.base = 0, 0, 0, 0

        @rule(action=st.sampled_from(sorted(set(Action) - {Action.EXPIRE, Action.SCHEDULE}, key=str)))
        def act(self, action: Action) -> None:
            before = self.working, self.public, self.version
            of_public = action in OF_PUBLIC_TEXT
            state = self.public if of_public else self.working
            overtaken = action in (Action.SUBMIT, Action.PUBLISH) and self.base != self.revision
            if (action, state) not in TRANSITIONS or overtaken:
                with pytest.raises((ImpossibleError, ConflictError, UnknownEntryError)):
                    self._do(action)
                assert self._seen() == before
                return
            self._do(action)
            self.revision += action in (Action.PUBLISH, Action.WITHDRAW)
            if action in (Action.SAVE, Action.RESTORE):
                self.base = self.revision
            after_it = TRANSITIONS[action, state]
            if of_public:
                self.public = after_it
            elif action is Action.PUBLISH:
                self.public, self.working = after_it, None
            else:
                self.working = after_it
            *states, self.version = self._seen()
            assert states == [self.working, self.public]

        def _seen(self) -> tuple[State | None, State | None, int]:
            try:
                opened = person(WANG).texts.open(self.code)
            except UnknownEntryError:
                return None, None, 0
            working, public = opened.working, opened.published
            return (
                working.state if working else None,
                public.state if public else None,
                working.version if working else 0,
            )

        def _do(self, action: Action) -> None:
            writer, reviewer = person(WANG), person(LI)
            texts: Any = writer.texts
            self.text += 1
            match action:
                case Action.SAVE | Action.RESTORE:
                    article = Article(self.code, f"第{self.text}稿", "答案", department="局")
                    texts.write(action, article, self.version, self.revision)
                case Action.SUBMIT | Action.RECALL | Action.DISCARD:
                    getattr(texts, action.value)(self.code, self.version)
                case Action.SEND_BACK:
                    reviewer.texts.send_back(self.code, self.version, "改")
                case Action.PUBLISH:
                    reviewer.texts.approve(self.code, self.version)
                case Action.DOUBT | Action.WITHDRAW:
                    getattr(reviewer.texts, action.value)(self.code, "因为")
                case Action.CONFIRM:
                    reviewer.texts.confirm(self.code)

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life, settings=settings(max_examples=8, stateful_step_count=25, deadline=None)
    )
