"""What every public function is given that it cannot take: tables, arguments, files, texts, relations.

A case is a function, a name for what it is given, and the call. `CALLS` holds a call of every public function that
works; each of its arguments in turn is replaced by what is none. `outcome` runs a case and says in a line what came of
it: the error and its first line, or what kind of answer.
"""

# ruff: noqa: E501 - lines of data
from __future__ import annotations

import atexit
import math
import re
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

import estimates as e


class Case(NamedTuple):
    """One call: of which function, given what, and how."""

    function: str
    given: str
    run: Callable[[], Any]


SECONDS = 20  # after which a call hangs

_ROWS = [
    {"claim_id": "a", "quantity": "troops", "source": "staff", "text": "about 11,000", "unit": "person",
     "as_of": "2024-11-04", "reported": "2024-11-05"},
    {"claim_id": "b", "quantity": "troops", "source": "paper", "text": "10,000", "unit": "person",
     "as_of": "2024-11-03", "reported": "2024-11-05"},
    {"claim_id": "c", "quantity": "dead", "source": "staff", "low": 40, "high": 60, "unit": "person",
     "as_of": "2024-11-04", "reported": "2024-11-05"},
    {"claim_id": "d", "quantity": "hurt", "source": "paper", "value": 100, "unit": "person",
     "as_of": "2024-11-04", "reported": "2024-11-05"},
    {"claim_id": "e", "quantity": "losses", "source": "paper", "value": 150, "unit": "person",
     "as_of": "2024-11-04", "reported": "2024-11-05"},
]  # fmt: skip
TEXT = "The president said on Monday that 11,000 troops had crossed the border. Police put it at 10,000 troops."


@cache
def _claims() -> pd.DataFrame:
    return e.bound(e.read_claims(_ROWS))


def good() -> pd.DataFrame:
    """Five claims that are all right."""
    return _claims().copy()


@cache
def _measured() -> pd.DataFrame:
    rows = [{"claim_id": f"{s}{q}", "quantity": q, "source": s, "value": 10.0 + i + len(s), "se": 1.0, "unit": "person"}
            for i, q in enumerate("pqrstu") for s in ("staff", "paper", "agency")]  # fmt: skip
    return e.bound(e.read_claims(rows))


def measured() -> pd.DataFrame:
    """Numbers with standard errors, of three sources about six quantities."""
    return _measured().copy()


@cache
def _read() -> pd.DataFrame:
    return e.bound(e.read_text(TEXT, publisher="agency", reported="2024-11-05"))


def read() -> pd.DataFrame:
    """What a text says."""
    return _read().copy()


@cache
def _answers() -> pd.DataFrame:
    return e.reconcile(_claims(), "hull")


def dated() -> pd.DataFrame:
    """Claims of one quantity."""
    return good().iloc[:2]


def answers() -> pd.DataFrame:
    return _answers().copy()


_FOLDER = Path(tempfile.mkdtemp(prefix="estimates-bad-input-"))


@contextmanager
def scratch() -> Iterator[None]:
    """The folder in which cases read and write, for as long as they run."""
    _FOLDER.mkdir(exist_ok=True)
    try:
        yield
    finally:
        shutil.rmtree(_FOLDER, ignore_errors=True)


atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)  # who only counts the cases leaves none behind either


def _file(name: str, content: bytes | str) -> Path:
    path = _FOLDER / name
    if not path.exists():
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _dataset() -> Path:
    """A folder of one Parquet file of claims."""
    folder = _FOLDER / "dataset"
    if not folder.exists():
        folder.mkdir()
        good().to_parquet(folder / "part.parquet")
    return folder


def _anew() -> Path:
    """A place where nothing stands yet."""
    return Path(tempfile.mkdtemp(dir=_FOLDER)) / "out"


_SUM = "losses == dead + hurt"
_CSV = "claim_id,quantity,source,value\na,troops,staff,11000\n"
_GED = (
    "id,year,conflict_name,dyad_name,side_a,side_b,country,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low,source_article\n1,2020,x,x - y,x,y,Z,2020-01-01,2020-01-02,1,2,3,0,6,8,6,paper\n"
)
_ACLED = (
    "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,country,location,source,notes,fatalities\n"
    "AAA1,01 January 2020,2020,Battles,Armed clash,x,Z,here,paper,clash,5\n"
)
_CCC = (
    "date,locality,state,actors,size_text,size_low,size_high,source_1\n2020-01-01,here,AB,people,about 50,50,50,paper\n"
)
_BRD = "conflict_id,dyad_id,location_inc,side_a,side_b,year,bd_best,bd_low,bd_high\n1,2,Z,x,y,2020,50,40,60\n"
_TBIJ = (
    "Strike ID,Date,Location,Minimum people killed,Maximum people killed,Minimum civilians killed,"
    "Maximum civilians killed\nA1,01/02/2010,here,5,8,0,2\n"
)
_EMDAT = "DisNo.,Disaster Type,Country,Start Year,Total Deaths,No. Injured\n2020-0001-ABC,Flood,Z,2020,5,10\n"
_COW = "WarNum,WarName,SideA,BatDeath,StartYear1\n1,Some War,x,1000,1823\n"
_HXL = "Country,Killed\n#country,#affected+killed\nZ,5\n"
_REVIEW = {
    "@type": "ClaimReview", "claimReviewed": "500 people died", "url": "https://example.org/1", "datePublished":
    "2020-01-02", "author": {"name": "checker"}, "itemReviewed": {"author": {"name": "minister"}}, "reviewRating":
    {"alternateName": "false"},
}  # fmt: skip
_ITEM = {
    "entities": {"Q1": {"id": "Q1", "labels": {"en": {"value": "battle"}}, "claims": {"P1120": [{
        "id": "Q1$1", "rank": "normal", "mainsnak": {"snaktype": "value", "property": "P1120", "datavalue": {
            "type": "quantity", "value": {"amount": "+40", "unit": "1"}}}}]}}},
}  # fmt: skip


