"""Is a word the verb of a statement: "the agency reports 40" against "new reports of 40"."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.chunks import group_start, phrase_start, went_on_start
from estimates.article.clauses import is_finite
from estimates.article.document import Sentence
from estimates.article.estimations import figure_end
from estimates.article.subjects import before_participle, opening_subject
from estimates.lang.verbs import Verb

_IN = flag.PREPOSITION | flag.LOWER
_SUBORDINATING = ("as", "than", "to", "like", "before", "after", "since", "until", "that")  # some prepositions


def is_verb(s: Sentence, i: int, verb: Verb) -> bool:
    """Tell a verb from the noun or the adjective of the same shape."""
    low, before = (s.lows[i - 1], s.tags[i - 1]) if i > s.first else ("", 0)
    after = s.lows[i + 1] if i + 1 < s.last else ""
    base, past = verb.form == "base", verb.form == "past"
    if base and "denial" in verb.classes and (low == "not" or low.endswith("n't")):
        return True
    if before & flag.POSSESSIVE or low in s.lists["determiners"] or (before & flag.ARTICLE and (low != "that" or base)):
        return False
    if past and after == "to" and low in ("and", "or") and verb.lemma in s.lists["takes_object"]:
        return False  # "they were given soup and told to wait"
    joint = i - 1 - (s.lows[i - 2] == ",") if low in ("and", "or") else i
    if verb.past and s.low(joint - 1) in s.lists["case_certainty"] and s.tag(i + 1) & flag.LOWER:
        return False  # "143 new suspected cases", "confirmed, probable and suspected cases"
    if past and low in ("most", "more", "least", "less") and s.tag(i - 2) & flag.DETERMINER:
        return False  # "the most detailed yet"
    if (before & flag.OWNER and not past) or (past and before & _IN == _IN and low not in _SUBORDINATING):
        return False  # "in repeated raids"
    if s.tags[i] & flag.CAPITAL and i > s.first and not before & flag.QUOTE:
        return False
    counted = before & flag.DIGIT and not s.words[i - 1][0].isalpha() and not _is_year(s, i - 1)  # but "M23 said"
    if verb.past and (counted or (after in s.lists["hit"] and s.low(i + 2) != "by")):
        return False
    if verb.lemma in s.lists["takes_object"] and after in ("on", "about", "by") and not before & flag.BE_FORM:
        return after == "about" and s.tag(i + 2) & flag.NUMBER > 0  # "told about 60 residents that"
    if verb.form in ("base", "s"):
        if before & flag.PREPOSITION:
            goes_on = low == "to" and base and went_on_start(s, i) < i
            return goes_on and (not verb.noun_too or _opens_matter(s, i, verb))  # "continues to claim that"
        if verb.noun_too:
            return _is_no_noun(s, i, verb)
    return not base or _agrees(s, i, verb)


def _is_year(s: Sentence, k: int) -> bool:
    """ "On July 6, 2010 found", "the study of 2010 found": a year behind its day or a preposition of time."""
    before = k - 1 - (s.low(k - 1) == ",")
    dated = s.tag(before) & (flag.DATE | flag.DIGIT) > 0 or s.low(before) in ("in", "of", "since")
    return s.words[k].isdigit() and len(s.words[k]) == 4 and dated


def _is_no_noun(s: Sentence, i: int, verb: Verb) -> bool:
    """ "The agency reports 40 cases" against "new reports of 40 cases"."""
    low, before, after = s.low(i - 1), s.tag(i - 1), s.low(i + 1)
    verb_before = s.language.verbs.get(low)
    if verb_before is not None and verb_before.form != "base" and not before & flag.PAPER:
        return False
    if after == "out":
        after = s.low(i + 2)  # "..., she points out, ..."
    if after in (",", ".", ";", "") or after in s.lists["citing"] or s.tag(i + 1) & flag.DASH:
        named = before & (flag.CAPITAL | flag.SPEAKER | flag.PRONOUN) or _dated_paper(s, i)
        named = named or (s.low(i - 2) == "of" and s.tag(i - 3) & flag.SPEAKER)  # "the chamber of commerce estimates."
        named = named and not s.tag(i - 2) & flag.NUMERAL  # "in 12 US states."
        opens = bool(named) and s.lists["citing"].isdisjoint(s.lows[max(i - 4, s.first) : i])
    else:
        opens = _opens_matter(s, i, verb)
    if low in s.lists["noun_openers"]:
        people = opens and low in ("police", "media")
        if people and verb.form == "base":  # "local media report that", and no "a police report that"
            phrase = range(phrase_start(s, i - 1), i)
            return not any(s.tags[k] & flag.DETERMINER for k in (phrase.start - 1, *phrase))
        return people and verb.form == "s" and after != "that"
    return opens and _agrees(s, i, verb)


def _opens_matter(s: Sentence, i: int, verb: Verb) -> bool:
    """True where what follows token ``i`` can be the object of a verb."""
    after, follows = s.low(i + 1), s.tag(i + 1)
    if follows & flag.MODAL and s.tag(i - 1) & flag.CAPITAL and s.low(phrase_start(s, i - 1) - 1) == "which":
        return True  # "troops, which Britain estimates could reach 5,000"
    if after in s.lists["complement_openers"] or follows & flag.CAPITAL or after in verb.governs:
        return True
    if follows & flag.NUMBER and (after != "as" or s.tag(i + 2) & flag.NUMBER):  # "as many as 40", not "calls as"
        return True
    if after in s.lists["within_hedges"] and figure_end(s, i + 1) is not None:
        return True  # "estimates close to 40"
    if after in s.lists["reported_acts"]:
        return True  # "partners report having met 40", "witnesses report hearing three blasts"
    if not after[:1].isalpha() or follows & (flag.PREPOSITION | flag.HELPER | flag.SUBORDINATOR | flag.PARTICIPLE):
        return False  # "forecasts were", "forecasts compiled by"
    before = s.tag(i - 1)
    named = before & flag.CAPITAL and (i - 1 > s.first or before & flag.PLACE)
    agent = named or before & (flag.ADVERB | flag.PAPER | flag.BODY) or _dated_paper(s, i)
    agent = agent or (verb.form == "base" and before & flag.SPEAKER and _is_plural(s, i - 1))  # "insurers fear damage"
    return bool(agent) and after not in ("and", "or", "but")


def _dated_paper(s: Sentence, i: int) -> bool:
    """ "The report dated Feb. 21 estimates savings"."""
    j = group_start(s, i)
    return j < i and any(map(flag.PAPER.__and__, s.tags[max(j - 2, s.first) : j]))


def _agrees(s: Sentence, i: int, verb: Verb) -> bool:
    """True where the word before can be the subject of this form: "they say", "the agency says"."""
    j = group_start(s, i) - 1
    low, tag = s.low(j), s.tag(j)
    if low in (",", ")") or tag & (flag.DASH | flag.QUOTE):
        return True
    if low in ("and", "but") and verb.noun_too:
        return _goes_on_acting(s, j, verb)
    if verb.form == "s":
        return low[:1].isalnum() and low not in ("they", "we", "i", "you", "and", "or") and not tag & flag.MODAL
    if not low:
        return False
    host = before_participle(s, j)  # "doctors treating the wounded say"
    if host is not None and _is_plural(s, host) and s.low(i - 1) not in s.lists["nobody"]:  # "the most elaborate"
        return True
    start = phrase_start(s, j)
    hung = next((k for k in range(start + 1, j) if s.tags[k] & flag.PREPOSITION), j + 1)
    # "relatives camped at the port say", "records seen by the court show"
    behind = s.tags[hung - 1] & (flag.PARTICIPLE | flag.PAST) or s.lows[hung - 1] in s.lists["postposed"]
    hung -= hung - 1 > start and bool(behind)
    if _is_plural(s, hung - 1) or (hung <= j and _is_plural(s, j)):
        return True
    return bool(s.tags[hung - 1] & flag.BODY) and not verb.noun_too  # "the union say"


def _goes_on_acting(s: Sentence, joint: int, verb: Verb) -> bool:
    """ "Rebels took the town and claim that", and not "the army denied reports and claims that"."""
    subject, before = opening_subject(s, joint), joint - 1
    if subject is None or subject[1] >= joint or not is_finite(s, subject[1]) or s.tags[before] & flag.PAPER:
        return False
    if s.lows[before] in s.lists["said_nouns"]:
        return False
    many, joined = _is_plural(s, subject[1] - 1), s.lows[before].endswith("s") and not s.tags[before] & flag.DATE
    return many if verb.form == "base" else not (many or joined)


def _is_plural(s: Sentence, j: int) -> bool:
    """True for a word that a plural verb may follow: "nurses", "police", "Democrats", "they"."""
    low, tag = s.low(j), s.tags[j]
    if tag & flag.PLURAL or low in s.lists["many"] or (tag & flag.CAPITAL and low not in s.language.people.not_names):
        return True
    return low.endswith("s") and not low.endswith(("ss", "'s"))
