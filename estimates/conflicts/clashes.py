"""Two claims that cannot both be true: bands apart, and what one source affirms while another denies it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from estimates.claims.comparable import denied
from estimates.claims.wording import amount, band, figure, said, speaker
from estimates.conflicts.comparison import Comparison
from estimates.intervals.arrays import Bools, Ints
from estimates.intervals.sweeps import common

_ONE_SIDED = ("more_than", "at_least", "less_than", "at_most", "up_to")
_CHUNK = 2_000_000  # pairs held at once
_DENSE = 1_000  # claims of one group up to which all pairs are looked at


def clashes(of: Comparison) -> Iterator[dict[str, Any]]:
    """Pairs of one group whose outer bands share no value, the widest gaps first."""
    rows = np.flatnonzero(of.current)
    start, stop = common(of.ranked.start[rows], of.ranked.stop[rows], of.group[rows], of.n_groups)
    clashing = np.flatnonzero(start >= stop)
    if not len(clashing):
        return
    members = rows[np.isin(of.group[rows], clashing)]
    members = members[np.argsort(of.group[members], kind="stable")]
    size = np.bincount(of.group[members])
    of.tell(members[size[of.group[members]] <= _DENSE])
    for inside in np.split(members, np.flatnonzero(np.diff(of.group[members])) + 1):
        yield from _clashes_in(of, inside)


def _clashes_in(of: Comparison, rows: Ints) -> Iterator[dict[str, Any]]:
    """The widest gaps of a group, first those that nothing explains and then those that dates explain."""
    plain = of.window is None and not of.cumulative[rows].any()
    if plain and len(rows) > _DENSE and len(np.unique(of.sentence[rows])) == len(rows):
        yield from _widest(of, rows)
        return
    found: dict[bool, list[tuple[float, int, int]]] = {False: [], True: []}
    count = {False: 0, True: 0}
    step = max(1, _CHUNK // len(rows))
    for first in range(0, len(rows), step):
        lower, upper, stale = _disjoint(of, rows[first : first + step], rows)
        gaps = of.low[upper] - of.high[lower]
        for explained in (False, True):
            here = np.flatnonzero(stale == explained)
            count[explained] += len(here)
            widest = here[np.lexsort((upper[here], lower[here], -gaps[here]))][: of.max_pairs]
            found[explained] += zip((-gaps[widest]).tolist(), lower[widest], upper[widest], strict=True)
    for explained in (False, True):
        for gap, a, b in sorted(found[explained])[: of.max_pairs]:
            yield _pair(of, int(a), int(b), max(-gap, 0.0), explained, count[explained])


def _disjoint(of: Comparison, some: Ints, rows: Ints) -> tuple[Ints, Ints, Bools]:
    """Pairs of one of some and one of all rows, the first wholly below the second; and whether dates explain it."""
    start, stop, date = of.ranked.start, of.ranked.stop, of.day
    i, j = np.nonzero(stop[some][:, None] <= start[rows][None, :])
    i, j = some[i], rows[j]
    apart = (start[i] < stop[i]) & (start[j] < stop[j]) & (of.sentence[i] != of.sentence[j])
    dated = ~np.isnat(date[i]) & ~np.isnat(date[j]) & (date[i] != date[j])
    apart &= ~(dated & of.cumulative[i] & of.cumulative[j])  # a running total that grew, or fell: see falls
    i, j = i[apart], j[apart]
    if of.window is None:
        return i, j, np.zeros(len(i), dtype=bool)
    return i, j, np.abs(date[i] - date[j]) > of.window.to_timedelta64()


def _widest(of: Comparison, rows: Ints) -> Iterator[dict[str, Any]]:
    """The same without all pairs: the widest gaps lie between the lowest upper and the highest lower ends."""
    rows = rows[of.ranked.start[rows] < of.ranked.stop[rows]]
    start, stop = of.ranked.start[rows], of.ranked.stop[rows]
    n_pairs = int(np.searchsorted(np.sort(stop), start, side="right").sum())
    lowest = np.sort(rows[np.argsort(stop, kind="stable")[: of.max_pairs]])
    highest = np.sort(rows[np.argsort(-start, kind="stable")[: of.max_pairs]])
    lower, upper, _ = _disjoint(of, lowest, highest)
    gaps = of.low[upper] - of.high[lower]
    for k in np.lexsort((upper, lower, -gaps))[: of.max_pairs]:
        yield _pair(of, int(lower[k]), int(upper[k]), float(max(gaps[k], 0.0)), False, n_pairs)


def _pair(of: Comparison, lower: int, upper: int, gap: float, stale: bool, n_pairs: int) -> dict[str, Any]:
    a, b = of.row(lower), of.row(upper)
    one_sided = a["hedge"] in _ONE_SIDED or b["hedge"] in _ONE_SIDED or bool(np.isinf([a["low"], b["high"]]).any())
    apart = f"they are {amount(gap, a['unit'])} apart" if gap else "they exclude each other at the very end"
    why = "; the dates may explain it" if stale else ""
    return {
        "kind": "stale" if stale else "bound" if one_sided else "disjoint",
        "severity": "warning" if stale else "weak" if a["hedge"] == "up_to" else "contradiction",
        "claims": (a["claim_id"], b["claim_id"]),
        "quantity": a["quantity"], "gap": gap, "unit": a["unit"], "n_pairs": n_pairs,
        "explanation": f"{of.about(lower)}{said(a)} and {said(b)}; "
        f"read as {band(a['low'], a['high'], a['closed'])} and as {band(b['low'], b['high'], b['closed'])}, "
        f"{apart}{why}.",
    }  # fmt: skip


def denials(of: Comparison) -> Iterator[dict[str, Any]]:
    """What one source affirms and another denies."""
    claims, (start, stop, _) = of.claims, of.ranked
    value = claims["value"].to_numpy(dtype=float)
    low, high = of.low, of.high
    for i in np.flatnonzero(denied(claims) & of.ranked.known):
        others = of.affirmed & (of.group == of.group[i]) & (claims["source"] != claims["source"].iloc[i]).to_numpy()
        inside = (start >= start[i]) & (stop <= stop[i]) & (start < stop)
        inside |= (value >= low[i]) & (value <= high[i])
        for j in np.flatnonzero(others & inside):
            no, yes = of.row(int(i)), of.row(int(j))
            yield {
                "kind": "denied", "severity": "contradiction", "claims": (no["claim_id"], yes["claim_id"]),
                "quantity": no["quantity"], "unit": no["unit"],
                "explanation": f"{of.about(int(i))}{speaker(no)} denies {figure(no)}, yet {said(yes)}.",
            }  # fmt: skip
