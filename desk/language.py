"""The language of the screen and of the command line: one mechanism, Qt's translations.

Source texts are English. `translate` is the name that `pyside6-lupdate` looks for outside widgets.
"""

from __future__ import annotations

import logging
import os
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("zh_CN", "en")
_log = logging.getLogger(__name__)


def translate(context: str, text: str) -> str:
    """Return `text` in the language that `install` chose; before that, in the system's."""
    if QCoreApplication.instance() is None:
        # What is wrong with the settings is said before they could tell how to make the application.
        return (_early().translate(context, text) or text) if system_language() != "en" else text
    return QCoreApplication.translate(context, text)


@cache
def _early() -> QTranslator:
    translator = QTranslator()
    translator.load(system_language(), _folder())
    return translator


def _folder() -> str:
    return str(files("resources").joinpath("translations"))


def system_language() -> str:
    """Return the one of `LANGUAGES` that fits the system's locale; a C locale counts as English."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    name = name or QLocale.system().name()
    return "zh_CN" if name.startswith("zh") else "en"


def install(app: QCoreApplication, language: str) -> str:
    """Load the translations of `language` into `app`; return the language in force."""
    language = language or system_language()
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return language
    folder = _folder()
    for name, where in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (language, folder),
    ):
        translator = QTranslator(app)
        if translator.load(name, where):
            app.installTranslator(translator)
        elif where == folder:
            _log.warning("translation %s is not compiled; English is shown", language)
    return language
