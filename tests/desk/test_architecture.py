"""Who may import whom, and how long a file may be: read from the sources, not from what happens to run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 450
MIGRATIONS = "desk/records/migrations"
WINDOWS = ("desk.workstation", "desk.editor", "desk.monitor")
OTHERS = tuple(window for window in WINDOWS if window != "desk.workstation")
COMPOSITION_ROOTS = frozenset(ROOT / window.replace(".", "/") / "app.py" for window in WINDOWS)


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    found = tuple(sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")))
    assert found, folders
    return found


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the dotted names that a file imports anywhere, inside functions too."""
    return imported(path.read_text("utf-8"), path.relative_to(ROOT).parts[:-1])


def imported(source: str, package: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in ("import_module", "__import__"):
                found.add(str(node.args[0].value))
    return frozenset(found)


def offences(paths: tuple[Path, ...], *banned: str) -> Iterator[str]:
    for path in paths:
        for name in sorted(imports(path)):
            if any(name == root or name.startswith(root + ".") for root in banned):
                yield f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize(
    ("folder", "banned"),
    [
        ("telephony", ("PySide6", "desk", "kb", "qasync", "sqlalchemy")),
        ("kb", ("PySide6", "desk", "telephony", "qasync")),
        (
            "desk/workstation",
            ("sqlalchemy", "asyncio", "telephony.thread", "telephony.link", "telephony.line", *OTHERS),
        ),
        ("desk/figures", ("PySide6", "sqlalchemy", "asyncio", "telephony.link", *WINDOWS)),
        ("desk/models", ("sqlalchemy", "asyncio", "telephony.thread", "PySide6.QtWidgets", *WINDOWS)),
        ("desk/widgets", ("sqlalchemy", "asyncio", "telephony", "kb", *WINDOWS)),
        ("desk/records", ("PySide6", *WINDOWS, "asyncio", "kb")),
        ("desk/worker.py", ("PySide6",)),
        (MIGRATIONS, ("desk", "kb", "telephony")),
        ("desk", ("tests", "qasync")),
    ],
)
def test_layers(folder: str, banned: tuple[str, ...]) -> None:
    target = ROOT / folder
    paths = (target,) if target.is_file() else sources(folder)
    assert list(offences(tuple(path for path in paths if path not in COMPOSITION_ROOTS), *banned)) == []


def test_the_simulator_is_made_without_what_it_tests() -> None:
    client = [path.stem for path in (ROOT / "telephony").glob("*.py") if path.stem != "__init__"]
    assert "link" in client
    assert list(offences(sources("telephony/simulator"), *(f"telephony.{name}" for name in client))) == []


def test_only_the_composition_root_and_the_demonstration_start_a_pbx() -> None:
    allowed = {"desk/workstation/app.py", "desk/demo", "desk/commands/simulator.py"}
    paths = tuple(
        path for path in sources("desk") if not any(path.is_relative_to(ROOT / place) for place in allowed)
    )
    assert list(offences(paths, "telephony.thread", "telephony.simulator")) == []


def test_no_way_of_importing_is_overlooked() -> None:
    source = """
def late():
    import PySide6.QtCore as core
    from .. import theme
    from ..records.views import OrderKind
    importlib.import_module("kb.store")
"""
    assert imported(source, ("desk", "workstation")) == {
        "PySide6.QtCore",
        "desk",
        "desk.theme",
        "desk.records.views",
        "desk.records.views.OrderKind",
        "kb.store",
    }


def test_a_file_holds_one_idea() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in sources("desk", "telephony", "kb", "tests")
    }
    assert {name: lines for name, lines in lengths.items() if lines >= MOST_LINES} == {}


def test_every_public_thing_of_the_product_says_what_it_is_for() -> None:
    bare = []
    for path in sources("desk", "telephony", "kb"):
        tree = ast.parse(path.read_text("utf-8"))
        if path.read_text("utf-8").strip() and ast.get_docstring(tree) is None:
            bare.append(str(path.relative_to(ROOT)))
        bare.extend(
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in tree.body
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and not node.name.startswith("_")
            and ast.get_docstring(node) is None
            and MIGRATIONS not in str(path)
        )
    assert bare == []


def test_the_sources_speak_of_the_product_alone() -> None:
    # Folders of this or that machine have no business in a program that others install.
    machine = re.compile(r"/(?:work|root)/|/tmp/w\b|/home/[a-z]+/")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources("desk", "telephony", "kb", "tests")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if machine.search(line)
    ]
    assert found == []
