"""The calls of a moment or of any span: who called, how long they waited, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtCore import QObject

from desk import monitor_wording as words
from desk.language import translate
from desk.models.live_model import LiveModel
from desk.models.queues_model import length
from desk.models.rows import Column
from desk.widgets.text import plain, tooltip
from telephony.floor.facts import Outcome, QueueCall


class MomentModel(LiveModel[QueueCall]):
    """Rows of `QueueCall`; `group` names a queue, `zone` is the place whose clock is shown."""

    def __init__(
        self,
        group: Callable[[str], str],
        limit: float,
        zone: tzinfo | None = None,
        parent: QObject | None = None,
    ) -> None:
        columns = (
            Column[QueueCall](
                translate("MomentModel", "Came"),
                lambda call: call.entered_at.astimezone(zone).strftime("%H:%M:%S"),
            ),
            Column[QueueCall](translate("MomentModel", "Group"), lambda call: group(call.queue)),
            Column[QueueCall](
                translate("MomentModel", "Number"),
                lambda call: plain(call.number, 30) or translate("MomentModel", "withheld"),
                lambda call: tooltip(call.name),
            ),
            Column[QueueCall](
                translate("MomentModel", "Wait"),
                lambda call: length(call.wait_seconds),
                None,
                lambda call: "danger" if (call.wait_seconds or 0.0) > limit else "",
            ),
            Column[QueueCall](
                translate("MomentModel", "Outcome"),
                lambda call: words.outcome(call.outcome),
                lambda call: tooltip(words.ended_by(call.ended_by)),
                lambda call: "danger" if call.outcome is Outcome.ABANDONED else "",
            ),
            Column[QueueCall](
                translate("MomentModel", "Seat"), self._seat, lambda call: tooltip(plain(call.member, 60))
            ),
            Column[QueueCall](translate("MomentModel", "Talk"), lambda call: length(call.talk_seconds)),
        )
        super().__init__(columns, lambda call: call.key, (), parent)
        self._several = False  # more than one PBX: the seat's is named

    def set_rows(self, rows: Sequence[QueueCall]) -> None:
        """Show calls."""
        self._several = len({call.pbx for call in rows}) > 1
        super().set_rows(rows)

    def _seat(self, call: QueueCall) -> str:
        seat = call.seat or call.member
        return plain(f"{call.pbx}/{seat}" if seat and self._several else seat, 30)
