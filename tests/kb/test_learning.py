"""What was chosen for a question is found sooner for like ones, at every desk."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from kb import Article, KnowledgeBase
from kb.learning import KEPT, wording
from kb.schema import chosen


def codes(knowledge: KnowledgeBase, query: str) -> list[str]:
    return [hit.article.code for hit in knowledge.search(query)]


def kept(engine: Engine, code: str) -> list[str]:
    with engine.connect() as connection:
        query = sa.select(chosen.c.question).where(chosen.c.code == code)
        return list(connection.execute(query.order_by(chosen.c.at.desc())).scalars())


def test_like_questions_find_what_was_chosen_at_every_desk(
    knowledge: KnowledgeBase, engine: Engine, tmp_path: Path
) -> None:
    other = KnowledgeBase(engine, tmp_path / "other-index")
    other.open()
    assert "sw-1" not in codes(knowledge, "开饭馆每个月要交多少钱给国家")
    knowledge.learn("开小饭馆要交给国家多少钱", "sw-1")
    for desk in (knowledge, other):
        desk.refresh()
        assert codes(desk, "开饭馆每个月要交多少钱给国家")[0] == "sw-1"
        assert desk.check().ok
    other.close()


def test_what_an_editor_wrote_counts_more(knowledge: KnowledgeBase) -> None:
    knowledge.put([Article("dog", "养狗怎么办证", "到派出所。")], "editor")
    knowledge.learn("养狗怎么办证", "yb-1")
    knowledge.refresh()
    assert codes(knowledge, "养狗怎么办证") == ["dog", "yb-1"]


def test_the_latest_questions_of_an_entry_stay(knowledge: KnowledgeBase, engine: Engine) -> None:
    asked = [f"第{number}种问法交税" for number in "一二三四五六七八九十"]
    for question in (*asked, asked[4], asked[4]):
        knowledge.learn(question, "sw-1")
    assert len(asked) > KEPT
    assert sorted(kept(engine, "sw-1")) == sorted(asked[-KEPT:])
    assert kept(engine, "sw-1")[0] == asked[4]


def test_the_same_question_again_changes_no_index(knowledge: KnowledgeBase) -> None:
    knowledge.learn("饭馆交钱", "sw-1")
    assert knowledge.refresh() == 1
    knowledge.learn("饭馆交钱", "sw-1")
    assert knowledge.refresh() == 0


def test_a_rebuilt_index_and_a_changed_entry_know_it_too(knowledge: KnowledgeBase) -> None:
    knowledge.learn("饭馆交钱", "sw-1")
    knowledge.reindex()
    assert codes(knowledge, "饭馆交钱") == ["sw-1"]
    changed = Article("sw-1", "税如何申报", "在电子税务局申报。")
    assert knowledge.trial(changed)("饭馆交钱", 3)[0].article == changed
    knowledge.put([changed], "editor")
    assert codes(knowledge, "饭馆交钱") == ["sw-1"]


def test_an_entry_that_is_gone_learns_nothing_that_is_shown(knowledge: KnowledgeBase) -> None:
    knowledge.remove("sw-1")
    knowledge.learn("饭馆交钱", "sw-1")
    knowledge.refresh()
    assert codes(knowledge, "饭馆交钱") == []
    assert knowledge.check().ok


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("公积金怎么提取", "公积金怎么提取"),
        ("  醫保卡\n丟失 ", "医保卡 丢失"),
        ("我电话13812345678，社保卡丢了", "我电话 ,社保卡丢了"),
        ("１３８-１２３４-５６７８社保卡", "社保卡"),
        ("身份证33020419900101123X公积金贷款", "身份证 公积金贷款"),
        ("0574 8712 3290 漏水", "漏水"),
        ("2026年12345热线", "2026年12345热线"),
        ("13812345678", ""),
        ("gjjtq", ""),
        ("税", ""),
        ("请问一下", ""),
        ("", ""),
        ("？" * 500, ""),
        ("公积金" * 100, "公积金" * 20),
    ],
)
def test_what_is_kept_of_a_question(query: str, kept: str) -> None:
    assert wording(query) == kept
