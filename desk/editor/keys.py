"""The keys of the editor, in one table: no two things share one."""

from __future__ import annotations

import enum


class Key(enum.Enum):
    """What a key does, and the key in Qt's portable notation.

    Fields of text keep Ctrl+A, C, D, E, K, U, V, X, Y and Z for editing on X11: none of these here.
    """

    SEARCH = "F1"
    LISTS = "F2"
    ENTRIES = "F3"
    ENTRY = "F4"
    GAPS = "F5"
    HISTORY = "F6"
    CONFIRM = "F7"
    APPROVE = "F8"
    REJECT = "F9"
    WITHDRAW = "F10"
    PIN = "F11"
    CAMPAIGN = "F12"
    NEW = "Ctrl+N"
    SAVE = "Ctrl+S"
    SUBMIT = "Ctrl+Return"
    PREVIEW = "Ctrl+P"
    SCHEDULE = "Ctrl+J"
    CHECKS = "Ctrl+L"
    WRITE = "Ctrl+G"
    DISMISS = "Ctrl+Shift+G"
    IMPORT = "Ctrl+O"
    EXPORT = "Ctrl+Shift+S"
    BACK = "Ctrl+W"
    LARGER = "Ctrl++"
    SMALLER = "Ctrl+-"
    USUAL_SIZE = "Ctrl+0"
    THEME = "Ctrl+T"
    LIST_1 = "Alt+1"
    LIST_2 = "Alt+2"
    LIST_3 = "Alt+3"
    LIST_4 = "Alt+4"
    LIST_5 = "Alt+5"
    LIST_6 = "Alt+6"
    LIST_7 = "Alt+7"
    LIST_8 = "Alt+8"
    LIST_9 = "Alt+9"
