"""Whatever a public function is given, it answers rightly or says in an error of ours what is wrong and what to do."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
pytest.importorskip("jinja2")
pytest.importorskip("great_tables")
pytest.importorskip("pyarrow")

import matplotlib.pyplot as plt

import estimates

sys.path.insert(0, str(Path(__file__).parent))
cases, page = importlib.import_module("cases"), importlib.import_module("page")
KEPT = page.kept()


@pytest.fixture(autouse=True, scope="module")
def _scratch() -> Iterator[None]:
    """Nothing is left behind, also by workers that end without their last words."""
    with cases.scratch():
        yield


@pytest.mark.parametrize("group", page.GROUPS)
def test_bad_input_has_the_outcome_of_the_catalogue(group: str) -> None:
    try:
        assert page.rows_of(group) == KEPT.get(group), f"if that is right: python tests/bad_input/page.py {group}"
    finally:
        plt.close("all")


def test_every_outcome_is_an_answer_or_an_error_of_ours_with_a_hint() -> None:
    for row in (row for rows in KEPT.values() for row in rows):
        kind = row[3].partition(":")[0]
        assert kind == "answer" or issubclass(getattr(estimates, kind), estimates.EstimatesError), row
        assert "[no hint]" not in row[3], row


def test_every_public_function_and_each_of_its_arguments_is_in_the_catalogue() -> None:
    for name in estimates.__all__:
        given = {row[1] for row in KEPT[name]}
        missing = set(cases.CALLS[cases.SAME_AS.get(name, name)]) - given
        assert not missing, (name, missing)
        assert not cases.unasked(name), f"{name}: add {cases.unasked(name)} to cases.CALLS"


def test_every_public_function_is_checked_at_the_door() -> None:
    for name in set(estimates.__all__) - {"check_claims", "load_formations"}:  # the door itself; nothing is given
        thing = getattr(estimates, name)
        assert isinstance(thing, type) or hasattr(thing, "__wrapped__"), f"{name} is not decorated with door.checked"


def test_the_page_shows_the_catalogue() -> None:
    rows = [row for group in page.GROUPS for row in KEPT[group]]
    assert len(rows) >= 300
    assert page.PAGE.read_text(encoding="utf-8") == page.page(rows), "run: python tests/bad_input/page.py"
