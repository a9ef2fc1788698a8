"""Relations between quantities, read from strings: ``"total == units * men_per_unit"``.

A relation is arithmetic (``+ - * /``, numbers, quantities) on either side of ``==``, ``<=``, ``>=``, ``<`` or ``>``; a
chain (``0 <= part <= whole``) is several comparisons under one name. A quantity that is no single word stands in
backticks, as in ``DataFrame.query``; a number may carry a unit (``front == 900 mile``). The string is parsed with
:mod:`ast` and a whitelist and is never evaluated.

Vocabulary: a *term* is a quantity or an auxiliary variable times a number; a *row* is a sum of terms held between two
limits; a *product* says that one variable is two others multiplied. Whatever is written, sums of products of sums
included, becomes rows and products, so all that follows (feasibility, propagation, balance) is arrays of these two.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

import pandas as pd

from estimates.errors import RelationError, nearest

Terms = dict[str, float]
#: One string, strings, a mapping from name to string, or a table with ``relation`` and perhaps ``name, note, hard``.
RelationsLike: TypeAlias = str | Iterable[str] | Mapping[str, str] | pd.DataFrame

_COMPARISONS: dict[type[ast.cmpop], str] = {ast.Eq: "==", ast.LtE: "<=", ast.GtE: ">=", ast.Lt: "<", ast.Gt: ">"}
_FLIPPED = {"==": "==", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_SYMBOLS = {"≤": "<=", "≥": ">=", "×": "*", "·": "*", "÷": "/", "−": "-"}
_TOKEN = re.compile(
    r"\s*(?:(?P<quoted>`[^`]*`?)"
    r"|(?P<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:\s*(?P<unit>[^\W\d]\w*|`[^`]+`))?"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<symbol>[≤≥×·÷−])"
    r"|(?P<other>[<>=!]=|\*\*|//|.))",
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
        _parse(str(text), str(text) if name is None else str(name), note, hard)
        for name, text, note, hard in _entries(relations)
    )
    seen: set[str] = set()
    for relation in parsed:
        if relation.name in seen:
            raise RelationError(
                f"two relations are named {relation.name!r}.", hint="give each a name of its own, or state it once."
            )
        seen.add(relation.name)
    names = {str(name) for name in known}
    for relation in parsed if names else ():
        for quantity in relation.quantities:
            if quantity not in names:
                _refuse_misspelling(relation, quantity, names)
    return parsed


def _entries(relations: RelationsLike) -> list[tuple[Any, Any, str, bool]]:
    if isinstance(relations, str):
        return [(None, relations, "", False)]
    if isinstance(relations, pd.DataFrame):
        if "relation" not in relations.columns:
            raise RelationError(
                "the table of relations has no column 'relation'.",
                hint=nearest("relation", [str(c) for c in relations.columns])
                + " Columns are name, relation, note, hard.",
            )
        table = relations.reindex(columns=["name", "relation", "note", "hard"])
        return [
            (
                None if pd.isna(name) else name,
                text,
                "" if pd.isna(note) else str(note),
                not pd.isna(hard) and bool(hard),
            )
            for name, text, note, hard in table.itertuples(index=False, name=None)
        ]
    if isinstance(relations, Mapping):
        return [(name, text, "", False) for name, text in relations.items()]
    return [(None, text, "", False) for text in relations]


def _refuse_misspelling(relation: Relation, quantity: str, known: set[str]) -> None:
    """Raise if ``quantity`` is a known one but for case, spacing, or one letter in a word of four or more."""
    words = _words(quantity)
    for name in sorted(known):
        others = _words(name)
        differing = [(a, b) for a, b in zip(words, others, strict=False) if a != b]
        slip = len(words) == len(others) and (
            not differing
            or (
                len(differing) == 1
                and min(map(len, differing[0])) >= 4
                and not any(map(str.isdigit, "".join(differing[0])))
                and one_edit(*differing[0])
            )
        )
        if slip:
            raise RelationError(
                f"relation {relation.name!r} speaks of {quantity!r}, which no claim is about: {relation.text}",
                hint=f"did you mean {name!r}?",
            )


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())


def one_edit(a: str, b: str) -> bool:
    """Whether one change, one missing or doubled character, or one swap of neighbours turns ``a`` into ``b``.

    Examples
    --------
    >>> one_edit("161", "116"), one_edit("13226", "13266"), one_edit("12", "21x")
    (True, True, False)
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    i = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[i + 1 :] == shorter[i:]


