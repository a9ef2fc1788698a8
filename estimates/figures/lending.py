"""What a bare number counts: a unit that another figure of the sentence lends, or the people its words imply."""

from __future__ import annotations

import math

from estimates.figures.counting import unit_of
from estimates.figures.forms import TIMES
from estimates.figures.labels import is_gapped, starts_sentence
from estimates.figures.linking import Figure, sentence_between, with_scale
from estimates.figures.measures import SHARES
from estimates.figures.nouns import counted_after
from estimates.figures.ones import is_one_among_many
from estimates.figures.tokens import DIGITS, Words

#: What may stand between a bare number and the figure whose unit it shares: "5 and 6 kg", "2 of the 5 billion won".
_JOINTS = (
    *(["and"], ["or"], [","], ["to"], [",", "and"], ["-", ","], ["-", "and"], ["-", "or"]),
    *(["or", "even"], ["and", "even"], ["if", "not"], [",", "if", "not"], [",", "or"], ["or", "maybe"]),
)
_JOINS = frozenset(["and", "or", "to"])
_COUNTS = ("person", "count")
_LEVELS = frozenset(["to", "at", "from"])
_REACH = 4  # figures back that a unit is looked for
_GAP = 4  # words between a share and one that has its verb
_NEAR = 4  # words between a figure and a share, or on to "respectively"
_MARGIN = 6  # words from "margin of error" to its points
_CROWD = 10  # are drawn by something at least
_POLL = 20  # words from a poll to a share
_ALL = 100  # percent
_BILLION = 1e9
_ALIKE = 20  # how many times another of its kind a figure may be


def lend(words: Words, figures: list[Figure]) -> list[Figure]:
    """Give every bare number what it counts, if its sentence says: from its own words, else from another figure."""
    groups = [figure if figure.unit is not None else _of_group(words, figure) for figure in figures]
    lent = lend_back(words, groups)
    for k, figure in enumerate(lent):
        told = figure
        if figure.noun in ("points", "point") and _is_of_a_share(words, lent, k):
            told = lent[k] = figure._replace(unit="percentage_point", noun=None)
        elif figure.unit is None and not _is_on_a_scale(words, figure):
            told = _of_fronted(words, _of_subject(words, _of_poll(words, figure)))
            told = told if told.unit is not None else _borrowed(words, lent, k)
            if told.unit is None or told.borrowed:
                told = _of_money(words, lent, k, bare=told.unit is None) or told
        counted = told.unit == "person" or (told.unit is not None and not told.borrowed)
        if not counted and k and _is_of_fronted_things(words, lent[k - 1], told):
            # "of 61 seats in the house, the Centre held 27"
            told = _taking(told, lent[k - 1])._replace(part=True, borrowed=False)
        elif not counted and _is_of_people(words, told):
            told = told._replace(unit="person", noun=None, borrowed=False)
        lent[k] = told
    return lent


def _is_of_a_share(words: Words, figures: list[Figure], k: int) -> bool:
    """ "Fell three points to 40 percent", "40 percent, three points down", "an error margin of two points"."""
    figure, low, differs = figures[k], words.low, words.lists["differs_by"]
    for share in figures[max(k - 1, 0) : k + 2]:
        first, stop = (figure.stop, share.first) if share.first > figure.first else (share.stop, figure.first)
        if not (share.unit or "").startswith(SHARES) or stop - first > _NEAR or sentence_between(words, first, stop):
            continue
        to = stop == share.first and low[stop - 1] in _LEVELS
        if to or low[figure.stop] in differs or (stop == figure.first and low[stop - 1] in differs):
            return True
    return {"margin", "error"}.issubset(low[max(figure.first - _MARGIN, 0) : figure.first])


