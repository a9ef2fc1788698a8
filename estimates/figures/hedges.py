"""Hedges and directions beside a number: "no fewer than", "or so", "up", "rose from ... to"."""

from __future__ import annotations

from typing import TypeAlias

from estimates.figures.nouns import is_person
from estimates.figures.tokens import Words
from estimates.lang.lexicon import lexicon, words_of

_LEXICON = lexicon("hedges")
RANK: dict[str, int] = {hedge: rank for rank, hedge in enumerate(_LEXICON["rank"])}
LASTING = frozenset(_LEXICON["lasting"]["words"])
_TREND = {name: words_of(entry) for name, entry in _LEXICON["trend"].items()}
UP, DOWN = _TREND["up"], _TREND["down"]
_DURING = frozenset(["over", "past", "in", "beyond"])
# What lies "under 13 tonnes of rock" is not under a number.
_LYING = frozenset(["lay", "lie", "lies", "lying", "buried", "trapped", "crushed", "pinned", "stuck", "hidden"])
_SHORT_OF = ("short", "of")  # "are short of 1,700 beds": so many are wanting, and no fewer
_BEING = frozenset(["is", "are", "was", "were", "be", "been", "being", "run", "runs", "ran", "running"])
_POSSESSIVE = frozenset(["the", "this", "their", "its", "his", "her", "in", "our"])
_TOPIC = frozenset(_LEXICON["topic"]["words"])
MOVES = UP | DOWN
CHANGE = _TREND["change"] | MOVES


_TRAILING = words_of("exactly precisely roughly approximately tops max min minimum maximum est approx")
_SUFFIXES = frozenset(["plus", "strong", "odd", "ish", "some", "something"])  # "300-plus"


_Form: TypeAlias = tuple[tuple[str, ...], str]  # a phrase and what it says


def _by_edge(phrases: dict[str, list[str]], edge: int) -> dict[str, list[_Form]]:
    """Phrases by their last (or first) word, longest first, cut into words as texts are."""
    table: dict[str, list[_Form]] = {}
    for hedge, forms in phrases.items():
        for form in forms:
            words = tuple(w for w in Words(form).low if w)
            table.setdefault(words[edge], []).append((words, hedge))
    return {word: sorted(forms, key=lambda form: (-len(form[0]), form)) for word, forms in table.items()}


def _by_length(forms: list[_Form]) -> tuple[str | None, dict[str, list[_Form]]]:
    """Part the phrases with one last word into the word alone and the longer ones, by the word before it."""
    alone: str | None = None
    longer: dict[str, list[_Form]] = {}
    for form, hedge in forms:
        if len(form) == 1:
            alone = hedge
        else:
            longer.setdefault(form[-2], []).append((form, hedge))
    return alone, longer


#: The hedges before a number by their last word: what it is alone, and the longer ones by the word before it.
BEFORE = {word: _by_length(forms) for word, forms in _by_edge(_LEXICON["before"], -1).items()}
AFTER = _by_edge(_LEXICON["after"], 0)
_AFTER_STARTS = AFTER.keys() | {"-", "–"}


_COMPARING = frozenset({"than", "above", "below", "over", "under", "about", "beyond", "to", "from"})


def strongest(hedges: list[str]) -> str:
    """Pick the hedge that decides among stacked ones.

    Examples
    --------
    >>> strongest(["about", "at_least"])
    'at_least'
    """
    if len(hedges) == 1:
        return hedges[0]
    return min(hedges, key=RANK.__getitem__, default="plain")


def hedge_before(words: Words, i: int, time: bool) -> tuple[list[str], int]:
    """Read the hedges that end before word ``i``: their kinds, and the word the first starts at.

    ``time`` is whether a span of time is counted, where "over" mostly means during.
    """
    hedges: list[str] = []
    low = words.low
    if low[i - 1] == "the" and low[i - 2] in _COMPARING:  # "more than the 500 planned" compares with a known 500
        return hedges, i
    while low[i - 1] in BEFORE and len(hedges) < 4:
        k, hedge = _phrase_before(low, i)
        if k == i or (k == i - 1 and not _meant(low[k], low[k - 1], k, time)):
            break
        i = k
        hedges.append(hedge)
    while hedges and hedges[-1] == "plain" and low[i] in ("the", "as", "all"):  # a determiner alone is no hedge
        hedges.pop()
        i += 1
    return hedges, i


