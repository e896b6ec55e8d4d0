from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desk.models.queues_model import QueueRow
from desk.monitor.wallboard import Letters, Wallboard

NOW = datetime(2026, 1, 30, 1, 0, 0, tzinfo=UTC)  # a page begins


@pytest.fixture
def wall(qtbot: QtBot) -> Wallboard:
    """Give a wallboard as large as a screen, not shown on one."""
    board = Wallboard(0.9, 15.0)
    qtbot.addWidget(board)
    board.resize(1920, 1080)
    return board


def rows(count: int, late: int | None = None) -> list[QueueRow]:
    """Make the total and so many groups; in the group `late` somebody has waited for a minute."""
    made = [QueueRow("", "all", known=True)]
    for number in range(count):
        since = NOW - timedelta(minutes=1) if number == late else None
        made.append(QueueRow(f"q{number}", f"group {number}", known=True, longest_since=since))
    return made


def shown(wall: Wallboard) -> list[str]:
    """Return the groups that are shown."""
    found = [line[0] for line in wall._lines]
    return [letters.text() for letters in found if not letters.isHidden()]


def marks(wall: Wallboard) -> list[tuple[str, str]]:
    """Return the marks of the pages, each with its tone."""
    found = [mark for mark in wall.findChildren(Letters) if mark.objectName().startswith("wallboard_page_")]
    return [(mark.text(), str(mark.property("tone"))) for mark in found if not mark.isHidden()]


def test_twenty_groups_are_all_shown_on_pages_that_turn_by_themselves(wall: Wallboard) -> None:
    seen: list[list[str]] = []
    for seconds in range(31):
        wall.show_rows(rows(20), NOW + timedelta(seconds=seconds))
        if shown(wall) not in seen:
            seen.append(shown(wall))
    assert [len(page) for page in seen] == [7, 6, 7]
    assert [group for page in seen for group in page] == [f"group {number}" for number in range(20)]
    assert shown(wall) == seen[0]
    assert [text for text, _ in marks(wall)] == ["●", "○", "○"]


def test_what_fits_stands_still(wall: Wallboard) -> None:
    for seconds in (0, 10, 20):
        wall.show_rows(rows(8), NOW + timedelta(seconds=seconds))
        assert len(shown(wall)) == 8
        assert marks(wall) == []


def test_a_page_out_of_sight_on_which_somebody_waits_too_long_is_marked(wall: Wallboard) -> None:
    wall.show_rows(rows(20, late=10), NOW)
    assert marks(wall) == [("●", "muted"), ("○", "danger"), ("○", "muted")]
