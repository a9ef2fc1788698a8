"""Words to figures beside quantulum3, the nearest tool in Python, and beside a bare regex, the floor.

Goals: 5,000 sentences a second through ``scan``; through ``parse_figures`` 50,000 distinct short texts a second and a
million repeated ones. Run with ``pytest tests/benchmarks/test_bench_tables.py --benchmark-enable``.
"""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from estimates import find_figures, parse_figures
from estimates.figures import tables

TEMPLATES = (
    "The ministry said about {} soldiers and {} vehicles had crossed the border by Tuesday evening.",
    "Shares rose {}.4% to ${}.20 after the company beat forecasts for a third straight quarter, traders said.",
    "No fewer than {} families fled, the mayor said, adding that only {} km of road remained open to lorries.",
    "The index ended lower as investors weighed the news, while oil settled at ${} a barrel in London on {} May.",
    "Nobody was hurt, according to the governor, who thanked the crews and promised to rebuild the station.",
)
SHORT = (
    "about {}",
    "{} people",
    "more than {} marchers",
    "{}-plus",
    "at least {} students",
    "FB: {}",
    "{} or so",
    "{}",
)


def sentences(n: int) -> list[str]:
    draw = random.Random(7)
    return [draw.choice(TEMPLATES).format(draw.randrange(2, 900), draw.randrange(2, 30)) for _ in range(n)]


def short_texts(n: int) -> list[str]:
    draw = random.Random(7)
    return [draw.choice(SHORT).format(draw.randrange(10, 10**7)) for _ in range(n)]


def quantulum(texts: list[str]) -> None:
    parser = pytest.importorskip("quantulum3").parser
    for text in texts:
        parser.parse(text)


def floor(texts: list[str]) -> None:
    number = re.compile(r"\d[\d,]*(?:\.\d+)?")
    for text in texts:
        number.findall(text)


@pytest.mark.benchmark(group="100 sentences")
@pytest.mark.parametrize("reader", ["scan", "find_figures", "quantulum3", "floor"])
def test_sentences(benchmark: Any, reader: str) -> None:
    texts = sentences(100)
    readers = {
        "scan": lambda: [tables.scan(text) for text in texts],
        "find_figures": lambda: [find_figures(text) for text in texts],
        "quantulum3": lambda: quantulum(texts),
        "floor": lambda: floor(texts),
    }
    if reader == "quantulum3":
        pytest.importorskip("quantulum3.parser")
        quantulum(texts[:1])  # loads its units outside the clock
    benchmark.pedantic(readers[reader], rounds=3, iterations=1)


@pytest.mark.benchmark(group="10,000 distinct short texts")
@pytest.mark.parametrize("reader", ["parse_figures", "floor"])
def test_distinct_texts(benchmark: Any, reader: str) -> None:
    texts = short_texts(10_000)
    if reader == "floor":
        benchmark.pedantic(floor, args=(texts,), rounds=3)
        return
    benchmark.pedantic(parse_figures, args=(texts,), setup=tables._cached_size.cache_clear, rounds=3)


@pytest.mark.benchmark(group="a million repeated short texts")
def test_repeated_texts(benchmark: Any) -> None:
    texts = short_texts(1_000) * 1_000
    benchmark.pedantic(parse_figures, args=(texts,), rounds=2, warmup_rounds=1)
