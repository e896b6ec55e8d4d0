"""The base of the states, events and roles that the tables are made of."""

from __future__ import annotations

import enum


class Symbol(enum.Enum):
    """A name that stands for itself, to be looked up in tables.

    Every member is there once, so its identity is hash enough: `Enum` computes one in Python, which
    would be a large part of what an event of the PBX costs.
    """

    __hash__ = object.__hash__
