"""What the words of a claim say of its course: counts that only grow, states that end one by one, and what is over."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
import pandas as pd

from estimates.claims.wording import day
from estimates.coded import among, coded
from estimates.intervals.arrays import Bools, dense, pack

Has: TypeAlias = Callable[[str], Bools]  #: whether the words of each claim have one of a list of ``growing.toml``


def left_behind(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether a figure counts a state in which an event left people, and its day is that of the event."""
    if "event" not in claims or not len(claims):
        return np.zeros(len(claims), dtype=bool)
    events = claims["event"].astype(object).fillna("")
    dated = (events != "").to_numpy(dtype=bool) & claims["as_of"].notna().to_numpy(dtype=bool)
    told = np.zeros(len(claims), dtype=bool)
    if not dated.any():
        return told
    rows = np.flatnonzero(dated & has("left_behind"))
    told[rows] = [day(when) in name for when, name in zip(claims["as_of"].iloc[rows], events.iloc[rows], strict=True)]
    return told


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
    cells = [column.iloc[rows].astype(object).fillna("").tolist() for column in columns]
    distinct = [" ".join(words).lower() for words in zip(*cells, strict=True)]

    @cache
    def has(name: str) -> Bools:
        search = _growing()[name].search
        found: Bools = np.array([bool(search(words)) for words in distinct], dtype=bool)[code]
        return found

    return has


def only_grows(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether the words of each claim count what cannot be undone."""
    since = claims["since"].notna().to_numpy() if "since" in claims else np.zeros(len(claims), dtype=bool)
    grows: Bools = (has("only_grow") | (has("grow_since") & since)) & ~(has("no_total") | has("stays"))
    return grows


def of_one_thing(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether each figure is of what does not change from one day's report to the next.

    That are the sizes of one event ("damage"), and what is expected: two forecasts of one thing.
    """
    stays = _of_one(claims)
    stays &= has("stays") if stays.any() else False
    return stays | among(coded(claims["status"]), ("expected",)) if "status" in claims else stays


def _of_one(claims: pd.DataFrame) -> Bools:
    """Whether each figure has an event, or has been filed under a name by somebody."""
    one = np.zeros(len(claims), dtype=bool)
    for name in ("event", "drafted"):
        if name in claims:
            one |= claims[name].notna().to_numpy(dtype=bool)
    return one


def settled(claims: pd.DataFrame, has: Has) -> Bools:
    """Whether each figure counts who took part in one event: that stays, on whatever day it is told.

    Of one event is what has one (``event``), and what somebody has filed under one name (``drafted``); people of a
    protest took part in it, unless something befell them.
    """
    one, took_part = _of_one(claims), np.zeros(len(claims), dtype=bool)
    if not one.any():
        return one
    if "event" in claims:
        protest = claims["event"].astype(object).fillna("").str.contains(_growing()["protest"])
        took_part = (protest & (claims["unit"] == "person")).to_numpy(dtype=bool)
    level = ~(has("only_grow") | has("no_total") | has("left_behind"))
    return one & (took_part | has("took_part")) & level & ~among(coded(claims["unit"]), ("percent", "fraction"))
