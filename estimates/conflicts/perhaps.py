"""What would be a contradiction if figures were of one quantity that are only guessed to be: for a person to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import affirmed
from estimates.conflicts.comparison import Comparison
from estimates.conflicts.linking import suggest_links
from estimates.conflicts.listing import Findings
from estimates.intervals.arrays import Bools

_LIKELY = 6.0  # score of ``suggest_links`` from which two guessed figures are held against each other
_MANY = 3_000  # claims beyond which only figures drafted under one name are
_PARTNERS = 20
_PAST = pd.Timedelta(7, "D")  # before its print from which a count is history
_ANYWAY = frozenset(["", "figure", "date"])  # in which two figures of one quantity may differ
_SIZES = 6.0  # what a pair of figures loses for each factor of ten between them
_ONE_VOICE = 4.0  # and for one source
_SOME = 4.0  # and where some are fewer than all

Kind = Callable[[Comparison], Findings | Iterator[dict[str, Any]]]


def guessed(claims: pd.DataFrame) -> Bools:
    """Tell of which figures it is only guessed what they are of."""
    if "identity" not in claims:
        return np.zeros(len(claims), dtype=bool)
    flags: Bools = (claims["identity"].astype(object) == "guessed").to_numpy(dtype=bool)
    return flags


def set_apart(of: Comparison, found: Findings) -> tuple[Findings, list[dict[str, Any]]]:
    """Part findings in which every figure is known to be of its quantity from those that rest on a guess."""
    if "identity" not in of.claims or not of.claims["identity"].isin(["read", "guessed"]).any():
        return found, []
    unsure, place, running = guessed(of.claims), pd.Index(of.claims["claim_id"]), of.running
    sure, rest = list[int](), list[dict[str, Any]]()
    for k, row in enumerate(found.rows()):
        at = place.get_indexer(list(row["claims"]))
        pair = len(at) > 1 and row["severity"] != "warning"
        rows = of.claims.iloc[at] if pair else of.claims.iloc[:0]
        drafts = pair and bool(rows["identity"].isin(["read", "guessed"]).all())
        if pair and unsure[at].any() and _in_one_breath(rows):
            continue
        on_guess = pair and ((unsure[at].any() and not _contrasted(rows)) or _as_told(rows, row["kind"]))
        if on_guess or (drafts and (_uncounted(rows) or _in_turn(rows, bool(running[at].all())))):
            rest.append(_perhaps(row))
        else:
            sure.append(k)
    return found.take(np.array(sure, dtype=np.int64)), rest


def _in_one_breath(rows: pd.DataFrame) -> bool:
    """Whether one source gives in one article several numbers of what is only guessed to be one thing: it is not.

    "He made 44 runs", "the match saw 246": who counts several things has other numbers for them.
    """
    voice = [*_prints(rows), "source"]
    drafts = rows["identity"].isin(["read", "guessed"]).all()
    said = rows.assign(source=rows["source"].fillna(rows["publisher"]))
    return bool(drafts and len(rows) == 2 and said.duplicated(voice).any())


def _prints(rows: pd.DataFrame) -> list[str]:
    """The columns that tell one article from others."""
    return [name for name in ("article", "publisher", "reported") if name in rows]


def _contrasted(rows: pd.DataFrame) -> bool:
    """Whether one sentence holds two sources against each other: "police put it at 7,500, observers at 25,000"."""
    if len(rows) != 2 or "sentence" not in rows or rows[["sentence", "source"]].isna().any(axis=None):
        return False
    one = [*_prints(rows), "sentence"]
    return bool(rows.duplicated(one).sum() == 1 and rows["source"].nunique() == 2 and rows["noun"].nunique() < 2)


def _uncounted(rows: pd.DataFrame) -> bool:
    """Whether one side has only a word for a size: "hundreds of thousands" is no count that rivals another."""
    return bool((rows["hedge"] == "vague").any())


def _in_turn(rows: pd.DataFrame, running: bool) -> bool:
    """Whether two prints of one day tell a count that goes on: either may have been printed first."""
    prints = _prints(rows)
    if not running or len(rows) != 2 or rows.duplicated(prints).any() or rows["source"].nunique() < 2:
        return False
    counted = rows["counted"] if "counted" in rows else pd.Series(pd.NaT, rows.index)
    hours = counted.notna() & (counted != counted.dt.normalize())  # a clock line tells the order
    first, second = rows["reported"]
    return bool(first == second and not hours.all())


def _as_told(rows: pd.DataFrame, kind: str) -> bool:
    """Whether two drafts of one print may be at odds only by how they are told there.

    Who narrates tells of several times, and what a history of days past leaves undated is not of its day of print.
    """
    prints = _prints(rows)
    if len(rows) != 2 or not rows["identity"].isin(["read", "guessed"]).all() or rows.duplicated(prints).sum() != 1:
        return False
    narrated = (rows["source"].isna() | (rows["source"] == rows["publisher"])).all()
    counted = rows["counted"] if "counted" in rows else pd.Series(pd.NaT, rows.index)
    undated = counted.isna() & rows["as_of"].isna()
    past = (rows["reported"] - counted > _PAST).any()
    return bool(narrated or (kind == "fall" and undated.any() and past))


def unsure_findings(
    claims: pd.DataFrame, of: Comparison, unsure: Sequence[dict[str, Any]], kinds: Sequence[Kind]
) -> list[dict[str, Any]]:
    """What rests on a guess, and pairs of likely links, one of them guessed, that would be findings of these kinds.

    The likeliest first: by the score of the link, less for what mostly is no rivalry (see ``_rivalry``).
    """
    level = affirmed(claims)
    if not (guessed(claims) & level).any() or level.sum() > _MANY:
        return list(unsure)
    table = claims[level].reset_index(drop=True)
    links = suggest_links(table, top=_PARTNERS)
    score = dict(zip(zip(links["claim_id"], links["other_id"], strict=True), links["score"], strict=True))
    likely = links[links["score"] >= _LIKELY]
    met = {frozenset(row["claims"]) for row in unsure}
    linked = _linked(_begun(table, likely), of, likely, kinds)
    rows = [*unsure, *(row for row in linked if frozenset(row["claims"]) not in met)]
    told = claims.drop_duplicates("claim_id").set_index("claim_id")
    return sorted(rows, key=lambda row: -_rivalry(row, score, told))


def _rivalry(row: dict[str, Any], score: Mapping[tuple[str, str], float], told: pd.DataFrame) -> float:
    """How likely a pair is of one quantity, and its sources rivals on it.

    One source is rarely at odds with itself, figures of other sizes are rarely of one quantity, and fewer of some
    ("two of them", "12 soldiers") than of all are no rivals.
    """
    pair = sorted(row["claims"])
    if len(pair) != 2:
        return _LIKELY
    a, b = (told.loc[claim] for claim in pair)
    likely = score.get((pair[0], pair[1]), _LIKELY)
    ends = [abs(end) for end in (a["low"], a["high"], b["low"], b["high"]) if np.isfinite(end) and end]
    sizes = np.log10(max(ends) / min(ends)) if ends else 0.0
    one = isinstance(a["source"], str) and a["source"] == b["source"]
    few, many = (a, b) if a["high"] <= b["low"] else (b, a)
    some = _is_some(few) and not _is_some(many)
    return float(likely - _SIZES * sizes - _ONE_VOICE * one - _SOME * some)


def _is_some(claim: pd.Series) -> bool:
    """Whether a figure is of a part, or of certain people where others may have been counted as well."""
    return isinstance(claim.get("who"), str) or claim.get("scope") in ("part", "additional")


def _begun(table: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """A count that does not say since when it runs begins where its likeliest fellow has it begin: as a guess, here."""
    if "since" not in table or not len(links):
        return table
    since = table.set_index("claim_id")["since"]
    pairs = pd.concat([links, links.rename(columns={"claim_id": "other_id", "other_id": "claim_id"})])
    told = pairs.assign(since=pairs["other_id"].map(since)).dropna(subset="since")
    best = told.sort_values("score", ascending=False, kind="stable").drop_duplicates("claim_id")
    begun = best.set_index("claim_id")["since"].reindex(table["claim_id"]).set_axis(table.index)
    return table.assign(begun=table["since"].fillna(begun))


def _linked(
    table: pd.DataFrame, of: Comparison, links: pd.DataFrame, kinds: Sequence[Kind]
) -> Iterator[dict[str, Any]]:
    place = pd.Index(table["claim_id"])
    i, j = (place.get_indexer(links[name]) for name in ("claim_id", "other_id"))
    group = pd.Series(of.group, index=of.claims["claim_id"])
    own, other = (links[name].map(group).to_numpy(dtype=float) for name in ("claim_id", "other_id"))
    flags, stated = guessed(table), (table["identity"].astype(object) == "stated").to_numpy(dtype=bool)
    # What is read on both sides may still be one quantity where nothing that they say differs.
    unlike = np.array([bool(set(names.split(", ")) - _ANYWAY) for names in links["differs"].fillna("")], dtype=bool)
    begun = np.zeros(len(table), dtype=bool)
    if "begun" in table:
        begun = (table["begun"].notna() & table["since"].isna()).to_numpy()
    if "doubt" in table:  # what only other articles told is read, and yet less sure than what its sentence says
        flags = flags | table["doubt"].str.contains("articles", na=False).to_numpy(dtype=bool)
    asked = flags[i] | flags[j] | ~(stated[i] | stated[j] | unlike)
    status = table["status"].astype(object).to_numpy()
    asked &= status[i] == status[j]  # what is expected is never held against what is so
    said = table.assign(source=table["source"].fillna(table["publisher"]))
    voice = said.groupby([*_prints(said), "source"], dropna=False, sort=False).ngroup().to_numpy()
    asked &= (voice[i] != voice[j]) | stated[i] | stated[j]  # who tells of several things has several numbers
    asked &= (own != other) | begun[i] | begun[j]  # of one group they are compared already; NaN is no group
    rows = np.stack([i[asked], j[asked]], axis=1).ravel()
    if not len(rows):
        return
    pairs = table.iloc[rows].assign(_pair=np.repeat(np.arange(len(rows) // 2), 2), quantity=_one_name(table, rows))
    pair = replace(Comparison.of(pairs, ["_pair"], of.window, 1), by=of.by)
    yield from map(_perhaps, Findings.joined(kind(pair) for kind in kinds).rows())


def _one_name(table: pd.DataFrame, rows: Any) -> Any:
    """What each pair is called: as the surer of the two is."""
    names, flags = table["quantity"].astype(object).to_numpy()[rows], guessed(table)[rows]
    first, second = names[::2], names[1::2]
    chosen = np.where(pd.isna(first) | (flags[::2] & ~flags[1::2] & ~pd.isna(second)), second, first)
    return np.repeat(np.where(pd.isna(chosen), "unnamed", chosen), 2)


def _perhaps(row: dict[str, Any]) -> dict[str, Any]:
    words = row["explanation"]
    return {**row, "kind": "perhaps", "severity": "perhaps", "explanation": f"Perhaps {words[:1].lower()}{words[1:]}"}