def _phrase_before(low: list[str], i: int) -> tuple[int, str]:
    """Find the longest hedge that ends before word ``i``: the word it starts at (``i`` if there is none), its kind."""
    alone, longer = BEFORE[low[i - 1]]
    for form, hedge in longer.get(low[i - 2], ()):
        k = i - len(form)
        if k >= 0 and tuple(low[k:i]) == form and not (form == _SHORT_OF and low[k - 1] in _BEING):
            return k, hedge
    return (i, "") if alone is None else (i - 1, alone)


def _meant(word: str, before: str, k: int, time: bool) -> bool:
    """Whether a word that can hedge does: "over five years", "the past 5" and "talk about 5" do not."""
    if time and word in _DURING:
        return before in LASTING or (k == 0 and word == "over")
    if word == "under" and before in _LYING:
        return False
    if word == "past":
        return before not in _POSSESSIVE
    if word == "about":
        return before not in _TOPIC
    return word != "all" and not (word == "near" and before in ("located", "and"))


def hedge_after(words: Words, j: int) -> tuple[list[str], int]:
    """Read the hedges that start at word ``j``: their kinds, and where they stop."""
    low = words.low
    hedges: list[str] = []
    while low[j] in _AFTER_STARTS and len(hedges) < 2:
        k = j
        if low[k] in ("-", "–") and words.glued(k) and words.glued(k + 1) and low[k + 1] in _SUFFIXES:
            k += 1
        found = None
        for form, hedge in AFTER.get(low[k], ()):
            if tuple(low[k : k + len(form)]) == form:
                found = (form, hedge)
                break
        if found is None:
            break
        form, hedge = found
        stop = k + len(form)
        if not _follows(words, j, k, form, stop):
            break
        hedges.append(hedge)
        j = stop
    return hedges, j


def _follows(words: Words, j: int, k: int, form: tuple[str, ...], stop: int) -> bool:
    w, after = form[0], words.low[stop]
    if form == ("plus",):  # "200 plus", but "200 plus about 30 more"
        return k > j or not after[:1].isalnum() or is_person(after)
    if form == ("+",):
        return words.glued(k) and not after[:1].isdigit()
    if w == "strong":
        return k > j or not after.isalpha() or after in ("and", "or", "but", "in", "at", "on")
    if w in ("odd", "some", "something"):
        return k > j or (w == "odd" and after.isalpha())
    if w == "ish":
        return words.glued(k)
    if len(form) == 1 and w in _TRAILING:
        return not after or not after[0].isdigit()
    if form[:2] == ("at", "least") or form[:2] == ("at", "most"):
        return not after or not (after[0].isdigit() or after.isalpha())
    return True


def trend_of(words: Words, i: int, stop: int, signed: str, share: bool) -> str | None:
    """Tell whether the number is a change and not a level: "up 5 %", "fell by 300", "a 5 % increase", "+0.2 %".

    ``share`` is whether percent or points are counted, which are a change even as an object: "lost 3 %".
    """
    low = words.low
    before = words.low[i - 1]
    if before == "by" or (before in ("a", "an") and words.low[i - 2] == "by"):
        for w in reversed(low[max(0, i - 6) : i - 1]):
            if w in UP:
                return "up"
            if w in DOWN:
                return "down"
            if w in (",", ".", ";"):
                break
    if before in ("up", "down") and words.low[i - 2] in _TREND["particled"]:
        return None
    if before == "of" and words.low[i - 2] in _TREND["amount_up"]:  # "an increase of 38 percent"
        return "up"
    if before == "of" and words.low[i - 2] in _TREND["amount_down"] and words.low[i - 2] != "loss":
        return "down"
    if share or before not in _TREND["transitive"]:
        if before in UP:
            return "up"
        if before in DOWN:
            return "down"
    k = stop + (words.low[stop] == "-")
    if words.low[k] in _TREND["amount_up"]:
        return "up"
    if words.low[k] in _TREND["amount_down"]:
        return "down"
    return "up" if signed == "+" else "down" if share and signed == "-" else None


def changes_before(words: Words, i: int) -> bool:
    """Whether a verb of change governs the "from" at word ``i``."""
    for w in reversed(words.low[max(0, i - 12) : i]):
        if w in CHANGE:
            return True
        if w in (".", ";", "range", "ranges", "ranging", "ranged", "between"):
            return False
    return False
