"""While writing: the same question elsewhere, questions won and stolen, the search with the draft in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from kb import Article, KnowledgeBase
from kb.editing import Editorial
from kb.editing.findings import Count
from kb.editing.ports import NoCallLog
from tests.kb.editing.conftest import NEW, WANG, Person

DRAFT = replace(NEW, title="公积金提取需要哪些材料", similar=("取公积金带什么",))


class Asked(NoCallLog):
    """A log of two questions."""

    def asked(self, since: datetime, limit: int) -> Sequence[Count]:
        """Return them."""
        return [Count("公积金异地贷款", 7), Count("外地公积金贷款", 3), Count("路灯不亮", 9)]


@pytest.fixture
def editorial(kept: KnowledgeBase, person: Person) -> Editorial:
    return Editorial(kept, WANG, Asked())


def test_the_same_question_asked_elsewhere_is_shown(editorial: Editorial) -> None:
    found = editorial.writing.duplicates(DRAFT)
    assert [(each.article.code, each.question) for each in found] == [("gjj-1", "公积金提取需要什么材料")]
    assert found[0].likeness > 0.7
    assert editorial.writing.duplicates(replace(DRAFT, code="gjj-1")) == []
    assert editorial.writing.duplicates(Article("", "饕餮", "")) == []
    assert editorial.writing.duplicates(Article("", "", "")) == []


def test_questions_won_and_stolen_are_shown(editorial: Editorial) -> None:
    reached = {each.query: each for each in editorial.writing.reach(NEW)}
    stolen = reached["公积金异地贷款"]
    assert stolen.stolen
    assert (stolen.times, stolen.place_before, stolen.place_after) == (7, None, 1)
    assert (stolen.first_before, stolen.first_before_title) == ("gjj-2", "公积金贷款额度是多少")
    assert "路灯不亮" not in reached
    own = replace(editorial.texts.open("gjj-1").article, title="外地公积金贷款怎么办")
    won = {each.query: each for each in editorial.writing.reach(own)}["外地公积金贷款"]
    assert won.place_after == 1
    assert won.first_before == "gjj-2"
    assert won.stolen
    assert editorial.writing.reach(Article("", " ", "")) == []


def test_the_preview_is_what_the_search_would_find(editorial: Editorial, kept: KnowledgeBase) -> None:
    draft = replace(editorial.texts.open("gjj-1").article, title="公积金租房提取", answer="租房合同。")
    queries = ("公积金租房", "租房合同", "gjjzf", "公积金", "医保卡", "没有这样的")
    before = [[hit.article.code for hit in kept.search(query)] for query in queries]
    preview = [editorial.writing.preview(query, draft) for query in queries]
    assert [[hit.article.code for hit in kept.search(query)] for query in queries] == before
    assert kept.article("gjj-1").title == "公积金提取需要什么材料"  # type: ignore[union-attr]
    kept.put([draft], "import")
    found = [kept.search(query) for query in queries]
    for expected, shown in zip(found, preview, strict=True):
        # in so small a collection the replaced text still weighs in how rare a word is, until it is merged
        few = min(len(shown), len(expected))
        assert few == len(expected)
        assert [hit.article.code for hit in shown[:few]] == [hit.article.code for hit in expected]
        assert [hit.score for hit in shown[:1]] == pytest.approx([hit.score for hit in expected[:1]], rel=0.2)
        assert [hit.marks for hit in shown[:few]] == [hit.marks for hit in expected]


def test_an_unsaved_draft_is_found_in_its_preview(editorial: Editorial) -> None:
    hits = editorial.writing.preview("取公积金带什么", DRAFT)
    assert hits[0].article == DRAFT
    assert hits[0].marks


def test_a_draft_is_tried_in_an_empty_knowledge_base(kept: KnowledgeBase, editorial: Editorial) -> None:
    for code in [entry.article.code for entry in kept.store.all()]:
        kept.remove(code)
    assert editorial.writing.duplicates(DRAFT) == []
    assert editorial.writing.preview("公积金", DRAFT)[0].article == DRAFT
    assert all(each.own for each in editorial.writing.reach(DRAFT))
