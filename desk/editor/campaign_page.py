"""The campaign board: each department against its target, and what it did for the callers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QSplitter, QVBoxLayout, QWidget

from desk.editor.campaign_form import CampaignForm
from desk.editor.keys import Key
from desk.models.board_model import BoardModel
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.labels import PlainLabel
from desk.widgets.tables import EmptyHint, table
from desk.widgets.text import plain
from kb.editing.findings import Board, Campaign, DirectRate

if TYPE_CHECKING:
    from desk.editor.charts import Charts


class CampaignPage(Card):
    """One campaign at a time, as a table and as charts."""

    campaign_changed = Signal(object)  # Campaign
    saved = Signal(object)  # Campaign
    export_requested = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Campaign board"))
        self.choice = QComboBox()
        self.choice.setObjectName("campaign_choice")
        self.choice.setAccessibleName(self.tr("Campaign"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new = KeyButton("campaign_new", self.tr("New campaign …"))
        self.change = KeyButton("campaign_change", self.tr("Targets …"))
        self.export = KeyButton("campaign_export", self.tr("Save as XLSX …"))
        self.back = KeyButton("campaign_back", self.tr("Back to the entries"), Key.BACK)
        self.summary = PlainLabel("campaign_summary", self.tr("The campaign in one sentence"), wrap=True)
        self.form = CampaignForm()
        self.model = BoardModel(self)
        self.table = table("campaign_departments", self.tr("Figures of each department"), self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._hint = EmptyHint(self.table, self.tr("Loading …"))
        self.charts: Charts | None = None
        self._place = QWidget()
        self._board: Board | None = None
        self._why_not: str | None = None
        self._lay_out()
        self.fit_letters()
        self.choice.activated.connect(lambda _at: self.campaign_changed.emit(self.choice.currentData()))
        self.new.clicked.connect(lambda: self.form.open(None))
        self.change.clicked.connect(lambda: self.form.open(self.choice.currentData()))
        self.form.given.connect(self.saved)
        self.export.clicked.connect(self.export_requested)
        self.back.clicked.connect(self.back_requested)
        self.change.allow(self.tr("Loading …"))
        self.export.allow(self.tr("Loading …"))
        self.summary.setText(self.tr("Loading …"))

    @property
    def board(self) -> Board | None:
        """The board that is shown."""
        return self._board

    @property
    def titles(self) -> Mapping[str, str]:
        """The words for the file's columns, by the names of `kb.editing.board_file`."""
        return {
            "department": self.tr("Department"),
            "entries": self.tr("Entries"),
            "new": self.tr("New"),
            "new_target": self.tr("New: target"),
            "renewed": self.tr("Renewed"),
            "renewed_target": self.tr("Renewed: target"),
            "renewed_share": self.tr("Renewed share"),
            "uses": self.tr("Direct answers"),
            "answers_per_entry": self.tr("Answers per entry"),
            "period": self.tr("Period"),
            "day": self.tr("Day"),
            "calls": self.tr("Answered calls"),
            "direct": self.tr("Direct answers"),
            "share": self.tr("Direct-answer rate"),
            "before": self.tr("before"),
            "since": self.tr("since"),
        }

    def allow_changes(self, why_not: str | None) -> None:
        """Allow new campaigns and targets, or say why not."""
        self._why_not = why_not
        self.new.allow(why_not)
        self.change.allow(why_not)

    def show_campaigns(self, campaigns: Sequence[Campaign], chosen: int | None) -> None:
        """Offer the campaigns; `chosen` is the number of the one to be shown."""
        self.choice.clear()
        for campaign in campaigns:
            days = f"{campaign.starts.isoformat()} – {campaign.ends.isoformat()}"
            self.choice.addItem(f"{plain(campaign.name, 40)} ({days})", campaign)
            if campaign.number == chosen:
                self.choice.setCurrentIndex(self.choice.count() - 1)
        why = None if campaigns else self.tr("There is no campaign yet.")
        self.change.allow(self._why_not or why)
        if not campaigns:
            self._board = None
            self.model.set_rows(())
            self.summary.setText(self.tr("There is no campaign yet. Begin one with “New campaign”."))
            self._hint.setText(self.tr("There is no campaign yet."))
            self.export.allow(why)

    def show_board(self, board: Board) -> None:
        """Show a campaign's figures."""
        self._board = board
        self.model.set_rows([board.total, *board.departments])
        self._hint.setText(self.tr("No department has entries yet."))
        self.summary.setText(self._sentence(board))
        self.export.allow(None)
        self._chart(board)

    def show_error(self, text: str) -> None:
        """Say why there is no board to be seen."""
        self._hint.setText(text)
        self.export.allow(text)

    def fit_letters(self) -> None:
        """Give lines and columns their size, and the charts their colours, in what is in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(25))
        for column, width in ((1, 72), (2, 100), (3, 128), (4, 116), (5, 136)):
            self.table.horizontalHeader().resizeSection(column, scaled(width))
        if self.charts is not None and self._board is not None:
            self.charts.show_board(self._board)

    def _chart(self, board: Board) -> None:
        if self.charts is None:
            from desk.editor.charts import Charts

            self.charts = Charts()
            layout = self._place.layout()
            assert layout is not None
            layout.addWidget(self.charts)
        self.charts.show_board(board)

    def _sentence(self, board: Board) -> str:
        total = board.total
        entries = self.tr("{0} entries; {1} new, {2} renewed: {3} of all.").format(
            total.entries, total.new, total.renewed, f"{total.renewed_share:.1%}"
        )
        before, since = _percent(board.before), _percent(board.since)
        rate = self.tr("Direct-answer rate {0} before, {1} since.").format(before, since)
        if board.before.share is not None and board.since.share is not None:
            points = 100 * (board.since.share - board.before.share)
            rate += self.tr(" {0} points.").format(f"{points:+.2f}")
        return f"{entries} {rate}"

    def _lay_out(self) -> None:
        self.head.insertWidget(1, self.choice, 9)
        for button in (self.new, self.change, self.export, self.back):
            self.head.addWidget(button)
        edgeless(QVBoxLayout(self._place), 0)
        self.body.addWidget(self.form)
        self.body.addWidget(self.summary)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setObjectName("campaign_parts")
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(scaled(6))
        parts.addWidget(self.table)
        parts.addWidget(self._place)
        parts.setSizes([400, 600])  # shares: the charts have the same departments, and more to say
        self.body.addWidget(parts, 1)


def _percent(rate: DirectRate) -> str:
    return f"{rate.share:.2%}" if rate.share is not None else "–"
