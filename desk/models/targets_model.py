"""Departments, seats and queues that match what was typed, and the number typed itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.records.views import Department
from desk.widgets.text import plain, tooltip

_DIALLABLE = re.compile(r"[0-9+*#][0-9+*#() .-]{1,39}")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call can go: a department, a seat, a queue, or just a number."""

    number: str
    name: str = ""
    code: str = ""
    duties: str = ""
    hours: str = ""
    queue: str = ""

    @classmethod
    def of(cls, department: Department) -> Target:
        """Make the target of a department."""
        return cls(department.phone, department.name, department.code, department.duties, department.hours)

    @classmethod
    def of_seat(cls, extension: str) -> Target:
        """Make the target of a colleague's seat."""
        return cls(extension, translate("TargetsModel", "Seat {0}").format(extension))


class TargetsModel(RowsModel[Target]):
    """Rows of `Target`: name, number, code and hours."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Target](translate("TargetsModel", "Name"), _name, _about),
            Column[Target](translate("TargetsModel", "Number"), lambda target: plain(target.number, 40)),
            Column[Target](
                translate("TargetsModel", "Hours"),
                lambda target: plain(target.hours, 60),
                _about,
                lambda _: "muted",
            ),
        )
        super().__init__(columns, lambda target: (target.code, target.number, target.queue), parent)

    def set_matches(
        self, text: str, departments: Sequence[Department], others: Sequence[Target] = ()
    ) -> None:
        """Show what matches `text`, departments before others; a whole number is first, for it was meant."""
        rows = [Target.of(department) for department in departments] + list(others)
        number = raw_number(text)
        if number:
            meant = next((row for row in rows if number in (row.code, strip(row.number))), Target(number))
            rows = [meant, *(row for row in rows if row is not meant)]
        self.set_rows(rows)


def strip(number: str) -> str:
    """Return a number without the signs that only people use."""
    return re.sub(r"[() .-]", "", number)


def raw_number(text: str) -> str:
    """Return `text` as a number to dial, empty when it is none."""
    text = text.strip(" ")
    return strip(text) if _DIALLABLE.fullmatch(text) else ""


def _name(target: Target) -> str:
    if target.queue:
        return translate("TargetsModel", "Queue {0}").format(plain(target.name, 60))
    if not target.name:
        return translate("TargetsModel", "This number")
    return f"{plain(target.name, 80)}  {target.code}".rstrip()


def _about(target: Target) -> str:
    return tooltip(
        "\n".join(part for part in (target.name, target.number, target.hours, target.duties) if part)
    )