def lend_back(words: Words, figures: list[Figure]) -> list[Figure]:
    """Give a bare number the unit of the next figure it is joined to: "5 and 6 kg", "three of its last five mayors"."""
    lent, whose = list(figures), words.lists["whose"]
    for k in range(len(lent) - 2, -1, -1):
        figure, following = lent[k], lent[k + 1]
        if following.scaled and "." in words.low[figure.first] and _shares_scale(words, figure, following):
            figure = lent[k] = with_scale(figure, following)
        if figure.part or figure.unit == "percent" or _is_of_nation(words, figure.noun):
            figure = lent[k] = _of_shared_head(words, figure, following)
        if figure.unit is not None or following.unit is None or following.trend is not None:
            continue
        if figure.part and figure.noun is not None:
            continue  # "a third of homes, two bridges"
        gap = words.low[figure.stop : following.first]
        of = gap[:1] == ["of"] and len(gap) < 4 and all(w in whose or w.endswith("'s") for w in gap[1:])
        gap = gap[:-3] if gap[-3:] == ["as", "many", "as"] else gap  # "hundreds or even as many as 900 men"
        # "hundreds, if not thousands, of men"
        joint = gap == ["or", "even"] or (following.hedge == "vague" and gap[:1] in ([","], ["if"], ["or"]))
        moves = gap == ["to"] and words.low[figure.first - 1] == "from"  # "from 900 to 400 men"
        whole = of or (figure.hedge == "vague" and joint) or moves or gap == ["out", "of"]
        share = str(following.unit).startswith(SHARES) and figure.value > _ALL  # "21,000, 54 percent of them men"
        if share or (gap == ["to"] and not _is_alike(figure, following)):
            continue  # "Orr rose 1.1 to £543,370"
        if gap == [","] and following.noun in words.lists["befallen_nouns"]:
            continue  # "rises to 61, 112 hurt"
        if whole or gap in _JOINTS or _is_gapped(words, figure, following):
            whole = whole or (gap == ["and"] and "respectively" in words.low[following.stop : following.stop + _NEAR])
            lent[k] = _taking(figure, following)._replace(borrowed=not whole)
            if _is_on_a_scale(words, figure):
                lent[k] = lent[k]._replace(unit=None)
    return lent


def _of_shared_head(words: Words, figure: Figure, following: Figure) -> Figure:
    """ "45 percent of the urban and 23 percent of the rural population": the head stands once, behind both."""
    told, later = figure.noun, (following.noun or "").partition(" ")
    joined = later[2] and words.low[figure.stop : following.first] in (["and"], ["or"], [","])
    is_quality = words.nouns.is_quality
    if not (told and joined):
        return figure
    nations = _is_of_nation(words, told) and _is_of_nation(words, later[0])  # "12 British and four French soldiers"
    if not nations and (" " in told or not (is_quality(told.lower()) and is_quality(later[0].lower()))):
        return figure
    return figure._replace(unit=following.unit if nations else figure.unit, noun=f"{told} {later[2]}")


def _is_of_nation(words: Words, noun: str | None) -> bool:
    """Whether words are the adjective of a nation: "British", "South Korean", "U.S."."""
    return noun is not None and noun.lower() in words.language.people.nations


def _shares_scale(words: Words, figure: Figure, following: Figure) -> bool:
    """ "Armies of 4.1 and 8.3 million": nothing that is counted comes in tenths, so the scale is that of both."""
    bare = figure.unit is None and figure.noun is None and not figure.scaled
    return bare and words.low[figure.stop : following.first] in (["and"], ["or"], [","])


def _taking(figure: Figure, lender: Figure) -> Figure:
    return figure._replace(unit=lender.unit, noun=lender.noun, borrowed=True)


def _borrowed(words: Words, figures: list[Figure], k: int) -> Figure:
    """Take the unit of the nearest figure before, in the sentence, that may lend it."""
    figure = figures[k]
    for before in reversed(figures[max(0, k - _REACH) : k]):
        if sentence_between(words, before.stop, figure.first):
            break
        apart = before.unit is None or _says_again(words, before, figure) or is_one_among_many(words, before.first)
        if not apart and _lends(words, before, figure):
            return _taking(figure, before)
    return figure


def _says_again(words: Words, before: Figure, figure: Figure) -> bool:
    """ "900 million yuan ($125 million), of which 700 million": what is told in brackets is not gone on with."""
    return words.low[before.first - 1] == "(" and ")" in words.low[before.stop : figure.first]


