"""Relations between quantities, read from strings: ``"total == units * men_per_unit"``.

A relation is arithmetic (``+ - * /``, numbers, quantities) on either side of ``==``, ``<=``, ``>=``, ``<`` or ``>``; a
chain (``0 <= part <= whole``) is several comparisons under one name. A quantity that is no single word stands in
backticks, as in ``DataFrame.query``; a number may carry a unit (``front == 900 mile``). The string is read token by
token, of any length and depth, and is never evaluated.

Vocabulary: a *term* is a quantity or an auxiliary variable times a number; a *row* is a sum of terms held between two
limits; a *product* says that one variable is two others multiplied. Whatever is written, sums of products of sums
included, becomes rows and products, so all that follows (feasibility, propagation, balance) is arrays of these two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import pandas as pd

from estimates.errors import RelationError, nearest
from estimates.relations.comparisons import FLIPPED, SYMBOLS, TOKEN, Product, Reader, Row, row_of
from estimates.relations.spelling import Known

#: One string, strings, a mapping from name to string, or a table with ``relation`` and perhaps ``name, note, hard``.
RelationsLike: TypeAlias = str | Iterable[str] | Mapping[str, str] | pd.DataFrame
#: Name (missing for a string alone), text, note and whether the relation may never be doubted.
Entry: TypeAlias = tuple[str | None, str, str, bool]

_CONTRARY = {"==": ("<", ">"), "<=": (">",), ">=": ("<",), "<": (">=",), ">": ("<=",)}
_PRINTED = {"==": "=", "<=": "≤", ">=": "≥", "*": "×"}
_SIGN = re.compile("|".join(map(re.escape, _PRINTED)))
_FORMS = "give a string, strings, a mapping from name to string, or a table with the column relation."


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation as read: what was written, and the rows and products it stands for.

    ``quantities`` are in the order of writing. Variables that the parser made are no quantities: their names begin
    with a null character, which no name of a quantity can hold. ``constants`` are those that stand for a number with a
    unit, as ``name, number, unit``. ``whole`` is the quantity that stands alone on one side of a single ``==``, if any.
    """

    name: str
    text: str
    note: str
    hard: bool
    quantities: tuple[str, ...]
    rows: tuple[Row, ...]
    products: tuple[Product, ...]
    constants: tuple[tuple[str, float, str], ...]
    whole: str | None

    def __hash__(self) -> int:  # what it says follows from these
        return hash((self.name, self.text))

    @property
    def printed(self) -> str:
        """The relation as a sentence has it: signs of print, and names without marks.

        Examples
        --------
        >>> parse_relations("`the lost` == killed * 2")[0].printed
        'the lost = killed × 2'
        """
        between_names = re.split("`([^`]*)`", self.text)  # every other part is a name
        between_names[::2] = [_SIGN.sub(lambda sign: _PRINTED[sign[0]], part) for part in between_names[::2]]
        return "".join(between_names)


class Relations(tuple[Relation, ...]):
    """Relations that were read together, found again by a hash that is made once and not anew from each of them."""

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash


def parse_relations(relations: RelationsLike, *, known: Iterable[object] = ()) -> Relations:
    """Read relations in any of the forms that callers may hand over.

    Parameters
    ----------
    relations : str, iterable of str, mapping of str to str, or DataFrame
        Strings are their own names. A mapping is from name to relation. A table has the column ``relation`` and may
        have ``name``, ``note`` (words for the reader) and ``hard`` (True for a relation that may never be doubted).
    known : iterable
        The quantities claimed. A relation may speak of a quantity that nobody states, but a name that one slip of the
        pen turns into a known one is taken for that slip.

    Returns
    -------
    tuple of Relation

    Raises
    ------
    RelationError
        If a relation cannot be read (the message points at the character), if two have the same name, or if a
        quantity looks like a known one misspelt.

    Examples
    --------
    >>> [r.quantities for r in parse_relations("total == units * men_per_unit")]
    [('total', 'units', 'men_per_unit')]
    >>> parse_relations({"sum": "killed + wounded = casualties"})
    Traceback (most recent call last):
    ...
    estimates.errors.RelationError: relation 'sum' cannot be read at character 18:
        killed + wounded = casualties
                         ^
    Hint: write == for "equals".
    """
    texts_alone = isinstance(relations, list | tuple) and {*map(type, relations)} == {str}
    names = known if isinstance(known, tuple) else tuple(map(str, known))
    return _read(tuple(relations if texts_alone else entries(relations)), names)


@lru_cache(maxsize=4)
def _read(asked: tuple[Entry | str, ...], known: tuple[str, ...]) -> Relations:
    """Relations read and held against the names known; those of a few calls before are kept."""
    told = [entry for one in asked for entry in (entries(one) if isinstance(one, str) else [one])]
    parsed = Relations(_parse(text, text if name is None else name, note, hard) for name, text, note, hard in told)
    seen: set[str] = set()
    for relation in parsed:
        if relation.name in seen:
            raise RelationError(
                f"two relations are named {relation.name!r}.", hint="give each a name of its own, or state it once."
            )
        seen.add(relation.name)
    _refuse_misspellings(parsed, Known(known))
    return parsed


