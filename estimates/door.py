"""What a public function is given, held against what it says it takes, before it begins.

``checked`` reads the annotations of a function once. A table of claims must be one that came through the door: that
costs a look at each column and at the order of the ends, not the full check that ``check_claims`` does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sized
from functools import cache, wraps
from numbers import Integral, Real
from os import PathLike
from types import FunctionType, NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, cast, get_args, get_origin

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

from estimates.errors import (
    EstimatesError,
    ParseError,
    RelationError,
    SchemaError,
    UnitError,
    check_choice,
    check_number,
    listed,
    nearest,
)
from estimates.schema import COLUMNS, DATE, FLAG, NUMBER, OFFSET, OPTIONAL, WORDS

P = ParamSpec("P")
R = TypeVar("R")

_KNOWN = {**COLUMNS, **OPTIONAL}
_ENTER = "let it in again: claims = read_claims(claims); check_claims(claims) says what is wrong with it."
_SHOWN = 80  # characters of a value in a message

#: What kind of error an argument of this name raises; `EstimatesError` else.
_ERRORS: dict[str, type[EstimatesError]] = {
    "claims": SchemaError, "known": SchemaError, "table": SchemaError, "result": SchemaError, "by": SchemaError,
    "relations": RelationError, "to": UnitError,
    "text": ParseError, "texts": ParseError, "article": ParseError, "articles": ParseError,
}  # fmt: skip
#: What has a reader of its own, which says better what is wrong.
_READ = ("within", "texts")
_OURS = ("influence", "calibration", "profiles")
_GRADES = ("reliability", "credibility")
#: What draws the ends of its claims itself.
_DRAWS = ("bound",)
#: Numbers that mean the same wherever they are asked for.
_RANGES: dict[str, dict[str, Any]] = {
    **{name: {"least": 1, "whole": True} for name in ("inflated", "cells", "depth")},
    "rtol": {"least": 0, "most": 1}, "time_limit": {"least": 0}, "width": {"least": 20, "most": 10_000, "whole": True},
    **{name: {"least": 0, "whole": True} for name in ("max_pictures", "max_size", "max_suspicions")},
    **{
        name: {"least": 1, "whole": True}
        for name in ("max_pairs", "max_conflicts", "max_rounds", "max_sets", "max_rows", "top")
    },
}  # fmt: skip
#: What an answer has, of which those after the method are numbers.
_ANSWER = ("region", "method", "low", "best", "high")


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Make a public function refuse what it does not take, with an error that names argument, value and remedy.

    Examples
    --------
    >>> @checked
    ... def first(claims: pd.DataFrame, n: int = 5) -> pd.DataFrame:
    ...     return claims.head(n)
    >>> first(pd.DataFrame({"claim_id": ["a"]}), n="2")
    Traceback (most recent call last):
    ...
    estimates.errors.EstimatesError: n='2' is not what first takes.
    Hint: give a whole number.
    """

    def door(*args: Any, **kwargs: Any) -> Any:
        given = taken(function, args, kwargs)
        try:
            return function(*given.args, **given.kwargs)
        except ours:
            raise
        except Exception as error:  # raised on as it is unless the table is at fault, which `explained` tells
            said = explained(error, given.arguments.get("claims", given.arguments.get("table")))
            if said is None:
                raise
            raise said from error

    taken, explained, ours = _taken, _explained, EstimatesError
    # The globals of the function, so that doctest takes the new one for what stands in its module.
    named = FunctionType(door.__code__, function.__globals__, function.__name__, None, door.__closure__)
    return cast("Callable[P, R]", wraps(function)(named))


