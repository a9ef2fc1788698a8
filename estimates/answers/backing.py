"""How many origins stand behind each answer, and the word for it: agreed, single, majority, split or undetermined."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from estimates.answers.methods import Answers
from estimates.claims.groups import Groups
from estimates.intervals.arrays import RTOL, Bools, Ints
from estimates.schema import WORDS

Verdict = Literal["agreed", "single", "majority", "split", "undetermined"]

_VERDICTS = pd.CategoricalDtype(pd.Index(get_args(Verdict), dtype=WORDS))


def backing(groups: Groups, answers: Answers, method: str) -> tuple[Ints, pd.Categorical]:
    """How many origins stand behind each answer, and what that makes of it: ``n_support`` and ``verdict``."""
    n_support = _depth(groups, answers) if answers.n_support is None else answers.n_support
    n_origins = groups.n_origins[answers.group]
    silent = method not in ("intersection", "consensus")  # there no answer means that claims exclude one another
    unanswered = np.isnan(answers.low) & np.isnan(answers.best) & np.isnan(answers.high)
    still = _still_behind(groups, answers, n_support)
    behind = still == n_origins
    states = [
        (n_origins == 0) | (unanswered & silent),
        behind & (n_origins == 1),
        ~unanswered & _unlikely(groups, answers),
        ~unanswered & _touching(groups, answers) & (not silent),
        behind,
        2 * still > n_origins,
    ]
    words: list[Verdict] = ["undetermined", "single", "split", "split", "agreed", "majority", "split"]
    codes = [_VERDICTS.categories.get_loc(word) for word in words]
    return n_support, pd.Categorical.from_codes(np.select(states, codes[:-1], codes[-1]), dtype=_VERDICTS)


def _still_behind(groups: Groups, answers: Answers, n_support: Ints) -> Ints:
    """How many origins stand behind each answer by what they said last, where all did by something that they said."""
    if len(groups.speakers[0]) == len(groups.code):  # nobody speaks twice
        return n_support
    several = np.bincount(groups.code[~groups.last], minlength=len(groups)) > 0
    asked = np.flatnonzero(several[answers.group] & (n_support == groups.n_origins[answers.group]) & (n_support > 1))
    still = n_support.copy()
    if len(asked):
        some = np.zeros(len(groups), dtype=bool)
        some[answers.group[asked]] = True
        still[asked] = _depth(groups.only(groups.last & some[groups.code]), answers.take(asked))
    return still


def _touching(groups: Groups, answers: Answers) -> Bools:
    """Answers of one number in groups where every band has some width: 100 to 200 and 200 to 300 only touch."""
    width = groups.column("high") - groups.column("low")
    narrowest = np.full(len(groups), np.inf)
    np.minimum.at(narrowest, groups.code, width)
    touch: Bools = (answers.low == answers.high) & (narrowest[answers.group] > 0)
    return touch


def _unlikely(groups: Groups, answers: Answers) -> Bools:
    """Answers that no claim of their group would call likely: bands that touch at an end are no agreement."""
    asked = np.flatnonzero(groups.agreement[answers.group] < 1.0)
    out = np.zeros(len(answers.group), dtype=bool)
    in_doubt = np.zeros(len(groups), dtype=bool)
    in_doubt[answers.group[asked]] = True
    rows = np.flatnonzero(in_doubt[groups.code])
    if not len(rows):
        return out
    least, greatest = (groups.column(name)[rows] for name in ("likely_low", "likely_high"))
    count = np.bincount(groups.code[rows], minlength=len(groups))
    order = np.argsort(groups.code[rows], kind="stable")
    first = np.cumsum(count) - count
    n = count[answers.group[asked]]
    pair = np.repeat(np.arange(len(asked)), n)
    claim = order[np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n) + np.repeat(first[answers.group[asked]], n)]
    low, high = (np.where(np.isnan(end), answers.best, end)[asked][pair] for end in (answers.low, answers.high))
    slack = RTOL * np.maximum(np.abs(np.where(np.isfinite(low), low, 0)), np.abs(np.where(np.isfinite(high), high, 0)))
    meets = (least[claim] <= high + slack) & (greatest[claim] >= low - slack)
    out[asked] = np.bincount(pair, meets, len(asked)) == 0
    return out


def _depth(groups: Groups, answers: Answers) -> Ints:
    """The most origins that allow one value of each answer: its best, if it has one."""
    stated = ~np.isnan(answers.best)
    depth = np.zeros(len(stated), dtype=np.int64)
    for rows, counted in ((stated, _depth_at_best), (~stated, _depth_inside)):
        if rows.any():
            depth[rows] = counted(groups, answers.take(rows))
    return depth


def _depth_at_best(groups: Groups, answers: Answers) -> Ints:
    group, best = answers.group, groups.bands.cells(answers.group, answers.best)
    held = _held_of_one if (group[1:] > group[:-1]).all() else _held
    depth = held(groups, group, best)
    # Where nobody holds best itself it may stand at the open end of a band ("more than 900"): the cells beside count.
    open_ = np.flatnonzero((depth == 0) & (best % 2 == 0))  # between ends nothing is beside
    if len(open_):
        depth[open_] = np.maximum(*(held(groups, group[open_], best[open_] + way) for way in (-1, 1)))
    return depth


def _held_of_one(groups: Groups, group: Ints, cells: Ints) -> Ints:
    """How many origins hold a cell, one cell to a group: each band is asked, and none need be swept."""
    bands, asked = groups.bands, np.full(len(groups), np.iinfo(np.int64).min)
    asked[group] = cells
    cell = asked[bands.code]
    rows = np.flatnonzero((bands.ranked.start <= cell) & (cell < bands.ranked.stop))
    speakers = groups.speakers[0]
    holding = np.zeros(len(speakers), dtype=bool)
    holding[bands.speaker[rows]] = True
    return np.bincount(groups.group_of(speakers[holding]), minlength=len(groups))[group]


def _held(groups: Groups, group: Ints, cells: Ints) -> Ints:
    """How many origins hold each cell, several cells to a group."""
    segments = groups.bands.segments
    place = np.searchsorted(segments.start, cells, side="right") - 1
    inside = (place >= 0) & (cells < np.append(segments.stop, 0)[place])
    held: Ints = np.append(segments.depth, 0)[np.where(inside, place, -1)]
    return held


def _depth_inside(groups: Groups, answers: Answers) -> Ints:
    segments = groups.bands.segments
    low, high = groups.bands.cells(answers.group, answers.low), groups.bands.cells(answers.group, answers.high)
    low = low + ((low % 2 == 0) & ~answers.lower)
    high = high + ((high % 2 == 1) | answers.upper)
    left = np.searchsorted(segments.stop, low, side="right")
    right = np.searchsorted(segments.start, high, side="left")
    spans = np.column_stack([left, np.maximum(right, left)]).ravel()
    deepest = np.maximum.reduceat(np.append(segments.depth, 0), spans)[::2] if len(spans) else segments.depth[:0]
    known = ~np.isnan(answers.low) & ~np.isnan(answers.high)
    inside: Ints = np.where((right > left) & known, deepest, 0)
    return inside
