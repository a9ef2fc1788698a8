"""One comparison read token by token: its sides as forms, and the rows and products that stand for the rest of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from estimates.errors import RelationError

Form = tuple[dict[str, float], float]  # terms by variable, and a number

FLIPPED = {"==": "==", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}
SYMBOLS = {"≤": "<=", "≥": ">=", "×": "*", "·": "*", "÷": "/", "−": "-"}
_SIGNS = {"-": "minus", "+": "plus"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "minus": 3, "plus": 3}
_LEAST = 1e-150  # the smallest number in a row: products of two stay within what a float can hold
TOKEN = re.compile(
    r"\s*(?:(?P<quoted>`[^`]*`?)"
    r"|(?P<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:\s*(?P<unit>[^\W\d]\w*|`[^`]+`))?"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<symbol>[≤≥×·÷−])"
    r"|(?P<other>[<>=!]=|\*\*|//|\S))",
    re.DOTALL,
)
_SHAPE = "a relation reads like `killed + wounded == casualties`; names of several words stand in backticks."
_WHITELIST = "this is not understood; use quantities, numbers, + - * / and brackets."
_ADVICE = {
    "=": 'write == for "equals".',
    "!=": "this comparison is not understood; compare with ==, <=, >=, < or >.",
    "[": "a relation over dates, total[t] == total[t-1] + new[t], is for contradictions.",
    "#": "a remark is no part of a relation; it belongs in the column 'note' of a table.",
}


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


def row_of(left: Form, right: Form, op: str) -> Row:
    """``left op right`` as one row compared with zero; ``>=`` and ``>`` are turned round."""
    if op in (">=", ">"):
        left, right, op = right, left, FLIPPED[op]
    terms = dict(left[0])
    for variable, coefficient in right[0].items():
        terms[variable] = terms.get(variable, 0.0) - coefficient
    return Row(tuple((v, c) for v, c in terms.items() if c), op, left[1] - right[1])


class Reader:
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
        for match in TOKEN.finditer(self.text.rstrip()):
            kind = str(match.lastgroup if match.lastgroup != "unit" else "number")
            token, at = match.group(kind), match.start(kind)
            op = SYMBOLS.get(token, token)
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
            elif op in FLIPPED and not wants_value:
                sides.append(self._side())
                ops.append(op)
                wants_value = True
            else:
                raise self.error(at, _ADVICE.get(op, _SHAPE if op in {*_BINDS, *FLIPPED, "(", ")"} else _WHITELIST))
        if wants_value or not ops:
            raise self.error(len(self.text.rstrip()) - 1 if ops else 0, _SHAPE)
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
        self.rows.append(row_of(({variable: 1.0}, 0.0), form, "=="))
        return variable

    def _auxiliary(self, what: str) -> str:
        return f"\0{self.name}\0{len(self.rows) + len(self.products)} {what.rpartition(chr(0))[2]}"


def _scaled(form: Form, by: float) -> Form:
    return {v: c * by for v, c in form[0].items()}, form[1] * by


def _added(a: Form, b: Form, sign: float) -> Form:
    """The sum, made in the first: each form is used once, and a long sum is to be read in one pass."""
    terms, number = a
    for variable, coefficient in b[0].items():
        terms[variable] = terms.get(variable, 0.0) + sign * coefficient
    return terms, number + sign * b[1]
