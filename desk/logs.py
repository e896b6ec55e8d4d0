"""The program's log: one rotating file, no word of a person in it."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TextIO

from desk.settings import log_folder

_MAX_BYTES = 2_000_000
_crash_file: TextIO | None = None


def log_file() -> Path:
    """Return the path of the log."""
    return log_folder() / "desk.log"


def start(level: int = logging.INFO) -> None:
    """Send all loggers to the log file, and the stack of a crash to a file beside it.

    A program that can't write its log still works: then there is none.
    """
    global _crash_file  # noqa: PLW0603  # faulthandler keeps only the descriptor: the file must stay open
    root = logging.getLogger()
    try:
        folder = log_folder()
        _crash_file = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler = logging.handlers.RotatingFileHandler(
        folder / "desk.log", maxBytes=_MAX_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(level)
    # These two write what they send and receive: secrets and people's numbers.
    logging.getLogger("panoramisk").setLevel(logging.CRITICAL)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    faulthandler.enable(_crash_file)
    sys.excepthook = _note
    threading.excepthook = lambda what: _note(what.exc_type, what.exc_value, what.exc_traceback)


def _note(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Log what nobody has caught, also in a slot, and go on as Python does."""
    if error is not None and not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("desk").error("not caught", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type]
