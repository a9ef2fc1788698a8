"""Figures in the order of their times: counts that fall, and the course of those that went on or were revised."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import Days
from estimates.claims.wording import day, figure, said, speaker
from estimates.conflicts.comparison import Comparison
from estimates.conflicts.perhaps import guessed
from estimates.conflicts.rivals import went_on
from estimates.intervals.arrays import Bools, Ints
from estimates.intervals.sweeps import hull

_LOWERED = re.compile(  # "revised the toll down to 28", "correcting an earlier figure"
    r"\b(?:revis|lower|correct|downgrad|reduc|adjust)\w*\b[^.;]*\b(?:toll|count|number|figure|tally|down|downward|to)\b",
    re.IGNORECASE,
)
_SHOWN = 6  # figures of a course told in a sentence


def falls(of: Comparison) -> Iterator[dict[str, Any]]:
    """Counts that a later one undercuts though they can only grow, two by two, those furthest apart first."""
    in_texts = bool((of.sentence >= 0).any())
    for rows in _dated_groups(of, of.running):
        found, n_pairs = _undercut(of, rows)
        if found and in_texts:  # "it rose to 52", "it had stood at 49"
            higher, lower = np.array(found, dtype=np.int64).T
            found = [pair for pair, told in zip(found, went_on(of, lower, higher).tolist(), strict=True) if not told]
        for earlier, later in found:
            yield _fall(of, earlier, later, n_pairs)


def _undercut(of: Comparison, rows: Ints) -> tuple[list[tuple[int, int]], int]:
    """Of rows in the order of their times, those wholly below one that was over before they begin; how many there are.

    What is over stands in the order of its lower ends, so that of many that one figure undercuts the highest are told.
    """
    (start, stop), ends = of.times, of.ranked
    vague = (of.claims["hedge"] == "vague").to_numpy(dtype=bool)
    over, open_, found, n_pairs = list[tuple[int, int]](), list[tuple[Any, int]](), list[tuple[int, int]](), 0
    for j in rows.tolist():
        while open_ and open_[0][0] <= start[j]:
            i = heapq.heappop(open_)[1]
            insort(over, (int(ends.start[i]), i))
        # "dozens" after "147" says that the speaker has not counted
        first = len(over) if vague[j] else bisect_left(over, (int(ends.stop[j]), -1))
        n_pairs += len(over) - first
        found += [(i, j) for _, i in over[max(first, len(over) - of.max_pairs) :]]
        heapq.heappush(open_, (stop[j], j))
    found.sort(key=lambda pair: (of.high[pair[1]] - of.low[pair[0]], pair))
    return found[: of.max_pairs], n_pairs


def _fall(of: Comparison, earlier: int, later: int, n_pairs: int) -> dict[str, Any]:
    a, b = of.row(earlier), of.row(later)
    told = of.claims["sentence"].iloc[later] if "sentence" in of.claims else None
    right = isinstance(told, str) and bool(_LOWERED.search(told))
    why = "the count was put right" if right else "a running total cannot fall"
    unsure = of.tentative[[earlier, later]].any()
    return {
        "kind": "fall", "severity": "weak" if unsure else "contradiction", "claims": (a["claim_id"], b["claim_id"]),
        "quantity": a["quantity"], "gap": float(a["low"] - b["high"]), "unit": a["unit"], "n_pairs": n_pairs,
        "radius": float(of.radius(later, earlier)),
        "explanation": f"{of.about(earlier)}{why}, yet {said(a)} and later {said(b)}.",
    }  # fmt: skip


def courses(of: Comparison, told: Callable[[], Mapping[str, Set[str]]]) -> Iterator[dict[str, Any]]:
    """Quantities whose figures went on or were revised: one row for each, with its course in a sentence.

    A figure that is at odds with an earlier one is no later count, so it is no step; who is at odds with whom is
    ``told``, by their ids, where there are figures of several dates. What is only guessed to be of one quantity has
    none, unless it is of an event at a place.
    """
    groups = list(_dated_groups(of, of.affirmed & _of_something(of.claims)))
    if not groups:
        return
    source, over, rivals = of.claims["source"].to_numpy(dtype=object), _over(of), told()
    for rows in groups:
        steps = _without_rivals(of, _steps(of, rows, source, over), rivals)
        if len(steps) > 1 and (of.running[steps[0]] or not _in_one_telling(of, steps)):
            yield _course(of, steps)


def _of_something(claims: pd.DataFrame) -> Bools:
    """Which figures are known to be of their quantity, or are of one event at one place at least."""
    unsure = guessed(claims)
    if unsure.any() and {"event", "place"} <= set(claims.columns):
        unsure = unsure & claims[["event", "place"]].isna().any(axis=1).to_numpy()
    return ~unsure


def _without_rivals(of: Comparison, steps: list[int], rivals: Mapping[str, Set[str]]) -> list[int]:
    """The steps but those that contradict one that was over before."""
    (start, stop), ids = of.times, of.claims["claim_id"].to_numpy(dtype=object)
    kept: dict[str, int] = {}
    for j in steps if rivals else ():
        if not any(other in kept and stop[kept[other]] <= start[j] for other in rivals.get(ids[j], ())):
            kept[ids[j]] = j
    return list(kept.values()) if rivals else steps


def _in_one_telling(of: Comparison, steps: list[int]) -> bool:
    """Whether drafts of levels all stand in one article: what it tells of several days it does not revise."""
    rows = of.claims.iloc[steps]
    drafts = "identity" in rows and rows["identity"].isin(["read", "guessed"]).all()
    printed = [name for name in ("article", "publisher", "reported") if name in rows]
    return bool(drafts) and len(rows[printed].drop_duplicates()) == 1


def _steps(of: Comparison, rows: Ints, source: Any, over: Days) -> list[int]:
    """The figures at which something new was said: other than its source said last, or apart from all before it."""
    (start, stop), ends = of.times, of.ranked
    last, news, open_ = dict[Any, int](), set[int](), list[tuple[Any, int]]()
    least, greatest = dict[bool, int](), dict[bool, int]()  # by whether a figure says of which day it is
    for j in rows.tolist():
        while open_ and open_[0][0] <= start[j]:
            i = heapq.heappop(open_)[1]
            least[of.dated[i]] = min(i, least.get(of.dated[i], i), key=lambda k: ends.stop[k])
            greatest[of.dated[i]] = max(i, greatest.get(of.dated[i], i), key=lambda k: ends.start[k])
        before = last.get(source[j], j)
        if stop[before] <= start[j] and not _alike(of, before, j):
            news |= {before, j}
        if isinstance(source[j], str):
            last[source[j]] = j
        below, above = least.get(of.dated[j], j), greatest.get(of.dated[j], j)
        falls_short = ends.stop[j] <= ends.start[above]
        if ends.start[j] >= ends.stop[below] and not (falls_short and of.running[j]):
            news |= {below, j}
        if falls_short and not of.running[j]:
            news |= {above, j}
        heapq.heappush(open_, (over[j], j))
    return [row for row in rows.tolist() if row in news]


def _over(of: Comparison) -> Days:
    """When each figure is no longer held against later ones: once its span is over, and the window for a level."""
    stop = of.times[1]
    if of.window is None:
        return stop
    until = (stop - np.timedelta64(1, "us")).astype("datetime64[D]") + 1 + of.window.to_timedelta64()
    return np.where(of.running, stop, until)


def _alike(of: Comparison, i: int, j: int) -> bool:
    """Whether two figures have the same ends, or one is a number in the range that the other gives."""
    start, stop = of.ranked.start, of.ranked.stop
    return bool(start[i] == start[j] and stop[i] == stop[j]) or _in_range(of, i, j) or _in_range(of, j, i)


def _in_range(of: Comparison, one: int, other: int) -> bool:
    number, ranging = of.best[one], np.isnan(of.best[other]) and np.isfinite([of.low[other], of.high[other]]).all()
    return bool(ranging and of.low[other] <= number <= of.high[other])


def _course(of: Comparison, steps: list[int]) -> dict[str, Any]:
    cut = _SHOWN // 2
    long = len(steps) > _SHOWN + 1  # "1 more" would take no less room
    shown = [*steps[:cut], *steps[-cut:]] if long else steps
    of.tell(np.array(shown))
    named = of.claims[["source", "publisher"]].iloc[steps]
    names = named["source"].where(named["source"].notna(), named["publisher"])
    one = bool((names == names.iloc[0]).all())  # whoever is not named is nobody else
    claims = [of.row(i) for i in shown]
    told = _each_time(of, shown[:cut] if long else shown, named=not one)
    if long:
        told += [f"{len(steps) - 2 * cut:,} more", *_each_time(of, shown[cut:], named=not one)]
    went = "the count went on" if of.running[steps[0]] else "the figure changed"
    whose = f" ({names.iloc[0]})" if one else ""
    return {
        "kind": "revised" if one else "updated", "severity": "warning",
        "claims": tuple(of.claims["claim_id"].iloc[steps]),
        "quantity": claims[0]["quantity"], "unit": claims[0]["unit"],
        "explanation": f"{of.about(steps[0])}{went}{whose}: {', '.join(told)}.",
    }  # fmt: skip


def _each_time(of: Comparison, steps: list[int], *, named: bool) -> list[str]:
    """The figures of each time; of those that rivals give of one time it is not known which went on."""
    told: list[str] = []
    for i, before in zip(steps, [-1, *steps], strict=False):
        words, when = _told(of, i, of.row(i), named=named)
        same = before >= 0 and of.times[0][before] == of.times[0][i] and told[-1].endswith(when)
        if not same:
            told.append(words + when)
            continue
        met = of.ranked.start[i] < of.ranked.stop[before] and of.ranked.start[before] < of.ranked.stop[i]
        told[-1] = f"{told[-1].removesuffix(when)} {'and' if met else 'or'} {words}{when}"
    return told


def _told(of: Comparison, i: int, claim: dict[str, Any], *, named: bool) -> tuple[str, str]:
    start = pd.Timestamp(of.times[0][i])
    own = claim.get("as_of") if of.times[0][i] == of.spans[0][0][i] else None  # told as what it names
    when, on = (day(own, claim.get("precision")), "in") if _long(claim, own) else (day(start), "on")
    return f"{figure(claim)}{f' ({speaker(claim)})' if named else ''}", f" {on} {when}" if when else ""


def _long(claim: dict[str, Any], as_of: Any) -> bool:
    return as_of is not None and not pd.isna(as_of) and claim.get("precision") in ("month", "year")


def _dated_groups(of: Comparison, chosen: Any) -> Iterator[Ints]:
    """Rows with a known time and band, by group in the order of their times; only where bands and times differ."""
    start, stop = of.times
    rows = np.flatnonzero(of.affirmed & chosen & of.ranked.known & ~np.isnat(start) & ~np.isnat(stop))
    if not len(rows):
        return
    least, greatest = hull(of.ranked.start[rows], of.ranked.stop[rows], of.group[rows], of.n_groups)
    own = (of.ranked.start[rows] == least[of.group[rows]]) & (of.ranked.stop[rows] == greatest[of.group[rows]])
    differing = np.bincount(of.group[rows], ~own, of.n_groups) > 0
    over, begun = np.full(of.n_groups, np.iinfo(np.int64).max), np.full(of.n_groups, np.iinfo(np.int64).min)
    np.minimum.at(over, of.group[rows], stop[rows].astype(np.int64))
    np.maximum.at(begun, of.group[rows], start[rows].astype(np.int64))
    rows = rows[(differing & (over <= begun))[of.group[rows]]]
    rows = rows[np.lexsort((rows, start[rows], of.group[rows]))]
    for inside in np.split(rows, np.flatnonzero(np.diff(of.group[rows])) + 1):
        if len(inside) > 1:
            yield inside
