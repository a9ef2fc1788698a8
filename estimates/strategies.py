"""Hypothesis strategies: claims, tables of claims, and words whose meaning is known.

For property tests over your own numeric claims. Needs the ``strategies`` extra; ``import estimates`` never loads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from hypothesis import assume
from hypothesis import strategies as st

from estimates.claims.bounds import bound
from estimates.claims.reading import read_claims
from estimates.figures.numerals import write_numeral
from estimates.schema import STATUSES, Hedge

_NUMBERED: tuple[Hedge, ...] = (
    "exact", "plain", "about", "nearly", "more_than", "at_least", "less_than", "at_most", "up_to",
)  # fmt: skip

_FEW = 11
#: Words that mean each hedge, around the number; ``{}`` where the number stands.
HEDGE_WORDS: dict[str, tuple[str, ...]] = {
    "exact": ("exactly {}", "precisely {}"),
    "plain": ("{}",),
    "about": ("about {}", "around {}", "roughly {}", "approximately {}", "an estimated {}", "{} or so"),
    "nearly": ("nearly {}", "almost {}", "close to {}"),
    "more_than": ("more than {}", "over {}", "in excess of {}", "upwards of {}"),
    "at_least": ("at least {}", "no fewer than {}", "a minimum of {}", "{} or more"),
    "less_than": ("less than {}", "fewer than {}", "under {}"),
    "at_most": ("at most {}", "no more than {}", "a maximum of {}", "{} or fewer"),
    "up_to": ("up to {}", "as many as {}"),
}

#: Counted nouns and measures as printed, with the unit they mean.
COUNTED: dict[str, str] = {
    "troops": "person", "soldiers": "person", "civilians": "person", "tanks": "count", "vehicles": "count",
    "miles": "mile", "kilometers": "kilometer", "tonnes": "metric_ton", "hectares": "hectare", "percent": "percent",
}  # fmt: skip


def values() -> st.SearchStrategy[float]:
    """Numbers as sources state them: small counts, round thousands, any whole number to a billion.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(values(), lambda x: x >= 1000)
    1000.0
    """
    round_ones = st.builds(lambda digits, zeros: float(digits * 10**zeros), st.integers(1, 999), st.integers(1, 6))
    return st.one_of(st.integers(0, 999).map(float), round_ones, st.integers(0, 10**9).map(float))


@st.composite
def claims(
    draw: st.DrawFn,
    *,
    quantities: Sequence[str] = ("troops",),
    sources: Sequence[str] = ("army", "ministry", "agency", "witness"),
    units: Sequence[str | None] = ("person",),
    statuses: Sequence[str] = ("actual",),
    negated: bool = False,
) -> dict[str, Any]:
    """One claim, as a row for ``read_claims``: a hedged number, or a range of which an end may be unbounded.

    Parameters
    ----------
    quantities, sources, units, statuses : sequences
        What the columns are drawn from.
    negated : bool
        Whether denials are drawn too.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(claims(), lambda row: row.get("hedge") == "about")["quantity"]
    'troops'
    """
    row: dict[str, Any] = {
        "quantity": draw(st.sampled_from(quantities)),
        "source": draw(st.sampled_from(sources)),
        "unit": draw(st.sampled_from(units)),
        "status": draw(st.sampled_from(statuses)),
    }
    if negated:
        row["negated"] = draw(st.booleans())
    if draw(st.booleans()):
        return row | {"value": draw(values()), "hedge": draw(st.sampled_from(_NUMBERED))}
    low, high = sorted((draw(values()), draw(values())))
    if draw(st.sampled_from([False, False, False, True])):
        high = float("inf")
    return row | {"low": low, "high": high}


def tables(
    *,
    min_size: int = 0,
    max_size: int = 8,
    bounded: bool = True,
    quantities: Sequence[str] = ("troops",),
    sources: Sequence[str] = ("army", "ministry", "agency", "witness"),
    units: Sequence[str | None] = ("person",),
    statuses: Sequence[str] = STATUSES[:1],
    negated: bool = False,
) -> st.SearchStrategy[pd.DataFrame]:
    """Claims tables, bounded or not, of ``min_size`` to ``max_size`` rows drawn from ``claims``.

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, database=None)
    ... @given(tables(min_size=2))
    ... def law(table):
    ...     assert (table["low"] <= table["high"]).all()
    >>> law()
    """
    row = claims(quantities=quantities, sources=sources, units=units, statuses=statuses, negated=negated)
    rows = st.lists(row, min_size=min_size, max_size=max_size)
    return rows.map(_read_and_bound if bounded else _read)  # named, as hypothesis prints what it called


def _read_and_bound(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return bound(_read(rows))


def _read(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return read_claims([{"claim_id": f"c{i}", **row} for i, row in enumerate(rows)])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Words of a figure and what they mean: ``value, low, high, hedge, unit`` as ``parse_figures`` must read them.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(written(), lambda said: said[1]["hedge"] == "at_most" and said[1]["unit"] == "mile")
    ('at most 0 miles', {'value': 0.0, 'low': nan, 'high': nan, 'unit': 'mile', 'hedge': 'at_most'})
    """
    noun = draw(st.sampled_from(tuple(COUNTED)))
    meaning: dict[str, Any] = {"value": float("nan"), "low": float("nan"), "high": float("nan"), "unit": COUNTED[noun]}
    if draw(st.sampled_from([False, False, True])):
        low = draw(st.integers(1, 10**6))
        high = low + draw(st.integers(1, 10**6))
        assume(not low < high / 1000 <= 10 * low)  # "3 to 4,000" is 3,000 to 4,000 to a reader
        words = draw(st.sampled_from(("{} to {}", "between {} and {}", "from {} to {}"))).format(
            f"{low:,}", f"{high:,}"
        )
        return f"{words} {noun}", {**meaning, "low": float(low), "high": float(high), "hedge": "between"}
    hedge = draw(st.sampled_from(_NUMBERED))
    value, number = draw(_written_numbers())
    few = value < _FEW and number.isalpha()  # "fought over two villages": a few in words are seldom more than so many
    forms = [form for form in HEDGE_WORDS[hedge] if not (few and form.startswith("over"))]
    words = draw(st.sampled_from(forms)).format(number)
    return f"{words} {noun}", {**meaning, "value": value, "hedge": hedge}


