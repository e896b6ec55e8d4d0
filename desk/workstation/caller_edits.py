"""What was changed about callers here: kept for each of them until the records have it.

What the records do not take outlasts the end of the program on this machine. Each change knows what it was
based on, so that it takes nothing away that another desk has written meanwhile.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desk.records.views import CallerCard, Kept
from desk.spool import Spool
from desk.timers import after
from desk.workstation.ports import Ports

_SAVE_MS = 600
_AGAIN_MS = 3000


class Edit(enum.Enum):
    """What can be changed about a caller."""

    NOTE = "note"
    NAME = "name"
    NUISANCE = "nuisance"  # the reason; empty: it is no nuisance


@dataclass(frozen=True, slots=True)
class CallerEdit:
    """A change; `based_on` is what the field said when it was last written or shown, None: not known."""

    number: str
    edit: Edit
    value: str
    based_on: str | None = None


@dataclass(slots=True, eq=False)
class _Field:
    """Something about a caller. Changes are counted: which was made, sent, taken by the records, and told.

    `based_on` is what the field said when it was last written or shown, `stands` what the records had then,
    `theirs` what another desk has written there and nobody was told of. The worker's thread sets them when
    it writes: a result that a newer one overtakes is not delivered, and in the end none is.
    """

    based_on: str | None = None
    stands: str | None = None
    theirs: str | None = None
    value: str = ""
    made: int = 0
    sent: int = 0
    taken: int = 0
    told: int = 0

    @property
    def is_open(self) -> bool:
        """Whether this desk does not know yet that the records have it."""
        return self.made > self.told


class CallerEdits(QObject):
    """Changes on their way; another caller on the screen takes none of them away."""

    saved = Signal(object, object)  # CallerEdit, Kept
    failed = Signal(object)  # the exception, once per trouble
    recovered = Signal()

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        """Take up what an earlier start has left; it is written with the first `flush`."""
        super().__init__(parent)
        self._ports = ports
        self._spool = Spool(ports.caller_spool, CallerEdit)
        self._spooled = self._spool.rows()
        self._fields = {
            (row.number, row.edit): _Field(row.based_on, row.based_on, value=row.value, made=1)
            for row in self._spooled
        }
        self._in_trouble = False
        self._save = after(_SAVE_MS, self.flush, self)

    def put(self, number: str, edit: Edit, value: str) -> None:
        """Keep a change, and save it at once."""
        self._change(number, edit, value)
        self.flush()

    def put_soon(self, number: str, edit: Edit, value: str) -> None:
        """Keep a change that is still being typed; it is saved within a second."""
        self._change(number, edit, value)
        if not self._save.isActive():
            self._save.start(_SAVE_MS)

    def over(self, number: str, card: CallerCard) -> CallerCard:
        """Return `card` with what was written here and is not in the records yet."""
        note, name = self._written(number, Edit.NOTE), self._written(number, Edit.NAME)
        return replace(
            card, note=card.note if note is None else note, name=card.name if name is None else name
        )

    def base(self, number: str, edit: Edit, stands: str) -> None:
        """Tell what a field shows of the records: what is written there next is based on it."""
        for key, field in tuple(self._fields.items()):
            if key[0] != number and not field.is_open:
                del self._fields[key]
        field = self._fields.setdefault((number, edit), _Field())
        if not field.is_open:
            field.based_on = field.stands = stands

    def flush(self) -> None:
        """Save what is not on its way."""
        self._save.stop()
        for key, field in tuple(self._fields.items()):
            if field.is_open and field.made > field.sent:
                self._send(key, field)

    def spool(self) -> None:
        """Keep on this machine what the records do not have; nothing is written into them any more."""
        owed = [
            CallerEdit(*key, field.value, field.based_on)
            for key, field in self._fields.items()
            if field.made > field.taken
        ]
        # Each retry fails anew while the database is away: the disk has that already.
        if owed != self._spooled:
            self._spooled = owed
            self._spool.replace(owed)

    def _change(self, number: str, edit: Edit, value: str) -> None:
        field = self._fields.setdefault((number, edit), _Field())
        field.value = value
        field.made += 1

    def _written(self, number: str, edit: Edit) -> str | None:
        field = self._fields.get((number, edit))
        return field.value if field is not None and field.is_open else None

    def _send(self, key: tuple[str, Edit], field: _Field) -> None:
        count, value = field.made, field.value
        field.sent = count

        def job() -> Kept:
            # Asked now: what was sent before this has changed what it is based on.
            kept = self._write(CallerEdit(*key, value, field.based_on))
            is_note = key[1] is Edit.NOTE
            if kept.theirs is not None and not (is_note and kept.theirs == field.stands):
                field.theirs = kept.theirs
            if is_note or kept.theirs is None:  # a name that has met another one meets it until that is told
                field.based_on = value
            field.stands, field.taken = kept.text, count
            return kept

        def failed(error: Exception) -> None:
            field.sent = field.told
            self._failed(error)

        self._ports.worker.submit(
            "records",
            job,
            lambda kept: self._done(CallerEdit(*key, value), field, count, kept),
            failed,
            key=("caller", *key),
        )

    def _write(self, edit: CallerEdit) -> Kept:
        records = self._ports.records
        if edit.edit is Edit.NOTE:
            return records.save_note(edit.number, edit.value, edit.based_on)
        if edit.edit is Edit.NAME:
            return records.rename_caller(edit.number, edit.value, edit.based_on)
        return records.mark_nuisance(edit.number, edit.value, edit.based_on)

    def _done(self, edit: CallerEdit, field: _Field, count: int, kept: Kept) -> None:
        theirs, field.theirs, field.told = field.theirs, None, count
        if edit.edit is not Edit.NOTE and not field.is_open:
            field.based_on = field.stands
        if self._spooled:
            self.spool()
        self.saved.emit(edit, Kept(kept.text, theirs))
        if self._in_trouble and not any(field.is_open for field in self._fields.values()):
            self._in_trouble = False
            self.recovered.emit()

    def _failed(self, error: Exception) -> None:
        self.spool()
        self._save.start(_AGAIN_MS)
        if not self._in_trouble:
            self._in_trouble = True
            self.failed.emit(error)
