"""What the lead sees: groups, callers, seats and figures as the PBX and the records have them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.figures.day import Board
from desk.figures.periods import Window, day_start
from desk.models.queues_model import REASONS
from desk.models.seats_model import DAY_COLUMNS
from desk.widgets.buttons import KeyButton
from telephony.floor.facts import Outcome, QueueLog
from telephony.floor.views import FloorState, FloorView, Watch, WatchMode
from telephony.snapshots import CallState, LinkProblem, LinkSnapshot, LinkState
from tests.desk.composing import compose
from tests.desk.monitor.conftest import PATIENCE, ZONE, Place, Sit
from tests.desk.monitor.floors import CITIZEN, DOWN, PBX, call, pbx, seat, stay, view, waiting


def text(place: Place, name: str) -> str:
    label = place.window.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def busy() -> tuple[object, ...]:
    return (
        seat("2001", FloorState.TALKING, talks=call(department="87190001")),
        seat("2002", FloorState.READY, name="李强"),
        seat("2003", FloorState.NOT_READY, name="陈静", reason="meal"),
        seat("2004", FloorState.THREE_WAY, name="张伟", queues=("zonghe",), talks=call(CallState.THREE_WAY)),
    )


def test_groups_count_seats_by_state_and_add_up(sit: Sit) -> None:
    place = sit()
    place.view(view(pbx(*busy(), callers=(waiting(), waiting("13900000002", "zonghe", seconds=3)))))
    rows = {row[0]: row for row in place.cells("monitor_queues")}
    headings = place.window.board.queues.model.headings
    column = {heading: at for at, heading in enumerate(headings)}
    assert list(rows) == ["All groups", "综合", "公积金"]
    total, housing = rows["All groups"], rows["公积金"]
    assert [total[column[name]] for name in ("Waiting", "Ready", "Talks", "3-way", "Not r.", "Out")] == list(
        "211110"
    )
    assert [housing[column[name]] for name in ("Waiting", "Ready", "Talks", "3-way", "Not r.")] == list(
        "11101"
    )
    assert text(place, "monitor_waiting_count") == "2"
    assert text(place, "monitor_ready_count") == "1"


def test_two_pbxs_are_added_up(sit: Sit) -> None:
    place = sit()
    east = pbx(seat("2001"), callers=(waiting(),))
    west = pbx(
        seat("2001", pbx="west"),
        callers=(waiting("13900000002", pbx="west", seconds=40),),
        queues=("gjj",),
        name="west",
    )
    place.view(view(east, west))
    rows = {row[0]: row for row in place.cells("monitor_queues")}
    assert rows["公积金"][1] == "2"
    assert [row[0] for row in place.cells("monitor_seats")] == ["main/2001 王敏", "west/2001 王敏"]
    assert text(place, "monitor_pbx_1") == "main: connected"
    assert text(place, "monitor_pbx_2") == "west: connected"


def test_a_seat_tells_who_what_and_with_whom(sit: Sit) -> None:
    place = sit(departments=lambda: {"87190001": "公积金中心"})
    place.until(lambda: place.window.rows.departments)
    place.view(view(pbx(*busy())))
    rows = place.cells("monitor_seats")
    assert rows[0][:2] == ["2001 王敏", "Talking"]
    assert rows[0][3] == f"张建国 {CITIZEN} 公积金 → 公积金中心"
    assert rows[2][1] == "Not ready · Meal"


def test_who_is_listened_to_is_marked_and_the_lead_reminded(sit: Sit) -> None:
    place = sit()
    watch = Watch("2009", WatchMode.LISTEN, True, datetime.now(UTC))
    place.view(view(pbx(seat("2001", FloorState.TALKING, talks=call(), watched=(watch,)))))
    assert "◉" in place.cells("monitor_seats")[0][1]
    assert place.window.watching.text == "You take part in the call of 2001 王敏."
    place.view(view(pbx(seat("2001", FloorState.READY))))
    assert place.window.watching.text == ""


def test_rows_keep_their_place_and_selection(sit: Sit) -> None:
    place = sit()
    place.view(view(pbx(*busy())))
    table = place.window.board.seats.table
    assert place.window.board.seats.choose(("main", "2003"))
    resets: list[int] = []
    table.model().modelReset.connect(lambda: resets.append(1))
    seats = list(busy())
    seats.insert(2, seat("2002", FloorState.TALKING, name="李强", talks=call()))
    del seats[1]
    place.view(view(pbx(seat("2000", name="新"), *seats)))
    assert place.window.board.seats.chosen.seat.key == "2003"
    assert table.currentIndex().row() == 3
    assert resets == []


def test_why_seats_are_not_ready_is_counted_on_the_board(sit: Sit) -> None:
    place = sit()
    away = [
        seat(str(2010 + at), FloorState.NOT_READY, reason=reason, queues=(group,))
        for at, (reason, group) in enumerate(
            [("meeting", "gjj"), ("meal", "gjj"), ("meal", "gjj"), ("training", "zonghe")]
        )
    ]
    place.view(view(pbx(seat(), *away)))
    board = place.window.board
    assert board.queues.count.text() == "All groups · not ready: Meal 2 · Meeting 1 · Training 1"
    board.queues.choose("gjj")
    assert board.queues.count.text() == "公积金 · not ready: Meal 2 · Meeting 1"
    assert board.queues.table.isColumnHidden(REASONS)
    place.window.resize(2200, 900)
    place.until(lambda: not board.queues.table.isColumnHidden(REASONS))
    assert [row[REASONS] for row in place.cells("monitor_queues")] == [
        "Meal 2 · Meeting 1 · Training 1",
        "Training 1",
        "Meal 2 · Meeting 1",
    ]
    place.view(view(pbx(seat())))
    assert board.queues.count.isHidden()


def test_how_a_seat_has_spent_the_day_is_shown_in_place_of_its_call(sit: Sit) -> None:
    clock = [day_start(datetime.now(UTC), ZONE) + timedelta(hours=9)]
    place = sit(now=lambda: clock[0])

    def spend(minutes: int, state: FloorState) -> None:
        place.view(view(pbx(seat("2001", state, talks=call() if state is FloorState.TALKING else None))))
        place.turn()
        place.turn()  # the first one may have begun before
        clock[0] += timedelta(minutes=minutes)

    for minutes, state in ((70, FloorState.READY), (5, FloorState.TALKING), (2, FloorState.AFTER_CALL)):
        spend(minutes, state)
    spend(12, FloorState.NOT_READY)
    spend(30, FloorState.SIGNED_OUT)
    spend(0, FloorState.READY)
    board = place.window.board
    shown = [board.seats.model.cell(0, column)[0] for column in DAY_COLUMNS]
    assert shown == [
        "1h 29m",
        "1h 10m",
        "5m",
        "2m",
        "12m",
    ]  # signed in, ready, in calls, after-call, not ready
    assert "since 09:00" in board.seat_times.explanation
    table = board.seats.table

    def visible() -> list[str]:
        return [
            heading for at, heading in enumerate(board.seats.model.headings) if not table.isColumnHidden(at)
        ]

    assert visible() == ["Seat", "State", "Since", "In the call", "Groups", "Calls", "Talk", "Answer"]
    board.seat_times.click()
    day = ["Signed in", "Ready", "In calls", "After-call", "Not ready"]
    assert visible() == ["Seat", "State", "Since", "Calls", "Talk", *day]
    assert table.horizontalHeader().length() <= table.viewport().width()
    board.enlarge(board.seats)
    place.until(lambda: visible()[-5:] == day and "In the call" in visible())
    assert board.seat_times.isHidden()


def test_a_board_that_is_opened_at_noon_has_the_seats_morning(sit: Sit) -> None:
    midnight = day_start(datetime.now(UTC), ZONE)
    noon = midnight + timedelta(hours=12)
    place = sit(now=lambda: noon)
    lines = [
        f"{int((noon - timedelta(minutes=ago)).timestamp())}|NONE|gjj|2001 王敏|{what}"
        for ago, what in ((240, "ADDMEMBER|"), (60, "PAUSE|meal"), (20, "UNPAUSE|"))
    ]
    place.floor.tell(QueueLog(PBX, midnight, noon, tuple(lines)))  # type: ignore[attr-defined]
    place.view(view(pbx(seat())))
    board = place.window.board
    place.until(lambda: board.seats.model.cell(0, DAY_COLUMNS[0])[0] == "4h 00m")
    assert [board.seats.model.cell(0, column)[0] for column in DAY_COLUMNS] == [
        "4h 00m",
        "3h 20m",
        "0m",
        "0m",
        "40m",
    ]
    assert board.seat_times.explanation.endswith("counted since 00:00")


def test_a_group_filters_seats_and_callers(sit: Sit) -> None:
    place = sit()
    place.view(view(pbx(*busy(), callers=(waiting(), waiting("13900000002", "zonghe")))))
    place.window.board.queues.choose("zonghe")
    assert [row[0] for row in place.cells("monitor_seats")] == ["2004 张伟"]
    assert [row[1] for row in place.cells("monitor_waiting")] == ["综合"]
    place.window.board.queues.choose("")
    place.window.board.seat_filter.setText("李强")
    assert [row[0] for row in place.cells("monitor_seats")] == ["2002 李强"]


def test_a_seat_is_found_by_its_name_s_pinyin_while_that_is_composed(sit: Sit) -> None:
    place = sit()
    place.view(view(pbx(*busy())))
    field = place.window.board.seat_filter
    everything = len(place.cells("monitor_seats"))
    for shown in ("l'q", "li qiang"):
        compose(field, shown)
        assert [row[0] for row in place.cells("monitor_seats")] == ["2002 李强"]
    compose(field, "", "张伟")
    assert [row[0] for row in place.cells("monitor_seats")] == ["2004 张伟"]
    field.clear()
    assert len(place.cells("monitor_seats")) == everything


def test_figures_are_those_of_the_day(sit: Sit) -> None:
    place = sit(shown=False)
    for minutes, wait in ((1, 5.0), (2, 20.0), (3, 5.0), (4, 5.0)):
        place.floor.tell(stay(minutes * 60, wait))  # type: ignore[attr-defined]
    place.floor.tell(stay(50 * 60, 30.0, outcome=Outcome.ABANDONED, key="gone"))  # type: ignore[attr-defined]
    place.show()
    place.view(view(pbx(seat())))
    assert text(place, "monitor_answer_rate") == "75.0%"
    assert text(place, "monitor_answer_rate_hour") == "60.0%"
    place.window.choose_span(Window.HOUR)
    headings = place.window.board.queues.model.headings
    total = dict(zip(headings, place.cells("monitor_queues")[0], strict=True))
    assert total["Connected"] == "80.0%"
    assert total["Gave up"] == "1 (30 s)"
    assert total["Talk"] == "1:00"
    place.window.choose_span(Window.QUARTER)
    total = dict(zip(headings, place.cells("monitor_queues")[0], strict=True))
    assert total["Gave up"] == "0"


def test_a_right_that_is_missing_is_said_and_the_board_goes_on(sit: Sit) -> None:
    place = sit()
    link = LinkSnapshot(LinkState.UP, LinkProblem.NO_PRIVILEGE, "Originate, UserEvent")
    place.view(view(pbx(seat(), link=link)))
    assert text(place, "monitor_pbx_1") == "main: right missing"
    assert "call out (originate); a line for all desks (user)" in place.window.away.text
    assert len(place.window.board.seats.model.rows) == 1
    place.view(view(pbx(seat())))
    assert text(place, "monitor_pbx_1") == "main: connected"
    assert place.window.away.text == ""


def test_a_pbx_that_is_away_is_said_and_nothing_is_guessed(sit: Sit) -> None:
    place = sit()
    place.view(view(pbx(seat(), callers=(waiting(),))))
    gone = seat("2001", FloorState.UNKNOWN)
    place.view(view(pbx(gone, link=DOWN, loaded=False)))
    assert "not running" in place.window.away.text
    assert text(place, "monitor_waiting_count") == "–"
    assert place.cells("monitor_queues")[0][1] == "–"
    assert text(place, "monitor_pbx_1").startswith("main: ")
    place.view(view(pbx(seat())))
    assert place.window.away.text == ""


def test_figures_that_take_longer_than_a_second_are_shown_all_the_same(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sit()
    quick, ticked = place.keeper.turn, threading.Event()
    place.window.live._second.timeout.connect(ticked.set)

    def slow(view: FloorView, now: datetime) -> Board:
        ticked.clear()
        assert ticked.wait(PATIENCE / 1000)  # the next second's figures are asked for before these are there
        return quick(view, now)

    monkeypatch.setattr(place.keeper, "turn", slow)
    place.turn()
    place.turn()
    monkeypatch.setattr(place.keeper, "turn", quick)


def test_what_of_the_day_is_not_known_is_said(sit: Sit) -> None:
    place = sit()
    place.view(view(pbx(seat())))
    place.turn()
    place.until(lambda: "not complete" in place.window.gaps.text or _just_after_midnight())


def _just_after_midnight() -> bool:
    now = datetime.now(UTC).astimezone(timezone())
    return now - now.replace(hour=0, minute=0, second=0, microsecond=0) < timedelta(minutes=3)


def timezone() -> object:
    from tests.desk.monitor.conftest import ZONE

    return ZONE


def test_empty_tables_say_why(sit: Sit) -> None:
    place = sit()
    assert place.window.board.waiting.hint.text() == "Waiting for the PBX …"
    place.view(view(pbx(seat())))
    assert place.window.board.waiting.hint.text() == "Nobody waits."


def test_while_there_is_no_alarm_the_room_is_the_seats(sit: Sit, qtbot) -> None:
    place = sit()
    place.view(view(pbx(*(seat(str(number)) for number in range(2001, 2041)))))
    board, table = place.window.board, place.window.board.seats.table
    rows = table.viewport().height() // table.verticalHeader().defaultSectionSize()
    assert rows >= 8
    assert board.no_alarm.isVisible()
    assert not board.alarms.isVisible()
    qtbot.keyClick(place.window, Qt.Key.Key_F4)
    assert board.show_alarms.hasFocus()
    board.show_outlook.click()
    assert board.outlook.isVisible()
    assert not board.no_alarm.isVisible()


def test_the_wallboard_does_not_say_who_is_listened_to(sit: Sit, qtbot) -> None:
    place = sit()
    watch = Watch("2009", WatchMode.LISTEN, True, datetime.now(UTC))
    qtbot.keyClick(place.window, Qt.Key.Key_F11)
    place.view(view(pbx(seat("2001", FloorState.TALKING, talks=call(), watched=(watch,)))))
    assert place.window.watching.text == ""
    qtbot.keyClick(place.window, Qt.Key.Key_F11)
    assert "2001 王敏" in place.window.watching.text


def test_the_wallboard_shows_no_person_and_large_letters(sit: Sit, qtbot) -> None:
    place = sit()
    place.view(view(pbx(*busy(), callers=(waiting(),))))
    qtbot.keyClick(place.window, Qt.Key.Key_F11)
    board = place.window.wallboard
    place.until(board.isVisible)
    board.resize(1920, 1080)
    board.fit_letters()
    shown = [label for label in board.findChildren(QLabel) if label.isVisible() and label.text()]
    texts = " ".join(label.text() for label in shown)
    for secret in (CITIZEN, "张建国", "王敏", "李强", "2001"):
        assert secret not in texts
    assert "公积金" in texts
    smallest = min(label.font().pixelSize() for label in shown)
    assert smallest >= 1080 / 31
    figures = [label for label in shown if label.objectName() in ("wallboard_waiting", "wallboard_rate")]
    assert min(label.font().pixelSize() for label in figures) >= 150
    qtbot.keyClick(place.window, Qt.Key.Key_F11)
    place.until(lambda: not board.isVisible())
    assert place.window.header.isVisible()


@pytest.mark.parametrize(
    "name",
    [
        "monitor_queues",
        "monitor_seats",
        "monitor_waiting",
        "monitor_answer_rate",
        "monitor_chart",
        "monitor_alarms",
        "monitor_listen",
        "monitor_whisper",
        "monitor_barge",
        "monitor_set_not_ready",
        "monitor_set_ready",
        "monitor_move",
    ],
)
def test_names_that_others_rely_on(sit: Sit, name: str) -> None:
    from PySide6.QtWidgets import QWidget

    widget = sit(shown=False).window.findChild(QWidget, name)
    assert widget is not None
    assert widget.accessibleName() or widget.accessibleDescription()


def test_every_button_has_a_name_and_no_two_share_a_key(sit: Sit) -> None:
    window = sit(shown=False).window
    buttons = window.findChildren(KeyButton)
    assert all(button.objectName() and button.accessibleName() for button in buttons)
    keys = [shortcut.key().toString() for shortcut in window.shortcuts.keys.values()]
    assert len(keys) == len(set(keys))


def test_nothing_is_cut_at_the_smallest_size(sit: Sit) -> None:
    window = sit().window
    least = window.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 740
