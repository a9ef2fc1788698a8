"""The exceptions, and the few words every message is built from.

A message says on its first line what is wrong, with the value, the claim and its source; on its second what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from math import inf
from numbers import Integral, Real
from typing import Any, get_args

LISTED = 5  # ids named in a message before "and 12 more"


class EstimatesError(ValueError):
    """Base of every error this library raises; ``claims`` holds the ids concerned.

    Examples
    --------
    >>> error = EstimatesError("low exceeds high in 1 of 3 claims: c07.", hint="read its words again.", claims=["c07"])
    >>> print(error)
    low exceeds high in 1 of 3 claims: c07.
    Hint: read its words again.
    >>> error.claims
    ('c07',)
    """

    def __init__(self, message: str, *, hint: str = "", claims: Iterable[str] = ()) -> None:
        super().__init__(f"{message}\nHint: {hint}" if hint else message)
        self.claims: tuple[str, ...] = tuple(claims)


class SchemaError(EstimatesError):
    """A table does not meet the schema of the claims table."""


class ParseError(EstimatesError):
    """Words or a file cannot be read."""


class UnitError(EstimatesError):
    """A unit is unknown, or two dimensions meet where one is needed."""


class RelationError(EstimatesError):
    """A relation is not written, or not meant, in a way that can be used."""


class InfeasibleError(EstimatesError):
    """Claims and relations cannot all hold, so there is no answer until some are rejected."""


def listed(items: Iterable[object], limit: int = LISTED) -> str:
    """Join items for a message: five, then how many more.

    Examples
    --------
    >>> listed(["c1", "c2"])
    'c1, c2'
    >>> listed([f"c{i}" for i in range(17)])
    'c0, c1, c2, c3, c4 and 12 more'
    """
    words = [str(item) for item in items]
    more = len(words) - limit
    return ", ".join(words) if more <= 0 else f"{', '.join(words[:limit])} and {more} more"


def nearest(word: object, known: Iterable[str]) -> str:
    """Suggest the nearest known word as a sentence, or list what is known.

    Examples
    --------
    >>> nearest("abuot", ["about", "nearly"])
    "did you mean 'about'?"
    >>> nearest("zzz", ["about", "nearly"])
    'known: about, nearly.'
    """
    names = [str(name) for name in known]
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(str(word).casefold(), folded, n=1)
    if close:
        return f"did you mean {folded[close[0]]!r}?"
    return f"known: {listed(names, 20)}."


def check_number(
    name: str, value: object, *, least: float = -inf, most: float = inf, open_ends: bool = False, whole: bool = False
) -> None:
    """Raise unless ``value`` is a number from ``least`` to ``most`` (between them with ``open_ends``).

    Examples
    --------
    >>> check_number("level", 0.95, least=0, most=1, open_ends=True)
    >>> check_number("max_pairs", 0, least=1, whole=True)
    Traceback (most recent call last):
    ...
    estimates.errors.EstimatesError: max_pairs=0 is out of range.
    Hint: give a whole number of at least 1.
    """
    kind = Integral if whole else Real
    known = isinstance(value, kind) and not isinstance(value, bool) and value == value
    if known and (least < value < most if open_ends else least <= value <= most):  # type: ignore[operator]
        return
    ends = [f"{'more than' if open_ends else 'at least'} {least:g}"] if least > -inf else []
    ends += [f"{'less than' if open_ends else 'at most'} {most:g}"] if most < inf else []
    number = "a whole number" if whole else "a number"
    raise EstimatesError(
        f"{name}={value!r} is {'out of range' if known else 'no ' + number.removeprefix('a ')}.",
        hint=f"give {number}{' of ' + ' and '.join(ends) if ends else ''}.",
    )


def check_choice(name: str, value: object, choices: Any) -> None:
    """Raise unless ``value`` is one of the words of a ``Literal`` (or a sequence of words).

    Examples
    --------
    >>> from typing import Literal
    >>> check_choice("method", "hul", Literal["hull", "vote"])
    Traceback (most recent call last):
    ...
    estimates.errors.EstimatesError: method='hul' is not known.
    Hint: did you mean 'hull'?
    """
    words: Sequence[str] = get_args(choices) or tuple(choices)
    if not isinstance(value, str) or value not in words:
        raise EstimatesError(f"{name}={value!r} is not known.", hint=nearest(value, words))
