"""Relations as a tree of parts: what is stated of each quantity, and what the rest implies."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from estimates.claims.comparable import By, affirmed, columns_of
from estimates.claims.wording import amount_of_band, band, figure
from estimates.conflicts.findings import contradictions
from estimates.door import checked
from estimates.errors import RelationError
from estimates.relations.language import Relation, RelationsLike, parse_relations
from estimates.relations.propagation import propagate
from estimates.schema import SAME
from estimates.views.canvas import CLAIM, CONFLICT, FAINT, INK, inches_wide, new_axes, tick, verbatim
from estimates.views.labels import shorten

# Columns of the picture, in hundredths of its width.
_NAME, _STATED, _IMPLIED, _RANGE, _RIGHT = 0.0, 39.0, 61.0, 85.0, 99.0
_BESIDE = 6.0  # inches from which there is room for bars
_INDENT = 2.6
_SENTENCES, _LINES = 5, 4  # conflicts explained below the tree, and lines of each


_FREE, _CLASH = "anything", "nothing fits"
_GROUP, _OMITTED = "\0group", "\0omitted"  # columns of our own beside any of the caller's


class _Look(NamedTuple):
    """What fits: letters of how many points, how wide one is on our scale, and whether bars are drawn."""

    size: float
    letter: float
    bars: bool

    @classmethod
    def of(cls, ax: Axes) -> _Look:
        wide = inches_wide(ax)
        size, right = (9.0, 100.0) if wide >= _BESIDE else (7.0, _RANGE)
        return cls(size, 0.55 * size * right / (72 * wide), wide >= _BESIDE)

    def cut(self, words: str, start: float, stop: float) -> str:
        return shorten(words, max(int((stop - start - 1) / self.letter), 4))


@dataclass(frozen=True)
class _Node:
    """A line of the tree: a quantity, how deep it stands, the line of its whole, and the relation that ties them."""

    quantity: str
    depth: int
    above: int
    relation: Relation | None


@checked
def plot_relations(
    claims: pd.DataFrame,
    relations: RelationsLike,
    *,
    by: By = SAME,
    ax: Axes | None = None,
) -> Axes:
    """Draw relations as a tree of parts with what is stated of each and what the rest implies.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    relations : strings, mapping, or table of name, relation, note
        What must hold.
    by : column name or names
        A relation is held against claims that are equal in the columns other than ``quantity``; each such group is a
        tree of its own.
    ax : Axes, optional
        Where to draw; the picture is a table of lines and wants about nine inches of width, and a quarter of an inch of
        height for each.

    Returns
    -------
    Axes
        A line per quantity under the whole it is part of: the words or the range stated; the range that claims about
        *other* quantities leave for it ("nothing fits" where those cannot all be true); and both drawn, filled and
        hollow, on a scale of that line's own. The smallest conflicts, up to five that share no claim, are crossed and
        the sentences that explain them stand below.

    Examples
    --------
    >>> from estimates import bound, plot_relations, read_claims
    >>> claims = bound(read_claims([
    ...     {"quantity": "total", "source": "ministry", "text": "15,000 troops"},
    ...     {"quantity": "units", "source": "ministry", "text": "five units"},
    ...     {"quantity": "men", "source": "ministry", "text": "roughly 3,000 soldiers"}]))
    >>> ax = plot_relations(claims, "total == units * men")
    >>> "12,750 to 17,250 people" in [text.get_text() for text in ax.texts]
    True
    """
    known = [str(quantity) for quantity in claims["quantity"].dropna().unique()]
    parsed = parse_relations(relations, known=known)
    if not parsed:
        raise RelationError("there is no relation to draw.", hint="give one, for instance 'total == a + b'.")
    nodes = _nodes(parsed)
    shown, more = _shown(contradictions(claims, relations, by=by))
    crossed = {claim for ids in shown["claims"] for claim in ids}
    said = [("✗ " + words, _LINES) for words in shown["explanation"]]
    if more:
        said.append(
            (f"{more} more conflict{'s' * (more > 1)} of these claims or others: see contradictions().", _LINES)
        )
    wide = 118 if ax is None else int((100 if _Look.of(ax).bars else _RANGE) / _Look.of(ax).letter)
    sentences = [line for words, most in said for line in _lines(words, wide, most * 118 // wide)]
    trees = _trees(claims, relations, [node.quantity for node in nodes], columns_of(claims, by))
    rows = sum(len(nodes) + 2 for _ in trees) + len(sentences)
    if ax is None:
        ax = new_axes(9, 0.5 + 0.27 * rows)
    ax.set_axis_off()
    look = _Look.of(ax)
    ax.set_xlim(0, 100 if look.bars else _RANGE)
    y = 0.0
    for title, stated, implied in trees:
        y = _draw_tree(ax, y, title, nodes, stated, implied, crossed, look)
    for line in sentences:
        ax.text(_NAME, y, line, fontsize=look.size - 0.5, color=INK, va="center")
        y += 0.85
    ax.set_ylim(y - 0.3, -0.8)
    return verbatim(ax)


def _shown(findings: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The conflicts to draw, small ones first and none that shares a claim with a smaller one; how many are left."""
    found = findings[findings["relations"].map(len).astype(int) > 0]
    found = found.iloc[np.argsort(found["claims"].map(len).to_numpy(dtype=int), kind="stable")]
    taken: set[str] = set()
    kept = []
    for ids in found["claims"]:
        kept.append(len(taken) == 0 or taken.isdisjoint(ids))
        taken |= set(ids) if kept[-1] else set()
    shown = found[np.array(kept, dtype=bool)].head(_SENTENCES)
    return shown, len(found) - len(shown)


