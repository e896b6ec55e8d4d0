"""What is wrong with the connection to the PBX, across the window while it is down."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk import wording
from desk.timers import every
from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import PlainLabel
from desk.widgets.text import tooltip
from telephony.snapshots import LinkProblem, LinkSnapshot, LinkState


class LinkBanner(QFrame):
    """Visible while the link is down: which fault, when the next attempt is, and what still works."""

    def __init__(self) -> None:
        super().__init__()
        set_property(self, "card", "danger")
        self._text = PlainLabel("link_banner", self.tr("Connection to the PBX"), bold=True)
        self._retry = PlainLabel("link_retry", self.tr("Next attempt to connect"))
        self._retry.setWidth(scaled(170))
        self._works = PlainLabel("link_works", self.tr("What works without the PBX"))
        self._works.setText(self.tr("Knowledge, drafts and work orders can be used meanwhile."))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(10), scaled(5), scaled(10), scaled(5))
        layout.setSpacing(scaled(14))
        layout.addWidget(self._text, 5)
        layout.addWidget(self._retry)
        layout.addWidget(self._works, 4)
        self._until: float | None = None
        self._tick = every(500, self._count, self)
        self.hide()

    def show_link(self, link: LinkSnapshot) -> None:
        """Follow the state of the link."""
        missing_right = link.problem is LinkProblem.NO_PRIVILEGE
        if link.state is LinkState.UP and not missing_right:
            self._tick.stop()
            self.hide()
            return
        text = self.tr("The desk has logged off from the PBX.")
        if link.state is not LinkState.STOPPED:
            text = wording.link_problem(link.problem, link.missing)
        self._text.setText(text)
        self._text.setToolTip(tooltip(link.detail))
        set_property(self, "card", "alert" if link.problem is None else "danger")
        # The countdown runs on the monotonic clock: the wall clock may be set meanwhile.
        self._until = None
        if link.retry_at is not None:
            self._until = time.monotonic() + (link.retry_at - datetime.now(UTC)).total_seconds()
            self._tick.start()
        else:
            self._tick.stop()
        self._count()
        for waiting in (self._retry, self._works):
            waiting.setVisible(link.state is not LinkState.UP)
        self.show()

    def _count(self) -> None:
        if self._until is None:
            self._retry.setText(self.tr("Connecting …"))
            return
        seconds = max(0, round(self._until - time.monotonic()))
        self._retry.setText(
            self.tr("Next attempt in {0} s").format(seconds) if seconds else self.tr("Connecting …")
        )
