"""Dataclasses that nobody may assign to, and that are made thousands of times a second."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """Make `kind` a dataclass with slots that is frozen for the type checker, which reads all of the code.

    To be frozen at run time as well would take five times as long to make one, and most of what an
    event of the PBX costs is to make such objects.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
