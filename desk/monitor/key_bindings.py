"""Gives every key of `keys.Key` to what it does in the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desk.monitor.keys import Key
from desk.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from desk.monitor.window import MonitorWindow

_ZOOM = 1.1


def give_keys(window: MonitorWindow) -> None:
    """Make the shortcuts; a key that several pages share does what the page in front says."""
    add, board = window.shortcuts.add, window.board
    given: set[Key] = {Key.BACK, Key.ALARMS}
    for button in window.findChildren(KeyButton):
        key = button.key
        if isinstance(key, Key) and key not in given:
            given.add(key)
            window.shortcuts.add_button(button)

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
    add(Key.LARGER, lambda: window.zoom(_ZOOM), "Ctrl+=")
    add(Key.SMALLER, lambda: window.zoom(1 / _ZOOM))
    add(Key.USUAL_SIZE, lambda: window.zoom(0))
    add(Key.THEME, window.toggle_theme)
