"""What rises is found and named; what is only busy, usual or chance is not."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.rising import Matter, Sort, answered, binomial_tail, discoveries, places, rising
from kb.article import Article, Hit

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
USUAL = ["公积金怎么提取", "社保卡丢了怎么补办", "油烟扰民", "路灯不亮", "居住证怎么办理", "医保报销比例"]


def day(chance: random.Random, calls: int, name: str) -> list[Matter]:
    return [
        Matter(NOON, f"{name}.{n}", chance.choice(["consultation", "complaint"]), chance.choice(USUAL), "")
        for n in range(calls)
    ]


def weeks(chance: random.Random, calls: int = 30) -> list[list[Matter]]:
    return [day(chance, calls, f"d{number}") for number in range(14)]


def test_a_matter_that_suddenly_comes_is_named_with_its_place() -> None:
    chance = random.Random(1)
    many = [
        Matter(NOON, f"n.{n}", "complaint", f"请问{word}停水怎么办", "云州市江北区竹溪镇下塘村96号")
        for n, word in enumerate(["我们小区", "家里", "我家", "下塘村", "整栋楼", "今天又", "昨晚", "自来水"])
    ]
    rises = rising(day(chance, 30, "today") + many, weeks(chance))
    assert {rise.word for rise in rises if rise.sort is Sort.PLACE} >= {"江北区", "竹溪镇", "下塘村"}
    words = [rise for rise in rises if rise.sort is Sort.WORD]
    assert [rise.word for rise in words] == ["停水"]
    assert (words[0].calls, words[0].usual) == (8, 0)


def test_a_busy_day_is_no_news_about_every_word() -> None:
    chance = random.Random(2)
    assert rising(day(chance, 120, "today"), weeks(chance)) == []


def test_one_call_that_is_typed_again_and_again_is_one_call() -> None:
    chance = random.Random(3)
    typed = [Matter(NOON, "1.1", "", "停水通知"[:length], "") for length in (2, 3, 4)] * 10
    assert rising(day(chance, 30, "today") + typed, weeks(chance)) == []


def test_without_an_earlier_day_nothing_is_usual() -> None:
    assert rising(day(random.Random(4), 30, "today"), []) == []


def test_false_alarms_are_rare() -> None:
    """On days like all others; without control a test in twenty would ring."""
    chance = random.Random(5)
    rang = sum(bool(rising(day(chance, 30, "today"), weeks(chance))) for _ in range(60))
    assert rang <= 3


def hits(*articles: Article) -> Sequence[Hit]:
    return [Hit(article, 1.0) for article in articles]


def test_the_entry_that_answers_is_named_and_a_gap_is_one() -> None:
    chance = random.Random(6)
    many = [Matter(NOON, f"n.{n}", "", "停水", "") for n in range(9)]
    rises = rising(day(chance, 30, "today") + many, weeks(chance))
    beside = Article("A1", "停电找谁", "拨打 95598。")
    right = Article("A2", "自来水停了找谁", "停水请拨打供水热线。")
    [found] = [rise for rise in answered(rises, lambda _: hits(beside, right)) if rise.sort is Sort.WORD]
    assert (found.entry, found.title, found.gap) == ("A2", "自来水停了找谁", False)
    [missing] = [rise for rise in answered(rises, lambda _: hits(beside)) if rise.sort is Sort.WORD]
    assert missing.gap


def test_letters_typed_into_the_search_are_no_words() -> None:
    chance = random.Random(7)
    typed = [Matter(NOON, f"n.{n}", "", "gjjtq", "") for n in range(9)]
    assert rising(day(chance, 30, "today") + typed, weeks(chance)) == []


def test_places_are_found_from_the_large_to_the_small() -> None:
    assert places("雲州市江北區人民大道8号") == ["云州市", "江北区", "人民大道"]


@pytest.mark.parametrize(
    ("successes", "trials", "share"), [(3, 10, 0.2), (0, 5, 0.5), (5, 5, 0.5), (40, 90, 0.3)]
)
def test_the_tail_is_the_sum_of_the_textbook(successes: int, trials: int, share: float) -> None:
    direct = sum(
        math.comb(trials, n) * share**n * (1 - share) ** (trials - n) for n in range(successes, trials + 1)
    )
    assert binomial_tail(successes, trials, share) == pytest.approx(direct)


def test_benjamini_and_hochberg_s_own_example() -> None:
    """The fifteen chances of their paper: four stand out at 5 %."""
    chances = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
        0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    named = {(Sort.WORD, f"{number:02}"): value for number, value in enumerate(chances)}
    assert [word for _, word in discoveries(named, 0.05)] == ["00", "01", "02", "03"]


@settings(deadline=None)
@given(
    st.lists(st.builds(Matter, st.just(NOON), st.text(max_size=3), st.text(max_size=3), st.text(), st.text()))
)
def test_no_text_stops_it(matters: list[Matter]) -> None:
    for rise in rising(matters, [matters, []], least=1):
        assert 0 <= rise.chance <= 1
