"""Joins "this answer is wrong" with the knowledge base: entry, revision, call and call-taker go with it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk import wording
from desk.widgets.message_bar import MessageBar
from desk.workstation.answer_sheet import AnswerSheet
from desk.workstation.form_controller import FormController
from desk.workstation.ports import Ports
from kb.article import Hit


class ReportController(QObject):
    """The words stay on the screen until the knowledge base has them."""

    def __init__(
        self,
        ports: Ports,
        sheet: AnswerSheet,
        form: FormController,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._sheet, self._form, self._messages = ports, sheet, form, messages
        self._call_id = ""
        sheet.wrong_opened.connect(self._note_call)
        sheet.report.sent.connect(self._send)

    def _note_call(self) -> None:
        # The call in which it was noticed; it may be closed before the words are written.
        self._call_id = self._form.call_id if self._form.has_call else ""

    def _send(self, hit: Hit, words: str) -> None:
        report, article, knowledge = self._sheet.report, hit.article, self._ports.knowledge
        call_id, agent = self._call_id, self._ports.seat.agent
        report.allow(self.tr("It is being sent."))

        def done(_: object) -> None:
            if report.about is hit:
                report.close_row()
            self._messages.notice(
                self.tr("The editors have been told about {0}. Thank you.").format(article.code)
            )

        def failed(error: Exception) -> None:
            report.allow(None)
            self._messages.error(self.tr("The editors were not told: {0}").format(wording.failure(error)))

        self._ports.worker.submit(
            "records",
            lambda: knowledge.suggest(article.code, article.revision, words, call_id, agent),
            done,
            failed,
        )
