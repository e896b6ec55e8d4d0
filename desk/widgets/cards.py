"""Panels on their own ground."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import PlainLabel, key_label


class Card(QFrame):
    """A panel on its own ground, with an optional heading."""

    def __init__(self, heading: str = "", hint: str = "") -> None:
        super().__init__()
        set_property(self, "card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(scaled(9), scaled(6), scaled(9), scaled(7))
        self.body.setSpacing(scaled(4))
        self.head = QHBoxLayout()
        self.head.setSpacing(scaled(6))
        self.heading = PlainLabel(bold=True)
        if heading:
            self.heading.setText(heading)
            self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.head.addWidget(self.heading)
            if hint:
                self.head.addWidget(key_label(hint))
            self.head.addStretch(1)
            self.body.addLayout(self.head)
