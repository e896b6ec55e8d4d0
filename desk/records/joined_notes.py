"""Two notes about one caller, written at two desks at the same time, made one: nothing of either is lost."""

from __future__ import annotations


def joined(theirs: str, ours: str, based_on: str) -> str:
    """Return `theirs` with the lines of `ours` below it that neither it nor `based_on` has.

    `based_on` is what both have begun with. A line that theirs goes on with is in it already.
    """
    old = {line.strip() for line in based_on.splitlines()}
    known = [line.strip() for line in theirs.splitlines()]
    new = [
        line for line in ours.splitlines() if (bare := line.strip()) and not (bare in old or _in(bare, known))
    ]
    return "\n".join([theirs.rstrip(), *new] if theirs.strip() else new) if new else theirs


def _in(line: str, lines: list[str]) -> bool:
    return any(other.startswith(line) for other in lines)
