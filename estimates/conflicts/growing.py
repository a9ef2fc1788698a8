"""What the words of a claim say of its course: counts that only grow, states that end one by one, and what is over."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from estimates.claims.comparable import covered, day_of
from estimates.claims.phrasing import cells
from estimates.claims.wording import day
from estimates.coded import among, coded
from estimates.intervals.arrays import Bools, Floats, Ints, dense, pack

_LED = 70  # characters before a figure that lead to it
_FALLS, _STEPS = 2, 4  # falls of a source's own figures, and of how many steps one, which no running total has
_NEWS = np.timedelta64(7, "D")  # after which nobody prints a count as news

Has: TypeAlias = Callable[[str], Bools]  #: whether the words of each claim have one of a list of ``growing.toml``


def left_behind(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether a figure counts a state in which an event left people, and its day is that of the event."""
    told = of_the_day(claims)
    return told & has("left_behind") if told.any() else told


def of_the_day(claims: pd.DataFrame) -> Bools:
    """Whether the day of each figure is that of the event."""
    told = np.zeros(len(claims), dtype=bool)
    if "event" not in claims or not len(claims):
        return told
    rows = np.flatnonzero((claims["event"].notna() & claims["as_of"].notna()).to_numpy(dtype=bool))
    events = claims["event"].iloc[rows].astype(object)
    told[rows] = [day(when) in name for when, name in zip(claims["as_of"].iloc[rows], events, strict=True)]
    return told


def of_its_day(claims: pd.DataFrame, group: Ints, has: Has, rolling: Bools) -> Bools:
    """Whether each figure is of a group that tells what was so on the day of its event: that stays as it was.

    "76 were underground on Wednesday night", "six bombs were dropped on Monday": whatever is filed with it is of that
    day too, if nothing there names another day, nor an hour as rolling news do. No such fact is what an event does to
    people in the hours and days after, nor whom it leaves in which state.
    """
    facts = among(coded(claims["unit"]), ("person", "count"))
    facts = facts & of_the_day(claims) & _of_one(claims) if facts.any() else facts
    if not facts.any():
        return facts
    for name in ("only_grow", "grow_since", "no_total", "left_behind", "dealt_with", "by_and_by"):
        facts = facts & ~has(name)
    elsewhen = claims["as_of"].notna().to_numpy(dtype=bool) & ~facts
    return some_of(group, facts) & ~some_of(group, elsewhen | rolling)


def some_of(group: Ints, rows: Bools) -> Bools:
    """Which rows are of a group that has some of these."""
    return np.asarray((np.bincount(group, rows) > 0)[group])


def long_over(claims: pd.DataFrame) -> Bools:
    """Whether each figure that was read in a text is told as history there: "last month", "in July 2003"."""
    if "precision" not in claims or "sentence" not in claims:
        return np.zeros(len(claims), dtype=bool)
    over = among(coded(claims["precision"]), ("month", "year")) & claims["sentence"].notna().to_numpy(dtype=bool)
    over &= covered(claims)[1] <= day_of(claims, "reported")
    return np.asarray(over & np.isnat(day_of(claims, "since")) & np.isnat(day_of(claims, "counted")))


def told_at_once(claims: pd.DataFrame) -> Bools:
    """Whether each figure was printed within days of the day on which it was counted, or that it is of."""
    days = np.where(np.isnat(counted := day_of(claims, "counted")), day_of(claims, "as_of"), counted)
    exact = ~among(coded(claims["precision"]), ("month", "year")) if "precision" in claims else True
    return np.asarray(exact & (day_of(claims, "reported") - days <= _NEWS))


@cache
def _growing() -> dict[str, re.Pattern[str]]:
    lexicon = tomllib.loads(files("estimates.conflicts").joinpath("growing.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, words))})(?![a-z])")
        for name, words in lexicon.items()
    }


def read_words(claims: pd.DataFrame) -> Has:
    """What tells whether the words of each claim have one of a list; each combination of words is read once."""
    columns = [claims[name] for name in ("quantity", "drafted", "noun") if name in claims]
    key, code = np.zeros(min(1, len(claims)), dtype=np.int64), np.zeros(len(claims), dtype=np.int64)
    for column in columns:
        key, code = dense(pack(code, coded(column)[0] + 1))
    rows = np.empty(len(key), dtype=np.int64)
    rows[code] = np.arange(len(code))
    said = zip(*(cells(column, rows) for column in columns), strict=True)
    distinct = [" ".join(word if isinstance(word, str) else "" for word in words).lower() for words in said]

    @cache
    def has(name: str) -> Bools:
        search = _growing()[name].search
        found: Bools = np.array([bool(search(words)) for words in distinct], dtype=bool)[code]
        return found

    return has