def _taken(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> inspect.BoundArguments:
    """The arguments, each looked at."""
    signature, hints = _asked(function)
    given = signature.bind(*args, **kwargs)  # a TypeError of Python's own where an argument is missing or unknown
    for name, value in given.arguments.items():
        hint = hints.get(name, Any)
        if hint is Any or name in _READ or value is signature.parameters[name].default:
            continue
        _check(function.__name__, name, value, hint)
        if hint is pd.DataFrame and name in ("claims", "table"):
            given.arguments[name] = admitted(value, redrawn=function.__name__ in _DRAWS)
        elif isinstance(value, pd.DataFrame) and name == "result":
            _check_answers(value)
        elif isinstance(value, pd.DataFrame) and name in _OURS:
            _check_numbers(name, value)
        elif name == "relations" and isinstance(value, Iterable) and not isinstance(value, Sized):
            given.arguments[name] = list(value)  # it can be read only once
        elif name in _RANGES and value is not None:
            check_number(name, value, **_RANGES[name])
    return given


def _explained(error: Exception, claims: Any) -> SchemaError | None:
    """What an error of Python or pandas means, where the table is at fault; None where we are."""
    if not isinstance(claims, pd.DataFrame):
        return None
    if isinstance(error, KeyError):
        name = next((name for name in COLUMNS if name not in claims and f"'{name}'" in str(error)), None)
        return None if name is None else _not_ours(f"it has no column {name!r}", _ENTER)
    ids = claims["claim_id"] if "claim_id" in claims else pd.Series(dtype=object)
    if ids.hasnans or not ids.is_unique:
        return _not_ours("claim_id is missing" if ids.hasnans else "claim_id stands twice", _ENTER)
    return None


@cache
def _asked(function: Callable[..., Any]) -> tuple[inspect.Signature, dict[str, Any]]:
    """The signature of a function, and what each argument may be; an optional library that is not there allows all."""
    signature = inspect.signature(function)
    hints = {}
    for name, parameter in signature.parameters.items():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if "ArrayLike" in parameter.annotation:  # numpy says itself what it cannot read
            continue
        try:
            hint = eval(parameter.annotation, function.__globals__)  # our own annotation, as typing does
        except NameError:
            hint = Any
        hints[name] = hint
    return signature, hints


def _check(function: str, name: str, value: Any, hint: Any) -> None:
    if fits(value, hint):
        return
    words = [word for part in _parts(hint) if get_origin(part) is Literal for word in get_args(part)]
    if words and isinstance(value, str):
        check_choice(name, value, words)
    if hint is pd.DataFrame and name == "claims":
        admitted(value)
    kind = _ERRORS.get(name, EstimatesError)
    raise kind(f"{name}={_shown(value)} is not what {function} takes.", hint=f"give {_described(hint)}.")


def _shown(value: Any) -> str:
    if isinstance(value, pd.DataFrame | pd.Series | np.ndarray):
        return f"a {type(value).__name__}"
    try:
        words = repr(value)
    except ValueError:  # a whole number of more digits than Python prints
        words = f"a {type(value).__name__}"
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


# ---------------------------------------------------------------------------------------------------------------------
# Values against annotations


def _parts(hint: Any) -> tuple[Any, ...]:
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
    origin = _origin(hint)
    if hint is Any:
        return True
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in get_args(hint))
    if origin is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if origin is not None:
        return _fits_inside(value, origin, get_args(hint))
    if hint in _KINDS:
        return _KINDS[hint](value)
    return not isinstance(hint, type) or isinstance(value, hint)


def _fits_inside(value: Any, origin: Any, inside: tuple[Any, ...]) -> bool:
    if origin is tuple or origin is np.ndarray:
        return isinstance(value, origin)
    if not isinstance(value, origin) or (isinstance(value, str | bytes) and origin is not Callable):
        return False
    if issubclass(origin, Mapping):
        return all(fits(key, inside[0]) and fits(cell, inside[1]) for key, cell in value.items())
    looked_into = isinstance(value, Collection) and origin is not Callable and not isinstance(value, pd.DataFrame)
    return not looked_into or all(fits(item, inside[0]) for item in value)


def _is_number(value: Any) -> bool:
    if not isinstance(value, Real) or isinstance(value, bool | np.bool_):
        return False
    try:
        return float(value) == value or not isinstance(value, float)
    except OverflowError:
        return False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and (value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value))


_KINDS: dict[Any, Callable[[Any], bool]] = {
    NoneType: lambda value: value is None,
    None: lambda value: value is None,
    bool: lambda value: isinstance(value, bool | np.bool_),
    int: lambda value: isinstance(value, Integral) and not isinstance(value, bool | np.bool_),
    float: _is_number,
    str: _is_text,
    Callable: callable,
}

_NAMES: dict[Any, str] = {
    NoneType: "None", None: "None", bool: "True or False", int: "a whole number", float: "a number", str: "a text",
    pd.DataFrame: "a DataFrame", pd.Timedelta: "a Timedelta", Callable: "a function",
}  # fmt: skip