def negations(text: str) -> list[str]:
    """Write the relations of which one holds exactly where a relation does not.

    Examples
    --------
    >>> negations("900 <= front < 1000"), negations("`a >= b` == 3")
    (['900 > front', 'front >= 1000'], ['`a >= b` < 3', '`a >= b` > 3'])
    """
    cuts = [m for m in TOKEN.finditer(text) if m.lastgroup in ("other", "symbol")]
    cuts = [m for m in cuts if SYMBOLS.get(m.group().strip(), m.group().strip()) in FLIPPED]
    ends = [0, *(m.end() for m in cuts)], [*(m.start(m.lastgroup or 0) for m in cuts), len(text)]
    sides = [text[start:stop].strip() for start, stop in zip(*ends, strict=True)]
    out = []
    for left, match, right in zip(sides, cuts, sides[1:], strict=False):
        op = match.group().strip()
        out += [f"{left} {other} {right}" for other in _CONTRARY[SYMBOLS.get(op, op)]]
    return out


def entries(relations: RelationsLike) -> list[Entry]:
    """Each relation with what stands beside it."""
    if isinstance(relations, pd.DataFrame):
        if "relation" not in relations.columns:
            raise RelationError(
                "the table of relations has no column 'relation'.",
                hint=nearest("relation", [str(c) for c in relations.columns])
                + " Columns are name, relation, note, hard.",
            )
        table = relations.reindex(columns=["name", "relation", "note", "hard"]).astype(object)
        rows = list(table.where(table.notna(), None).itertuples(index=False, name=None))
    elif isinstance(relations, str):
        rows = [(None, relations, None, None)]
    elif isinstance(relations, Mapping):
        rows = [(name, text, None, None) for name, text in relations.items()]
    elif isinstance(relations, Iterable):
        rows = [(None, text, None, None) for text in relations]
    else:
        raise RelationError(f"relations={relations!r} is no relation.", hint=_FORMS)
    for number, (name, text, _, _) in enumerate(rows, 1):
        if not isinstance(text, str) or (not text.isprintable() and _is_torn(text)):
            which = f"relation {number}" if name is None else f"relation {name!r}"
            raise RelationError(f"{which} is {text!r}, which is no text.", hint=_FORMS)
    return [
        (
            None if name is None else str(name),
            text,
            "" if note is None else str(note),
            hard is not None and _is_hard(hard, name or text),
        )
        for name, text, note, hard in rows
    ]


def are_some(relations: RelationsLike) -> bool:
    """Whether any relation is given."""
    return not isinstance(relations, Sized) or len(relations) > 0


def check_by(relations: RelationsLike, columns: Sequence[str]) -> None:
    """Raise if claims of several quantities are to be one group, though relations speak of quantities."""
    if "quantity" not in columns and are_some(relations):
        raise RelationError(
            f"by={list(columns)!r} lacks 'quantity', and relations speak of quantities.", hint="name it in by."
        )


def _is_torn(text: str) -> bool:
    """Whether a text holds half a character, which no file could be written with."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def _is_hard(cell: Any, name: object) -> bool:
    word = str(cell).strip().casefold()
    if word in ("false", "no", "0", "0.0", ""):
        return False
    if word in ("true", "yes", "1", "1.0"):
        return True
    raise RelationError(f"hard={cell!r} of relation {name!r} is neither yes nor no.", hint="write True or False.")


def _refuse_misspellings(relations: Sequence[Relation], stated: Known) -> None:
    if not stated.names:
        return
    unstated = [(relation, q) for relation in relations for q in relation.quantities if q not in stated.names]
    meant = stated.meant(quantity for _, quantity in unstated)
    for relation, quantity in unstated if meant else ():
        if quantity in meant:
            raise RelationError(
                f"relation {relation.name!r} speaks of {quantity!r}, which no claim is about: {relation.text}",
                hint=f"did you mean {meant[quantity]!r}?",
            )


@lru_cache(maxsize=65536)
def _parse(text: str, name: str, note: str, hard: bool) -> Relation:
    reader = Reader(text, name)
    sides, ops = reader.sides()
    rows = [row_of(left, right, op) for left, right, op in zip(sides, sides[1:], ops, strict=False)]
    if not reader.quantities:
        raise reader.error(0, "a relation names at least one quantity.")
    reader.refuse_extremes(rows)
    alone = [next(iter(terms)) for terms, number in sides if list(terms.values()) == [1.0] and not number]
    alone = [quantity for quantity in alone if not quantity.startswith("\0")]
    whole = alone[0] if ops == ["=="] and alone else None
    return Relation(
        name, text, note, hard, tuple(reader.quantities), (*reader.rows, *rows), tuple(reader.products),
        tuple(reader.constants), whole,
    )  # fmt: skip
