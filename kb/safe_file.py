"""A file that is there whole or not at all: written beside its place, then moved there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from kb.rows import TransferError


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the file to write, which takes the place of `path` in the end and goes when that fails.

    Raises `TransferError` when the disk or the folder refuses it.
    """
    temporary = path.with_name(f".{path.name}.part")
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise TransferError("cannot_write", error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
