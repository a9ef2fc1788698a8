"""Conflicts read off a programme and made minimal: which claims and holdings already cannot hold together."""

from __future__ import annotations

import numpy as np

from estimates.intervals.arrays import Bools, Ints
from estimates.relations.feasibility import BEND, DUAL, bent, judge
from estimates.relations.network import Stack


def cores(stack: Stack, claims: Bools, holdings: Bools) -> tuple[Bools, Bools, Bools]:
    """Name for every impossible copy claims and holdings that already cannot hold together.

    Returns
    -------
    possible : per copy
    in_claims, in_holdings : per claim and holding of the stack
        A conflict of every impossible copy; not always a minimal one.
    """
    possible = judge(stack, claims, holdings)
    in_claims, in_holdings = np.zeros(len(claims), dtype=bool), np.zeros(len(holdings), dtype=bool)
    if possible.all():
        return possible, in_claims, in_holdings
    part, sub_claims, sub_holdings = stack.some(~possible)
    on_claims, on_holdings = claims[sub_claims], holdings[sub_holdings]
    named, named_holdings, left = _named(part, on_claims, on_holdings)
    if left.any():  # the programme did not see it (a product, or closer than its tolerance): leave out one by one
        rest, rest_claims, rest_holdings = part.some(left)
        kept, kept_holdings = shrink(rest, on_claims[rest_claims], on_holdings[rest_holdings], doubt_holdings=False)
        named[rest_claims], named_holdings[rest_holdings] = kept, kept_holdings
    in_claims[sub_claims], in_holdings[sub_holdings] = named, named_holdings
    return possible, in_claims, in_holdings


def _named(part: Stack, claims: Bools, holdings: Bools) -> tuple[Bools, Bools, Bools]:
    """Conflicts read off the dual of one programme, and the copies where it finds none."""
    net = part.network
    low, high = net.ends(claims)
    lowest, highest = _speakers(part, claims)
    named, named_holdings = np.zeros(len(claims), dtype=bool), np.zeros(len(holdings), dtype=bool)
    with np.errstate(invalid="ignore"):
        crossed = np.flatnonzero(low > high + 1e-9 * np.maximum(np.abs(low), np.abs(high)))
    first = crossed[np.unique(part.variable_copy[crossed], return_index=True)[1]]  # one pair explains a copy
    for speakers in (lowest[first], highest[first]):
        named[speakers[speakers >= 0]] = True
    settled = np.zeros(part.n, dtype=bool)
    settled[part.variable_copy[first]] = True
    open_ = ~settled & part.linear
    if open_.any():
        rest, _, sub_holdings = part.some(open_)
        inside = np.flatnonzero(open_[part.variable_copy])
        on = holdings[sub_holdings]
        rows, _ = rest.network.held(on)
        result = bent(rows, low[inside], high[inside], rest.variable_copy, rest.n)
        number = np.flatnonzero(open_)
        seen = np.zeros(part.n, dtype=bool)
        seen[number] = result.bend > BEND
        forced = seen[part.variable_copy[inside]]
        for force, speakers in ((result.low_force, lowest[inside]), (result.high_force, highest[inside])):
            who = speakers[forced & (force > DUAL)]
            named[who[who >= 0]] = True
        row_holding = rest.network.row_holding[on[rest.network.row_holding]]
        pressed = row_holding[result.row_force > DUAL]
        pressed = pressed[seen[number][rest.holding_copy[pressed]]]
        named_holdings[np.flatnonzero(sub_holdings)[pressed]] = True
        settled |= seen
        settled = _confirmed(part, named, named_holdings, claims, holdings, settled, open_)
    return named, named_holdings, ~settled


def _confirmed(
    part: Stack, named: Bools, named_holdings: Bools, claims: Bools, holdings: Bools, settled: Bools, asked: Bools
) -> Bools:
    """Keep a conflict only where it is one: rounding in a dual must not name the innocent alone."""
    use, use_holdings = named & claims, named_holdings & holdings
    still = judge(part, use, use_holdings)
    wrong = settled & asked & still
    named[wrong[part.claim_copy]] = False
    named_holdings[wrong[part.holding_copy]] = False
    return settled & ~wrong


def _speakers(part: Stack, claims: Bools) -> tuple[Ints, Ints]:
    """The active claim that sets the low end of every variable and the one that sets the high end; -1 for none."""
    net = part.network
    out = []
    for end, sign, limit in ((net.claim_low, -1.0, net.floor), (net.claim_high, 1.0, net.ceiling)):
        index = np.flatnonzero(claims & np.isfinite(end))
        order = index[np.lexsort((index, sign * end[index], net.claim_variable[index]))]
        variable, first = np.unique(net.claim_variable[order], return_index=True)
        who = np.full(net.n_variables, -1, dtype=np.int64)
        best = order[first]
        tighter = sign * end[best] < sign * limit[variable]
        who[variable[tighter]] = best[tighter]
        out.append(who)
    return out[0], out[1]


def shrink(stack: Stack, claims: Bools, holdings: Bools, doubt_holdings: bool = True) -> tuple[Bools, Bools]:
    """Leave elements out of every copy one by one as long as the rest cannot hold: minimal conflicts.

    All copies are worked on at once, each at its own element (deletion filter, Chinneck and Dravnieks 1991).
    """
    claims, holdings = claims.copy(), holdings.copy()
    queues = [(claims, np.flatnonzero(claims), stack.claim_copy)]
    if doubt_holdings:
        queues.insert(0, (holdings, np.flatnonzero(holdings), stack.holding_copy))
    for state, elements, copy in queues:
        order = elements[np.argsort(copy[elements], kind="stable")]
        starts = np.searchsorted(copy[order], np.arange(stack.n + 1))
        for k in range(int(np.diff(starts).max(initial=0))):
            at = starts[:-1] + k
            tried = order[at[at < starts[1:]]]
            state[tried] = False
            needed = judge(stack, claims, holdings)[copy[tried]]
            state[tried[needed]] = True
    return claims, holdings
