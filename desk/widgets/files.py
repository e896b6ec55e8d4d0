"""Choosing files: beside the window, which goes on working meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desk.language import translate

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def choose_to_read(
    parent: QWidget, title: str, endings: Sequence[str], chosen: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a file that is there."""
    dialog = _dialog(parent, title, endings, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setObjectName("file_to_read")
    dialog.open()
    return dialog


def choose_to_write(
    parent: QWidget, title: str, name: str, endings: Sequence[str], chosen: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a file to be written; an ending that was left out is put there."""
    dialog = _dialog(parent, title, endings, chosen)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(endings[0])
    dialog.selectFile(_UNFIT.sub("_", name))
    dialog.setObjectName("file_to_write")
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget, title: str, endings: Sequence[str], chosen: Callable[[Path], None]
) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    every = " ".join(f"*.{ending}" for ending in endings)
    dialog.setNameFilter(translate("Files", "Tables and lists ({0})").format(every))
    dialog.fileSelected.connect(lambda text: chosen(Path(text)))
    return dialog
