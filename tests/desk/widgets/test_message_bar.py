"""What waits its turn, what comes back, and what stands until it is acknowledged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desk.widgets import message_bar
from desk.widgets.message_bar import MessageBar


@pytest.fixture
def bar(qtbot, monkeypatch) -> MessageBar:
    monkeypatch.setattr(message_bar, "_READ_MS", 60)
    monkeypatch.setattr(message_bar, "_READ_TROUBLE_MS", 120)
    made = MessageBar()
    qtbot.addWidget(made)
    made.show()
    return made


def followed(bar: MessageBar, qtbot, *texts: str) -> None:
    """Wait for messages, one after the other."""
    for text in texts:
        qtbot.waitUntil(lambda text=text: bar.text == text)


def test_news_do_not_take_each_others_place(bar, qtbot):
    bar.news("a draft was restored")
    bar.news("connected")
    assert bar.text == "a draft was restored"
    followed(bar, qtbot, "connected")


def test_what_answers_a_key_is_shown_at_once_and_news_come_back(bar, qtbot):
    bar.news("a draft was restored")
    bar.notice("saved")
    assert bar.text == "saved"
    followed(bar, qtbot, "a draft was restored")


def test_an_error_is_not_overwritten_by_news(bar, qtbot):
    bar.error("not saved")
    bar.news("connected")
    assert bar.text == "not saved"
    followed(bar, qtbot, "connected")


def test_of_many_news_the_newest_are_kept(bar, qtbot):
    bar.notice("now")
    for at in range(20):
        bar.news(f"news {at}")
    followed(bar, qtbot, *(f"news {at}" for at in range(15, 20)))


def test_what_stands_comes_back_until_it_is_acknowledged(bar, qtbot):
    bar.stand("line", "all lines are busy", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    told = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).astimezone().strftime("%H:%M:%S")
    assert bar.text == "all lines are busy"
    assert bar._time.text() == told
    assert bar.property("card") == "alert"
    bar.notice("saved")
    assert bar.text == "saved"
    followed(bar, qtbot, "all lines are busy")
    bar.seen.click()
    assert not bar.seen.isVisible()
    assert bar.property("card") == "true"
    bar.notice("saved again")
    qtbot.waitUntil(lambda: not bar._turn.isActive())
    assert bar.text == "saved again"


def test_a_newer_one_of_the_same_kind_replaces_it(bar, qtbot):
    bar.stand("line", "first")
    bar.stand("line", "second")
    bar.acknowledge()
    assert not bar.seen.isVisible()
    bar.acknowledge()  # nothing stands any more
    bar.withdraw("line")
    assert bar.text == "second"


def test_an_error_that_can_still_be_read_stays_in_front_of_what_stands(bar, qtbot):
    bar.error("not saved")
    bar.stand("line", "all lines are busy")
    assert bar.text == "not saved"
    followed(bar, qtbot, "all lines are busy")


def test_two_that_stand_are_acknowledged_one_after_the_other(bar, qtbot):
    bar.stand("line", "line")
    bar.stand("watch", "watch")
    bar.acknowledge()
    assert bar.text == "line"
    assert bar.seen.isVisible()
    bar.acknowledge()
    assert not bar.seen.isVisible()
