"""What each method of ``reconcile`` takes for the answer; a function from grouped claims to answers.

Ranges (outer bands) are answered by counting origins at each point. Values are answered by one figure for each origin:
its latest, or the median of its latest where they differ. Rules of codebooks work on the numbers as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from estimates.answers.stating import Figures, by_origin, last_said
from estimates.claims.grades import GRADE_WEIGHTS, grades
from estimates.claims.groups import Groups
from estimates.errors import EstimatesError
from estimates.intervals.arrays import RTOL, Bools, Floats, Ints, as_before, by_code, pack, places_of
from estimates.intervals.bands import Bands
from estimates.intervals.ranked import decode, encode, ranks
from estimates.intervals.sweeps import Segments, common, coverage, hull, join, middle
from estimates.schema import CREDIBILITY, RELIABILITY


class Answers(NamedTuple):
    """Answers as arrays, several to a group where they tie; NaN ends where a group has none."""

    group: Ints
    low: Floats
    best: Floats
    high: Floats
    lower: Bools  #: whether the low end is closed
    upper: Bools  #: whether the high end is closed
    basis: Any = None  #: words on what was assumed, or None
    n_support: Any = None  #: origins behind each answer where the method has counted them already

    def take(self, rows: Bools | Ints) -> Answers:
        """Some of the answers, or all in another order."""
        places = places_of(rows)
        columns: list[Any] = [column if column is None else column[places] for column in self]
        return Answers(*columns)


def intersection(groups: Groups) -> Answers:
    """The values that every claim allows."""
    swept = groups.swept
    start, stop = common(swept.ranked.start, swept.ranked.stop, swept.code, len(groups))
    group, start, stop = _filled(start, stop)
    regions = Segments(group, start, stop, groups.n_origins[group])  # what all allow has all behind it
    return _with_unanswered(_together(_regions(swept, regions), _shared(groups)), len(groups))


def enclose(groups: Groups) -> Answers:
    """The least range that holds every claim."""
    bands = groups.bands
    group, start, stop = _filled(*hull(bands.ranked.start, bands.ranked.stop, bands.code, len(groups)))
    return _with_unanswered(
        _regions(bands, Segments(group, start, stop, np.empty(0)))._replace(n_support=None), len(groups)
    )


def consensus(groups: Groups, weights: Floats | None = None) -> Answers:
    """Every range that the most origins allow, or the heaviest."""
    if weights is None:
        found = _together(_regions(groups.swept, _deepest(groups.swept.segments, len(groups))), _shared(groups))
        return _with_unanswered(found, len(groups))
    bands = groups.bands
    segments = coverage(bands.ranked.start, bands.ranked.stop, bands.code, bands.speaker, weights)
    found = _regions(bands, _deepest(segments, len(groups)))._replace(n_support=None)  # weights are no heads
    return _with_unanswered(found, len(groups))


def _deepest(segments: Segments, n_groups: int) -> Segments:
    """The segments that are deepest in their group."""
    deepest = np.zeros(n_groups, dtype=segments.depth.dtype)  # numpy is slow to compare numbers of two kinds
    np.maximum.at(deepest, segments.group, segments.depth)
    places = places_of(segments.depth >= deepest[segments.group] * (1 - RTOL))
    return Segments(*(column[places] for column in segments))


def covered(groups: Groups, at_least: int) -> Answers:
    """Every range that at least so many origins allow, though not the same ones throughout."""
    segments = groups.bands.segments
    enough = segments.depth >= at_least
    found = _regions(groups.bands, join(Segments(*(column[enough] for column in segments))))
    return _with_unanswered(found._replace(n_support=None), len(groups))


def median(groups: Groups) -> Answers:
    """The middle of the origins' figures; its ends are the middle of their low ends and of their high ends."""
    figures = by_origin(groups)
    stating = np.zeros(len(groups), dtype=bool)
    stating[figures.group[~np.isnan(figures.best)]] = True
    # Ends come from the origins that the middle comes from.
    figures = figures.take(~(stating[figures.group] & np.isnan(figures.best)))
    code, n = figures.group, len(groups)
    best, _ = middle(figures.best, np.ones(len(code), dtype=bool), code, n)
    low, lower = middle(figures.low, figures.lower, code, n)
    high, upper = middle(figures.high, figures.upper, code, n)
    stated = np.bincount(code, figures.best == best[code], n) > 0
    basis = _noted(~np.isnan(best) & ~stated, "mean of the middle two")
    return Answers(np.arange(n), low, best, high, lower, upper, basis)


