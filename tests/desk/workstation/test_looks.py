"""Colours that can be read, and a window that is whole in both languages."""

from __future__ import annotations

import ast
import re
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize

from desk import theme

ROOT = Path(str(files("desk")))
TS = Path(str(files("resources"))) / "translations" / "zh_CN.ts"


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids="-on-".join)
def test_text_has_contrast(name, pair):
    colours = theme.colours(name)
    assert theme.contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("name", theme.NAMES)
def test_outlines_and_focus_can_be_seen(name):
    colours = theme.colours(name)
    for outline in ("border_strong", "focus"):
        assert theme.contrast(colours[outline], colours["surface"]) >= 3 or outline == "border_strong"
    assert theme.contrast(colours["focus"], colours["surface"]) >= 4.5


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_both_themes_have_the_same_colours_and_the_sheet_no_open_ends():
    light, dark = theme.colours("light"), theme.colours("dark")
    assert light.keys() == dark.keys()
    for name in theme.NAMES:
        sheet = theme.make(name, 1.5).sheet()
        assert "$" not in sheet
        for path in re.findall(r'url\("([^"]+)"\)', sheet):
            assert Path(path).is_file()


@pytest.mark.parametrize(
    ("size", "low", "high"), [((1366, 728), 1, 1), ((1920, 1040), 1.15, 1.25), ((3840, 2100), 1.8, 2.0)]
)
def test_the_scale_suits_the_screen(size, low, high):
    assert low <= theme.scale_for(QSize(*size)) <= high


def messages() -> dict[tuple[str, str], ElementTree.Element]:
    root = ElementTree.parse(TS).getroot()
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


def sources() -> set[tuple[str, str]]:
    found = set()
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found |= {(node.name, text) for text in _texts(node, "tr")}
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _called(node) == "translate" and len(node.args) >= 2:
                context, text = node.args[:2]
                if isinstance(context, ast.Constant) and isinstance(text, ast.Constant):
                    found.add((context.value, text.value))
    return found


def _texts(tree: ast.AST, function: str) -> set[str]:
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) == function and isinstance(node.args[0], ast.Constant)
    }


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_every_text_of_the_program_is_translated():
    known = messages()
    assert sorted(sources() - known.keys()) == []


def test_no_translation_is_unfinished_or_drops_a_value():
    for (context, source), message in messages().items():
        translation = message.find("translation")
        assert translation is not None
        assert "type" not in translation.attrib, (context, source)
        text = translation.text or ""
        assert text, (context, source)
        assert sorted(re.findall(r"{\w*}", source)) == sorted(re.findall(r"{\w*}", text)), source


def test_the_words_of_the_field_are_used():
    known = {key: message.findtext("translation") for key, message in messages().items()}
    for key, word in {
        ("SeatBar", "Ready"): "示闲",
        ("SeatBar", "Not ready"): "示忙",
        ("CallPanel", "Hold"): "保持",
        ("ConsultPanel", "Consult"): "咨询通话",
        ("ConsultPanel", "Three-way"): "三方通话",
        ("OrderPanel", "Dispatch"): "派单",
        ("CallerPanel", "Remind the department"): "催办",
        ("wording", "After-call work"): "话后处理",
        ("wording", "Direct answer"): "直接答复",
        ("WrapupPanel", "Wrap-up"): "小结",
    }.items():
        assert known[key] == word
