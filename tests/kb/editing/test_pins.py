"""One agreed answer on every desk, and what call-takers say of entries."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from kb import KnowledgeBase
from kb.editing.errors import BadTextError, RefusedError, UnknownEntryError
from kb.editing.findings import Pin
from tests.desk.records.conftest import Clock
from tests.kb.editing.conftest import CHEN, LI, WANG, Person


def pin(clock: Clock, code: str = "gjj-1", **changed: object) -> Pin:
    made = Pin(code, clock.time, clock.time + timedelta(days=3))
    return replace(made, **changed)  # type: ignore[arg-type]


def shown(knowledge: KnowledgeBase, *call: str) -> list[str]:
    return [each.article.code for each in knowledge.pinned(*call)]


def test_a_pin_is_shown_for_its_words_queues_and_kinds(
    person: Person, kept: KnowledgeBase, clock: Clock
) -> None:
    pins = person(LI).pins
    made = pins.pin(pin(clock, words=("公积金", " 提取 "), queues=("gjj",), kinds=("consultation",)))
    assert (made.words, made.pinned_by, made.title) == (
        ("公积金", "提取"),
        "李强",
        "公积金提取需要什么材料",
    )
    assert shown(kept, "我想問公積金的事", "gjj") == ["gjj-1"]
    assert shown(kept, "公积", "gjj", "consultation") == ["gjj-1"]
    assert shown(kept, "公", "gjj") == []
    assert shown(kept, "公积金", "renshe") == []
    assert shown(kept, "公积金", "gjj", "complaint") == []
    assert shown(kept, "", "gjj") == []
    pins.pin(replace(made, words=(), queues=(), kinds=()))
    assert shown(kept) == ["gjj-1"]
    assert len(pins.list()) == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gjj", True),
        ("GJJ", True),
        ("gj", True),
        ("gongji", True),
        ("zfgjj", True),
        ("gjj tq", True),
        ("g", False),
        ("jj", False),
        ("yb", False),
        ("5gjz", True),
        ("jz", False),
    ],
)
def test_a_pin_is_found_by_the_sound_of_its_words(
    person: Person, kept: KnowledgeBase, clock: Clock, typed: str, found: bool
) -> None:
    person(LI).pins.pin(pin(clock, words=("公积金", "5G")))
    assert bool(shown(kept, typed)) == found


def test_a_pin_comes_and_goes_at_its_times(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    pins = person(LI).pins
    first = pins.pin(pin(clock))
    pins.pin(pin(clock, "gjj-2", starts=clock.time + timedelta(hours=1)))
    assert shown(kept) == ["gjj-1"]
    clock.move(hours=2)
    kept.refresh()
    assert shown(kept) == ["gjj-2", "gjj-1"]
    pins.end(first.number)
    assert shown(kept) == ["gjj-2"]
    assert [each.code for each in pins.list(ended=True)] == ["gjj-2", "gjj-1"]
    clock.move(days=3)
    kept.refresh()
    assert shown(kept) == []


def test_what_is_pinned_follows_its_entry(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    person(LI).pins.pin(pin(clock))
    kept.put([replace(kept.pinned()[0].article, answer="新的口径")], "import")
    assert kept.pinned()[0].article.answer == "新的口径"
    kept.remove("gjj-1")
    assert shown(kept) == []


def test_a_pinned_entry_needs_checking_as_a_hit_does(
    person: Person, kept: KnowledgeBase, clock: Clock
) -> None:
    person(LI).pins.pin(pin(clock))
    for change, doubtful in (
        (lambda: person(CHEN).texts.doubt("gjj-1", "政策已变"), True),
        (lambda: person(WANG).texts.confirm("gjj-1"), False),
    ):
        change()
        assert kept.pinned()[0].needs_checking is doubtful
        assert kept.search("公积金提取")[0].needs_checking is doubtful


def test_only_reviewers_pin_and_only_what_is_right(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    with pytest.raises(RefusedError):
        person(WANG).pins.pin(pin(clock))
    pins = person(LI).pins
    for wrong in (
        pin(clock, ends=clock.time),
        pin(clock, starts=clock.time - timedelta(days=2), ends=clock.time - timedelta(days=1)),
        pin(clock, words=("a\0",)),
        pin(clock, queues=("q" * 2000,)),
    ):
        with pytest.raises(BadTextError):
            pins.pin(wrong)
    with pytest.raises(UnknownEntryError):
        pins.pin(pin(clock, "nothing"))
    with pytest.raises(UnknownEntryError):
        pins.pin(pin(clock, number=77))
    with pytest.raises(UnknownEntryError):
        pins.end(77)
    assert pins.list(ended=True) == []


def test_pins_are_looked_up_within_a_keystroke(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    pins = person(LI).pins
    for number in range(20):
        pins.pin(pin(clock, words=(f"第{number}件事", "公积金")))
    start = time.process_time()
    for _ in range(100):
        kept.pinned("请问公积金提取需要什么材料", "gjj")
    assert (time.process_time() - start) / 100 < 0.001


def test_a_call_taker_says_that_an_answer_is_wrong(person: Person, kept: KnowledgeBase, clock: Clock) -> None:
    kept.suggest("gjj-1", 1, "网上也能办了\0", call_id="17.1", agent="1024")
    clock.move(minutes=1)
    kept.suggest("yb-1", 1, "地址搬了")
    editorial = person(WANG)
    told = editorial.suggestions.list()
    assert [(each.code, each.title, each.words) for each in told] == [
        ("yb-1", "医疗保险卡丢失如何补办", "地址搬了"),
        ("gjj-1", "公积金提取需要什么材料", "网上也能办了\ufffd"),
    ]
    assert (told[1].call_id, told[1].agent, told[1].revision) == ("17.1", "1024", 1)
    assert [each.code for each in editorial.suggestions.list("gjj-1")] == ["gjj-1"]
    with pytest.raises(RefusedError):
        person(CHEN).suggestions.resolve(told[0].number, "不归我们")
    with pytest.raises(BadTextError):
        editorial.suggestions.resolve(told[0].number, " ")
    done = editorial.suggestions.resolve(told[0].number, "已改")
    assert (done.resolved_by, done.resolution) == ("王敏", "已改")
    again = person(LI).suggestions.resolve(told[0].number, "又改")
    assert (again.resolved_by, again.resolution) == ("王敏", "已改")
    assert [each.code for each in editorial.suggestions.list()] == ["gjj-1"]
    assert len(editorial.suggestions.list(resolved=True)) == 2
    with pytest.raises(UnknownEntryError):
        editorial.suggestions.resolve(999, "x")