@lru_cache(maxsize=65536)
def _parse(text: str, name: str, note: str, hard: bool) -> Relation:
    reader = _Reader(text, name)
    tree = reader.tree()
    rows: list[Row] = []
    whole: str | None = None
    sides = [reader.linear(side) for side in (tree.left, *tree.comparators)]
    ops = [_COMPARISONS.get(type(op), "") for op in tree.ops]
    for k, op in enumerate(ops):
        if not op:
            reader.refuse(tree.comparators[k], "this comparison", "compare with ==, <=, >=, < or >.")
        rows.append(_row(sides[k], sides[k + 1], op))
    if not reader.quantities:
        raise reader.error(0, "a relation names at least one quantity.")
    if ops == ["=="]:
        alone = [
            q for (terms, number), q in ((s, next(iter(s[0]), "")) for s in sides) if terms == {q: 1.0} and not number
        ]
        alone = [q for q in alone if not q.startswith("\0")]
        whole = alone[0] if alone else None
    return Relation(
        name, text, note, hard, tuple(reader.quantities), (*reader.rows, *rows), tuple(reader.products),
        tuple(reader.constants), whole,
    )  # fmt: skip


def _row(left: tuple[Terms, float], right: tuple[Terms, float], op: str) -> Row:
    """``left op right`` as one row compared with zero; ``>=`` and ``>`` are turned round."""
    if op in (">=", ">"):
        left, right, op = right, left, _FLIPPED[op]
    terms = dict(left[0])
    for variable, coefficient in right[0].items():
        terms[variable] = terms.get(variable, 0.0) - coefficient
    return Row(tuple((v, c) for v, c in terms.items() if c), op, left[1] - right[1])


