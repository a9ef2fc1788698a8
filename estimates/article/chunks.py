"""Noun phrases and verb groups of a sentence, found from their edges: small words, marks and verbs bound them."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.document import Document, Sentence

Span = tuple[int, int]

LONGEST = 30  # words of a noun phrase
_ADVERBIALS = {"then": "by", "far": "so", "first": "at", "average": "on", "turn": "in", "fact": "in"}
_BRACKETS = 6  # words in the brackets of a name
_SMALL_PARTICIPLE = flag.PARTICIPLE | flag.LOWER  # and not "Ahmed"
_CLOSED = flag.MARK | flag.SUBORDINATOR | flag.HELPER  # what no noun phrase has inside


# -- to the right ---------------------------------------------------------------------------------------------------


def phrase_after(s: Sentence, i: int) -> Span | None:
    """Give the noun phrase that begins at token ``i``, with what hangs on it by "of", "for", "by"."""
    tags = s.tags
    j, common, paper = i, False, False
    while j < s.last and not _ends_phrase(s, j, i, common, paper):
        common = bool(tags[j] & flag.LOWER)
        paper = paper or bool(tags[j] & flag.PAPER)
        j += 1
    dated = s.tag(j) & flag.DATE and s.lows[j - 1] in s.lists["time_adjectives"]  # "by the managers late this morning"
    ends = ("and", "or", "the", "a", *(s.lists["time_adjectives"] if dated else ()))
    while j > i and (tags[j - 1] & flag.PREPOSITION or s.lows[j - 1] in ends):
        j -= 1
    return (i, j) if j > i else None


def _ends_phrase(s: Sentence, j: int, first: int, common: bool, paper: bool) -> bool:
    low, tag = s.lows[j], s.tags[j]
    if tag & _CLOSED or (tag & flag.NUMBER and j > first and _opens_figure(s, j, first)):
        return True
    if tag & flag.PREPOSITION:
        return not _hangs_on(s, j, first, common, paper)
    if j == first:
        return False
    if tag & flag.PRONOUN or low == "there" or low in s.lists["citing"]:
        return True
    if tag & flag.DATE and s.lows[j - 1] not in ("the", "of"):
        return not paper
    if low == "&" and s.tags[j - 1] & s.tag(j + 1) & flag.CAPITAL:
        return False  # "the Location & Event Data Project": one name
    if low in ("and", "or", "but", "&"):
        return not _joins_phrases(s, j)
    if tag & flag.VERB and not (tag & (flag.NOUN_TOO | flag.CAPITAL) or paper):
        return True  # but "said Amira Said"
    paper = paper or tag & flag.PAPER > 0
    if j > first + 1 and tag & _SMALL_PARTICIPLE == _SMALL_PARTICIPLE and not (paper or is_reduced(s, j)):
        return not (s.tags[j - 1] & flag.OWNER or s.lows[j - 1].endswith("est"))  # "the army's commanding officer"
    return bool(tag & flag.LOWER and s.tags[j - 1] & flag.CAPITAL) and not _goes_on_name(s, j)


def _joins_phrases(s: Sentence, j: int) -> bool:
    """True where "and" joins a further source, with no verb of its own soon after."""
    after = s.low(j + 1)
    if not after[:1].isalpha() or s.tags[j + 1] & (flag.PRONOUN | flag.BE_FORM) or after in ("said", "that", "then"):
        return False
    for tag in s.tags[j + 1 : min(j + 7, s.last)]:
        if tag & flag.PUNCTUATION_MARK:
            return True
        if tag & (flag.HELPER | flag.VERB) or tag & _SMALL_PARTICIPLE == _SMALL_PARTICIPLE:
            return False
    return j + 7 >= s.last


def _hangs_on(s: Sentence, j: int, first: int, common: bool, paper: bool) -> bool:
    """True where a preposition goes on with the phrase: "officials at the ministry", not "said in a statement"."""
    low, before, after = s.lows[j], s.low(j - 1), s.tag(j + 1)
    indefinite = after & flag.POSSESSIVE or s.low(j + 1) in ("a", "an")
    if j == first or after & flag.DATE or (indefinite and s.low(j + 2) in s.lists["told_in"]):
        return False
    if low in ("of", "for"):
        return True
    if low in ("at", "with", "from", "in"):
        told = before in s.lists["communicated"] and low != "from"
        hedges = low == "at" and s.low(j + 1) in ("least", "most")
        return common and not told and not hedges and not (low in ("in", "at") and _is_figure(s, j + 1))
    if low in ("by", "on", "to", "about", "between", "among"):
        close = low == "to" and before.removesuffix("s") in s.lists["close_to"]
        return paper or close or (low in ("by", "on") and common)
    return False


def _opens_figure(s: Sentence, j: int, first: int) -> bool:
    """ "According to officials in Orr 12 boats sank": a figure of its own behind who speaks, without a comma."""
    before, inside, after = s.tags[j - 1], s.tags[first:j], s.tag(j + 1)
    small = flag.PREPOSITION | flag.DETERMINER | flag.NUMBER | flag.OWNER | flag.ADVERB
    if before & small or s.tags[j] & flag.ARTICLE or s.lows[j - 1] in s.lists["point_at_span"] or not _is_figure(s, j):
        return False
    if before & flag.LOWER:
        told = any(map(flag.SPEAKER.__and__, inside))
        return bool(before & flag.SPEAKER or (told and any(map(flag.PREPOSITION.__and__, inside))))
    counts = after & (flag.LOWER | flag.CLOSED | flag.SPEAKER) == flag.LOWER and not after & flag.VERB
    return bool(counts) and s.lows[j - 1] not in s.lists["labels"]  # but "Ward 12", "Channel 4 reporters"


def _is_figure(s: Sentence, j: int) -> bool:
    tag = s.tag(j)
    hedged = s.low(j) == "well" or (tag & flag.NUMBER and not tag & flag.ARTICLE)
    return bool(tag & (flag.NUMERAL | flag.SIGN) or (hedged and s.tag(j + 1) & flag.NUMBER))


def _goes_on_name(s: Sentence, j: int) -> bool:
    """True where a small word goes on with a name: "Trump campaign", "UN refugee agency", "Joseph arap Koech"."""
    if s.lows[j] in s.language.people.particles and s.tag(j + 1) & flag.CAPITAL:
        return True
    return any(map((flag.SPEAKER | flag.STAND_IN).__and__, s.tags[j : min(j + 4, s.last)]))


def can_speak(s: Sentence, first: int, last: int) -> bool:
    """Tell a phrase with an article, a name, or a word for people or papers in it."""
    if s.tags[first] & (flag.DETERMINER | flag.PRONOUN) or (s.lows[first] in ("one", "another") and last - first > 1):
        return True
    return any(map((flag.CAPITAL | flag.SPEAKER).__and__, s.tags[first:last]))


def before_sample(s: Document | Sentence, first: int, last: int) -> int:
    """ "A poll by X of 2,041 adults": where whoever asked ends before those asked, in a stretch of tokens."""
    named = (k for k in range(first, last - 1) if s.lows[k] == "of" and s.tags[k - 1] & flag.CAPITAL)
    return next((k for k in named if s.tags[k + 1] & flag.DIGIT), last)


def before_matter(s: Document | Sentence, first: int, last: int) -> int:
    """ "A survey by the Red Cross in Vela and Odra": whoever made it ends before where it was made, or on what."""
    named = (k for k in range(first + 1, last) if s.tags[k - 1] & flag.CAPITAL)
    return next((k for k in named if s.lows[k] in s.lists["matter_before"]), last)


def may_speak(s: Sentence, first: int, last: int) -> bool:
    """As ``can_speak``, but neither an article nor the capital that opens a sentence is enough."""
    named = any(map(flag.CAPITAL.__and__, s.tags[first + (first == s.first) : last]))
    return named or any(map(flag.SPEAKER.__and__, s.tags[first:last]))


# -- to the left ----------------------------------------------------------------------------------------------------


def phrase_start(s: Sentence, j: int, *, plain: bool = False) -> int:
    """Walk left from the last word of a noun phrase to its first; ``plain`` stays out of what hangs on it."""
    k = j
    while k > s.first and j - k <= LONGEST:
        before = _before_brackets(s, k) if s.words[k - 1] == ")" else k
        if before == k and _begins_after(s, k - 1, plain):
            break
        k = before - 1
    return k


def _before_brackets(s: Sentence, k: int) -> int:
    """ "Corbin (Pacific) Ltd", "Ministry (MOD) estimates": where the brackets open that end before token ``k``."""
    opens = next((t for t in range(k - 2, max(s.first, k - _BRACKETS), -1) if s.words[t] == "("), k)
    named = all(tag & flag.CAPITAL for tag in (*s.tags[opens + 1 : k - 1], s.tag(opens - 1)))
    return opens if opens < k and named and (s.tags[k] & flag.CAPITAL or s.lows[k] in s.lists["estimates"]) else k


def _begins_after(s: Sentence, k: int, plain: bool) -> bool:
    """True where the word at ``k`` can be no part of the noun phrase to its right."""
    low, tag = s.lows[k], s.tags[k]
    tally = low in s.language.people.tallies and s.low(k - 1) in ("a", "an")
    if tally and (s.tags[k + 1] & flag.CAPITAL or any(map(s.language.nouns.is_plural, s.lows[k + 1 : k + 3]))):
        return True  # "no more than 13, a figure doctors in Orr disputed", "a number Lind's office put at 40"
    if low == "to":  # "an envoy to the king", "its report to Congress"
        return s.low(k - 1).removesuffix("s") not in s.lists["close_to"] and not s.tag(k - 1) & flag.PAPER
    if tag & _CLOSED or low in ("but", "nor", "yet", "then"):
        return low != "am" or not s.tag(k - 1) & s.tag(k + 1) & flag.CAPITAL  # but "Neustadt am See"
    if low in ("and", "or", "&"):
        return not _joined_left(s, k)
    if (tag & flag.VERB and not _is_noun(s, k)) or (low in ("down", "up") and s.tag(k + 1) & flag.ARTICLE):
        return True  # "revised down the toll"
    if low in s.lists["within_phrase"]:
        if tag & s.tags[k - 1] & s.tag(k + 1) & flag.CAPITAL:
            return False  # "Action Against Hunger"
        return low not in ("about", "over", "into") or not any(s.tag(t) & flag.PAPER for t in range(k - 5, k))
    return plain and bool(tag & flag.PREPOSITION) and low != "of"


def _is_noun(s: Sentence, k: int) -> bool:
    """Tell whether a form of a verb is a noun or a participle inside a noun phrase."""
    tag = s.tags[k]
    if s.low(k + 1) in s.lists["compound_heads"]:
        return True  # "the think tank"
    if not tag & flag.PAST:
        return bool(tag & (flag.NOUN_TOO | flag.CAPITAL)) or s.language.verbs[s.lows[k]].form == "ing"
    named = tag & flag.CAPITAL and (k > s.first or s.tag(k + 1) & flag.CAPITAL)
    counted = s.tag(k - 1) & (flag.ARTICLE | flag.DIGIT | flag.PAPER)  # "1,008 registered voters"
    return bool(named or counted) or is_reduced(s, k)


def is_reduced(s: Sentence, k: int) -> bool:
    """Tell a past participle that goes on with a noun: "people briefed on the matter", "men quoted by"."""
    after = s.low(k + 1)
    if after in s.lists["particles_after"] and s.low(k + 2) == "by":
        return True  # "a room set up by the army"
    if after not in ("by", "on", "about") or (after == "about" and s.tag(k + 2) & flag.NUMERAL):
        return False  # "told about 60 residents that"
    verb = s.language.verbs.get(s.lows[k])
    return verb is None or verb.lemma in s.lists["takes_noun"]


def _joined_left(s: Sentence, k: int) -> bool:
    """True where what stands before "and" is one half of a subject rather than a clause of its own."""
    if s.low(k + 1) in s.lists["anyone"] or s.low(k + 1) in ("then", "that") or s.lows[k - 2 : k] == ["so", "far"]:
        return False  # "40 had left so far and miners said"
    names = s.tag(k - 1) & s.tag(k + 1) & flag.CAPITAL
    for n, t in enumerate(range(k - 1, s.first - 1, -1)):
        tag = s.tags[t]
        if tag & (flag.MARK | flag.SUBORDINATOR):
            return n > 0
        if n > 7 or tag & (flag.HELPER | flag.DIGIT) or (tag & flag.VERB and not _is_noun(s, t)):
            return False
        met = names and s.tag(t - 1) & flag.SPEAKER and s.low(t + 1) in s.lists["within_place"]
        if tag & _SMALL_PARTICIPLE == _SMALL_PARTICIPLE and not (met or s.tag(t - 1) & flag.ARTICLE):
            return False  # but "officers interviewed in Orr and Vela say"
    return True


def skip_leads(s: Sentence, start: int, end: int) -> int:
    """Step over "But", "Meanwhile", "On Monday", "In a statement" before a subject."""
    while start < end:
        low, tag = s.lows[start], s.tags[start]
        if tag & (flag.MARK | flag.DATE) or (tag & flag.LEAD and end - start > 1):
            start += 1
            continue
        if low == "the" and s.tag(start + 1) & flag.DIGIT and s.tag(start + 3) & flag.DATE:
            start += 3  # "to the 15th of April 2016 IOM counted"
            continue
        adverb = low.endswith("ly") and len(low) > 4 and end - start > 1
        adverb = adverb and s.tag(start + 1) & (flag.DETERMINER | flag.PRONOUN) > 0
        dated = low in s.lists["time_adjectives"] and not tag & flag.PREPOSITION
        if dated:
            dated = s.tag(start + 1 + (s.tag(start + 1) & flag.PREPOSITION > 0)) & flag.DATE > 0  # "Late on Friday"
        if adverb or dated or (start == s.first and tag & flag.DASH):
            start += 1
            continue
        subject = _after_adjunct(s, start, end) if tag & flag.PREPOSITION and end - start > 2 else start
        if subject == start:
            break
        start = subject
    return start


def _after_adjunct(s: Sentence, start: int, end: int) -> int:
    """Where the subject begins after a phrase like "In Washington", "On Monday", "In a statement"."""
    lows, tags = s.lows, s.tags
    t, late = start + 1, s.lists["time_adjectives"]
    while t < end and (tags[t] & flag.DATE or lows[t].isdigit() or (lows[t] in late and s.tag(t + 1) & flag.DATE)):
        t += 1
    if t > start + 1:
        return t if t < end else start
    if tags[start + 1] & flag.PRONOUN or lows[start + 1] in s.lists["objects"]:
        return start + 2  # "In it Ann Lee says"
    for t in range(start + 2, end):
        tag, before = tags[t], tags[t - 1]
        people = tag & (flag.PLURAL | flag.ROLE) and tag & flag.LOWER and before & flag.CAPITAL
        if people or tag & (flag.DETERMINER | flag.PRONOUN):
            return t
        if tag & flag.CAPITAL and before & flag.LOWER and not before & flag.ROLE and t > start + 2:
            return t
    return start


def owner_before(s: Sentence, i: int, reach: int = 4) -> int | None:
    """Give the possessive that a noun at token ``i`` belongs to: "the city's own count"."""
    for j in range(i - 1, max(s.first, i - reach) - 1, -1):
        if s.tags[j] & (flag.OWNER | flag.POSSESSIVE):
            return j
        if s.tags[j] & flag.QUOTE or not s.words[j][0].isalpha():
            return None
    return None


# -- verb groups ----------------------------------------------------------------------------------------------------


def group_start(s: Sentence, i: int) -> int:
    """Give the first word of the verb group that ends in token ``i``: helpers, adverbs, a date before the verb."""
    j = i
    while j > s.first:
        low, tag = s.lows[j - 1], s.tags[j - 1]
        if low in _ADVERBIALS and s.low(j - 2) == _ADVERBIALS[low]:  # "had so far pledged"
            k = j - 2
        elif tag & (flag.HAVE_FORM | flag.BE_FORM) or (tag & flag.ADVERB and (tag & flag.LOWER or j - 1 == s.first)):
            k = j - 1
        else:
            k = went_on_start(s, j) if low == "to" else _date_start(s, j)
        if k == j:
            break
        j = k
    return j


def went_on_start(s: Sentence, j: int) -> int:
    """Give where the words begin that leave the saying a fact: "likes to say", "went on to say"."""
    if j <= s.first or s.lows[j - 1] != "to":
        return j
    for k in range(j - 3, max(j - 7, s.first), -1):  # "took to the radio to say", "went on television to say"
        if s.lows[k] in ("took", "went", "takes", "goes") and s.low(k + 1) in ("to", "on"):
            return k
    return j - 2 if s.low(j - 2) in s.lists["goes_to"] else j


def _date_start(s: Sentence, j: int) -> int:
    """Step back over "on Monday", "late Tuesday", "by 3 May 2021", "last week" that ends before token ``j``."""
    if not s.tags[j - 1] & flag.DATE and not s.lows[j - 1].isdigit():
        return j  # as nearly always
    k = j
    if s.tag(j - 2) & flag.NUMERAL and s.low(j - 1).rstrip("s") in s.lists["spans_of_time"]:
        return j  # "a survey over nine months found"
    while k > s.first and (
        (s.tags[k - 1] & flag.DATE and s.words[k - 1] != "march")
        or (s.lows[k - 1].isdigit() and (s.tag(k - 2) | (s.tag(k) if k < j else 0)) & flag.DATE)
    ):
        k -= 1
    while s.first < k < j and s.lows[k - 1] in s.lists["time_adjectives"]:
        k -= 1
    by = k < j and s.low(k - 1) == "by" and s.tag(k - 2) & flag.HELPER  # "had by Thursday confirmed"
    return k - 1 if by else k


def beside_quote(s: Sentence, i: int) -> bool:
    """Tell a verb beside a quotation and not inside it."""
    near = s.words[max(i - 9, s.first) : min(i + 4, s.last)]
    return s.quote_of[i] < 0 and any(map('"“”'.__contains__, near))
