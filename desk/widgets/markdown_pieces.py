"""Takes a long Markdown text apart, so that it can be laid out without holding up the window."""

from __future__ import annotations

import re
from collections.abc import Iterator

PIECE = 6_000  # characters that are laid out in one turn: some 10 ms
_LINE, _CELL = 12, 25  # a line, and a cell of a table, take as long as so many characters more
_LONGEST = 20_000  # characters of one line
_FENCE = re.compile(r" {0,3}(```+)")
_RULE = re.compile(r"\|?[ :|-]*-[ :|-]*")  # below the head of a table
_ENDS = "。！？；.!?; "  # where a line may end that is too long


def pieces(markdown: str) -> Iterator[str]:
    """Yield `markdown` in pieces of about `PIECE` characters, cut between paragraphs where there are any.

    Code in a fence stays code in each piece, and each piece of a table has the table's head.
    """
    taken: list[str] = []
    size = 0
    between = outside = 0  # so many of the lines taken end with a paragraph; with no part of a list or table
    again: list[str] = []  # what the next piece begins with, if the cut is made here
    for line in _lines(markdown):
        weight = _weight(line)
        if taken and not again and line[:1].strip() and line[0] != "|":
            outside = len(taken)
            between = outside if not taken[-1].strip() else between
        if taken and size + weight > PIECE:
            at = between or outside or len(taken)
            here = again if at == len(taken) else []
            fence = here[:1] if here and here[0].startswith("```") else []
            yield "\n".join((*taken[:at], *fence))
            taken = [*here, *taken[at:]]
            size, between, outside = sum(map(_weight, taken)), 0, 0
        again = _open_part(again, taken, line)
        taken.append(line)
        size += weight
    yield "\n".join(taken)


def _open_part(opened: list[str], before: list[str], line: str) -> list[str]:
    """Return the lines that say what comes after `line`: the fence of code, the head of a table, or none."""
    fence = _FENCE.match(line)
    if opened and opened[0].startswith("```"):
        closed = fence is not None and len(fence[1]) >= len(opened[0])
        return [] if closed else opened
    if fence is not None:
        return [fence[1]]
    if not line.startswith("|"):
        return []
    return [before[-1], line] if not opened and before and _RULE.fullmatch(line) else opened


def _weight(line: str) -> int:
    cells = line.count("|") if line.startswith("|") else 0
    return len(line) + _LINE + cells * _CELL


def _lines(text: str) -> Iterator[str]:
    """Yield the lines; one that is too long ends with a sentence."""
    for line in text.split("\n"):
        rest = line
        while len(rest) > _LONGEST:
            at = max(rest.rfind(end, PIECE, _LONGEST) for end in _ENDS) + 1 or _LONGEST
            yield rest[:at]
            rest = rest[at:]
        yield rest