def vote(groups: Groups) -> Answers:
    """Every value that the most origins state; its ends are what all of those allow."""
    ballots, votes, _ = _ballots(groups, by_origin(groups))
    most = np.zeros(len(groups), dtype=np.int64)
    np.maximum.at(most, ballots.group, votes)
    return _with_unanswered(ballots.take(votes == most[ballots.group]), len(groups))


def majority(groups: Groups) -> Answers:
    """The value that more than half of the origins state, else the lowest (Global Terrorism Database)."""
    figures = by_origin(groups)
    ballots, votes, voters = _ballots(groups, figures)
    elected = _with_unanswered(ballots.take(2 * votes > voters[ballots.group]), len(groups))
    none = np.isnan(elected.best)
    rule = _lowest(groups, figures.take(none[figures.group]))
    columns: list[Any] = [np.where(none, b, a) for a, b in zip(elected[1:6], rule[1:6], strict=True)]
    basis = _noted(none & ~np.isnan(rule.best), "no majority, so the lowest")
    return Answers(*[elected.group, *columns, basis])


def lowest(groups: Groups) -> Answers:
    """The lowest figure of any origin (ACLED); its ends are those of the claims that state it."""
    return _lowest(groups, by_origin(groups))


def _lowest(groups: Groups, figures: Figures) -> Answers:
    stated, _ = figures.printed()
    best = _least(stated, figures.group, len(groups))
    chosen = stated <= (best + RTOL * np.abs(best))[figures.group]
    return _enclosed(groups, Answers(*figures[:6]).take(chosen))._replace(best=best)


def _least(numbers: Floats, group: Ints, n_groups: int) -> Floats:
    """The least number of each group; NaN where it has none."""
    least = np.full(n_groups, np.inf)
    np.fmin.at(least, group, numbers)
    return np.where(np.isinf(least), np.nan, least)


def min_max(groups: Groups) -> Answers:
    """From the least to the greatest number printed last by any origin, and no best (Iraq Body Count, TBIJ)."""
    said = last_said(groups)
    low, high = said.printed()
    group = groups.group_of(groups.speakers[0])[said.group]
    ranged = np.flatnonzero(high > low)  # what is printed as one number is ranked once
    printed, group = np.append(low, high[ranged]), np.append(group, group[ranged])
    known = np.flatnonzero(~np.isnan(printed))
    rank, numbers = ranks(group[known], printed[known])
    least, greatest = hull(rank, rank, group[known], len(groups))
    some = np.flatnonzero(least <= greatest)
    none, shut = np.full(len(some), np.nan), np.ones(len(some), dtype=bool)
    return _with_unanswered(Answers(some, numbers[least[some]], none, numbers[greatest[some]], shut, shut), len(groups))


def low_best_high(groups: Groups) -> Answers:
    """As ``min_max``, with the most reliable figure as best, else the lowest (Uppsala Conflict Data Program)."""
    ends, figures = min_max(groups), by_origin(groups)
    best = _least(figures.printed()[0], figures.group, len(groups))
    basis = _noted(~np.isnan(best), "best is the lowest")
    if any(name in groups.claims for name in GRADE_WEIGHTS):
        graded = most_reliable(groups)
        single = np.bincount(graded.group, minlength=len(groups))[graded.group] == 1
        figure = single & ~np.isnan(graded.best)
        best[graded.group[figure]] = graded.best[figure]
        basis[graded.group[figure]] = "best is the most reliable"
    return ends._replace(best=best, basis=basis)


def latest(groups: Groups) -> Answers:
    """The figures of the latest date, each a row where they differ; none where nothing is dated."""
    last = np.full(len(groups), np.iinfo(np.int64).min)
    np.maximum.at(last, groups.code, groups.moment)
    chosen = (groups.moment == last[groups.code]) & (groups.moment > np.iinfo(np.int64).min)
    return _distinct(groups, chosen)


