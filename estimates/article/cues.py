"""Is a word the verb of a statement, and does it say something: told from the words around it."""

from __future__ import annotations

from functools import cache

from estimates.article.document import Sentence
from estimates.article.edges import start_of
from estimates.article.grammar import (
    ARTICLES,
    BE,
    DASHES,
    HAVE,
    HELPERS,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    PUNCTUATION,
    QUOTE_MARKS,
    SUBORDINATORS,
    grammar,
    is_adverb,
    is_numeral,
    is_owner,
    is_participle,
    number_like,
)  # fmt: skip
from estimates.article.people import people_words
from estimates.article.phrases import is_reduced
from estimates.article.verbs import Verb, verbs
from estimates.lang.lexicon import lexicon, words_of

PEOPLE = people_words()

_COMPLEMENT_OPENERS, _DETERMINERS, _NOUN_OPENERS = (
    grammar("complement_openers"),
    grammar("determiners"),
    grammar("noun_openers"),
)
_HEARD = grammar("takes_object")
_GOES_TO = grammar("goes_to")
_BESIDE = 9  # words between a quotation and its verb
_HIT, _TIME = grammar("hit"), grammar("time_adjectives")


@cache
def governs() -> dict[str, frozenset[str]]:
    """Give the words by which verbs take their matter, by lemma: "of" for "speak"; and the verbs that need one."""
    found = {lemma: words_of(entry["with"]) for lemma, entry in lexicon("verbs").items() if "with" in entry}
    return found | {"bare": grammar("bare")}


def is_verb(s: Sentence, i: int, verb: Verb) -> bool:
    """Tell a verb from the noun or the adjective of the same shape."""
    before, after = s.low(i - 1), s.low(i + 1)
    if verb.form == "base" and "denial" in verb.classes and (before == "not" or before.endswith("n't")):
        return True
    if (verb.lemma == "think" and after.startswith("tank")) or (verb.lemma == "point" and _is_measure(s, i - 1)):
        return False
    if (
        (before in ARTICLES and (before != "that" or verb.form == "base"))
        or before in POSSESSIVES
        or before in _DETERMINERS
    ):
        return False
    if i > s.first and is_owner(s.words[i - 1]) and verb.form != "past":
        return False
    if s.words[i][0].isupper() and i > s.first and s.words[i - 1] not in QUOTE_MARKS:
        return False
    if verb.past and (before[:1].isdigit() or (after in _HIT and s.low(i + 2) != "by")):
        return False
    if (
        verb.form == "past"
        and verb.lemma == s.lows[i]
        and verb.noun_too
        and after != ":"
        and (not after or after in ("of", "for") or after in PUNCTUATION)
        and before not in HAVE
    ):
        return False  # "its August forecast"
    if verb.past and is_reduced(s, i) and before not in BE and before not in PRONOUNS and after != "on":
        return False
    if verb.lemma in _HEARD and after in ("on", "about", "by") and before not in BE:
        return number_like(s.low(i + 2)) and after == "about"  # "told about 60 residents that"
    if verb.lemma == "report" and after == "to":
        return "that" in s.lows[i + 1 : i + 6]  # "murders reported to them"
    if verb.form in ("base", "s") and before in PREPOSITIONS:
        return before == "to" and verb.form == "base" and not verb.noun_too and _goes_to(s, i) < i
    if verb.noun_too and verb.form in ("base", "s"):
        return _is_no_noun(s, i, verb)
    return verb.form != "base" or _agrees(s, i, verb)


def _is_measure(s: Sentence, k: int) -> bool:
    """ "Basis points", "150 points"."""
    return s.low(k) in ("basis", "percentage", "percent") or is_numeral(s.low(k))


def _is_no_noun(s: Sentence, i: int, verb: Verb) -> bool:
    """ "The agency reports 40 cases" against "new reports of 40 cases"."""
    before, after = s.low(i - 1), s.low(i + 1)
    if verb.form == "s" and before.endswith("ing") and before not in PEOPLE.documents:
        return False  # "isolating targets"
    if before in verbs() and verbs()[before].form != "base" and before not in PEOPLE.documents:
        return False
    if after in (",", ".", ";", ""):
        named = (
            s.words[i - 1][0].isupper()
            or before in PEOPLE.documents
            or before in PEOPLE.plural
            or before in PEOPLE.bodies
            or _dated_paper(s, i)
        )
        opens = named and not {"citing", "quoting"} & set(s.lows[max(i - 4, s.first) : i])
    else:
        capital = i + 1 < s.last and s.words[i + 1][0].isupper()
        figure = number_like(after) and (after != "as" or number_like(s.low(i + 2)))  # "calls as", "as many as 40"
        opens = after in _COMPLEMENT_OPENERS or figure or capital
        opens = opens or after in governs().get(verb.lemma, ())
        opens = opens or (after == "to" and (verb.expecting or verb.lemma == "point"))
        opens = opens or (before == "," and verb.form == "s" and not HELPERS.isdisjoint(s.lows[i + 1 : i + 6]))
        agent = (
            _is_name_or_adverb(s, i - 1) or _dated_paper(s, i) or before in PEOPLE.documents or before in PEOPLE.bodies
        )
        opens = opens or (agent and _opens_object(s, i + 1))
    if before in _NOUN_OPENERS:
        return verb.form == "s" and after != "that" and opens and before in ("police", "media")
    return opens and _agrees(s, i, verb)


