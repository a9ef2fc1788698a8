"""What a bare number counts: a unit that another figure of the sentence lends, or the people its words imply."""

from __future__ import annotations

from estimates.figures.linking import Figure, sentence_between
from estimates.figures.measures import SHARES, TIMES
from estimates.figures.nouns import is_person, noun_after
from estimates.figures.tokens import DIGITS, Words
from estimates.lang.lexicon import lexicon, words_of

#: What may stand between a bare number and the figure whose unit it shares: "5 and 6 kg", "2 of the 5 billion won".
_JOINTS = (
    *(["and"], ["or"], [","], ["to"], [",", "and"], ["-", ","], ["-", "and"], ["-", "or"]),
    *(["or", "even"], ["and", "even"], ["if", "not"], [",", "if", "not"], [",", "or"], ["or", "maybe"]),
)
_WHOSE = words_of("the its his her their our these those a all last first own other remaining total estimated")
_BESIDE = words_of(", and or to from then plus & against vs for than")  # all that stands between members of a list
_COUNTS = ("person", "count")
_LEVELS = frozenset(["to", "at", "from"])
_DETERMINERS = words_of("the these those its their his her")
_REACH = 4  # figures back that a unit is looked for
GROUPS = words_of(lexicon("nouns")["groups"])
NUMBERED = words_of(lexicon("nouns")["numbered"])
HARMED = words_of(lexicon("nouns")["harmed"])
DOING = words_of(lexicon("nouns")["doing"])
_REACHING = words_of("to at was is were reached hit topped passed exceeded totalled totaled stood as")
_HELPING = words_of("were was are have had been be being reportedly also")


def lend(words: Words, figures: list[Figure]) -> None:
    """Give every bare number what it counts, if its sentence says: from its own words, else from another figure."""
    lend_back(words, figures)
    for k, figure in enumerate(figures):
        if figure.unit is None and not _is_on_a_scale(words, figure):
            _count_group(words, figure)
            _count_subject(words, figure)
            _count_fronted(words, figure)
            if figure.unit is None:
                _borrow(words, figures, k)
        counted = figure.unit == "person" or (figure.unit is not None and not figure.borrowed)
        if not counted and _is_of_people(words, figure):
            figure.unit, figure.noun, figure.borrowed = "person", None, False


def lend_back(words: Words, figures: list[Figure]) -> None:
    """Give a bare number the unit of the next figure it is joined to: "5 and 6 kg", "three of its last five mayors"."""
    for k in range(len(figures) - 2, -1, -1):
        figure, following = figures[k], figures[k + 1]
        if figure.unit is not None or following.unit is None or following.trend is not None:
            continue
        gap = words.low[figure.stop : following.first]
        whole = gap[:1] == ["of"] and len(gap) < 4 and all(w in _WHOSE or w.endswith("'s") for w in gap[1:])
        if whole or gap in _JOINTS or _gapped(words, figure, following):
            _take(figure, following)
            if _is_on_a_scale(words, figure):
                figure.unit = None


def _take(figure: Figure, lender: Figure) -> None:
    figure.unit, figure.noun, figure.borrowed = lender.unit, lender.noun, True


def _borrow(words: Words, figures: list[Figure], k: int) -> None:
    """Take the unit of the nearest figure before, in the sentence, that may lend it."""
    figure = figures[k]
    for before in reversed(figures[max(0, k - _REACH) : k]):
        if sentence_between(words, before.stop, figure.first):
            return
        if before.unit is not None and _lends(words, before, figure):
            _take(figure, before)
            return


def _is_on_a_scale(words: Words, figure: Figure) -> bool:
    """Whether a bare number is a share, or a place on a scale: neither has a unit of its own."""
    return (figure.part and 0 < figure.value < 1) or words.low[figure.first - 1] == "magnitude"


def _count_group(words: Words, figure: Figure) -> None:
    """Count the people that a group is of: "a crew of 25", "a city of around two million"."""
    group = words.low[figure.first - 2]
    if figure.first > 1 and words.low[figure.first - 1] == "of" and group in GROUPS:
        figure.unit, figure.noun = "person", words.printed(figure.first - 2, figure.first - 1)


def _count_subject(words: Words, figure: Figure) -> None:
    """Count the people of a subject that has a number: "the death toll rose to 43", "put the crowd at 15,000"."""
    low = words.low
    if low[figure.first - 1] not in _REACHING:
        return
    for k in range(figure.first - 2, max(figure.first - 10, -1), -1):
        if low[k] in NUMBERED:
            figure.unit, figure.noun = "person", low[k]
        if low[k] in NUMBERED or low[k][:1] in DIGITS or not low[k][0].isalnum():
            return


def _is_of_people(words: Words, figure: Figure) -> bool:
    """Whether a verb beside the number says so: "two quakes killed 40", "when 41 died", "12 were arrested"."""
    low, k = words.low, figure.closing
    while low[k] in _HELPING:
        k += 1
    return low[figure.first - 1] in HARMED or low[k] in DOING or (k > figure.closing and low[k] in HARMED)


def _count_fronted(words: Words, figure: Figure) -> None:
    """Count what stands before the clause: "of the staff, 12 to 15 knew"."""
    comma = figure.first - 1
    if figure.unit is not None or comma < 2 or words.low[comma] != ",":
        return
    for k in range(comma - 1, max(comma - 7, -1), -1):
        if words.low[k] == "of":
            j = k + 1 + (words.low[k + 1] in _DETERMINERS)
            noun = noun_after(words, j, one=False)
            fronted = k == 0 or not words.low[k - 1][:1].isalnum()
            if fronted and noun is not None and noun.plural and noun.stop == comma:
                figure.unit, figure.noun = "person" if is_person(noun.head) else "count", words.printed(j, comma)
                figure.part = True
            return


def _gapped(words: Words, figure: Figure, following: Figure) -> bool:
    """Whether only a conjunction and the next giver's name stand between: "Sweden sent 800 and Norway 450 men"."""
    gap = range(figure.stop, following.first)
    return (
        1 < len(gap) < 5
        and words.low[gap[0]] in ("and", ",", "but")
        and all(words.raw[k][0].isupper() or words.low[k] in ("and", "the") for k in gap[1:])
    )


def _lends(words: Words, lender: Figure, figure: Figure) -> bool:
    """Whether two figures of a sentence may share a unit: in "lost 1 % to 1,334" they do not."""
    unit = str(lender.unit)
    if (lender.trend is None) != (figure.trend is None):
        return False
    if unit.startswith(_COUNTS):
        return True
    if unit.startswith(SHARES):
        if figure.scaled or figure.value >= 1000:  # no share
            return False
        return (words.low[lender.first - 1] in _LEVELS) == (words.low[figure.first - 1] in _LEVELS)
    if _parallel(words, lender, figure) or (lender.change is not None and figure.change is not None):
        return True
    if unit[:3].isupper():  # money is rarely left without its sign
        return figure.scaled
    return unit.partition("/")[0] not in TIMES and figure.text[-1:].isdigit()


def _parallel(words: Words, lender: Figure, figure: Figure) -> bool:
    """Whether two figures stand alike: after the same word, or side by side in a list."""
    same = words.low[lender.first - 1] == words.low[figure.first - 1]
    return same or _BESIDE.issuperset(words.low[lender.stop : figure.first])
