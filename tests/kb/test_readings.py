"""How titles sound: words decide the reading, and each character has a letter and a syllable."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import Article, KnowledgeBase, analysis, readings


@pytest.mark.parametrize(
    ("title", "initials", "pinyin"),
    [
        ("银行卡丢了", "yhkdl", "yin hang ka diu le"),
        ("额度怎么调整？", "edzmtz", "e du zen me tiao zheng"),
        ("重庆的会计证", "cqdkjz", "chong qing de kuai ji zheng"),
        ("行人在A3区", "xrza3q", "xing ren zai a 3 qu"),
    ],
)
def test_words_decide_the_reading(title: str, initials: str, pinyin: str) -> None:
    assert readings.initials_and_pinyin(title) == (initials, pinyin)


@given(st.text("银行长重庆a3，？ \u3007\U00020000é行", max_size=12))
def test_each_character_has_a_letter_and_a_syllable(title: str) -> None:
    sounded = analysis.sounded(title)
    for initials, pinyin in (readings.initials_and_pinyin(title), readings.by_characters(title)):
        assert len(initials) == len(pinyin.split()) == len(sounded)
        assert initials == "".join(syllable[0] for syllable in pinyin.split())


@pytest.mark.parametrize("typed", ["yhk", "yinhangka", "kdlbb"])
def test_an_entry_is_found_and_marked_by_its_words_sound(knowledge: KnowledgeBase, typed: str) -> None:
    knowledge.put(
        [Article("bank", "银行卡丢了补办", "到银行"), Article("walk", "行人卡口", "等绿灯")], "test"
    )
    hit = knowledge.search(typed)[0]
    assert hit.article.code == "bank"
    assert hit.marks != ()


def test_threads_that_ask_first_together_all_get_pinyin() -> None:
    found: list[str] = []

    def ask(together: threading.Barrier) -> None:
        together.wait()
        found.append(readings._lazy_pinyin.__wrapped__()("税")[0])

    for _ in range(50):
        together = threading.Barrier(8)
        threads = [threading.Thread(target=ask, args=(together,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 400
    assert not any(name.startswith("PYPINYIN_NO") for name in os.environ)