def _frame(text: str) -> pd.DataFrame:
    return pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)


#: A call of every public function that works: its arguments by name, made anew each time.
CALLS: dict[str, dict[str, Callable[[], Any]]] = {
    "Convention": {"name": lambda: "mine", "words": lambda: {"dozens": (24, 100)}},
    "EstimatesError": {"message": lambda: "wrong."},
    "HedgePolicy": {"rounding": lambda: 0.02, "about_likely": lambda: 0.05, "about_outer": lambda: 0.15,
                    "about_places": lambda: 50.0, "nearly_likely": lambda: 0.05, "nearly_outer": lambda: 0.15,
                    "more_than_likely": lambda: 0.5, "at_least_likely": lambda: 0.25,
                    "less_than_likely": lambda: 0.5},
    "add_claim": {"claims": good, "like": lambda: "a", "reason": lambda: "missed", "value": lambda: 12000},
    "apply_decisions": {"claims": good, "decided": lambda: e.decisions(good())},
    "find_credences": {"text": lambda: "It is likely that 40 men left.", "scale": lambda: "icd203"},
    "influence": {"claims": dated, "result": lambda: e.reconcile(dated(), "hull"), "method": lambda: None},
    "coder_agreement": {"coders": lambda: {"one": read(), "two": read()}},
    "krippendorff_alpha": {"ratings": lambda: pd.DataFrame({"one": [1.0, 2.0, 3.0], "two": [1.0, 2.0, 4.0]}),
                           "level": lambda: "nominal"},
    "suggest_events": {"articles": lambda: pd.DataFrame({"article": ["x", "y"], "text": [TEXT, TEXT]}),
                       "least": lambda: 0.1},
    "reject": {"claims": good, "claim_ids": lambda: ["a"]},
    "review": {"claims": read, "articles": lambda: TEXT, "decided": lambda: None, "encoding": lambda: "utf-8"},
    "robustness": {"claims": good, "conclusion": lambda: "hurt >= 50", "relations": lambda: _SUM,
                   "by": lambda: "quantity", "epsilon": lambda: 0.25, "against_interest": lambda: None,
                   "max_sets": lambda: 20},
    "aggregate": {"claims": good, "by": lambda: "quantity", "freq": lambda: "month"},
    "agreement_matrix": {"table": lambda: e.pairs(good())},
    "amend": {"claims": good, "claim_id": lambda: "a", "reason": lambda: "typo", "value": lambda: 12000},
    "assign_origins": {"claims": good, "pairs": lambda: e.copiers(good())},
    "assign_quantities": {"claims": good, "quantities": lambda: {"a": "soldiers"}, "not_same": lambda: [("a", "b")]},
    "balance": {"claims": good, "relations": lambda: _SUM, "covariance": lambda: None, "by": lambda: "quantity",
                "max_rounds": lambda: 50},
    "bound": {"claims": good, "policy": e.HedgePolicy},
    "calibrate": {"claims": measured, "known": lambda: {"p": 15.0, "q": 16.0, "r": 17.0, "s": 18.0, "t": 19.0},
                  "method": lambda: "random_effects", "kind": lambda: None, "level": lambda: 0.9},
    "check_claims": {"claims": good},
    "coalitions": {"claims": good, "by": lambda: "quantity"},
    "consistent_subsets": {"values": lambda: [1.0, 2.0, 9.0], "se": lambda: [1.0, 1.0, 1.0], "groups": lambda: None,
                           "significance": lambda: 0.05},
    "contradictions": {"claims": good, "relations": lambda: _SUM, "by": lambda: "quantity", "within": lambda: 30,
                       "max_pairs": lambda: 20, "max_conflicts": lambda: 20, "max_suspicions": lambda: 10, "rtol": lambda: 1e-9},
    "convert": {"claims": good, "to": lambda: "person", "rates": lambda: None},
    "copiers": {"claims": good, "by": lambda: "quantity", "alpha": lambda: 0.01},
    "decisions": {"claims": good},
    "disagreement": {"claims": good, "by": lambda: "quantity"},
    "expand_formations": {"claims": lambda: e.read_claims([{"text": "2 divisions", "quantity": "force"}]),
                          "army": lambda: "us", "quantity": lambda: "force", "formations": lambda: None},
    "find_figures": {"text": lambda: TEXT, "convention": lambda: "plain"},
    "forest": {"claims": good, "result": answers, "width": lambda: 100},
    "ground": {"article": lambda: TEXT, "rows": lambda: [{"source": "president", "text": "11,000 troops"}],
               "publisher": lambda: "agency", "reported": lambda: "2024-11-05", "convention": lambda: "plain",
               "encoding": lambda: "utf-8"},
    "highlight": {"text": lambda: TEXT, "claims": read},
    "limits": {"inflated": lambda: 10**9, "cells": lambda: 10**6, "depth": lambda: 50},
    "load_formations": {},
    "load_seed": {"name": lambda: "kursk_2024"},
    "pairs": {"claims": good, "by": lambda: "quantity", "max_pairs": lambda: 1000},
    "parse_figures": {"texts": lambda: ["about 40"], "convention": lambda: "plain"},
    "plot_forest": {"claims": good, "result": answers, "findings": lambda: e.contradictions(good()), "ax": lambda: None,
                    "log": lambda: None, "labels": lambda: None},
    "plot_influence": {"influence": lambda: e.influence(dated(), e.reconcile(dated(), "hull")),
                       "result": lambda: e.reconcile(dated(), "hull"), "ax": lambda: None},
    "plot_relations": {"claims": good, "relations": lambda: _SUM, "by": lambda: "quantity", "ax": lambda: None},
    "plot_sources": {"profiles": lambda: e.profiles(measured()), "copiers": lambda: e.copiers(measured()),
                     "ax": lambda: None},
    "plot_timeline": {"claims": dated, "result": lambda: e.reconcile(dated(), "hull"), "findings": lambda: e.contradictions(good()),
                      "ax": lambda: None, "log": lambda: None},
    "pool": {"values": lambda: [1.0, 2.0, 3.0], "se": lambda: [1.0, 1.0, 1.0], "groups": lambda: None,
             "method": lambda: "REML", "ci": lambda: "normal", "level": lambda: 0.95, "prediction": lambda: None},
    "problems": {"claims": good},
    "profiles": {"claims": measured, "by": lambda: "quantity", "known": lambda: {"p": 15.0}, "per": lambda: (),
                 "unbiased": lambda: (), "level": lambda: 0.95},
    "propagate": {"claims": good, "relations": lambda: _SUM, "by": lambda: "quantity", "rtol": lambda: 1e-9,
                  "max_rounds": lambda: 100, "max_size": lambda: 200},
    "radius": {"claims": good, "relations": lambda: _SUM, "by": lambda: "quantity", "measure": lambda: "band"},
    "read_acled": {"source": lambda: _frame(_ACLED), "encoding": lambda: "utf-8", "sheet": lambda: None,
                   "on_error": lambda: "keep"},
    "read_brd": {"source": lambda: _frame(_BRD), "encoding": lambda: "utf-8", "sheet": lambda: None,
                 "on_error": lambda: "keep"},
    "read_ccc": {"source": lambda: _frame(_CCC), "encoding": lambda: "utf-8", "sheet": lambda: None,
                 "on_error": lambda: "keep"},
    "read_claim_reviews": {"source": lambda: [_REVIEW], "encoding": lambda: "utf-8", "on_error": lambda: "keep"},
    "read_claims": {"source": lambda: _file("good.csv", _CSV), "columns": lambda: None, "quantities": lambda: None,
                    "convention": lambda: "plain", "encoding": lambda: "utf-8", "missing": lambda: (-999,),
                    "sheet": lambda: None, "header": lambda: None, "day_first": lambda: None, "decimal": lambda: None,
                    "thousands": lambda: None, "one_sided": lambda: "unknown", "changes": lambda: None, "on_error": lambda: "raise"},
    "read_cow": {"source": lambda: _frame(_COW), "encoding": lambda: "utf-8", "sheet": lambda: None,
                 "on_error": lambda: "keep"},
    "read_emdat": {"source": lambda: _frame(_EMDAT), "encoding": lambda: "utf-8", "sheet": lambda: None,
                   "on_error": lambda: "keep"},
    "read_ged": {"source": lambda: _frame(_GED), "encoding": lambda: "utf-8", "sheet": lambda: None,
                 "sides": lambda: False, "on_error": lambda: "keep"},
    "read_hxl": {"source": lambda: _frame(_HXL), "encoding": lambda: "utf-8", "sheet": lambda: None,
                 "publisher": lambda: "office", "on_error": lambda: "keep"},
    "read_relations": {"text": lambda: TEXT, "publisher": lambda: None, "reported": lambda: None,
                       "convention": lambda: "plain", "encoding": lambda: "utf-8"},
    "read_tbij": {"source": lambda: _frame(_TBIJ), "encoding": lambda: "utf-8", "sheet": lambda: None,
                  "on_error": lambda: "keep"},
    "read_text": {"text": lambda: TEXT, "publisher": lambda: None, "reported": lambda: None,
                  "convention": lambda: "plain", "second": lambda: None, "encoding": lambda: "utf-8"},
    "read_texts_dataset": {"articles": lambda: pd.DataFrame({"text": [TEXT]}), "out": _anew, "publisher": lambda: None,
                           "reported": lambda: None, "convention": lambda: "plain", "encoding": lambda: "utf-8",
                           "batch": lambda: 2, "workers": lambda: 1, "progress": lambda: False},
    "read_texts": {"articles": lambda: pd.DataFrame({"text": [TEXT]}), "publisher": lambda: None, "reported": lambda: None,
                   "convention": lambda: "plain", "second": lambda: None, "encoding": lambda: "utf-8", "progress": lambda: False},
    "read_wikidata": {"source": lambda: _ITEM, "properties": lambda: None, "labels": lambda: None,
                      "units": lambda: None, "ranks": lambda: ("preferred", "normal"), "language": lambda: "en",
                      "on_error": lambda: "keep"},
    "reconcile": {"claims": good, "method": lambda: "intersection", "by": lambda: "quantity", "within": lambda: None,
                  "at_least": lambda: None, "weights": lambda: None, "estimator": lambda: None, "ci": lambda: None,
                  "level": lambda: None, "se_from": lambda: None, "coverage": lambda: None, "scale": lambda: None,
                  "known": lambda: None, "calibration": lambda: None, "kind": lambda: None,
                  "relations": lambda: _SUM, "reject": lambda: ()},
    "relabel": {"claims": good, "mapping": lambda: {"troops": "soldiers"}, "column": lambda: "quantity",
                "where": lambda: None},
    "report": {"claims": good, "result": answers, "relations": lambda: _SUM, "path": lambda: _FOLDER / "report.md",
               "question": lambda: "How many?", "method": lambda: "hull", "policy": lambda: None,
               "articles": lambda: None, "max_pictures": lambda: 0, "progress": lambda: False},
    "sensitivity": {"claims": good, "policies": lambda: {"mine": e.HedgePolicy()}, "methods": lambda: ("hull",),
                    "by": lambda: "quantity", "progress": lambda: False},
    "show": {"table": good, "title": lambda: "Claims", "max_rows": lambda: 10},
    "suggest_links": {"claims": read, "top": lambda: 10},
    "suggest_quantities": {"claims": read, "top": lambda: 3},
    "summary": {"claims": good, "result": answers},
    "support": {"claims": good, "result": answers, "known": lambda: None},
    "suspects": {"claims": good, "relations": lambda: "hurt == dead", "weights": lambda: None, "by": lambda: "quantity",
                 "rtol": lambda: 1e-9, "max_sets": lambda: 100, "max_steps": lambda: 10_000, "progress": lambda: False},
    "suspicions": {"claims": good, "relations": lambda: _SUM, "by": lambda: "quantity", "within": lambda: 30,
                   "rtol": lambda: 1e-9},
    "to_claim_reviews": {"claims": lambda: e.read_claim_reviews([_REVIEW]), "reviewer": lambda: "checker",
                         "ratings": lambda: None},
    "to_prov": {"claims": good, "result": answers, "policy": e.HedgePolicy},
    "to_wikidata": {"claims": good, "properties": lambda: {"hurt": "P1339"}},
    "trace_origins": {"claims": good},
    "track": {"claims": good, "method": lambda: "consensus", "by": lambda: "quantity", "within": lambda: 30},
    "map_quantities": {"dataset": _dataset, "function": lambda: e.pairs, "out": _anew, "engine": lambda: "duckdb",
                       "by": lambda: "quantity", "policy": lambda: None, "meta": lambda: None, "memory": lambda: 1.0,
                       "buckets": lambda: 1, "workers": lambda: 1, "client": lambda: None, "progress": lambda: False},
    "reconcile_dataset": {"dataset": _dataset, "method": lambda: "hull", "out": _anew, "engine": lambda: "duckdb",
                          "by": lambda: "quantity", "settings": lambda: None},
    "contradictions_dataset": {"dataset": _dataset, "out": _anew, "engine": lambda: "duckdb", "by": lambda: "quantity",
                               "settings": lambda: None},
    "pool_dataset": {"dataset": _dataset, "out": _anew, "engine": lambda: "duckdb", "by": lambda: "quantity",
                     "method": lambda: "DL", "ci": lambda: "normal", "level": lambda: 0.95, "prediction": lambda: None},
    "profiles_dataset": {"dataset": _dataset, "out": _anew, "engine": lambda: "duckdb", "by": lambda: "quantity",
                         "known": lambda: None, "level": lambda: 0.95},
    "write_claims": {"claims": good, "path": lambda: _FOLDER / "out.csv", "schema": lambda: False, "formulas": lambda: "quote"},
}  # fmt: skip
#: Errors are made as the first of them is.
SAME_AS = dict.fromkeys(
    ("InfeasibleError", "ParseError", "RelationError", "SchemaError", "UnitError"), "EstimatesError"
)


