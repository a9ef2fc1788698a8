"""What stands around a figure: the noun phrase that it measures."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.chunks import Span, phrase_start
from estimates.article.clauses import before_adjuncts, is_finite
from estimates.article.document import Document
from estimates.figures.labels import is_yearlike

_BOUNDS = flag.PUNCTUATION_MARK | flag.SUBORDINATOR | flag.HELPER  # no noun phrase has them inside
_SAYS = flag.ASSERTION | flag.THOUGHT | flag.DENIAL
_EMPTY = ("empty_subjects", "dates", "no_counted", "no_thing")  # lists of what stands for nothing that is counted
_STACKED = 7  # tokens between two relative clauses of one noun
_MOVED = 5  # tokens from "send" to what it sends up or down
_ASIDE = 14  # tokens of ", the officials said,", ", which came at 30 a week,"


def measured_before(document: Document, token: int, floor: int, *, spent: bool = False) -> Span | None:
    """The noun phrase before the verb or "of" that leads to a figure: "arrivals could rise to 1,000", "a period of".

    ``spent`` lets verbs like "lasted" and "cost" lead as well, which have a measure after them and never a count.
    """
    lists = document.lists
    lows, tags = document.lows, document.tags
    token += lows[token] in lists["hedging_verbs"]  # "arrivals exceeded 900"
    token -= lows[token - 1] == "the" and not lists["level_marks"].isdisjoint(lows[token + 1 : token + 3])
    k = _before_extreme(document, token - 1, floor)
    if k is None:
        return None
    if k >= floor and (lows[k] in lists["gets"] or (lows[k] in lists["raises"] and not tags[k - 1] & flag.BE_FORM)):
        return None  # "the party got 87", "the appeal raised $4 million"
    if k >= floor and tags[k] & flag.HAVE_FORM and not spent:
        return None  # "the army had 3,000": not of armies
    if k > floor and lows[k] == ",":  # "estimates vary widely, from 40 to 90"
        k -= 1 + bool(tags[k - 1] & flag.ADVERB)
        k = k if lows[k] in lists["ranging"] else token - 1
    if k > floor and lows[k] == "from" and lows[k - 1] in lists["level_leads"]:
        k -= 1  # "fell from 900 to 400"
    if lows[k] == "to":
        k = _before_change(document, k, floor)
    k -= spent and lows[k] == "for" and lows[k - 1] in lists["asks_for_money"]
    leads = lists["measure_leads" if spent else "level_leads"]
    k -= k > floor and lows[k] == "number" and lows[k - 1] in ("who", "they")  # "the poorest, who number 900"
    while k >= floor and (
        (
            (lows[k] in leads or _is_led_at(document, k))
            and not (_is_made_of(document, k, floor) or _is_subject(document, k, floor))
        )
        or tags[k] & flag.HELPER
        or (k < token - 1 and _goes_with_helper(document, k, floor))
    ):
        k -= 1
    if spent and k > floor and lows[k] == "that" and k + 1 < token:
        opens = _before_relatives(document, k, floor)
        k = k if tags[opens - 1] & (_SAYS | _BOUNDS) else opens - 1  # "a field that was 40 acres"
    elif k > floor and lows[k] == "," and lows[k + 1] == "which" and k + 2 < token:
        k -= 1  # "the shares, which had fallen 12 percent"
    elif k > floor and lows[k] == "," and k + 2 == token - (lows[token - 1] == "at") and lows[k + 1].endswith("ing"):
        k -= 1  # "the rebels, numbering 900", "heavy rain, peaking at 90 mm"
    if k > floor and lows[k] == "," and k + 1 < token:  # "losses, the officials said, are 900"
        opens = next((j for j in range(k - 1, max(k - _ASIDE, floor), -1) if lows[j] == ","), k)
        aside = tags[opens + 1 : k]
        told = lows[opens + 1] in ("which", "who") or any(map(flag.ASSERTION.__and__, aside))
        k = opens - 1 if told else k
    moved = k > floor and lows[k] in {"up", "down"} and tags[k - 1] & (flag.BE_FORM | flag.PARTICIPLE)
    if moved:  # "output was up", "output edged up"
        k -= 2 - (tags[k - 1] & flag.PARTICIPLE == 0)
        while k > floor and tags[k] & flag.HELPER:
            k -= 1
    if k > floor + 1 and lows[k] in lists["spans_of_time"] and lows[k - 1] in lists["of_season"]:
        k -= 2  # "cases this year pass 900"
    k = before_adjuncts(document, k, floor)
    phrase = _head_phrase(document, _phrase(document, k + 1, floor), floor) if k + 1 < token else None
    if phrase is None:
        return None
    picked = lows[phrase[1]] not in leads and "up" in lows[phrase[1] : token]  # "Lee picked up two"
    if picked and tags[phrase[1] - 1] & flag.CAPITAL:
        return None
    return _ratio_of(document, phrase, floor) if spent else phrase


# -- what is stepped over: "a new high of", "by a quarter last year to" -----------------------------------------------


def _before_extreme(document: Document, k: int, floor: int) -> int | None:
    """ "Rose to a new high of 900", "hit a record of": the token before a level, None for "breaking the record of"."""
    lows, lists, j = document.lows, document.lists, k - 2
    if j <= floor or lows[k] != "of" or lows[k - 1] not in lists["level_heads"]:
        return k
    while j > floor and (document.tags[j] & flag.ARTICLE or lows[j] in lists["before_level_heads"]):
        j -= 1
    if lows[j] == "to" or lows[j] in lists["level_leads"]:
        return j
    return None if lows[k - 1] in lists["records"] else k


def _before_relatives(document: Document, k: int, floor: int) -> int:
    """ "An area that we must hold that is 40 acres": the first of two relative clauses of one noun."""
    lows, tags = document.lows, document.tags
    for j in range(k - 1, max(k - _STACKED, floor), -1):
        if tags[j] & flag.PUNCTUATION_MARK:
            break
        if lows[j] in document.lists["relatives"] and tags[j + 1] & (flag.PRONOUN | flag.FIRST_PERSON):
            return j
    return k


def _before_change(document: Document, k: int, floor: int) -> int:
    """ "Jumped by a quarter last year to 900": the token before what stands between a verb and the level it led to."""
    lows, lists = document.lows, document.lists
    if lows[k - 1] in lists["spans_of_time"] and lows[k - 2] in lists["of_season"]:
        k -= 2
    part = k - 1 - (lows[k - 1] == ",")  # "down by a third, to 900"
    if lows[part] in document.language.numerals.parts and lows[part - 1] in ("a", "one") and lows[part - 2] == "by":
        k = part - 2
    return max(k, floor)


def _is_led_at(document: Document, k: int) -> bool:
    """ "Arrests peaked at 40", "hovered around 40": a verb that leads to a level only with what follows it."""
    lists, lows = document.lists, document.lows
    if lows[k] in ("off", "out", "in"):
        return lows[k + 1] == "at" and lows[k - 1] in lists["level_at"]
    return lows[k] in lists["level_at"] and lows[k + 1] in lists["level_at_links"]


# -- phrases ----------------------------------------------------------------------------------------------------------


def _ratio_of(document: Document, phrase: Span, floor: int) -> Span:
    """ "Cut the risk of a stroke by 40 percent": the risk, and not the stroke, is what a share of it is told of.

    So is the flow of the one river, which counts nothing.
    """
    lows, tags, k = document.lows, document.tags, phrase[0] - 1
    while k > floor and tags[k] & (flag.DETERMINER | flag.PARTICIPLE | flag.CAPITAL):
        k -= 1
    if k <= floor or lows[k] != "of":
        return phrase
    if lows[k - 1] in document.lists["ratios"]:
        return k - 1, phrase[1]
    nouns, one = document.language.nouns, lows[k + 1] in document.lists["pointers"]
    if not one or nouns.is_plural(lows[phrase[1] - 1]) or nouns.is_person(lows[k - 1]) or nouns.is_plural(lows[k - 1]):
        return phrase
    first = next((j for j in range(k - 1, max(k - _MOVED, floor - 1), -1) if tags[j] & flag.ARTICLE), None)
    return phrase if first is None else (first, phrase[1])


def _is_made_of(document: Document, k: int, floor: int) -> bool:
    """ "A further cut of 40": before "of" and behind an article, what else is a verb is a noun."""
    lows = document.lows
    if lows[k + 1] != "of" or lows[k] in document.lists["level_links"]:
        return False
    return any(map(flag.DETERMINER.__and__, document.tags[max(k - 2, floor) : k]))


def _is_subject(document: Document, k: int, floor: int) -> bool:
    """ "The true number was 500", "pushing the total to 41": behind an article what else is a verb is a noun.

    So it is before a verb that agrees with it: "build costs are 2 percent higher".
    """
    lows, tags = document.lows, document.tags
    if lows[k + 1] == "by" and not tags[k] & flag.ACTED:  # "cut costs by"
        return tags[k - 1] & (flag.VERB | flag.PARTICIPLE | flag.DETERMINER) > 0
    if lows[k] == "total" and lows[k + 1] == "to":
        return any(map(flag.ARTICLE.__and__, tags[max(k - 3, floor) : k]))
    if tags[k] & flag.ACTED or not tags[k + 1] & flag.BE_FORM:
        return False
    agrees = lows[k + 1] in document.lists["agreeing"] and document.language.nouns.is_plural(lows[k])
    return agrees or any(map(flag.DETERMINER.__and__, tags[max(k - 2, floor) : k]))


def _goes_with_helper(document: Document, k: int, floor: int) -> bool:
    """ "Has increased to", "are projected to reach": a participle behind its helper is no noun."""
    helped = document.tags[k - 1] & (flag.HAVE_FORM | flag.BE_FORM)
    helped = helped and document.tags[k] & (flag.PARTICIPLE | flag.PLACEMENT | flag.PAST)
    return k > floor and bool(helped or _is_infinitive(document, k))


def _head_phrase(document: Document, phrase: Span | None, floor: int) -> Span | None:
    """ "The IDPs across these sites during this period numbered 40": what hangs on a noun is not what is counted."""
    tags, lows, lists = document.tags, document.lows, document.lists
    hangs = lists["hangs_on"]
    while phrase is not None:
        k = phrase[0] - 1
        while k > floor and (tags[k] & (flag.DETERMINER | flag.DATE) or is_yearlike(lows[k])):
            k -= 1  # "the population at the 2011 census", "crude for May delivery"
        if lows[k] == "of" and tags[phrase[0]] & flag.PARTICIPLE and lows[phrase[0]].endswith("ing"):
            earlier = _phrase(document, k, floor)  # "their chances of becoming ill by 80 percent"
            if earlier is not None:
                phrase = earlier
                continue
        owned = _phrase(document, k, floor) if _is_owned_by(document, k, phrase, floor) else None
        if owned is not None:
            phrase = owned
            continue
        if lows[phrase[1]] == "of" and lows[k] not in lists["within_place"]:
            break  # "the storm hit the coast with winds of 90 mph", "a quake at a depth of 9 km"
        done = is_finite(document, phrase[1]) and (lows[k - 1].endswith("ed") or lows[k] == "by")  # "held by rebels is"
        done = done or (lows[k] == "by" and lows[phrase[1]] == "at")  # "losses put by insurers at 40 million"
        given = lows[k] == "to" and lows[k - 1] in lists["given_to"]  # "cut its funding to the mission by"
        harms = lows[k] == "to" and lows[k - 1] in lists["harm_to"]  # "damage to the port came to 40 million"
        led = done or lows[k - 1].endswith("ing")
        acts = k > floor + 1 and led and not given and tags[k - 1] & (flag.PARTICIPLE | flag.IRREGULAR_PAST)
        if k <= floor or lows[k] not in hangs or (not (acts or given or harms) and lows[k] in ("of", "to", "as", "by")):
            break
        k -= bool(acts)  # "emissions leading to warming rose by 33 percent"
        earlier = _phrase(document, k, floor)
        if earlier is None and lows[k] in lists["within_place"] and tags[phrase[0]] & flag.CAPITAL:
            return None  # "and in Baghdad by 80 percent"
        sure = lows[k] == "among" or (acts and done) or harms
        if earlier is None or tags[earlier[1] - 1] & flag.DATE or (not sure and _is_no_thing(document, earlier[1] - 1)):
            break
        noun = tags[earlier[1] - 1] & flag.NOUN_TOO and tags[earlier[0] - 1] & flag.DETERMINER
        # "Rates for ships rose"
        opens = earlier[0] == floor and document.language.nouns.is_plural(lows[earlier[1] - 1])
        if tags[earlier[1] - 1] & (flag.VERB | flag.NOUN_TOO) and not (noun or harms or opens):
            break  # but "the infection rate in Vela is 19 percent"
        phrase = earlier
    return phrase


def _is_owned_by(document: Document, k: int, phrase: Span, floor: int) -> bool:
    """ "Prices in the markets of Orr": a name behind "of" says whose the thing is."""
    if k <= floor or document.lows[k] != "of":
        return False
    named = document.tags[phrase[1] - 1] & flag.CAPITAL and not document.tags[k - 1] & (flag.NUMBER | flag.VERB)
    return bool(named) and not document.language.nouns.is_plural(document.lows[phrase[1] - 1])


def _joins_names(document: Document, k: int, first: int) -> bool:
    """ "In Iraq and Syria": one place to the other."""
    around = document.tags[k + 1] & document.tags[k - 1] if k > first else 0
    return document.lows[k] == "and" and around & flag.CAPITAL > 0


def _brings(document: Document, k: int) -> bool:
    """ "The storm packed sustained winds of", "had caused losses of", "and caused": a verb behind its subject."""
    before = document.tags[k - 1] if k else 0
    if not document.tags[k] & flag.PARTICIPLE or not document.lows[k].endswith("ed"):
        return False
    subject = before & flag.WORD and not before & (flag.PARTICIPLE | flag.PREPOSITION | flag.ADVERB | flag.NUMBER)
    return bool(before & flag.HAVE_FORM or (subject and is_finite(document, k)))


def _is_no_thing(document: Document, k: int) -> bool:
    """ "Down from a peak of", "were slain for the loss of": a direction, or what befell somebody."""
    low = document.lows[k]
    befell = low in document.language.fates and not document.language.nouns.is_plural(low)  # but "deaths at sea"
    return low in document.lists["no_thing"] or befell


def _phrase(document: Document, end: int, floor: int) -> Span | None:
    """The noun phrase that ends before token ``end``, from its last determiner on and without what only links it."""
    lists, lows, tags = document.lists, document.lows, document.tags
    if end <= floor or tags[end - 1] & _BOUNDS:
        return None
    sentence = document.sentences[document.sentence_of[end - 1]]
    first = phrase_start(sentence, end - 1, plain=True)
    k, first = end, max(first, floor)
    while k > first and not (lows[k - 1][0].isdigit() or lows[k - 1] == "%" or tags[k - 1] & flag.DASH):
        if lows[k - 1] in lists["phrase_ends"] and not _joins_names(document, k - 1, first):
            break
        if lows[end] == "of" and k < end and _brings(document, k - 1):
            break
        k -= 1
        if tags[k] & flag.DETERMINER:
            break
    if tags[k] & flag.DATE and tags[k - 1] & flag.PREPOSITION and end - k > 1:
        k += 1  # "in March raids on bases numbered 40"
    if end - k > 1 and lows[k - 1] in ("who", "which") and tags[k] & flag.VERB:
        k += 1  # "who estimates profit at $8"
    while k < end and (tags[k] & flag.DETERMINER or lows[k] in lists["empty_subjects"] or lows[k].endswith("ly")):
        k += 1
    while k < end and _is_infinitive(document, k):
        k += 1
    if any(lows[j] in lists["objects"] for j in range(k, end)):
        return None  # "brings us down to 40"
    acts = end - k == 1 and tags[k] & flag.VERB and not tags[k] & (flag.PAST | flag.CAPITAL)
    if end - k == 1 and lows[k - 1] == "to" and lows[end : end + 1] == ["at"]:
        return None  # "used to arrive at a rate of 30"
    if acts and lows[k - 1] in ("to", "and"):
        return None  # "they aim to reach 40"
    return (k, end) if k < end else None


def _is_infinitive(document: Document, k: int) -> bool:
    """ "Could boost sales by 5 percent", "it faces claims of": behind its helper or "it" a word is a verb."""
    j = k - 1 - (document.tags[k - 1] & flag.ADVERB > 0 or document.lows[k - 1] in document.lists["after_modal"])
    due = document.tags[j - 1] & (flag.PARTICIPLE | flag.PAST) or document.lows[j - 1] in document.lists["raising"]
    to = document.lows[j] != "to" or (due and document.tags[j - 2] & flag.BE_FORM)  # "is expected to climb by"
    return document.tags[j] & (flag.MODAL | flag.PRONOUN) > 0 and bool(to)


def done_before(document: Document, token: int, floor: int) -> str | None:
    """What is done with a measure, and by whom: "campaign raised" in "the campaign raised $40 million"."""
    lows, tags = document.lows, document.tags
    k = token - 1
    while k > floor and (tags[k] & flag.ADVERB or lows[k] in document.lists["particles_after"]):
        k -= 1
    if k <= floor or not lows[k].isalpha() or tags[k] & (flag.LOWER | _SAYS | flag.HELPER) != flag.LOWER:
        return None
    if not (is_finite(document, k) or tags[k] & flag.PARTICIPLE or tags[k - 1] & flag.HELPER):
        return None
    group = k
    while group > floor and tags[group - 1] & (flag.HELPER | flag.ADVERB):
        group -= 1
    phrase = _phrase(document, group, floor)
    doer = noun_of(document, phrase, counted=False) if phrase is not None else None
    return f"{doer} {lows[k]}" if doer else None


def noun_of(document: Document, phrase: Span, *, counted: bool = True) -> str | None:
    """The words of a phrase that can stand for what is counted or measured; missing for "it", "the estimate"."""
    lists, lows = document.lists, document.lows
    first, last = phrase
    leads = flag.DETERMINER | flag.NUMBER  # "a fleet of four boats rose to 12"
    while first < last and (document.tags[first] & leads or lows[first] in lists["qualities"] or lows[first][0] > "⁰"):
        first += 1
    for k in range(first, last - 1):
        if lows[k] in lists["quantified"] and lows[k + 1] in ("of", "for"):
            return noun_of(document, (k + 2, last))
    around = (k for k in range(first + 1, last) if lows[k] in lists["phrase_links"])
    links = (k for k in around if not _joins_names(document, k, first))
    end = next((k for k in links if lows[k] != "of" or lows[k - 1] not in lists["ratios"]), last)
    while end - 1 > first and lows[end - 1] in lists["everywhere"]:
        end -= 1  # "the rate worldwide"
    nouns, cut = document.language.nouns, end - 1 > first and lows[end - 1] not in document.language.fates
    cut = cut and (nouns.is_plural(lows[end - 2]) or not (lows[end - 1][-1] == "g" or nouns.is_quality(lows[end - 2])))
    end -= bool(cut and document.tags[end - 1] & flag.PARTICIPLE)  # "ten teams going to 13", "Orr Ltd closed at 72"
    if first >= end:
        return None
    head, alone, acts = lows[end - 1], end - first == 1, flag.ASSERTION | flag.IRREGULAR_PAST
    if any(tag & acts and not tag & flag.NOUN_TOO for tag in document.tags[first:end]):
        return None  # "who official results say won 80 percent", "Lind led Holt by 9"
    past = document.tags[first] & (flag.PAST | flag.NOUN_TOO) == flag.PAST  # "and peaked at"
    verbal = alone and (past or (head.endswith("ed") and document.tags[first] & flag.PARTICIPLE > 0))
    empty = (head in lists["generic"] and (alone or head != "level")) or (verbal and head not in lists["fates"])
    empty = empty or (counted and alone and head in lists["generic_counts"]) or head.startswith("mid-")
    empty = empty or any(head in lists[name] for name in _EMPTY)
    empty = empty or head in nouns.closed or document.tags[end - 1] & (flag.ADVERB | flag.OWNER) > 0  # "is about 6"
    return None if empty or not head[0].isalpha() else document.span(first, end)
