"""Articles read in a second, and that the time grows with the length and no faster."""

from __future__ import annotations

import time

from pytest_benchmark.fixture import BenchmarkFixture

from estimates.text.attribution import attribute

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


def test_time_grows_with_length_and_no_faster() -> None:
    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            attribute(text, reported="2024-11-06")
            best = min(best, time.process_time() - begun)
        return best

    short, long = seconds(PARAGRAPH * 10), seconds(PARAGRAPH * 80)
    assert long < 8 * short * 2