# ---------------------------------------------------------------------------------------------------------------------
# Tables that did not come through the door


def _with(**columns: Any) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda t: t.assign(**columns)


def _typed(names: tuple[str, ...], dtype: Any) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda t: t.astype({name: dtype for name in names if name in t})


def _without(name: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda t: t.drop(columns=[name], errors="ignore")


def _first(name: str, cell: Any) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda t: t.assign(**{name: [cell, *t[name].tolist()[1:]]}) if name in t else t


def _arrow(t: pd.DataFrame) -> pd.DataFrame:
    return t.convert_dtypes(dtype_backend="pyarrow")


def _swapped(t: pd.DataFrame) -> pd.DataFrame:
    return t.assign(low=t["high"] + 1, high=t["low"], likely_low=t["high"], likely_high=t["low"])


_WORDS, _NUMBERS, _DATES = ("quantity", "source", "origin", "unit"), ("value", "low", "high"), ("as_of", "reported")
TABLES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "None": lambda t: None,
    "a number": lambda t: 5,
    "words": lambda t: "claims",
    "a list of numbers": lambda t: [1, 2],
    "a list": lambda t: [],
    "a dict": lambda t: {"value": [1]},
    "an array": lambda t: np.ones((2, 2)),
    "one column": lambda t: t["claim_id"] if "claim_id" in t else t.iloc[:, 0],
    "a table without columns": lambda t: pd.DataFrame(),
    "foreign columns": lambda t: pd.DataFrame({"name": ["x"], "size": [5]}),
    "no rows": lambda t: t.iloc[:0],
    **{f"no column {name}": _without(name) for name in (
        "claim_id", "quantity", "source", "value", "unit", "hedge", "status", "negated", "low", "high", "closed",
        "likely_low", "basis", "as_of", "origin", "text", "resolution")},
    "categories for words": _typed(_WORDS, "category"),
    "ordered categories for words": lambda t: t.assign(**{
        name: pd.Categorical(t[name], ordered=True) for name in _WORDS if name in t}),
    "objects for words": _typed(_WORDS, object),
    "bytes for words": lambda t: t.assign(source=[b"staff"] * len(t)),
    "numbers for words": lambda t: t.assign(source=range(len(t))),
    "Arrow types": _arrow,
    "numpy's nullable types": lambda t: t.convert_dtypes(),
    "objects for numbers": _typed(_NUMBERS, object),
    "words for numbers": _typed(_NUMBERS, str),
    "complex numbers": _typed(_NUMBERS, complex),
    "decimals for numbers": lambda t: t.assign(value=[__import__("decimal").Decimal(3)] * len(t)),
    "true and false for numbers": lambda t: t.assign(value=True),
    "whole numbers": lambda t: t.assign(value=t["value"].fillna(0).astype(int)) if "value" in t else t,
    "dates with a time zone": lambda t: t.assign(**{d: t[d].dt.tz_localize("UTC") for d in _DATES if d in t}),
    "words for dates": lambda t: t.assign(**{d: t[d].astype(str) for d in _DATES if d in t}),
    "objects for dates": _typed(_DATES, object),
    "periods for dates": lambda t: t.assign(**{d: t[d].dt.to_period("D") for d in _DATES if d in t}),
    "dates in nanoseconds": _typed(_DATES, "datetime64[ns]"),
    "words for flags": lambda t: t.assign(negated="False"),
    "nullable flags": lambda t: t.assign(negated=pd.array([pd.NA] * len(t), dtype="boolean")),
    "words for hedges": lambda t: t.assign(hedge=t["hedge"].astype(str)) if "hedge" in t else t,
    "unknown hedges": lambda t: t.assign(hedge="abuot"),
    "unknown units": lambda t: t.assign(unit="zork"),
    "columns that stand twice": lambda t: pd.concat([t, t[["source", "value"]]], axis=1) if "source" in t else t,
    "numbered columns": lambda t: t.assign(**{"0": 1}).rename(columns={"0": 0}),
    "columns of two levels": lambda t: t.set_axis(pd.MultiIndex.from_tuples([(c, "") for c in t]), axis=1),
    "an index of two levels": lambda t: t.set_index(["claim_id", "source"], drop=False) if "source" in t else t,
    "an index of the ids": lambda t: t.set_index("claim_id", drop=False) if "claim_id" in t else t,
    "an index that repeats": lambda t: t.set_axis([0] * len(t)),
    "swapped ends": lambda t: _swapped(t) if "low" in t else t,
    "a value outside its ends": lambda t: t.assign(basis="stated", low=1.0, high=2.0, likely_low=1.0, likely_high=2.0),
    "an infinite value": _first("value", math.inf),
    "both ends infinite": lambda t: t.assign(low=math.inf, likely_low=math.inf, high=math.inf, likely_high=math.inf),
    "no ends": lambda t: t.assign(low=math.nan, likely_low=math.nan, high=math.nan, likely_high=math.nan),
    "a missing id": _first("claim_id", None),
    "an id twice": lambda t: t.assign(claim_id="a"),
    "half a character": lambda t: t.assign(source=pd.Series(["\ud800x"] * len(t), dtype=object, index=t.index)),
    "no source in any row": lambda t: t.assign(source=np.nan, origin=np.nan),
    "no quantity in any row": lambda t: t.assign(quantity=np.nan),
}  # fmt: skip

