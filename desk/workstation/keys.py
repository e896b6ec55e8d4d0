"""The keys of the workstation, in one table: no two things share one."""

from __future__ import annotations

import enum


class Key(enum.Enum):
    """What a key does, and the key in Qt's portable notation.

    Fields of text keep Ctrl+A, C, D, E, K, U, V, X, Y and Z for editing on X11: none of these here. The keys
    of the legs lie as their buttons do: three rows of the keyboard for citizen, call-taker and department.
    """

    KNOWLEDGE = "F1"
    ANSWER = "F2"
    HOLD = "F3"
    RETURN = "F4"
    TARGET = "F5"
    CONSULT = "F6"
    JOIN = "F7"
    LEAVE = "F8"
    READY = "F9"
    NOT_READY = "Shift+F9"
    ORDER = "F10"
    TRANSFER = "F11"
    HANG_UP = "F12"
    DIAL = "Ctrl+B"
    LEGS = "Ctrl+L"
    CITIZEN_MUTE = "Alt+Q"
    CITIZEN_HOLD = "Alt+W"
    CITIZEN_DROP = "Alt+E"
    AGENT_MUTE = "Alt+S"  # not A: programs that many people chat with take that from every other
    DEPARTMENT_MUTE = "Alt+Z"
    DEPARTMENT_HOLD = "Alt+X"
    DEPARTMENT_DROP = "Alt+C"
    NOTE = "Ctrl+N"
    REMIND = "Ctrl+R"
    DIRECT_ANSWER = "Ctrl+G"
    PINNED = "Ctrl+P"
    WRONG = "Ctrl+M"
    CONTACT = "Shift+F5"
    SEEN = "Ctrl+H"
    URGENT = "Ctrl+I"
    DISPATCH = "Ctrl+Return"
    ANOTHER = "Ctrl+F"
    DONE = "Ctrl+W"
    UNFINISHED = "Ctrl+O"
    OUTCOME_1 = "Ctrl+1"
    OUTCOME_2 = "Ctrl+2"
    OUTCOME_3 = "Ctrl+3"
    OUTCOME_4 = "Ctrl+4"
    OUTCOME_5 = "Ctrl+5"
    WRAPUP_NOTE = "Ctrl+J"
    LARGER = "Ctrl++"
    SMALLER = "Ctrl+-"
    USUAL_SIZE = "Ctrl+0"
    THEME = "Ctrl+T"
    SUGGESTION_1 = "Alt+1"
    SUGGESTION_2 = "Alt+2"
    SUGGESTION_3 = "Alt+3"
