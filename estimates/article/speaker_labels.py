"""Sources that the writing sets apart: a name and a colon before what is said, a name behind a dash at its end."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import tags as flag
from estimates.article.chunks import Span, can_speak, phrase_after
from estimates.article.clauses import has_finite, is_nominal
from estimates.article.document import Document, Sentence
from estimates.article.frames import Frame
from estimates.article.persons import bare, is_acronym
from estimates.article.subjects import opening_subject

_SIGNATURE = 7  # words
_OFFICE = flag.ROLE | flag.BODY
_LABEL = 5  # words of a name before a colon
_ACRONYM = 6  # letters
_BEFELL = 3  # words after a number in which it is said what befell people


def label_at(s: Sentence, frames: Sequence[Frame], i: int) -> Frame | None:
    """ "Smith: We have 40", 'Weber: "We lost 40"': a name and a colon at the head of what is said."""
    if i + 1 >= s.last:
        return None
    quoted = s.words[i + 1] in '"“'
    if quoted and not any(frame.last <= i for frame in frames):
        return _introduced(s, i)
    first = _after_heading(s, i)
    begin, end = bare_label(s, first, i)
    counts = any(map(flag.NUMERAL.__and__, s.tags[i + 1 : s.last]))
    if (begin, end) != (first, i) and counts and may_speak(s, begin, end):
        return Frame(begin, i + 1, (begin, end))
    to = next((k for k in range(first + 1, min(i, first + _LABEL)) if s.lows[k] in ("to", "(")), None)
    if not 0 < (i if to is None else to) - first <= _LABEL:
        return signed_at(s, i)
    glossed = to is not None and s.lows[to] == "(" and s.words[i - 1] == ")" and is_acronym(s.words[to - 1])
    if to is not None and glossed and s.tags[i + 1] & flag.NUMBER and _befell(s, i + 2):
        return Frame(first, i + 1, (first, to))  # "NHRI (a rights body): 40 held"
    if to is not None and _speaks_to(s, first, to, i):
        spoken = not any(s.tags[k] & (flag.VERB | flag.PARTICIPLE) for k in range(first, to))
        return Frame(first, i + 1, (first, to)) if spoken else None  # "Army official to Reuters: We lost 40"
    told = _is_telling(s, first, i) if _is_named(s, first, i) else _is_told_by(s, first, i)
    if told or (s.tags[i + 1] & flag.FIRST_PERSON and is_nominal(s, first, i)):  # "Orr trader: I lost 60"
        return Frame(first, i + 1, (first, i))
    return signed_at(s, i)


def counts_names(s: Document | Sentence, k: int) -> bool:
    """ "KFOR North (FRA): France 1,133", "Finland - 242": a name and its number, and nothing that is said."""
    number = k + 1 + (s.lows[k + 1] in s.lists["dashes"])
    named = s.tags[k] & (flag.CAPITAL | flag.NUMERAL | flag.NO_NAME) == flag.CAPITAL
    return named and s.tags[number] & (flag.NUMERAL | flag.DATE) == flag.NUMERAL


def _speaks_to(s: Sentence, first: int, to: int, i: int) -> bool:
    """ "Army official to Reuters", "Ann Lee to the Post", "Governor Lind (Telegram)": who told whom."""
    heard = range(to + 1, i - (s.lows[to] == "("))
    if counts_names(s, i + 1):
        return False
    if not heard or not all(s.tags[k] & flag.CAPITAL or s.lows[k] in s.lists["hears"] for k in heard):
        return False
    named = _is_named(s, first, to) and not s.tags[to - 1] & flag.PLACE
    return s.tags[to - 1] & flag.SPEAKER > 0 or (named and (s.tags[first] & flag.TITLE > 0 or s.lows[to] == "to"))


def _after_heading(s: Sentence, i: int) -> int:
    """Step over "BREAKING:", "#UPDATE |" at the head of a post, before the label that ends at token ``i``."""
    first = s.first + 2 * (s.lows[s.first : s.first + 2] == ["just", "in"])
    while first < i:
        word, after = s.words[first], s.words[first + 1]
        heading = s.lows[first].lstrip("#") in s.lists["headings"]
        set_apart = after in (":", "|") or (word.isupper() and not after.isupper())  # and not "New York police:"
        if word[0].isalnum() and not (heading and set_apart):  # "#", "|", "⚡"
            break
        first += 1
    paper = s.lows[s.first] in s.lists["label_papers"]  # "Analysis: 40 percent"
    return s.first if first == i and paper else first


def bare_label(s: Document | Sentence, first: int, i: int) -> Span:
    """ "Per Interior Ministry", "Latest from the army", "Police, at noon", "Mayor again": only who speaks."""
    lows, lists, end = s.lows, s.lists, i
    news = lows[first] in lists["headings"] or lows[first] in lists["issued"]
    news = news and lows[first + 1] in ("from", "by")
    if news or lows[first] in lists["label_openers"]:
        first += 1 + news
        first += s.tags[first] & flag.ARTICLE > 0
    comma = next((k for k in range(first + 1, i) if lows[k] == ","), i)
    when = flag.DATE | flag.PREPOSITION | flag.NUMERAL
    if all(s.tags[k] & when or lows[k] in lists["day_parts"] for k in range(comma + 1, i)):
        end = comma
    while end > first + 1 and lows[end - 1] in lists["label_adverbs"]:
        end -= 1
    issued = end > first + 1 and (lows[end - 1] in lists["issued"] or lows[end - 1] in lists["headings"])
    end -= issued and s.tags[end - 2] & _OFFICE > 0 and not s.tags[end - 1] & _OFFICE
    return first, end


def may_speak(s: Document | Sentence, first: int, end: int) -> bool:
    """A person by title and name, a role or a body, perhaps of somewhere: "Ministry of Health", "Medics in Orr"."""
    head = next((k for k in range(first + 1, end) if s.lows[k] in ("of", "at", "in")), end)
    titled = end - first > 1 and s.tags[first] & (flag.TITLE | flag.ROLE) and _is_named(s, first, end)
    speaks = first < end and (titled or s.tags[head - 1] & _OFFICE)
    return bool(speaks) and is_nominal(s, first, end)


def _is_named(s: Document | Sentence, first: int, i: int) -> bool:
    return all(s.tags[k] & flag.CAPITAL for k in range(first, i))


def _is_telling(s: Sentence, first: int, i: int) -> bool:
    """Whether a label in capitals has words behind it that are its own: a quotation, "we", what it reports."""
    opened = i + 1 + (s.tags[i + 1] & flag.QUOTE > 0)
    own = s.words[i + 1] in '"“' or s.tag(opened) & flag.FIRST_PERSON > 0
    return own or (s.tags[i + 1] & flag.NUMBER > 0 and _reports(s, first, i)) or _is_told_by(s, first, i)


def _reports(s: Sentence, first: int, i: int) -> bool:
    """ "UN: 40 displaced", "NDMA: 12 dead": a body, or an acronym before what befell people, and no place or thing."""
    head, word = s.tags[i - 1], s.words[i - 1]
    if head & flag.PLACE and not head & flag.BODY:  # "Kremlin: 40 men"
        return False
    nation = s.lows[i - 2] in s.language.people.nations  # "Lebanese MoH"
    alone = i - first == 1 or nation or s.tags[i - 2] & flag.OWNER > 0
    if not {"%", "percent"}.isdisjoint(s.lows[i + 1 : i + 4]):
        opinion = not s.lists["opinion_verbs"].isdisjoint(s.lows[i + 2 : i + 5])  # "Orr Polls: 43% approve"
        if opinion or s.lows[i - 1] in s.lists["tellers"]:  # "Eurostat: 4.2 percent inflation"
            return True
    if i - first == 2 and is_acronym(bare(s.words[first])) and s.tags[first] & flag.OWNER:
        return True  # "LNR's Kern: 40 captured"
    acronym = alone and is_acronym(word) and (len(word) <= _ACRONYM or not word.isupper())
    if i - first == 1 and (s.lows[first] in s.lists["tellers"] or _tells_place(s, i + 1)):
        return _befell(s, i + 2)  # "Reuters: 40 dead", "Kern: 40 hurt in Orr"
    body = alone and head & (flag.BODY | flag.PLURAL) == flag.BODY and not word.isupper()
    if body or s.lows[i - 1] in s.lists["formations"]:
        return _befell(s, i + 2)  # "Company: 40 clerks", "Orr Corps: 743 tanks"
    return bool(head & flag.BODY) or (acronym and (i - first > 1 or _befell(s, i + 2)))  # "Turkey's AFAD: 40 quakes"


def _tells_place(s: Sentence, k: int) -> bool:
    """ "Kern: 40 hurt in Orr": what says where itself has no place for its label."""
    within = s.lists["within_place"]
    return any(s.lows[t] in within and s.tags[t + 1] & flag.CAPITAL for t in range(k, s.last - 1))


def _befell(s: Sentence, k: int) -> bool:
    fates = {s.language.fates.get(low) for low in s.lows[k : k + _BEFELL]}
    return not fates.isdisjoint(s.lists["fates_of_people"])


def _is_told_by(s: Sentence, first: int, i: int) -> bool:
    """ "Gaza health ministry: 41 killed", "Organisers: 900", "Study: 40 percent", "Police: A gunman killed two"."""
    where = (k for k in range(first + 1, i - 1) if s.lows[k] in ("of", "at", "on", "in"))
    named = (k for k in where if s.tags[k + 1] & flag.CAPITAL)
    # "The Mayor of Orr: 40 dead", "Medics at Orr hospital: 40 dead", "Locals on Telegram:"
    i, colon = next(named, i), i
    head, low, inside = s.tags[i - 1], s.lows[i - 1], s.tags[first:i]
    if i < colon and s.lows[i] == "in" and not head & _OFFICE:
        return False  # "Tanks in Orr: 40 destroyed"
    small = flag.PREPOSITION | flag.SUBORDINATOR | flag.HELPER | flag.MARK | flag.NUMERAL | flag.PARTICIPLE
    named_so = inside[0] & flag.CAPITAL and not head & flag.PLACE
    if not named_so or any(map(small.__and__, inside)) or low in s.lists["headings"]:
        return False
    if colon - first == 1 and low in s.lists["tellers"] and has_finite(s, colon + 1, s.last):
        return True  # "Reuters: Norland has lost 40 tanks"
    if low in s.lists["label_papers"] or low in s.lists["label_people"]:
        return s.tags[colon + 1] & flag.NUMBER > 0 or "%" in s.lows[colon + 1 : s.last]
    official = any(map(flag.ROLE.__and__, inside))
    if not official and (not head & (flag.BODY | flag.PLURAL) or (i - first == 1 and not head & flag.PLURAL)):
        return False
    clause = official and colon + 4 < s.last and not low.endswith("s")
    clause = clause or _befell(s, colon + 2) or has_finite(s, colon + 2, s.last)
    return clause and any(map(flag.NUMERAL.__and__, s.tags[colon + 1 : s.last]))


def _introduced(s: Sentence, i: int) -> Frame | None:
    """'General Frey would not have it: "There are 118 names."': whoever acts before the colon says it."""
    source: Span | None = opening_subject(s, i)
    if source is None or s.tags[source[0]] & flag.SUBORDINATOR:
        return None  # "What she dislikes is lifting: "They want ...""
    return Frame(source[0], i + 1, source) if can_speak(s, *source) else None


def signed_at(s: Sentence, i: int) -> Frame | None:
    """ "Two drones shot down — General Staff": who closes a line behind a dash, as in headlines and short posts."""
    last = s.last - (s.tags[s.last - 1] & flag.PUNCTUATION_MARK > 0)
    dash = s.tags[i] & flag.DASH
    quoted = dash and s.tag(i - 1) & flag.QUOTE > 0  # '"We are 40" - Kern'
    if not (quoted or s.tag(i - 1) & flag.WORD) or (dash and s.starts[i] == s.ends[i - 1]):
        return None
    if not dash and not any(map(flag.NUMERAL.__and__, s.tags[s.first : i])):
        return None  # "40 killed in a crash: police"
    first, narrow = s.first, None
    if dash and ";" in s.lows[first:last] and sum(tag & flag.DASH > 0 for tag in s.tags[first:last]) > 1:
        # "6.8 million displaced — IOM; 2.5 million refugees — UNHCR": each item has its own
        first = narrow = next((k + 1 for k in range(i - 1, first, -1) if s.lows[k] == ";"), first)
        last = next((k for k in range(i + 1, last) if s.lows[k] == ";"), last)
    heard = s.lists["hears"]
    cited = next((k for k in range(i + 2, last) if s.lows[k] in s.lists["citing"]), last)
    to = next((k for k in range(i + 2, last - 1) if s.lows[k] == "to"), cited)
    told = to < cited and all(s.tags[k] & flag.CAPITAL or s.lows[k] in heard for k in range(to + 1, cited))
    cited = to if told else cited  # "40 sent: Inspector Lee to Reuters"
    if not 0 < cited - i - 1 <= _SIGNATURE or not is_nominal(s, i + 1, cited):
        return None
    signed = s.tags[i + 1 : cited]
    if any(map((flag.MARK | flag.NUMERAL | flag.HELPER | flag.SUBORDINATOR | flag.DASH).__and__, signed)):
        return None
    names = any(tag & (flag.SPEAKER | flag.TITLE) and not tag & flag.PAPER for tag in signed)
    acronym = dash and len(signed) == 1 and s.words[i + 1].isupper()
    names = names or (told and _is_named(s, i + 1, cited)) or bool(acronym and not signed[0] & (flag.PLACE | flag.DATE))
    ends = {s.language.fates.get(low) for low in s.lows[first:i]} & s.lists["fates_of_people"]
    tells = dash and (ends or any(map(flag.HELPER.__and__, s.tags[first:i])))  # "40 killed - Kern", "Orr has 40 - Kern"
    quoted = quoted or bool(tells and not any(tag & (flag.PLACE | flag.DATE) for tag in signed))
    names = names or (quoted and all(map(flag.CAPITAL.__and__, signed)))
    apposed = any(map((flag.ROLE | flag.BODY).__and__, s.tags[i - 2 : i]))  # "met the mayor — Ann Lee"
    if "and" in s.lows[i + 1 : cited] and s.lows[i - 1] not in s.language.fates:
        apposed = apposed or any(map(flag.NUMERAL.__and__, s.tags[i - 3 : i]))  # "two — the Orr and the Sea Plate"
    if not names or apposed or any(s.tags[k] & flag.DASH for k in range(first, i)):
        return None
    origin = phrase_after(s, cited + 1) if cited < last else None
    return Frame(i, last, (i + 1, cited), trails=True, origin=origin, narrow=narrow)


def closing_after(s: Sentence, i: int) -> Span | None:
    """ "40 hurt so far says police chief", as posts end: nothing but who speaks stands behind the verb."""
    source = phrase_after(s, i + 1) if any(map(flag.NUMERAL.__and__, s.tags[s.first : i])) else None
    if source is None:
        return None
    first, last = source
    ends = last >= s.last or s.tags[last] & flag.MARK or s.words[last].startswith("http")
    last = next((k for k in range(first, last) if s.words[k] == "#"), last)
    speaks = any(map((flag.SPEAKER | flag.TITLE).__and__, s.tags[first:last])) or _is_named(s, first, last)
    when = any(map((flag.NUMERAL | flag.DATE).__and__, s.tags[first:last])) or s.tags[i - 1] & flag.PRONOUN
    return (first, last) if ends and speaks and first < last and not when else None
