"""Suspicions: the slips of pen, unit and word that would explain a finding. They are shown and never applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from estimates.claims.comparable import By, columns_of
from estimates.claims.phrasing import Objects, cells
from estimates.claims.wording import number
from estimates.coded import among, coded
from estimates.conflicts.corrections import Component, Correction, confusables, rank
from estimates.conflicts.flows import Balance
from estimates.conflicts.listing import Findings
from estimates.intervals.arrays import RTOL, Bools, Ints
from estimates.relations.language import RelationsLike, parse_relations
from estimates.relations.systems import bind
from estimates.schema import SAME, SCALED, WORDS, framed, rows_of

_USED = (*SCALED, "claim_id", "quantity", "source", "unit", "hedge", "negated", "trend", "credence", "closed")
_LARGE = 2_000  # claims among which a correction is held against all the others
_STEPS = 12
_NOT_SOUGHT = "not looked for; raise max_suspicions, or ask suspicions(claims, relations)"


class _Suspicion(NamedTuple):
    step: int
    correction: Correction
    settles: tuple[int, ...]


def _suspected(component: Component) -> list[_Suspicion]:
    """Corrections that settle findings and upset nothing; each step supposes that the likeliest before it was right."""
    out: list[_Suspicion] = []
    for step in range(1, _STEPS + 1):
        options: dict[tuple[Any, ...], _Suspicion] = {}
        plain = {check.finding for check in component.open if check.n_holdings <= 1}
        for check in component.open:  # a chain of relations is explained by its links where one of them fails
            for correction in component.proposals(check) if not plain or check.finding in plain else ():
                key = (correction.kind, correction.claims, correction.figures)
                if key not in options:
                    settles, calm = component.settled(correction)
                    if settles and calm and component.credible(correction, settles):
                        options[key] = _Suspicion(step, correction, tuple(sorted(c.finding for c in settles)))
        if not options:
            break
        ranked = sorted(
            options.values(),
            key=lambda s: (
                -len(plain & set(s.settles)),
                -len(s.settles),
                rank(s.correction),
                component.told(s.correction),
            ),
        )
        best = ranked[0]
        out += [s for s in ranked if set(s.settles) & set(best.settles)]
        component.figures[list(best.correction.claims)] = best.correction.figures
        component.kept += [c for c in component.open if c.finding in best.settles and c.n_holdings <= 1]
        component.open = [check for check in component.open if check.finding not in best.settles]
        if not component.open:
            break
    return out


def suspected(
    claims: pd.DataFrame,
    relations: RelationsLike,
    findings: Findings,
    *,
    by: By = SAME,
    rtol: float = RTOL,
    most: int | None = None,
) -> tuple[pd.DataFrame, Bools]:
    """Explain findings by slips.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : str, iterable of str, mapping, or DataFrame
        What must hold.
    findings : Findings
        As ``contradictions`` lists them.
    by, rtol
        As there.
    most : int, optional
        Connected parts looked at, in the order of their findings; all if not given.

    Returns
    -------
    DataFrame
        A row per claim that a suspicion would correct: ``suspicion`` (its number; a swap has two rows), ``step`` (2
        supposes that the first of step 1 was right, and so on), ``kind``, ``claim_id``, ``source``, ``quantity``,
        ``value`` as stated and ``suggested`` instead (in the unit of the bound claims; NaN where only a word is
        suspected), ``unit``, ``settles`` (positions of the findings that it would settle), ``explanation``.
    array of bool
        Which findings were not looked at.
    """
    rows: list[tuple[Any, ...]] = []
    count = 0
    parts, left = _affected(claims, relations, findings, by, rtol, most)
    for component in parts:
        for suspicion in _suspected(component):
            count += 1
            rows += _rows_of(component, suspicion, count)
    moving = [k for k, balance in enumerate(findings["balance"].tolist()) if balance and balance.doubted]
    left[moving[most:] if most is not None else []] = True
    for k in moving[:most]:
        component, doubted = _balanced(findings["balance"][k], k)
        for suspicion in _suspected(component):
            if doubted.issuperset(component.ids[claim] for claim in suspicion.correction.claims):
                count += 1
                rows += _rows_of(component, suspicion, count)
    rows += _confused(claims, findings, count, left)
    return _as_table(rows), left


def _affected(
    claims: pd.DataFrame, relations: Any, findings: Findings, by: By, rtol: float, most: int | None
) -> tuple[Iterator[Component], Bools]:
    """The connected components with findings that a slip may explain, and which findings are left out."""
    left = findings.are(*_EXPLAINED) & (findings.sizes() > 0)
    explained = np.flatnonzero(left)
    if not len(explained) or most == 0:
        return iter(()), left
    about = findings["quantity"][explained].tolist()
    names = {*about} if len(relations) else set(islice(dict.fromkeys(about), most))
    names |= {name for relation in parse_relations(relations) for name in relation.quantities}
    rows = among(coded(claims["quantity"]), names)
    if not len(relations):  # without relations nothing but the quantities of the findings matters
        explained = explained[[name in names for name in about]]
        if rows.sum() > _LARGE:  # and of large groups only what the findings are about
            rows &= claims["claim_id"].isin(findings.take(explained).members()).to_numpy()
    left[explained] = False
    used = {*_USED, *columns_of(claims, by)}
    system = bind(rows_of(claims, rows, used), relations, by=by, rtol=rtol)
    place = {identity: k for k, identity in enumerate(system.ids)}
    component_of = system.split.claim_component
    relation_of = zip(system.holding_relation, system.split.holding_component, strict=True)
    holdings = {(system.relations[r].name, int(c)): h for h, (r, c) in enumerate(relation_of)}
    grouped: dict[int, list[tuple[int, Ints, Ints]]] = {}
    for position in explained.tolist():
        ids, names_of = findings["claims"][position], findings["relations"][position]
        members = np.array([place[i] for i in ids if i in place], dtype=np.int64)
        if len(members) < len(ids):
            continue
        component = int(component_of[members[0]])
        held = [holdings[name, component] for name in names_of]
        grouped.setdefault(component, []).append((position, members, np.array(held, dtype=np.int64)))
    parts = list(grouped.items())
    for _, inside in parts[most:] if most is not None else ():
        left[[position for position, _, _ in inside]] = True
    return (Component(system, component, inside) for component, inside in parts[:most]), left


def _balanced(balance: Balance, position: int) -> tuple[Component, set[str]]:
    """A finding about stocks and flows as one sum of quantities of their own, and the claims to doubt in it."""
    claims, signs = balance.claims(), balance.signs.values()
    names = [f"{name} {k}" for k, name in enumerate(claims["quantity"])]
    sides = [" + ".join(f"`{n}`" for n, sign in zip(names, signs, strict=True) if sign == side) for side in (1, -1)]
    system = bind(claims.assign(quantity=names), " == ".join(side or "0" for side in sides), by=["quantity"])
    component = Component(system, 0, [(position, np.arange(len(names)), np.array([0], dtype=np.int64))])
    component.called = claims.set_index("claim_id")["quantity"].loc[component.ids].to_numpy(dtype=object)
    return component, set(balance.of.table["claim_id"].iloc[list(balance.doubted)])


def _as_table(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    kinds: dict[str, Any] = {
        "suspicion": "int64", "step": "int64", "kind": WORDS, "claim_id": WORDS, "source": WORDS, "quantity": WORDS,
        "value": float, "suggested": float, "unit": WORDS, "settles": object, "explanation": WORDS,
    }  # fmt: skip
    cells = dict(zip(kinds, zip(*rows, strict=True) if rows else [()] * len(kinds), strict=True))
    columns = {name: pd.array(cells[name], dtype=kind) if kind is WORDS else _column(cells[name], kind)
               for name, kind in kinds.items()}  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = columns["suggested"] / columns["value"]
    return framed({name: columns[name] for name in list(kinds)[:8]} | {"factor": factor} | columns, len(rows))


def _column(cells: Sequence[Any], kind: Any) -> Any:
    return np.fromiter(cells, dtype=kind, count=len(cells))  # of tuples numpy would make a table


_EXPLAINED = ("disjoint", "bound", "total", "part", "jointly")


def _rows_of(component: Component, suspicion: _Suspicion, count: int) -> Iterator[tuple[Any, ...]]:
    correction = suspicion.correction
    for claim, figure in zip(correction.claims, correction.figures, strict=True):
        stated, called, source = float(component.value[claim]), component.called[claim], component.sources[claim]
        whose = source if isinstance(source, str) else f"claim {component.ids[claim]}"
        yield (
            count, suspicion.step, correction.kind, component.ids[claim], source, called, stated, figure,
            component.units[claim], suspicion.settles,
            f"{correction.kind} ({correction.why}): {called} of {number(stated)} ({whose}) would be "
            f"{number(figure)}",
        )  # fmt: skip


def _confused(claims: pd.DataFrame, findings: Findings, count: int, left: Bools) -> list[tuple[Any, ...]]:
    """Claims whose words count a part of what the words of the other claim count."""
    alike = findings.are("disjoint", "bound", "part") & (findings.sizes() == 2) & ~left
    pairs = [(k, findings["kind"][k], findings["claims"][k]) for k in np.flatnonzero(alike).tolist()]
    if not pairs:
        return []
    named = {identity for *_, ids in pairs for identity in ids}
    columns = ["claim_id", "source", "quantity", "noun", "text", "low"]
    rows = np.flatnonzero(claims["claim_id"].isin(named))
    about = zip(*(cells(claims[name], rows) for name in columns), strict=True)
    told = {row[0]: (row, " ".join(word for word in row[2:5] if isinstance(word, str))) for row in about}
    out: list[tuple[Any, ...]] = []
    for position, kind, ids in pairs:
        for a, b in (ids, ids[::-1]):
            (one, said), (other, other_said) = told[a], told[b]
            words = _part_and_whole(said, other_said) if said != other_said else None
            if words and (kind == "part" or not one[5] > other[5]):
                why = f"confused words: {one[1]} counts {words[0]!r}, {other[1]} counts {words[1]!r}"
                number_of = count + len(out) + 1
                out.append((number_of, 1, "confused words", *one[:3], np.nan, np.nan, np.nan, (position,), why))
                break
    return out


def _part_and_whole(said: str, other: str) -> tuple[str, str] | None:
    """The word for a part in one text and the word for its whole in the other, where neither has both."""
    for part, whole in confusables():
        one, all_of_it = part.search(said), whole.search(other)
        if one and all_of_it and not part.search(other) and not whole.search(said):
            return one.group(), all_of_it.group()
    return None


def suspicions_in_words(table: pd.DataFrame, left: Bools, most: int = 3) -> Objects:
    """The suspicions about every finding as one string each; NaN where there is none; it says where none was sought."""
    words: dict[int, list[str]] = {}
    first = table.drop_duplicates("suspicion")
    together = table.groupby("suspicion")["explanation"].agg(" and ".join) if len(table) else pd.Series(dtype=object)
    for suspicion, settles in zip(first["suspicion"], first["settles"], strict=True):
        others = f"; settles {len(settles)} findings" if len(settles) > 1 else ""
        for position in settles:
            words.setdefault(position, []).append(f"{together[suspicion]}{others}")
    out = np.where(left, np.array(_NOT_SOUGHT, dtype=object), np.nan)
    for position, said in words.items():
        out[position] = "; or ".join(said[:most])
    return out
