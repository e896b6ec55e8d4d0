"""A file of named arrays that is mapped, not read: a header, a checksum, and the arrays in a row."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MAGIC = b"KBARRAY2"
_ALIGN = 64
_BLOCK = 1 << 18

Arrays = dict[str, npt.NDArray[Any]]


class CorruptArraysError(Exception):
    """The file of arrays is not what was written."""


def write_arrays(path: Path, about: Mapping[str, Any], arrays: Arrays) -> None:
    """Write `arrays` and the facts `about` them in one step: the file is there whole or not at all."""
    places = []
    end = 0
    for name, values in arrays.items():
        start = end + -end % _ALIGN
        places.append((name, values.dtype.str, start, len(values)))
        end = start + values.nbytes
    text = json.dumps({**about, "arrays": places, "size": end}).encode()
    crc, written = zlib.crc32(text), 0
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.seek(_begin(len(text)))
        for (_, _, start, _), values in zip(places, arrays.values(), strict=True):
            for piece in (bytes(start - written), np.ascontiguousarray(values).view(np.uint8).data):
                file.write(piece)
                crc = zlib.crc32(piece, crc)
            written = start + values.nbytes
        file.seek(0)
        file.write(MAGIC + len(text).to_bytes(4, "big") + crc.to_bytes(4, "big") + text)
    temporary.replace(path)


def read_arrays(path: Path, checked_up_to: int) -> tuple[Arrays, dict[str, Any], bool]:
    """Map a file; return its arrays, the facts about them, and whether the checksum was compared.

    That takes a second for each gigabyte, so a file larger than `checked_up_to` is only measured:
    its checksum is left to `intact`.
    """
    try:
        with path.open("rb") as file:
            size, _ = _head(file.read(16), path)
            header: dict[str, Any] = json.loads(file.read(size))
            begin = _begin(size)
            whole = path.stat().st_size
            if whole != begin + header["size"]:
                raise CorruptArraysError(path.name)
            checked = whole <= checked_up_to
            if checked and not intact(path):
                raise CorruptArraysError(path.name)
            plain = (
                np.memmap(file, np.uint8, "r").view(np.ndarray)[begin:] if whole else np.zeros(0, np.uint8)
            )
        arrays = {
            name: plain[start : start + count * np.dtype(kind).itemsize].view(kind)
            for name, kind, start, count in header["arrays"]
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorruptArraysError(f"{path.name}: {error}") from error
    return arrays, header, checked


def intact(path: Path) -> bool:
    """Tell whether a file holds what was written.

    It is read and not mapped for that: a check of the mapping would make all of it resident, and a
    day of searches touches a part.
    """
    try:
        with path.open("rb") as file:
            size, crc = _head(file.read(16), path)
            found = zlib.crc32(file.read(size))
            file.seek(_begin(size))
            while block := file.read(_BLOCK):
                found = zlib.crc32(block, found)
    except (OSError, CorruptArraysError):
        return False
    return found == crc


def _head(head: bytes, path: Path) -> tuple[int, int]:
    if len(head) < 16 or head[:8] != MAGIC:
        raise CorruptArraysError(path.name)
    return int.from_bytes(head[8:12], "big"), int.from_bytes(head[12:16], "big")


def _begin(header: int) -> int:
    return 16 + header + -(16 + header) % _ALIGN
