"""The keys of the board, in one table: no two things share one."""

from __future__ import annotations

import enum


class Key(enum.Enum):
    """What a key does, and the key in Qt's portable notation.

    Fields of text keep Ctrl+A, C, D, E, K, U, V, X, Y and Z for editing on X11: none of these here.
    """

    QUEUES = "F1"
    WAITING = "F2"
    SEATS = "F3"
    ALARMS = "F4"
    OUTLOOK = "Shift+F4"
    CHART = "F5"
    FIND = "F6"
    LISTEN = "F7"
    WHISPER = "F8"
    BARGE = "F9"
    CALL = "F10"
    WALLBOARD = "F11"
    STOP = "F12"
    READY = "Ctrl+R"
    NOT_READY = "Ctrl+B"
    MOVE = "Ctrl+M"
    FORWARD = "Ctrl+J"
    SEND = "Ctrl+O"
    ANNOUNCE = "Ctrl+L"
    ACKNOWLEDGE = "Ctrl+G"
    THRESHOLDS = "Ctrl+H"
    EXPORT = "Ctrl+S"
    PICTURE = "Ctrl+P"
    SPAN = "Ctrl+I"
    LARGE = "Ctrl+F"
    BACK = "Ctrl+W"
    LARGER = "Ctrl++"
    SMALLER = "Ctrl+-"
    USUAL_SIZE = "Ctrl+0"
    THEME = "Ctrl+T"