def _dated_paper(s: Sentence, i: int) -> bool:
    """ "The report dated Feb. 21 estimates savings"."""
    j = group_start(s, i)
    return j < i and not PEOPLE.documents.isdisjoint(s.lows[max(j - 2, s.first) : j])


def _is_name_or_adverb(s: Sentence, j: int) -> bool:
    if j < s.first:
        return False
    place = s.lows[j] in PEOPLE.capitals or s.lows[j] in PEOPLE.nations
    return is_adverb(s.lows[j]) or (s.words[j][0].isupper() and (j > s.first or place))


def _opens_object(s: Sentence, j: int) -> bool:
    """ "Forecasts growth of", and not "forecasts were", "forecasts compiled by"."""
    low = s.low(j)
    closed = low in PREPOSITIONS or low in HELPERS or low in SUBORDINATORS or low in ("and", "or", "but")
    return low[:1].isalpha() and not closed and not is_participle(low)


def _agrees(s: Sentence, i: int, verb: Verb) -> bool:
    """True where the word before can be the subject of this form: "they say", "the agency says"."""
    j = group_start(s, i) - 1
    before = s.low(j)
    if not before:
        return False
    if before in (",", ")") or before in DASHES or before in QUOTE_MARKS:
        return True
    if verb.form == "s":
        return (
            before not in ("they", "we", "i", "you", "and", "or", ";") and before[0].isalnum() and before not in MODALS
        )
    if any(s.low(k) in PEOPLE.documents and s.low(k).endswith(("s", "data", "evidence")) for k in range(j - 8, j)):
        return True
    start = start_of(s, j)
    hung = next((k for k in range(start + 1, j) if s.lows[k] in PREPOSITIONS), j + 1)
    hung -= hung - 1 > start and is_participle(s.lows[hung - 1])  # "relatives camped at the port say"
    return _is_plural(s, hung - 1) or (hung <= j and _is_plural(s, j))


def _is_plural(s: Sentence, j: int) -> bool:
    """True for a word that a plural verb may follow: "nurses", "police", "Democrats", "they"."""
    low = s.low(j)
    if low in PEOPLE.plural or low in (
        "they",
        "we",
        "i",
        "you",
        "people",
        "who",
        "which",
        "men",
        "women",
        "data",
    ):
        return True
    named = s.words[j][0].isupper() and low not in PEOPLE.not_names
    return named or (low.endswith("s") and not low.endswith(("ss", "'s")))


def group_start(s: Sentence, i: int) -> int:
    """The first word of the verb group that ends in token ``i``: helpers, adverbs, a date before the verb."""
    j = i
    while j > s.first:
        low = s.lows[j - 1]
        if low == "far" and s.low(j - 2) == "so":  # "had so far pledged"
            j -= 2
            continue
        adverb = is_adverb(low) and (s.words[j - 1][0].islower() or j - 1 == s.first)
        if low in HAVE or low in BE or adverb:
            j -= 1
            continue
        k = min(_date_start(s, j), _goes_to(s, j))
        if k == j:
            return j
        j = k
    return j


def _goes_to(s: Sentence, j: int) -> int:
    """ "Likes to say", "went on to say": where the words begin that leave the saying a fact."""
    if s.low(j - 1) != "to":
        return j
    if s.low(j - 2) == "on" and s.low(j - 3) in _GOES_TO:
        return j - 3
    for k in range(j - 3, max(j - 7, s.first), -1):  # "took to the radio to say", "went on television to say"
        if s.lows[k] in ("took", "went", "takes", "goes") and s.low(k + 1) in ("to", "on"):
            return k
    return j - 2 if s.low(j - 2) in _GOES_TO else j


def _date_start(s: Sentence, j: int) -> int:
    """Step back over "on Monday", "late Tuesday", "last week" that ends before token ``j``."""
    k, dates = j, PEOPLE.dates
    while k > s.first and (
        (s.lows[k - 1] in dates and s.words[k - 1] != "march") or (s.lows[k - 1].isdigit() and s.low(k - 2) in dates)
    ):
        k -= 1
    while k < j and k > s.first and s.lows[k - 1] in _TIME:
        k -= 1
    return k


def beside_quote(s: Sentence, i: int) -> bool:
    """True for a verb beside a quotation and not inside it."""
    return s.document.quote_of[i] < 0 and any(
        s.words[k] in '"“”' for k in range(max(i - _BESIDE, s.first), min(i + 4, s.last))
    )
