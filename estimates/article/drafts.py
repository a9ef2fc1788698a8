"""What a figure is a figure of, where it measures, as shares, sums and lengths do."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.antecedents import of_these
from estimates.article.befell import unit_of
from estimates.article.beside import set_beside
from estimates.article.chunks import Span, phrase_start
from estimates.article.clauses import is_finite
from estimates.article.context import done_before, measured_before, noun_of
from estimates.article.document import Document
from estimates.article.persons import is_acronym
from estimates.article.predicates import OF_THEM, counted_at, object_of, shared
from estimates.article.standing import Standing
from estimates.figures.forms import TIMES
from estimates.records import record, replace
from estimates.units import is_count, is_money, of_one_dimension

# What a word is that may be the subject of the verb behind it.
_SUBJECT = flag.WORD | flag.PREPOSITION | flag.PRONOUN | flag.SUBORDINATOR | flag.HELPER | flag.ADVERB | flag.DATE
_FRONTED = 3  # tokens from "of" to a number: "of the estimated 900 men"


@record
class Draft:
    """What one figure counts or measures, before it is named.

    ``same_as`` is the number of the figure whose noun this one takes over; ``aspect`` says how it differs: "each",
    "part" of a whole, "more" on top of it; ``per`` is what "each" goes by, or what the part is. ``fate`` is what befell
    those counted: "killed", "destroyed". ``carried`` says that the noun comes from another sentence, ``told`` that
    the clause itself says what is counted, though not beside the number: "22 were children".
    """

    noun: str | None
    unit: str | None
    place: str | None
    measured: str | None = None
    same_as: int | None = None
    aspect: str = ""
    per: str = ""
    fate: str = ""
    carried: bool = False
    told: bool = False


def measure(
    document: Document, at: Standing, place: str | None, drafts: Sequence[Draft], standings: Sequence[Standing]
) -> Draft:
    """A measure: named by its noun, by the phrase beside it, or as the measure before it in the sentence."""
    figure, first, last, floor = at.figure, at.first, at.last, at.sentence.first
    unit, noun = figure.unit or "", None if figure.borrowed else figure.noun
    before = _reaching_up(document, at)
    if before is not None:
        return Draft(noun_of(document, before, counted=False), unit, place, told=True)
    if noun is not None and len(noun) > 1:
        return Draft(noun, figure.unit, place, told=unit == "percent" and bool(drafts) and drafts[-1].told)
    if figure.gloss_of is not None and drafts:  # "38,000 soles ($10,350)"
        return replace(drafts[-1], unit=figure.unit, same_as=len(drafts) - 1)
    whose = shared(document, at) or set_beside(document, at) if unit == "percent" else None
    if whose is not None:
        return Draft(whose, unit, place, told=True)
    if unit == "percent" and drafts and drafts[-1].told and drafts[-1].unit == unit:
        last += 2 * (document.lows[last : last + 2] == ["all", "other"])
        beside = counted_at(document, last, capital=True) if document.lows[first - 1] in ("and", ",") else None
        if beside is not None:  # "61 percent were Serbs and 32 percent Croats"
            return Draft(beside, unit, place, told=True)
    rate = _rate_of(document, at)
    if rate is not None:
        return Draft(rate, unit, place, told=True)
    phrase = object_of(document, at) or _bracketed(document, at)
    if phrase is None and not (drafts and _joined(document, first, floor)):
        phrase = no_speaker(at, measured_before(document, first, floor, spent=True))
    if phrase is not None and drafts and standings[len(drafts) - 1].first < phrase[0] < standings[len(drafts) - 1].last:
        phrase = None  # "up 19 cents at $4"
    if unit not in TIMES and document.lows[first - 1] in document.lists["gains"]:
        phrase = None  # "Orr took 47 percent"
    measured = noun_of(document, phrase, counted=False) if phrase is not None else None
    if measured is None and phrase is not None and document.lows[phrase[1] - 1] == "level":
        measured = "level"  # "the level at the gauge fell to 13 m"
    if measured is not None and unit in TIMES and unit_of(document.language, measured) == "person":
        measured = None  # "police took 40 minutes"
    measured = measured or (_measured_after(document, last) if unit != "percent" else None)
    if measured is not None:
        return Draft(measured, figure.unit, place, measured)
    whole = _whole_counted(document, at)
    if whole is None and unit == "percent":
        whole = _whole_of(document, at, drafts, standings) or _said_again(document, at, drafts, standings)
    if whole is not None:
        return Draft(whole, unit, place, told=True)
    led = first - 1 - (document.lows[first - 2] == ",") if document.lows[first - 1] in ("to", "at") else -1
    # "And Orr lost 2 percent": behind a verb with a subject, of nothing that was told before.
    own = is_finite(document, first - 1) and document.tags[first - 2] & _SUBJECT == flag.WORD
    more = unit == "percent" and document.lows[last] in ("more", "less", "fewer")  # ... than before
    for k in range(len(drafts) - 1, max(len(drafts) - 4, -1), -1):
        same = standings[k].number == at.number
        again = more or (first == floor and drafts[k].told and drafts[k].unit == unit == "percent")  # "A third smoke"
        near = same or (again and standings[k].sentence.paragraph == at.sentence.paragraph)
        of_measure = near and not is_count(drafts[k].unit or "count")
        if same and (own or any(_shares_out(document, j) for j in range(standings[k].beyond, first))):
            break  # "a fund of £5m, each household to receive £900"
        fell = standings[k].last == led  # "9 percent to $4", "19 cents at $4"
        if of_measure and (fell or of_one_dimension(drafts[k].unit, unit)):
            acts = unit != "percent" and document.lows[first - 1].endswith("ing")  # "cost $9m, asking $4m for repairs"
            over = replace(drafts[k], unit=figure.unit, place=place or drafts[k].place, same_as=k, carried=not same)
            return replace(over, noun=None) if acts else over
    done = done_before(document, first, floor)
    return Draft(None, figure.unit, place, done)


def _shares_out(document: Document, k: int) -> bool:
    """Whether "each" or "every" at token ``k`` stands before those who get a part, and not behind a sum."""
    after = document.tags[k + 1]
    return document.lows[k] in ("each", "every") and bool(after & flag.LOWER) and not after & flag.PREPOSITION


def _measured_after(document: Document, token: int) -> str | None:
    """What money is in: "$90 million in aid", "$5 million of assets"; up to three small words after the figure."""
    lows, tags = document.lows, document.tags
    end = document.sentences[document.sentence_of[token - 1]].last
    if token + 1 >= end or lows[token] not in ("in", "of"):
        return None
    closed = flag.PREPOSITION | flag.HELPER | flag.DETERMINER | flag.SUBORDINATOR | flag.VERB
    closed |= flag.NUMBER | flag.PRONOUN  # "plunged 1,800m in three minutes", "$40 million of it"
    last = token + 1
    while last < min(token + 4, end) and tags[last] & (flag.LOWER | closed) == flag.LOWER:
        last += 1
        closed |= flag.ADVERB | flag.PARTICIPLE | flag.IRREGULAR_PAST  # "in funding approved", but "in frozen assets"
    last -= lows[last - 1] == "and"
    dated = lows[last - 1] in document.language.people.dates or lows[last - 1][-1].isdigit()
    dated = dated or tags[last] & flag.DATE > 0 or lows[last][:1].isdigit()  # "in mid-1986", "in early May"
    return document.span(token + 1, last) if last > token + 1 and not dated else None


def _reaching_up(document: Document, at: Standing) -> Span | None:
    """ "Winds up to 96 km/h", "with gusts over 120 km/h": a plural right before a measure that is hedged."""
    lows, k = document.lows, at.first
    unit = at.figure.unit
    measured = unit is not None and not unit.startswith("percent") and not is_money(unit)
    if at.figure.hedge not in {"up_to", "more_than", "nearly"} or not measured:
        return None
    noun = (
        k > at.sentence.first
        and document.language.nouns.is_plural(lows[k - 1])
        and lows[k] in document.lists["reaching_up"]
        and lows[k - 1] not in document.lists["runs_up"]  # "he faces up to nine years", "it lasts up to"
    )
    first = phrase_start(at.sentence, k - 1, plain=True) if noun else k
    noun = noun and lows[first] not in document.lists["one_of_many"]  # "each plane waits up to two hours"
    return (first, k) if noun else None


def _rate_of(document: Document, at: Standing) -> str | None:
    """ "19 deaths (CFR 0.4%)", "(CFR: 0.4%)": the rate by its letters."""
    words, k = document.words, at.first - 1 - (document.words[at.first - 1] == ":")
    alone = at.figure.unit == "percent" and k - 1 > at.sentence.first and words[k - 1] == "("
    return words[k] if alone and is_acronym(words[k]) else None


def _bracketed(document: Document, at: Standing) -> Span | None:
    """ "The Flood Appeal ($40 million)", "the grant ($9,000)": what money in brackets is of, and not who has it."""
    words, tags, k = document.words, document.tags, at.first - 1
    alone = words[k] == "(" and words[at.last : at.last + 1] == [")"] and k > at.sentence.first
    if not alone or not is_money(at.figure.unit):
        return None
    first = phrase_start(at.sentence, k - 1, plain=True)
    before = tags[first - 1] if first > at.sentence.first else 0
    return (first, k) if (tags[first] | before) & flag.ARTICLE and tags[k - 1] & flag.WORD else None


def _whole_counted(document: Document, at: Standing) -> str | None:
    """ "94 percent of the 1,860 members", "900 miles of the island's 4,000 miles of roads": part of what comes next."""
    later, lows = at.later, document.lows
    if later is None or later.noun is None or lows[at.last : at.last + 1] != ["of"]:
        return None
    if at.figure.unit not in ("percent", later.unit):
        return None
    k, end = at.last + 1, document.token_at(later.start)
    k += lows[k] in ("all", "both")
    while k < end and document.tags[k] & (flag.DETERMINER | flag.OWNER):
        k += 1
    return later.noun if k == end else None


def _said_again(document: Document, at: Standing, drafts: Sequence[Draft], standings: Sequence[Standing]) -> str | None:
    """ "It had 1,104 cases, or 9 percent": the share of what was counted just before."""
    if not drafts or document.lows[at.first - 2 : at.first] != [",", "or"]:
        return None
    return drafts[-1].noun if standings[len(drafts) - 1].beyond == at.first - 2 else None


def _whole_of(document: Document, at: Standing, drafts: Sequence[Draft], standings: Sequence[Standing]) -> str | None:
    """What a share without a noun is of: "of the 900 nurses, 40 percent", "900 nurses, of whom 40 percent"; its change.

    "A 40 percent rise in prices" is a rise.
    """
    change = document.lows[at.last]
    if change in document.lists["changes"]:
        return change
    opens, led = at.sentence.first, document.lows[at.sentence.first] in ("of", "among")
    for draft, earlier in zip(reversed(drafts), reversed(standings[: len(drafts)]), strict=True):
        measured = draft.unit is not None and not is_count(draft.unit) and draft.unit not in ("percent", "fraction")
        of_sum = measured and document.lows[at.first - 2 : at.first] == ["of", "which"]
        if earlier.number < at.number - 1 or of_sum:
            break  # "$40 million, of which 38% is funded"
        fronted = led and earlier.number == at.number and earlier.first <= opens + _FRONTED
        theirs = document.lows[at.last : at.last + 2] in OF_THEM
        if theirs and _is_placed(document, earlier) and len(drafts) > 1:
            continue  # "left 900 nurses without power in 17 towns; 40 percent of them"
        share = theirs and draft.unit in ("percent", "fraction")  # "One in five nurses came. A third of them left"
        if (share or is_count(draft.unit or "")) and (fronted or theirs or of_these(document, at)):
            return draft.noun
    return None


def _is_placed(document: Document, at: Standing) -> bool:
    """Whether a figure only says where: "in 17 towns", "at the two sites"."""
    k = at.first - 1 - (document.tags[at.first - 1] & flag.ARTICLE > 0)
    return document.lows[k] in document.lists["before_place"]


def no_speaker(at: Standing, phrase: Span | None) -> Span | None:
    """ "Police put the crowd at 900, organisers at 4,000": what is counted are not those who count.

    In "police data show thefts at 900" it begins behind the verb of theirs.
    """
    if phrase is None:
        return None
    before = [frame for frame in at.frames if frame.last <= at.first]
    first = max((frame.last for frame in before if phrase[0] < frame.last < phrase[1]), default=phrase[0])
    sources = (frame.source for frame in (*at.owner.frames, *before))
    return None if any(a < phrase[1] and first < b for a, b in sources) else (first, phrase[1])


def _joined(document: Document, first: int, floor: int) -> bool:
    """True for the second of two measures: "to several weeks or to one week"."""
    lows = document.lows
    joins = first - 1 > floor and lows[first - 1] in ("or", "and", "to")
    return joins and lows[first - 2] not in document.lists["level_leads"]
