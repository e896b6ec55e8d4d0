"""Earlier calls of a caller, newest first."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from desk import wording
from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.records.views import PastCall
from desk.widgets.text import moment, plain, tooltip


class CallsModel(RowsModel[PastCall]):
    """Rows of `PastCall`: when, outcome, note, call-taker."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[PastCall](
                translate("CallsModel", "Earlier calls"),
                lambda call: moment(call.started_at, datetime.now(UTC)),
            ),
            Column[PastCall](translate("CallsModel", "Outcome"), _outcome, _how),
            Column[PastCall](
                translate("CallsModel", "Note"),
                lambda call: plain(call.note),
                lambda call: tooltip(call.note),
            ),
            Column[PastCall](translate("CallsModel", "By"), lambda call: plain(call.agent, 40)),
        )
        super().__init__(columns, lambda call: call.call_id, parent)


def _outcome(call: PastCall) -> str:
    # Which way round they talked is what one asks first of a call without a wrap-up.
    if call.call_back and call.outcome is None:
        return translate("CallsModel", "Call-back")
    return wording.outcome(call.outcome)


def _how(call: PastCall) -> str:
    return tooltip(translate("CallsModel", "Call-back") if call.call_back else "")
