"""Relations between two intervals: the shared rows of IEEE 1788 tests, and laws among the words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vectors import shared_group

from estimates.intervals.relating import OVERLAPS, compare, enclose, intersect, overlap

ENDS = st.sampled_from([-np.inf, -1.0, 0.0, 1.0, 2.0, np.inf])


def ends(interval: Any) -> tuple[float, float]:
    return (np.nan, np.nan) if interval == "empty" else (float(interval[0]), float(interval[1]))


def test_shared_rows() -> None:
    seen = 0
    for name, *arguments, expected in shared_group("interval_relations")["rows"]:
        if name in ("mid", "rad", "wid", "mag", "mig", "isSingleton", "isMember"):
            continue
        a, b = (ends(argument) for argument in arguments)
        seen += 1
        if name == "overlap":
            assert overlap(*a, *b) == expected, (a, b)
        elif name in ("intersection", "convexHull"):
            found = (intersect if name == "intersection" else enclose)(*a, *b)
            np.testing.assert_equal(found, ends(expected))
        else:
            assert compare(name, *a, *b) == expected, (name, a, b)
    assert seen > 100


@pytest.mark.parametrize(("a", "b", "word"), [((1, 2), (2, 2), "finishedBy"), ((2, 2), (2, 3), "starts"),
                                              ((0, np.inf), (-np.inf, np.inf), "finishes")])  # fmt: skip
def test_points_and_infinite_ends(a: tuple[float, float], b: tuple[float, float], word: str) -> None:
    assert overlap(*a, *b) == word


@given(st.tuples(ENDS, ENDS).filter(lambda e: e[0] <= e[1]), st.tuples(ENDS, ENDS).filter(lambda e: e[0] <= e[1]))
def test_words_agree_with_relations_and_turn_round(a: tuple[float, float], b: tuple[float, float]) -> None:
    word, back = overlap(*a, *b), overlap(*b, *a)
    mirror = {OVERLAPS[k]: OVERLAPS[18 - k] for k in range(3, 16)}
    assert back == mirror[str(word)]
    assert compare("disjoint", *a, *b) == (word in ("before", "after"))
    assert compare("equal", *a, *b) == (word == "equals")
    assert compare("subset", *a, *b) == (word in ("starts", "containedBy", "finishes", "equals"))
    met = intersect(*a, *b)
    assert np.isnan(met[0]) == compare("disjoint", *a, *b)
    assert compare("subset", *met, *a)
    assert compare("subset", *b, *enclose(*a, *b))
