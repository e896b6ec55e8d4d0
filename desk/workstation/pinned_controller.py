"""Joins the list of agreed answers with the knowledge base: for the queue of the call and what is typed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk.widgets.message_bar import MessageBar
from desk.workstation.knowledge_panel import KnowledgePanel
from desk.workstation.order_panel import OrderPanel
from desk.workstation.ports import Ports
from kb.pinned import Pinned
from telephony.snapshots import SeatView


class PinnedController(QObject):
    """What is pinned lies in memory: it is asked for here, and stands before the search has answered."""

    def __init__(
        self,
        ports: Ports,
        panel: KnowledgePanel,
        order: OrderPanel,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._order, self._messages = ports, panel, order, messages
        self._queue = ""
        panel.query_changed.connect(self.show_pinned)
        order.edited.connect(self.show_pinned)
        ports.pbx.view_changed.connect(self._follow)
        self._follow(ports.pbx.view)
        self.show_pinned()

    def show_pinned(self) -> None:
        """Show what is pinned now for the call and the words typed for it."""
        title = self._order.title.text().strip()
        # A form without words stands at the first kind: nobody has chosen it.
        kind = self._order.order_kind.value if title else ""
        texts = [text for text in (self._panel.query.question.strip(), title) if text] or [""]
        found: dict[str, Pinned] = {}
        for text in texts:
            for pinned in self._ports.knowledge.pinned(text, self._queue, kind):
                found.setdefault(pinned.article.code, pinned)
        self._panel.show_pinned(tuple(found.values()))

    def open_next(self) -> None:
        """Open the first agreed answer, or the next."""
        if not self._panel.pinned.open_next():
            self._messages.notice(self.tr("No agreed answer is pinned for this call."))

    def _follow(self, view: SeatView) -> None:
        queue = view.call.queue if view.call is not None else ""
        if queue != self._queue:
            self._queue = queue
            self.show_pinned()
