"""A table's life, in any order of steps, with the promises of the library looked at after each."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pandas.testing import assert_frame_equal

import estimates as es
from estimates.strategies import claims, values

KILOMETERS = {"mile": 1.609344, "kilometer": 1.0, "km": 1.0}
QUANTITIES = ("troops", "losses", "front")
FORMATS = ("csv", "jsonl", "xlsx", "parquet")
HEDGES = ("exact", "plain", "about", "at_least", "up_to")
REASONS = st.text("abc, ;|()->:\n", min_size=1, max_size=8).filter(str.strip)
#: What no step but `amend` and `relabel` changes.
KEPT = ["quantity", "source", "hedge", "status", "negated"]


def row() -> st.SearchStrategy[dict[str, Any]]:
    people = claims(quantities=QUANTITIES[:2], units=("person",), negated=True)
    return st.one_of(people, claims(quantities=("front",), units=("mile", "kilometer"), negated=True))


class Life(RuleBasedStateMachine):
    """A claims table beside what a reader would note on paper: each claim by its id, and what was done to it."""

    @initialize(rows=st.lists(row(), min_size=1, max_size=6))
    def read(self, rows: list[dict[str, Any]]) -> None:
        self.table = es.read_claims([{"claim_id": f"c{k}", **cells} for k, cells in enumerate(rows)])
        assert len(self.table) == len(rows)
        self.noted = {claim["claim_id"]: claim for claim in self.table.to_dict("records")}
        self.reasons: dict[str, list[str]] = {}

    def step(self, table: pd.DataFrame, before: pd.DataFrame) -> None:
        """Take what a step gave, which must have left what it was given as it was."""
        assert_frame_equal(self.table, before, check_exact=True)
        self.table = table

    def one(self, data: st.DataObject) -> str:
        return str(data.draw(st.sampled_from(sorted(self.noted))))

    @rule(data=st.data(), name=st.sampled_from(["troops", "casualties", "front line"]))
    def relabel(self, data: st.DataObject, name: str) -> None:
        old = data.draw(st.sampled_from(sorted({claim["quantity"] for claim in self.noted.values()})))
        lengths = {claim["unit"] == "person" for claim in self.noted.values() if claim["quantity"] in (old, name)}
        if len(lengths) > 1:
            return  # one quantity has one dimension
        self.step(es.relabel(self.table, {old: name}), self.table.copy())
        for claim in self.noted.values():
            claim["quantity"] = name if claim["quantity"] == old else claim["quantity"]

    @rule(data=st.data(), reason=REASONS)
    def amend(self, data: st.DataObject, reason: str) -> None:
        claim_id = self.one(data)
        numbered = not np.isnan(self.noted[claim_id]["value"])
        changes: dict[str, Any] = data.draw(
            st.one_of(
                st.fixed_dictionaries({"source": st.sampled_from(["army", "museum"])}),
                *([st.fixed_dictionaries({"value": values()}, optional={"hedge": st.sampled_from(HEDGES)})] * numbered),
            )
        )
        self.step(es.amend(self.table, claim_id, reason=reason, **changes), self.table.copy())
        self.noted[claim_id].update(changes)
        if "value" in changes:
            self.noted[claim_id]["unit"] = self.table.set_index("claim_id").loc[claim_id, "unit"]
        self.reasons.setdefault(claim_id, []).append(reason)

    @rule(unit=st.sampled_from(["km", "mile"]))
    def convert(self, unit: str) -> None:
        self.step(es.convert(self.table, unit), self.table.copy())

    @rule()
    def bound(self) -> None:
        self.step(es.bound(self.table), self.table.copy())
        low, likely_low, best, likely_high, high = (
            self.table[name] for name in ("low", "likely_low", "best", "likely_high", "high")
        )
        assert ((low <= likely_low) & (likely_low <= likely_high) & (likely_high <= high)).all()
        assert (best.isna() | ((likely_low <= best) & (best <= likely_high))).all()

    @rule(random=st.randoms(use_true_random=False))
    def contradict(self, random: Any) -> None:
        bounded = es.bound(self.table)
        found = es.contradictions(bounded)
        assert_frame_equal(es.contradictions(self.shuffled(bounded, random)), found, check_exact=True)
        assert {claim for ids in found["claims"] for claim in ids} <= set(self.noted)

    @rule(
        method=st.sampled_from(["intersection", "hull", "consensus", "median"]),
        random=st.randoms(use_true_random=False),
    )
    def reconcile(self, method: Any, random: Any) -> None:
        bounded = es.bound(self.table)
        answer = es.reconcile(bounded, method)
        assert_frame_equal(es.reconcile(self.shuffled(bounded, random), method), answer, check_exact=True)
        assert set(answer["quantity"]) <= {claim["quantity"] for claim in self.noted.values()}
        assert answer.drop_duplicates(["quantity", "status"])["n_claims"].sum() <= len(self.noted)

    @precondition(lambda self: len(self.noted) > 1)
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        claim_id = self.one(data)
        self.step(es.reject(self.table, claim_id), self.table.copy())
        del self.noted[claim_id]
        self.reasons.pop(claim_id, None)

    @rule(form=st.sampled_from(FORMATS))
    def write_and_read(self, form: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            back = es.read_claims(es.write_claims(self.table, Path(folder, f"mine.{form}")))
        exact: dict[str, Any] = {"check_exact": True} if form != "xlsx" else {"rtol": 1e-15}  # Excel has 16 digits
        assert_frame_equal(back[list(self.table)], self.table.reset_index(drop=True), **exact)
        self.step(back, self.table.copy())

    @staticmethod
    def shuffled(table: pd.DataFrame, random: Any) -> pd.DataFrame:
        places = list(range(len(table)))
        random.shuffle(places)
        return table.iloc[places]

    @invariant()
    def no_claim_is_lost_and_none_let_in(self) -> None:
        if hasattr(self, "table"):
            assert self.table["claim_id"].tolist() == list(self.noted)

    @invariant()
    def what_sources_said_is_what_they_said(self) -> None:
        if not hasattr(self, "table"):
            return
        for claim in self.table.to_dict("records"):
            noted = self.noted[claim["claim_id"]]
            assert [claim[name] for name in KEPT] == [noted[name] for name in KEPT]
            if not np.isnan(noted["value"]):
                one, other = (c["value"] * KILOMETERS.get(c["unit"], 1.0) for c in (claim, noted))
                assert np.isclose(one, other, rtol=1e-12), claim
            else:
                assert np.isnan(claim["value"])

    @invariant()
    def every_amendment_is_in_the_log_and_nothing_else(self) -> None:
        if not hasattr(self, "table"):
            return
        logged = self.table.set_index("claim_id")["amended"] if "amended" in self.table else pd.Series(dtype=object)
        for claim_id in self.noted:
            log, reasons = logged.get(claim_id), self.reasons.get(claim_id, [])
            assert isinstance(log, str) == bool(reasons), log
            at = 0
            for reason in reasons:  # in the order in which they were given
                at = log.index(f"({reason})", at) + 1


Life.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestLife = Life.TestCase
