"""What a knowledge hit says in the list."""

from __future__ import annotations

from desk.models.hits_model import HitsModel, matched, reason
from kb.article import Article, Hit, Passage, Place, reasons

ENTRY = Article("a", "租房提取公积金", "无房证明到窗口开。")


def test_words_of_title_and_passage_are_marked_in_the_answer(qapp: object) -> None:
    hit = Hit(ENTRY, 1.0, reasons=reasons(((2, 4),), Passage(Place.ANSWER, "无房证明到窗口开", ((0, 4),))))
    assert matched(hit) == {"提取", "无房证明"}
    assert matched(Hit(ENTRY, 1.0, reasons=reasons(((2, 4),)))) == {"提取"}


def test_a_reason_says_where_the_words_stand_and_marks_them(qapp: object) -> None:
    for place in Place:
        passage = Passage(place, "无房证明到窗口", ((0, 4), (5, 7)))
        why, marks = reason(Hit(ENTRY, 1.0, reasons=reasons((), passage)))
        assert [why[start:end] for start, end in marks] == ["无房证明", "窗口"]
    assert reason(Hit(ENTRY, 1.0)) == ("", ())


def test_a_row_says_its_reason_to_a_screen_reader(qapp: object) -> None:
    model = HitsModel()
    model.set_rows([Hit(ENTRY, 1.0, reasons=reasons((), Passage(Place.CHOSEN, "房东开证明", ((2, 5),))))])
    assert "chosen for: 房东开证明" in model.index(0, 0).data()
