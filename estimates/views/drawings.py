"""The pictures of a report: which are drawn, how large, and as what they stand in a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd

from estimates.claims.comparable import levels, moment
from estimates.progress import watched
from estimates.relations.language import RelationsLike, are_some
from estimates.views.answered import Answered, answered
from estimates.views.canvas import new_axes
from estimates.views.forest import draw_forest, forest_height
from estimates.views.series import series
from estimates.views.svg import Press
from estimates.views.timeline import draw_timeline
from estimates.views.tree import plot_relations


@dataclass(frozen=True)
class Picture:
    """A picture twice, for a wide and a narrow page, as data URIs, and what it shows in words."""

    wide: str
    narrow: str
    words: str


class Drawings(NamedTuple):
    """What the pictures of a report are drawn from."""

    claims: pd.DataFrame
    result: pd.DataFrame
    groups: list[Answered]
    findings: pd.DataFrame
    relations: RelationsLike
    by: list[str]

    def made(self, at_most: int, progress: bool | None = None) -> dict[str, Picture]:
        """Forests, timelines and the tree of relations, by the id of their place."""
        jobs = self._drawings(at_most).items()
        with mpl.rc_context({"svg.hashsalt": "estimates", "text.parse_math": False}):
            press = Press()
            return {place: draw(press) for place, draw in watched(jobs, unit="picture", progress=progress)}

    def _drawings(self, at_most: int) -> dict[str, Callable[[Press], Picture]]:
        """What is to be drawn for each place."""
        jobs: dict[str, Callable[[Press], Picture]] = {}
        sizes = np.array([len(group.claims) for group in self.groups], dtype=int)
        drawn = np.sort(np.argsort(-sizes, kind="stable")[:at_most])
        for k in drawn[sizes[drawn] > 1]:  # of a single claim a sentence says it all
            jobs[f"q{k + 1}"] = partial(self._forest, self.groups[k])
        for k, group in enumerate(self._dated(at_most), 1):
            jobs[f"t-{k}"] = partial(self._timeline, group)
        if are_some(self.relations):
            jobs["relations"] = self._tree
        return jobs

    def _forest(self, group: Answered, press: Press) -> Picture:
        claims = self.claims[self.claims["claim_id"].isin(group.claims["claim_id"])]
        rows = len(claims) + len(group.answer) + 1
        # As tall as a sheet of paper holds; on a phone a long one is an overview, since no words fit above its lines.
        sizes = ((9, forest_height(rows, 10.5)), (4.4, 1.2 + 0.4 * rows if rows <= 60 else 8))
        drawn = [group] if levels(claims).all() else answered(claims[levels(claims)], group.answer)
        wide, narrow = (press.printed(draw_forest(press.sheet(*size), drawn, self.findings)) for size in sizes)
        said = f"Forest plot of {len(claims)} claims about {group.title}. The table of claims holds the same figures."
        return Picture(wide, narrow, said)

    def _timeline(self, group: Answered, press: Press) -> Picture:
        sizes = ((9, 4.8), (4.4, 4.2))
        wide, narrow = (press.printed(draw_timeline(new_axes(*size), group, self.findings)) for size in sizes)
        n = int(group.claims["low"].notna().sum())
        return Picture(wide, narrow, f"Timeline of {n} claims about {group.title}, by the date they describe.")

    def _tree(self, press: Press) -> Picture:
        tree = press.printed(plot_relations(self.claims, self.relations, by=self.by))
        return Picture(tree, tree, "Tree of quantities with what is stated and implied of each.")

    def _dated(self, at_most: int) -> list[Answered]:
        """The series with most claims that were made of several dates."""
        claims = self.claims[levels(self.claims) & self.claims["quantity"].notna()]
        result = self.result if "quantity" in self.result else None
        several = [group for group in series(claims, result) if len(moment(group.claims).dropna().unique()) > 1]
        return sorted(several, key=lambda group: (-len(group.claims), group.title))[:at_most]
