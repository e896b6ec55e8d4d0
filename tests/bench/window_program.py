"""`python -m tests.bench.window_program MODULE …`: a module run as `desk` runs a window's program.

PySide6 is told beforehand to leave the sources of what is imported alone.
"""

from __future__ import annotations

import runpy
import sys

from desk import sources

if __name__ == "__main__":
    sources.leave_unread()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
