"""The campaign board: targets, what was brought, and the direct-answer rate before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desk.call_log import RecordedCalls
from desk.records import Records
from desk.records.knowledge_log import KnowledgeLog
from kb import Article, KnowledgeBase
from kb.editing import Editor, Editorial
from kb.editing.board_file import COLUMNS
from kb.editing.errors import BadTextError, RefusedError, UnknownEntryError
from kb.editing.findings import Campaign, Target
from tests.desk.records.conftest import Clock
from tests.desk.records.test_records import whole_call
from tests.kb.editing.conftest import LI, WANG

HUNDRED_DAYS = Campaign(
    "百日攻坚", date(2026, 1, 10), date(2026, 4, 19), (Target("公积金中心", 2, 1), Target("医保局", 5, 5))
)


@pytest.fixture
def records(url: str, clock: Clock) -> Iterator[Records]:
    with Records.open(url, migrate=False, agent="1024", now=clock) as opened:
        yield opened


@pytest.fixture
def knowledge(records: Records, clock: Clock, tmp_path: Path) -> Iterator[KnowledgeBase]:
    made = KnowledgeBase(records.database.knowledge_engine, tmp_path / "i", clock=lambda _: clock.time)
    made.open()
    yield made
    made.close()


def sit(knowledge: KnowledgeBase, records: Records, clock: Clock, who: Editor = LI) -> Editorial:
    log = RecordedCalls(KnowledgeLog(records.database))
    return Editorial(knowledge, who, log, clock=lambda _: clock.time)


def entry(code: str, department: str, answer: str = "答") -> Article:
    return Article(code, f"第{code}问", answer, department=department)


def at(clock: Clock, month: int, day: int, hour: int = 2) -> None:
    clock.time = datetime(2026, month, day, hour, tzinfo=UTC)


def test_a_board_counts_what_was_brought(knowledge: KnowledgeBase, records: Records, clock: Clock) -> None:
    at(clock, 1, 5)
    knowledge.put([entry(code, "公积金中心") for code in ("a", "b", "c", "d")], "import")
    at(clock, 1, 9, 16)  # midnight in China: the campaign's first day begins
    knowledge.put([entry("e", "公积金中心"), entry("f", "城管局"), entry("x", "城管局")], "import")
    knowledge.put([entry("a", "公积金中心", "新"), entry("b", "公积金中心", "新")], "import")
    at(clock, 1, 12)
    knowledge.put([entry("a", "公积金中心", "更新"), entry("e", "公积金中心", "更新")], "import")
    knowledge.remove("x")
    knowledge.remove("d")
    board = sit(knowledge, records, clock).campaign.board(HUNDRED_DAYS)
    told = {
        each.department: (each.entries, each.new, each.new_target, each.renewed, each.renewed_target)
        for each in (*board.departments, board.total)
    }
    assert told == {
        "公积金中心": (4, 1, 2, 2, 1),
        "医保局": (0, 0, 5, 0, 5),
        "城管局": (1, 1, 0, 0, 0),
        "": (5, 2, 7, 2, 6),
    }
    assert board.total.renewed_share == 0.8


def test_the_direct_answer_rate_before_and_since(
    knowledge: KnowledgeBase, records: Records, clock: Clock
) -> None:
    at(clock, 1, 5)
    knowledge.put([entry("a", "公积金中心")], "import")
    for day, calls, direct in ((8, 4, 1), (10, 3, 2), (11, 1, 1)):
        at(clock, 1, day)
        for number in range(calls):
            whole_call(records, clock, f"{day}.{number}")
            if number < direct:
                records.log_direct_answer(f"{day}.{number}", "a", 1, "q", 5.0)
                records.log_direct_answer(f"{day}.{number}", "a", 1, "q", 5.0)
    at(clock, 1, 12)
    board = sit(knowledge, records, clock).campaign.board(HUNDRED_DAYS)
    assert (board.before.calls, board.before.direct, board.before.share) == (4, 1, 0.25)
    assert (board.since.calls, board.since.direct, board.since.share) == (4, 3, 0.75)
    assert [(each.starts.day, each.calls, each.direct) for each in board.days] == [
        (8, 4, 1),
        (10, 3, 2),
        (11, 1, 1),
    ]
    assert (board.before.starts, board.since.starts) == (date(2026, 1, 7), date(2026, 1, 10))
    assert board.departments[0].uses == 6
    assert board.departments[0].answers_per_entry == 6


def test_a_campaign_to_come_has_no_figures(knowledge: KnowledgeBase, records: Records, clock: Clock) -> None:
    at(clock, 1, 1)
    board = sit(knowledge, records, clock).campaign.board(HUNDRED_DAYS)
    assert (board.before.share, board.since.share, board.days) == (None, None, ())
    assert board.total.renewed_share == board.total.answers_per_entry == 0.0


def test_campaigns_and_targets_are_kept(knowledge: KnowledgeBase, records: Records, clock: Clock) -> None:
    campaign = sit(knowledge, records, clock).campaign
    kept = campaign.save(replace(HUNDRED_DAYS, name=" 百日攻坚 "))
    assert kept.name == "百日攻坚"
    changed = campaign.save(replace(kept, targets=(Target("医保局", 3, -1),)))
    assert changed.targets == (Target("医保局", 3, 0),)
    assert list(campaign.list()) == [changed]
    campaign.remove(kept.number)
    assert list(campaign.list()) == []
    for call in (lambda: campaign.remove(kept.number), lambda: campaign.save(kept)):
        with pytest.raises(UnknownEntryError):
            call()
    for wrong in (
        replace(HUNDRED_DAYS, name=" "),
        replace(HUNDRED_DAYS, ends=date(2025, 1, 1)),
        replace(HUNDRED_DAYS, targets=(Target(" ", 1, 1),)),
        replace(HUNDRED_DAYS, name="长" * 300),
    ):
        with pytest.raises(BadTextError):
            campaign.save(wrong)
    with pytest.raises(RefusedError):
        sit(knowledge, records, clock, WANG).campaign.save(HUNDRED_DAYS)


def test_a_board_is_exported(
    knowledge: KnowledgeBase, records: Records, clock: Clock, tmp_path: Path
) -> None:
    at(clock, 1, 10)
    knowledge.put([entry("a", "=cmd()")], "import")
    whole_call(records, clock, "1")
    at(clock, 1, 12)
    campaign = sit(knowledge, records, clock).campaign
    path = tmp_path / "board.xlsx"
    campaign.export(campaign.board(HUNDRED_DAYS), path, {"department": "承办单位", "before": "活动前"})
    book = load_workbook(path)
    departments, days = (list(sheet.values) for sheet in book.worksheets)
    assert departments[0] == ("承办单位", *COLUMNS[1:])
    assert departments[1] == ("'=cmd()", 1, 1, 0, 0, 0, 1, 0, 0)
    assert departments[-1][1:6] == (1, 1, 7, 0, 6)
    assert days[1][0] == "活动前"
    assert days[-1] == ("since", datetime(2026, 1, 10), 1, 0, 0)  # noqa: DTZ001 (a cell has no zone)
    assert [each.name for each in tmp_path.glob("*.part")] == []
