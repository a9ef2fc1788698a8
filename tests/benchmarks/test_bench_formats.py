"""Publishers' files beside the floor: bare ``pandas.read_csv`` for a table, ``json`` for reviews.

Goals: 100,000 events of GED with its 49 columns within three times ``pandas.read_csv`` of the same file, and 20,000
reviews in 3 seconds. Run with ``pytest tests/benchmarks/test_bench_formats.py --benchmark-enable``.
"""

from __future__ import annotations

import csv
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from estimates import read_claim_reviews, read_ged

LAYOUT = Path(__file__).parents[1] / "layouts" / "ged.csv"
ADDED = ("relid", "code_status", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id",
         "where_description")  # fmt: skip
SAYINGS = (
    'More than {} homicides were committed by "illegal aliens" over the past six years.',
    "Says the stimulus cost ${} million per job.",
    "{} percent of Americans support background checks.",
    "The bridge has cost taxpayers {} billion dollars since 2009.",
    "Says that he has never missed a vote.",
)


def events(path: Path, n: int) -> Path:
    """A release of n events in the columns of version 25.1, no two of them alike."""
    draw = random.Random(7)
    with LAYOUT.open(encoding="utf-8", newline="") as lines:
        names, *rows = csv.reader(lines)
    at = {name: k for k, name in enumerate(names)}
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*names, *ADDED])
        for k in range(n):
            row = list(rows[k % len(rows)])
            low = draw.randrange(9)
            best = low + draw.randrange(9)
            day = f"{draw.randrange(1989, 2025)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
            new = {
                "id": k, "low": low, "best": best, "high": best + draw.randrange(40), "date_start": day,
                "date_end": day, "source_headline": f"{row[at['source_headline']]} ({k})",
                "source_article": f"{row[at['source_article']]}{k}",
                "where_coordinates": f"town {k % 20_000}", "latitude": round(draw.uniform(-60, 60), 6),
                "longitude": round(draw.uniform(-180, 180), 6), "priogrid_gid": draw.randrange(1, 259_200),
            }  # fmt: skip
            for name, cell in new.items():
                row[at[name]] = str(cell)
            writer.writerow([*row, f"X-{k}", "Clear", k % 700, k % 900, k % 500, k % 600, f"near town {k}"])
    return path


def reviews(n: int) -> list[dict[str, Any]]:
    draw = random.Random(7)
    return [
        {"@type": "ClaimReview", "claimReviewed": draw.choice(SAYINGS).format(draw.randrange(2, 10**6)),
         "url": f"https://example.org/{k}", "datePublished": "2017-03-01 20:30:17 UTC",
         "author": {"@type": "Organization", "url": "https://www.example.org/"},
         "itemReviewed": {"author": {"name": "Rufus Firefly"}}, "reviewRating": {"alternateName": "False"}}
        for k in range(n)
    ]  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def ratio(work: Callable[[], object], floor: Callable[[], object], times: int = 7) -> float:
    """The median of how many times the floor a work takes, the two by turns: the machine may have others to serve."""
    return statistics.median(seconds(work) / seconds(floor) for _ in range(times))


@pytest.mark.benchmark(group="100,000 events")
def test_events_cost_a_few_times_what_pandas_takes(benchmark: Any, tmp_path: Path) -> None:
    n = 100_000 if benchmark.enabled else 2_000
    path = events(tmp_path / "ged.csv", n)
    claims = benchmark(lambda: read_ged(path))
    assert len(claims) == n
    assert len(pd.read_csv(path).columns) == 49
    if benchmark.enabled:
        times = ratio(lambda: read_ged(path), lambda: pd.read_csv(path))
        benchmark.extra_info["times pandas.read_csv"] = round(times, 2)
        assert times < 3


@pytest.mark.benchmark(group="20,000 reviews")
@pytest.mark.filterwarnings("ignore:.*say no figure")
def test_reviews_are_read_by_the_thousand(benchmark: Any) -> None:
    n = 20_000 if benchmark.enabled else 200
    found = reviews(n)
    claims = benchmark(lambda: read_claim_reviews(found))
    assert len(claims) >= n / 2
    if benchmark.enabled:
        benchmark.extra_info["seconds of the processor"] = round(seconds(lambda: read_claim_reviews(found)), 2)
