"""How a key stands on a button; each window has a table of keys of its own."""

from __future__ import annotations

from enum import Enum
from functools import cache

_SHOWN = {"Return": "Enter"}


@cache
def shown(key: Enum) -> str:
    """Return a key, whose value is in Qt's portable notation, as it stands on a button."""
    if key.value == "Ctrl++":
        return "Ctrl++"
    return "+".join(_SHOWN.get(part, part) for part in key.value.split("+"))
