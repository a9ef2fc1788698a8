"""Values held against annotations: whether one fits, and both in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from numbers import Integral, Real
from os import PathLike
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import numpy as np
import pandas as pd

from estimates.errors import listed

_SHOWN = 80  # characters of a value in a message
_SURROGATE = re.compile("[\ud800-\udfff]")


def shown(value: Any) -> str:
    if isinstance(value, pd.DataFrame | pd.Series | np.ndarray):
        return f"a {type(value).__name__}"
    try:
        words = repr(value)
    except ValueError:  # a whole number of more digits than Python prints
        words = f"a {type(value).__name__}"
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


def parts_of(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _origin(hint: Any) -> Any:
    """What an annotation is one of; since numpy 2.5 an array is named by an alias, which is looked through."""
    origin = get_origin(hint)
    return get_origin(origin.__value__) if hasattr(origin, "__value__") else origin


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of the kind that an annotation names; what is inside of lists and mappings too.

    A number is no bool, no NaN and finite in a float; a text is one that can be written. What can be read only once,
    a generator, is not looked into.

    Examples
    --------
    >>> fits(3, float), fits(True, int), fits("x", list[str]), fits(["x"], list[str]), fits(None, int | None)
    (True, False, False, True, True)
    """
    if hint in _KINDS:
        return _KINDS[hint](value)
    if hint is Any:
        return True
    origin = _origin(hint)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in get_args(hint))
    if origin is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if origin is not None:
        return _fits_inside(value, origin, get_args(hint))
    return not isinstance(hint, type) or isinstance(value, hint)


def _fits_inside(value: Any, origin: Any, inside: tuple[Any, ...]) -> bool:
    if origin is tuple or origin is np.ndarray:
        return isinstance(value, origin)
    if not isinstance(value, origin) or (isinstance(value, str | bytes) and origin is not Callable):
        return False
    if issubclass(origin, Mapping):
        return all(fits(key, inside[0]) and fits(cell, inside[1]) for key, cell in value.items())
    looked_into = isinstance(value, Collection) and origin is not Callable and not isinstance(value, pd.DataFrame)
    if looked_into and inside[0] is str:  # thousands of texts: they are looked at as one
        return are_texts(value)
    if looked_into and inside[0] in _KINDS:
        return all(map(_KINDS[inside[0]], value))
    return not looked_into or all(fits(item, inside[0]) for item in value)


def _is_number(value: Any) -> bool:
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_):
        return False
    try:
        return float(value) == value or not isinstance(value, float)
    except OverflowError:
        return False


def is_text(value: Any) -> bool:
    return isinstance(value, str) and (value.isascii() or _SURROGATE.search(value) is None)


def are_texts(values: Iterable[Any]) -> bool:
    """Whether all of some values are texts that can be written.

    Examples
    --------
    >>> are_texts(["40", "nine"]), are_texts(["40", 9])
    (True, False)
    """
    try:
        return is_text("".join(values))
    except TypeError:
        return False


_KINDS: dict[Any, Callable[[Any], bool]] = {
    NoneType: lambda value: value is None,
    None: lambda value: value is None,
    bool: lambda value: isinstance(value, bool | np.bool_),
    int: lambda value: isinstance(value, Integral) and not isinstance(value, bool | np.bool_),
    float: _is_number,
    str: is_text,
    Callable: callable,
}

_NAMES: dict[Any, str] = {
    NoneType: "None", None: "None", bool: "True or False", int: "a whole number", float: "a number", str: "a text",
    pd.DataFrame: "a DataFrame", pd.Timedelta: "a Timedelta", Callable: "a function",
}  # fmt: skip


def described(hint: Any) -> str:
    """An annotation in words."""
    parts = [part for part in parts_of(hint) if part is not Any]
    if len(parts) > 1:
        words = list(dict.fromkeys(described(part) for part in parts))
        return ", ".join(words[:-1]) + f" or {words[-1]}" if len(words) > 1 else words[0]
    origin, inside = _origin(hint), get_args(hint)
    if hint in _NAMES:
        return _NAMES[hint]
    if origin is Literal:
        return "one of " + listed(map(repr, inside), 20)
    if origin is Callable:
        return "a function"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"a mapping of {_bare(inside[0])} to {_bare(inside[1])}"
    if isinstance(origin, type) and issubclass(origin, Iterable):
        return f"a list, each item {described(inside[0])}" if inside[0] is not Any else "a list"
    if isinstance(hint, type) and issubclass(hint, PathLike):
        return "a path"
    return f"a {getattr(hint, '__name__', hint)}"


def _bare(hint: Any) -> str:
    return "anything" if hint is Any else described(hint)
