"""One call's form: what was typed and done for it, and the outcome that follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desk.records.views import LOCAL, OrderDraft, OrderView, Outcome
from telephony.snapshots import CallSnapshot, CallState, EndReason


@dataclass(slots=True)
class CallForm:
    """What the call-taker has done for one call."""

    draft: OrderDraft
    call: CallSnapshot | None = None
    order: OrderView | None = None  # has left and is on the screen
    earlier: tuple[OrderView, ...] = ()  # left before it in the same call
    answers: tuple[str, ...] = ()
    three_way: bool = False
    outcome: Outcome | None = None  # chosen by hand
    came_at: datetime | None = None  # by the record of the call
    restored: bool = False
    stored: bool = False  # the records have had a draft of it

    @property
    def local(self) -> bool:
        """Tell whether it belongs to no call of the PBX."""
        return self.draft.call_id.startswith(LOCAL)

    @property
    def ended(self) -> bool:
        """Tell whether the call is over, or there is none."""
        return self.call is None or self.call.state is CallState.ENDED

    @property
    def answered(self) -> bool:
        """Tell whether the call was answered here, or there is none."""
        return self.call is None or self.call.answered_at is not None

    @property
    def orders(self) -> tuple[OrderView, ...]:
        """The orders that have left in this call, the newest last."""
        return self.earlier if self.order is None else (*self.earlier, self.order)

    def take_orders(self, orders: tuple[OrderView, ...]) -> None:
        """Take the orders that have left before this start; the newest stands unless another is written."""
        if not orders or self.orders:
            return
        if written(replace(self.draft, note="")):
            self.earlier = orders
        else:
            *earlier, self.order = orders
            self.earlier = tuple(earlier)

    def begin_another(self) -> None:
        """Make room for the next order of the same call."""
        draft = self.draft
        self.earlier, self.order = self.orders, None
        self.draft = OrderDraft(draft.call_id, note=draft.note, caller_number=draft.caller_number)

    def suggested(self) -> Outcome | None:
        """Return the outcome that follows from what happened."""
        reason = self.call.end_reason if self.call is not None else None
        if self.outcome is not None:
            return self.outcome
        if self.orders:
            return Outcome.ORDER
        if reason is EndReason.TRANSFERRED:
            return Outcome.HANDED_OVER
        if self.three_way or reason is EndReason.LEFT:
            return Outcome.THREE_WAY
        if self.answers:
            return Outcome.DIRECT_ANSWER
        return Outcome.INCOMPLETE if self.ended else None


def written(draft: OrderDraft) -> bool:
    """Tell whether anything has been typed that would be lost."""
    return bool(draft.title or draft.detail or draft.place or draft.department_code or draft.note)
