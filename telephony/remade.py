"""Snapshots that are made again only when what they are made of has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Remade(Generic[P, T]):
    """`make`, which is called again only for other arguments than the last ones.

    The view is asked for after every batch of events and most of it is as it was: what was not made
    again is the same object, so that to compare two views costs next to nothing either.
    """

    __slots__ = ("_args", "_kwargs", "_made", "_make")

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._made: T | None = None
        self._args: tuple[object, ...] = ()
        self._kwargs: dict[str, object] = {}

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `make` returns for these arguments."""
        if args != self._args or kwargs != self._kwargs or self._made is None:
            self._made = self._make(*args, **kwargs)
            self._args, self._kwargs = args, kwargs
        return self._made
