"""Alarms that stand, the unseen ones first; and the thresholds that raise them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desk import monitor_wording as words
from desk.figures.alarms import Alarm, AlarmState, Measure, Threshold
from desk.language import translate
from desk.models.live_model import LiveModel
from desk.models.rows import Column
from desk.widgets.text import plain, tooltip


class AlarmsModel(LiveModel[Alarm]):
    """Rows of `Alarm`; `group` names a queue, `seat` the seat of an alarm's subject."""

    def __init__(
        self, group: Callable[[str], str], seat: Callable[[str], str], parent: QObject | None = None
    ) -> None:

        def tone(alarm: Alarm) -> str:
            return "danger" if alarm.state is AlarmState.RAISED else "muted"

        columns = (
            Column[Alarm](
                translate("AlarmsModel", "State"), lambda alarm: words.alarm_state(alarm.state), None, tone
            ),
            Column[Alarm](
                translate("AlarmsModel", "What"), lambda alarm: what(alarm.threshold, group), None, tone
            ),
            Column[Alarm](
                translate("AlarmsModel", "Whom"),
                lambda alarm: whom(alarm, group, seat),
                lambda alarm: tooltip(whom(alarm, group, seat)),
            ),
            Column[Alarm](
                translate("AlarmsModel", "Value"),
                lambda alarm: words.amount(alarm.threshold.measure, alarm.value),
            ),
            Column[Alarm](
                translate("AlarmsModel", "Limit"),
                lambda alarm: words.amount(alarm.threshold.measure, alarm.threshold.limit),
            ),
            Column[Alarm](translate("AlarmsModel", "For"), lambda alarm: self.ago(alarm.raised_at)),
            Column[Alarm](
                translate("AlarmsModel", "Seen by"),
                lambda alarm: plain(alarm.acknowledged_by, 40),
                lambda alarm: tooltip(plain(alarm.acknowledged_by, 40)),
                tone,
            ),
        )
        super().__init__(columns, lambda alarm: alarm.key, (5,), parent)


class ThresholdsModel(LiveModel[Threshold]):
    """Rows of `Threshold`."""

    def __init__(self, group: Callable[[str], str], parent: QObject | None = None) -> None:

        def tone(threshold: Threshold) -> str:
            return "" if threshold.enabled else "muted"

        columns = (
            Column[Threshold](translate("ThresholdsModel", "What"), lambda one: what(one, group), None, tone),
            Column[Threshold](
                translate("ThresholdsModel", "Group"),
                lambda one: group(one.queue) if one.queue else translate("ThresholdsModel", "all"),
                None,
                tone,
            ),
            Column[Threshold](translate("ThresholdsModel", "Limit"), limit, None, tone),
            Column[Threshold](
                translate("ThresholdsModel", "In force"),
                lambda one: (
                    translate("ThresholdsModel", "yes") if one.enabled else translate("ThresholdsModel", "no")
                ),
                None,
                tone,
            ),
        )
        super().__init__(columns, lambda one: one.number, (), parent)


def what(threshold: Threshold, group: Callable[[str], str]) -> str:
    """Say what a threshold is about."""
    text = words.measure(threshold.measure)
    if threshold.measure is Measure.ANSWER_RATE:
        return f"{text} · {words.window(threshold.window)}"
    if threshold.measure is Measure.STATE_TOO_LONG and threshold.state is not None:
        return f"{text} · {words.floor_state(threshold.state)}"
    return text


def whom(alarm: Alarm, group: Callable[[str], str], seat: Callable[[str], str]) -> str:
    """Say which seat or group an alarm is about."""
    if alarm.subject:
        return seat(alarm.subject)
    queue = alarm.threshold.queue
    return group(queue) if queue else translate("AlarmsModel", "all groups")


def limit(threshold: Threshold) -> str:
    """Write a limit with the side on which it is bad."""
    sign = "<" if threshold.low_is_bad else ">"
    return f"{sign} {words.amount(threshold.measure, threshold.limit)}"
