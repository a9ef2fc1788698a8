"""How wrong must somebody be: the least common stretch of all bands at which claims and relations hold together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, Literal

import numpy as np
import pandas as pd

from estimates.claims.comparable import By
from estimates.claims.phrasing import cells, told
from estimates.claims.wording import number, said
from estimates.door import checked
from estimates.errors import EstimatesError, check_choice, listed
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.asking import possible_components
from estimates.relations.feasibility import judge, stretched
from estimates.relations.language import RelationsLike
from estimates.relations.network import Split, Stack, beside
from estimates.relations.systems import System, bind
from estimates.schema import SAME, WORDS, rows_of

Measure = Literal["band", "se", "percent"]

_UNITS = {"band": "half-bands", "se": "standard errors", "percent": "percent"}
_OF = {"band": "times half its band", "se": "of its standard errors", "percent": "percent of its size"}
_HALVINGS = 60  # as fine as a float is
_FARTHEST = 1e12  # a stretch beyond it is none
_NAMED = 4  # figures said in a sentence


@checked
def radius(
    claims: pd.DataFrame,
    relations: RelationsLike = (),
    *,
    by: By = SAME,
    measure: Measure = "band",
) -> pd.DataFrame:
    """Work out by how much every figure must be further off than it allows, at the least, for all to hold together.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : str, iterable of str, mapping, or DataFrame, optional
        What must hold; a relation is never stretched.
    by : column name or names
        Claims that are equal in these columns are of one group.
    measure : {"band", "se", "percent"}
        What a stretch of 1 adds to either end of a figure: half its outer band (half its likely band where the outer
        one is unbounded), its standard error (the figure is then a point, its ``best``), or one percent of its size.

    Returns
    -------
    DataFrame
        A row for each connected part, the widest first: the other ``by`` columns; ``quantity``, its quantities;
        ``radius``, 0 where nothing contradicts and ``inf`` where only figures that allow no error clash; ``unit`` of
        the radius in words; ``claims``, the ids of those that bind: a little less of a stretch and just they could not
        hold; ``explanation``, a sentence to quote, missing where the radius is 0.

    Raises
    ------
    EstimatesError
        If ``measure`` is not known, or a claim has no standard error where it is measured in them.

    Notes
    -----
    A linear programme for all parts at once; its dual values name the claims that bind. It is the feasibility radius of
    a system of inequalities (Cánovas, López, Parra and Toledo 2005, Mathematical Programming 103), in units of what
    each source allows. Two disjoint bands have the radius gap over the sum of their half-widths, and two points with
    equal standard errors that of Birge's ratio (1932, Physical Review 40) over the square root of 2. Where a relation
    multiplies two uncertain quantities on a cycle the radius is a lower limit.

    Examples
    --------
    >>> from estimates import bound, radius, read_claims
    >>> claims = bound(read_claims([
    ...     {"claim_id": "a", "quantity": "troops", "source": "the president", "text": "11,000"},
    ...     {"claim_id": "b", "quantity": "troops", "source": "the spokesman", "text": "10,000"}]))
    >>> found = radius(claims)
    >>> found[["quantity", "radius", "unit", "claims"]]
      quantity    radius        unit  claims
    0   troops  0.904762  half-bands  (a, b)
    """
    check_choice("measure", measure, Measure)
    system = bind(claims, relations, by=by)
    low, high, width = _ends(system, measure)
    split = system.split
    if measure == "se":
        split = type(split)(system.network._replace(claim_low=low, claim_high=high))
    found, binding = np.zeros(split.n), np.zeros(system.network.n_claims, dtype=bool)
    clashing = np.flatnonzero(~possible_components(split))
    if len(clashing):
        stack = split.copies(clashing)
        found[clashing], binding[stack.claim] = _radius_of(stack, width[stack.claim])
    return _as_table(system, found, binding, measure)


def half_bands(claims: pd.DataFrame) -> Floats:
    """Half the outer band of every claim; half its likely band where the outer one is unbounded."""
    outer, likely = (
        (claims[above].to_numpy(dtype=float) - claims[below].to_numpy(dtype=float)) / 2
        for below, above in (("low", "high"), ("likely_low", "likely_high"))
    )
    half = np.where(np.isfinite(outer), outer, likely)
    return np.where(np.isfinite(half), half, 0.0)


def conflict_radii(system: System, conflicts: Sequence[Ints]) -> Floats:
    """Give the radius of every minimal conflict by itself, in half-bands: nothing outside it is asked.

    Examples
    --------
    >>> from estimates import bound, read_claims
    >>> claims = bound(read_claims([{"quantity": q, "value": v} for q, v in {"a": 100, "b": 200, "c": 400}.items()]))
    >>> conflict_radii(bind(claims, "a + b == c"), [np.array([0, 1, 2, 3])]).round(3)  # 82.5 apart, of 17.5 allowed
    array([4.714])
    """
    if not conflicts:
        return np.zeros(0)
    net, n = system.network, system.network.n_claims
    parts, members = [], [conflict[conflict < n] for conflict in conflicts]
    for conflict, claims in zip(conflicts, members, strict=True):
        holdings = np.zeros(net.n_holdings, dtype=bool)
        holdings[conflict[conflict >= n] - n] = True
        parts.append(net.only(claims, holdings))
    joined = beside(parts)
    split = Split(joined)
    stack = split.copies(np.arange(split.n))
    width = half_bands(rows_of(system.table, system.rows[np.concatenate(members)]))
    found, _ = _radius_of(stack, width[stack.claim])
    starts = np.cumsum([0, *(part.n_variables for part in parts)])
    largest = np.zeros(len(parts))
    np.maximum.at(largest, np.searchsorted(starts, np.arange(joined.n_variables), side="right") - 1,
                  found[split.component])  # fmt: skip
    return largest


def _ends(system: System, measure: Measure) -> tuple[Floats, Floats, Floats]:
    """The ends of each claim in the system, and what a stretch of 1 adds to them (0: they may not move)."""
    table, net = system.claims, system.network
    low, high = net.claim_low, net.claim_high
    if measure == "band":
        width = half_bands(table)
    elif measure == "percent":
        size = np.where(np.isfinite(low), np.abs(low), np.where(np.isfinite(high), np.abs(high), 0.0))
        width = table["value"].abs().fillna(pd.Series(size, index=table.index)).to_numpy(dtype=float) / 100
    else:
        width = table["se"].to_numpy(dtype=float) if "se" in table else np.full(len(table), np.nan)
        best = table["best"].to_numpy(dtype=float)
        lacking = table["claim_id"][~(np.isfinite(width) & np.isfinite(best))]
        if len(lacking):
            raise EstimatesError(
                f"{len(lacking)} claims have no standard error or no best figure: {listed(lacking)}.",
                hint='leave them out, or measure in half-bands: measure="band".', claims=lacking,
            )  # fmt: skip
        low = high = best
    return low, high, np.where(np.isfinite(width), width, 0.0)


def _radius_of(stack: Stack, width: Floats) -> tuple[Floats, Bools]:
    """Radius of every copy, and which claims bind."""
    held = np.ones(len(stack.holding), dtype=bool)
    out, binding = np.full(stack.n, np.inf), np.zeros(len(width), dtype=bool)
    possible = judge(stack, width == 0, held)
    for linear in (True, False):
        chosen = possible & (stack.linear == linear)
        if chosen.any():
            part, kept, _ = stack.some(chosen)
            found, force = (_stretched_apart if linear else _searched)(part, width[kept])
            out[chosen], binding[kept] = found, force
    rigid = ~np.isfinite(out)
    binding[rigid[stack.claim_copy] & (width == 0)] = True
    return out, binding


def _stretched_apart(stack: Stack, width: Floats) -> tuple[Floats, Bools]:
    """Radius and who binds; copy by copy where one of them cannot hold, so that it alone is infinite."""
    out, binding = stretched(stack, width)
    if stack.n > 1 and np.isinf(out).all():
        for copy in range(stack.n):
            part, kept, _ = stack.some(np.arange(stack.n) == copy)
            out[copy : copy + 1], binding[kept] = stretched(part, width[kept])
    return out, binding


def _searched(stack: Stack, width: Floats) -> tuple[Floats, Bools]:
    """The same where relations multiply: by halving, all copies at once."""
    claims, held = np.ones(len(stack.claim), dtype=bool), np.ones(len(stack.holding), dtype=bool)
    least, most = np.zeros(stack.n), np.ones(stack.n)

    def holds(stretch: Floats) -> Bools:
        net, more = stack.network, stretch[stack.claim_copy] * width
        wider = net._replace(claim_low=net.claim_low - more, claim_high=net.claim_high + more)
        return judge(stack._replace(network=wider), claims, held)

    while not (enough := holds(most)).all() and most.max() < _FARTHEST:
        least, most = np.where(enough, least, most), np.where(enough, most, 4 * most)
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        enough = holds(middle)
        least, most = np.where(enough, least, middle), np.where(enough, middle, most)
    return most, width > 0


def _as_table(system: System, found: Floats, binding: Bools, measure: Measure) -> pd.DataFrame:
    split = system.split
    parts = np.lexsort((np.arange(split.n), -found))
    parts = parts[np.diff(split.claims.starts)[parts] > 0]  # what nobody speaks of has no radius
    names = np.array(system.names, dtype=object)[system.variable_name]
    variables = [split.variables.order[slice(*split.variables.starts[part : part + 2])] for part in parts]
    inside = [split.claims.order[slice(*split.claims.starts[part : part + 2])] for part in parts]
    bound = [claims[binding[claims]] for claims in inside]
    shown = [", ".join(sorted({name for name in names[some] if not name.startswith("\0")})) for some in variables]
    group = system.variable_group[[some[0] for some in variables]] if len(parts) else np.zeros(0, dtype=np.int64)
    kinds = {"quantity": WORDS, "radius": float, "unit": WORDS, "claims": object, "explanation": WORDS}
    columns = {
        **{name: cells(values, group) for name, values in system.groups.items()},
        "quantity": shown, "radius": found[parts], "unit": [_UNITS[measure]] * len(parts),
        "claims": [tuple(system.ids[some]) for some in bound],
        "explanation": _sentences(system, found[parts], bound, measure),
    }  # fmt: skip
    return pd.DataFrame({name: pd.Series(values, dtype=kinds.get(name)) for name, values in columns.items()})


def _sentences(system: System, found: Floats, bound: Sequence[Ints], measure: Measure) -> list[Any]:
    """Who binds every part, in a sentence; missing where nothing contradicts."""
    named = [claims[:_NAMED] if radius else claims[:0] for radius, claims in zip(found, bound, strict=True)]
    every = np.concatenate([*named, np.zeros(0, dtype=np.int64)])
    saying = iter([said(claim) for claim in told(system.table, system.rows[every])])
    out: list[Any] = []
    for radius, claims, some in zip(found.tolist(), bound, named, strict=True):
        sayings = list(islice(saying, len(some)))
        if len(claims) > _NAMED:
            sayings.append(f"{len(claims) - _NAMED} more")
        who = " and ".join([", ".join(sayings[:-1]), sayings[-1]] if len(sayings) > 1 else sayings)
        if not radius:
            out.append(np.nan)
        elif np.isinf(radius):
            out.append(f"No stretch lets everything hold: {who}, and none of them allows an error.")
        else:
            far = f"{number(float(f'{radius:.2g}'))} {_OF[measure]}"
            out.append(f"Everything holds if every figure may be {far} further off; {who}.")
    return out
