"""Gaps: grouped by meaning from what was searched, dismissed, written for, filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desk.assembly import terms_folder
from desk.call_log import RecordedCalls
from desk.records import Records
from desk.records.knowledge_log import KnowledgeLog
from desk.records.views import OrderDraft, OrderKind, Outcome
from kb import KnowledgeBase
from kb.editing import Editor, Editorial
from kb.editing.errors import BadTextError, RefusedError
from kb.editing.grouping import group
from kb.query import Glossary, understand
from tests.desk.records.conftest import Clock, few_departments
from tests.desk.records.test_records import whole_call
from tests.kb.conftest import ENTRIES
from tests.kb.editing.conftest import CHEN, LI, WANG

__all__ = ["few_departments"]


@pytest.fixture
def records(url: str, clock: Clock) -> Iterator[Records]:
    with Records.open(url, migrate=False, agent="1024", now=clock) as opened:
        yield opened


@pytest.fixture
def knowledge(records: Records, clock: Clock, tmp_path: Path) -> Iterator[KnowledgeBase]:
    made = KnowledgeBase(
        records.database.knowledge_engine, tmp_path / "index", terms_folder(), clock=lambda _: clock.time
    )
    made.open()
    made.put(ENTRIES, "import")
    yield made
    made.close()


@pytest.fixture
def editorial(knowledge: KnowledgeBase, records: Records, clock: Clock) -> Editorial:
    return sit(knowledge, records, clock, WANG)


def sit(knowledge: KnowledgeBase, records: Records, clock: Clock, who: Editor) -> Editorial:
    log = RecordedCalls(KnowledgeLog(records.database))
    return Editorial(knowledge, who, log, clock=lambda _: clock.time)


def ask(records: Records, clock: Clock, call: str, *queries: str, hits: int = 3) -> None:
    """Let a call come and its questions be typed."""
    whole_call(records, clock, call)
    for query in queries:
        records.log_search(call, query, hits, 0.01)
        clock.move(seconds=5)


def test_what_means_the_same_is_one_gap(
    editorial: Editorial, records: Records, clock: Clock, few_departments: None
) -> None:
    ask(records, clock, "1", "电动车上牌要什么材料", hits=0)
    ask(records, clock, "2", "请问电动车上牌需要什么材料")
    ask(records, clock, "3", "电动车怎么上牌")
    ask(records, clock, "4", "犬证年审")
    records.dispatch(OrderDraft("2", OrderKind.CONSULTATION, title="上牌", department_code="CG"), "1024")
    records.wrap_up("2", Outcome.ORDER, "")
    gaps = editorial.gaps.list()
    assert [(gap.calls, gap.nothing_found) for gap in gaps] == [(3, 1), (1, 0)]
    first = gaps[0]
    assert first.words == "请问电动车上牌需要什么材料"
    assert {each.word for each in first.wordings} == {
        "电动车上牌要什么材料",
        "请问电动车上牌需要什么材料",
        "电动车怎么上牌",
    }
    assert [(each.word, each.times) for each in first.kinds] == [("consultation", 1)]
    assert [(each.word, each.times) for each in first.outcomes] == [("order", 1)]


def test_a_call_that_was_answered_is_no_gap(editorial: Editorial, records: Records, clock: Clock) -> None:
    ask(records, clock, "1", "公积金提取")
    records.log_direct_answer("1", "gjj-1", 1, "公积金提取", 8.0)
    records.log_search(None, "随便看看", 2, 0.01)
    records.log_search(None, "找不到的东西", 0, 0.01)
    assert [gap.words for gap in editorial.gaps.list()] == ["找不到的东西"]


def test_a_form_without_a_call_is_no_call(
    editorial: Editorial, records: Records, few_departments: None
) -> None:
    """As older desks have logged them, with the id of the form."""
    form = "desk-2001-20260130"
    records.log_search(form, "找到的东西", 2, 0.01)
    for query in ("找不到的", "找不到的东西"):
        records.log_search(form, query, 0, 0.01)
    records.dispatch(OrderDraft(form, OrderKind.COMPLAINT, title="x", department_code="CG"), "1024")
    (gap,) = editorial.gaps.list()
    assert (gap.words, gap.kinds, gap.queues) == ("找不到的东西", (), ())


def test_a_second_matter_of_an_answered_call_is_a_gap(
    editorial: Editorial, records: Records, clock: Clock
) -> None:
    ask(records, clock, "1", "公积金提取")
    records.log_direct_answer("1", "gjj-1", 1, "公积金提取", 8.0)
    clock.move(seconds=40)
    records.log_search("1", "犬证年审", 0, 0.01)
    [gap] = editorial.gaps.list()
    assert (gap.words, gap.calls, gap.nothing_found) == ("犬证年审", 1, 1)


@pytest.mark.parametrize(
    ("query", "hits", "later", "answered"),
    [
        ("犬证年审", 0, ("犬证怎么办理",), True),
        ("犬证", 0, ("犬证年审登记",), True),
        ("犬证年审", 0, ("年审的养狗证", "怎么办养狗证"), True),  # in other words, and once more in others
        ("家暴", 0, ("家庭暴力报警",), True),  # by a synonym
        ("犬证年审", 0, ("养狗登记",), False),
        ("取公积金", 3, ("公积金提取需要什么材料",), True),
        ("gjj", 3, ("公积金提取",), True),
        ("犬证年审需要材料", 3, ("公积金提取需要材料",), False),
        ("路灯不亮", 3, ("公积金提取",), False),
        ("路灯不亮", 3, ("",), False),  # an agreed answer was opened
    ],
)
def test_a_search_is_answered_by_what_the_call_was_answered_for(
    editorial: Editorial,
    records: Records,
    clock: Clock,
    query: str,
    hits: int,
    later: tuple[str, ...],
    answered: bool,
) -> None:
    ask(records, clock, "1", query, hits=hits)
    for other in filter(None, later):
        records.log_search("1", other, 3, 0.01)
        clock.move(seconds=5)
    records.log_direct_answer("1", "gjj-1", 1, later[-1], 8.0)
    assert [gap.words for gap in editorial.gaps.list()] == ([] if answered else [query])


def test_what_was_answered_before_fills_no_search_that_found_nothing(
    editorial: Editorial, records: Records, clock: Clock
) -> None:
    ask(records, clock, "1", "犬证")
    records.log_direct_answer("1", "gjj-1", 1, "犬证", 8.0)
    clock.move(seconds=40)
    records.log_search("1", "犬证年审", 0, 0.01)
    records.log_search("1", "怎么办犬证", 3, 0.01)
    assert [gap.words for gap in editorial.gaps.list()] == ["犬证年审"]


def test_typing_on_the_way_is_not_counted(editorial: Editorial, records: Records, clock: Clock) -> None:
    ask(records, clock, "1", "电动", "电动车", "电动车上牌", "税")
    gaps = editorial.gaps.list()
    assert [(gap.words, gap.times) for gap in gaps] == [("电动车上牌", 1)]


def test_old_searches_are_left_out(editorial: Editorial, records: Records, clock: Clock) -> None:
    ask(records, clock, "1", "电动车上牌")
    clock.move(days=31)
    assert editorial.gaps.list() == []
    assert len(editorial.gaps.list(days=60)) == 1


def test_a_dismissed_gap_stays_away(
    editorial: Editorial, knowledge: KnowledgeBase, records: Records, clock: Clock
) -> None:
    ask(records, clock, "1", "讲个笑话听听")
    [gap] = editorial.gaps.list()
    with pytest.raises(BadTextError):
        editorial.gaps.dismiss(gap, " ")
    with pytest.raises(RefusedError):
        sit(knowledge, records, clock, CHEN).gaps.dismiss(gap, "无关")
    editorial.gaps.dismiss(gap, "与业务无关")
    ask(records, clock, "2", "讲一个笑话听听")
    assert editorial.gaps.list() == []


def test_a_gap_is_filled_by_an_entry(
    editorial: Editorial, knowledge: KnowledgeBase, records: Records, clock: Clock
) -> None:
    ask(records, clock, "1", "电动车上牌要什么材料")
    ask(records, clock, "2", "电动车上牌需要什么材料")
    [gap] = editorial.gaps.list()
    draft = editorial.gaps.assign(gap, department="公安局")
    assert (draft.article.title, draft.article.department) == (gap.words, "公安局")
    assert draft.article.similar == tuple(each.word for each in gap.wordings[1:])
    [waiting] = editorial.gaps.list()
    assert waiting.draft == draft.article.code
    clock.move(hours=1)
    whole = editorial.texts.save(replace(draft.article, answer="带发票和身份证。"), draft.version)
    submitted = editorial.texts.submit(draft.article.code, whole.version)
    sit(knowledge, records, clock, LI).texts.approve(draft.article.code, submitted.version)
    assert editorial.gaps.list() == []
    clock.move(hours=1)
    ask(records, clock, "3", "电动车上牌要什么材料")
    [again] = editorial.gaps.list()
    assert (again.calls, again.draft) == (1, "")


def test_a_draft_that_was_given_up_fills_nothing(
    editorial: Editorial, records: Records, clock: Clock
) -> None:
    ask(records, clock, "1", "电动车上牌")
    [gap] = editorial.gaps.list()
    draft = editorial.gaps.assign(gap, code="gjj-1")
    assert draft.article.similar[-1] == "电动车上牌"
    editorial.texts.discard("gjj-1", draft.version)
    [again] = editorial.gaps.list()
    assert again.draft == ""


def test_hostile_and_monstrous_searches_are_gaps_too(
    editorial: Editorial, records: Records, clock: Clock
) -> None:
    for number, query in enumerate(("\ud800\0", "长" * 5000, "<b>电动车</b>", "' OR 1=1 --", "🚲🚲")):
        ask(records, clock, str(number), query)
    assert len(editorial.gaps.list()) >= 3


def test_synonyms_and_word_order_do_not_part_a_matter() -> None:
    glossary = Glossary.read(terms_folder() / "synonyms.txt")

    def terms(question: str) -> dict[str, float]:
        prepared = understand(question, glossary)
        return dict.fromkeys(prepared.synonyms, 0.6) | {
            term: weight for term, weight in prepared.terms.items() if len(term) > 1
        }

    questions = [
        "医保卡丢了怎么补办",
        "孩子入学需要什么手续",
        "医疗保险卡丢失补办",
        "小孩子入学手续",
        "路灯不亮",
        "夜间施工噪声扰民",
        "施工夜间噪声",
    ]
    assert group(questions, terms) == [[0, 2], [1, 3], [4], [5, 6]]
    many = [f"{number % 700}号路口的{'红绿灯坏了' if number % 2 else '井盖丢了'}" for number in range(3000)]
    groups: Sequence[Sequence[int]] = group(many, terms)
    assert sorted(place for members in groups for place in members) == list(range(3000))
