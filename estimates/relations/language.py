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
from functools import lru_cache
from typing import Any, TypeAlias

import pandas as pd

from estimates.errors import RelationError, nearest
from estimates.relations.spelling import Known

Form = tuple[dict[str, float], float]  # terms by variable, and a number
#: One string, strings, a mapping from name to string, or a table with ``relation`` and perhaps ``name, note, hard``.
RelationsLike: TypeAlias = str | Iterable[str] | Mapping[str, str] | pd.DataFrame

_FLIPPED = {"==": "==", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_CONTRARY = {"==": ("<", ">"), "<=": (">",), ">=": ("<",), "<": (">=",), ">": ("<=",)}
_SYMBOLS = {"≤": "<=", "≥": ">=", "×": "*", "·": "*", "÷": "/", "−": "-"}
_SIGNS = {"-": "minus", "+": "plus"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "minus": 3, "plus": 3}
_LEAST = 1e-150  # the smallest number in a row: products of two stay within what a float can hold
_TOKEN = re.compile(
    r"\s*(?:(?P<quoted>`[^`]*`?)"
    r"|(?P<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:\s*(?P<unit>[^\W\d]\w*|`[^`]+`))?"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<symbol>[≤≥×·÷−])"
    r"|(?P<other>[<>=!]=|\*\*|//|\S))",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Row:
    """``sum(coefficient * variable) + constant`` compared with zero by ``==``, ``<=`` or ``<``."""

    terms: tuple[tuple[str, float], ...]
    op: str
    constant: float


@dataclass(frozen=True, slots=True)
class Product:
    """``result == left * right``, each the name of a variable."""

    result: str
    left: str
    right: str


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


def parse_relations(relations: RelationsLike, *, known: Iterable[object] = ()) -> tuple[Relation, ...]:
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
    parsed = tuple(
        _parse(text, text if name is None else name, note, hard) for name, text, note, hard in entries(relations)
    )
    seen: set[str] = set()
    for relation in parsed:
        if relation.name in seen:
            raise RelationError(
                f"two relations are named {relation.name!r}.", hint="give each a name of its own, or state it once."
            )
        seen.add(relation.name)
    stated = Known(known)
    for relation in parsed if stated.names else ():
        for quantity in relation.quantities:
            if quantity not in stated.names:
                _refuse_misspelling(relation, quantity, stated)
    return parsed


def negations(text: str) -> list[str]:
    """Write the relations of which one holds exactly where a relation does not.

    Examples
    --------
    >>> negations("900 <= front < 1000"), negations("`a >= b` == 3")
    (['900 > front', 'front >= 1000'], ['`a >= b` < 3', '`a >= b` > 3'])
    """
    cuts = [m for m in _TOKEN.finditer(text) if m.lastgroup in ("other", "symbol")]
    cuts = [m for m in cuts if _SYMBOLS.get(m.group().strip(), m.group().strip()) in _FLIPPED]
    ends = [0, *(m.end() for m in cuts)], [*(m.start(m.lastgroup or 0) for m in cuts), len(text)]
    sides = [text[start:stop].strip() for start, stop in zip(*ends, strict=True)]
    out = []
    for left, match, right in zip(sides, cuts, sides[1:], strict=False):
        op = match.group().strip()
        out += [f"{left} {other} {right}" for other in _CONTRARY[_SYMBOLS.get(op, op)]]
    return out


def entries(relations: RelationsLike) -> list[tuple[str | None, str, str, bool]]:
    """Name (missing for a string alone), text, note and hardness of each relation."""
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
        (None if name is None else str(name), text, "" if note is None else str(note), _is_hard(hard, name or text))
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
    if cell is None or word in ("false", "no", "0", "0.0", ""):
        return False
    if word in ("true", "yes", "1", "1.0"):
        return True
    raise RelationError(f"hard={cell!r} of relation {name!r} is neither yes nor no.", hint="write True or False.")


def _refuse_misspelling(relation: Relation, quantity: str, known: Known) -> None:
    name = known.meant(quantity)
    if name is not None:
        raise RelationError(
            f"relation {relation.name!r} speaks of {quantity!r}, which no claim is about: {relation.text}",
            hint=f"did you mean {name!r}?",
        )


@lru_cache(maxsize=65536)
def _parse(text: str, name: str, note: str, hard: bool) -> Relation:
    reader = _Reader(text, name)
    sides, ops = reader.sides()
    rows = [_row(left, right, op) for left, right, op in zip(sides, sides[1:], ops, strict=False)]
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


def _row(left: Form, right: Form, op: str) -> Row:
    """``left op right`` as one row compared with zero; ``>=`` and ``>`` are turned round."""
    if op in (">=", ">"):
        left, right, op = right, left, _FLIPPED[op]
    terms = dict(left[0])
    for variable, coefficient in right[0].items():
        terms[variable] = terms.get(variable, 0.0) - coefficient
    return Row(tuple((v, c) for v, c in terms.items() if c), op, left[1] - right[1])


class _Reader:
    """One pass over one string; keeps what it meets, and where, so that an error can point at the character.

    Operators wait on a stack until one that binds no tighter follows (Dijkstra's shunting yard), so that neither a long
    sum nor a deep bracket is a matter of how deep Python may call.
    """

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.quantities: dict[str, None] = {}
        self.rows: list[Row] = []
        self.products: list[Product] = []
        self.constants: list[tuple[str, float, str]] = []
        self._values: list[Form] = []
        self._waiting: list[tuple[str, int]] = []

    def sides(self) -> tuple[list[Form], list[str]]:
        """The sides of the comparison, and what stands between them."""
        sides: list[Form] = []
        ops: list[str] = []
        wants_value = True
        for match in _TOKEN.finditer(self.text.rstrip()):
            kind = str(match.lastgroup if match.lastgroup != "unit" else "number")
            token, at = match.group(kind), match.start(kind)
            op = _SYMBOLS.get(token, token)
            if kind in ("number", "quoted", "name"):
                if not wants_value:
                    raise self.error(at, _SHAPE)
                self._values.append(self._value(kind, token, match.group("unit"), at))
                wants_value = False
            elif op == ")" and not wants_value:
                self._settle(0)
                if not self._waiting:
                    raise self.error(at, "this bracket was never opened.")
                self._waiting.pop()
            elif op == "(" and wants_value:
                self._waiting.append((op, at))
            elif op in _SIGNS and wants_value:
                self._waiting.append((_SIGNS[op], at))
            elif op in _BINDS and not wants_value:
                self._settle(_BINDS[op])
                self._waiting.append((op, at))
                wants_value = True
            elif op in _FLIPPED and not wants_value:
                sides.append(self._side())
                ops.append(op)
                wants_value = True
            else:
                raise self.error(at, _ADVICE.get(op, _SHAPE if op in {*_BINDS, *_FLIPPED, "(", ")"} else _WHITELIST))
        if wants_value or not ops:
            raise self.error(max(len(self.text.rstrip()) - 1, 0) if ops else 0, _SHAPE)
        return [*sides, self._side()], ops

    def _value(self, kind: str, token: str, unit: str | None, at: int) -> Form:
        if kind == "number":
            number = float(token.replace("_", ""))
            if unit is None:
                return {}, number
            variable = f"\0{self.name}\0{token} {unit.strip('`')}"
            self.constants.append((variable, number, unit.strip("`")))
            return {variable: 1.0}, 0.0
        if kind == "quoted" and (len(token) < 3 or not token.endswith("`")):
            raise self.error(at, "a name in backticks needs both of them: `troops in Kursk`.")
        quantity = token.strip("`") if kind == "quoted" else token
        self.quantities.setdefault(quantity)
        return {quantity: 1.0}, 0.0

    def _side(self) -> Form:
        """What was read since the last comparison."""
        self._settle(0)
        if self._waiting:
            raise self.error(self._waiting[-1][1], "this bracket is never closed.")
        return self._values.pop()

    def _settle(self, binds: int) -> None:
        """Apply what waits and binds at least as tightly, up to the last open bracket."""
        while self._waiting and self._waiting[-1][0] != "(" and _BINDS[self._waiting[-1][0]] >= binds:
            op, at = self._waiting.pop()
            right = self._values.pop()
            if op in _SIGNS.values():
                self._values.append(right if op == "plus" else _scaled(right, -1.0))
                continue
            left = self._values.pop()
            if op in "+-":
                self._values.append(_added(left, right, 1.0 if op == "+" else -1.0))
            else:
                self._values.append(self._times(left, right) if op == "*" else self._over(left, right, at))

    def error(self, at: int, hint: str) -> RelationError:
        pointer = f"\n    {self.text}\n    {' ' * at}^"
        return RelationError(f"relation {self.name!r} cannot be read at character {at + 1}:{pointer}", hint=hint)

    def refuse_extremes(self, rows: list[Row]) -> None:
        """Raise for numbers so large or small that sums of them would overflow or vanish."""
        for row in (*self.rows, *rows):
            for number in (row.constant, *(coefficient for _, coefficient in row.terms)):
                if number and not _LEAST <= abs(number) <= 1 / _LEAST:
                    raise self.error(
                        0, f"the number {number:g} is out of reach; write it in a larger or smaller unit "
                        f"(what is not 0 lies between {_LEAST:g} and {1 / _LEAST:g}).",
                    )  # fmt: skip

    def _times(self, a: Form, b: Form) -> Form:
        if not b[0]:
            return _scaled(a, b[1])
        if not a[0]:
            return _scaled(b, a[1])
        left, right = self._single(a), self._single(b)
        result = self._auxiliary(f"{left} * {right}")
        self.products.append(Product(result, left, right))
        return {result: 1.0}, 0.0

    def _over(self, a: Form, b: Form, at: int) -> Form:
        if not b[0]:
            if not b[1]:
                raise self.error(at, "division by zero is not understood; divide by something else.")
            return _scaled(a, 1.0 / b[1])
        left, right = self._single(a), self._single(b)
        result = self._auxiliary(f"{left} / {right}")
        self.products.append(Product(left, result, right))
        return {result: 1.0}, 0.0

    def _single(self, form: Form) -> str:
        """One variable that equals the form: itself, or an auxiliary one with a row of its own."""
        terms, number = form
        if len(terms) == 1 and not number and next(iter(terms.values())) == 1.0:
            return next(iter(terms))
        variable = self._auxiliary("sum")
        self.rows.append(_row(({variable: 1.0}, 0.0), form, "=="))
        return variable

    def _auxiliary(self, what: str) -> str:
        return f"\0{self.name}\0{len(self.rows) + len(self.products)} {what.rpartition(chr(0))[2]}"


_FORMS = "give a string, strings, a mapping from name to string, or a table with the column relation."
_SHAPE = "a relation reads like `killed + wounded == casualties`; names of several words stand in backticks."


_WHITELIST = "this is not understood; use quantities, numbers, + - * / and brackets."
_ADVICE = {
    "=": 'write == for "equals".',
    "!=": "this comparison is not understood; compare with ==, <=, >=, < or >.",
    "[": "a relation over dates, total[t] == total[t-1] + new[t], is for contradictions.",
    "#": "a remark is no part of a relation; it belongs in the column 'note' of a table.",
}


def _scaled(form: Form, by: float) -> Form:
    return {v: c * by for v, c in form[0].items()}, form[1] * by


def _added(a: Form, b: Form, sign: float) -> Form:
    """The sum, made in the first: each form is used once, and a long sum is to be read in one pass."""
    terms, number = a
    for variable, coefficient in b[0].items():
        terms[variable] = terms.get(variable, 0.0) + sign * coefficient
    return terms, number + sign * b[1]
