"""Two claims that cannot both be true: bands apart, and what one source affirms while another denies it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from estimates.claims.comparable import ONE_SIDED, denied
from estimates.claims.wording import amount, band, figure, number, said, speaker
from estimates.conflicts.comparison import Comparison
from estimates.intervals.arrays import Ints
from estimates.intervals.sweeps import common

_CHUNK = 2_000_000  # pairs held at once
_HASTE = 10.0  # times as fast as ever since it began: growth beyond that is no news but a rival
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
    """The widest gaps of a group between figures of one time."""
    if len(rows) > _DENSE and len(np.unique(of.sentence[rows])) == len(rows) and _of_one_time(of, rows):
        yield from _widest(of, rows)
        return
    found: list[tuple[float, int, int]] = []
    count = 0
    step = max(1, _CHUNK // len(rows))
    for first in range(0, len(rows), step):
        lower, upper = _disjoint(of, rows[first : first + step], rows)
        gaps = of.low[upper] - of.high[lower]
        count += len(gaps)
        widest = np.lexsort((upper, lower, -gaps))[: of.max_pairs]
        found += zip((-gaps[widest]).tolist(), lower[widest], upper[widest], strict=True)
    for gap, a, b in sorted(found)[: of.max_pairs]:
        yield _pair(of, int(a), int(b), max(-gap, 0.0), count)


def _of_one_time(of: Comparison, rows: Ints) -> bool:
    """Whether no figure of a group is earlier than another."""
    start, stop = (ends[rows] for ends in of.times)
    known = ~np.isnat(start)
    if not known.any() or of.counts[rows].any():
        return not known.any()
    return bool(start[known].max() < stop[known].min())


def _disjoint(of: Comparison, some: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Pairs of one of some and one of all rows, the first wholly below the second, of which neither is earlier."""
    start, stop = of.ranked.start, of.ranked.stop
    i, j = np.nonzero(stop[some][:, None] <= start[rows][None, :])
    i, j = some[i], rows[j]
    apart = (start[i] < stop[i]) & (start[j] < stop[j]) & (of.sentence[i] != of.sentence[j])
    i, j = i[apart], j[apart]
    together = (~of.earlier(i, j) | (of.haste(i, j) > _HASTE)) & ~of.earlier(j, i)
    return i[together], j[together]


def _widest(of: Comparison, rows: Ints) -> Iterator[dict[str, Any]]:
    """The same without all pairs: the widest gaps lie between the lowest upper and the highest lower ends."""
    rows = rows[of.ranked.start[rows] < of.ranked.stop[rows]]
    start, stop = of.ranked.start[rows], of.ranked.stop[rows]
    n_pairs = int(np.searchsorted(np.sort(stop), start, side="right").sum())
    lowest = np.sort(rows[np.argsort(stop, kind="stable")[: of.max_pairs]])
    highest = np.sort(rows[np.argsort(-start, kind="stable")[: of.max_pairs]])
    lower, upper = _disjoint(of, lowest, highest)
    gaps = of.low[upper] - of.high[lower]
    for k in np.lexsort((upper, lower, -gaps))[: of.max_pairs]:
        yield _pair(of, int(lower[k]), int(upper[k]), float(max(gaps[k], 0.0)), n_pairs)


def _pair(of: Comparison, lower: int, upper: int, gap: float, n_pairs: int) -> dict[str, Any]:
    a, b = of.row(lower), of.row(upper)
    one_sided = a["hedge"] in ONE_SIDED or b["hedge"] in ONE_SIDED or bool(np.isinf([a["low"], b["high"]]).any())
    apart = f"they are {amount(gap, a['unit'])} apart" if gap else "they exclude each other at the very end"
    return {
        "kind": "bound" if one_sided else "disjoint",
        "severity": "weak" if a["hedge"] == "up_to" or of.tentative[[lower, upper]].any() else "contradiction",
        "claims": (a["claim_id"], b["claim_id"]),
        "quantity": a["quantity"], "gap": gap, "unit": a["unit"], "n_pairs": n_pairs,
        "radius": float(of.radius(lower, upper)),
        "explanation": f"{of.about(lower)}{said(a)} and {said(b)}; "
        f"read as {band(a['low'], a['high'], a['closed'])} and as {band(b['low'], b['high'], b['closed'])}, "
        f"{apart}{_in_haste(of, lower, upper)}.",
    }  # fmt: skip


def _in_haste(of: Comparison, lower: int, upper: int) -> str:
    """Why a later and higher count is held against an earlier one."""
    i, j = np.array([lower]), np.array([upper])
    times = float(of.haste(i, j)[0]) if of.earlier(i, j)[0] else 0.0
    return f", and the count would have grown {number(float(f'{times:.2g}'))} times as fast as before" if times else ""


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