# ---------------------------------------------------------------------------------------------------------------------
# Arguments


class _Odd:
    def __repr__(self) -> str:
        return "an object"


_ANY: dict[str, Any] = {
    "None": None, "0": 0, "5": 5, "-1": -1, "1.5": 1.5, "NaN": math.nan, "inf": math.inf, "1e400 as a whole": 10**400,
    "True": True, "'x'": "x", "''": "", "'False'": "False", "bytes": b"x", "[]": [], "['nix']": ["nix"],
    "[None]": [None], "[[]]": [[]], "{}": {}, "{'nix': 1}": {"nix": 1}, "{'nix': None}": {"nix": None}, "{1: 2}": {1: 2},
    "an object": _Odd(), "a DataFrame": pd.DataFrame({"x": [1]}), "an array": np.array([1.0, math.nan]), "a complex": 1j,
}  # fmt: skip
#: What else is tried for arguments of a name.
_MORE: dict[str, dict[str, Any]] = {
    "within": {"'30X'": "30X", "'-1D'": "-1D", "NaT": pd.NaT, "a date": pd.Timestamp("2024-01-01")},
    "by": {"['quantity', 'quantity']": ["quantity", "quantity"], "()": (), "'value'": "value"},
    "level": {"1": 1, "95": 95, "2": 2},
    "rates": {"a rate of 0": {"USD": 0, "EUR": 1}, "a rate of -1": {"USD": -1, "EUR": 1}},
    "to": {"'.'": ".", "'/'": "/", "'meter**9**9**9'": "meter**9**9**9", "'kilometer**9**9'": "kilometer**9**9",
           "'1'": "1", "' '": " ", "300 letters": "k" * 300, "{'f': 5}": {"f": 5}, "'mile*'": "mile*"},
    "method": {"a function of nothing": lambda group: None, "a function of words": lambda group: "x",
               "a function that fails": lambda group: 1 / 0, "a best outside its ends": lambda group: (1.0, 50.0, 2.0),
               "a function of NaN": lambda group: (math.nan, math.nan, math.nan),
               "a function of huge numbers": lambda group: (10**400, 10**400, 10**400)},
    "relations": {},  # below
    "path": {"'nix/o.csv'": "nix/o.csv", "'o\\0.csv'": "o\0.csv", "'o.pdf'": "o.pdf", "a folder": _FOLDER},
    "covariance": {"not square": np.ones((3, 2)), "not symmetric": np.array([[1.0, 2.0], [0.0, 1.0]]),
                   "not positive": -np.eye(3), "NaN inside": np.full((3, 3), math.nan)},
    "weights": {"a claim that is not there": {"nix": 1.0}, "a word": {"c": "x"}, "-1": {"c": -1.0},
                "NaN": {"c": math.nan}},
    "values": {"a masked array": np.ma.masked_array([1.0, 2.0, 3.0], [False, True, False]), "words": ["a", "b", "c"],
               "two levels": [[1.0], [2.0], [3.0]], "NaN inside": [1.0, math.nan, 2.0], "inf inside": [1, math.inf, 2],
               "1e308": [1e308, 1e308, 1e308], "5e-324": [5e-324, 5e-324, 5e-324]},
    "se": {"0 inside": [1.0, 0.0, 1.0], "-1 inside": [1.0, -1.0, 1.0], "too few": [1.0, 1.0], "1e308": [1e308] * 3,
           "5e-324": [5e-324] * 3, "1e-200 and 1e200": [1e-200, 1e200, 1.0], "words": ["a", "b", "c"]},
    "claim_id": {"['a']": ["a"], "'nix'": "nix"},
    "value": {"'many'": "many", "'11,000'": "11,000"},
    "known": {"a word": {"p": "x"}, "NaN inside": {"p": math.nan}, "no quantity of it": {"nix": 1.0}},
    "formations": {"a table without columns": pd.DataFrame()},
    "text": {"a path that is not there": Path("/nix"), "a folder": _FOLDER, "nothing but space": "  \n "},
    "encoding": {"'utf-9'": "utf-9"},
    "max_size": {"NaN": math.nan}, "words": {"ends swapped": {"dozens": (100, 24)}, "a word for an end":
                                             {"dozens": ("x", 9)}},
    "mapping": {"a list of names": {"troops": ["a", "b"]}, "a name that is not there": {"nix": "x"},
                "no name": {"troops": None}},
    "where": {"ids that are not there": ["nix"], "too few": [True]},
    "quantities": {"an id that is not there": {"nix": "x"}},
    "not_same": {"one id": [("a",)], "an id that is not there": [("a", "nix")]},
    "properties": {"no quantity of it": {"nix": "P1"}, "no property": {"dead": "x"}},
    "se_from": {"'bands'": "bands"},
}  # fmt: skip
RELATIONS: dict[str, Any] = {
    "no operator": "dead + hurt", "one =": "losses = dead", "nothing right of ==": "losses ==", "==": "==",
    "losses === dead": "losses === dead", "a call": "losses == sum(dead)", "a power": "losses == dead**2",
    "a string": "losses == 'x'", "an index": "losses == dead[0]", "an attribute": "losses == dead.x",
    "a lambda": "losses == (lambda: 1)()", "division by 0": "losses == dead / 0", "one quantity, of itself":
    "losses == losses", "numbers alone": "1 == 1", "false numbers": "1 == 2", "1e400": "losses == 1e400",
    "1e400 * a": "losses == 1e400 * dead", "1e308 on both sides": "1e308 * losses == 1e308 * dead",
    "1e-308": "losses == 1e-308 * dead", "a comment": "losses == dead + hurt  # from the paper",
    "a line break": "losses ==\n dead + hurt", "a name unknown to all": "nix == 2 * nax", "a slip of the pen":
    "losses == dad + hurt", "the same twice": ["losses == dead", "losses == dead"], "an open backtick": "`losses == dead",
    "an empty backtick": "`` == dead", "an open bracket": "losses == (dead + hurt", "2,000 brackets":
    "losses == " + "(" * 2000 + "dead" + ")" * 2000, "2,000 minus": "losses == " + "-" * 2000 + "dead",
    "half a character": "\ud800 == dead", "a null character": "los\0ses == dead", "a unit that hangs":
    "losses == 3 `meter**9**9**9`", "an unknown unit": "losses == 3 zork", "another dimension": "losses == 3 mile",
    "a mapping to numbers": {"sum": 5}, "a mapping of no names": {None: "losses == dead"}, "a list of numbers": [5],
    "a table without relations": pd.DataFrame({"x": [1]}), "hard in words":
    pd.DataFrame({"relation": ["losses == dead"], "hard": ["False"]}), "hard in other words":
    pd.DataFrame({"relation": ["losses == dead"], "hard": ["perhaps"]}), "a product of all": "losses == dead * hurt * dead",
}  # fmt: skip
_MORE["relations"] = RELATIONS
#: Arguments that hold a table of claims, and those that hold an answer.
_CLAIMS = ("claims", "table")
_RESULTS = ("result", "influence", "findings", "pairs", "profiles", "copiers")


