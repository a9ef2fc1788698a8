"""Two claims that cannot both be true: bands apart, and what one source affirms while another denies it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from estimates.claims import phrasing
from estimates.claims.comparable import ONE_SIDED, denied
from estimates.claims.wording import amount, number
from estimates.coded import among, coded
from estimates.conflicts.comparison import Comparison
from estimates.conflicts.listing import Findings
from estimates.conflicts.rivals import HASTE, few, haste, of_one_time, paced, rivals, standing
from estimates.intervals.arrays import Ints, dense
from estimates.intervals.ranked import UNKNOWN_START
from estimates.intervals.sweeps import common
from estimates.relations.network import ranges

_CHUNK = 2_000_000  # pairs held at once


class Pairs(NamedTuple):
    """Pairs of rows, and how many there are in the group of each."""

    one: Ints
    other: Ints
    n: Ints


def clashes(of: Comparison) -> Findings:
    """Pairs of one group whose outer bands share no value, the widest gaps first."""
    rows = np.flatnonzero(standing(of))
    start, stop = common(of.ranked.start[rows], of.ranked.stop[rows], of.group[rows], of.n_groups)
    rows = rows[(start >= stop)[of.group[rows]] & (of.ranked.start[rows] < of.ranked.stop[rows])]
    rows = rows[np.argsort(of.group[rows], kind="stable")]
    uppers, first, n_above = _above(of, rows)
    total = np.bincount(of.group[rows], n_above, of.n_groups)
    parts, has_pace, is_small = [], paced(of), few(of)
    for some in _blocks(of.group[rows], n_above):
        group = of.group[rows[some[0]]]
        if total[group] > _CHUNK and not is_small[rows[some[0]]]:
            parts.append((_in_turns if has_pace[rows[some]].any() else _large)(of, rows[some]))
        else:
            lower, upper = np.repeat(rows[some], n_above[some]), uppers[ranges(first[some], n_above[some])]
            at_odds = rivals(of, lower, upper)
            parts.append(_listed(of, lower[at_odds], upper[at_odds]))
    return Findings.joined([Findings.of(0), *(_clashes(of, pairs) for pairs in parts)])


def _above(of: Comparison, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Rows by their lower ends; and of those wholly above each row the place of the first, and their number.

    The cells of a group lie below those of the next, so that one search finds the place.
    """
    uppers = rows[of.ranked.start[rows] != UNKNOWN_START]
    uppers = uppers[np.argsort(of.ranked.start[uppers], kind="stable")]
    first = np.searchsorted(of.ranked.start[uppers], of.ranked.stop[rows])
    over = np.searchsorted(of.group[uppers], of.group[rows], side="right")
    return uppers, first, np.maximum(over - first, 0)


def _blocks(group: Ints, n: Ints) -> list[Ints]:
    """Places in blocks of whole groups that hold no more pairs than can be held at once, or one group."""
    if not len(group):
        return []
    new = np.append(True, group[1:] != group[:-1])
    begins = np.flatnonzero(new)
    pairs = np.add.reduceat(n, begins)
    block, held, last = np.zeros(len(begins), dtype=np.int64), 0, 0
    for k, more in enumerate(pairs.tolist()) if int(n.sum()) > _CHUNK else ():
        if held + more > _CHUNK and k:
            last, held = last + 1, 0
        block[k], held = last, held + more
    number = block[np.cumsum(new) - 1]
    return np.split(np.arange(len(group)), np.flatnonzero(np.diff(number)) + 1)


def _listed(of: Comparison, lower: Ints, upper: Ints) -> Pairs:
    """Of all pairs of some groups those with the widest gaps in each; of gaps that are equal those with open ends."""
    group, ends = of.group[lower], (-of.ranked.start[upper], of.ranked.stop[lower])
    count = np.bincount(group, minlength=of.n_groups)
    order = np.lexsort((upper, lower, *ends, of.high[lower] - of.low[upper], group))
    before = np.cumsum(count) - count
    order = order[np.arange(len(order)) - before[group[order]] < of.max_pairs]
    return Pairs(lower[order], upper[order], count[group[order]])


