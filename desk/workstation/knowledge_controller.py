"""Joins the knowledge panel with the knowledge base and the call's record."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desk import wording
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.workstation.form_controller import FormController
from desk.workstation.knowledge_panel import KnowledgePanel
from desk.workstation.ports import Ports
from kb.article import Hit

_LIMIT = 20
_SETTLED_MS = 1500  # a query that stands so long was meant; what came before was typing


class KnowledgeController(QObject):
    """Each keystroke is a search; one that a newer one has overtaken is never shown."""

    answered = Signal(str)  # call_id

    def __init__(
        self,
        ports: Ports,
        panel: KnowledgePanel,
        form: FormController,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._form, self._messages = ports, panel, form, messages
        self._began: float | None = None  # when the question began to be typed
        self._last: tuple[str, int, float] | None = None  # query, hits, seconds: not yet in the log
        self._settled = after(_SETTLED_MS, self._log, self)
        panel.query_changed.connect(self._search)
        panel.sheet.direct_answer_requested.connect(self._direct_answer)
        form.changed.connect(self._form_changed)
        self._form_changed()

    def search_again(self) -> None:
        """Ask once more what stands in the field: there may be more to find now."""
        self._search(self._panel.query.question)

    def _search(self, text: str) -> None:
        self._settled.stop()
        if not text.strip():
            self._began = None
            self._last = None
            self._panel.show_nothing_asked()
            # Nothing that is still under way may fill the emptied list again.
            self._ports.worker.submit("search", lambda: None, lambda _: None, key="search")
            return
        if self._began is None:
            self._began = time.monotonic()
        knowledge = self._ports.knowledge

        def job() -> tuple[Sequence[Hit], float]:
            start = time.perf_counter()
            return knowledge.search(text, _LIMIT), time.perf_counter() - start

        def arrived(result: tuple[Sequence[Hit], float]) -> None:
            hits, seconds = result
            self._panel.show_hits(text, hits)
            self._last = (text.strip(), len(hits), seconds)
            self._settled.start()

        def failed(error: Exception) -> None:
            self._panel.show_error(self.tr("The knowledge base can't be searched now."))
            self._messages.error(self.tr("Knowledge search: {0}").format(wording.failure(error)))

        self._ports.worker.submit("search", job, arrived, failed, key="search")

    def _log(self) -> None:
        if self._last is None:
            return
        (query, hits, seconds), self._last = self._last, None
        records, call_id = self._ports.records, self._form.call_id
        self._ports.worker.submit(
            "records",
            lambda: records.log_search(call_id or None, query, hits, seconds),
            None,
            lambda error: None,
        )

    def _direct_answer(self, hit: Hit) -> None:
        call_id, query = self._form.call_id, self._panel.query.question.strip()
        if not call_id:
            return
        self._log()
        seconds = time.monotonic() - self._began if self._began is not None else 0.0
        records, article, knowledge = self._ports.records, hit.article, self._ports.knowledge

        def job() -> tuple[str, ...]:
            records.log_direct_answer(call_id, article.code, article.revision, query, seconds)
            knowledge.record_use(article.code)
            knowledge.learn(query, article.code)
            return records.direct_answers(call_id)

        def done(codes: tuple[str, ...]) -> None:
            self._form.direct_answers(call_id, codes)
            if call_id == self._form.call_id:
                self._panel.show_recorded(codes)
            self._messages.notice(
                self.tr("Direct answer recorded: {0}, revision {1}.").format(article.code, article.revision)
            )

        def failed(error: Exception) -> None:
            self._messages.error(
                self.tr("The direct answer was not recorded: {0}").format(wording.failure(error))
            )

        self._ports.worker.submit("records", job, done, failed)

    def _form_changed(self) -> None:
        self._panel.sheet.allow(
            None if self._form.has_call else self.tr("There is no call to record it for.")
        )
        self._panel.show_recorded(self._form.answers)