@st.composite
def _written_numbers(draw: st.DrawFn) -> tuple[float, str]:
    scale, word = draw(
        st.sampled_from(((1, ""), (1, ""), (1_000, " thousand"), (10**6, " million"), (10**9, " billion")))
    )
    if word and draw(st.booleans()):
        tenths = draw(st.integers(11, 999))
        return tenths * scale / 10, f"{tenths / 10:.1f}{word}"
    whole = draw(st.integers(0 if not word else 1, 999 if word else 10**9))
    spelled = draw(st.sampled_from([False, False, True]))
    return float(whole * scale), f"{write_numeral(whole) if spelled else f'{whole:,}'}{word}"


@st.composite
def relations_that_hold(draw: st.DrawFn, *, max_parts: int = 4) -> tuple[pd.DataFrame, dict[str, str]]:
    """Bounded claims about a whole and its parts, and the relations between them, which some numbers satisfy.

    The numbers are drawn first and every claim is one that its number allows, so ``assert_consistent`` must pass.

    Parameters
    ----------
    max_parts : int
        The most parts of a whole; a part may have parts of its own.

    Examples
    --------
    >>> from hypothesis import find
    >>> claims, relations = find(relations_that_hold(), lambda drawn: len(drawn[1]) == 2)
    >>> relations
    {'whole': 'total == a + b', 'detail': 'a == a1 + a2'}
    """
    numbers, relations = draw(_true_numbers(max_parts))
    rows = [draw(_allowing(quantity, number)) for quantity, number in numbers.items()]
    return bound(_read(rows)), relations


@st.composite
def relations_broken(draw: st.DrawFn, *, max_parts: int = 4) -> tuple[pd.DataFrame, dict[str, str], tuple[str, str]]:
    """As ``relations_that_hold``, but one claim is moved so that one relation cannot hold.

    Returns besides claims and relations the name of that relation and the id of that claim: what a method that looks
    for the fault must find (any other claim of the relation may be doubted with the same right).

    Examples
    --------
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5, database=None)
    ... @given(relations_broken())
    ... def law(drawn):
    ...     claims, relations, (relation, claim_id) = drawn
    ...     assert relation in relations
    ...     assert claim_id in set(claims["claim_id"])
    >>> law()
    """
    numbers, relations = draw(_true_numbers(max_parts))
    related = [quantity for quantity in numbers if len(quantity) == 1 or quantity == "total"]
    apart = [quantity for quantity in related if quantity + "1" not in numbers]
    moved = draw(st.sampled_from(apart))
    shift = draw(st.integers(1, 10**6))
    rows = []
    for quantity, number in numbers.items():
        if quantity in related:
            row = {"quantity": quantity, "value": number + shift * (quantity == moved), "hedge": "exact"}
            rows.append({**row, "source": "ministry", "unit": "person"})
        else:
            rows.append(draw(_allowing(quantity, number)))
    return bound(_read(rows)), relations, ("whole", f"c{list(numbers).index(moved)}")


@st.composite
def _true_numbers(draw: st.DrawFn, max_parts: int) -> tuple[dict[str, float], dict[str, str]]:
    """Numbers of a whole, its parts ("a", "b") and perhaps the parts of a part ("a1", "a2")."""
    letters = "abcdefghijklmnopqrstuvwxyz"[: draw(st.integers(2, max_parts))]
    parts = {letter: float(draw(st.integers(0, 10**5))) for letter in letters}
    relations = {"whole": "total == " + " + ".join(letters)}
    detail: dict[str, float] = {}
    if draw(st.booleans()):
        first = float(draw(st.integers(0, int(parts["a"]))))
        detail = {"a1": first, "a2": parts["a"] - first}
        relations["detail"] = "a == a1 + a2"
    return {"total": sum(parts.values()), **parts, **detail}, relations


@st.composite
def _allowing(draw: st.DrawFn, quantity: str, number: float) -> dict[str, Any]:
    """A claim whose outer band holds the number."""
    row: dict[str, Any] = {"quantity": quantity, "source": "ministry", "unit": "person"}
    hedge = draw(st.sampled_from(("exact", "about", "at_least", "at_most", "between")))
    slack = float(draw(st.integers(0, 10**4)))
    if hedge == "between":
        return row | {"low": max(number - slack, 0.0), "high": number + draw(st.integers(0, 10**4))}
    moved = {"at_least": max(number - slack, 0.0), "at_most": number + slack}.get(hedge, number)
    return row | {"value": moved, "hedge": hedge}
