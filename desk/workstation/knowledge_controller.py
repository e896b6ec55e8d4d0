"""Joins the knowledge panel with the knowledge base and the call's record."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from desk import wording
from desk.widgets.message_bar import MessageBar
from desk.workstation.form_controller import FormController
from desk.workstation.knowledge_panel import KnowledgePanel
from desk.workstation.ports import Ports
from desk.workstation.search_log import SearchLog
from kb.article import Hit

_LIMIT = 20


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
        self._asked = ""  # what stands in the field
        self._began: float | None = None  # when that question began to be typed
        self._typed_at: datetime | None = None  # its last key, by the clock
        self._call_id = ""
        self._missing = ""  # why nothing is found while the index is not there
        self._log = SearchLog(ports, form, self)
        panel.query_changed.connect(self._search)
        panel.sheet.direct_answer_requested.connect(self._direct_answer)
        form.changed.connect(self._form_changed)
        self._form_changed()

    def search_again(self) -> None:
        """Ask once more what stands in the field: there may be more to find now."""
        self._search(self._panel.query.question)

    def await_index(self) -> None:
        """Take a question that finds nothing for one that is not answered yet."""
        self._missing = self.tr("The knowledge base is being opened; what you type is looked up then.")

    def index_failed(self) -> None:
        """Say of a question that finds nothing that it can't be answered."""
        self._missing = self.tr("The knowledge base can't be searched now.")
        self.search_again()

    def index_opened(self) -> None:
        """Answer the question that was typed before the index was there."""
        if self._missing:
            self._missing = ""
            self.search_again()

    def _search(self, text: str) -> None:
        self._log.ask(text.strip())
        self._note_time(text.strip())
        if not text.strip():
            self._panel.show_nothing_asked()
            # Nothing that is still under way may fill the emptied list again.
            self._ports.worker.submit("search", lambda: None, lambda _: None, key="search")
            return
        knowledge, picked = self._ports.knowledge, text == self._panel.query.text()

        def job() -> tuple[Sequence[Hit], float]:
            start = time.perf_counter()
            return knowledge.search(text, _LIMIT), time.perf_counter() - start

        def arrived(result: tuple[Sequence[Hit], float]) -> None:
            hits, seconds = result
            if self._missing and not hits:
                self._panel.show_unanswered(self._missing)  # no gap: nobody has looked yet
                return
            self._panel.show_hits(text, hits)
            self._log.show(text.strip(), len(hits), seconds, picked=picked)

        def failed(error: Exception) -> None:
            self._panel.show_error(self.tr("The knowledge base can't be searched now."))
            self._messages.error(self.tr("Knowledge search: {0}").format(wording.failure(error)))

        self._ports.worker.submit("search", job, arrived, failed, key="search")

    def _note_time(self, question: str) -> None:
        """Note when a question began: one that replaces another has another first character."""
        if not question:
            self._began = self._typed_at = None
        elif question != self._asked:
            if self._began is None or question[0] != self._asked[:1]:
                self._began = time.monotonic()
            self._typed_at = datetime.now(UTC)
        self._asked = question

    def _direct_answer(self, hit: Hit) -> None:
        call_id, query = self._form.call_id, self._panel.query.question.strip()
        if not call_id:
            return
        self._log.settle()
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
        if self._form.call_id != self._call_id:
            self._call_id = self._form.call_id
            self._begin_call()
        self._panel.sheet.allow(
            None if self._form.has_call else self.tr("There is no call to record it for.")
        )
        self._panel.show_recorded(self._form.answers)

    def _begin_call(self) -> None:
        """Empty the field for a new call, unless its question was typed since it rings.

        What was found for the citizen before would be taken down, and learnt, as this one's direct answer.
        """
        call = self._ports.pbx.view.call
        if call is None or call.call_id != self._call_id or call.offered_at is None or not self._asked:
            return
        if self._typed_at is None or self._typed_at < call.offered_at:
            self._panel.query.clear()
