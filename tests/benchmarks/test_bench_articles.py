"""Articles read in a second, and that the time grows with the length and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable

from pytest_benchmark.fixture import BenchmarkFixture

from estimates import read_text
from estimates.article.rows import attribute

PARAGRAPH = (
    "Harbor Minister Ada Holm said on Tuesday that about 900 boats were out, up from 700 a week earlier.\n\n"
    '"We have lost 40 of them," the minister said. "Another 12 may come back."\n\n'
    "The storm, the third in a month, had turned over the eastern bay and moved on towards the islands by evening, "
    "while ferries stayed in port and the harbour road was closed to all but rescue crews and those who live there.\n\n"
    "Police put the number of the missing at 60; Karl Roos, a spokesman for the coast guard, said it was 50.\n\n"
)
ARTICLE = (PARAGRAPH * 6)[:3000]


def test_articles_a_second(benchmark: BenchmarkFixture) -> None:
    rows = benchmark(attribute, ARTICLE, reported="2024-11-06")
    assert {row["source"] for row in rows} >= {"Ada Holm", "Police"}


def seconds(read: Callable[..., object], text: str, repeats: int = 3) -> float:
    best = float("inf")
    for _ in range(repeats):
        begun = time.process_time()
        read(text, reported="2024-11-06")
        best = min(best, time.process_time() - begun)
    return best


def test_time_grows_with_length_and_no_faster() -> None:
    short, long = seconds(attribute, PARAGRAPH * 10), seconds(attribute, PARAGRAPH * 80)
    assert long < 8 * short * 2


def test_the_table_costs_less_than_the_reading() -> None:
    """The floor: of the time from words to table, more than half goes into the words."""
    rows, table = seconds(attribute, ARTICLE, 20), seconds(read_text, ARTICLE, 20)
    assert table < 2 * rows