def _like_answers(name: str) -> dict[str, Any]:
    bad = {"None", "a number", "words", "a list", "a table without columns", "foreign columns", "no rows",
           "no column low", "objects for numbers", "words for numbers"}  # fmt: skip
    return {key: change for key, change in TABLES.items() if key in bad}


#: What takes long is given fewer tables: what these let pass is drawn, and drawing is slow.
SLOW = (
    "report",
    "review",
    "robustness",
    "influence",
    "reconcile",
    "plot_forest",
    "plot_timeline",
    "plot_relations",
    "plot_sources",
    "show",
    "sensitivity",
)
_FEW = (
    "None", "a list", "a table without columns", "foreign columns", "no rows", "no column source", "no column low",
    "categories for words", "Arrow types", "words for numbers", "dates with a time zone", "columns that stand twice",
    "an index of two levels", "swapped ends", "half a character", "an id twice",
)  # fmt: skip


def function_cases(name: str) -> Iterator[Case]:
    """Every argument of a function in turn replaced by what it cannot be."""
    call = CALLS[SAME_AS.get(name, name)]
    yield Case(name, "what it takes", partial(_call, name, call))
    for argument, make in call.items():
        if argument in _CLAIMS:
            for label, change in TABLES.items():
                if name in SLOW and label not in _FEW:
                    continue
                yield Case(name, f"{argument}: {label}", partial(_changed, name, call, argument, make, change))
        elif argument in _RESULTS:
            for label, change in _like_answers(argument).items():
                yield Case(name, f"{argument}: {label}", partial(_changed, name, call, argument, make, change))
        else:
            for label, value in {**_ANY, **_MORE.get(argument, {})}.items():
                if argument == "out" and label in ("'x'", "'False'"):  # names of folders like any other
                    continue
                yield Case(name, f"{argument}={label}", partial(_call, name, {**call, argument: partial(_same, value)}))


