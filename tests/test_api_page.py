"""The API page says what the docstrings say."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")
pytest.importorskip("great_tables")

import estimates

sys.path.insert(0, str(Path(__file__).parent))
api_page = importlib.import_module("api_page")


def test_the_page_is_what_the_docstrings_say() -> None:
    kept = api_page.PAGE.read_text(encoding="utf-8")
    assert kept == api_page.page(), "run: python tests/api_page.py"


def test_every_public_name_stands_on_it_once() -> None:
    page = api_page.page()
    for name in estimates.__all__:
        assert page.count(f"- `{name}(") + page.count(f"- `{name}`") == 1, name


def test_every_assertion_and_strategy_has_an_example() -> None:
    for module in map(importlib.import_module, ("estimates.testing", "estimates.strategies")):
        for name, thing in vars(module).items():
            if callable(thing) and getattr(thing, "__module__", "") == module.__name__ and not name.startswith("_"):
                assert ">>>" in (thing.__doc__ or ""), name