def _of_money(words: Words, figures: list[Figure], k: int, *, bare: bool) -> Figure | None:
    """ "Losses of $5 billion, after a 2.98 billion loss", "revenue was 40 million": of the currency last told.

    ``bare`` says that nothing lends it a unit; what is counted in billions then is money.
    """
    figure, sums = figures[k], words.lists["paid_sums"]
    led = words.low[figure.first - 1] in words.lists["reaching_sums"] and words.low[figure.first - 2] in sums
    summed = led or words.low[figure.closing] in sums
    if not (figure.scaled and (summed or (bare and figure.noun is None and figure.value >= _BILLION))):
        return None
    near = (before for before in reversed(figures[max(0, k - _REACH) : k]) if not _says_again(words, before, figure))
    unit = next((before.unit for before in near if (before.unit or "")[:3].isupper()), None)
    noun = words.low[figure.closing] if summed and not led else None
    return None if unit is None else figure._replace(unit=unit.partition("/")[0], noun=noun, borrowed=False)


def _is_on_a_scale(words: Words, figure: Figure) -> bool:
    """Whether a bare number is a share, or a place on a scale: neither has a unit of its own."""
    return (figure.part and 0 < figure.value < 1) or words.low[figure.first - 1] == "magnitude"


def _of_poll(words: Words, figure: Figure) -> Figure:
    """ "A poll had Labour on 41 and the Greens on 12": the share of whoever stands before it."""
    k = figure.first - 1
    polled = words.low[k] == "on" and words.raw[k - 1][:1].isupper() and figure.noun is None and figure.value < _ALL
    near = words.low[max(k - _POLL, 0) : k] if polled else ()
    return figure if words.lists["asking"].isdisjoint(near) else figure._replace(unit="percent")


def _of_group(words: Words, figure: Figure) -> Figure:
    """Count the people that a group is of: "a crew of 25", "a city of around two million"."""
    k = figure.first - 2
    tenths = not figure.scaled and "." in figure.text  # "a band of 2.5 to 7.5"
    group = k >= 0 and words.low[k + 1] == "of" and words.low[k] in words.lists["groups"]
    if not group or tenths or words.raw[k] != words.low[k]:
        return figure  # as the Group of 77
    return figure._replace(unit="person", noun=words.printed(k, k + 1))


def _of_subject(words: Words, figure: Figure) -> Figure:
    """Count the people of a subject that has a number: "the death toll rose to 43", "put the crowd at 15,000"."""
    low = words.low
    if low[figure.first - 1] in words.lists["reaching"]:
        for k in range(figure.first - 2, max(figure.first - 10, -1), -1):
            if low[k] in words.lists["headcounts"]:
                return figure._replace(unit="person", noun=low[k])
            if low[k][:1] in DIGITS or not low[k][0].isalnum() or low[k] in ("number", "and"):
                break
    return figure


def _of_fronted(words: Words, figure: Figure) -> Figure:
    """Count what stands before the clause: "of the staff, 12 to 15 knew"."""
    low, comma = words.low, figure.first - 1
    if figure.unit is not None or comma < 2 or low[comma] != ",":
        return figure
    k = next((k for k in range(comma - 1, max(comma - 7, -1), -1) if low[k] == "of"), None)
    if k is None or (k and low[k - 1][:1].isalnum()):
        return figure
    first = k + 1 + (low[k + 1] in words.lists["pointers"])
    noun = counted_after(words, first)
    if noun is None or noun.stop != comma:
        return figure
    first += low[first][:1] in DIGITS  # "of 27 EU states, 19"
    return figure._replace(unit=unit_of(words, noun), noun=words.printed(first, comma), part=True)


