"""Which articles tell of one event: groups proposed from the names, rare words, numbers and dates that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from estimates.claims.comparable import Days, check_columns, day_of
from estimates.claims.mentions import AT_ONCE, Mentions
from estimates.claims.rarity import products, sharing_rare_words
from estimates.door import checked
from estimates.errors import check_number
from estimates.intervals.arrays import RTOL, Floats, Ints
from estimates.schema import DATE, NUMBER, WORDS

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: Days apart that count for nothing; days in which a likeness falls by 1/e of the rest; the share that is left at last.
_FRESH, _FADES, _LEFT = 7, 30, 0.25
_LEAST, _SURELY_APART = 0.1, 0.04
_WHOLE = 2_000  # articles that are held each against each
_FELLOWS = 600  # articles that one of more than these meets by its rare words


@checked
def suggest_events(articles: pd.DataFrame, *, least: float = _LEAST) -> pd.DataFrame:
    """Propose which articles tell of one event, for a person to confirm: the first thing to do with a mixed folder.

    Two articles are alike by the names, words and numbers that both have, the rarer in the folder the more, and less
    the further apart they were published. Groups are joined while their articles are alike on average.

    Parameters
    ----------
    articles : DataFrame
        A row per article with ``text`` (and ``article``, ``reported``), as ``read_texts`` takes it; or a claims table
        with ``article``, of which the sentences that hold figures are compared.
    least : float
        Likeness, 0 to 1, from which groups are one: a higher one gives more and smaller events.

    Returns
    -------
    DataFrame
        A row per article, in their order: ``article``; ``event``, the proposed event, by what its articles share;
        ``n_articles`` of it; ``nearest``, the article most like this one, ``score``, how alike they are (0 to 1), and
        ``agrees``, what both have that is rare, the most telling first. A folder of one article has no nearest.

    Raises
    ------
    SchemaError
        If there is neither ``text`` nor, in a claims table, ``article`` and ``sentence``.

    Notes
    -----
    Of more than 2,000 articles only those are held against each other that share rare words, up to 600 for each, and
    groups are joined within pieces of at most 2,000 articles that such pairs link.

    Cosines of weighted words and joining by the average (UPGMA) are the means of topic detection (Allan, Papka and
    Lavrenko 1998, "On-line new event detection and tracking", SIGIR); the weights are set, nothing is learned.

    Examples
    --------
    >>> import pandas as pd
    >>> from estimates import suggest_events
    >>> texts = ["A quake struck Oldtown on Monday. Mayor Ann Lee of Oldtown said 40 died.",
    ...          "The toll of the quake in Oldtown rose to 52, Ann Lee said.",
    ...          "Voters in Ruland chose a parliament. Turnout was 61 percent, said Bo Hall."]
    >>> suggest_events(pd.DataFrame({"article": ["a", "b", "c"], "text": texts}))[["article", "event", "agrees"]]
      article              event                    agrees
    0       a  Oldtown, Ann, Lee  Oldtown, Ann, Lee, quake
    1       b  Oldtown, Ann, Lee  Oldtown, Ann, Lee, quake
    2       c   Bo, Hall, Ruland                       NaN
    """
    check_number("least", least, least=0)
    table = _texts(articles)
    words, reported = Mentions.of(table["text"]), day_of(table, "reported")
    group, nearest, score = _grouped(words.weight, reported, least)
    ids, n = table["article"].to_numpy(dtype=object), len(table)
    met, agrees = np.flatnonzero(score > 0), np.full(n, np.nan, dtype=object)
    agrees[met] = words.shared(met, nearest[met])
    out = pd.DataFrame({
        "article": ids, "event": np.array(_called(words, group), dtype=object)[group],
        "n_articles": np.bincount(group, minlength=1)[group], "nearest": np.where(score > 0, ids[nearest], np.nan),
        "score": score, "agrees": agrees,
    })  # fmt: skip
    return out.astype({"article": WORDS, "event": WORDS, "n_articles": "int64", "nearest": WORDS, "score": NUMBER,
                       "agrees": WORDS})  # fmt: skip


def proposed_events(claims: pd.DataFrame) -> Ints:
    """Number the proposed event of each claim; -1 where its article is not known, or there is only one."""
    names = claims["article"] if "article" in claims and "sentence" in claims else pd.Series(np.nan, claims.index)
    code, articles = pd.factorize(names)
    if len(articles) < 2:
        return np.full(len(claims), -1, dtype=np.int64)
    table = _texts(claims)  # the articles in the order of ``articles``
    always = np.full(len(table), "NaT", dtype=DATE)  # what is told again years later is no surely other event
    group = _grouped(Mentions.of(table["text"]).weight, always, _SURELY_APART)[0]
    return np.where(code >= 0, group[code], -1)


def stories_of(rows: Sequence[Mapping[str, Any]], texts: Mapping[str, str]) -> dict[str, int]:
    """Number the event that each article seems to tell of, by its name; ``rows`` say when each was printed."""
    printed = {row["article"]: row["reported"] for row in rows}
    names = sorted(printed, key=lambda name: (str(printed[name] or ""), name))
    days = pd.to_datetime(pd.Series([printed[name] for name in names], dtype=object))
    table = pd.DataFrame({"text": [texts[name] for name in names], "reported": days})
    group = _grouped(Mentions.of(table["text"]).weight, day_of(table, "reported"), _SURELY_APART)[0]
    return dict(zip(names, group.tolist(), strict=True))


def _texts(articles: pd.DataFrame) -> pd.DataFrame:
    """A row per article; of claims, the sentences that hold their figures."""
    if "claim_id" not in articles:
        check_columns(articles, ["text"])
        given = articles["article"] if "article" in articles else pd.Series(np.nan, articles.index, dtype=object)
        numbers = pd.Series([f"article {k + 1}" for k in range(len(articles))], articles.index, dtype=object)
        table = articles.assign(article=given.astype(object).fillna(numbers), text=articles["text"].fillna(""))
        return table.reset_index(drop=True)
    check_columns(articles, ["article", "sentence"])
    rows = articles[articles["article"].notna()]
    said = rows[["article", "sentence"]].dropna().drop_duplicates()
    texts = said.groupby("article", sort=False)["sentence"].agg("\n".join)
    names = rows["article"].drop_duplicates().tolist()
    first = rows.drop_duplicates("article").set_index("article")
    reported = first["reported"].reindex(names).to_numpy() if "reported" in first else np.full(len(names), None)
    return pd.DataFrame({"article": names, "text": texts.reindex(names).fillna("").to_numpy(), "reported": reported})


def _grouped(weight: csr_array, reported: Days, least: float) -> tuple[Ints, Ints, Floats]:
    """The group of each text, in the order of their first texts; the text most like it, and how alike the two are."""
    n = len(reported)
    if n <= _WHOLE:
        like = _alike(weight, reported)
        nearest = np.argmax(like, axis=1) if n > 1 else np.zeros(n, dtype=np.int64)
        return _joined(like, least), nearest, like[np.arange(n), nearest] if n > 1 else np.full(n, np.nan)
    i, j, like = _alike_by_rare_words(weight, reported)
    nearest, score = np.full(n, n - 1), np.zeros(n)
    for of in (i, j):
        np.maximum.at(score, of, like)
    for of, other in ((i, j), (j, i)):
        most = np.flatnonzero(like == score[of])
        np.minimum.at(nearest, of[most], other[most])
    piece = _pieces(n, i, j, like, least)
    group, size = piece * n, np.bincount(piece)
    clear = (like > least * (1 + RTOL)) & (piece[i] == piece[j])
    parted = np.bincount(piece[i[clear]], minlength=len(size)) < size * (size - 1) // 2  # others are one group
    some = np.flatnonzero(parted[piece])
    for texts in (some[members] for members in _members(piece[some])):
        group[texts] += _joined(_alike(weight[texts], reported[texts]), least)
    return pd.factorize(group)[0].astype(np.int64), nearest, score


def _alike_by_rare_words(weight: csr_array, reported: Days) -> tuple[Ints, Ints, Floats]:
    """Pairs of texts that share rare words, each once, and how alike they are."""
    n = len(reported)
    i, j = sharing_rare_words(weight, _FELLOWS)
    keys = np.sort(np.minimum(i, j) * n + np.maximum(i, j), kind="stable")  # it makes use of runs
    i, j = np.divmod(keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]], n)
    size = _sizes(weight)
    like = np.zeros(len(i))
    for k in range(0, len(i), AT_ONCE):
        a, b = i[k : k + AT_ONCE], j[k : k + AT_ONCE]
        both = products(weight, weight, a, b)
        like[k : k + AT_ONCE] = both / (size[a] * size[b]) * _in_time(reported[a], reported[b])
    return i, j, np.clip(like, 0.0, 1.0)


def _pieces(n: int, i: Ints, j: Ints, like: Floats, least: float) -> Ints:
    """Texts that pairs of at least some likeness link, one to the next: between others nothing is joined.

    In pieces that are too large to be held each against each, the less alike half of the pairs links no more.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    kept = like >= least
    while True:
        i, j, like = i[kept], j[kept], like[kept]
        linked = coo_array((np.ones(len(i), dtype=bool), (i, j)), shape=(n, n))
        piece: Ints = connected_components(linked, directed=False)[1].astype(np.int64)
        large = (np.bincount(piece) > _WHOLE)[piece[i]]
        if not large.any():
            return piece
        kept = ~large | (like > np.median(like[large]))


