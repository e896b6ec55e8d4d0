"""What dresses every widget: lengths in the scale of the letters, properties for the style sheet."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QLayout, QWidget

Layout = TypeVar("Layout", bound=QLayout)


def scaled(length: float) -> int:
    """Return a length of scale 1 in the scale of the application's letters."""
    pixels = QApplication.font().pixelSize()
    return round(length * pixels / 14) if pixels > 0 else round(length)


def edgeless(layout: Layout, spacing: float) -> Layout:
    """Return `layout` without margins of its own; what stands in it is `spacing` apart, at scale 1."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(scaled(spacing))
    return layout


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and dress the widget anew if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
