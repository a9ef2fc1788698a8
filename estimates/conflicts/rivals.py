"""What tells a rival from news: of two figures those that are of one time, or that a later time does not explain."""

from __future__ import annotations

import numpy as np

from estimates.claims.comparable import day_of, narrated
from estimates.coded import among, coded
from estimates.conflicts.comparison import Comparison
from estimates.conflicts.growing import disputes, led_by, sentence_numbers
from estimates.intervals.arrays import Bools, Floats, Ints

HASTE = 10.0  # times as fast as ever since it began: growth beyond that is no news but a rival
_PACED = 100.0  # a count from which it has a pace
_FAR = 1.5  # times: a report that lags behind a count, or rounds it, is nearer to it
_MONTH = np.timedelta64(31, "D")  # in which what one event cost does not become a multiple; a war's toll does
_FEW = 100  # figures of a group that has courses; a long series speaks by its latest


def standing(of: Comparison) -> Bools:
    """Which figures take part in clashes: the last of each source, and earlier ones where a group is small.

    Who said that 12 had died and then 14 has denied the 46 that others told meanwhile, and what two told of 2021 stays
    at odds whatever they tell of 2023. What only a narrator tells, in a word for a size ("thousands marched"), leaves
    the counting to others.
    """
    told = of.sentence >= 0
    sized = told & among(coded(of.claims["hedge"]), ("vague",)) & narrated(of.claims)
    dated = ~np.isnat(of.spans[0][0]) if of.window is None else False
    return np.asarray((of.current | (of.affirmed & few(of) & (of.running | of.fixed | told | dated))) & ~sized)


def few(of: Comparison) -> Bools:
    """Which figures are of a group as small as what articles tell of one event."""
    return np.asarray((np.bincount(of.group, minlength=of.n_groups) <= _FEW)[of.group])


