"""What would be a contradiction if figures were of one quantity that are only guessed to be: for a person to judge."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimates.claims.comparable import affirmed, day_of, narrated
from estimates.conflicts.comparison import Comparison
from estimates.conflicts.growing import disputes, sentence_numbers
from estimates.conflicts.linking import suggest_links
from estimates.conflicts.listing import Findings
from estimates.intervals.arrays import Bools, Ints

_LIKELY = 1.9  # score of ``suggest_links`` from which two guessed figures are held against each other
_MANY = 3_000  # claims beyond which only figures drafted under one name are
_PARTNERS, _UNLINKED = 20, 3.1  # partners of each, and what speaks for a pair that is no link
_PAST = pd.Timedelta(7, "D")  # before its print from which a count is history
_ANYWAY = frozenset(["", "figure", "date", "unit"])  # in which two figures of one quantity may differ
#: What speaks for two figures being rivals beside the score of their link, in its unit: estimated as that is, see
#: ``weights.toml``, from 1,747 such pairs of 40 events, of which 78 are contradictions; the last from 1,045 of 16.
_HEDGED, _CONTRASTED, _NARRATED, _BESIDE = 0.7, 0.8, -0.6, 1.5
_ESTIMATES = ("about", "at_least", "more_than", "nearly", "up_to")
_SURVIVED = ("rescued", "survived")
_RIVALS = 3.0  # what speaks for a pair, less what speaks against it, from which it is told

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
    pairs, drafted = _Members.of(of, found), of.claims["identity"].isin(["read", "guessed"]).to_numpy(dtype=bool)
    severe = pairs.several & (found["severity"] != "warning")
    drafts, unsure = pairs.all_of(drafted), pairs.any_of(guessed(of.claims))
    dropped = severe & unsure & drafts & _in_one_breath(pairs)
    uncounted = pairs.any_of((of.claims["hedge"] == "vague").to_numpy(dtype=bool))  # "hundreds": no count that rivals
    later = pairs.pairs(of.earlier(pairs.one, pairs.other))
    rose = later & (found["kind"] != "fall")  # but parts filed as one rise and fall
    in_turn = pairs.all_of(of.running) & (_in_turn(pairs) | rose)
    contrasted = _contrasted(pairs)
    unlike = _of_unlike_days(pairs) | ~(_attributed(pairs) & _placed(pairs))
    as_drafted = _as_told(pairs, found["kind"]) | uncounted | in_turn | (pairs.two & unlike & ~contrasted)
    on_guess = (unsure & ~contrasted) | (drafts & (as_drafted | _of_survivors(pairs)))
    rest = severe & on_guess & ~dropped
    apart = [_perhaps(row) for row in found.take(np.flatnonzero(rest)).rows()]
    return found.take(np.flatnonzero(~rest & ~dropped)), apart


class _Members(NamedTuple):
    """The claims of findings: what some or all of them are, and what the two of a pair have in common."""

    claims: pd.DataFrame
    owner: Ints
    row: Ints
    several: Bools
    two: Bools
    one: Ints
    other: Ints

    @classmethod
    def of(cls, of: Comparison, found: Findings) -> _Members:
        sizes = found.sizes()
        row = pd.Index(of.claims["claim_id"]).get_indexer([claim for ids in found["claims"].tolist() for claim in ids])
        two, begin = sizes == 2, np.cumsum(sizes) - sizes
        owner = np.repeat(np.arange(len(sizes)), sizes)
        return cls(of.claims, owner, row, sizes > 1, two, row[begin[two]], row[begin[two] + 1])

    def any_of(self, flags: Bools) -> Bools:
        """Findings of which some claim is so."""
        some: Bools = np.bincount(self.owner, flags[self.row], len(self.two)) > 0
        return some

    def all_of(self, flags: Bools) -> Bools:
        """Findings of which every claim is so."""
        return ~self.any_of(~flags)

    def pairs(self, flags: Any) -> Bools:
        """Findings of two claims of which the pair is so."""
        out = np.zeros(len(self.two), dtype=bool)
        out[self.two] = flags
        return out

    def alike(self, names: Sequence[str]) -> Bools:
        """Pairs of which both have the same in some columns; a missing cell is like another."""
        code = _numbers(self.claims, names)
        same: Bools = code[self.one] == code[self.other]
        return same

    def unlike(self, name: str) -> Bools:
        """Pairs that say two things in a column."""
        code = pd.factorize(self.claims[name])[0]
        a, b = code[self.one], code[self.other]
        return np.asarray((a != b) & (a >= 0) & (b >= 0))


def _numbers(claims: pd.DataFrame, names: Sequence[str]) -> Ints:
    """Numbers of rows by what they have in some columns."""
    number: Ints = claims.groupby([*names], dropna=False, sort=False).ngroup().to_numpy()
    return number


def _prints(rows: pd.DataFrame) -> list[str]:
    """The columns that tell one article from others."""
    return [name for name in ("article", "publisher", "reported") if name in rows]


def _voices(claims: pd.DataFrame) -> Ints:
    """Numbers of who speaks in which article; who is not named is the publisher."""
    return _numbers(claims.assign(source=claims["source"].fillna(claims["publisher"])), [*_prints(claims), "source"])


def _in_one_breath(of: _Members) -> Bools:
    """Whether one source gives in one article several numbers of what is only guessed to be one thing: it is not.

    "He made 44 runs", "the match saw 246": who counts several things has other numbers for them.
    """
    voice = _voices(of.claims)
    return of.pairs(voice[of.one] == voice[of.other])


def _contrasted(of: _Members) -> Bools:
    """Whether one sentence holds two sources against each other: "police put it at 7,500, observers at 25,000"."""
    claims = of.claims
    if "sentence" not in claims:
        return of.pairs(False)
    told = claims["sentence"].notna().to_numpy(dtype=bool)
    one = told[of.one] & of.alike([*_prints(claims), "sentence"])
    return of.pairs(one & of.unlike("source") & ~of.unlike("noun")) & _attributed(of)


def _placed(of: _Members) -> Bools:
    """Whether it is said where both figures are, and of which event or of whom."""
    told = of.claims.notna().reindex(columns=["place", "event", "who"], fill_value=False)
    return of.all_of(np.asarray(told["place"] & (told["event"] | told["who"])))


def _attributed(of: _Members) -> Bools:
    """Whether somebody is named for both figures: who only narrates may tell of some, or of another time."""
    return of.all_of(~narrated(of.claims))


def _of_unlike_days(of: _Members) -> Bools:
    """Whether two figures happened on two days: "killed eight on Tuesday", "killed three on Wednesday night".

    What was printed before the day of the other is of another day as well.
    """
    day = of.claims["as_of"].dt.normalize().to_numpy()
    counted, printed = _counted(of.claims).dt.normalize().to_numpy(), of.claims["reported"].dt.normalize().to_numpy()
    day = np.where(day == counted, np.datetime64("NaT"), day)  # the day of saying so
    ahead = (printed[of.one] < day[of.other]) | (printed[of.other] < day[of.one])
    return of.pairs((day[of.one] < day[of.other]) | (day[of.one] > day[of.other]) | ahead)


def _in_turn(of: _Members) -> Bools:
    """Whether two prints of one day tell a count that goes on: either may have been printed first."""
    counted, reported = _counted(of.claims), of.claims["reported"].to_numpy()
    hours = (counted.notna() & (counted != counted.dt.normalize())).to_numpy()  # a clock line tells the order
    apart = ~of.alike(_prints(of.claims)) & of.unlike("source") & ~(hours[of.one] & hours[of.other])
    return of.pairs(apart & (reported[of.one] == reported[of.other]))


def _as_told(of: _Members, kind: Any) -> Bools:
    """Whether two drafts of one print may be at odds only by how they are told there.

    Who narrates tells of several times, and what a history of days past leaves undated is not of its day of print.
    """
    claims, counted = of.claims, _counted(of.claims)
    told = narrated(claims)
    undated = (counted.isna() & claims["as_of"].isna()).to_numpy()
    past = (claims["reported"] - counted > _PAST).to_numpy()
    history = (kind[of.two] == "fall") & (undated[of.one] | undated[of.other]) & (past[of.one] | past[of.other])
    return of.pairs(of.alike(_prints(claims)) & ((told[of.one] & told[of.other]) | history))


def _of_survivors(of: _Members) -> Bools:
    """Whether drafts count who survived: in the first hours that number goes up and down, and some die yet."""
    if "sentence" not in of.claims:
        return of.pairs(False)
    told = of.claims["sentence"].astype(object).fillna("").str.contains("surviv")
    return of.any_of(told.to_numpy(dtype=bool) & of.claims["quantity"].isin(_SURVIVED).to_numpy())


def _counted(claims: pd.DataFrame) -> pd.Series:
    return pd.Series(day_of(claims, "counted"), claims.index)


def unsure_findings(
    claims: pd.DataFrame, of: Comparison, found: Findings, unsure: Sequence[dict[str, Any]], kinds: Sequence[Kind]
) -> list[dict[str, Any]]:
    """What rests on a guess, and pairs of likely links, one of them guessed, that would be findings of these kinds.

    None of them is ``found`` already.

    The likeliest first: see ``_rivalry``.
    """
    level = affirmed(claims)
    if not (guessed(claims) & level).any() or level.sum() > _MANY:
        return list(unsure)
    table = claims[level].reset_index(drop=True)
    links = suggest_links(table, top=_PARTNERS)
    likely = dict(zip(zip(links["claim_id"], links["other_id"], strict=True), links["score"], strict=True))
    told = _told(claims)
    linked = _linked(_begun(table, links[links["score"] >= _LIKELY]), of, links[_worth(links)], kinds)
    met = {*map(frozenset, found["claims"].tolist()), *(frozenset(row["claims"]) for row in unsure)}
    every = [*unsure, *(row for row in linked if frozenset(row["claims"]) not in met)]
    rivals = sorted(((_rivalry(row, likely, told), n) for n, row in enumerate(every)), key=lambda pair: -pair[0])
    return [every[n] for rival, n in rivals if n < len(unsure) or rival >= _RIVALS]


def _worth(links: pd.DataFrame) -> Bools:
    """Links that may be of one quantity: not those of which both say of whom or what they are, and do not agree."""
    unlike = links["differs"].fillna("").str.contains(r"\b(?:measure|who|scope)\b")
    return np.asarray((links["score"] >= _LIKELY) & ~unlike, dtype=bool)


class _Told(NamedTuple):
    """Whether a claim is an estimate, its sentence sets numbers against one another, it is only narrated; and where."""

    hedged: bool
    contrasts: bool
    narrates: bool
    source: Any
    print: int
    sentence: float


def _told(claims: pd.DataFrame) -> Mapping[Any, _Told]:
    hedged, voices = claims["hedge"].isin(_ESTIMATES), claims["source"].astype(object)
    number = sentence_numbers(claims)
    rows = zip(hedged.tolist(), disputes(claims, "contrasts").tolist(), narrated(claims).tolist(), voices.tolist(),
               _numbers(claims, _prints(claims)).tolist(), number.tolist(), strict=True)  # fmt: skip
    return dict(zip(claims["claim_id"], itertools.starmap(_Told, rows), strict=True))


def _rivalry(row: dict[str, Any], likely: Mapping[tuple[str, str], float], told: Mapping[Any, _Told]) -> float:
    """How likely a pair is of one quantity, and its sources rivals on it.

    Estimates differ where counts go on, a sentence that sets something against something ("but", "only", "initially")
    often does so with numbers, sources told one after the other are held against each other, and who only narrates is
    at odds with nobody.
    """
    pair = sorted(row["claims"])
    if len(pair) != 2:
        return 2 * _UNLINKED
    one, other = (told[claim] for claim in pair)
    narrates = one.narrates or other.narrates
    aside = _HEDGED * (one.hedged or other.hedged) + _CONTRASTED * (one.contrasts or other.contrasts)
    aside += _NARRATED * narrates
    if not narrates and one.source != other.source and one.print == other.print:
        aside += _BESIDE * (abs(one.sentence - other.sentence) <= 1)
    return float(likely.get((pair[0], pair[1]), _UNLINKED) + aside)


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
    measure = table["quantity"].astype(object).to_numpy()
    things = links["differs"].str.contains(r"\bunit\b", na=False).to_numpy(dtype=bool)
    asked &= ~things | (measure[i] == measure[j])  # 13 cases may be people, 36 houses are none
    status = table["status"].astype(object).to_numpy()
    asked &= status[i] == status[j]  # what is expected is never held against what is so
    voice = _voices(table)
    asked &= (voice[i] != voice[j]) | stated[i] | stated[j]  # who tells of several things has several numbers
    # Of one group they are compared already, unless that was not known and neither is outdated; NaN is no group.
    last = set(of.claims["claim_id"].to_numpy(dtype=object)[of.current])
    guess = (flags[i] | flags[j]) & links["claim_id"].isin(last).to_numpy() & links["other_id"].isin(last).to_numpy()
    asked &= (own != other) | begun[i] | begun[j] | guess
    rows = np.stack([i[asked], j[asked]], axis=1).ravel()
    if not len(rows):
        return
    pairs = _as_filed(table.iloc[rows].assign(_pair=np.repeat(np.arange(len(rows) // 2), 2)), _one_name(table, rows))
    pair = replace(Comparison.of(pairs, ["_pair"], of.window, 1), by=of.by)
    yield from map(_perhaps, Findings.joined(kind(pair) for kind in kinds).rows())


def _as_filed(pairs: pd.DataFrame, names: Any) -> pd.DataFrame:
    """Pairs as somebody would file them who holds them to be of one quantity: see ``assign_quantities``."""
    people = (pairs["unit"] == "person").groupby(pairs["_pair"]).transform("any")
    bare = pairs["unit"].isna() | (pairs["unit"] == "count")
    return pairs.assign(drafted=pairs["quantity"], quantity=names, unit=pairs["unit"].mask(bare & people, "person"))


def _one_name(table: pd.DataFrame, rows: Any) -> Any:
    """What each pair is called: as the surer of the two is."""
    names, flags = table["quantity"].astype(object).to_numpy()[rows], guessed(table)[rows]
    first, second = names[::2], names[1::2]
    chosen = np.where(pd.isna(first) | (flags[::2] & ~flags[1::2] & ~pd.isna(second)), second, first)
    return np.repeat(np.where(pd.isna(chosen), "unnamed", chosen), 2)


def _perhaps(row: dict[str, Any]) -> dict[str, Any]:
    words = row["explanation"]
    return {**row, "kind": "perhaps", "severity": "perhaps", "explanation": f"Perhaps {words[:1].lower()}{words[1:]}"}
