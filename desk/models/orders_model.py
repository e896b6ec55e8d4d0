"""Work orders of a caller: open ones with their deadline, and what the department last replied."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from desk import wording
from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.records.views import OrderState, OrderView
from desk.widgets.text import moment, plain, tooltip

DONE = frozenset({OrderState.CLOSED, OrderState.CALLED_BACK})


class OrdersModel(RowsModel[OrderView]):
    """Rows of `OrderView` with two lines each: the matter, and its deadline over the last reply."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[OrderView](translate("OrdersModel", "Work order"), _matter, _whole),
            Column[OrderView](translate("OrdersModel", "Due · last reply"), _due, _whole, _tone),
        )
        super().__init__(columns, lambda order: order.number, parent)


def is_late(order: OrderView) -> bool:
    """Tell whether an order that is not done is past its time, now."""
    return order.state not in DONE and (order.overdue or order.due_at < datetime.now(UTC))


def remaining(order: OrderView) -> str:
    """Say how long there is until the deadline, or since when it has passed."""
    size = int(abs((order.due_at - datetime.now(UTC)).total_seconds()) // 60)
    if size < 60:
        length = translate("OrdersModel", "{0} min").format(size)
    elif size < 48 * 60:
        length = translate("OrdersModel", "{0} h").format(size // 60)
    else:
        length = translate("OrdersModel", "{0} d").format(size // 1440)
    if is_late(order):
        return translate("OrdersModel", "OVERDUE by {0}").format(length)
    return translate("OrdersModel", "{0} left").format(length)


def _matter(order: OrderView) -> str:
    title = plain(order.title, 120)
    if order.urgent:
        title = translate("OrdersModel", "[Urgent] {0}").format(title)
    return f"{title}\n{order.number} · {plain(order.department_name, 60)}"


def _due(order: OrderView) -> str:
    state = wording.order_state(order.state)
    if order.state in DONE:
        return f"{state}\n{_reply(order)}"
    return f"{remaining(order)} · {state}\n{_reply(order)}"


def _reply(order: OrderView) -> str:
    if not order.last_reply:
        if order.reminders:
            return translate("OrdersModel", "No reply yet, reminded: {0}").format(order.reminders)
        return translate("OrdersModel", "No reply yet")
    when = moment(order.last_reply_at, datetime.now(UTC)) if order.last_reply_at else ""
    return f"{when} {plain(order.last_reply)}".strip()


def _tone(order: OrderView) -> str:
    if order.state in DONE:
        return "muted"
    return "danger" if is_late(order) else ""


def _whole(order: OrderView) -> str:
    lines = (_matter(order), _due(order), plain(order.place), order.last_reply)
    return tooltip("\n".join(line for line in lines if line))
