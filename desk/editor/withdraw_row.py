"""Why an entry is withdrawn, and when: at once, or at a time."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desk.editor.fields import MomentEdit
from desk.language import translate
from desk.widgets.reason_row import ReasonRow


class WithdrawRow(ReasonRow):
    """The row that asks for the reason, with a time beside it."""

    withdrawn = Signal(str, object)  # reason, datetime or None for at once

    def __init__(self) -> None:
        # Before the row itself, which asks at once whether it may act.
        self.at = MomentEdit(
            "entry_withdraw_at",
            translate("WithdrawRow", "Time of withdrawal"),
            translate("WithdrawRow", "now, or at …"),
        )
        super().__init__(
            "entry_withdrawal",
            translate("WithdrawRow", "Why is it withdrawn?"),
            translate("WithdrawRow", "Withdraw"),
        )
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(1, self.at)
        layout.setStretch(0, 3)
        layout.setStretch(1, 1)
        self.close_on_escape(self.at, self.act)
        self.at.textChanged.connect(self._allow)
        self.at.returnPressed.connect(self._give)
        self.given.connect(lambda reason: self.withdrawn.emit(reason, self.at.moment))

    def open(self) -> None:
        """Appear, with the cursor in the line and without a time."""
        self.at.clear()
        super().open()

    def _allow(self) -> None:
        super()._allow()
        moment = self.at.moment
        if self.at.wrong:
            self.act.allow(self.tr("The time is written as 2027-06-30 08:00."))
        elif moment is not None and moment <= datetime.now(UTC):
            self.act.allow(self.tr("This time has gone by."))
