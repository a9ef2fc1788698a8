"""What we allow for a hedge: assumptions, kept apart from what the source said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from numbers import Real
from typing import Any

from estimates.errors import EstimatesError, check_choice, check_number

_WIDEST = 1e6  # no share of a figure is wider


@dataclass(frozen=True, kw_only=True)
class HedgePolicy:
    """Widths of the two bands that ``bound`` draws around a hedged figure, as shares of its size.

    Two claims agree if their likely bands meet and contradict if their outer bands are disjoint. The defaults follow
    Ferson et al. (2015), "Natural language of uncertainty", and annotators' judgements of near misses in the news:
    a bare 103 against 100 is a contradiction, "some 1,900" against 1,917 is none.

    Parameters
    ----------
    rounding : float
        Most that a bare round number ("11,000") may be off on either side; half its last stated place if that is less.
    about_likely, about_outer : float
        Half-widths for "about", "around", "roughly", "some".
    about_places : float
        Most that "about" may reach, in steps of the last stated place: "about 1,456,610" was counted in tens and is
        taken as ±500, not as ±15 %.
    nearly_likely, nearly_outer : float
        How far below the number "nearly", "almost", "just under" may reach.
    more_than_likely, at_least_likely : float
        How far above the number the likely band of "over", "at least" reaches; the outer band is unbounded.
    less_than_likely : float
        How far below the number the likely band of "under", "at most", "up to" reaches; the outer band ends at 0 for
        what cannot be negative, else it is unbounded.

    Raises
    ------
    EstimatesError
        If a share is negative or not a number, or if a likely band would be wider than its outer band.

    Examples
    --------
    >>> HedgePolicy(about_outer=0.30).about_outer
    0.3
    >>> HedgePolicy(about_likely=0.30)
    Traceback (most recent call last):
    ...
    estimates.errors.EstimatesError: about_likely=0.3 exceeds about_outer=0.15.
    Hint: the likely band lies inside the outer one.
    """

    rounding: float = 0.025
    about_likely: float = 0.05
    about_outer: float = 0.15
    about_places: float = 50.0
    nearly_likely: float = 0.05
    nearly_outer: float = 0.15
    more_than_likely: float = 0.50
    at_least_likely: float = 0.25
    less_than_likely: float = 0.50

    def __post_init__(self) -> None:
        for field in fields(self):
            check_number(field.name, getattr(self, field.name), least=0, most=_WIDEST)
        for name in ("nearly_outer", "less_than_likely"):
            if getattr(self, name) > 1:
                raise EstimatesError(f"{name}={getattr(self, name)!r} reaches below zero.", hint="give at most 1.")
        for hedge in ("about", "nearly"):
            likely, outer = getattr(self, f"{hedge}_likely"), getattr(self, f"{hedge}_outer")
            if likely > outer:
                raise EstimatesError(
                    f"{hedge}_likely={likely!r} exceeds {hedge}_outer={outer!r}.",
                    hint="the likely band lies inside the outer one.",
                )


@dataclass(frozen=True)
class Convention:
    """What vague words are worth: a codebook's choice, never a fact of the language.

    Parameters
    ----------
    name : str
        Its name, which ``basis`` carries.
    words : mapping of str to (float, float)
        From a word to the least it is read as and the number it stays under (equal for a codebook that gives one
        number). ``"several"``, ``"a few"``, ``"few"``, ``"couple"`` and ``"handful"`` multiply the scale after them
        ("several hundred"); ``"plural"`` multiplies the unit of any bare plural ("hundreds"); a plural by name
        (``"dozens"``) is the number itself.

    Examples
    --------
    >>> CONVENTIONS["plain"].plural("hundreds", 100)
    (100.0, 1000.0)
    >>> CONVENTIONS["ccc"].plural("hundreds", 100)
    (200.0, 200.0)
    """

    name: str
    words: Mapping[str, tuple[float, float]]

    def times(self, word: str) -> tuple[float, float]:
        """Give the ends of a vague count such as ``"several"``."""
        return self.words[word]

    def plural(self, word: str, unit: float) -> tuple[float, float]:
        """Give the ends of a bare plural, ``unit`` being what it counts in."""
        own = self.words.get(word)
        if own is not None:
            return own
        low, high = self.words["plural"]
        return low * unit, high * unit


_PLAIN = {
    "plural": (1.0, 10.0),
    "several": (3.0, 10.0),
    "a few": (2.0, 10.0),
    "few": (2.0, 10.0),
    "couple": (2.0, 4.0),
    "handful": (2.0, 10.0),
}

#: The conventions known by name.
#:
#: ``plain`` : what the words permit. A bare plural is one to under ten of its unit (hundreds: 100 to under 1,000),
#: several is 3 to under 10, a few and a handful 2 to under 10, a couple 2 to under 4.
#:
#: ``ccc`` : the coding rules of the Crowd Counting Consortium (Chenoweth, Pressman et al., 2017 on): a plural is two of
#: its unit (hundreds 200, tens of thousands 20,000, dozens 24, scores 40), a handful 5,
#: several and a few 3, a couple 2; "few dozen" without the article is read as the plural, 2.
#:
#: ``acled`` : the most conservative reading, after the codebook of the Armed Conflict Location & Event Data Project
#: (Raleigh et al. 2010): tens 10, dozens 12, hundreds 100; the words it does not name are read as low: several, a few
#: and a handful 3, a couple 2.
CONVENTIONS: Mapping[str, Convention] = {
    "plain": Convention("plain", _PLAIN),
    "ccc": Convention(
        "ccc",
        {
            "plural": (2.0, 2.0),
            "several": (3.0, 3.0),
            "a few": (3.0, 3.0),
            "few": (2.0, 2.0),
            "couple": (2.0, 2.0),
            "handful": (5.0, 5.0),
        },
    ),
    "acled": Convention(
        "acled",
        {
            "plural": (1.0, 1.0),
            "several": (3.0, 3.0),
            "a few": (3.0, 3.0),
            "few": (3.0, 3.0),
            "couple": (2.0, 2.0),
            "handful": (3.0, 3.0),
        },
    ),
}


def as_convention(convention: str | Convention | Mapping[str, float | Sequence[float]]) -> Convention:
    """Find a convention by name, or make one from a mapping laid over ``plain``.

    Parameters
    ----------
    convention : str, Convention or mapping
        ``"plain"``, ``"ccc"``, ``"acled"``; or words with what each is worth: one number, or the least and the number
        it stays under.

    Returns
    -------
    Convention

    Raises
    ------
    EstimatesError
        If the name is unknown, or the ends of a word are no numbers, negative or swapped.

    Examples
    --------
    >>> as_convention({"dozens": (24, 99)}).plural("dozens", 12)
    (24.0, 99.0)
    >>> as_convention("cccc")
    Traceback (most recent call last):
    ...
    estimates.errors.EstimatesError: convention='cccc' is not known.
    Hint: did you mean 'ccc'?
    """
    if isinstance(convention, Convention):
        return convention
    if isinstance(convention, str) and convention in CONVENTIONS:
        return CONVENTIONS[convention]
    if isinstance(convention, Mapping):
        words = dict(_PLAIN)
        for word, worth in convention.items():
            pair: Any = worth if isinstance(worth, tuple | list) and len(worth) == 2 else (worth, worth)
            low, high = pair
            numbers = isinstance(low, Real) and isinstance(high, Real)
            if not numbers or not 0 <= low <= high < float("inf"):
                raise EstimatesError(
                    f"convention[{word!r}]={worth!r} is no amount.", hint="give a number, or (least, under)."
                )
            words[str(word)] = (float(low), float(high))
        if "few" in convention and "a few" not in convention:
            words["a few"] = words["few"]
        return Convention("own", words)
    check_choice("convention", convention, tuple(CONVENTIONS))
    return CONVENTIONS[convention]
