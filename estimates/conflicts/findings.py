"""Which claims cannot all be true, and why, in a sentence each."""

from __future__ import annotations

import warnings
from functools import partial
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from estimates.claims.bounds import check_bounded
from estimates.claims.cells import typed
from estimates.claims.comparable import By, columns_of, none_named
from estimates.claims.phrasing import once
from estimates.claims.wording import number
from estimates.coded import among, coded
from estimates.conflicts.breaches import relation_findings
from estimates.conflicts.clashes import clashes, denials
from estimates.conflicts.comparison import Comparison
from estimates.conflicts.course import courses, falls
from estimates.conflicts.echoes import echo_findings
from estimates.conflicts.flagging import worth_a_look
from estimates.conflicts.flows import flow_findings
from estimates.conflicts.impossible import impossibilities
from estimates.conflicts.listing import Findings
from estimates.conflicts.mixtures import mixed_units
from estimates.conflicts.perhaps import guessed, set_apart, unsure_findings
from estimates.conflicts.slips import suspected, suspicions_in_words
from estimates.door import checked
from estimates.intervals.arrays import RTOL, Bools, Ints
from estimates.relations.language import RelationsLike, are_some, check_by, parse_relations
from estimates.relations.stocks import Flow, split_relations
from estimates.relations.systems import blank
from estimates.schema import NUMBER, SAME, WORDS, framed, rows_of

Kind = Literal[
    "disjoint", "bound", "total", "part", "fall", "flow", "impossible", "denied", "jointly",
    "perhaps", "revised", "updated", "circular", "precision", "unit",
]  # fmt: skip
_COLUMNS = (
    "kind", "severity", "claims", "relations", "quantity", "gap", "unit", "radius",
    "explanation", "suspicion", "n_pairs",
)  # fmt: skip
Severity = Literal["contradiction", "weak", "perhaps", "warning"]
_SEVERITIES: tuple[str, ...] = get_args(Severity)
_TOUCHING = 1e-3  # times what both allow: bands that meet at an end


@checked
def contradictions(
    claims: pd.DataFrame,
    relations: RelationsLike = (),
    *,
    by: By = SAME,
    within: str | int | pd.Timedelta | None = None,
    max_pairs: int = 20,
    max_conflicts: int = 20,
    max_suspicions: int = 10,
    rtol: float = RTOL,
) -> pd.DataFrame:
    """Find claims that cannot all be true.

    Claims are compared only within equal ``by``; negated figures and trends stay out, and the figures that one source
    gives in one sentence are compared through relations only. A source's later figure supersedes its earlier one, but
    what two sources give for one day, month or year in a table stays at odds (in groups of up to 100 claims).

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : strings, mapping, or table of name, relation, note
        Sums, products and inequalities between quantities that must hold. A relation over dates,
        ``total[t] == total[t-1] + new[t]``, holds from each date of a series to the next (``as_of``; a flow may cover
        a longer span from ``since``); what counts only on the dates that state it stands in brackets,
        ``+ (corrected[t])``.
    by : column name or names
        Columns that must be equal for two claims to be compared. A missing value equals another missing value.
    within : str, int (days) or Timedelta, optional
        Claims whose dates (``as_of``, else ``reported``) lie no further apart speak of one time; one without a date
        does of any. By default those of one day do, and later counts are the course of a count (``updated``,
        ``revised``), unless it can only grow and fell (``fall``).
    max_pairs : int
        Pairs listed for one group, those furthest apart first; ``n_pairs`` says how many there are.
    max_conflicts : int
        Minimal conflicts with relations listed for one connected part; the last one says if there are more. For few
        fewer sets are tried, so those may be other minimal ones than the first of a longer list, the same each time.
    max_suspicions : int
        Connected parts (quantities, without relations) for which slips are looked for, those of the most serious
        findings first. ``suspicion`` says where they were not; ``suspicions`` looks everywhere, which takes some
        milliseconds for each part.
    rtol : float
        How far the sides of ``==`` in a relation may differ, relative to the largest figure in it.

    Returns
    -------
    DataFrame
        A row per finding: ``kind``; ``severity`` ("contradiction", "weak": a breach of "up to", or a figure
        that its source is not almost certain of, "perhaps": what rests on a guess of what a draft is of, among the
        likely links of at most 3,000 claims, "warning": updated, revised, circular, precision, unit);
        ``claims`` (tuple of ids) and ``relations`` (tuple of names); ``quantity``;
        ``gap`` between the outer bands in ``unit``; ``radius``, by how many halves of its band each figure must be
        further off for those of the finding to hold together (see ``radius``; NaN where that means nothing, ``inf``
        where none of them allows an error); ``explanation``, a sentence to quote; ``suspicion``, what might explain it
        (never applied), or that it was not looked for; ``n_pairs``. Contradictions stand first, the largest radius
        before the others; empty if all agree, and, with a warning, where no claim has a quantity.

    Raises
    ------
    SchemaError
        If the table is not bounded or a column of ``by`` is missing.
    RelationError
        If a relation cannot be read, or puts unlike dimensions together.

    Examples
    --------
    >>> from estimates import bound, contradictions, read_claims
    >>> claims = bound(read_claims([
    ...     {"claim_id": "c1", "quantity": "troops", "source": "the president", "text": "11,000"},
    ...     {"claim_id": "c2", "quantity": "troops", "source": "the spokesman", "text": "10,000"},
    ... ]))
    >>> print(contradictions(claims).loc[0, "explanation"])
    On troops: the spokesman says “10,000” and the president says “11,000”; read as 9,750 to 10,250 and as 10,725 to
    11,275, they are 475 apart. That is 0.9 times the error both allow.
    """
    claims = claims if len(claims.columns) else blank()
    relations, flows = split_relations(relations)
    options = {"max_conflicts": max_conflicts, "rtol": rtol}
    of, found, unsure = _found(claims, relations, flows, by, within, max_pairs, options)
    if said := none_named(claims, columns_of(claims, by)):
        warnings.warn(said, stacklevel=3)
    echoes = echo_findings(of, of.current)
    unsure = unsure_findings(claims, of, found, unsure, (clashes, falls))
    found = _measured(Findings.joined((found, courses(of, partial(_rivals, found)), echoes, mixed_units(of), unsure)))
    table, left = suspected(claims, relations, found, by=by, rtol=rtol, most=max_suspicions)
    return findings_table(of, found.but(suspicion=suspicions_in_words(table, left)))


