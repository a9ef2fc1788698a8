"""What we allow for a hedge: assumptions, kept apart from what the source said."""

from __future__ import annotations

from dataclasses import dataclass, fields

from estimates.errors import EstimatesError


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
    nearly_likely: float = 0.05
    nearly_outer: float = 0.15
    more_than_likely: float = 0.50
    at_least_likely: float = 0.25
    less_than_likely: float = 0.50

    def __post_init__(self) -> None:
        for field in fields(self):
            share = getattr(self, field.name)
            if not 0 <= share < float("inf"):
                raise EstimatesError(f"{field.name}={share!r} is no share.", hint="give a number of 0 or more.")
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
