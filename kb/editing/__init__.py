"""The editor's side of the knowledge base, without Qt: `Editorial` is its door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.editing.views import Editor, Role

if TYPE_CHECKING:
    from kb.editing.editorial import Editorial as Editorial

__all__ = ["Editor", "Editorial", "Role"]


def __getattr__(name: str) -> object:
    # A desk looks for what is due, which is in this package, and has no use for the editor's rooms.
    if name == "Editorial":
        from kb.editing.editorial import Editorial

        return Editorial
    raise AttributeError(name)