def most_reliable(groups: Groups) -> Answers:
    """The figures of the best Admiralty grade, each a row where they differ: reliability first, then credibility."""
    if not any(name in groups.claims for name in GRADE_WEIGHTS):
        raise EstimatesError(
            "method='most_reliable' needs grades and the table has none.",
            hint="fill the column 'reliability' (A to F), 'credibility' (1 to 6) or both.",
        )
    unknown = len(RELIABILITY) - 1  # F and 6 say that nothing can be said, so they come last with no grade at all
    reliability = _grade(groups, "reliability", RELIABILITY)
    credibility = _grade(groups, "credibility", CREDIBILITY)
    rank = reliability * (unknown + 1) + credibility
    first = np.full(len(groups), np.iinfo(np.int64).max)
    np.minimum.at(first, groups.code, rank)
    judged = rank < unknown * (unknown + 1) + unknown
    return _distinct(groups, (rank == first[groups.code]) & judged)


def _grade(groups: Groups, name: str, order: tuple[str, ...]) -> Ints:
    unjudged = len(order) - 1
    if name not in groups.claims:
        return np.full(len(groups.claims), unjudged)
    place = {grade: i for i, grade in enumerate(order)}
    rank: Ints = grades(groups.claims, name).map(place).fillna(unjudged).to_numpy(dtype=np.int64)
    return rank


def _noted(mask: Bools, words: str) -> Any:
    """A basis: these words where the mask holds."""
    basis = np.full(len(mask), None, dtype=object)
    basis[mask] = words
    return basis


def _filled(start: Ints, stop: Ints) -> tuple[Ints, Ints, Ints]:
    """The groups whose region is not empty, and those regions; a group without claims has a start below all."""
    group = np.flatnonzero((start < stop) & (start >= 0))
    return group, start[group], stop[group]


def _regions(bands: Bands, regions: Segments) -> Answers:
    """Turn regions into answers; a group that has none gets none."""
    low, high, lower, upper = ends = decode(regions.start, regions.stop, bands.ranked.ends)
    best = _only_best(bands, regions.group, ends, regions.start)
    return Answers(regions.group, low, best, high, lower, upper, n_support=regions.depth)


def _shared(groups: Groups) -> Answers:
    """What all bands of the plain groups share; all their origins stand behind it."""
    group = np.flatnonzero(groups.plain)
    shared = groups.bands.shared
    low, high, lower, upper = shared.low[group], shared.high[group], shared.lower[group], shared.upper[group]
    best = _only_best(groups.bands, group, (low, high, lower, upper))
    return Answers(group, low, best, high, lower, upper, n_support=groups.n_origins[group])


def _only_best(bands: Bands, group: Ints, ends: Sequence[Any], start: Ints | None = None) -> Floats:
    """The one value stated inside each range, where claims state one only; a range of one point is that point.

    Where groups have several ranges, ``start`` is the cell that each begins with.
    """
    low, high, lower, upper = ends
    count = np.bincount(group, minlength=bands.n_groups)
    rows = np.flatnonzero(~np.isnan(bands.best) & (count > 0)[bands.code])
    best, code = bands.best[rows], bands.code[rows]
    region = (np.cumsum(count) - count)[code]
    if start is not None and len(several := np.flatnonzero(count[code] > 1)):
        found = np.searchsorted(start, bands.cells(code[several], best[several]), side="right") - 1
        region[several] = np.maximum(found, region[several])
    slack, least, greatest = RTOL * np.abs(best), low[region], high[region]
    above = (best > least) | (lower[region] & (best >= least - slack))
    below = (best < greatest) | (upper[region] & (best <= greatest + slack))
    inside = np.flatnonzero(above & below & (group[region] == code))
    region, best = region[inside], best[inside]
    least, greatest = np.full(len(low), np.inf), np.full(len(low), -np.inf)
    np.minimum.at(least, region, best)
    np.maximum.at(greatest, region, best)
    with np.errstate(invalid="ignore"):
        one = np.isfinite(least) & (greatest - least <= RTOL * np.abs(least))
    return np.where(one, least, np.where((low == high) & lower & upper, low, np.nan))


