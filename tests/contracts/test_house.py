"""Habits that hold for every file of the house."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "aboveboard"
ENGINES = ("core", "reading", "archives", "channels", "measures")
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
FILES = [
    path
    for path in sorted(SOURCE.rglob("*.py"))
    if "tests" not in path.parts and "migrations" not in path.parts
]


def test_no_file_is_named_after_nothing() -> None:
    assert [str(path) for path in FILES if path.stem in BANNED_NAMES] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_every_public_name_of_an_engine_says_what_it_is(engine: str) -> None:
    silent = []
    for path in FILES:
        if path.relative_to(SOURCE).parts[0] != engine or path.stem.startswith("_"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if ast.get_docstring(tree) is None:
            silent.append(str(path))
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith(
                "_"
            ):
                continue
            if ast.get_docstring(node) is None:
                silent.append(f"{path}: {node.name}")
    assert silent == []


def test_migrations_import_no_code_of_ours_but_models() -> None:
    wrong = []
    for path in SOURCE.rglob("migrations/0*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.module if isinstance(node, ast.ImportFrom) else None
            if name and name.startswith("aboveboard"):
                wrong.append(f"{path}: {name}")
    assert wrong == []


def test_no_template_carries_script_style_or_handlers_inside() -> None:
    wrong = []
    for path in SOURCE.rglob("*.html"):
        text = path.read_text(encoding="utf-8").lower()
        marks = (" style=", "<style", "javascript:", " onclick=", " onchange=", "hx-on", "js:")
        wrong += [f"{path}: {mark}" for mark in marks if mark in text]
        wrong += [
            f"{path}: inline script"
            for part in text.split("<script")[1:]
            if "src=" not in part.split(">")[0]
        ]
    assert wrong == []


def test_no_words_to_translate_hide_inside_an_f_string() -> None:
    """The collector of strings does not look there."""
    hidden = [
        f"{path}:{node.lineno}"
        for path in FILES
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"gettext", "ngettext", "pgettext", "npgettext", "_"}
    ]
    assert hidden == []
