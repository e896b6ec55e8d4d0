"""The composition root of the editor: builds the window from the settings, in one order, and ends it.

The window stands before anything slow: the knowledge base comes up beside it and says so on the screen.
"""

from __future__ import annotations

import getpass
import logging
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import collector, editing_wording, language
from desk.assembly import index_errors, make_knowledge, open_records
from desk.bridge import GuiQueue
from desk.call_log import RecordedCalls
from desk.editor.calls import call_sentence
from desk.editor.ports import Choices, Ports
from desk.editor.spare import SpareFolder
from desk.editor.window import EditorWindow
from desk.errors import SettingsError, UserError
from desk.language import translate
from desk.records.knowledge_log import KnowledgeLog
from desk.running import application, until_closed
from desk.settings import Settings, data_folder
from desk.timers import every
from desk.worker import Worker
from kb.editing import Editor, Editorial, Role

_log = logging.getLogger(__name__)
_REFRESH_MS = 2000  # what others publish is in this desk's searches within 2 s
_AGAIN_MS = 3000
_STOP_SECONDS = 3.0
_FIRST_PAINT_MS = 150


class EditorProgram:
    """The running editor; `window` is what the person sees."""

    def __init__(self, settings: Settings, app: QApplication) -> None:
        """Build everything and start what runs beside the window."""
        who = editor_of(settings)
        # SQLite belongs to this desk alone, so it is brought up to date here; a shared server is migrated
        # by an administrator, with `desk init`.
        self.records = open_records(settings, migrate=settings.database_url.startswith("sqlite"))
        self._settings = settings
        self._queue = GuiQueue()
        self._worker = Worker(self._queue.post)
        self.knowledge = make_knowledge(settings, self.records)
        self.editorial = Editorial(self.knowledge, who, RecordedCalls(KnowledgeLog(self.records.database)))
        records = self.records
        self.window = EditorWindow(
            Ports(
                editorial=self.editorial,
                worker=self._worker,
                who=who,
                spare=SpareFolder(data_folder() / "unsaved"),
                departments=lambda: tuple(one.name for one in records.departments(limit=10_000)),
                call=lambda call_id: call_sentence(records.call(call_id), settings.queue_names),
                queues=settings.queue_names,
                choices=Choices(
                    language=settings.ui.language or language.system_language(), theme=settings.ui.theme
                ),
            )
        )
        self._refresh = every(_REFRESH_MS, self._refresh_knowledge, self.window)
        app.aboutToQuit.connect(self.stop)
        self._stopped = False
        # Once the window has been painted: until then the two would only take turns.
        QTimer.singleShot(_FIRST_PAINT_MS, self.window, self._open_knowledge)

    def stop(self) -> None:
        """Finish what is being written, and close the records."""
        if self._stopped:
            return
        self._stopped = True
        self.window.close()  # hands over what has been typed in the last second
        self._refresh.stop()
        self._worker.submit("presence", self.editorial.presence.leave_all, None, lambda error: None)
        if not self._worker.stop(_STOP_SECONDS):
            _log.warning("work in the background was not finished at the end")
        self._queue.close()
        self.knowledge.close()
        self.records.close()

    def _open_knowledge(self) -> None:
        def job() -> None:
            with index_errors(self._settings):
                self.knowledge.open()

        self._worker.submit("knowledge", job, self._opened, self._not_opened)

    def _opened(self, _: None) -> None:
        collector.settle()
        self._refresh.start()
        self.window.start()

    def _not_opened(self, error: Exception) -> None:
        collector.settle()
        if not isinstance(error, UserError):
            _log.error("the knowledge base can't be opened", exc_info=error)
        self.window.messages.error(editing_wording.failure(error))
        self.window.health.failed(error)
        QTimer.singleShot(_AGAIN_MS, self.window, self._open_knowledge)

    def _refresh_knowledge(self) -> None:
        self._worker.submit("index", self.knowledge.refresh, failed=self._not_refreshed, key="index")

    def _not_refreshed(self, error: Exception) -> None:
        # The list asks the database too, and says what is wrong with it.
        _log.debug("knowledge not refreshed: %s", type(error).__name__)


def editor_of(settings: Settings) -> Editor:
    """Return the person that the settings name; a contributor without a department is a `SettingsError`."""
    section = settings.editor
    name = " ".join(section.name.split()) or settings.seat.name or _login_name()
    who = Editor(name, Role(section.role), section.department.strip())
    if who.role is Role.CONTRIBUTOR and not who.department:
        raise SettingsError(
            translate("Settings", "“editor.department” is not set: a contributor writes for one department.")
        )
    return who


def run_editor(
    settings: Settings,
    app: QApplication | None = None,
    on_open: Callable[[EditorProgram], None] | None = None,
) -> int:
    """Open the editor's window and return the exit status when it was closed."""
    app = app or application(settings.ui)
    program = EditorProgram(settings, app)

    def begin() -> None:
        program.window.showMaximized()
        if on_open is not None:
            on_open(program)

    status = until_closed(app, begin)
    program.stop()
    return status


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "editor"
