"""Hedges and directions beside a number: "no fewer than", "or so", "up", "rose from ... to"."""

from __future__ import annotations

from estimates.figures.tokens import Words

# Where hedges are stacked ("at least about 200") the strongest speaks, the first of equals.
_STRENGTH = ("up_to", "at_most", "less_than", "at_least", "more_than", "nearly", "about", "exact", "plain")
_DEEP = 6  # words from "under" to "of"
_NO_CHANGE = frozenset([".", ";", "range", "ranges", "ranging", "ranged", "between"])


def strongest(hedges: list[str]) -> str:
    """Pick the hedge that decides among stacked ones.

    Examples
    --------
    >>> strongest(["about", "at_least"])
    'at_least'
    """
    return hedges[0] if len(hedges) == 1 else min(hedges, key=_STRENGTH.index, default="plain")


def hedge_before(words: Words, i: int, time: bool) -> tuple[list[str], int]:
    """Read the hedges that end before word ``i``: their kinds, and the word the first starts at.

    ``time`` is whether a span of time is counted, where "over" mostly means during.
    """
    hedges: list[str] = []
    low = words.low
    if low[i - 1] == "the" and low[i - 2] in words.hedges.around["comparing"]:
        return hedges, i
    while low[i - 1] in words.hedges.before and len(hedges) < 4:
        k, hedge = _phrase_before(words, i)
        if k == i or (k == i - 1 and not _is_meant(words, k, time)):
            break
        if k == i - 1 and low[k] == "over" and hedges and hedges[-1] in ("about", "nearly"):
            break  # "rolled over about 3 km away", "over nearly 40 hectares": where, and not how many
        i = k
        hedges.append(hedge)
    while hedges and hedges[-1] == "plain" and low[i] in ("the", "as", "all"):  # a determiner alone is no hedge
        hedges.pop()
        i += 1
    return hedges, i


def _phrase_before(words: Words, i: int) -> tuple[int, str]:
    """Find the longest hedge that ends before word ``i``: the word it starts at (``i`` if there is none), its kind."""
    low, known = words.low, words.hedges
    for form, hedge in known.longer.get((low[i - 2], low[i - 1]), ()):
        k = i - len(form)
        if form == ("short", "of") and _is_counted(words, k):
            continue  # "two seats short of the 88 needed"
        if k >= 0 and tuple(low[k:i]) == form and low[k - 1] not in known.around[" ".join(form)]:
            return k, hedge
    alone = known.alone[low[i - 1]]
    return (i, "") if alone is None else (i - 1, alone)


def _is_counted(words: Words, k: int) -> bool:
    """Whether a number stands before word ``k``, perhaps with a noun of one word."""
    return any(w[:1].isdigit() or w in words.numerals.ones for w in words.low[max(k - 2, 0) : k])


def _is_meant(words: Words, k: int, time: bool) -> bool:
    """Whether the word at ``k`` that can hedge does: "over five years", "the past 5" and "talk about 5" do not."""
    word, before, around = words.low[k], words.low[k - 1], words.hedges.around
    if time and word in around["during"]:
        return before in around["lasting"] or (k == 0 and word == "over")
    if word == "under" and _covers(words, k):
        return False
    if word in ("under", "past", "about", "over"):
        return before not in around[word]
    if word in ("around", "near") and before == "and" and words.low[k - 2] in words.lists["within_place"]:
        return False  # "in and around two sites"
    return word != "all" and not (word == "near" and before in ("located", "and"))


def _covers(words: Words, k: int) -> bool:
    """ "Left roads under 6 feet of mud": what lies deep on something, and no number, stands behind "under"."""
    low, around = words.low, words.hedges.around
    of = next((j for j in range(k + 2, k + _DEEP) if low[j] == "of" and low[j - 1] in around["depths"]), None)
    return of is not None and not around["covers"].isdisjoint(low[of + 1 : of + 3])


def hedge_after(words: Words, j: int) -> tuple[list[str], int]:
    """Read the hedges that start at word ``j``: their kinds, and where they stop."""
    low, known = words.low, words.hedges
    hedges: list[str] = []
    while low[j] in known.after_starts and len(hedges) < 2:
        k = j + (low[j] in ("-", "–") and words.joined(j, j + 2) and low[j + 1] in known.around["suffixes"])
        found = ((form, hedge) for form, hedge in known.after.get(low[k], ()) if tuple(low[k : k + len(form)]) == form)
        form, hedge = next(found, ((), ""))
        if not form or not _is_followed(words, k, form, k > j):
            break
        hedges.append(hedge)
        j = k + len(form)
    return hedges, j


def _is_followed(words: Words, k: int, form: tuple[str, ...], suffix: bool) -> bool:
    """Whether what comes after the words at ``k`` lets them hedge; ``suffix`` if a hyphen glues them to the number."""
    w, after = form[0], words.low[k + len(form)]
    if form == ("plus",):  # "200 plus", but "200 plus about 30 more"
        return suffix or not after[:1].isalnum() or words.nouns.is_person(after)
    if form == ("+",):
        return words.glued(k) and not after[:1].isdigit()
    if w == "strong":
        return suffix or not after.isalpha() or after in ("and", "or", "but", "in", "at", "on")
    if w in ("odd", "some", "something"):
        return suffix or (w == "odd" and after.isalpha())
    if w == "ish":
        return words.glued(k)
    if form[:2] in (("at", "least"), ("at", "most")):
        return not after or not (after[0].isdigit() or after.isalpha())
    if form[0] in ("and", "or") and (after[:1].isdigit() or after in words.numerals.words or after == "than"):
        return False  # "40 and over 65", "40 or more than 65"
    if form in (("minimum",), ("maximum",)) and after in words.hedges.around["fixed"]:  # "a $9 minimum wage"
        return False
    return len(form) > 1 or w not in words.hedges.around["trailing"] or not after[:1].isdigit()


def trend_of(words: Words, i: int, stop: int, signed: str, share: bool) -> str | None:
    """Tell whether the number is a change and not a level: "up 5 %", "fell by 300", "a 5 % increase", "+0.2 %".

    ``share`` is whether percent or points are counted, which are a change even as an object: "lost 3 %".
    """
    low, hedges = words.low, words.hedges
    before, further = low[i - 1], low[i - 2]
    if before == "by" or (further == "by" and before in ("a", "an")):
        for w in reversed(low[max(0, i - 6) : i - 1]):
            if w in hedges.moves:
                return "up" if w in hedges.up else "down"
            if w in (",", ".", ";"):
                break
    if before in ("up", "down") and further in hedges.trend["particled"]:
        return None
    if before == "of":  # "an increase of 38 percent"
        if further in hedges.trend["amount_up"]:
            return "up"
        if further in hedges.trend["amount_down"] and further != "loss":
            return "down"
    if before in hedges.moves and (share or before not in hedges.trend["transitive"]):
        return "up" if before in hedges.up else "down"
    after = low[stop + (low[stop] == "-")]
    if after in hedges.trend["amount_up"]:
        return "up"
    if after in hedges.trend["amount_down"]:
        return "down"
    return "up" if signed == "+" else "down" if share and signed == "-" else None


def changes_before(words: Words, i: int) -> bool:
    """Whether a verb of change governs the "from" at word ``i``."""
    near = (w for w in reversed(words.low[max(0, i - 12) : i]) if w in words.hedges.change or w in _NO_CHANGE)
    will_go = words.low[i - 1] == "go" and not words.hedges.around["going"].isdisjoint(words.low[max(0, i - 5) : i])
    return will_go or next(near, "") in words.hedges.change
