"""Hedges and directions beside a number: "no fewer than", "or so", "up", "rose from ... to"."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from estimates.figures.nouns import is_person
from estimates.figures.numerals import NUMBER_WORDS
from estimates.figures.tokens import Words
from estimates.lang.lexicon import lexicon, lists

_LEXICON = lexicon("hedges")
_RANK: dict[str, int] = {hedge: rank for rank, hedge in enumerate(_LEXICON["rank"])}
_AROUND, _TREND = lists("hedges", "around"), lists("hedges", "trend")
_UP, _DOWN = _TREND["up"], _TREND["down"]
MOVES = _UP | _DOWN
CHANGE = _TREND["change"] | MOVES
_NO_CHANGE = frozenset([".", ";", "range", "ranges", "ranging", "ranged", "between"])

_Form: TypeAlias = tuple[tuple[str, ...], str]  # a phrase and what it says


def _by_edge(phrases: dict[str, list[str]], edge: int) -> dict[str, list[_Form]]:
    """Phrases by their last (or first) word, longest first, cut into words as texts are."""
    table: dict[str, list[_Form]] = {}
    for hedge, forms in phrases.items():
        for form in forms:
            words = tuple(w for w in Words(form).low if w)
            table.setdefault(words[edge], []).append((words, hedge))
    return {word: sorted(forms, key=lambda form: (-len(form[0]), form)) for word, forms in table.items()}


#: The hedges before a number by their last word, and those after it by their first.
BEFORE, _AFTER = _by_edge(_LEXICON["before"], -1), _by_edge(_LEXICON["after"], 0)
_ALONE = {word: forms[-1][1] if len(forms[-1][0]) == 1 else None for word, forms in BEFORE.items()}
_LONGER: dict[tuple[str, str], list[_Form]] = {}
for _word, _forms in BEFORE.items():
    for _form in _forms[: len(_forms) - (_ALONE[_word] is not None)]:
        _LONGER.setdefault((_form[0][-2], _word), []).append(_form)
_AFTER_STARTS = _AFTER.keys() | {"-", "–"}


@cache
def hedge_words() -> dict[str, str]:
    """Every phrase that hedges, with what it says, also cut short as a column of hedges has it: "more", "or less".

    Examples
    --------
    >>> hedge_words()["no fewer than"], hedge_words()["more"], hedge_words()["~"]
    ('at_least', 'more_than', 'about')
    """
    phrases = {form: hedge for side in ("after", "before") for hedge, some in _LEXICON[side].items() for form in some}
    return {form.removesuffix(" than"): hedge for form, hedge in phrases.items()} | phrases


def strongest(hedges: list[str]) -> str:
    """Pick the hedge that decides among stacked ones.

    Examples
    --------
    >>> strongest(["about", "at_least"])
    'at_least'
    """
    return hedges[0] if len(hedges) == 1 else min(hedges, key=_RANK.__getitem__, default="plain")


def hedge_before(words: Words, i: int, time: bool) -> tuple[list[str], int]:
    """Read the hedges that end before word ``i``: their kinds, and the word the first starts at.

    ``time`` is whether a span of time is counted, where "over" mostly means during.
    """
    hedges: list[str] = []
    low = words.low
    if low[i - 1] == "the" and low[i - 2] in _AROUND["comparing"]:
        return hedges, i
    while low[i - 1] in BEFORE and len(hedges) < 4:
        k, hedge = _phrase_before(low, i)
        if k == i or (k == i - 1 and not _is_meant(low[k], low[k - 1], k, time)):
            break
        i = k
        hedges.append(hedge)
    while hedges and hedges[-1] == "plain" and low[i] in ("the", "as", "all"):  # a determiner alone is no hedge
        hedges.pop()
        i += 1
    return hedges, i


def _phrase_before(low: list[str], i: int) -> tuple[int, str]:
    """Find the longest hedge that ends before word ``i``: the word it starts at (``i`` if there is none), its kind."""
    for form, hedge in _LONGER.get((low[i - 2], low[i - 1]), ()):
        k = i - len(form)
        if k >= 0 and tuple(low[k:i]) == form and low[k - 1] not in _AROUND.get(" ".join(form), ()):
            return k, hedge
    alone = _ALONE[low[i - 1]]
    return (i, "") if alone is None else (i - 1, alone)


def _is_meant(word: str, before: str, k: int, time: bool) -> bool:
    """Whether a word that can hedge does: "over five years", "the past 5" and "talk about 5" do not."""
    if time and word in _AROUND["during"]:
        return before in _AROUND["lasting"] or (k == 0 and word == "over")
    if word == "under":
        return before not in _AROUND["lying"]
    if word == "past":
        return before not in _AROUND["possessive"]
    if word == "about":
        return before not in _AROUND["topic"]
    return word != "all" and not (word == "near" and before in ("located", "and"))


def hedge_after(words: Words, j: int) -> tuple[list[str], int]:
    """Read the hedges that start at word ``j``: their kinds, and where they stop."""
    low = words.low
    hedges: list[str] = []
    while low[j] in _AFTER_STARTS and len(hedges) < 2:
        k = j + (low[j] in ("-", "–") and words.joined(j, j + 2) and low[j + 1] in _AROUND["suffixes"])
        found = ((form, hedge) for form, hedge in _AFTER.get(low[k], ()) if tuple(low[k : k + len(form)]) == form)
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
        return suffix or not after[:1].isalnum() or is_person(after)
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
    if form[0] == "and" and (after[:1].isdigit() or after in NUMBER_WORDS):  # "40 and over 65"
        return False
    if form in (("minimum",), ("maximum",)) and after in _AROUND["fixed"]:  # "a $9 minimum wage"
        return False
    return len(form) > 1 or w not in _AROUND["trailing"] or not after[:1].isdigit()


def trend_of(words: Words, i: int, stop: int, signed: str, share: bool) -> str | None:
    """Tell whether the number is a change and not a level: "up 5 %", "fell by 300", "a 5 % increase", "+0.2 %".

    ``share`` is whether percent or points are counted, which are a change even as an object: "lost 3 %".
    """
    low = words.low
    before, further = low[i - 1], low[i - 2]
    if before == "by" or (further == "by" and before in ("a", "an")):
        for w in reversed(low[max(0, i - 6) : i - 1]):
            if w in MOVES:
                return "up" if w in _UP else "down"
            if w in (",", ".", ";"):
                break
    if before in ("up", "down") and further in _TREND["particled"]:
        return None
    if before == "of" and further in _TREND["amount_up"]:  # "an increase of 38 percent"
        return "up"
    if before == "of" and further in _TREND["amount_down"] and further != "loss":
        return "down"
    if before in MOVES and (share or before not in _TREND["transitive"]):
        return "up" if before in _UP else "down"
    after = low[stop + (low[stop] == "-")]
    if after in _TREND["amount_up"]:
        return "up"
    if after in _TREND["amount_down"]:
        return "down"
    return "up" if signed == "+" else "down" if share and signed == "-" else None


def changes_before(words: Words, i: int) -> bool:
    """Whether a verb of change governs the "from" at word ``i``."""
    near = (w for w in reversed(words.low[max(0, i - 12) : i]) if w in CHANGE or w in _NO_CHANGE)
    return next(near, "") in CHANGE
