"""What a call-taker types finds the entry meant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kb import Article, KnowledgeBase

TODAY = date.today()  # noqa: DTZ011


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
