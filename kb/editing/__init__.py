"""The editor's side of the knowledge base, without Qt: `Editorial` is its door."""

from kb.editing.editorial import Editorial
from kb.editing.views import Editor, Role

__all__ = ["Editor", "Editorial", "Role"]
