"""Gives every key of `keys.Key` to what it does in the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desk.monitor.keys import Key

if TYPE_CHECKING:
    from desk.monitor.window import MonitorWindow


def give_keys(window: MonitorWindow) -> None:
    """Make the shortcuts; a key that several pages share does what the page in front says."""
    add, board = window.shortcuts.add, window.board
    window.shortcuts.add_buttons(Key.BACK, Key.ALARMS)

    def at_board(focus: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            window.pages.setCurrentWidget(board)
            if board.large is not None:
                board.enlarge(None)
            focus()

        return act

    def find() -> None:
        board.seat_filter.setFocus()
        board.seat_filter.selectAll()

    add(Key.QUEUES, at_board(board.queues.focus_table))
    add(Key.WAITING, at_board(board.waiting.focus_table))
    add(Key.SEATS, at_board(board.seats.focus_table))
    add(Key.ALARMS, at_board(board.focus_alarms))
    add(Key.CHART, at_board(board.chart.focus_chart))
    add(Key.FIND, at_board(find))
    add(Key.BACK, window.turn_back)
    add(Key.LARGE, window.toggle_large)
    add(Key.WALLBOARD, window.toggle_wallboard)
    add(Key.SPAN, window.choose_span)
    window.give_look_keys(
        window.shortcuts, larger=Key.LARGER, smaller=Key.SMALLER, usual=Key.USUAL_SIZE, theme=Key.THEME
    )
