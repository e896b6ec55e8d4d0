"""What every window's program needs: Qt's application, and its loop until the window is closed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, MutableMapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import language
from desk.errors import UserError
from desk.language import translate
from desk.settings import UiSection

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def application(ui: UiSection) -> QApplication:
    """Make the Qt application with the language that `ui` asks for; raise `UserError` without a screen."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _SCREENS):
        # Qt itself would end the program with an abort.
        raise UserError(translate("Start", "There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set."))
    _choose_input_method(os.environ)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("hotline-desk")
    app.setDesktopFileName("hotline-desk")
    language.install(app, ui.language)
    return app


def _choose_input_method(environment: MutableMapping[str, str]) -> None:
    # PySide6's wheels carry the ibus plugin and none for fcitx, and the letters would stay latin; fcitx 5
    # answers as ibus does.
    if environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        environment["QT_IM_MODULE"] = "ibus"


def until_closed(app: QApplication, begin: Callable[[], None]) -> int:
    """Show the window with `begin` and run Qt's loop until it is closed or the system ends the program."""
    # The window gets its turn within half a millisecond when another thread is busy.
    sys.setswitchinterval(0.0005)
    # Python sees a signal only between its own instructions, and Qt's loop is not Python. A signal may
    # come before that loop has begun, when quitting would be forgotten: so it is asked of the loop.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QTimer.singleShot(0, app.quit))
    heartbeat = QTimer()
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(200)
    begin()
    return app.exec()