def _found(
    claims: pd.DataFrame,
    relations: RelationsLike,
    flows: list[Flow],
    by: By,
    within: Any,
    max_pairs: int,
    options: dict[str, Any],
) -> tuple[Comparison, Findings, list[dict[str, Any]]]:
    """Contradictions, the most serious first, and those that rest on a guess."""
    check_bounded(claims)
    columns = columns_of(claims, by)
    check_by(relations, columns)
    given = are_some(relations)
    looked = claims
    if not flows and not guessed(claims).any() and not _cites(claims):
        worth = worth_a_look(claims, columns)
        looked = rows_of(claims, worth | spoken_of(claims, relations) if given else worth)
    of = Comparison.of(looked, columns, within, max_pairs)
    moving = flow_findings(claims, flows, columns, max_pairs)
    related: Findings | list[dict[str, Any]] = []
    if given:
        related = relation_findings(rows_of(of.claims, of.current), relations, by=columns, within=of.window, **options)
    found = Findings.joined((clashes(of), impossibilities(of), denials(of), falls(of), related, moving))
    found, unsure = set_apart(of, found)
    return of, found.take(_by_seriousness(found)), unsure


def _rivals(found: Findings) -> dict[str, set[str]]:
    """With which claims each is at odds, two by two."""
    out: dict[str, set[str]] = {}
    for ids, severity in zip(found["claims"].tolist(), found["severity"].tolist(), strict=True):
        if len(ids) == 2 and severity != "warning":
            out.setdefault(ids[0], set()).add(ids[1])
            out.setdefault(ids[1], set()).add(ids[0])
    return out


def spoken_of(claims: pd.DataFrame, relations: RelationsLike) -> Bools:
    """Tell which claims are of quantities that relations speak of; the others stand alone."""
    column = coded(claims["quantity"])
    parsed = parse_relations(relations, known=column[1].tolist())
    return among(column, {name for relation in parsed for name in relation.quantities})


def _cites(claims: pd.DataFrame) -> bool:
    return "cites" in claims and bool(claims["cites"].notna().any())


def _by_seriousness(found: Findings) -> Ints:
    """Warnings last, then the largest radius first; what has none, as no figure could mend it, before all."""
    severity = [*map(_SEVERITIES.index, found["severity"])]
    sizes, place = np.unique(np.where(np.isnan(found["radius"]), np.inf, found["radius"]), return_inverse=True)
    sizes = np.array([float(f"{size:.9g}") for size in sizes.tolist()])  # the programme's last digits decide nothing
    return np.lexsort((-sizes[place], np.array(severity, dtype=np.int64)))


def _measured(found: Findings) -> Findings:
    """Say in a sentence how far the claims of a finding are apart, in what they allow, unless they touch."""
    radius, size = found["radius"], found.sizes()
    rows = np.flatnonzero((radius > _TOUCHING) & (radius < np.inf) & (size > 1))
    times = once(lambda times, two: f" That is {number(float(times))} times the error "
                 f"{'both allow' if two else 'they allow together'}.",
                 [f"{x:.2g}" for x in radius[rows].tolist()], (size[rows] == 2).tolist())  # fmt: skip
    words = found["explanation"].copy()
    words[rows] = [f"{said}{more}" for said, more in zip(words[rows].tolist(), times, strict=True)]
    return found.but(explanation=words)


@checked
def suspicions(
    claims: pd.DataFrame,
    relations: RelationsLike = (),
    *,
    by: By = SAME,
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
    relations, flows = split_relations(relations)
    _, found, _ = _found(claims, relations, flows, by, within, 20, {"rtol": rtol})
    return suspected(claims, relations, found, by=by, rtol=rtol)[0]


def findings_table(of: Comparison, found: Findings) -> pd.DataFrame:
    """Make a table of findings, in the order found, each with the columns that its claims were compared by."""
    words = ("kind", "severity", "quantity", "unit", "explanation", "suspicion")
    kinds = dict.fromkeys(words, WORDS) | {"gap": NUMBER, "radius": NUMBER, "n_pairs": np.dtype("int64")}
    columns = {name: typed(found[name], kinds[name]) if name in kinds else found[name] for name in _COLUMNS}
    place = pd.Index(of.claims["claim_id"]).get_indexer([ids[0] if ids else None for ids in found["claims"].tolist()])
    about = {}
    for name in of.by:
        if name not in _COLUMNS:  # without a claim (-1) nothing is known
            about[name] = of.claims[name].reindex(place).astype(of.claims[name].dtype).array
    before = _COLUMNS[: _COLUMNS.index("gap")]
    return framed({name: columns[name] for name in before} | about | columns, len(found))
