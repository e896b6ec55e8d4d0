"""Which searches are kept in the records: what was meant, not what was typed on the way to it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desk.records.views import LOCAL
from desk.timers import after
from desk.workstation.form_controller import FormController
from desk.workstation.ports import Ports

_SETTLED_MS = 1500  # a query that stands so long was meant; what came before was typing
_SEEN_SECONDS = 0.5  # so long it takes to see that nothing was found
_SHORTEST = 2  # characters: one alone is no question
_ALIKE = 2  # characters with which two questions begin when one is the other mended


@dataclass(frozen=True, slots=True)
class _Shown:
    """A query whose result stands on the screen; `picked` when no input method was composing it."""

    query: str
    hits: int
    seconds: float
    call_id: str
    picked: bool
    at: float

    @property
    def in_vain(self) -> bool:
        """Tell that a whole question was seen to find nothing: who takes it away had meant it."""
        letters = self.query.isascii() and self.query.isalpha()
        whole = self.picked and not letters and len(self.query) >= _SHORTEST
        return whole and not self.hits and time.monotonic() - self.at >= _SEEN_SECONDS


class SearchLog(QObject):
    """Follows what stands in the field: `ask` when that changes, `show` when its result is there."""

    def __init__(self, ports: Ports, form: FormController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports, self._form = ports, form
        self._last: _Shown | None = None  # stands in the field
        self._left: _Shown | None = None  # was in vain, and is being taken back
        self._settled = after(_SETTLED_MS, self.settle, self)
        form.changed.connect(self._call_changed)

    def show(self, query: str, hits: int, seconds: float, *, picked: bool) -> None:
        """Note that the result of `query` is shown."""
        self._last = _Shown(query, hits, seconds, self._form.call_id, picked, time.monotonic())
        self._settled.start()

    def ask(self, question: str) -> None:
        """Note that another question is asked, or none; one that was in vain and led nowhere is kept."""
        self._settled.stop()
        self._leave()
        self._last = None
        left = self._left
        if left is None or (question and question != left.query and left.query.startswith(question)):
            return  # of what is being taken back, the next characters tell
        self._left = None
        led_to_it = left.query in question or left.query[:_ALIKE] == question[:_ALIKE]
        if not led_to_it:
            self._write(left)

    def settle(self) -> None:
        """Keep what stands in the field now, and what was taken back before."""
        shown = [each for each in (self._left, self._last) if each is not None]
        self._left = self._last = None
        for each in shown:
            self._write(each)

    def _leave(self) -> None:
        last, left = self._last, self._left
        if last is None or not last.in_vain:
            return
        if left is None or not left.query.startswith(last.query):  # the longer one says more
            self._left = last

    def _call_changed(self) -> None:
        """Keep what was in vain in the call before; the next one may have the same question."""
        stands = self._last or self._left
        if stands is None or stands.call_id in ("", self._form.call_id):
            return
        self._leave()
        if self._left is not None:
            self._write(self._left)
            if self._left is self._last:
                self._last = None
            self._left = None

    def _write(self, shown: _Shown) -> None:
        records, call_id = self._ports.records, shown.call_id or self._form.call_id
        of_call = None if call_id.startswith(LOCAL) else call_id or None
        self._ports.worker.submit(
            "records",
            lambda: records.log_search(of_call, shown.query, shown.hits, shown.seconds),
            None,
            lambda error: None,
        )
