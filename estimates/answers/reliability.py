"""Whom to believe: answers that weigh sources by their record, and what each claim counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from estimates.answers import methods
from estimates.answers.anchoring import Known
from estimates.answers.lessons import Lesson, lesson_of
from estimates.answers.methods import Answers
from estimates.answers.records import Learned, Said
from estimates.claims.groups import Groups, group_claims
from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.intervals.ranked import decode
from estimates.intervals.sweeps import common

#: What ``basis`` says of an answer that used known values, by regime.
BY_KNOWN = {"judgements": "bias taken off by what is known", "facts": "known values settle records"}


def learned(groups: Groups, known: Known | None = None) -> Answers:
    """Answer each group by what all groups teach of its sources; the method "learned" of ``reconcile``."""
    lesson, rows = lesson_of(groups, known)
    result = lesson.learned
    if result is None:
        plain = methods.consensus(groups)
        return plain._replace(basis=_words(len(plain.group), "consensus: too little record to learn from"))
    answered = np.flatnonzero(~np.isnan(result.best))
    group = np.concatenate([answered, result.tied[0]])
    best = np.concatenate([result.best[answered], result.tied[1]])
    if result.regime == "facts":
        ends = _ends_of_votes(groups, rows, lesson.said, group, best)
    else:
        ends = _ends_of_means(result, group, best)
    low, high, lower, upper = ends
    found = Answers(group, low, best, high, lower, upper, _reasons(lesson, groups, result, group))
    silent = np.isnan(result.best)
    if not silent.any():
        return found.take(np.lexsort((best, group)))
    plain = methods.consensus(groups)
    rest = plain.take(silent[plain.group])
    rest = rest._replace(basis=_words(len(rest.group), "consensus: nobody states a number"), n_support=None)
    joined: list[Any] = [np.concatenate(pair) for pair in zip(found[:7], rest[:7], strict=True)]
    answers = Answers(*joined)
    return answers.take(np.lexsort((answers.best, answers.low, answers.group)))


def weighed(claims: pd.DataFrame, by: Sequence[str], known: Known | None = None) -> pd.DataFrame:
    """What each claim counted in a learned answer, and why: ``weight`` and ``why``, by ``claim_id``."""
    groups = group_claims(claims, by)
    lesson, rows = lesson_of(groups, known)
    ids = groups.claims["claim_id"].to_numpy(dtype=object)[rows]
    found = lesson.learned
    if found is None:
        return pd.DataFrame({"claim_id": ids, "weight": 1.0, "why": "too little record: every origin counts one"})
    said = lesson.said
    share = np.where(found.absurd, 0.0, said.share * found.independent)
    worth = found.weight[said.source]
    judged = np.bincount(said.source, found.judged, said.n_sources).astype(int)[said.source]
    spread = found.spread[said.source]
    what = "accuracy" if found.regime == "facts" else "spread (logarithms)" if found.relative else "spread"
    why = [
        "left out: a thousand times what others say" if slip else
        f"{what} {s:.3g} on {n} figures{'' if c > 0.99 else f', one of {1 / max(c, 1e-9):.2g} that repeat it'}"
        f"{'' if f > 0.99 else ', far from what others say'}"
        for slip, s, n, c, f in zip(found.absurd, spread, judged, share, found.fit, strict=True)
    ]  # fmt: skip
    return pd.DataFrame({"claim_id": ids, "weight": worth * share * found.fit, "why": why})


def _ends_of_votes(
    groups: Groups, rows: Ints, said: Said, group: Ints, best: Floats
) -> tuple[Floats, Floats, Bools, Bools]:
    """What all allow that state the value; the value itself where they do not meet."""
    answers = pd.DataFrame({"group": group, "best": best, "answer": np.arange(len(group))})
    table = pd.DataFrame({"group": said.group, "best": said.best, "row": rows})
    met = table[said.exact].merge(answers, on=["group", "best"])
    row, answer = met["row"].to_numpy(), met["answer"].to_numpy()
    bands = groups.bands.ranked
    start, stop = common(bands.start[row], bands.stop[row], answer, len(group))
    alone = (start >= stop) | (start < 0) | (np.bincount(answer, minlength=len(group)) == 0)
    low, high, lower, upper = decode(np.where(alone, 0, start), np.where(alone, 1, stop), bands.ends) if len(row) else (
        best, best, np.ones(len(best), dtype=bool), np.ones(len(best), dtype=bool))  # fmt: skip
    return np.where(alone, best, low), np.where(alone, best, high), lower | alone, upper | alone


def _ends_of_means(result: Learned, group: Ints, best: Floats) -> tuple[Floats, Floats, Bools, Bools]:
    """A 95 % interval of the weighting alone: it does not know what all sources get wrong alike."""
    reach = 1.96 * result.se[group]
    low, high = (best * np.exp(-reach), best * np.exp(reach)) if result.relative else (best - reach, best + reach)
    closed = np.ones(len(best), dtype=bool)
    return low, high, closed, closed


def _reasons(lesson: Lesson, groups: Groups, result: Learned, group: Ints) -> Any:
    said = lesson.said
    n = len(np.unique(said.source[result.judged]))
    m = len(np.unique(said.group[result.judged]))
    what = f"{result.regime}: {n} sources weighed by their record on {m} quantities"
    if result.relative:
        what += ", as factors"
    if result.regime == "judgements":
        what += "; the ends know nothing of errors that all share"
    if not np.isnan(lesson.known).all():
        what += f"; {BY_KNOWN[result.regime]}"
    basis = _words(len(group), what)
    basis[groups.n_origins[group] == 1] = "one origin: nothing to weigh"
    slips = np.bincount(said.group, result.absurd, lesson.said.n_groups)[group] > 0
    basis[slips] = basis[slips] + "; a figure a thousand times the others left out"
    return basis


def _words(n: int, words: str) -> Any:
    basis = np.empty(n, dtype=object)
    basis[:] = words
    return basis
