"""Who works here, what can be begun anywhere, and whether the database answers."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk import editing_wording as wording
from desk.editor.keys import Key
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import Chip, PlainLabel
from desk.widgets.text import plain
from kb.editing import Editor


class EditorBar(QFrame):
    """The bar at the window's top."""

    def __init__(self, who: Editor) -> None:
        super().__init__()
        set_property(self, "card", "true")
        self.who = PlainLabel("editor_who", self.tr("Who works here"), bold=True)
        parts = (plain(who.name, 40), wording.role(who.role), plain(who.department, 60))
        self.who.setText(" · ".join(part for part in parts if part))
        self.new = KeyButton("entry_new", self.tr("New entry"), Key.NEW, kind="primary")
        self.importing = KeyButton("kb_import", self.tr("Import …"), Key.IMPORT)
        self.exporting = KeyButton("kb_export", self.tr("Export …"), Key.EXPORT)
        self.exporting.setExplanation(self.tr("Writes the published entries that the list shows"))
        self.campaign = KeyButton("campaign_board", self.tr("Campaign board"), Key.CAMPAIGN)
        self.link = Chip("database_link", self.tr("Whether the database answers"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(9), scaled(5), scaled(9), scaled(5))
        layout.setSpacing(scaled(8))
        layout.addWidget(self.who, 1)
        for button in (self.new, self.importing, self.exporting, self.campaign):
            layout.addWidget(button)
        layout.addWidget(self.link)
        self.show_link(None)

    def show_link(self, well: bool | None) -> None:
        """Show whether the database answers; None before the first answer."""
        if well is None:
            self.link.setText(self.tr("Database: connecting"))
            self.link.setChip("neutral")
        else:
            self.link.setText(self.tr("Database: connected") if well else self.tr("Database: away"))
            self.link.setChip("good" if well else "danger")