def _described(hint: Any) -> str:
    """An annotation in words."""
    parts = [part for part in _parts(hint) if part is not Any]
    if len(parts) > 1:
        words = list(dict.fromkeys(_described(part) for part in parts))
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
        return f"a list, each item {_described(inside[0])}" if inside[0] is not Any else "a list"
    if isinstance(hint, type) and issubclass(hint, PathLike):
        return "a path"
    return f"a {getattr(hint, '__name__', hint)}"


def _bare(hint: Any) -> str:
    return "anything" if hint is Any else _described(hint)


# ---------------------------------------------------------------------------------------------------------------------
# Tables


def admitted(claims: pd.DataFrame, *, redrawn: bool = False) -> pd.DataFrame:
    """Give a table of claims back if it can have come through the door, its index without names that are columns too.

    Parameters
    ----------
    claims
        A table that somebody gives to a public function.
    redrawn
        Whether ends that ``bound`` drew will be drawn anew, so that a value may have been changed since.

    Raises
    ------
    SchemaError
        If columns stand twice or have no name, if one of ours is of another kind, or if ends are swapped.

    Examples
    --------
    >>> admitted(pd.DataFrame({"source": pd.Categorical([3])}))
    Traceback (most recent call last):
    ...
    estimates.errors.SchemaError: this table did not come through check_claims: source is of the kind category.
    Hint: let it in again: claims = read_claims(claims); check_claims(claims) says what is wrong with it.
    """
    if not isinstance(claims, pd.DataFrame):
        raise SchemaError(f"{_shown(claims)} is no table of claims.", hint="read_claims makes one.")
    names = claims.columns
    if isinstance(names, pd.MultiIndex) or not names.is_unique:
        twice = names[names.duplicated()].map(str)
        what = f"columns stand twice: {listed(twice)}" if len(twice) else "its columns have several levels"
        raise _not_ours(what, "give every column one name of its own, then claims = read_claims(claims).")
    odd, bare = [], {}
    for name, dtype in zip(names, claims.dtypes.tolist(), strict=True):
        if name not in _KNOWN or dtype is _KNOWN[name] or _is_ours(claims[name], _KNOWN[name]):
            continue
        cells, kind = claims[name], _KNOWN[name]
        if dtype in (NUMBER, np.dtype(object)) and kind != FLAG and cells.isna().all():
            bare[name] = cells.astype(object).astype(kind)
        elif kind == FLAG and (dtype == "boolean" or _are_flags(cells)):
            bare[name] = cells.eq(other=True).fillna(value=False).astype(FLAG)
        elif kind == WORDS and _are_words(cells):
            bare[name] = cells.astype(WORDS)
        else:
            _refuse_words(claims, name)
            odd.append(f"{name} is of the kind {dtype}")
    if odd:
        raise _not_ours(listed(odd), _ENTER)
    if bare:
        claims = claims.assign(**bare)
    _check_ends(claims, redrawn)
    if {*claims.index.names} & {*names}:
        claims = claims.rename_axis(index=[None] * claims.index.nlevels)
    return claims


def _refuse_words(claims: pd.DataFrame, name: str) -> None:
    """Raise if a column holds words that its vocabulary has not."""
    kind, cells = _KNOWN[name], claims[name]
    if not isinstance(kind, pd.CategoricalDtype) or not cells.map(lambda cell: isinstance(cell, str)).any():
        return
    strange = cells.notna() & ~cells.isin(kind.categories)
    word = cells[strange].iloc[0]
    ids = claims.get("claim_id", pd.Series(claims.index, index=claims.index))[strange]
    raise SchemaError(
        f"{name}={word!r} is not known in {len(ids)} of {len(claims)} claims: {listed(ids)}.",
        hint=nearest(word, kind.categories),
        claims=map(str, ids),
    )


def _check_answers(result: pd.DataFrame) -> None:
    """Raise unless a table can be what ``reconcile`` gave."""
    missing = [name for name in _ANSWER if name not in result]
    if missing:
        raise SchemaError(
            f"the result has no column {missing[0]!r}.", hint="give what reconcile(claims, ...) returned, whole."
        )
    _check_numbers("result", result)


def _check_numbers(name: str, table: pd.DataFrame) -> None:
    """Raise unless the ends of a table of ours are numbers."""
    for end in _ANSWER[2:]:
        if end in table and table.columns.is_unique and len(table) and table[end].dtype.kind not in "iuf":
            raise SchemaError(f"the {name} holds no numbers in {end!r}.", hint="give it as our function returned it.")


