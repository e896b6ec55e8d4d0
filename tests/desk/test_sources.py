"""What a window's program reads at its start: no sources, for Python would keep them."""

from __future__ import annotations

import subprocess
import sys

_START = """
import linecache
from desk import sources
sources.leave_unread()
before = set(linecache.cache)
import desk.workstation.app, desk.monitor.app, desk.editor.app, numpy
print(*(name for name in linecache.cache if name not in before and not name.startswith("<")))
"""


def test_the_sources_of_a_program_are_not_read_at_its_start() -> None:
    told = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "", "PySide6 has read modules to look for its name in them"
