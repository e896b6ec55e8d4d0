"""Gives every key of `keys.Key` to what it does in the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desk.editor.keys import Key
from desk.models.rooms import Room

if TYPE_CHECKING:
    from desk.editor.window import EditorWindow

_LISTS = (
    Key.LIST_1,
    Key.LIST_2,
    Key.LIST_3,
    Key.LIST_4,
    Key.LIST_5,
    Key.LIST_6,
    Key.LIST_7,
    Key.LIST_8,
    Key.LIST_9,
)


def give_keys(window: EditorWindow) -> None:
    """Make the shortcuts; a key that two pages share does what the page in front says."""
    add = window.shortcuts.add
    window.shortcuts.add_buttons(Key.SUBMIT, Key.BACK)

    def at_desk(focus: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            window.pages.setCurrentWidget(window.desk)
            focus()

        return act

    def go_on() -> None:
        on_import = window.pages.currentWidget() is window.transfer
        button = window.transfer.take if on_import else window.entry.submit
        if button.isEnabled():
            button.click()
        else:
            window.messages.error(button.explanation)

    add(Key.SUBMIT, go_on, "Ctrl+Enter")
    add(Key.BACK, window.turn_back)
    add(Key.SEARCH, at_desk(window.entries.focus_search))
    add(Key.LISTS, at_desk(window.rooms.focus_list))
    add(Key.ENTRIES, at_desk(window.desk.focus_list))
    add(Key.ENTRY, at_desk(window.entry.form.title.setFocus))
    add(Key.GAPS, at_desk(window.gaps.focus_list))
    add(Key.CHECKS, at_desk(window.checks.focus_checks))
    add(Key.SCHEDULE, at_desk(window.entry.publish_at.setFocus))
    add(Key.DISMISS, at_desk(window.gaps.dismiss.click))
    add(Key.PREVIEW, window.entry.form.toggle_preview)
    for key, room in zip(_LISTS, Room, strict=True):
        add(key, partial(window.go_to, room))
    window.give_look_keys(
        window.shortcuts, larger=Key.LARGER, smaller=Key.SMALLER, usual=Key.USUAL_SIZE, theme=Key.THEME
    )