def _sizes(weight: csr_array) -> Floats:
    size: Floats = np.sqrt(np.asarray(weight.multiply(weight).sum(axis=1)).ravel())
    return size


def _in_time(a: Days, b: Days) -> Floats:
    """What is left of a likeness by the days between two texts."""
    apart = np.nan_to_num(np.abs((a - b) / np.timedelta64(1, "D")))
    left: Floats = _LEFT + (1 - _LEFT) * np.exp(-np.maximum(apart - _FRESH, 0) / _FADES)
    return left


def _alike(weight: csr_array, reported: Days) -> Floats:
    """How alike texts are, 0 to 1: the cosine of what they mention, less for each week between them; 0 with itself."""
    size = _sizes(weight)
    both = (weight @ weight.T).toarray()
    like = np.divide(both, np.outer(size, size), out=np.zeros_like(both), where=np.outer(size, size) > 0)
    like = like * _in_time(reported[:, None], reported[None, :])
    np.fill_diagonal(like, 0.0)
    halved: Floats = np.clip((like + like.T) / 2, 0.0, 1.0)
    return halved


def _joined(like: Floats, least: float) -> Ints:
    """Groups joined while they are alike on average, numbered in the order of their first articles."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(like) < 2:
        return np.zeros(len(like), dtype=np.int64)
    away = squareform(1 - like - np.eye(len(like)), checks=False)
    tree = linkage(away, method="average")
    code: Ints = pd.factorize(fcluster(tree, 1 - least, criterion="distance"))[0].astype(np.int64)
    return code


def _members(group: Ints) -> list[Ints]:
    """The rows of each group, by its number."""
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(group) else []


def _called(words: Mentions, group: Ints) -> list[str]:
    """Names of the groups, no two alike."""
    seen = Counter[str]()
    out: list[str] = []
    for texts in _members(group):
        name = ", ".join(words.called(texts)) or "event"
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out