def of_one_time(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether of two figures that stand in no one sentence neither is of an earlier time, or the rise was too fast."""
    apart = of.sentence[lower] != of.sentence[upper]
    fast = haste(of, lower, upper) > HASTE
    together = (~of.earlier(lower, upper) | fast) & ~of.earlier(upper, lower)
    return np.asarray(apart & together & ~_outdated(of, lower, upper) & ~went_on(of, lower, upper))


def went_on(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether one article tells that a running count "rose to 52" which "had stood at 49", or was lower before."""
    out = np.zeros(len(lower), dtype=bool)
    some = np.flatnonzero(of.running[lower] & (of.sentence[lower] >= 0) & (of.print[lower] == of.print[upper]))
    if len(some) and {"text", "sentence"} <= {*of.claims}:
        number = sentence_numbers(of.claims)
        before = led_by(of.claims, lower[some], "had_been") | (number[lower[some]] < number[upper[some]])
        out[some] = before & led_by(of.claims, upper[some], "rises")
    return out


def _outdated(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether one of the two has a later figure of its source, and they are not far apart or that meets the other.

    What an article tells of two sources beside each other stays at odds, whatever one of them says in another; what
    it tells as an older figure of a source ("11,000, up from 8,000 a week earlier") does not.
    """
    (start, stop, _), later = of.ranked, of.later
    told_older = (later >= 0) & (of.print[later] == of.print)
    beside = (of.sentence >= 0) & ~narrated(of.claims) & ~told_older
    beside = (
        beside[lower] & beside[upper] & (of.print[lower] == of.print[upper]) & (of.source[lower] != of.source[upper])
    )
    older = (later >= 0) & ~of.cumulative  # what a running total counted once it holds to
    old = (older[lower] | older[upper]) & ~beside
    met = (later[lower] >= 0) & (stop[later[lower]] > start[upper])
    met |= (later[upper] >= 0) & (start[later[upper]] < stop[lower])
    lasting = of.running | of.fixed
    met |= ~lasting[lower] | ~_far(of, lower, upper)
    return np.asarray(old & met & ~_of_one_span(of, lower, upper))


def _of_one_span(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether two sources give levels of one day, month or year in a table; texts tell old ones to say what changed."""
    start, stop = of.spans[0]
    one = (start[lower] == start[upper]) & (stop[lower] == stop[upper]) & (of.source[lower] != of.source[upper])
    return np.asarray(one & ~of.running[lower] & (of.sentence[lower] < 0) & (of.sentence[upper] < 0))


def rivals(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether two figures contradict each other, among all pairs of disjoint figures of some groups.

    Those of one time do, but two prints of one day may tell a count that went on. Of two times a later count, higher by
    far, is a rival of what a party told of its own losses, and of what goes another course: see ``_side_by_side``.
    """
    met = of_one_time(of, lower, upper) | _contested(of, lower, upper) | _set_against(of, lower, upper)
    told = (of.running & few(of))[lower]
    if not told.any():
        return met
    unordered = met & told & of.counts[lower] & (of.print[lower] != of.print[upper])
    later = of.earlier(lower, upper)
    other = (of.source[lower] != of.source[upper]) | (of.source[lower] < 0)
    begin = of.times[0]
    counts = told & other & _far(of, lower, upper) & (np.abs(begin[upper] - begin[lower]) <= _MONTH)
    side = of.own[lower] | _side_by_side(of, lower, upper, counts & ~later & ~unordered)
    side &= counts & (later | unordered)
    peak = _peaks(of)[of.group[lower]]
    grown = unordered & of.earlier(upper, peak) & (of.ranked.start[peak] >= of.ranked.start[upper])
    return np.asarray((met & ~grown) | side)


def _contested(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether the sentence of one of two figures sets its own against the other, which its article repeats.

    "There were 19,500, and not the 40,000 reported before" is no news of those 40,000, whoever told them when.
    """
    out = np.zeros(len(lower), dtype=bool)
    (start, stop, _), disputing = of.ranked, np.flatnonzero(disputes(of.claims) & of.affirmed)
    if not len(disputing):
        return out
    for row in disputing.tolist():
        beside = np.flatnonzero((of.print == of.print[row]) & (of.group == of.group[row]))
        for one, other in ((lower, upper), (upper, lower)):
            some = np.flatnonzero(one == row)
            told = other[some]
            out[some] |= (
                (start[told, None] < stop[beside]) & (start[beside] < stop[told, None]) & (beside != row)
            ).any(1)
    return out


def _set_against(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether two sources are told side by side, in one sentence or one that opens with "but", and one on no day.

    "On Monday the army spoke of 15 dead. But Ann Lee says at least 200 were killed" is no news of those 15.
    """
    out, claims = np.zeros(len(lower), dtype=bool), of.claims
    if not {"sentence", "locator"} <= {*claims}:
        return out
    dated = ~(np.isnat(of.spans[0][0]) & np.isnat(day_of(claims, "counted")))
    told = (of.source >= 0) & (of.sentence >= 0) & ~narrated(claims)
    beside = told[lower] & told[upper] & (of.print[lower] == of.print[upper]) & (of.source[lower] != of.source[upper])
    some = np.flatnonzero(beside & ~(dated[lower] & dated[upper]))
    if not len(some):
        return out
    at, but = sentence_numbers(claims), claims["sentence"].str.startswith("But ").to_numpy(dtype=bool, na_value=False)
    last = np.where(at[lower[some]] > at[upper[some]], lower[some], upper[some])
    apart = np.abs(at[lower[some]] - at[upper[some]])
    out[some] = (apart == 0) | ((apart == 1) & but[last])
    return out


def _side_by_side(of: Comparison, lower: Ints, upper: Ints, odds: Bools) -> Bools:
    """Whether two sources go on with courses of their own, so that the later and higher count is no news of the other.

    Two counts are at ``odds`` if the higher was told first, or both by one article. Then whoever told the higher has
    not been told by the lower (120, 43, 135), nor has whoever told the lower come round since (43, 120, 50).
    """
    n = int(of.source.max(initial=0)) + 1
    again, still = lower * n + of.source[upper], upper * n + of.source[lower]
    known = (of.source[lower] >= 0) & (of.source[upper] >= 0)
    return np.asarray(known & (np.isin(again, again[odds & known]) | np.isin(still, still[odds & known])))


def _peaks(of: Comparison) -> Ints:
    """The highest count of each group, of equals the last; -1 where there is none."""
    peaks = np.full(of.n_groups, -1)
    rows = np.flatnonzero(of.affirmed & of.running)
    rows = rows[np.lexsort((of.times[0][rows], of.ranked.start[rows]))]
    peaks[of.group[rows]] = rows
    return peaks


def _far(of: Comparison, lower: Ints, upper: Ints) -> Bools:
    """Whether one count is far above another that was counted too: "dozens" says that nobody has."""
    counted = ~among(coded(of.claims["hedge"]), ("vague",))
    return np.asarray(counted[lower] & counted[upper] & (of.low[upper] > _FAR * of.high[lower]))


def paced(of: Comparison) -> Bools:
    """Which counts have a known day on which they begin."""
    return np.asarray(of.running & ~np.isnat(of.begun))


def haste(of: Comparison, i: Ints, j: Ints) -> Floats:
    """By how many times each count i must have sped up to become the count j of another source.

    That is the rise between their bands by the day, held against the pace from the day on which i begins (``since``)
    to the day it was counted on, both spans being one day at least. 0 where that day is not known, and for small
    counts, which go by leaps.
    """
    out = np.zeros(len(i))
    some = paced(of)[i] & ((of.source[i] != of.source[j]) | (of.source[i] < 0))
    some = np.flatnonzero(some & (of.high[i] >= _PACED))
    if not len(some):
        return out
    i, j = i[some], j[some]
    since, counted, untold = of.begun[i], of.spans[1][0], of.untold(i, j)
    begin, end = (np.where(untold, of.days[0][k], counted[k]) for k in (i, j))
    lasted, between = ((b - a) / np.timedelta64(1, "D") for a, b in ((since, begin), (begin, end)))
    with np.errstate(divide="ignore", invalid="ignore"):
        pace = of.high[i] / np.maximum(lasted, 1.0)
        faster = (of.low[j] - of.high[i]) / np.maximum(between, 1.0) / pace
    out[some] = np.where((lasted > 0) & np.isfinite(faster), faster, 0.0)
    return out
