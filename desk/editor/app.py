"""The composition root of the editor: builds the window from the settings, in one order, and ends it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import editing_wording
from desk.assembly import person_name
from desk.call_log import RecordedCalls
from desk.editor.calls import call_sentence
from desk.editor.ports import Choices, Ports
from desk.editor.spare import SpareFolder
from desk.editor.window import EditorWindow
from desk.editor.window_name import WindowName
from desk.errors import SettingsError
from desk.language import translate
from desk.program import Program
from desk.records.knowledge_log import KnowledgeLog
from desk.settings import Settings, data_folder
from kb.editing import Editor, Editorial, Role

_REFRESH_MS = 1000  # what others publish is in this desk's searches within 2 s
_AGAIN_MS = 3000
_STOP_SECONDS = 3.0


class EditorProgram(Program[EditorWindow]):
    """The running editor; `window` is what the person sees."""

    def __init__(self, settings: Settings, app: QApplication) -> None:
        """Build everything and start what runs beside the window."""
        who = editor_of(settings)
        super().__init__(settings, refresh_ms=_REFRESH_MS, stop_seconds=_STOP_SECONDS)
        records = self.records
        self._name = WindowName(data_folder() / "windows")
        calls = RecordedCalls(KnowledgeLog(records.database))
        self.editorial = Editorial(self.knowledge, who, calls, window=self._name.text)
        self.window = EditorWindow(
            Ports(
                editorial=self.editorial,
                worker=self._worker,
                who=who,
                spare=SpareFolder(data_folder() / "unsaved"),
                departments=lambda: tuple(one.name for one in records.departments(limit=10_000)),
                call=lambda call_id: call_sentence(records.call(call_id), settings.queue_names),
                queues=settings.queue_names,
                choices=Choices(theme=settings.ui.theme),
            )
        )
        self.begin(app)

    def stop(self) -> None:
        """End, and leave the window's name to the next one."""
        super().stop()
        self._name.release()

    def leave(self) -> None:
        """Close the entry for the others."""
        self._close_all()

    def knowledge_opened(self) -> None:
        """Begin to read; what a killed window of this name had open is closed."""
        self._close_all()
        self.window.start()

    def knowledge_failed(self, error: Exception) -> None:
        """Say so, and try again."""
        self.window.messages.error(editing_wording.failure(error))
        self.window.health.failed(error)
        QTimer.singleShot(_AGAIN_MS, self.window, self.open)

    def _close_all(self) -> None:
        # In the lane in which entries are opened: none is closed again that has just been opened.
        self._worker.submit("text", self.editorial.presence.leave_all, None, lambda error: None)


def editor_of(settings: Settings) -> Editor:
    """Return the person that the settings name; a contributor without a department is a `SettingsError`."""
    section = settings.editor
    name = person_name(settings, section.name, "editor")
    who = Editor(name, Role(section.role), section.department.strip())
    if who.role is Role.CONTRIBUTOR and not who.department:
        raise SettingsError(
            translate("Settings", "“editor.department” is not set: a contributor writes for one department.")
        )
    return who
