"""Who is in the conversation, and how."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk import wording
from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import plain, tooltip
from telephony.snapshots import Leg, LegRole, LegState


class LegsModel(RowsModel[Leg]):
    """Rows of `Leg`: who, and how."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Leg](translate("LegsModel", "Who"), _who, lambda leg: tooltip(_who(leg))),
            Column[Leg](translate("LegsModel", "State"), wording.leg_state, None, _tone),
        )
        super().__init__(columns, lambda leg: leg.role, parent)

    def set_legs(self, legs: tuple[Leg, ...]) -> None:
        """Show the legs that are not gone: citizen, call-taker, department."""
        present = {leg.role: leg for leg in legs if leg.state is not LegState.GONE}
        self.set_rows([present[role] for role in LegRole if role in present])


def _who(leg: Leg) -> str:
    name = plain(leg.name, 60) or plain(leg.number, 40)
    role = wording.leg_role(leg.role)
    return f"{role} · {name}" if name else role


def _tone(leg: Leg) -> str:
    if leg.muted or leg.state is LegState.HELD:
        return "warning"
    return "accent" if leg.state in (LegState.WAITING, LegState.RINGING) else "good"
