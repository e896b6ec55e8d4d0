"""Colours, letter sizes and style sheets: one sheet, two sets of colours, any scale.

The style sheet in `resources/styles/desk.qss` names colours (`$accent`) and lengths (`$4px`); both are
filled in here, so that the whole window grows with the text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

NAMES = ("light", "dark")
BASE_PIXELS = 14  # height of ordinary text at scale 1
SCALES = (0.9, 3.0)
# A screen of this size shows the whole workstation at scale 1.
_SMALLEST_SCREEN = QSize(1366, 740)
_FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)

# Text colour and ground of everything the sheet and the delegates paint.
TEXT_PAIRS = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "surface_alt"),
    ("text", "sunken"),
    ("text", "button"),
    ("text", "button_hover"),
    ("text", "button_pressed"),
    ("text_muted", "window"),
    ("text_muted", "surface"),
    ("text_muted", "surface_alt"),
    ("text_muted", "sunken"),
    ("text_disabled", "sunken"),
    ("text_disabled", "button_disabled"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("accent_text", "accent_pressed"),
    ("accent_soft_text", "accent_soft"),
    ("accent", "surface"),
    ("selection_text", "selection"),
    ("good", "surface"),
    ("good_soft_text", "good_soft"),
    ("warning", "surface"),
    ("warning_soft_text", "warning_soft"),
    ("danger", "surface"),
    ("danger", "button"),
    ("danger", "surface_alt"),
    ("danger_text", "danger"),
    ("danger_soft_text", "danger_soft"),
    ("mark_text", "mark"),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours at one scale."""

    name: str
    colours: dict[str, str]
    scale: float

    def colour(self, token: str) -> QColor:
        """Return the colour called `token`."""
        return QColor(self.colours[token])

    def px(self, length: float) -> int:
        """Return `length` (pixels at scale 1) at this scale."""
        return max(1, round(length * self.scale))

    def sheet(self) -> str:
        """Return the style sheet with colours and lengths filled in."""
        text = files("resources").joinpath("styles", "desk.qss").read_text("utf-8")
        text = re.sub(r"\$(\d+)px", lambda found: f"{self.px(int(found[1]))}px", text)
        icons = str(files("resources").joinpath("icons")).replace("\\", "/")
        text = text.replace("$icons", icons).replace("$theme", self.name)
        return re.sub(r"\$(\w+)", lambda found: self.colours[found[1]], text)


@cache
def colours(name: str) -> dict[str, str]:
    """Return the colours of the theme `name`, by token."""
    raw = files("resources").joinpath("styles", f"{name}.toml").read_text("utf-8")
    return {token: str(value) for token, value in tomllib.loads(raw).items()}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def chosen(name: str) -> str:
    """Return `light` or `dark` for a setting that may also be `system`."""
    if name in NAMES:
        return name
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def scale_for(size: QSize) -> float:
    """Return the scale that suits a screen of `size` logical pixels: half of the room goes to text."""
    fits = min(size.width() / _SMALLEST_SCREEN.width(), size.height() / _SMALLEST_SCREEN.height())
    return max(1.0, min(SCALES[1], round(1 + (fits - 1) / 2, 2)))


def make(name: str, scale: float = 1.0) -> Theme:
    """Return the theme called `name` at `scale`."""
    low, high = SCALES
    return Theme(chosen(name), colours(chosen(name)), min(high, max(low, scale)))


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole application in `theme`; dressing every widget anew takes a while, so only if needed."""
    dress = f"{theme.name} {theme.scale}"
    if app.property("dress") == dress:
        return
    app.setProperty("dress", dress)
    app.setStyle("Fusion")
    app.setFont(font(theme))
    app.setPalette(palette(theme))
    app.setStyleSheet(theme.sheet())
    app.setWindowIcon(icon())


def font(theme: Theme, size: float = BASE_PIXELS, bold: bool = False) -> QFont:
    """Return the letters of the window at `size` pixels (at scale 1)."""
    known = set(QFontDatabase.families())
    families = [name for name in _FAMILIES if name in known]
    result = QFont(families or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families())
    result.setPixelSize(theme.px(size))
    if bold:
        result.setWeight(QFont.Weight.DemiBold)
    return result


def palette(theme: Theme) -> QPalette:
    """Return the palette for what the sheet does not reach."""
    roles = QPalette.ColorRole
    result = QPalette()
    for role, token in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "surface_alt"),
        (roles.Text, "text"),
        (roles.PlaceholderText, "text_muted"),
        (roles.Button, "button"),
        (roles.ButtonText, "text"),
        (roles.Highlight, "selection"),
        (roles.HighlightedText, "selection_text"),
        (roles.ToolTipBase, "surface"),
        (roles.ToolTipText, "text"),
        (roles.Link, "accent"),
    ):
        result.setColor(role, theme.colour(token))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("text_disabled"))
    return result


def icon() -> QIcon:
    """Return the icon of the program."""
    return QIcon(str(files("resources").joinpath("icons", "hotline-desk.svg")))
