"""What a call-taker types finds the entry meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import Article, KnowledgeBase
from kb.arrays import Shown
from kb.article import Place
from kb.clock import today
from kb.marks import passage
from kb.query import Glossary, understand

TODAY = today()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("公积金提取", "gjj-1"),
        ("请问一下公积金怎么提取呀", "gjj-1"),
        ("取公积金", "gjj-1"),
        ("贷款额", "gjj-2"),
        ("gjjtq", "gjj-1"),
        ("GJJDK", "gjj-2"),
        ("gongjijindai", "gjj-2"),
        ("gong ji jin dai", "gjj-2"),
        ("tqxy", "gjj-1"),
        ("tqgjj", "gjj-1"),  # in two pieces, the other way round
        ("醫療保險卡丟失", "yb-1"),
        ("医保卡丢了", "yb-1"),
        ("12306", "tl-1"),
        ("123", "tl-1"),
        ("１２３０６", "tl-1"),
        ("A证", "js-1"),
        ("5g", "tx-1"),
        ("税", "sw-1"),
        ("稅", "sw-1"),
        ("基站", "tx-1"),
        ("公机金提取", "gjj-1"),
        ("公积金代款", "gjj-2"),
        ("医疗宝险", "yb-1"),
        ("吉站", "tx-1"),
        ("代款额度", "gjj-2"),
    ],
)
def test_finds(knowledge: KnowledgeBase, query: str, code: str) -> None:
    assert knowledge.search(query)[0].article.code == code


@pytest.mark.parametrize(
    "query", ["", "   ", "？！", "\x00", "饕餮", "zzzzzz", "\ud800", "%_*'\"", "\n" * 500]
)
def test_nothing_found_is_an_answer(knowledge: KnowledgeBase, query: str) -> None:
    assert knowledge.search(query) == []


def test_marks_are_the_matching_words(knowledge: KnowledgeBase) -> None:
    hit = knowledge.search("公積金提取")[0]
    assert [hit.article.title[start:end] for start, end in hit.marks] == ["公积金提取"]
    hit = knowledge.search("gjjdk")[0]
    assert [hit.article.title[start:end] for start, end in hit.marks] == ["公积金贷款"]
    hit = knowledge.search("A证")[0]
    assert [hit.article.title[start:end] for start, end in hit.marks] == ["A证"]


@pytest.mark.parametrize(
    ("typed", "stretches"),
    [
        ("我想申请和平区的补贴", ("想申请和平区", "补贴")),
        ("请问有限公司等级是什么", ("有限公司等级",)),
        ("申请问题", ("申请问题",)),
        ("对公账户与存在的费用", ("对公账户", "存在", "费用")),
        ("网吧吗", ("网吧",)),
        ("及时参与或者没有", ("及时参与", "没有")),
        # the same characters at the seam of two words
        ("我对公司不满", ("公司不满",)),
        ("劳动合同等材料", ("劳动合同", "材料")),
        ("项目的资金和解放路", ("项目", "资金", "解放路")),
        ("在建设路有机会吗", ("建设路", "机会")),
        ("对应该退的费用", ("退", "费用")),
    ],
)
def test_a_filler_is_cut_where_it_stands_as_one(typed: str, stretches: tuple[str, ...]) -> None:
    assert understand(typed, Glossary()).stretches == stretches


def test_a_word_with_a_fillers_character_is_marked_whole(knowledge: KnowledgeBase) -> None:
    titles = {"a": "和平区公共租赁住房如何申请", "b": "有限公司的等级怎么评定"}
    knowledge.put([Article(code, title, "到窗口办理。") for code, title in titles.items()], "editor")
    for typed, code, words in (
        ("想申请和平区的租赁住房", "a", ["和平区", "租赁住房", "申请"]),
        ("请问有限公司等级", "b", ["有限公司", "等级"]),
    ):
        hit = knowledge.search(typed)[0]
        assert hit.article.code == code
        assert [hit.article.title[start:end] for start, end in hit.marks] == words


def test_a_slip_is_read_as_what_was_meant_and_says_so(knowledge: KnowledgeBase) -> None:
    hit = knowledge.search("请问公机金提曲")[0]
    assert hit.article.code == "gjj-1"
    assert [hit.article.title[start:end] for start, end in hit.marks] == ["公积金提取"]
    assert hit.instead == ("公积金提取",)
    assert knowledge.search("公积金提取")[0].instead == ()
    assert knowledge.search("公积金身份证")[0].instead == ()  # 金身 is in no entry: two words


@pytest.mark.parametrize("typed", ["伤事登记", "商斯登记", "商事灯记", "商事登寄", "商市登记"])
def test_sounds_that_the_south_takes_for_one_are_slips_too(knowledge: KnowledgeBase, typed: str) -> None:
    similar = tuple(f"商事登记{what}" for what in ("材料", "窗口", "时间", "费用"))
    knowledge.put([Article("ss-1", "商事登记怎么办", "到窗口办理。", similar=similar)], "editor")
    assert knowledge.search(typed)[0].instead == ("商事登记",)


def test_an_expired_entry_is_lower_and_says_so(knowledge: KnowledgeBase) -> None:
    old = Article("old", "公积金提取材料", "旧的", valid_until=TODAY - timedelta(days=1))
    new = Article("new", "公积金提取材料", "新的", valid_until=TODAY)
    early = Article("early", "公积金提取材料", "将来的", valid_from=TODAY + timedelta(days=1))
    knowledge.put([old, new, early], "editor")
    hits = knowledge.search("公积金提取材料")
    codes = [hit.article.code for hit in hits if not hit.article.code.startswith("gjj")]
    assert codes[0] == "new"
    assert set(codes) == {"new", "old", "early"}
    flags = {hit.article.code: hit.needs_checking for hit in hits}
    assert (flags["old"], flags["new"], flags["early"]) == (True, False, True)


def test_an_entry_not_confirmed_for_long_needs_checking(knowledge: KnowledgeBase) -> None:
    knowledge.store.confirm(["sw-1"], TODAY - timedelta(days=400))
    knowledge.refresh()
    assert knowledge.search("税")[0].needs_checking
    knowledge.store.confirm(["sw-1"], TODAY)
    knowledge.refresh()
    assert not knowledge.search("税")[0].needs_checking


def test_limit_holds_and_scores_fall(knowledge: KnowledgeBase) -> None:
    assert len(knowledge.search("公积金", limit=1)) == 1
    assert knowledge.search("公积金", limit=0) == []
    scores = [hit.score for hit in knowledge.search("公积金身份证")]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_uses_are_counted(knowledge: KnowledgeBase) -> None:
    knowledge.record_use("sw-1")
    knowledge.record_use("sw-1")
    assert knowledge.search("税")[0].uses == 2


def passages(knowledge: KnowledgeBase, query: str) -> dict[str, tuple[Place, list[str]] | None]:
    found = {}
    for hit in knowledge.search(query):
        why = hit.passage
        marked = why and [why.text[start:end] for start, end in why.marks]
        found[hit.article.code] = (why.place, marked) if why and marked else None
    return found


def test_a_passage_says_why_when_the_title_does_not(knowledge: KnowledgeBase) -> None:
    assert passages(knowledge, "公积金提取")["gjj-1"] is None
    assert passages(knowledge, "怎么取公積金")["gjj-1"] == (Place.SIMILAR, ["取公积金"])
    assert passages(knowledge, "身份证護照订票")["tl-1"] == (Place.ANSWER, ["身份证", "护照"])
    assert passages(knowledge, "护照")["tl-1"] == (Place.ANSWER, ["护照"])
    knowledge.learn("饭馆交钱", "sw-1")
    knowledge.refresh()
    assert passages(knowledge, "小饭馆")["sw-1"] == (Place.CHOSEN, ["饭馆"])


def test_a_passage_is_the_piece_that_tells_most_on_one_line_without_signs(knowledge: KnowledgeBase) -> None:
    filling = "此处为其他说明文字。" * 20
    answer = f"先带护照。{filling}\n\n**收费标准**：`免费`，凭护照\n办理{filling}"
    knowledge.put([Article("new", "出境", answer)], "editor")
    why = knowledge.search("护照办理收费标准")[0].passage
    assert why is not None
    assert "收费标准：免费，凭护照 办理" in why.text
    assert len(why.text) <= 60
    assert [why.text[start:end] for start, end in why.marks] == ["收费标准", "护照", "办理"]


@given(
    query=st.text("公积金取a1 *|\n\ud800𠮷İ", max_size=30),
    answer=st.text("公积金取a1 *|\n𠮷İ。", min_size=1, max_size=300),
)
def test_marks_are_always_within_their_text(query: str, answer: str) -> None:
    prepared = understand(query, Glossary())
    shown = Shown(Article("a", "公积金", answer, similar=(answer[:20],)), "公积金", "", "", (answer[:10],))
    why = passage(shown, prepared, frozenset(prepared.pairs), prepared.pairs)
    if why is not None:
        assert "\n" not in why.text or why.place is not Place.ANSWER
        assert all(0 <= start < end <= len(why.text) for start, end in why.marks)


def test_synonyms_are_those_of_the_longest_words() -> None:
    glossary = Glossary([["社保", "社会保险"], ["社保卡", "市民卡"], ["卡", "卡片"]])
    assert glossary.expand("社保卡和社保") == ["市民卡", "社会保险"]
    assert glossary.expand("卡片社") == []
    assert Glossary().expand("社保") == []
