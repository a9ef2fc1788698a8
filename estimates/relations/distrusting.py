"""Whom a conclusion rests on: the fewest origins that must be wrong for it to fail, and for it to hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from estimates.claims.bounds import check_bounded
from estimates.claims.chains import follow
from estimates.claims.comparable import By, columns_of
from estimates.door import checked
from estimates.errors import EstimatesError, RelationError, check_choice, check_number, listed, nearest
from estimates.relations.language import Relation, RelationsLike, negations, parse_relations
from estimates.relations.origins import Part
from estimates.relations.systems import bind
from estimates.schema import SAME, WORDS

Interest = Literal["low", "high"]

_NAME = "the conclusion"
_UNNAMED = "claims without a source"  # what they are called where origins are named
_NAMED = 4  # sets said in a sentence


@checked
def robustness(
    claims: pd.DataFrame,
    conclusion: str | pd.DataFrame,
    relations: RelationsLike = (),
    *,
    by: By = SAME,
    epsilon: float = 0.25,
    against_interest: Mapping[str, Interest] | None = None,
    max_sets: int = 20,
) -> pd.DataFrame:
    """Find the fewest origins that must be wrong for a conclusion to fail, and the fewest for it to hold.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table. Claims of one origin (``origin``, else ``source``; the end of a chain of ``cites``) are
        right or wrong together; those without any are one origin, as in ``reconcile``, for nobody knows that they are
        several (``claims.assign(origin=claims["claim_id"])`` makes each claim an origin).
    conclusion : str or DataFrame
        A comparison as in relations ("losses > 10000", "killed >= wounded", "900 km <= front <= 1000 km"), or what
        ``reconcile`` gave: that the truth lies in its range (between the ends of all, where there are ties).
    relations : str, iterable of str, mapping, or DataFrame
        What must hold; never doubted.
    by : column name or names
        Claims that are equal in the other columns are of one group; the conclusion is asked of each.
    epsilon : float
        Share of the origins that may say anything, for ``low`` and ``high``.
    against_interest : mapping of source or origin to "low" or "high", optional
        Which way each would rather have its figures. They are then taken as bounds only: what a source says that would
        rather have them low is at least so many.
    max_sets : int
        Ties listed at most.

    Returns
    -------
    DataFrame
        A row for every smallest set: the other ``by`` columns; ``conclusion``; ``case``, "fails" or "holds";
        ``n_wrong``, how many origins must be wrong in that case (0: nobody; ``inf``: relations alone exclude it);
        ``origins``, one such set; ``n_sets`` of that size (listed up to ``max_sets``), ``n_origins`` that speak here;
        ``n_allowed``, the share ``epsilon`` of these, rounded down, and ``low`` and ``high``: between these the
        quantity lies if up to ``n_allowed`` origins may say anything (NaN if no such few explain the claims, or the
        conclusion is about several quantities); ``explanation``, a sentence.

    Raises
    ------
    EstimatesError
        If ``epsilon`` is no share, or ``against_interest`` names nobody who speaks.
    RelationError
        If the conclusion cannot be read.

    Notes
    -----
    The sets are those of Fellegi and Holt (1976, Journal of the American Statistical Association 71), with origins for
    fields and the conclusion, or its contrary, for one more edit; found by implicit hitting sets (Moreno-Centeno and
    Karp 2013, Operations Research 61). The band is Huber's (1964, Annals of Mathematical Statistics 35): all answers
    under gross errors of a share epsilon; on one quantity it is the relaxed intersection of Jaulin (2009, Automatica
    45).

    Examples
    --------
    >>> from estimates import bound, read_claims, robustness
    >>> claims = bound(read_claims([
    ...     {"quantity": "losses", "source": "army", "text": "more than 11,000"},
    ...     {"quantity": "losses", "source": "agency", "text": "12,000 to 13,000"},
    ...     {"quantity": "losses", "source": "ministry", "text": "9,000 to 9,500"}]))
    >>> found = robustness(claims, "losses > 10000")
    >>> found[["case", "n_wrong", "origins"]]
        case  n_wrong         origins
    0  fails      2.0  (agency, army)
    1  holds      1.0     (ministry,)
    >>> print(found.loc[0, "explanation"])
    “losses > 10000” fails only if 2 of 3 origins are wrong: agency and army.
    """
    check_number("epsilon", epsilon, least=0, most=1)
    check_bounded(claims)
    claims = _conceding(claims, against_interest or {})
    rows: list[dict[str, Any]] = []
    for table, text in _conclusions(claims, conclusion, by):
        rows += _asked(table, text, relations, by, epsilon, max_sets)
    others = [name for name in columns_of(claims, by) if name != "quantity"]
    columns = [*others, "conclusion", "case", "n_wrong", "origins", "n_sets", "n_origins", "n_allowed", "low", "high",
               "explanation"]  # fmt: skip
    kinds = {"conclusion": WORDS, "case": WORDS, "n_wrong": float, "origins": object, "n_sets": "int64", "low": float,
             "n_origins": "int64", "n_allowed": "int64", "high": float, "explanation": WORDS}  # fmt: skip
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kinds.get(name)) for name in columns})


def _conceding(claims: pd.DataFrame, interest: Mapping[str, Interest]) -> pd.DataFrame:
    """Open the end of each figure that its source would rather have on that side."""
    if not interest:
        return claims
    origin = follow(claims).origin
    source = claims["source"].to_numpy(dtype=object)
    claims = claims.copy()
    for name, side in interest.items():
        check_choice(f"against_interest[{name!r}]", side, Interest)
        rows = (origin == name) | (source == name)
        if not rows.any():
            known = sorted({str(word) for word in (*origin, *source) if isinstance(word, str)})
            raise EstimatesError(f"against_interest names {name!r}, who says nothing.", hint=nearest(name, known))
        claims.loc[rows, "high" if side == "low" else "low"] = np.inf if side == "low" else -np.inf
    return claims


def _conclusions(claims: pd.DataFrame, conclusion: Any, by: By) -> Iterator[tuple[pd.DataFrame, str]]:
    """Each conclusion in words with the claims of its groups."""
    if isinstance(conclusion, str):
        yield claims, conclusion
        return
    names = columns_of(claims, by)
    if not isinstance(conclusion, pd.DataFrame) or not {*names, "quantity", "low", "high"} <= set(conclusion):
        raise EstimatesError(
            "the conclusion is neither words nor an answer for these groups.",
            hint='write a comparison such as "losses > 10000", or give what reconcile(claims, by=...) returned.',
        )
    for key, answer in conclusion.groupby(names, sort=False, dropna=False, observed=True):
        unit = answer["unit"].iloc[0] if "unit" in answer else np.nan
        units = answer["unit"].unique() if "unit" in answer else [unit]
        if len(units) > 1:
            raise EstimatesError(
                f"the answer for {answer['quantity'].iloc[0]!r} is in several units: {listed(units)}.",
                hint="convert(claims, ...) to one first, or give the rows of one unit.",
            )
        low, high = answer["low"].min(), answer["high"].max()
        quantity = f"`{answer['quantity'].iloc[0]}`"
        below, above = (
            f"{float(end)!r} `{unit}`" if isinstance(unit, str) else repr(float(end)) for end in (low, high)
        )
        parts = [below if np.isfinite(low) else "", quantity, above if np.isfinite(high) else ""]
        if parts[0] or parts[2]:
            yield _of_group(claims, names, key), " <= ".join(filter(None, parts))


def _of_group(claims: pd.DataFrame, names: list[str], key: Any) -> pd.DataFrame:
    """All claims that are equal to a group in everything but the quantity: relations may tie them to it."""
    keys = dict(zip(names, key if isinstance(key, tuple) else (key,), strict=True))
    rows = np.ones(len(claims), dtype=bool)
    for name, cell in keys.items():
        if name != "quantity":
            column = claims[name].astype(object)
            rows &= (column.isna() if pd.isna(cell) else column == cell).to_numpy(dtype=bool)
    return claims[rows]


def _asked(
    claims: pd.DataFrame, text: str, relations: RelationsLike, by: By, epsilon: float, max_sets: int
) -> list[dict[str, Any]]:
    known = [str(name) for name in claims["quantity"].dropna().unique()]
    given = parse_relations(relations, known=known)
    (parsed,) = parse_relations({_NAME: text}, known=known)
    if any(relation.name == _NAME for relation in given):
        raise RelationError(f"a relation is named {_NAME!r}.", hint="give it another name.")
    about = parsed.quantities[0]
    origins = dict(zip(claims["claim_id"].tolist(), follow(claims).origin, strict=True))
    cases = {"fails": [_Case(claims, origins, given, other, by) for other in negations(text)],
             "holds": [_Case(claims, origins, given, text, by)]}  # fmt: skip
    rows = []
    for number in cases["holds"][0].groups():
        members = cases["holds"][0].part(number, about)
        if members is None or not len(members.origins):
            continue
        allowed = int(np.floor(epsilon * len(members.origins) + 1e-9))
        free = _Case(claims, origins, given, None, by).part(number, about) if len(parsed.quantities) == 1 else None
        band = free.band(allowed) if free is not None else (np.nan, np.nan)
        for case, sides in cases.items():
            parts = [part for side in sides if (part := side.part(number, about)) is not None]
            found = [part.sets(max_sets) for part in parts]
            least = min(one.n_wrong for one in found)
            sets = sorted({s for one in found if one.n_wrong == least for s in one.sets})
            names = [tuple(members.origins[k] for k in chosen) for chosen in sets] or [()]
            told = _sentence(text, case, least, names, len(members.origins))
            rows += [
                {**members.key, "conclusion": text, "case": case, "n_wrong": least, "origins": some,
                 "n_sets": len(sets), "n_origins": len(members.origins), "n_allowed": allowed,
                 "low": band[0], "high": band[1], "explanation": told}
                for some in names[:max_sets]
            ]  # fmt: skip
    return rows


class _Case:
    """Claims and relations that are all to hold, among them perhaps a conclusion or its contrary."""

    def __init__(
        self, claims: pd.DataFrame, origins: Mapping[str, Any], given: tuple[Relation, ...], text: str | None, by: By
    ) -> None:
        relations = {relation.name: relation.text for relation in given} | ({} if text is None else {_NAME: text})
        self.system = bind(claims, relations, by=by)
        who = [origins[identity] for identity in self.system.ids]
        self.origin = np.array([_UNNAMED if pd.isna(origin) else origin for origin in who], dtype=object)

    def groups(self) -> list[int]:
        """The groups in which the conclusion is asked."""
        system = self.system
        return [int(g) for g in system.holding_group[system.holding_relation == len(system.relations) - 1]]

    def part(self, group: int, quantity: str) -> Part | None:
        """The connected part that a quantity of a group is in; nothing where nobody speaks of it."""
        names = np.array(self.system.names, dtype=object)[self.system.variable_name]
        at = np.flatnonzero((names == quantity) & (self.system.variable_group == group))
        return Part(self.system, int(at[0]), self.origin) if len(at) else None


def _sentence(text: str, case: str, n_wrong: float, sets: list[tuple[str, ...]], n_origins: int) -> str:
    head = f"“{text}” {case}"
    if np.isinf(n_wrong):
        return f"“{text}” cannot {case[:-1]}, whoever is wrong: what must hold does not allow it."
    if not n_wrong:
        return f"“{text}” {'may fail' if case == 'fails' else 'may hold'} though nobody is wrong."
    few = [" and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) for names in sets[:_NAMED]]
    more = f", or {len(sets) - _NAMED} other such sets" if len(sets) > _NAMED else ""
    are = f"{n_wrong:.0f} of {n_origins} origins {'is' if n_wrong == 1 else 'are'}"
    return f"{head} only if {are} wrong: {'; or '.join(few)}{more}."
