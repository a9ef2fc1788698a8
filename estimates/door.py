"""What a public function is given, held against what it says it takes, before it begins.

``checked`` reads the annotations of a function once. A table of claims must be one that came through the door.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from functools import cache, wraps
from types import FunctionType
from typing import Any, Literal, NamedTuple, ParamSpec, TypeVar, cast, get_args, get_origin

import pandas as pd

from estimates.admission import ENTER, admitted, check_answers, check_ids, check_numbers, not_ours
from estimates.annotations import described, fits, parts_of, shown
from estimates.errors import (
    EstimatesError,
    ParseError,
    RelationError,
    SchemaError,
    UnitError,
    check_choice,
    check_number,
)
from estimates.schema import COLUMNS

P = ParamSpec("P")
R = TypeVar("R")


#: What kind of error an argument of this name raises; `EstimatesError` else.
_ERRORS: dict[str, type[EstimatesError]] = {
    "claims": SchemaError, "known": SchemaError, "table": SchemaError, "result": SchemaError, "by": SchemaError,
    "relations": RelationError, "to": UnitError,
    "text": ParseError, "texts": ParseError, "article": ParseError, "articles": ParseError,
}  # fmt: skip
#: What has a reader of its own, which says better what is wrong.
_READ = ("within", "texts")
_OURS = ("influence", "calibration", "profiles")
#: What draws the ends of its claims itself.
_DRAWS = ("bound",)
#: Numbers that mean the same wherever they are asked for.
_RANGES: dict[str, dict[str, Any]] = {
    **{name: {"least": 1, "whole": True} for name in ("inflated", "cells", "depth")},
    "rtol": {"least": 0, "most": 1}, "width": {"least": 20, "most": 10_000, "whole": True},
    **{name: {"least": 0, "whole": True} for name in ("max_pictures", "max_size", "max_steps", "max_suspicions")},
    **{
        name: {"least": 1, "whole": True}
        for name in ("max_pairs", "max_conflicts", "max_rounds", "max_sets", "max_rows", "top")
    },
}  # fmt: skip


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
            return called(**given)
        except ours:
            raise
        except Exception as error:  # raised on as it is unless the table is at fault, which `explained` tells
            said = explained(error, given.get("claims", given.get("table")))
            if said is None:
                raise
            raise said from error

    taken, explained, ours, called = _taken, _explained, EstimatesError, cast("Callable[..., Any]", function)
    # The globals of the function, so that doctest takes the new one for what stands in its module.
    named = FunctionType(door.__code__, function.__globals__, function.__name__, None, door.__closure__)
    return cast("Callable[P, R]", wraps(function)(named))


def _taken(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments by name, each looked at."""
    takes = _asked(function)
    given = dict(zip(takes.places, args, strict=False)) | kwargs
    alone = len(given) == len(args) + len(kwargs) and takes.needed <= given.keys()
    if not alone or not (takes.others or given.keys() <= takes.parameters.keys()):
        takes.signature.bind(*args, **kwargs)  # a TypeError of Python's own: one is missing, unknown or given twice
    for name, value in given.items():
        hint = takes.hints.get(name, Any)
        if hint is Any or name in _READ or value is takes.parameters[name].default:
            continue
        _check(function.__name__, name, value, hint)
        if hint is pd.DataFrame and name in ("claims", "table"):
            given[name] = admitted(value, redrawn=function.__name__ in _DRAWS)
        elif isinstance(value, pd.DataFrame) and name == "result":
            check_answers(value, given.get("claims"))
        elif isinstance(value, pd.DataFrame) and name in _OURS:
            check_numbers(name, value)
        elif name == "relations" and isinstance(value, Iterable) and not isinstance(value, Sized):
            given[name] = list(value)  # it can be read only once
        elif name in _RANGES and value is not None:
            check_number(name, value, **_RANGES[name])
    return given


def _explained(error: Exception, claims: Any) -> SchemaError | None:
    """What an error of Python or pandas means, where the table is at fault; None where we are."""
    if not isinstance(claims, pd.DataFrame):
        return None
    if isinstance(error, KeyError):
        name = next((name for name in COLUMNS if name not in claims and f"'{name}'" in str(error)), None)
        return None if name is None else not_ours(f"it has no column {name!r}", ENTER)
    if "claim_id" not in claims:
        return None
    try:
        check_ids(claims)
    except SchemaError as found:
        return found
    return None


class _Takes(NamedTuple):
    """What a function takes: its arguments, in which places, which it needs, whether others too, what each may be."""

    signature: inspect.Signature
    parameters: Mapping[str, inspect.Parameter]
    places: Sequence[str]
    needed: frozenset[str]
    others: bool
    hints: Mapping[str, Any]


@cache
def _asked(function: Callable[..., Any]) -> _Takes:
    """What a function takes; an optional library that is not there allows all."""
    signature = inspect.signature(function)
    parameters, hints = signature.parameters, {}
    for name, parameter in parameters.items():
        if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
            continue
        if "ArrayLike" in parameter.annotation:  # numpy says itself what it cannot read
            continue
        try:
            hint = eval(parameter.annotation, function.__globals__)  # our own annotation, as typing does
        except NameError:
            hint = Any
        hints[name] = hint
    places = [name for name, one in parameters.items() if one.kind is one.POSITIONAL_OR_KEYWORD]
    others = any(one.kind is one.VAR_KEYWORD for one in parameters.values())
    asked = [name for name, one in parameters.items() if one.kind is not one.VAR_KEYWORD]
    needed = frozenset(name for name in asked if parameters[name].default is inspect.Parameter.empty)
    return _Takes(signature, parameters, places, needed, others, hints)


def _check(function: str, name: str, value: Any, hint: Any) -> None:
    if fits(value, hint):
        return
    words = [word for part in parts_of(hint) if get_origin(part) is Literal for word in get_args(part)]
    if words and isinstance(value, str):
        check_choice(name, value, words)
    if hint is pd.DataFrame and name == "claims":
        admitted(value)
    kind = _ERRORS.get(name, EstimatesError)
    raise kind(f"{name}={shown(value)} is not what {function} takes.", hint=f"give {described(hint)}.")
