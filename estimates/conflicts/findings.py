"""Which claims cannot all be true, and why, in a sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from estimates.claims.bounds import check_bounded
from estimates.claims.comparable import window
from estimates.claims.wording import amount, band, figure, said, speaker
from estimates.conflicts.breaches import relation_findings
from estimates.conflicts.echoes import echo_findings
from estimates.conflicts.slips import as_words, suspected
from estimates.errors import SchemaError, nearest
from estimates.intervals.arrays import RTOL, Bools, Ints
from estimates.intervals.ranked import encode
from estimates.intervals.sweeps import common
from estimates.relations.systems import blank
from estimates.schema import NUMBER, WORDS
from estimates.units import common_unit

Kind = Literal[
    "disjoint", "bound", "total", "part", "fall", "impossible", "denied", "jointly",
    "revised", "stale", "circular", "precision",
]  # fmt: skip
Severity = Literal["contradiction", "weak", "warning"]

_ONE_SIDED = ("more_than", "at_least", "less_than", "at_most", "up_to")
_SHARE = re.compile(r"\b(?:share|proportion|fraction|portion|turnout|percentage|per ?cent of|% of)\b", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:per|average|mean|each|rate|median)\b", re.IGNORECASE)
_TOLD = (
    "claim_id", "quantity", "source", "publisher", "text", "value", "unit", "hedge", "low", "high", "closed",
    "as_of", "reported", "amended",
)  # fmt: skip
_CHUNK = 2_000_000  # pairs held at once
_DENSE = 1_000  # claims of one group up to which all pairs are looked at


def contradictions(
    claims: pd.DataFrame,
    relations: Any = (),
    *,
    by: Sequence[str] = ("quantity", "status"),
    within: str | int | pd.Timedelta | None = None,
    max_pairs: int = 20,
    max_conflicts: int = 20,
    rtol: float = RTOL,
) -> pd.DataFrame:
    """Find claims that cannot all be true.

    Claims are compared only within equal ``by``; negated figures and trends stay out, and the figures that one source
    gives in one sentence are compared through relations only. A source's later figure supersedes its earlier one.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : strings, mapping, or table of name, relation, note
        Sums, products and inequalities between quantities that must hold.
    by : sequence of str
        Columns that must be equal for two claims to be compared. A missing value equals another missing value.
    within : str, int (days) or Timedelta, optional
        Claims whose dates (``as_of``, else ``reported``) lie further apart are not compared; such a pair that would
        clash is listed as ``stale``. A missing date always compares. By default dates are ignored.
    max_pairs : int
        Pairs listed for one group, those furthest apart first; ``n_pairs`` says how many there are.

    max_conflicts : int
        Minimal conflicts with relations listed for one connected part; the last one says if there are more.
    rtol : float
        How far the sides of ``==`` in a relation may differ, relative to the largest figure in it.

    Returns
    -------
    DataFrame
        A row per finding: ``kind``; ``severity`` ("contradiction", "weak": a breach of "up to", "warning": revised,
        stale, circular, precision); ``claims`` (tuple of ids) and ``relations`` (tuple of names); ``quantity``;
        ``gap`` between the outer bands in ``unit``; ``explanation``, one sentence to quote; ``suspicion``, what might
        explain it (never applied); ``n_pairs``. Empty if all agree.

    Raises
    ------
    SchemaError
        If the table is not bounded or a column of ``by`` is missing.
    UnitError
        If a group mixes dimensions.

    Examples
    --------
    >>> from estimates import bound, contradictions, read_claims
    >>> claims = bound(read_claims([
    ...     {"claim_id": "c1", "quantity": "troops", "source": "the president", "text": "11,000"},
    ...     {"claim_id": "c2", "quantity": "troops", "source": "the spokesman", "text": "10,000"},
    ... ]))
    >>> print(contradictions(claims).loc[0, "explanation"])
    On troops: the spokesman says “10,000” and the president says “11,000”; read as 9,750 to 10,250 and as 10,725 to
    11,275, they are 475 apart.
    """
    claims = claims if len(claims.columns) else blank()
    found = _found(claims, relations, by, within, max_pairs, {"max_conflicts": max_conflicts, "rtol": rtol})
    table = suspected(claims, relations, found, by=by, rtol=rtol)
    for row, words in zip(found, as_words(table, len(found)), strict=True):
        row["suspicion"] = words
    return findings_table(found)


def _found(
    claims: pd.DataFrame, relations: Any, by: Sequence[str], within: Any, max_pairs: int, options: dict[str, Any]
) -> list[dict[str, Any]]:
    check_bounded(claims)
    for column in by:
        if column not in claims:
            raise SchemaError(f"by names {column!r}, which is not a column.", hint=nearest(column, claims.columns))
    comparison = _Comparison(claims, list(by), within, max_pairs)
    current = comparison.claims[comparison.current]
    related = (
        relation_findings(current, relations, by=by, within=comparison.window, **options) if len(relations) else []
    )
    return [
        *comparison.pairs(), *comparison.impossible(), *comparison.denied(), *comparison.falls(),
        *related, *comparison.revised(), *comparison.echoes(),
    ]  # fmt: skip


def suspicions(
    claims: pd.DataFrame,
    relations: Any = (),
    *,
    by: Sequence[str] = ("quantity", "status"),
    within: str | int | pd.Timedelta | None = None,
    rtol: float = RTOL,
) -> pd.DataFrame:
    """List the slips that would explain contradictions; none is applied.

    Looked for are a digit changed, lost, doubled or swapped with its neighbour; a sign; two parts given for each other;
    one part given as the total; zeros, thousands and millions; units taken for each other (miles and kilometres,
    dozens, months); rounding; and words that count a part given for words that count the whole (killed for
    casualties). Ratios and words stand in ``slips.toml``.

    Parameters
    ----------
    claims, relations, by, within, rtol
        As for ``contradictions``.

    Returns
    -------
    DataFrame
        A row per claim that a suspicion would correct: ``suspicion`` (its number; two figures given for each other have
        two rows), ``step``, ``kind``, ``claim_id``, ``source``, ``quantity``, ``value`` as stated, ``suggested``
        instead (NaN where only a word is suspected), ``factor`` between them, ``unit``, ``settles`` (positions in
        ``contradictions(claims, relations)`` of the findings that it would settle) and ``explanation``. Within a step
        the first is the one that settles most and upsets nothing that held; step 2 supposes it was right, and so on,
        so the first of every step together are the least repair by slips.

    Notes
    -----
    After Scholtus (2008, 2009), "Algorithms for correcting some obvious inconsistencies and rounding errors" and
    "Automatic correction of simple typing errors", Statistics Netherlands. A ratio r counts if the corrected figure
    comes within 4 % of log(r), at most 10 %, of the other: a small ratio is soon a coincidence.

    Examples
    --------
    >>> from estimates import bound, read_claims, suspicions
    >>> claims = bound(read_claims([
    ...     {"claim_id": "t", "quantity": "turnover", "value": 353},
    ...     {"claim_id": "c", "quantity": "costs", "value": 283},
    ...     {"claim_id": "p", "quantity": "profit", "value": 115}]))
    >>> suspicions(claims, "turnover - costs == profit")[["kind", "claim_id", "value", "suggested"]]
             kind claim_id  value  suggested
    0  digit slip        c  283.0      238.0
    """
    claims = claims if len(claims.columns) else blank()
    found = _found(claims, relations, by, within, 20, {"rtol": rtol})
    return suspected(claims, relations, found, by=by, rtol=rtol)


def findings_table(found: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """Make a table of findings, in the order found."""
    columns = (
        "kind",
        "severity",
        "claims",
        "relations",
        "quantity",
        "gap",
        "unit",
        "explanation",
        "suspicion",
        "n_pairs",
    )
    rows = [{"relations": (), "gap": np.nan, "unit": np.nan, "suspicion": np.nan, "n_pairs": 1, **row} for row in found]
    table = pd.DataFrame(rows, columns=list(columns))
    words = dict.fromkeys(("kind", "severity", "quantity", "unit", "explanation", "suspicion"), WORDS)
    return table.astype({**words, "gap": NUMBER, "n_pairs": np.dtype("int64"), "claims": object, "relations": object})


class _Comparison:
    """Claims in groups, in one unit each, as intervals on ranks."""

    def __init__(self, claims: pd.DataFrame, by: list[str], within: Any, max_pairs: int) -> None:
        claims = common_unit(claims, by).sort_values("claim_id", kind="stable").reset_index(drop=True)
        self.claims, self.by, self.max_pairs = claims, by, max_pairs
        self.window = None if within is None else window(within)
        self.told: dict[int, dict[str, Any]] = {}
        n = len(claims)
        self.group = claims.groupby(by, sort=True, dropna=False, observed=True).ngroup().to_numpy(dtype=np.int64)
        self.n_groups = int(self.group.max(initial=-1)) + 1
        self.ranked = encode(claims["low"], claims["high"], claims["closed"], self.group)
        self.date = claims["as_of"].fillna(claims["reported"])
        self.day = self.date.to_numpy()
        self.low, self.high = claims["low"].to_numpy(dtype=float), claims["high"].to_numpy(dtype=float)
        level = claims["trend"].isna().to_numpy() if "trend" in claims else np.ones(n, dtype=bool)
        self.affirmed = ~claims["negated"].to_numpy(dtype=bool) & level
        self.cumulative = (
            claims["cumulative"].to_numpy(dtype=bool) if "cumulative" in claims else np.zeros(n, dtype=bool)
        )
        self.later = self._successors()
        self.current = self.affirmed & ((self.later < 0) | self.cumulative)
        place = ["source", "publisher", "locator"]
        sentence = claims.groupby(place, sort=False, dropna=False).ngroup().to_numpy()
        written = (claims["start"].notna() & claims["locator"].notna() & claims["source"].notna()).to_numpy(dtype=bool)
        self.sentence = np.where(written, sentence, -1 - np.arange(n))

    def _successors(self) -> Ints:
        """For every claim the row of the figure by which its own source superseded it, else -1."""
        rows = np.full(len(self.claims), -1, dtype=np.int64)
        dated = self.claims[self.affirmed & self.date.notna().to_numpy() & self.claims["source"].notna().to_numpy()]
        if dated.empty:
            return rows
        keys = [self.group[dated.index], dated["source"]]
        dates = self.date[dated.index]
        latest = dates.groupby(keys).transform("max")
        last = pd.Series(dated.index, index=dated.index).where(dates == latest).groupby(keys).transform("min")
        older = (dates < latest).to_numpy()
        rows[dated.index[older]] = last[older].to_numpy(dtype=np.int64)
        return rows

    def row(self, i: int) -> dict[str, Any]:
        """A claim as a dict of the columns that a sentence is made of."""
        if i not in self.told:
            self.tell(np.array([i]))
        return self.told[i]

    def tell(self, rows: Ints) -> None:
        """Take many claims out of the table at once, which is far quicker than one by one."""
        records = self.claims[[c for c in _TOLD if c in self.claims]].iloc[rows].to_dict("records")
        self.told.update(zip(rows.tolist(), records, strict=True))

    def about(self, i: int) -> str:
        """What the claim is about, for the start of a sentence."""
        quantity = self.row(i)["quantity"]
        return f"On {quantity}: " if isinstance(quantity, str) else ""

    # Pairs -----------------------------------------------------------------------------------------------------------

    def pairs(self) -> Iterator[dict[str, Any]]:
        rows = np.flatnonzero(self.current)
        start, stop = common(self.ranked.start[rows], self.ranked.stop[rows], self.group[rows], self.n_groups)
        clashing = np.flatnonzero(start >= stop)
        if not len(clashing):
            return
        members = rows[np.isin(self.group[rows], clashing)]
        members = members[np.argsort(self.group[members], kind="stable")]
        size = np.bincount(self.group[members])
        self.tell(members[size[self.group[members]] <= _DENSE])
        for inside in np.split(members, np.flatnonzero(np.diff(self.group[members])) + 1):
            yield from self._pairs_in(inside)

    def _pairs_in(self, rows: Ints) -> Iterator[dict[str, Any]]:
        """The widest gaps of a group, first those that nothing explains and then those that dates explain."""
        plain = self.window is None and not self.cumulative[rows].any()
        if plain and len(rows) > _DENSE and len(np.unique(self.sentence[rows])) == len(rows):
            yield from self._widest(rows)
            return
        found: dict[bool, list[tuple[float, int, int]]] = {False: [], True: []}
        count = {False: 0, True: 0}
        step = max(1, _CHUNK // len(rows))
        for first in range(0, len(rows), step):
            lower, upper, stale = self._disjoint(rows[first : first + step], rows)
            gaps = self.low[upper] - self.high[lower]
            for explained in (False, True):
                here = np.flatnonzero(stale == explained)
                count[explained] += len(here)
                widest = here[np.lexsort((upper[here], lower[here], -gaps[here]))][: self.max_pairs]
                found[explained] += zip((-gaps[widest]).tolist(), lower[widest], upper[widest], strict=True)
        for explained in (False, True):
            for gap, a, b in sorted(found[explained])[: self.max_pairs]:
                yield self._pair(int(a), int(b), max(-gap, 0.0), explained, count[explained])

    def _disjoint(self, some: Ints, rows: Ints) -> tuple[Ints, Ints, Bools]:
        """Pairs of one of some and one of all rows, the first wholly below the second; and whether dates explain it."""
        start, stop, date = self.ranked.start, self.ranked.stop, self.day
        i, j = np.nonzero(stop[some][:, None] <= start[rows][None, :])
        i, j = some[i], rows[j]
        apart = (start[i] < stop[i]) & (start[j] < stop[j]) & (self.sentence[i] != self.sentence[j])
        dated = ~np.isnat(date[i]) & ~np.isnat(date[j]) & (date[i] != date[j])
        apart &= ~(dated & self.cumulative[i] & self.cumulative[j])  # a running total that grew, or fell: see falls
        i, j = i[apart], j[apart]
        if self.window is None:
            return i, j, np.zeros(len(i), dtype=bool)
        return i, j, np.abs(date[i] - date[j]) > self.window.to_timedelta64()

    def _widest(self, rows: Ints) -> Iterator[dict[str, Any]]:
        """The same without all pairs: the widest gaps lie between the lowest upper and the highest lower ends."""
        rows = rows[self.ranked.start[rows] < self.ranked.stop[rows]]
        start, stop = self.ranked.start[rows], self.ranked.stop[rows]
        n_pairs = int(np.searchsorted(np.sort(stop), start, side="right").sum())
        lowest = np.sort(rows[np.argsort(stop, kind="stable")[: self.max_pairs]])
        highest = np.sort(rows[np.argsort(-start, kind="stable")[: self.max_pairs]])
        lower, upper, _ = self._disjoint(lowest, highest)
        gaps = self.low[upper] - self.high[lower]
        for k in np.lexsort((upper, lower, -gaps))[: self.max_pairs]:
            yield self._pair(int(lower[k]), int(upper[k]), float(max(gaps[k], 0.0)), False, n_pairs)

    def _pair(self, lower: int, upper: int, gap: float, stale: bool, n_pairs: int) -> dict[str, Any]:
        a, b = self.row(lower), self.row(upper)
        one_sided = a["hedge"] in _ONE_SIDED or b["hedge"] in _ONE_SIDED or bool(np.isinf([a["low"], b["high"]]).any())
        apart = f"they are {amount(gap, a['unit'])} apart" if gap else "they exclude each other at the very end"
        why = "; the dates may explain it" if stale else ""
        return {
            "kind": "stale" if stale else "bound" if one_sided else "disjoint",
            "severity": "warning" if stale else "weak" if a["hedge"] == "up_to" else "contradiction",
            "claims": (a["claim_id"], b["claim_id"]),
            "quantity": a["quantity"], "gap": gap, "unit": a["unit"], "n_pairs": n_pairs,
            "explanation": f"{self.about(lower)}{said(a)} and {said(b)}; "
            f"read as {band(a['low'], a['high'], a['closed'])} and as {band(b['low'], b['high'], b['closed'])}, "
            f"{apart}{why}.",
        }  # fmt: skip

    # One claim alone -------------------------------------------------------------------------------------------------

    def impossible(self) -> Iterator[dict[str, Any]]:
        claims, unit = self.claims, self.claims["unit"].astype(object)
        counted = unit.isin(["person", "count"]).to_numpy(dtype=bool)
        low, high = self.low, self.high
        words = claims["quantity"].fillna("") + " " + claims["noun"].fillna("")
        negative = counted & (
            (high < 0) | ((high == 0) & (low < 0) & claims["closed"].isin(["left", "neither"]).to_numpy())
        )
        share = (unit == "percent").to_numpy(dtype=bool) & (low > 100) & words.str.contains(_SHARE).to_numpy(dtype=bool)
        broken = (low == high) & (np.fmod(np.where(np.isfinite(low), low, 0.0), 1.0) != 0)
        fraction = counted & broken & ~words.str.contains(_MEAN).to_numpy(dtype=bool)
        for rows, why in (
            (negative, "a count cannot be negative"),
            (share, "a share cannot exceed the whole"),
            (fraction, "what is counted comes in whole numbers"),
        ):
            for i in np.flatnonzero(rows & self.affirmed):
                claim = self.row(int(i))
                yield {
                    "kind": "impossible", "severity": "contradiction", "claims": (claim["claim_id"],),
                    "quantity": claim["quantity"], "unit": claim["unit"],
                    "explanation": f"{self.about(int(i))}{said(claim)}, read as "
                    f"{band(claim['low'], claim['high'], claim['closed'])}; {why}.",
                }  # fmt: skip

    # Denials ---------------------------------------------------------------------------------------------------------

    def denied(self) -> Iterator[dict[str, Any]]:
        claims, (start, stop, _) = self.claims, self.ranked
        value = claims["value"].to_numpy(dtype=float)
        low, high = self.low, self.high
        for i in np.flatnonzero(claims["negated"].to_numpy(dtype=bool) & self.ranked.known):
            others = (
                self.affirmed
                & (self.group == self.group[i])
                & (claims["source"] != claims["source"].iloc[i]).to_numpy()
            )
            inside = (start >= start[i]) & (stop <= stop[i]) & (start < stop)
            inside |= (value >= low[i]) & (value <= high[i])
            for j in np.flatnonzero(others & inside):
                no, yes = self.row(int(i)), self.row(int(j))
                yield {
                    "kind": "denied", "severity": "contradiction", "claims": (no["claim_id"], yes["claim_id"]),
                    "quantity": no["quantity"], "unit": no["unit"],
                    "explanation": f"{self.about(int(i))}{speaker(no)} denies {figure(no)}, yet {said(yes)}.",
                }  # fmt: skip

    # Time ------------------------------------------------------------------------------------------------------------

    def falls(self) -> Iterator[dict[str, Any]]:
        """Running totals that a later figure undercuts: against the highest earlier lower end, one sweep a group."""
        rows = np.flatnonzero(self.affirmed & self.cumulative & self.date.notna().to_numpy() & self.ranked.known)
        order = rows[np.lexsort((rows, self.day[rows], self.group[rows]))]
        date, start, stop = self.day, self.ranked.start, self.ranked.stop
        best, pending = -1, -1  # the row with the highest start before, and among those of the same day
        for k, i in enumerate(order):
            if k == 0 or self.group[i] != self.group[order[k - 1]]:
                best = pending = -1
            elif date[i] != date[order[k - 1]] and pending >= 0:
                best = pending
            if best >= 0 and stop[i] <= start[best]:
                yield self._fall(int(best), int(i))
            if pending < 0 or start[i] > start[pending]:
                pending = int(i)

    def _fall(self, earlier: int, later: int) -> dict[str, Any]:
        a, b = self.row(earlier), self.row(later)
        gap = float(a["low"] - b["high"])
        return {
            "kind": "fall", "severity": "contradiction", "claims": (a["claim_id"], b["claim_id"]),
            "quantity": a["quantity"], "gap": gap, "unit": a["unit"],
            "explanation": f"{self.about(earlier)}a running total cannot fall, yet {said(a)} and later {said(b)}.",
        }  # fmt: skip

    def revised(self) -> Iterator[dict[str, Any]]:
        start, stop = self.ranked.start, self.ranked.stop
        value = self.claims["value"].to_numpy(dtype=float)
        older = np.flatnonzero((self.later >= 0) & ~self.cumulative)
        self.tell(np.union1d(older, self.later[older]))
        for i in older:
            j = int(self.later[i])
            if (start[i], stop[i]) == (start[j], stop[j]) and (value[i] == value[j] or np.isnan(value[i] + value[j])):
                continue
            a, b = self.row(int(i)), self.row(j)
            yield {
                "kind": "revised", "severity": "warning", "claims": (a["claim_id"], b["claim_id"]),
                "quantity": a["quantity"], "unit": a["unit"],
                "explanation": f"{self.about(j)}{said(a)}, superseded by the same source's {figure(b)}.",
            }  # fmt: skip

    def echoes(self) -> Iterator[dict[str, Any]]:
        return echo_findings(self.claims, self.group, self.ranked, self.current)