def _is_of_people(words: Words, figure: Figure) -> bool:
    """Whether a verb beside the number says so: "two quakes killed 40", "when 41 died", "12 were arrested"."""
    lists = words.lists
    low, k, harmed = words.low, figure.closing, lists["harmed"]
    while low[k] in lists["helping"]:
        k += 1
    befell = low[k] in harmed or (low[k] == "shot" and low[k + 1] != "down")
    passive = k > figure.closing and low[k - 1] in lists["be"]  # "15 were attended by the mayor"
    does = (low[k] in lists["doing"] and not passive) or (low[k + 1] in ("up", "out") and low[k] in lists["turning_up"])
    drawn = low[figure.first - 1] in lists["drawing"] and not figure.value < _CROWD  # but "won seven and drew four"
    brought = low[figure.first - 1] in harmed or drawn
    alone = k == figure.closing and (befell or low[k] in lists["held_alone"])  # "flood in Oldtown: 27 arrested"
    befell_passive = k > figure.closing and (befell or low[k] in lists["passives"])
    numbered = low[figure.closing : figure.closing + 4] == ["the", "number", "of", "those"]  # "brings to 70 the number"
    return brought or does or numbered or befell_passive or (alone and _ends_clause(words, k + 1))


def _ends_clause(words: Words, k: int) -> bool:
    """Whether a participle before word ``k`` has no object: it ends its clause, or a preposition follows."""
    return not words.low[k].isalpha() or words.low[k] in words.lists["prepositions"]


def _is_gapped(words: Words, figure: Figure, following: Figure) -> bool:
    """Whether only a conjunction and the next giver's name stand between: "Sweden sent 800 and Norway 450 men"."""
    gap = range(figure.stop, following.first)
    if not 1 < len(gap) < 5 or words.low[gap[0]] not in ("and", ",", "but"):
        return False
    return all(words.raw[k][0].isupper() or words.low[k] in ("and", "the") for k in gap[1:])


def _lends(words: Words, lender: Figure, figure: Figure) -> bool:
    """Whether two figures of a sentence may share a unit: in "lost 1 % to 1,334" they do not."""
    unit, low = str(lender.unit), words.low
    if unit.startswith(SHARES) and _is_compared(words, figure) and _is_alike(lender, figure):
        return True  # "grew 3 percent, compared with 5 a year earlier"
    if unit in TIMES and "another" in (low[figure.first], low[figure.first - 1]):
        return False  # "for 20 seconds, and another 900 felt it"
    if unit in TIMES and low[lender.first - 1] in words.lists["pointed"]:
        return False  # "in its first ten days, half a million more"
    if unit in TIMES and low[figure.stop] in words.lists["be_present"]:
        return False  # "900 came in three days and 40 are in hospital"
    if unit.startswith(SHARES) and (low[lender.first - 1] == "(" or "%" in low[figure.stop : figure.stop + _GAP]):
        return False  # "900 cases (76%), 340 (15%) were mild, and 12 died"
    of_which = low[figure.closing : figure.closing + 2] == ["of", "which"]
    if of_which and not unit.startswith((*_COUNTS, *SHARES)) and not unit[:3].isupper():
        return True  # "12 minutes at a time, two of which"
    if unit[:3].isupper() and lender.trend is not None and low[figure.first - 2 : figure.first] == [",", "to"]:
        return True  # "fell 6.40 kronor, or 5.2 percent, to 116.80"
    between = low[lender.stop : figure.first]
    measured = not unit.startswith((*_COUNTS, *SHARES)) and unit not in TIMES
    if measured and lender.text.rpartition("-")[2].isalpha() and not unit[:3].isupper():
        return False  # "the 20-metre boat held 700"
    alike = figure.scaled == lender.scaled and not figure.part
    if between == ["to"] and measured and lender.trend is not None and alike:
        return True  # "rose by 22,000 tonnes to 187,400"
    if measured and between[-1:] == ["of"] and len(between) < _GAP and figure.value >= lender.value:
        return True  # "900 cubic yards cleared of an estimated 4,000"
    beyond = "".join(low[figure.stop + 1 : figure.stop + 4]) if low[figure.stop] == "of" else ""
    if unit.startswith(SHARES) and not DIGITS.isdisjoint(beyond):
        return False  # "73% opened, 319 of around 2,315 closed"
    if unit.startswith(SHARES) and _is_parallel(words, lender, figure):
        return True
    if (lender.trend is None) != (figure.trend is None) and not is_gapped(words, figure.first):
        return False
    if unit.startswith(_COUNTS):
        if figure.value >= _BILLION and not _is_alike(lender, figure):
            return False
        whole = figure.scaled or figure.part or not figure.value % 1 > 0
        return whole or lender.value % 1 > 0  # fractions are of rates, not of counts
    if unit.startswith(SHARES):
        size = figure.value if figure.value == figure.value else figure.low  # "95 %, from 392,979 to 942,636"
        in_digits = [not DIGITS.isdisjoint(one.text) for one in (lender, figure)]
        spelt = in_digits == [True, False] and low[figure.first - 1] not in _JOINS
        far = size > _ALL > lender.value and not _is_alike(lender, figure)
        if figure.scaled or far or size >= 1000 or spelt:  # "12 percent had three", "8 percent, so 590"
            return False
        return (low[lender.first - 1] in _LEVELS) == (low[figure.first - 1] in _LEVELS)
    if unit[:3].isupper() and low[figure.first - 1] == "for" and not figure.scaled:
        return False  # "it was $60 for two"
    if unit[:3].isupper() and figure.scaled and not lender.scaled and (lender.each or "/" in unit):
        return False  # "at $4 each; Orr has bought 25 million"
    leads = low[lender.first - 1].removesuffix("s"), low[figure.first - 1].removesuffix("s")  # "cost ... now costs"
    alike = leads[0] == leads[1] and low[figure.first - 1] not in words.lists["specifiers"]
    if unit in TIMES and low[figure.first - 1] == "from" and not _is_alike(lender, figure):
        return False  # "27,000 waited over 12 hours, up from 23,000"
    if alike or (between and words.lists["between_members"].issuperset(between)) or (lender.change and figure.change):
        return True
    if figure.scaled or unit[:3].isupper():  # money is rarely left without its sign
        return figure.scaled and (lender.scaled or unit[:3].isupper())  # "a million bpd above the 15.8 million ceiling"
    return unit.partition("/")[0] not in TIMES and figure.text[-1:].isdigit()