def _large(of: Comparison, rows: Ints) -> Pairs:
    """The same for one group of too many pairs to hold: figures of one time and one kind are counted together.

    Within each such class the widest gaps lie between the lowest upper and the highest lower ends.
    """
    kinds = _classes(of, rows)
    by_start = rows[np.argsort(of.ranked.start[rows], kind="stable")]
    by_start = by_start[of.ranked.start[by_start] != UNKNOWN_START]
    number = np.full(len(of.claims), -1)
    number[rows] = kinds
    some = np.zeros(int(kinds.max()) + 1, dtype=np.int64)
    some[kinds] = rows
    within = _in_one_sentence(of, rows)
    shown = of.max_pairs + max((len(w) for w in within), default=0)
    lower, upper, count = list[Ints](), list[Ints](), 0
    for kind, one in enumerate(some.tolist()):
        every = np.full(len(some), one)
        one_time = ~of.earlier(every, some) & ~of.earlier(some, every)
        above = by_start[one_time[number[by_start]]]
        mine = rows[kinds == kind]
        stop, start = of.ranked.stop[mine], of.ranked.start[above]
        count += int((len(start) - np.searchsorted(start, stop)).sum())
        lowest, highest = mine[np.argsort(stop, kind="stable")[:shown]], _highest(of, above, shown)
        i, j = np.nonzero(of.ranked.stop[lowest][:, None] <= of.ranked.start[highest][None, :])
        lower.append(lowest[i])
        upper.append(highest[j])
    for together in within:
        a, b = (side.ravel() for side in np.meshgrid(together, together))
        count -= len(_disjoint_of_one_time(of, a, b))
    below, over = np.concatenate(lower), np.concatenate(upper)
    met = of_one_time(of, below, over)
    pairs = _listed(of, below[met], over[met])
    return pairs._replace(n=np.full(len(pairs.one), count))


