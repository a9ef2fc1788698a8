"""Units as pint reads them: their dimension, and the factor between two.

The only module that imports pint. Its registry is private, built on first use from pint's own definitions and
``units.txt`` beside this file; pint's application registry is left alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from tokenize import TokenError
from typing import Any, NamedTuple

import numpy as np
import pint

from estimates.errors import UnitError

#: Spellings that are no names to pint.
_SPELLINGS = {
    "%": "percent", "per cent": "percent", "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY",
    "sq km": "kilometer**2", "sq mi": "mile**2", "sq m": "meter**2", "sq ft": "foot**2", "km2": "kilometer**2",
    "m2": "meter**2",
}  # fmt: skip
# Letters, and digits only as an exponent: "11k" and "10,000-12,000" are figures that slipped into the unit column.
_UNIT = re.compile(r"(?:[^\W\d]|[ /*().·°µ²³^]|(?<=\*\*)-?\d|(?<=\*\* )-?\d|(?<=\^)-?\d)+")
_TOWER = re.compile(r"(\*\*|\^)\s*-?\d+\s*(\*\*|\^)")  # a power of a power, which no unit is
_LONGEST = 80  # letters of a unit
#: What pint raises for words that are no unit, "." and "/" among them.
_PINT_GIVES_UP = (
    pint.PintError, ArithmeticError, AssertionError, AttributeError, SyntaxError, TokenError, TypeError, ValueError,
)  # fmt: skip


class Unit(NamedTuple):
    """A unit as pint reads it."""

    factor: float  #: how many base units one of it is; NaN where it starts from an offset
    base: tuple[tuple[str, float], ...]  #: base units and their exponents, sorted
    dimension: str  #: "[length]"


@cache
def _registry() -> Any:
    registry: Any = pint.UnitRegistry(None, on_redefinition="ignore")
    registry.load_definitions(str(files("pint").joinpath("default_en.txt")))
    registry.load_definitions(files("estimates").joinpath("units.txt").read_text(encoding="utf-8").splitlines())
    registry._build_cache()  # a plain UnitRegistry() would keep what it cached of the units that we define anew
    return registry


@cache
def _bases() -> dict[str, str]:
    """The units of ``units.txt`` with a dimension of their own: it is told without pint, which takes long to load."""
    text = files("estimates").joinpath("units.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+) = (\[\1\])", text, flags=re.MULTILINE))


@cache
def currencies() -> frozenset[str]:
    """Give the currency codes of ``units.txt``; each is a dimension of its own.

    Examples
    --------
    >>> "EUR" in currencies()
    True
    """
    return frozenset(unit for unit in _bases() if unit.isupper())


@cache
def read_unit(unit: str) -> Unit:
    """Read a unit's name.

    Raises
    ------
    UnitError
        If pint does not know it.

    Examples
    --------
    >>> read_unit("km")
    Unit(factor=1000.0, base=(('meter', 1),), dimension='[length]')
    >>> read_unit("soldiers").dimension
    '[person]'
    >>> read_unit("11k")
    Traceback (most recent call last):
    ...
    estimates.errors.UnitError: unit '11k' is not known.
    Hint: the figure may have slipped into the unit column; a unit is a word such as 'person', 'mile' or 'USD'.
    """
    if not isinstance(unit, str):
        raise UnitError(f"unit {unit!r} is no word.", hint="a unit is a word such as 'person', 'mile' or 'USD'.")
    written = _SPELLINGS.get(unit.strip(), unit.strip())
    try:
        if len(written) > _LONGEST or not _UNIT.fullmatch(written) or _TOWER.search(written):
            raise ValueError(written)
        parsed = _registry().parse_units(written)
        dimension = str(_registry().get_dimensionality(parsed))
        if not (1.0 * parsed)._is_multiplicative:
            return Unit(float("nan"), (), dimension)
        factor, base = _registry().get_base_units(parsed)
    except _PINT_GIVES_UP as error:
        raise UnitError(f"unit {unit!r} is not known.", hint=_advice(unit)) from error
    return Unit(float(factor), tuple(sorted((name, exponent) for name, exponent in base._units.items())), dimension)


def _advice(unit: str) -> str:
    usual = "a unit is a word such as 'person', 'mile' or 'USD'."
    if len(unit) > _LONGEST:
        return usual
    if re.search(r"\d", unit):
        return f"the figure may have slipped into the unit column; {usual}"
    close = difflib.get_close_matches(unit, [name for name in _registry()._units if len(name) > 3], n=1, cutoff=0.75)
    return f"did you mean {close[0]!r}? {usual[0].upper()}{usual[1:]}" if close else usual


@cache
def is_known(unit: str) -> bool:
    """Tell whether a unit can be read.

    Examples
    --------
    >>> is_known("mile"), is_known("degC"), is_known("11k")
    (True, True, False)
    """
    try:
        read_unit(unit)
    except UnitError:
        return False
    return True


@cache
def never_negative(unit: str) -> bool:
    """Tell whether what a unit measures has a floor of 0: counts, lengths, durations, but no money or temperature.

    A bare number ("") is taken for a count.

    Examples
    --------
    >>> [never_negative(unit) for unit in ("", "person", "mile", "USD", "percent", "degC")]
    [True, True, True, False, False, False]
    """
    if not unit or not is_known(unit):
        return not unit
    names = {name for name, _ in read_unit(unit).base}
    return bool(names) and not names & (currencies() | {"percent", "percentage_point", "kelvin"})


def factor(unit: str, to: str, rates: Mapping[str, float] | None = None) -> float:
    """Give the number that turns a figure in ``unit`` into one in ``to``.

    Parameters
    ----------
    rates : mapping, optional
        What one of each currency is worth in a common currency; needed where the currencies differ.

    Raises
    ------
    UnitError
        If a unit is unknown, starts from an offset, or if the dimensions differ.

    Examples
    --------
    >>> round(factor("mile", "km"), 6)
    1.609344
    >>> factor("EUR", "USD", rates={"EUR": 1.1, "USD": 1.0})
    1.1
    """
    one, other = read_unit(unit), read_unit(to)
    for name, read in ((unit, one), (to, other)):
        if np.isnan(read.factor) and unit != to:
            raise UnitError(
                f"unit {name!r} starts from an offset, so no factor converts it.",
                hint="convert such figures before they become claims, or state differences ('delta_degree_Celsius').",
            )
    if unit == to:
        return 1.0
    if one.base == other.base:
        return one.factor / other.factor
    here, there = (_without_money(read.base) for read in (one, other))
    if here != there:
        raise UnitError(
            f"cannot convert {unit!r} ({one.dimension}) to {to!r} ({other.dimension}).",
            hint="the claim may be filed under the wrong quantity.",
        )
    worth = [_worth(read.base, rates) for read in (one, other)]
    return one.factor / other.factor * worth[0] / worth[1]


def _without_money(base: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(("money" if name in currencies() else name, exponent) for name, exponent in base))


def _worth(base: tuple[tuple[str, float], ...], rates: Mapping[str, float] | None) -> float:
    worth = 1.0
    for name, exponent in base:
        if name in currencies():
            if name not in (rates or {}):
                raise UnitError(
                    f"no rate for {name!r}.",
                    hint=f"give what one of each currency is worth in one of them: rates={{{name!r}: 1.0, ...}}.",
                )
            worth *= float((rates or {})[name]) ** exponent
    return worth


@cache
def same_unit(one: str, other: str) -> bool:
    """Tell whether two known names are of one unit.

    Examples
    --------
    >>> same_unit("km", "kilometre"), same_unit("degC", "degree_Celsius"), same_unit("degC", "degF")
    (True, True, False)
    """
    read, beside = read_unit(one), read_unit(other)
    if np.isnan(read.factor) or np.isnan(beside.factor):
        names = [_registry().parse_units(_SPELLINGS.get(unit.strip(), unit.strip())) for unit in (one, other)]
        return bool(names[0] == names[1])
    return read.base == beside.base and bool(np.isclose(read.factor, beside.factor, rtol=1e-9, atol=0))


def same_kind(unit: str, to: str, rates: Mapping[str, float] | None = None) -> bool:
    """Tell whether two units measure the same dimension (with ``rates``, all currencies count as one).

    Examples
    --------
    >>> same_kind("mile", "km"), same_kind("mile", "person")
    (True, False)
    """
    one, other = read_unit(unit), read_unit(to)
    if rates:
        return _without_money(one.base) == _without_money(other.base)
    offset = np.isnan(one.factor) or np.isnan(other.factor)
    return one.dimension == other.dimension and bool(offset or one.base == other.base)


@cache
def dimension_of(unit: str) -> str:
    """Name a unit's dimension; "" for a bare number.

    Examples
    --------
    >>> dimension_of("mile"), dimension_of("soldier"), dimension_of("")
    ('[length]', '[person]', '')
    """
    return _bases().get(unit) or read_unit(unit).dimension if unit else ""


@lru_cache(maxsize=1024)
def is_count(unit: str) -> bool:
    """Tell whether a unit is of what is counted one by one."""
    return unit.partition("/")[0] in ("count", "person")


def is_money(unit: str | None) -> bool:
    """Tell whether a unit is money, or money for each of something: "USD", "EUR/day"."""
    return unit is not None and unit.partition("/")[0] in currencies()


def kind_of_unit(unit: str | None) -> str:
    """Name the dimension of a unit; that of a share has a name too, and nothing has none."""
    return (dimension_of(unit) or "share") if unit else ""


def of_one_dimension(one: str | None, other: str | None) -> bool:
    """Tell whether two units, or none, are of one dimension; pint is asked only where their names differ.

    Examples
    --------
    >>> of_one_dimension("mile", "km"), of_one_dimension("mile", None), of_one_dimension(None, None)
    (True, False, True)
    """
    return one == other or kind_of_unit(one) == kind_of_unit(other)
