"""How far long work is, on a terminal; and Ctrl+C that waits until it can be obeyed without harm."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click


@contextmanager
def progress_bar(label: str = "") -> Iterator[Callable[[int, int], None]]:
    """Give what to tell how much of the total is done; a total of 0 is not known yet.

    Nothing is shown where nobody looks: when standard error is no terminal.
    """
    hidden, begun = not sys.stderr.isatty(), False
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=hidden, update_min_steps=0) as bar:

        def show(done: int, total: int) -> None:
            nonlocal begun
            begun = begun or done < total  # what is told of as done at once was the look before the work
            if begun:
                bar.length, bar.pos = total, done
                bar.update(0)

        yield show


@contextmanager
def stop_asked() -> Iterator[Callable[[], bool]]:
    """Give whether Ctrl+C was pressed; pressed once more it ends the program at once, as it always did."""
    asked = False

    def note(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