def _lines(sentence: str, wide: int, most: int) -> list[str]:
    """A sentence in a few lines of the picture; a long one ends in an ellipsis."""
    lines = textwrap.wrap(sentence, wide)
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][: wide - 2] + " …"]


def _nodes(relations: Sequence[Relation]) -> list[_Node]:
    """Put every quantity under the whole it is part of; one that has several wholes stands under each."""
    parts: dict[str, list[tuple[str, Relation]]] = {}
    children: set[str] = set()
    order: dict[str, None] = {}
    for relation in relations:
        whole = _whole(relation)
        for quantity in (whole, *relation.quantities):
            order.setdefault(quantity)
            if quantity != whole:
                parts.setdefault(whole, []).append((quantity, relation))
                children.add(quantity)
    nodes: list[_Node] = []
    opened: set[str] = set()

    def add(quantity: str, depth: int, above: int, relation: Relation | None) -> None:
        nodes.append(_Node(quantity, depth, above, relation))
        if quantity in opened:
            return
        opened.add(quantity)
        here = len(nodes) - 1
        for part, tie in parts.get(quantity, []):
            add(part, depth + 1, here, tie)

    for quantity in [q for q in order if q not in children] or list(order)[:1]:
        add(quantity, 0, -1, None)
    for quantity in order:  # what only a ring of relations reaches
        if quantity not in opened:
            add(quantity, 0, -1, None)
    return nodes


def _whole(relation: Relation) -> str:
    """The quantity that stands alone, else the greater side of an inequality, else the first one named."""
    if relation.whole is not None:
        return relation.whole
    row = relation.rows[-1]
    greater = [variable for variable, coefficient in row.terms if coefficient < 0 and not variable.startswith("\0")]
    return greater[0] if row.op != "==" and len(greater) == 1 else relation.quantities[0]


def _trees(
    claims: pd.DataFrame, relations: RelationsLike, quantities: list[str], by: list[str]
) -> list[tuple[str, dict[str, pd.DataFrame], dict[str, dict[Any, Any]]]]:
    """Per group its title, the claims of each quantity, and what the claims about other quantities leave for it."""
    claims = claims[claims["quantity"].isin(quantities) & affirmed(claims)]
    others = [column for column in by if column != "quantity"]
    group = claims.groupby(others, dropna=False, observed=True).ngroup() if others else pd.Series(0, claims.index)
    left = _left_by_others(claims.assign(**{_GROUP: group}), relations, list(dict.fromkeys(quantities)))
    trees = []
    for number, rows in claims.groupby(group):
        title = ", ".join(str(cell) for cell in rows[others].iloc[0] if not pd.isna(cell)) if group.any() else ""
        stated = {str(quantity): part for quantity, part in rows.groupby("quantity", observed=True)}
        here = left[left[_GROUP] == number]
        trees.append((title, stated, {row["quantity"]: row for row in here.to_dict("records")}))
    return trees or [("", {}, {})]


def _left_by_others(claims: pd.DataFrame, relations: RelationsLike, quantities: list[str]) -> pd.DataFrame:
    """What the claims about other quantities leave for each, all asked at once: a copy of the claims without each."""
    copies = [claims[claims["quantity"] != quantity].assign(**{_OMITTED: quantity}) for quantity in quantities]
    asked = pd.concat(copies, ignore_index=True)
    asked["claim_id"] = asked.index.astype(str)
    left = propagate(asked, relations, by=["quantity", _GROUP, _OMITTED], max_size=0)
    return left[left["quantity"] == left[_OMITTED]]


