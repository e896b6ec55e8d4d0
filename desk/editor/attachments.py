"""Attachments as they are typed: a line each, what it is called and then its address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from kb.article import Attachment

_ADDRESS = re.compile(r"(\S+)\s*$")


def attachments_of(lines: Iterable[str]) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return the attachments in `lines`, and the lines that are none."""
    good: list[Attachment] = []
    bad: list[str] = []
    for line in (" ".join(each.split()) for each in lines):
        if not line:
            continue
        found = _ADDRESS.search(line)
        address = found[1] if found else ""
        if not is_address(address):
            bad.append(line)
            continue
        label = line[: -len(address)].rstrip(" |：:") or address
        good.append(Attachment(label, address))
    return tuple(good), tuple(bad)


def lines_of(attachments: Iterable[Attachment]) -> str:
    """Return attachments as they are typed."""
    return "\n".join(
        one.url if one.label in ("", one.url) else f"{one.label} {one.url}" for one in attachments
    )


def is_address(text: str) -> bool:
    """Tell whether `text` is an address of the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