def _in_turns(of: Comparison, rows: Ints) -> Pairs:
    """The same where counts could outrun their pace, which hangs on both figures: all pairs, not all at once."""
    best, count = Pairs(*(np.zeros(0, dtype=np.int64),) * 3), 0
    uppers, first, n_above = _above(of, rows)
    for some in np.split(np.arange(len(rows)), np.flatnonzero(np.diff(np.cumsum(n_above) // _CHUNK)) + 1):
        upper = uppers[ranges(first[some], n_above[some])]
        lower = np.repeat(rows[some], n_above[some])
        met = of_one_time(of, lower, upper)
        count += int(met.sum())
        best = _listed(of, np.append(best.one, lower[met]), np.append(best.other, upper[met]))
    return best._replace(n=np.full(len(best.one), count))


def _classes(of: Comparison, rows: Ints) -> Ints:
    """Figures between whose times nothing that is asked of them can tell, as one number."""
    spans = [*of.spans[0], *of.spans[1], *of.printed]
    columns = [of.counts[rows].astype(np.int64), of.running[rows].astype(np.int64)]
    columns += [of.source[rows]] if of.stays[rows].any() else []  # rivals are told by whom they are
    columns += [ends[rows].view(np.int64) for ends in spans]
    return np.unique(np.column_stack(columns), axis=0, return_inverse=True)[1].ravel()


def _highest(of: Comparison, by_start: Ints, n: int) -> Ints:
    """Those of the highest lower ends, of equals the first rows."""
    start = of.ranked.start[by_start]
    last = by_start[start >= (start[-n] if len(start) >= n else UNKNOWN_START)]
    return last[np.lexsort((last, -of.ranked.start[last]))[:n]]


def _in_one_sentence(of: Comparison, rows: Ints) -> list[Ints]:
    """Rows that stand in one sentence with others, by sentence."""
    rows = rows[np.argsort(of.sentence[rows], kind="stable")]
    parts = np.split(rows, np.flatnonzero(np.diff(of.sentence[rows])) + 1)
    return [part for part in parts if len(part) > 1]


def _disjoint_of_one_time(of: Comparison, lower: Ints, upper: Ints) -> Ints:
    apart = (of.ranked.stop[lower] <= of.ranked.start[upper]) & ~of.earlier(lower, upper) & ~of.earlier(upper, lower)
    return np.flatnonzero(apart)


def _clashes(of: Comparison, pairs: Pairs) -> Findings:
    """Each pair as a finding, with a sentence."""
    one, other, _ = pairs
    rows, places = dense(np.concatenate(pairs[:2]))
    a, b = places[: len(one)], places[len(one) :]
    hedge = coded(of.claims["hedge"])
    up_to, one_sided = (among(hedge, words)[rows] for words in (("up_to",), ONE_SIDED))
    unit = phrasing.cells(of.claims["unit"], one)
    gap = np.maximum(of.low[other] - of.high[one], 0.0)
    went_on = np.where(of.earlier(one, other), np.maximum(haste(of, one, other), 1.0), 0.0)
    shares = phrasing.shares(of.claims, rows)
    own, shared = of.own[one].tolist(), (shares[a] & shares[b]).tolist()
    apart = phrasing.once(_apart, gap.tolist(), unit, went_on.tolist(), own, shared)
    sayings, bands = phrasing.sayings(of.claims, rows), phrasing.bands(of.claims, rows)
    words = zip(of.abouts(one), a.tolist(), b.tolist(), apart, strict=True)
    return Findings.of(
        len(one),
        kind=np.where(one_sided[a] | one_sided[b] | (of.low[one] == -np.inf) | (of.high[other] == np.inf),
                      "bound", "disjoint"),
        severity=np.where(up_to[a] | of.tentative[one] | of.tentative[other], "weak", "contradiction"),
        claims=_two(of, one, other), quantity=phrasing.cells(of.claims["quantity"], one), gap=gap, unit=unit,
        n_pairs=pairs.n, radius=of.radius(one, other),
        explanation=[
            f"{about}{sayings[i]} and {sayings[j]}; read as {bands[i]} and as {bands[j]}, {apart}."
            for about, i, j, apart in words
        ],
    )  # fmt: skip


def _apart(gap: float, unit: object, went_on: float, own: bool, shares: bool) -> str:
    """How far two figures are apart, and why the later one is no news of the earlier.

    ``went_on`` is 0 for figures of one time, else how much faster the count grew; ``own`` are a party's own losses.
    """
    points = "percentage_point" if shares or unit == "percent" else unit
    size = (100 * gap if shares else gap, points)
    apart = f"they are {amount(*size)} apart" if gap else "they exclude each other at the very end"
    if went_on > HASTE:
        return f"{apart}, and the count would have grown {number(float(f'{went_on:.2g}'))} times as fast as before"
    why = "the lower is what those who lost them say" if own else "two counts went on side by side"
    return f"{apart}, and {why}" if went_on else apart


def _two(of: Comparison, one: Ints, other: Ints) -> list[tuple[str, str]]:
    return list(zip(*(phrasing.cells(of.claims["claim_id"], rows) for rows in (one, other)), strict=True))


def denials(of: Comparison) -> Findings:
    """What a source affirms and another denies, or the same one later; up to ``max_pairs`` of a group, by their ids."""
    no = denied(of.claims) & of.ranked.known
    affirmed = np.flatnonzero(of.affirmed & (np.bincount(of.group[no], minlength=of.n_groups) > 0)[of.group])
    affirmed = affirmed[np.argsort(of.group[affirmed], kind="stable")]
    denying = np.flatnonzero(no)
    denying = denying[np.argsort(of.group[denying], kind="stable")]
    first = np.searchsorted(of.group[affirmed], of.group[denying])
    n = np.searchsorted(of.group[affirmed], of.group[denying], side="right") - first
    found = list[tuple[Ints, Ints]]()
    count = np.zeros(of.n_groups, dtype=np.int64)
    for some in np.split(np.arange(len(denying)), np.flatnonzero(np.diff(np.cumsum(n) // _CHUNK)) + 1):
        i, j = _denied(of, np.repeat(denying[some], n[some]), affirmed[ranges(first[some], n[some])])
        before = count[of.group[i]] + _place(of.group[i])
        found.append((i[before < of.max_pairs], j[before < of.max_pairs]))
        count += np.bincount(of.group[i], minlength=of.n_groups)
    one, other = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    (no_rows, i), (yes_rows, j) = (dense(rows) for rows in (one, other))
    who, what = phrasing.speakers(of.claims, no_rows), phrasing.figures(of.claims, no_rows)
    sayings = phrasing.sayings(of.claims, yes_rows)
    again = ((of.source[one] == of.source[other]) & (of.source[one] >= 0)).tolist()
    return Findings.of(
        len(one), kind="denied", severity="contradiction", claims=_two(of, one, other), n_pairs=count[of.group[one]],
        quantity=phrasing.cells(of.claims["quantity"], one), unit=phrasing.cells(of.claims["unit"], one),
        explanation=[
            f"{about}{who[k]} denies {what[k]}, yet {'earlier ' if same else ''}{sayings[m]}."
            for about, k, m, same in zip(of.abouts(one), i.tolist(), j.tolist(), again, strict=True)
        ],
    )  # fmt: skip


def _denied(of: Comparison, i: Ints, j: Ints) -> tuple[Ints, Ints]:
    """Of pairs of a denial and an affirmation those where what is denied holds what is affirmed.

    They are by two sources, or what one affirmed it denied later.
    """
    (start, stop, _), value = of.ranked, of.claims["value"].to_numpy(dtype=float)
    inside = (start[j] >= start[i]) & (stop[j] <= stop[i]) & (start[j] < stop[j])
    inside |= (value[j] >= of.low[i]) & (value[j] <= of.high[i])
    inside &= (of.source[i] != of.source[j]) | (of.source[i] < 0) | of.earlier(j, i)
    return i[inside], j[inside]


def _place(ordered: Ints) -> Ints:
    """The place of each among its equals, which stand together."""
    first = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    return np.asarray(np.arange(len(ordered)) - np.flatnonzero(first)[np.cumsum(first) - 1])