def disputes(claims: pd.DataFrame, words: str = "disputes") -> Bools:
    """Whether the sentence of each claim sets a count against what others told: "and not the 52 announced before".

    Or whether it has any word of another list.
    """
    if "sentence" not in claims:
        return np.zeros(len(claims), dtype=bool)
    told = claims["sentence"].astype(object).fillna("").str.lower().str.contains(_growing()[words])
    return np.asarray(told, dtype=bool)


def sentence_numbers(claims: pd.DataFrame) -> Floats:
    """The number of the sentence of its article in which each figure that was read in a text stands; NaN for others."""
    if not {"sentence", "locator"} <= {*claims} or not claims["sentence"].notna().any():
        return np.full(len(claims), np.nan)
    number = claims["locator"].astype(object).where(claims["sentence"].notna()).astype("str")
    numbers: Floats = number.str.extract(r"sentence (\d+)$", expand=False).to_numpy(dtype=float, na_value=np.nan)
    return numbers


def led_by(claims: pd.DataFrame, rows: Ints, words: str) -> Bools:
    """Whether any word of a list stands before the figure of each of these rows, in its sentence and near it."""
    search = _growing()[words].search
    told = zip(*(claims[name].iloc[rows].tolist() for name in ("sentence", "text")), strict=True)
    return np.array([all(isinstance(w, str) for w in both) and _leads(search, *both) for both in told], dtype=bool)


def _leads(search: Any, sentence: str, figure: str) -> bool:
    before, found, _ = sentence.partition(figure)
    return bool(found and search(before[-_LED:].lower()))


def only_grows(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether the words of each claim count what cannot be undone."""
    since = claims["since"].notna().to_numpy() if "since" in claims else np.zeros(len(claims), dtype=bool)
    grows: Bools = (has("only_grow") | (has("grow_since") & since)) & ~(has("no_total") | has("stays"))
    return grows


def goes_both_ways(claims: pd.DataFrame, group: Ints, source: Ints, ends: tuple[Floats, Floats]) -> Bools:
    """Whether each figure is of a group in which a source lowers its own figures again and again: those are no totals.

    Tables of what each day brought call it "killed" as well (29, 17, 22, 12): such a series falls twice at least, and
    in every fourth step. Texts that revise a toll are left alone.
    """
    tabled = claims["sentence"].isna().to_numpy(dtype=bool) if "sentence" in claims else True
    (when, _), (low, high) = covered(claims), ends
    rows = np.flatnonzero(tabled & (source >= 0) & ~np.isnat(when) & (low <= high))
    rows = rows[np.lexsort((when[rows], source[rows], group[rows]))]
    a, b = rows[:-1], rows[1:]
    step = (group[a] == group[b]) & (source[a] == source[b]) & (when[a] < when[b])
    n = int(group.max(initial=-1)) + 1
    steps, falls = (np.bincount(group[a[some]], minlength=n) for some in (step, step & (high[b] < low[a])))
    return np.asarray(((falls >= _FALLS) & (_STEPS * falls >= steps))[group])


def of_one_thing(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether each figure is of what does not change from one day's report to the next.

    That are the sizes of one event ("damage"), and what is expected: two forecasts of one thing.
    """
    stays = _of_one(claims) | _of_place(claims, has)
    stays &= has("stays") if stays.any() else False
    return stays | among(coded(claims["status"]), ("expected",)) if "status" in claims else stays


def _of_one(claims: pd.DataFrame) -> Bools:
    """Whether each figure has an event, or has been filed under a name by somebody."""
    one = np.zeros(len(claims), dtype=bool)
    for name in ("event", "drafted"):
        if name in claims:
            one |= ~claims[name].array.isna()
    return one


def _of_place(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether each figure tells how many live in a place."""
    if "place" not in claims or "sentence" not in claims:
        return np.zeros(len(claims), dtype=bool)
    told: Bools = ~claims["place"].array.isna() & ~claims["sentence"].array.isna()
    return told & has("inhabited") if told.any() else told


def settled(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether each figure counts who took part in one event: that stays, on whatever day it is told.

    Of one event is what has one (``event``), and what somebody has filed under one name (``drafted``); people of a
    protest took part in it, unless something befell them.
    """
    one, protest = _of_one(claims) | _of_place(claims, has), np.zeros(len(claims), dtype=bool)
    if not one.any():
        return one
    if "event" in claims:
        protest = claims["event"].astype(object).fillna("").str.contains(_growing()["protest"]).to_numpy(dtype=bool)
    took_part = has("took_part") | (protest & among(coded(claims["unit"]), ("person",)))
    level = ~(has("only_grow") | has("no_total") | has("left_behind") | has("dealt_with"))
    share = among(coded(claims["unit"]), ("percent", "fraction"))  # of voters, which rises by the hour
    return one & took_part & level & (protest | ~share)
