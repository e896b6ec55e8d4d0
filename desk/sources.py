"""PySide6 kept from reading the source of every module of the program.

It looks into each module that is imported after it for the word PySide6, for the sake of another way to write
Qt's names that nothing here uses, and Python keeps every line it has read: 20 MB of 190, and a tenth of a
second of the start.
"""

from __future__ import annotations

import sys
from typing import Any


def leave_unread() -> None:
    """Import PySide6 and have it take every later module for one that uses it; call it before the others."""
    import PySide6.QtCore  # noqa: F401 (loads what is looked for below)

    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: True