def _is_of_fronted_things(words: Words, whole: Figure, figure: Figure) -> bool:
    """Whether a bare number is a part of things that the sentence opens with: "Of 61 seats, the Centre held 27"."""
    first = whole.first - 1 - (words.low[whole.first - 1] == "the")
    opens = words.low[first] == "of" and starts_sentence(words, first) and whole.unit == "count"
    bare = (figure.noun is None or figure.borrowed) and words.low[figure.first - 1] in words.lists["keeps"]
    return opens and bare and figure.value <= whole.value and not sentence_between(words, whole.stop, figure.first)


def _is_parallel(words: Words, lender: Figure, figure: Figure) -> bool:
    """ "Eggs rose by 18 percent, poultry by 11", "zinc gained 0.6 percent, lead 0.2": the verb is left out."""
    low, gap = words.low, words.low[lender.stop : figure.first]
    if gap[:1] not in ([","], ["and"], [";"]) or not 2 <= len(gap) <= _GAP or low[figure.closing].isalnum():
        return False
    if gap[-1] == "by":
        return low[lender.first - 1] == "by"
    whose = words.raw[figure.first - 1].islower() and gap[-1] not in words.lists["stop"]
    return len(gap) == 2 and whose and "." in lender.text and "." in figure.text and lender.trend is not None


def _is_compared(words: Words, figure: Figure) -> bool:
    """Whether a figure is held against another of the same: "compared with 5", "down from 5", "instead of 5"."""
    return " ".join(words.low[figure.first - 2 : figure.first]) in words.lists["held_against"]


def _is_alike(lender: Figure, figure: Figure) -> bool:
    """Whether one of two figures is no more than some ten times the other."""
    one, other = (each.low if math.isnan(each.value) else each.value for each in (lender, figure))
    return other <= _ALIKE * one and one <= _ALIKE * other
