"""Every public function of a table does work that grows as the table does: counted in calls, which no slow day changes.

Four times the claims may take 4.6 times as many calls of Python's functions and of C's: an exponent of 1.1. What whole
columns cost for each group is not seen so; ``python tests/benchmarks/table.py --growth`` times it.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

import pytest
from works import Work, bounded_partly, calls

import estimates as es

FEW, TIMES, MOST = 160, 4, 4.6

#: Functions of a table that are not counted here, and why.
ELSEWHERE = {
    "apply_decisions": "takes what decisions gave, some rows",
    "assign_origins": "takes pairs that a person picked",
    "plot_forest": "draws what has room",
    "plot_relations": "draws what has room",
    "plot_timeline": "draws what has room",
    "report": "draws and writes at most max_pictures",
    "review": "shows one figure after another",
    "to_wikidata": "takes a mapping of quantities that a person wrote",
}


def counted(work: Work) -> int:
    """How many functions are called."""
    n = 0

    def count(frame: Any, event: str, given: Any) -> None:
        nonlocal n
        n += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return n


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Work]]:
    folder: Path = tmp_path_factory.mktemp("grown")
    return [calls(bounded_partly(n), folder) for n in (FEW, TIMES * FEW)]


def test_every_public_function_of_a_table_is_counted(works: list[dict[str, Work]]) -> None:
    public = {name: getattr(es, name) for name in es.__all__ if inspect.isfunction(getattr(es, name))}
    of_tables = {name for name, f in public.items() if next(iter(inspect.signature(f).parameters), "") == "claims"}
    assert of_tables <= {name.split(" ")[0] for name in works[0]} | {*ELSEWHERE}
    assert {*ELSEWHERE} <= of_tables


def test_work_grows_as_the_table(works: list[dict[str, Work]]) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("great_tables")
    grown = {}
    for name, few in works[0].items():
        few()  # what is made once is made
        works[1][name]()
        grown[name] = counted(works[1][name]) / counted(few)
    assert {name: round(times, 1) for name, times in grown.items() if times > MOST} == {}


def test_rows_held_against_an_article_cost_the_same_in_a_long_one() -> None:
    def ground(n: int) -> Work:
        told = [(100 + k, f"Mayor {'BDGKLMNP'[k % 8]}{'aeiou'[k % 5]}lton") for k in range(n)]
        article = " ".join(f"{who} said {number} people had fled." for number, who in told)
        rows = [{"text": str(number), "value": number, "source": told[k - 1][1]} for k, (number, _) in enumerate(told)]
        return lambda: es.ground(article, rows)

    works = [ground(n) for n in (40, 160)]
    for work in works:
        work()
    few, many = map(counted, works)
    assert many / few < MOST


def test_what_is_quadratic_is_seen() -> None:
    def squared(n: int) -> None:
        for one in range(n):
            assert all(abs(other - one) < n for other in range(n))

    assert counted(lambda: squared(40)) / counted(lambda: squared(10)) > MOST