def _same(value: Any) -> Any:
    return value


def _call(name: str, call: dict[str, Callable[[], Any]]) -> Any:
    return getattr(e, name)(**{argument: make() for argument, make in call.items()})


def _changed(name: str, call: Any, argument: str, make: Callable[[], Any], change: Callable[[Any], Any]) -> Any:
    table = change(make())
    return _call(name, {**call, argument: partial(_same, table)})


# ---------------------------------------------------------------------------------------------------------------------
# Running


class Hang(Exception):
    """A call took longer than any may."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise Hang

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(case: Case) -> str:
    """What came of a case, in one line."""
    try:
        with _limited(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = case.run()
    except e.EstimatesError as error:
        first, _, rest = str(error).partition("\n")
        hint = "" if "Hint: " in rest else " [no hint]"
        return f"{type(error).__name__}: {_plain(first)}{hint}"
    except Hang:
        return "HANG"
    except Exception as error:  # noqa: BLE001 - any at all is what is looked for
        return f"RAW {type(error).__name__}: {_plain(str(error))}"
    return f"answer: {_kind(found)}"


def _plain(words: str) -> str:
    words = words.replace(str(_FOLDER), "FOLDER").partition("\n")[0]
    words = re.sub(r"0x[0-9a-f]+", "0x", words)
    return words if len(words) < 160 else words[:150] + " ..."


def _kind(found: Any) -> str:
    if isinstance(found, pd.DataFrame):
        return f"{len(found)} rows"
    return found if isinstance(found, str) and len(found) < 120 else type(found).__name__


def unasked(name: str) -> set[str]:
    """Arguments of a function that its call does not give."""
    import inspect

    asked = inspect.signature(getattr(e, name)).parameters
    named = {n for n, p in asked.items() if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)}
    return named - set(CALLS[SAME_AS.get(name, name)]) - {"hint", "claims"}


# ---------------------------------------------------------------------------------------------------------------------
# Files, texts, names, the command line

_BIG = "9" * 5000
FILES: dict[str, bytes] = {
    "empty.csv": b"", "blank.csv": b" \n\n", "bom.csv": b"\xef\xbb\xbf", "bomnl.csv": b"\xef\xbb\xbf\n",
    "nbsp.csv": "\u00a0\n".encode(), "u2028.csv": "\u2028".encode(), "utf16bom.csv": b"\xff\xfe",
    "header.csv": b"claim_id,source,value\n", "no_header.csv": b"1,2,3\n", "nul.csv": b"source,value\na\0b,5\n",
    "binary.csv": bytes(range(256)), "latin.csv": "source,value\nMüller,5\n".encode("latin-1"),
    "ragged_less.csv": b"source,quantity,value\nstaff\nstaff,troops,5\n",
    "ragged_more.csv": b"source,value\nstaff,5,6,7\n", "open_quote.csv": b'source,value\n"staff,5\n',
    "quoted_line.csv": b'source,text\n"a\nb","1\n2"\n', "huge_header.csv": b"x" * 200_000 + b",value\na,5\n",
    "huge_quoted_header.csv": b'"' + b"x" * 200_000 + b'",value\na,5\n', "twice.csv": b"value,value\n1,2\n",
    "semicolons.csv": b"source;value\nstaff;5\n", "tabs.csv": b"source\tvalue\nstaff\t5\n",
    "one_column.csv": b"value\n5\n", "words.csv": b"name,size\nx,y\n", "huge_number.csv": b"source,value\nx,1e400\n",
    "many_digits.csv": b"source,value\nx," + _BIG.encode() + b"\n", "infinite.csv": b"source,value\nx,inf\n",
    "swapped.csv": b"source,low,high\nx,9,1\n", "outside.csv": b"source,value,low,high\nx,500,1,2\n",
    "id_twice.csv": b"claim_id,value\na,1\na,2\n", "unknown_unit.csv": b"value,unit\n1,zork\n",
    "hanging_unit.csv": b"value,unit\n1,meter**9**9**9\n", "dot_unit.csv": b"value,unit\n1,.\n",
    "unknown_hedge.csv": b"value,hedge\n1,abuot\n", "no_date.csv": b"value,as_of\n1,someday\n",
    "open_date.csv": b"value,as_of\n1,03/04/2024\n", "a_range.csv": b"value\n10-20\n", "open_mark.csv": b"value\n12.000\n830\n",
    "cr.csv": b"source,value\rx,5\r", "formulas.csv": b'source,value\n=1+1,5\n"=HYPERLINK(""http://x"")",6\n',
    "empty.jsonl": b"", "open.jsonl": b'{"value": 1', "a_number.jsonl": b"5", "words.jsonl": b'"words"', "null.jsonl": b"null",
    "nan.jsonl": b'{"value": NaN}', "nest.jsonl": b"[" * 100_000, "nest_of_objects.jsonl": b'{"a":' * 100_000,
    "many_digits.jsonl": b'{"value": ' + _BIG.encode() + b"}", "a_list.jsonl": b'{"value": [1, 2]}',
    "list_of_lists.jsonl": b'{"value": 1, "source": [["a"], [1, [2]]]}', "keys_twice.jsonl": b'{"value": 1, "value": 5}',
    "half_a_character.jsonl": b'{"value": 1, "source": "\\ud800"}', "numbers.jsonl": b"1\n2\n",
    "true.jsonl": b'{"value": true}', "no_book.xlsx": b"PK\x03\x04nonsense", "text.xlsx": b"source,value\n",
    "no_parquet.parquet": b"PAR1nonsense", "empty.parquet": b"", "no_gzip.csv.gz": b"\x1f\x8bnonsense", "no.zip": b"PK",
    "picture.png": b"\x89PNG", "page.html": b"<p>40 men", "no_ending": b"source,value\nx,5\n",
}  # fmt: skip
TEXTS: dict[str, str] = {
    "a null character": "Police held 11\0,000 men.", "signs of direction": "Police held 11\u202e,000 men.",
    "half a character": "Police \ud800 held 40 men.", "Arabic digits": "Police held ١١٬٠٠٠ men.",
    "nothing of width": "Police held 4\u200b0,000 men.", "a combining mark": "Police held 4\u0301 men.",
    "entities": "Police held 11&#44;000 men.", "5,000 digits": "Police held " + _BIG + " men.",
    "1e400": "Police held 1e400 men.", "tags": "<p>Police held <b>40</b> men.</p>", "an open tag": "<p Police held 40 men.",
    "only quotes": '"' * 500, "only brackets": "(" * 500, "a line break in a number": "Police held 11,\n000 men.",
}  # fmt: skip
NAMES: dict[str, str] = {
    "one $": "cost in $", "two $": "$a$", "mathematics": r"$\frac{1}$ and \alpha", "a backslash": "a\\b",
    "mark-up": "<script>alert(1)</script>", "a formula": "=1+1", "line breaks": "a\nb\rc", "a fence": "```\n# x",
    "a null character": "a\0b", "a line separator": "a\u2028b\u0085c", "signs of direction": "\u202eabc",
    "a bar": "a|b", "braces": "{{ 1 }}{% x %}", "5,000 letters": "x" * 5000, "a quotation mark": "\"'",
    "a control character": "a\x07b",
}  # fmt: skip


def _named(words: str) -> pd.DataFrame:
    return e.bound(e.read_claims([
        {"claim_id": "a", "quantity": words, "source": words, "value": 40, "unit": "person", "as_of": "2024-11-04"},
        {"claim_id": "b", "quantity": words, "source": "staff", "value": 90, "unit": "person", "as_of": "2024-11-05"},
        {"claim_id": "c", "quantity": "whole", "source": "staff", "value": 90, "unit": "person"},
    ]))  # fmt: skip


def _returns(words: str, ending: str) -> str:
    claims = _named(words)
    path = e.write_claims(claims, _FOLDER / f"round.{ending}")
    pd.testing.assert_frame_equal(e.read_claims(path), claims)
    return "the same"


def _drawn(function: str, words: str) -> Any:
    claims = _named(words)
    if function == "report":
        return e.report(claims, path=_FOLDER / "named.html", max_pictures=1, progress=False)
    if function == "plot_relations":
        ax = e.plot_relations(claims, {words or "sum": "whole == `" + words.replace("`", "") + "`"})
    else:
        ax = getattr(e, function)(claims.iloc[:2] if function == "plot_timeline" else claims)
    ax.get_figure().savefig(BytesIO(), dpi=20)  # a figure outside pyplot is not drawn by canvas.draw()
    return ax


def _run(*words: str) -> str:
    from click.testing import CliRunner

    from estimates.__main__ import main

    done = CliRunner().invoke(main, list(words))
    said = (done.stderr or done.output).replace(str(_FOLDER), "FOLDER")
    return f"exit code {done.exit_code}: {said.partition(chr(10))[0][:80]}" if done.exit_code else "exit code 0"


def _of_files() -> Iterator[Case]:
    for name, content in FILES.items():
        yield Case("read_claims (files)", name, lambda n=name, c=content: e.read_claims(_file(n, c)))
        yield Case(
            "read_claims (files)", f"{name} kept", lambda n=name, c=content: e.read_claims(_file(n, c), on_error="keep")
        )
    long = "a" * 400 + ".csv"
    yield Case("read_claims (files)", "a name of 400 letters", lambda: e.read_claims(long))
    yield Case("read_claims (files)", "a name that is not there", lambda: e.read_claims("nix/nix.csv"))
    no_tables = ("read_claims", "read_text", "read_texts", "read_texts_dataset", "read_relations")
    for reader in (n for n in e.__all__ if n.startswith("read_") and n not in no_tables):
        for name in ("empty.csv", "bom.csv", "binary.csv", "words.csv", "header.csv", "nest.jsonl", "many_digits.jsonl",
                     "null.jsonl", "a_list.jsonl", "half_a_character.jsonl", "no_book.xlsx", "no.zip", "picture.png"):  # fmt: skip
            yield Case(f"{reader} (files)", name, lambda r=reader, n=name: getattr(e, r)(_file(n, FILES[n])))


def _of_texts() -> Iterator[Case]:
    for function in ("find_figures", "read_text", "read_relations", "parse_figures"):
        for label, text in TEXTS.items():
            given = [text] if function == "parse_figures" else text
            yield Case(f"{function} (texts)", label, lambda f=function, g=given: getattr(e, f)(g))


def _of_names() -> Iterator[Case]:
    for label, words in NAMES.items():
        for ending in ("csv", "jsonl", "parquet", "xlsx"):
            yield Case("write_claims (names)", f"{label}, .{ending}", lambda w=words, x=ending: _returns(w, x))
        for function in ("report", "plot_forest", "plot_timeline", "plot_relations"):
            yield Case(f"{function} (names)", label, lambda f=function, w=words: _drawn(f, w))


def _of_commands() -> Iterator[Case]:
    for name in (
        "bom.csv",
        "huge_header.csv",
        "nest.jsonl",
        "half_a_character.jsonl",
        "a_list.jsonl",
        "swapped.csv",
        "no.zip",
    ):
        for command in ("check", "report", "read"):
            yield Case("command line", f"{command} {name}", lambda c=command, n=name: _run(c, str(_file(n, FILES[n]))))
    own = str(_file("own.csv", _CSV))
    for words in (("report", own, "-o", own), ("report", own, "-o", str(_FOLDER / "x.pdf")), ("report", own, "--to", "/"),
                  ("report", own, "--by", "nix"), ("check", "nix.csv"), ("nix",), ("report", own, "-o", "nix/x.html")):  # fmt: skip
        shown = " ".join(words).replace(str(_FOLDER) + "/", "")
        yield Case("command line", shown, lambda w=words: _run(*w))


#: Groups of cases that are no argument of a function.
OTHERS: dict[str, Callable[[], Iterator[Case]]] = {
    "files": _of_files, "texts": _of_texts, "names": _of_names, "commands": _of_commands,
}  # fmt: skip


def cases_of(group: str) -> Iterator[Case]:
    """The cases of a public function, or of one of the other groups."""
    return OTHERS[group]() if group in OTHERS else function_cases(group)
