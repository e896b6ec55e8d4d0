"""`python -m tests.bench.window_program MODULE …`: a module run as `desk` runs a window's program.

Nothing is collected until it stands, and PySide6 leaves the sources of what is imported alone.
"""

from __future__ import annotations

import runpy
import sys

from desk import collector, sources

if __name__ == "__main__":
    collector.hold()
    sources.leave_unread()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
