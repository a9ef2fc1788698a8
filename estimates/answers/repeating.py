"""Pairs of sources that seem to share an origin, with the evidence; and what a person makes of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from estimates.answers.copying import alike, by_chance, similarity
from estimates.answers.learning import cells_of, stated_in
from estimates.answers.lessons import Lesson, lesson_of
from estimates.claims.comparable import By, check_columns
from estimates.claims.groups import group_claims
from estimates.door import checked
from estimates.errors import EstimatesError
from estimates.schema import SAME, WORDS

_LIKE = 0.5  # share of what two sources state from which they may be one


@checked
def copiers(claims: pd.DataFrame, *, by: By = SAME, alpha: float = 0.01) -> pd.DataFrame:
    """List the pairs of sources that seem to share an origin, with the evidence.

    Two sources that are right agree; two that hand on one report also speak on the same quantities and err alike.
    A pair is listed if half or more of what the two state on contested quantities is the same (Jaccard), and if
    independent sources, each as near to all others as they are, would agree so often and on values that so few others
    state in less than a share ``alpha`` of tables.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    by : column names
        What makes claims comparable.
    alpha : float
        The most that the probability may be that any pair of independent sources is listed (Bonferroni over the pairs
        that share a value; in simulations it was far less). Sources that read one instrument, that define a quantity
        alike, or that alone know what all others get wrong are listed too: figures cannot tell these from copies.

    Returns
    -------
    DataFrame
        A row per pair, the surest first: ``source, other`` (in alphabetical order: who copied whom is not told by
        figures); ``shared`` of ``either`` values on contested quantities, ``similarity``; ``both``, how many of these
        quantities both speak on; ``expected``, on how many they would agree by how each agrees with all others;
        ``p``, the most that such agreement is probable by chance; and ``explanation``, a sentence. Give the rows that
        you believe to ``assign_origins``.

    Examples
    --------
    >>> import numpy as np
    >>> from estimates import bound, copiers, read_claims
    >>> rng = np.random.default_rng(1)
    >>> truth = rng.integers(100, 900, 60)
    >>> said = {f"s{k}": np.where(rng.random(60) < 0.6, truth, rng.integers(100, 900, 60)) for k in range(6)}
    >>> said["echo"] = said["s0"]
    >>> claims = bound(read_claims([{"quantity": f"q{i}", "source": s, "value": v}
    ...                             for s, values in said.items() for i, v in enumerate(values)]))
    >>> copiers(claims)[["source", "other", "shared", "either"]]
      source other  shared  either
    0   echo    s0      54      54
    """
    if not 0 < alpha < 1:
        raise EstimatesError(f"alpha={alpha!r} is no probability.", hint="give a number between 0 and 1.")
    return suspected(lesson_of(group_claims(claims, by))[0], alpha)


@checked
def assign_origins(claims: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Give sources that share an origin one ``origin``, so that what they repeat counts once.

    Parameters
    ----------
    claims : DataFrame
        A claims table.
    pairs : DataFrame
        ``source`` and ``other``: rows of ``copiers`` that you believe. Pairs that meet are joined.

    Returns
    -------
    DataFrame
        A copy; ``origin`` of the sources named is the one of them with the most claims (of equals the first by name).
        A claim whose origin was another than its source keeps it. ``contradictions`` lists agreement of these sources
        as ``circular``, with the evidence of ``copiers`` (the ``explanation`` of the pair that ties a source to its
        origin, or of its first pair), which stands in ``origin_evidence``.

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import assign_origins, read_claims
    >>> claims = read_claims([{"quantity": "troops", "source": source, "text": "11,000"}
    ...                       for source in ("agency", "paper", "army")])
    >>> assign_origins(claims, pd.DataFrame({"source": ["agency"], "other": ["paper"]}))["origin"].tolist()
    ['agency', 'agency', 'army']
    """
    check_columns(claims, ["source"])
    check_columns(pairs, ["source", "other"])
    count = claims["source"].value_counts()
    head: dict[Any, Any] = {}

    def root(name: Any) -> Any:
        while head.get(name, name) != name:
            name = head[name]
        return name

    for first, second in zip(pairs["source"], pairs["other"], strict=True):
        one, two = sorted((root(first), root(second)), key=lambda name: (-int(count.get(name, 0)), str(name)))
        head[two] = one
    named = claims["source"].map({name: root(name) for name in {*pairs["source"], *pairs["other"]}})
    before = claims["origin"] if "origin" in claims else claims["source"]
    own = before.isna() | (before == claims["source"])
    out = claims.assign(origin=named.where(own & named.notna(), before).astype(WORDS))
    if "explanation" not in pairs:
        return out
    ends = [
        pairs[["explanation"]].assign(source=pairs[name], other=pairs[against])
        for name, against in (("source", "other"), ("other", "source"))
    ]
    told = pd.concat(ends).dropna()
    direct = told["other"] == told["source"].map(root)
    told = pd.concat([told[direct], told[~direct]]).drop_duplicates("source").set_index("source")["explanation"]
    evidence = claims["source"].map(told).where(own & named.notna() & (named != claims["source"]))
    return out.assign(origin_evidence=evidence.astype(WORDS))


def suspected(lesson: Lesson, alpha: float) -> pd.DataFrame:
    """The table of ``copiers`` for a lesson."""
    found, said = lesson.learned, lesson.said
    absurd = np.ones(len(said.group), dtype=bool) if found is None else found.absurd
    stated = stated_in(said._replace(cell=cells_of(said)), absurd)
    pairs = alike(stated)
    looked_at = max(len(pairs.first), 1)
    pairs = pairs.take(pairs.shared >= _LIKE * pairs.either)
    both, usual, p = by_chance(stated, pairs)
    kept = np.flatnonzero(p * looked_at < alpha)
    kept = kept[np.lexsort((pairs.second[kept], pairs.first[kept], p[kept]))]
    table = pd.DataFrame(
        {
            "source": pd.array(lesson.names[pairs.first[kept]], dtype=WORDS),
            "other": pd.array(lesson.names[pairs.second[kept]], dtype=WORDS),
            "shared": pairs.shared[kept], "either": pairs.either[kept], "similarity": similarity(pairs)[kept],
            "both": both[kept], "expected": usual[kept] * both[kept], "p": p[kept],
        }
    )  # fmt: skip
    sentences = [
        f"{row['source']} and {row['other']} agree on {row['shared']} of {row['both']} contested quantities that both "
        f"speak on; by how each agrees with all others they would on {row['expected']:.0f} (p < {row['p']:.1g})."
        for row in table.to_dict("records")
    ]
    return table.assign(explanation=pd.array(sentences, dtype=WORDS))
