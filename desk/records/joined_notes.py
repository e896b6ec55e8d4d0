"""Two notes about one caller, written at two desks at the same time, made one: nothing of either is lost."""

from __future__ import annotations


def joined(theirs: str, ours: str, based_on: str) -> str:
    """Return `theirs` with what `ours` has made of `based_on`: its new lines below, those it took out gone.

    `based_on` is what ours said before: a line half typed then has its whole one now. Blank lines, and
    blanks around a line, are no difference.
    """
    old, new = _lines(based_on), _lines(ours)
    gone = old.keys() - new.keys()
    kept = [line for line in theirs.splitlines() if line.strip() not in gone]
    there = {line.strip() for line in kept}
    added = [line for bare, line in new.items() if bare not in old and bare not in there]
    if not added and len(kept) == len(theirs.splitlines()):
        return theirs
    return "\n".join([*kept, *added])


def _lines(note: str) -> dict[str, str]:
    """Return the lines of a note without blanks around them, and as they stand."""
    return {bare: line for line in note.splitlines() if (bare := line.strip())}