def _with_unanswered(found: Answers, n_groups: int) -> Answers:
    """Add a row without ends for each group that has no answer; sorted by group."""
    missing = np.flatnonzero(np.bincount(found.group, minlength=n_groups) == 0)
    if not len(missing):
        return found
    nothing, no = np.full(len(missing), np.nan), np.zeros(len(missing), dtype=bool)
    unsaid, nobody = np.full(len(missing), None, dtype=object), np.zeros(len(missing), dtype=np.int64)
    return _together(found, Answers(missing, nothing, nothing, nothing, no, no, unsaid, nobody))


def _together(one: Answers, other: Answers) -> Answers:
    """Answers of both, sorted by group; those of one group as they stand."""
    columns: list[Any] = [
        None if a is None or b is None else np.concatenate([a, b]) for a, b in zip(one, other, strict=True)
    ]
    return Answers(*columns).take(by_code(columns[0]))


def _distinct(groups: Groups, chosen: Bools) -> Answers:
    """The chosen claims' own bands, once where several say the same; by group, low, high, best and closed ends."""
    ranked = groups.bands.ranked
    said: list[Any] = [groups.code, groups.column("low"), groups.best, groups.column("high"), *ranked.closed]

    def news(rows: Ints) -> Bools:
        return ~as_before(*(column[rows] for column in said))

    first, last = ranked.start >> 1, ranked.stop >> 1
    ends = pack(first, last - first)  # in the order of both, and a short number: a group has few ends
    rows = places_of(chosen)
    rows = rows[by_code(ends[rows])]
    new = news(rows)
    unlike = ends[rows[1:]][new[1:] & (ends[rows[1:]] == ends[rows[:-1]])]
    if len(unlike):  # few bands have the same ends and differ in anything else
        some = np.flatnonzero(np.isin(ends[rows], unlike))
        tied = rows[some]
        rows[some] = tied[np.lexsort([column[tied] for column in (*(said[k] for k in (5, 4, 2, 3, 1)), ends)])]
        new = news(rows)
    rows = rows[new]
    return _with_unanswered(Answers(*(column[rows] for column in said)), len(groups))


def _enclosed(groups: Groups, chosen: Answers) -> Answers:
    """For every group the least range that holds the chosen ones; no best."""
    chosen = chosen.take(~(np.isnan(chosen.low) | np.isnan(chosen.high)))
    code, n = chosen.group, len(groups)
    low, lower = _outermost(chosen.low, chosen.lower, code, n)
    high, upper = _outermost(-chosen.high, chosen.upper, code, n)
    high = np.where(np.isclose(low, -high, rtol=RTOL, atol=0), low, -high)  # ends as near as that are one
    some = np.flatnonzero((low < high) | ((low == high) & lower & upper))
    none = np.full(len(some), np.nan)
    return _with_unanswered(Answers(some, low[some], none, high[some], lower[some], upper[some]), n)


def _outermost(ends: Floats, closed: Bools, group: Ints, n_groups: int) -> tuple[Floats, Bools]:
    """The least end of each group, inf where it has none, and whether any end there is closed."""
    least, shut = np.full(n_groups, np.inf), np.zeros(n_groups, dtype=bool)
    np.minimum.at(least, group, ends)
    with np.errstate(invalid="ignore"):  # an infinite end is never closed
        shut[group[closed & (ends <= (least + RTOL * np.abs(least))[group])]] = True
    return least, shut & np.isfinite(least)


def _ballots(groups: Groups, figures: Figures) -> tuple[Answers, Ints, Ints]:
    """Every value that origins state, with the ends that all of those allow; its votes; the voters of each group."""
    figures = figures.take(~np.isnan(figures.best))
    ballot, best = ranks(figures.group, figures.best)
    group = np.empty(len(best), dtype=np.int64)
    group[ballot] = figures.group
    votes, voters = np.bincount(ballot, minlength=len(best)), np.bincount(figures.group, minlength=len(groups))
    bands = encode(figures.low, figures.high, groups=figures.group, flags=(figures.lower, figures.upper))
    start, stop = common(bands.start, bands.stop, ballot, len(best))
    low, high, lower, upper = decode(start, np.minimum(stop, 2 * len(bands.ends)), bands.ends)
    alone = start >= stop  # bands that were stated beside a best need not hold it
    low, high = np.where(alone, best, low), np.where(alone, best, high)
    return Answers(group, low, best, high, lower | alone, upper | alone), votes, voters