def _not_ours(what: str, hint: str) -> SchemaError:
    return SchemaError(f"this table did not come through check_claims: {what}.", hint=hint)


def _are_flags(cells: pd.Series) -> bool:
    """Whether these are yes and no and nothing else, as where tables with and without the column were put together."""
    return is_object_dtype(cells.dtype) and all(isinstance(cell, bool | np.bool_) for cell in cells.dropna())


def _are_words(cells: pd.Series) -> bool:
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return all(map(_is_text, cells.cat.categories))
    return is_object_dtype(cells.dtype) and all(map(_is_text, cells.dropna()))


def _is_ours(cells: pd.Series, kind: Any) -> bool:
    """Whether a column is of the kind that ours has, or can be used as if it were."""
    dtype = cells.dtype
    if dtype == kind:
        return True
    if isinstance(dtype, np.dtype) and kind in (NUMBER, OFFSET) and dtype.kind in "iuf":
        return True
    if kind == OFFSET and pd.api.types.is_integer_dtype(dtype):
        return True
    if kind == DATE and isinstance(dtype, np.dtype) and dtype.kind == "M":
        return True
    vocabulary = isinstance(kind, pd.CategoricalDtype)
    worded = isinstance(dtype, pd.StringDtype)
    if cells.name in _GRADES or (kind == WORDS and isinstance(dtype, pd.CategoricalDtype) and dtype.ordered):
        return True
    if vocabulary and (worded or is_object_dtype(dtype) or isinstance(dtype, pd.CategoricalDtype)):
        return bool(cells.dropna().isin(kind.categories).all())
    return worded and kind == WORDS


def _check_ends(claims: pd.DataFrame, redrawn: bool) -> None:
    if not {"low", "high"} <= {*claims.columns}:
        return
    low, high = (claims[end].to_numpy(dtype=float) for end in ("low", "high"))
    value = claims["value"].to_numpy(dtype=float) if "value" in claims else np.full(len(claims), np.nan)
    astray = outside(low, value) | outside(value, high)
    for rows, what in (
        (low > high, "low exceeds high"),
        (np.isinf(low) & (low == high), "both ends are the same infinity"),
        (np.isinf(value), "value is infinite"),
    ):
        if rows.any():
            _refuse_rows(claims[rows], len(claims), what)
    if astray.any():
        drawn = _drawn(claims)
        if (astray & ~drawn).any():
            _refuse_rows(claims[astray & ~drawn], len(claims), "value lies outside low and high")
        if not redrawn:
            hint = "its value was changed after bound had drawn its ends: claims = bound(claims)."
            _refuse_rows(claims[astray], len(claims), "value lies outside low and high", hint)


def _drawn(claims: pd.DataFrame) -> Any:
    """Whose ends were drawn by ``bound`` and are no one's words."""
    if "basis" not in claims:
        return np.zeros(len(claims), dtype=bool)
    basis = claims["basis"].astype(object)
    return (basis.notna() & (basis != "stated")).to_numpy(dtype=bool)


def outside(lower: Any, upper: Any) -> Any:
    """Where one number exceeds another by more than rounding."""
    with np.errstate(over="ignore", invalid="ignore"):  # beyond the greatest number nothing is exceeded
        return lower > upper + 1e-9 * np.where(np.isfinite(upper), np.abs(upper), 0.0)


def _refuse_rows(
    rows: pd.DataFrame, n: int, what: str, hint: str = "read the text of these claims again; the ends may be swapped."
) -> None:
    ids = rows.get("claim_id", rows.index)
    numbers = [name for name in ("low", "value", "high") if name in rows and rows[name].notna().any()]
    sources = rows["source"] if "source" in rows else [np.nan] * len(rows)
    shown = [
        f"{i} ({', '.join(f'{k}={x}' for k, x in zip(numbers, row, strict=True))}"
        + (f"; {source})" if isinstance(source, str) else ")")
        for i, source, *row in zip(ids, sources, *(rows[name] for name in numbers), strict=True)
    ]
    raise SchemaError(
        f"{what} in {len(rows)} of {n} claims: {listed(shown)}.",
        hint=hint,
        claims=map(str, ids),
    )