def _draw_tree(
    ax: Axes,
    y: float,
    title: str,
    nodes: list[_Node],
    stated: dict[str, pd.DataFrame],
    implied: dict[str, dict[Any, Any]],
    crossed: set[str],
    look: _Look,
) -> float:
    heads = (
        (_NAME, title or "quantity"),
        (_STATED, "stated"),
        (_IMPLIED, "implied by the rest" if look.bars else "implied"),
    )
    for x, words in heads:
        ax.text(x, y, words, fontsize=look.size, fontweight="bold", color=INK, va="center")
    for at, filled, words in (
        ((_RANGE, True, "stated"), (_RANGE + 7.5, False, "implied")) if look.bars else ()
    ):  # the key of the bars
        _bar(ax, [at, at + 1.4], y, CLAIM if filled else FAINT, filled=filled)
        ax.text(at + 1.9, y, words, fontsize=7, color=INK, va="center")
    ax.plot([_NAME, _RIGHT if look.bars else _RANGE], [y + 0.5] * 2, color=FAINT, linewidth=0.8)
    top = y + 1
    for k, node in enumerate(nodes):
        y = top + k
        claims = stated.get(node.quantity)
        bad = claims is not None and bool(claims["claim_id"].isin(crossed).any())
        colour = CONFLICT if bad else INK
        _draw_branch(ax, nodes, k, top)
        x = _NAME + _INDENT * node.depth
        name = ("✗ " if bad else "") + node.quantity
        ax.text(x, y, look.cut(name, x, _STATED), fontsize=look.size, va="center", color=colour,
                fontweight="bold" if bad or node.depth == 0 else "normal")  # fmt: skip
        ax.text(_STATED, y, look.cut(_stated(claims), _STATED, _IMPLIED), fontsize=look.size, va="center", color=colour)
        left = implied.get(node.quantity)
        implied_words = _implied(left)
        ax.text(_IMPLIED, y, look.cut(implied_words, _IMPLIED, _RANGE), fontsize=look.size, va="center",
                color=FAINT if implied_words in (_FREE, _CLASH) else INK)  # fmt: skip
        if look.bars:
            _draw_ranges(ax, y, claims, left, CONFLICT if bad else CLAIM)
    return top + len(nodes) + 0.6


def _draw_branch(ax: Axes, nodes: list[_Node], k: int, top: float) -> None:
    node = nodes[k]
    if node.above >= 0:
        x = _NAME + _INDENT * (node.depth - 1) + 0.8
        ax.plot([x, x, x + _INDENT - 1.1], [top + node.above + 0.4, top + k, top + k], color=FAINT, linewidth=1)


def _stated(claims: pd.DataFrame | None) -> str:
    if claims is None or claims.empty:
        return "–"
    if len(claims) == 1:
        return figure(claims.iloc[0].to_dict())
    return f"{len(claims)} claims, {band(claims['low'].min(), claims['high'].max())}"


def _implied(left: dict[Any, Any] | None) -> str:
    if left is None:
        return _FREE
    if np.isnan(left["low"]) and np.isnan(left["high"]):
        return _CLASH
    words = amount_of_band(left)
    return _FREE if words.startswith("any number") else words


def _draw_ranges(ax: Axes, y: float, claims: pd.DataFrame | None, left: dict[Any, Any] | None, colour: str) -> None:
    """Draw what is stated above what is implied, on a scale from the least to the greatest finite end of the two."""
    lines = (
        [] if claims is None else [(low, high, True) for low, high in zip(claims["low"], claims["high"], strict=True)]
    )
    if left is not None:
        lines.append((left["low"], left["high"], False))
    lines = [line for line in lines if not np.isnan(line[0]) and not np.isnan(line[1])]
    ends = np.array([end for low, high, _ in lines for end in (low, high)])
    finite = ends[np.isfinite(ends)]
    if not len(finite):
        return
    low, high = float(finite.min()), float(finite.max())
    width = (high - low) or 1.0

    def place(x: float) -> float:
        inside = _RANGE + 1.5 + (_RIGHT - _RANGE - 3) * ((x - low) / width if high > low else 0.5)
        return _RANGE if x == -np.inf else _RIGHT if x == np.inf else inside

    ends_said = ((low, "left"), (high, "right")) if high > low else ((low, "center"),)
    for end, side in ends_said:  # each line has a scale of its own: its two ends in numbers
        ax.text(place(end), y + 0.42, tick(float(f"{end:.6g}")), fontsize=5.5, color=FAINT, ha=side, va="center")
    for start, stop, said in lines:
        at = y - 0.2 if said else y + 0.1
        x = [place(start), place(stop)]
        if x[1] - x[0] < 0.8:
            x = [sum(x) / 2 - 0.4, sum(x) / 2 + 0.4]
        _bar(ax, x, at, colour if said else FAINT, filled=said)
        for end, arrow in ((start, "<"), (stop, ">")):
            if np.isinf(end):
                ax.plot(place(end), at, marker=arrow, color=colour if said else FAINT, markersize=5)


def _bar(ax: Axes, x: list[float], at: float, colour: str, *, filled: bool) -> None:
    ax.plot(x, [at, at], color=colour, linewidth=4.5, solid_capstyle="butt", alpha=0.8)
    if not filled:
        ax.plot(x, [at, at], color="white", linewidth=2.5, solid_capstyle="butt")