class _Reader:
    """One pass over one string; keeps what it meets, and where, so that an error can point at the character."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.quantities: dict[str, None] = {}
        self.rows: list[Row] = []
        self.products: list[Product] = []
        self.constants: list[tuple[str, float, str]] = []
        self._held: dict[str, str] = {}
        self._places: list[tuple[int, int]] = []

    def tree(self) -> ast.Compare:
        """The comparison as ``ast`` sees it, every name replaced so that any word may be a quantity."""
        source = self._tokens()
        try:
            body = ast.parse(source, mode="eval").body
        except SyntaxError as error:
            single = re.search(r"(?<![<>=!])=(?!=)", self.text)
            if single:
                raise self.error(single.start(), 'write == for "equals".') from None
            raise self.error(self._place((error.offset or 1) - 1), _SHAPE) from None
        if not isinstance(body, ast.Compare):
            raise self.error(0, _SHAPE)
        return body

    def _tokens(self) -> str:
        out: list[str] = []
        length = 0
        for match in _TOKEN.finditer(self.text.rstrip()):
            kind = match.lastgroup if match.lastgroup != "unit" else "number"
            token = match.group(str(kind))
            at = match.start(str(kind))
            if kind == "number" and match.group("unit"):
                unit = match.group("unit").strip("`")
                variable = f"\0{self.name}\0{token} {unit}"
                self.constants.append((variable, float(token.replace("_", "")), unit))
                new = self._hold(variable)
            elif kind in ("quoted", "name"):
                quantity = token.strip("`") if kind == "quoted" else token
                if kind == "quoted" and (len(token) < 3 or not token.endswith("`")):
                    raise self.error(at, "a name in backticks needs both of them: `troops in Kursk`.")
                self.quantities.setdefault(quantity)
                new = self._hold(quantity)
            else:
                new = _SYMBOLS.get(token, token)
            out.append(new)
            self._places.append((length, at))
            length += len(new) + 1
        return " ".join(out)

    def _hold(self, variable: str) -> str:
        key = f"v{len(self._held)}"
        self._held[key] = variable
        return key

    def _place(self, offset: int) -> int:
        """Where in the text as written the token at ``offset`` of the replaced text stands."""
        return next((at for start, at in reversed(self._places) if start <= offset), 0)

    def error(self, at: int, hint: str) -> RelationError:
        pointer = f"\n    {self.text}\n    {' ' * at}^"
        return RelationError(f"relation {self.name!r} cannot be read at character {at + 1}:{pointer}", hint=hint)

    def refuse(self, node: ast.AST, what: str, hint: str) -> NoReturn:
        raise self.error(self._place(getattr(node, "col_offset", 0)), f"{what} is not understood; {hint}")

    def linear(self, node: ast.expr) -> tuple[Terms, float]:
        """An expression as terms and a constant; products of two varying sides become auxiliary variables."""
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return {}, float(number)
            case ast.Name(id=key) if key in self._held:
                return {self._held[key]: 1.0}, 0.0
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                return _scaled(self.linear(operand), -1.0 if isinstance(sign, ast.USub) else 1.0)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as sign, right=right):
                return _added(
                    self.linear(left), _scaled(self.linear(right), -1.0 if isinstance(sign, ast.Sub) else 1.0)
                )
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self._times(self.linear(left), self.linear(right))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return self._over(self.linear(left), self.linear(right), right)
        self.refuse(node, "this", "use quantities, numbers, + - * / and brackets.")

    def _times(self, a: tuple[Terms, float], b: tuple[Terms, float]) -> tuple[Terms, float]:
        if not b[0]:
            return _scaled(a, b[1])
        if not a[0]:
            return _scaled(b, a[1])
        left, right = self._single(a), self._single(b)
        result = self._auxiliary(f"{left} * {right}")
        self.products.append(Product(result, left, right))
        return {result: 1.0}, 0.0

    def _over(self, a: tuple[Terms, float], b: tuple[Terms, float], node: ast.expr) -> tuple[Terms, float]:
        if not b[0]:
            if not b[1]:
                self.refuse(node, "division by zero", "divide by something else.")
            return _scaled(a, 1.0 / b[1])
        left, right = self._single(a), self._single(b)
        result = self._auxiliary(f"{left} / {right}")
        self.products.append(Product(left, result, right))
        return {result: 1.0}, 0.0

    def _single(self, form: tuple[Terms, float]) -> str:
        """One variable that equals the form: itself, or an auxiliary one with a row of its own."""
        terms, number = form
        if len(terms) == 1 and not number and next(iter(terms.values())) == 1.0:
            return next(iter(terms))
        variable = self._auxiliary("sum")
        self.rows.append(_row(({variable: 1.0}, 0.0), form, "=="))
        return variable

    def _auxiliary(self, what: str) -> str:
        return f"\0{self.name}\0{len(self.rows) + len(self.products)} {what.rpartition(chr(0))[2]}"


_SHAPE = "a relation reads like `killed + wounded == casualties`; names of several words stand in backticks."


def _scaled(form: tuple[Terms, float], by: float) -> tuple[Terms, float]:
    return {v: c * by for v, c in form[0].items()}, form[1] * by


def _added(a: tuple[Terms, float], b: tuple[Terms, float]) -> tuple[Terms, float]:
    terms = dict(a[0])
    for variable, coefficient in b[0].items():
        terms[variable] = terms.get(variable, 0.0) + coefficient
    return terms, a[1] + b[1]
