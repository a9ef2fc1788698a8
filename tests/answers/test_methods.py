"""Every simple method of ``reconcile`` against the same rule spelt out claim by claim, in points instead of ranks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimates import bound, read_claims
from estimates.answers.reconciling import reconcile

INF = np.inf


class Said(NamedTuple):
    """A claim as the slow version sees it; None where something is not said."""

    low: float
    best: float | None
    high: float
    lower: bool
    upper: bool
    value: float | None
    likely: tuple[float, float]
    origin: str
    day: str
    grade: int

    def holds(self, point: float) -> bool:
        above = self.low < point or (self.low == point and self.lower)
        return above and (point < self.high or (point == self.high and self.upper))

    @property
    def printed(self) -> tuple[float, float]:
        number = self.value if self.best is None else self.best
        if number is not None:
            return number, number
        ends = [end for end in (self.low, self.high) if np.isfinite(end)]
        return ends[0], ends[-1]

    @property
    def band(self) -> tuple[float, float | None, float, bool, bool]:
        return self.low, self.best, self.high, self.lower, self.upper


Row = tuple[float | None, float | None, float | None, bool, bool, str | None]  # low, best, high, closures, basis


@st.composite
def groups(draw: st.DrawFn) -> pd.DataFrame:
    """Up to seven claims by four origins: exact, rounded, one-sided, ranges; dated and graded or not."""
    pick, rows = st.sampled_from, []
    for k in range(draw(st.integers(1, 7))):
        n = draw(pick([3, 5, 8, 60]))
        text = draw(pick([f"exactly {n}", f"exactly {n}", str(n), f"more than {n}", f"at least {n}", f"less than {n}",
                          f"at most {n}", f"about {n}", f"between {n} and {n + 3}"]))  # fmt: skip
        rows.append({
            "claim_id": f"c{k}", "quantity": draw(pick("pq")), "source": draw(pick("ABCD")), "text": text,
            "unit": "USD",
            "as_of": draw(pick([None, None, "2024-05-01", "2024-05-02"])), "reliability": draw(pick(["A", "B", "F"])),
        })  # fmt: skip
    return bound(read_claims(rows))


def said_of(claims: pd.DataFrame) -> list[Said]:
    """What the claims of a group say, each thing that an origin says of one day once."""
    out: list[Said] = []
    for row in claims.to_dict("records"):
        best = None if np.isnan(row["best"]) else row["best"]
        if best is None and row["low"] == row["high"]:
            best = row["low"]
        said = Said(
            row["low"], best, row["high"], row["closed"] in ("both", "left"), row["closed"] in ("both", "right"),
            None if np.isnan(row["value"]) else row["value"], (row["likely_low"], row["likely_high"]), row["source"],
            "" if pd.isna(row["as_of"]) else str(row["as_of"])[:10], "ABF".index(row["reliability"]),
        )  # fmt: skip
        if not any(s._replace(likely=(0, 0), grade=0) == said._replace(likely=(0, 0), grade=0) for s in out):
            out.append(said)
    return out


def points(said: list[Said], *more: float | None) -> list[float]:
    """Every end, a point between each two, and one beyond each side."""
    ends = sorted(
        {e for s in said for e in (s.low, s.high) if np.isfinite(e)}
        | {p for p in more if p is not None and np.isfinite(p)}
    )
    return [ends[0] - 1, *ends, *((a + b) / 2 for a, b in pairwise(ends)), ends[-1] + 1] if ends else [0.0]


def range_of(inside: list[float], said: list[Said]) -> list[tuple[float, float, bool, bool]]:
    """Runs of points as ranges between the ends of claims."""
    every = sorted(points(said))
    ends = sorted({e for s in said for e in (s.low, s.high) if np.isfinite(e)})
    runs: list[list[float]] = []
    for before, p in zip([None, *every], every, strict=False):
        if p in inside:
            if runs and before == runs[-1][-1]:
                runs[-1].append(p)
            else:
                runs.append([p])
    out = []
    for run in runs:
        lower, upper = run[0] in ends, run[-1] in ends
        low = run[0] if lower else max([e for e in ends if e < run[0]], default=-INF)
        high = run[-1] if upper else min([e for e in ends if e > run[-1]], default=INF)
        out.append((low, high, lower, upper))
    return out


def last_of(said: list[Said]) -> list[Said]:
    """The latest claims of every origin."""
    return [s for s in said if s.day == max(o.day for o in said if o.origin == s.origin)]


def middle(pairs: list[tuple[float, bool]]) -> tuple[float, bool]:
    ordered = sorted(pairs)
    (a, one), (b, two) = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (a if a == b else a / 2 + b / 2), one and two


def figures(said: list[Said]) -> list[Said]:
    """One figure for each origin: of its latest claims those that say it most plainly, or their medians."""
    out = []
    for origin in sorted({s.origin for s in said}):
        mine = [s for s in last_of(said) if s.origin == origin]
        vague = [0 if s.best is not None else 1 if s.value is not None else 2 for s in mine]
        mine = [s for s, v in zip(mine, vague, strict=True) if v == min(vague)]
        low, lower = middle([(s.low, s.lower) for s in mine])
        high, upper = middle([(s.high, s.upper) for s in mine])
        best, value = (median(n) if (n := [x for x in numbers if x is not None]) else None
                       for numbers in ([s.best for s in mine], [s.value for s in mine]))  # fmt: skip
        out.append(Said(low, best, high, lower, upper, value, (0, 0), origin, "", 0))
    return out


def enclosed(chosen: list[Said]) -> tuple[float, float, bool, bool]:
    low, high = min(s.low for s in chosen), max(s.high for s in chosen)
    return low, high, any(s.lower for s in chosen if s.low == low), any(s.upper for s in chosen if s.high == high)


def only_best(said: list[Said], low: float, high: float, lower: bool, upper: bool) -> float | None:
    inside = Said(low, None, high, lower, upper, None, (0, 0), "", "", 0)
    stated = {s.best for s in said if s.best is not None and inside.holds(s.best)}
    if len(stated) == 1:
        return stated.pop()
    return low if low == high and lower and upper else None


def where(said: list[Said], enough: Callable[[float], bool]) -> list[Row]:
    found = range_of([p for p in points(said) if enough(p)], said)
    return [(low, only_best(said, low, high, a, b), high, a, b, None) for low, high, a, b in found]


def heads(said: list[Said], point: float) -> int:
    return len({s.origin for s in said if s.holds(point)})


def intersection(said: list[Said]) -> list[Row]:
    return where(said, lambda p: all(s.holds(p) for s in said))


def hull(said: list[Said]) -> list[Row]:
    low, high, lower, upper = enclosed(said)
    return [(low, only_best(said, low, high, lower, upper), high, lower, upper, None)]


def split_where_origins_change(said: list[Said], rows: list[Row]) -> list[Row]:
    """The runs of points that the same origins allow: one range for each."""
    out = []
    for low, _, high, lower, upper, _ in rows:
        inside = Said(low, None, high, lower, upper, None, (0, 0), "", "", 0)
        runs: list[list[float]] = []
        who: list[set[str]] = []
        for p in sorted(q for q in points(said) if inside.holds(q)):
            now = {s.origin for s in said if s.holds(p)}
            if who and who[-1] == now:
                runs[-1].append(p)
            else:
                runs.append([p])
                who.append(now)
        for run in runs:
            out += where(said, lambda p, run=run: p in run)
    return out


def covered(k: int) -> Callable[[list[Said]], list[Row]]:
    return lambda said: where(said, lambda p: heads(said, p) >= k)


def of_median(said: list[Said]) -> list[Row]:
    mine = figures(said)
    mine = [s for s in mine if s.best is not None] or mine
    stated = [s.best for s in mine if s.best is not None]
    best = median(stated) if stated else None
    low, lower = middle([(s.low, s.lower) for s in mine])
    high, upper = middle([(s.high, s.upper) for s in mine])
    basis = "mean of the middle two" if stated and best not in stated else None
    return [(low, best, high, lower, upper, basis)]


def ballots(said: list[Said]) -> dict[float, list[Said]]:
    out: dict[float, list[Said]] = {}
    for s in figures(said):
        if s.best is not None:
            out.setdefault(s.best, []).append(s)
    return out


def elected(best: float, voters: list[Said], basis: str | None = None) -> Row:
    shared = range_of([p for p in points(voters) if all(s.holds(p) for s in voters)], voters)
    low, high, lower, upper = shared[0] if shared else (best, best, True, True)
    return low, best, high, lower, upper, basis


def vote(said: list[Said]) -> list[Row]:
    votes = ballots(said)
    most = max(map(len, votes.values()), default=0)
    return [elected(best, votes[best]) for best in sorted(votes) if len(votes[best]) == most]


def lowest(said: list[Said]) -> list[Row]:
    mine = figures(said)
    least = min(s.printed[0] for s in mine)
    low, high, lower, upper = enclosed([s for s in mine if s.printed[0] == least])
    return [(low, least, high, lower, upper, None)]


def majority(said: list[Said]) -> list[Row]:
    votes = ballots(said)
    won = [elected(best, who) for best, who in votes.items() if 2 * len(who) > sum(map(len, votes.values()))]
    return won or [(*lowest(said)[0][:5], "no majority, so the lowest")]


def min_max(said: list[Said]) -> list[Row]:
    ends = [s.printed for s in last_of(said)]
    return [(min(e[0] for e in ends), None, max(e[1] for e in ends), True, True, None)]


def distinct(chosen: list[Said]) -> list[Row]:
    rows = {s.band for s in chosen}
    return [(*row, None) for row in sorted(rows, key=lambda r: (r[0], r[2], INF if r[1] is None else r[1], r[3], r[4]))]


def most_reliable(said: list[Said]) -> list[Row]:
    first = min(s.grade for s in said)
    return distinct([s for s in said if s.grade == first]) if first < 2 else []


def low_best_high(said: list[Said]) -> list[Row]:
    low, _, high, lower, upper, _ = min_max(said)[0]
    graded = most_reliable(said)
    if len(graded) == 1 and graded[0][1] is not None:
        return [(low, graded[0][1], high, lower, upper, "best is the most reliable")]
    return [(low, lowest(said)[0][1], high, lower, upper, "best is the lowest")]


def latest(said: list[Said]) -> list[Row]:
    last = max(s.day for s in said)
    return distinct([s for s in said if s.day == last]) if last else []


METHODS: dict[str, Callable[[list[Said]], list[Row]]] = {
    "intersection": intersection, "hull": hull, "median": of_median, "vote": vote, "majority": majority,
    "lowest": lowest, "min_max": min_max, "low_best_high": low_best_high, "latest": latest,
    "most_reliable": most_reliable,
}  # fmt: skip


def support_of(said: list[Said], row: Row) -> int:
    """The most origins that allow one value of an answer: its best, or what lies beside it at an open end."""
    low, best, high, lower, upper, _ = row
    if best is not None:
        every = sorted(points(said, best))
        at, is_end = every.index(best), best in {e for s in said for e in (s.low, s.high)}
        return heads(said, best) or (max(heads(said, every[k]) for k in (at - 1, at + 1)) if is_end else 0)
    if low is None or high is None:
        return 0
    answer = Said(low, None, high, lower, upper, None, (0, 0), "", "", 0)
    return max([heads(said, p) for p in points(said, low, high) if answer.holds(p)], default=0)


def verdict_of(said: list[Said], row: Row, support: int, silent: bool) -> str:
    low, best, high, *_ = row
    n, unanswered = len({s.origin for s in said}), low is None and best is None
    if support == n > 1:
        support = support_of(last_of(said), row)  # what they said before, somebody may have taken back
    if unanswered and silent:
        return "undetermined"
    if support == n == 1:
        return "single"
    if not unanswered:
        ends = low if low is not None else best, high if high is not None else best
        likely = any(s.likely[0] <= ends[1] and s.likely[1] >= ends[0] for s in said)
        touching = not silent and low == high and all(s.low < s.high for s in said)
        if not likely or touching:
            return "split"
    return "agreed" if support == n else "majority" if 2 * support > n else "split"


def check(claims: pd.DataFrame, found: pd.DataFrame, rule: Callable[[list[Said]], list[Row]], silent: bool) -> None:
    assert found["quantity"].unique().tolist() == sorted(claims["quantity"].unique())
    for quantity, table in found.groupby("quantity"):
        said = said_of(claims[claims["quantity"] == quantity])
        expected = rule(said) or [(None, None, None, False, False, None)]
        table = table.astype(object).where(table.notna(), None)
        words = {(True, True): "both", (True, False): "left", (False, True): "right", (False, False): "neither"}
        closed = [None if low is None else words[a and np.isfinite(low), b and np.isfinite(high)]
                  for low, _, high, a, b, _ in expected]  # fmt: skip
        told = [(*row[:3], word, row[5]) for row, word in zip(expected, closed, strict=True)]
        columns = ["low", "best", "high", "closed", "basis"]
        assert list(table[columns].itertuples(index=False, name=None)) == told
        assert table["region"].tolist() == list(range(1, len(told) + 1))
        assert set(table["n_claims"]) == {len(said)}
        assert set(table["n_origins"]) == {len({s.origin for s in said})}
        support = [support_of(said, row) for row in expected]
        if rule is intersection and expected[0][0] is None:
            support = [0]
        assert table["n_support"].tolist() == support
        assert table["verdict"].tolist() == [
            verdict_of(said, row, n, silent) for row, n in zip(expected, support, strict=True)
        ]


@pytest.mark.parametrize("method", METHODS)
@given(claims=groups())
@settings(max_examples=12)
def test_an_answer_is_that_of_its_rule_spelt_out(method: Any, claims: pd.DataFrame) -> None:
    check(claims, reconcile(claims, method), METHODS[method], silent=method != "intersection")


@given(groups(), st.integers(1, 4))
@settings(max_examples=15)
def test_ranges_that_enough_origins_allow(claims: pd.DataFrame, k: int) -> None:
    check(claims, reconcile(claims, "consensus", at_least=k), covered(k), silent=False)


@given(groups())
@settings(max_examples=15)
def test_ranges_that_the_most_origins_allow_are_cut_where_these_change(claims: pd.DataFrame) -> None:
    def most(said: list[Said]) -> list[Row]:
        top = max(heads(said, p) for p in points(said))
        return split_where_origins_change(said, where(said, lambda p: heads(said, p) == top))

    check(claims, reconcile(claims, "consensus"), most, silent=False)


def test_what_a_source_has_said_before_agrees_with_nobody() -> None:
    said = (("ministry", "2,900+", 9), ("ministry", "5,184", 11), ("UN", "5,339", 11))
    rows = [{"quantity": "q", "source": s, "text": t, "as_of": f"2023-10-{day:02}"} for s, t, day in said]
    for method in ("consensus", "hull", "learned"):
        assert reconcile(bound(read_claims(rows)), method)["verdict"].tolist() == ["split"]
    rows[1]["text"] = "5,339"
    assert reconcile(bound(read_claims(rows)), "consensus")["verdict"].tolist() == ["agreed"]


def test_a_number_between_bands_has_nobody_behind_it() -> None:
    rows = [{"quantity": "q", "source": s, "text": f"exactly {n}"} for s, n in (("A", 3), ("B", 8))]
    answer = reconcile(bound(read_claims(rows)), "median")
    assert answer[["best", "n_support", "verdict"]].to_numpy().tolist() == [[5.5, 0, "split"]]


@pytest.mark.parametrize(
    ("texts", "answer", "verdict"),
    [
        (("up to 12", "up to 3"), 1, "split"), (("up to 12", "up to 3"), 2, "agreed"),
        (("more than 3", "more than 10"), 100, "split"), (("more than 3", "more than 10"), 14, "agreed"),
        (("up to 12", "up to 3"), 1.5, "agreed"), (("more than 3", "more than 10"), 15, "agreed"),
    ],
)  # fmt: skip
def test_what_all_allow_and_nobody_would_call_likely_is_no_agreement(
    texts: tuple[str, str], answer: float, verdict: str
) -> None:
    rows = [{"quantity": "q", "source": s, "text": t, "unit": "USD"} for s, t in zip("AB", texts, strict=True)]
    found = reconcile(bound(read_claims(rows)), lambda _: answer)
    assert found[["n_support", "verdict"]].to_numpy().tolist() == [[2, verdict]]
