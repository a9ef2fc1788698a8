"""Claims to measure with, and every public function of a table of them as it is called: one home for all benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import estimates as es

WORDS = pd.StringDtype(na_value=np.nan)
UNITS = ("mile", "km", "meter", "foot", "yard", "inch", "cm", "league", "furlong", "nautical_mile", "mm", "rod")
Work = Callable[[], Any]


def cells(
    n: int, per: int = 10, clashing: float = 0.0, negated: float = 0.0, units: int = 1, days: int = 1, seed: int = 1
) -> pd.DataFrame:
    """Raw cells of n claims, ``per`` a quantity, in about ten thousand distinct hedged texts.

    All claims of a quantity allow its number, but that one of a ``clashing`` quantity says twice as much.
    Each is of one of so many ``days``, whatever its quantity and its source.
    """
    random = np.random.default_rng(seed)
    groups = max(n // per, 1)
    number = (random.integers(100, 900, groups) * 100)[np.arange(n) % groups]
    wrong = (np.arange(n) < groups) & (np.arange(n) % groups < clashing * groups)
    number = np.where(wrong, 3 * number, number)
    hedge = np.array(["", "about ", "roughly ", "some ", "at least ", "up to "])[random.integers(0, 6, n)]
    hedge = np.where(wrong, "", hedge)
    shown = pd.Series(number).map("{:,}".format).to_numpy(dtype=object)
    table = pd.DataFrame({
        "claim_id": pd.array([f"c{k:07d}" for k in range(n)], dtype=WORDS),
        "quantity": pd.array([f"quantity {k % groups}" for k in range(n)], dtype=WORDS),
        "source": pd.array([f"source {k}" for k in random.integers(0, 200, n)], dtype=WORDS),
        "text": pd.array(hedge.astype(object) + shown, dtype=WORDS),
        "unit": pd.array(np.array(UNITS)[random.integers(0, units, n)], dtype=WORDS),
    })  # fmt: skip
    table["negated"] = random.random(n) < negated
    dates = np.datetime_as_string(np.datetime64("2024-11-04") + np.arange(days))
    table["as_of"] = pd.array(dates[random.integers(0, days, n)], dtype=WORDS)
    return table


@cache
def bounded(n: int, **how: Any) -> pd.DataFrame:
    """The same as a bounded claims table."""
    return es.bound(es.read_claims(cells(n, **how)))


def bounded_partly(n: int) -> pd.DataFrame:
    """Claims of which a tenth is negated and a fifth has no number that is known."""
    raw = cells(n, clashing=0.05, negated=0.1)
    unknown = np.random.default_rng(2).random(n) < 0.2
    return es.bound(es.read_claims(raw.assign(text=raw["text"].mask(unknown, "an unknown number"))))


def drafts(n: int) -> pd.DataFrame:
    """Drafts with sentences, a tenth negated: six articles of ten figures on each event, each event in its own town."""
    random, row = np.random.default_rng(3), np.arange(n)
    article = row // 10
    event = article % max(n // 60, 1)
    kinds = (("killed", "people", "person"), ("wounded", "people", "person"), ("razed", "houses", "house"))
    quantity, noun, unit = np.array(kinds, dtype=object)[random.integers(0, len(kinds), n)].T
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    towns = ["".join(word).capitalize() for word in random.choice(syllables, (int(event.max()) + 1, 4))]
    table = pd.DataFrame({
        "claim_id": [f"d{k:07d}" for k in row], "noun": noun, "unit": unit, "negated": row % 10 == 9,
        "text": random.integers(10, 900, n).astype(str), "source": [f"official {k}" for k in random.integers(0, 40, n)],
        "publisher": [f"paper {k}" for k in article % 30], "article": [f"article {k}" for k in article],
        "reported": pd.Timestamp("2024-01-01") + pd.to_timedelta(event % 300, "D"), "place": np.array(towns)[event],
        "event": np.array(["flood", "quake", "storm"])[event % 3], "identity": np.where(row % 3, "guessed", "read"),
    })  # fmt: skip
    table["quantity"] = quantity + ", " + table["place"]
    words = ("text", "noun", "event", "place", "source")
    table["sentence"] = [
        f"At least {text} {noun} were {what} in the {event} in {place}, {source} said."
        for what, (text, noun, event, place, source) in zip(quantity, table[[*words]].to_numpy(), strict=True)
    ]
    return es.bound(es.read_claims(table))


def calls_of_drafts(n: int) -> dict[str, Work]:
    """What looks for figures of one quantity among drafts."""
    claims = drafts(n)
    return {
        "suggest_links": lambda: es.suggest_links(claims),
        "suggest_quantities": lambda: es.suggest_quantities(claims),
        "suggest_events": lambda: es.suggest_events(claims),
        "contradictions": lambda: es.contradictions(claims),
    }


def calls(claims: pd.DataFrame, folder: Path) -> dict[str, Work]:
    result = es.reconcile(claims, "consensus")
    n = len(claims) // 100
    sums = [f"`quantity {k}` + `unstated {k}` <= `whole {k}`" for k in range(n)]
    found = es.pairs(claims)
    known = {f"quantity {k}": 40_000.0 for k in range(40)}
    groups = claims["quantity"]
    y, se = claims["value"].fillna(0.0).to_numpy(), np.full(len(claims), 100.0)
    first, some = claims["claim_id"].iloc[7], claims["claim_id"].iloc[::10].tolist()
    out: dict[str, Work] = {
        "read_claims": lambda: es.read_claims(claims),
        "check_claims": lambda: es.check_claims(claims),
        "problems": lambda: es.problems(claims),
        "amend": lambda: es.amend(claims, first, reason="misread", value=5.0),
        "reject": lambda: es.reject(claims, some),
        "relabel": lambda: es.relabel(claims, {"quantity 1": "troops"}),
        "relabel many": lambda: es.relabel(claims, {name: f"all {name}" for name in groups.dropna().unique()}),
        "relabel some": lambda: es.relabel(claims, {groups.iloc[0]: "troops"}, where=some),
        "bound": lambda: es.bound(claims),
        "convert": lambda: es.convert(claims, "km"),
        "contradictions": lambda: es.contradictions(claims),
        "contradictions with relations": lambda: es.contradictions(claims, sums),
        "propagate": lambda: es.propagate(claims, sums),
        "pairs": lambda: es.pairs(claims),
        "agreement_matrix": lambda: es.agreement_matrix(found),
        "coalitions": lambda: es.coalitions(claims),
        "disagreement": lambda: es.disagreement(claims),
        "trace_origins": lambda: es.trace_origins(claims),
        "track": lambda: es.track(claims),
        "sensitivity": lambda: es.sensitivity(claims, progress=False),
        "support": lambda: es.support(claims, result),
        "summary": lambda: es.summary(claims, result),
        "forest": lambda: es.forest(claims, result),
        "to_prov": lambda: es.to_prov(claims, result),
        "profiles": lambda: es.profiles(claims),
        "aggregate": lambda: es.aggregate(claims, by="quantity"),
        "radius": lambda: es.radius(claims),
        "pool DL": lambda: es.pool(y, se, groups=groups, method="DL"),
        "pool PM": lambda: es.pool(y, se, groups=groups, method="PM"),
        "pool REML": lambda: es.pool(y, se, groups=groups, method="REML"),
        "consistent_subsets": lambda: es.consistent_subsets(y, se, groups=groups),
    }
    out |= {
        "add_claim": lambda: es.add_claim(claims, reason="left out", source="army", text="about 300"),
        "assign_quantities": lambda: es.assign_quantities(claims, {first: "troops"}),
        "assign_quantities some": lambda: es.assign_quantities(claims, dict.fromkeys(some, "troops")),
        "balance": lambda: es.balance(claims, sums),
        "calibrate": lambda: es.calibrate(claims, known, "median"),
        "copiers": lambda: es.copiers(claims),
        "decisions": lambda: es.decisions(claims),
        "expand_formations": lambda: es.expand_formations(claims, army="us"),
        "influence": lambda: es.influence(claims, result),
        "robustness": lambda: es.robustness(claims, "`quantity 1` >= 1", sums),
        "show": lambda: es.show(claims, max_rows=20).as_raw_html(),
        "suggest_links": lambda: es.suggest_links(claims),
        "suggest_quantities": lambda: es.suggest_quantities(claims),
        "suspects": lambda: es.suspects(claims, sums, progress=False),
        "suspicions": lambda: es.suspicions(claims, sums),
        "to_claim_reviews": lambda: es.to_claim_reviews(claims, reviewer="us"),
        "to_claim_reviews rated": lambda: es.to_claim_reviews(claims, reviewer="us", ratings=dict.fromkeys(some, "no")),
    }
    for method in ("intersection", "consensus", "hull", "median", "latest", "learned"):
        out[f"reconcile {method}"] = partial(es.reconcile, claims, method)
    for form in ("csv", "parquet", "jsonl"):
        out[f"write_claims {form}"] = partial(es.write_claims, claims, folder / f"grown.{form}")
    return out
