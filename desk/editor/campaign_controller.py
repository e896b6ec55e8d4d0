"""Joins the campaign board with the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.editor.campaign_page import CampaignPage
from desk.editor.health import Health
from desk.editor.ports import Ports
from desk.widgets.files import choose_to_write
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from kb.editing.errors import Refusal
from kb.editing.findings import Board, Campaign
from kb.editing.views import Role


class CampaignController(QObject):
    """Reads a campaign's figures when the board is looked at."""

    def __init__(
        self,
        ports: Ports,
        page: CampaignPage,
        health: Health,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._page, self._health, self._messages = ports, page, health, messages
        self._chosen: int | None = None
        page.campaign_changed.connect(self._choose)
        page.saved.connect(self._save)
        page.export_requested.connect(self._ask_where)
        if ports.who.role is not Role.REVIEWER:
            page.allow_changes(wording.refusal(Refusal.ROLE))

    def show(self) -> None:
        """Read the campaigns and the figures of the chosen one, or of the newest."""
        campaign = self._ports.editorial.campaign
        chosen = self._chosen

        def job() -> tuple[Sequence[Campaign], Board | None]:
            campaigns = campaign.list()
            one = next((each for each in campaigns if each.number == chosen), None)
            one = one or (campaigns[0] if campaigns else None)
            return campaigns, campaign.board(one) if one is not None else None

        def arrived(found: tuple[Sequence[Campaign], Board | None]) -> None:
            campaigns, board = found
            self._health.worked()
            self._page.show_campaigns(campaigns, board.campaign.number if board is not None else None)
            if board is not None:
                self._page.show_board(board)

        def failed(error: Exception) -> None:
            self._health.failed(error)
            self._page.show_error(wording.failure(error))

        self._ports.worker.submit("campaign", job, arrived, failed, key="campaign")

    def export(self, path: Path) -> None:
        """Write the board that is shown to an XLSX file."""
        board, campaign = self._page.board, self._ports.editorial.campaign
        if board is None:
            return
        titles = self._page.titles

        def done(_: None) -> None:
            self._messages.notice(self.tr("The board was saved to {0}.").format(plain(str(path), 200)))

        self._ports.worker.submit("files", lambda: campaign.export(board, path, titles), done, self._failed)

    def _choose(self, campaign: Campaign) -> None:
        self._chosen = campaign.number
        self.show()

    def _save(self, campaign: Campaign) -> None:
        campaigns = self._ports.editorial.campaign

        def done(kept: Campaign) -> None:
            self._chosen = kept.number
            self._messages.notice(self.tr("The campaign was saved."))
            self.show()

        self._ports.worker.submit("campaign", lambda: campaigns.save(campaign), done, self._failed)

    def _ask_where(self) -> None:
        board = self._page.board
        name = board.campaign.name if board is not None else ""
        choose_to_write(
            self._page, self.tr("Save the campaign board"), f"{name}.xlsx", ("xlsx",), self.export
        )

    def _failed(self, error: Exception) -> None:
        if not self._health.failed(error):
            self._messages.error(wording.failure(error))
