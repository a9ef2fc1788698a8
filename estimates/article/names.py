"""Who and what a text names: persons under all their spellings and titles, bodies and their short names."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from estimates.article.document import Document
from estimates.article.grammar import PREPOSITIONS, SUBORDINATORS, grammar, is_owner
from estimates.article.people import people_words
from estimates.article.persons import Mention, Person, bare, fold

_LONGEST_ROLE = 6  # words before a name
_LONGEST_ASIDE = 13  # words after it
_FIRMS = grammar("firms")
_SUFFIXES = frozenset(["co", "corp", "corporation", "inc", "ltd", "llc", "plc"])  # no part of "GM"
_PLACE_FIRST, _MONTHS = grammar("place_first"), grammar("month_names")
_ARTICLE_NAME = re.compile(r"(?:al|el|ul)[-‑][A-Z]")
_JOB = re.compile(r"[a-z\-]{2,}(?:ist|ian|man|woman|person|maker|holder|keeper)$")


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of persons and the names of bodies, each in the order of the text; ``short`` forms lead to names."""

    mentions: tuple[Mention, ...]
    bodies: tuple[tuple[int, str], ...]  # the first token of each, and its name
    short: dict[str, str]
    starts: tuple[int, ...]

    def inside(self, first: int, last: int) -> tuple[Mention, ...]:
        """Give the mentions of persons that begin in a stretch of tokens."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, last)]


def find_names(document: Document) -> Names:
    """Find the persons and bodies that a document names.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> names = find_names(read_document("The Tidewater Relief Fund (TRF) told Mayor Ann Lee. Lee was glad."))
    >>> [mention.person.name() for mention in names.mentions], names.bodies, names.short
    (['Ann Lee', 'Ann Lee'], ((1, 'Tidewater Relief Fund'),), {'TRF': 'Tidewater Relief Fund'})
    """
    mentions: list[Mention] = []
    singles: list[tuple[int, int, int]] = []
    people: dict[str, list[Person]] = {}  # by surname
    bodies: list[tuple[int, str]] = []
    short: dict[str, str] = {}
    covered = 0
    for first, last in _runs(document):
        if first < covered:
            continue  # the rest of a name like "Office for the Coordination of Humanitarian Affairs"
        role_from, start = _title(document, first, last)
        name = [bare(word) for word in document.words[start:last]]
        titled = role_from < start
        if name and _is_body([word.lower() for word in name], titled):
            covered = _add_body(document, first, last, bodies, short)
        elif len(name) == 1:
            singles.append((start, last, role_from))
        elif name and (titled or _looks_like_person(name)):
            person = _namesake(people.setdefault(fold(name[-1]), []), name[0])
            mentions.append(_mention(document, start, last, role_from, person))
    for start, last, role_from in singles:
        mentions += _single(document, start, last, role_from, people)
    mentions.sort(key=attrgetter("first"))
    for mention in mentions:
        _add_appositions(document, mention)
    return Names(tuple(mentions), tuple(sorted(bodies)), short, tuple(mention.first for mention in mentions))


# -- runs of capitals and the titles before them ------------------------------------------------------------------


def _runs(document: Document) -> list[tuple[int, int]]:
    """Runs of capitalised words, with particles inside; a possessive or a break between words ends a run."""
    words, lows, known, sentence_of = document.words, document.lows, people_words(), document.sentence_of
    runs: list[tuple[int, int]] = []
    j, n = 0, len(words)
    for i in [i for i, word in enumerate(words) if word[0].isupper()]:
        if i < j or lows[i] in known.not_names or (lows[i] in known.dates and not _is_first_name(document, i)):
            continue
        j = i + 1
        while j < n and sentence_of[j] == sentence_of[i] and not is_owner(words[j - 1]):
            goes_on = words[j][0].isupper() and (lows[j] not in known.not_names or lows[j - 1] == "the")
            if (goes_on and (lows[j] not in known.dates or _is_last_name(document, j))) or _ARTICLE_NAME.match(
                words[j]
            ):
                j += 1
            elif lows[j] in known.particles and j + 1 < n and words[j + 1][0].isupper():
                j += 2
            else:
                break
        runs.append((i, j))
    return runs


def _is_first_name(document: Document, token: int) -> bool:
    """ "April Ryan", and not "in April" or "April 4"."""
    lows, follows = document.lows, document.words[token + 1 : token + 2]
    named = lows[token] in _MONTHS and bool(follows) and follows[0][0].isupper()
    named = named and lows[token + 1] not in people_words().not_names
    return named and (token == 0 or lows[token - 1] not in PREPOSITIONS)


def _is_last_name(document: Document, token: int) -> bool:
    """ "Theresa May", and not "Monday May 4"."""
    follows = document.words[token + 1 : token + 2]
    return document.lows[token] in _MONTHS and not (follows and follows[0][0].isdigit())


def _is_name_word(document: Document, token: int) -> bool:
    known, low = people_words(), document.lows[token]
    return document.words[token][0].isupper() and low not in known.not_names and low not in known.dates


def _title(document: Document, first: int, last: int) -> tuple[int, int]:
    """Where the title before a name begins, and where the name does."""
    words, lows, known = document.words, document.lows, people_words()
    start = first
    for i in range(first, last):
        title = lows[i].rstrip(".") in known.titles or (i == first and lows[i].removesuffix("s") in known.titles)
        if title and not (first < i < last - 1 and lows[i + 1] in known.bodies):
            start = i + 1
    if start == last and last + 1 < len(lows) and lows[last] == "of":
        return first, last  # "Minister of ...": no name inside
    if start > first:
        start = _after_tails(document, start, last)
    role_from, before = first, first - 1
    office = lows[before - 1].rstrip(".") if before >= 1 and lows[before] == "of" else ""
    if office in known.titles or office in known.roles:
        tails = _after_tails(document, first, last)
        if first < tails < last:
            return _capitals_before(document, before - 1), tails  # "Ohio Secretary of State Ann Lee"
    if start == first and before >= 0 and (lows[before] in known.roles or _JOB.match(lows[before])):
        role_from = before
        while role_from and words[role_from - 1][0].isalpha() and lows[role_from - 1] not in known.not_names:
            role_from -= 1
            if first - role_from > _LONGEST_ROLE:
                break
    elif role_from < start and role_from and is_owner(words[role_from - 1]):
        role_from -= 1
    return role_from, start


def _after_tails(document: Document, first: int, last: int) -> int:
    """Step over the tails of a title: "Gen." in "Attorney General", "State" in "Secretary of State"."""
    tails = people_words().tails
    return next((k for k in range(first, last) if document.lows[k] not in tails), last)


def _capitals_before(document: Document, token: int) -> int:
    first = document.sentences[document.sentence_of[token]].first
    while token > first and _is_name_word(document, token - 1):
        token -= 1
    return token


# -- persons ------------------------------------------------------------------------------------------------------


def _looks_like_person(name: list[str]) -> bool:
    known, lows = people_words(), [word.lower() for word in name]
    if not 2 <= len(name) <= 4 or lows[0] in _PLACE_FIRST or lows[-1].rstrip(".") in known.titles:
        return False
    given = lows[0] in known.women_names or lows[0] in known.men_names  # "Sofia Moss", "Jordan Lee"
    if lows[-1] in known.descriptions and not given:
        return False  # "the Ohio Republican"
    if " ".join(lows) in known.nations or any(low in known.nations or low in known.capitals for low in lows[given:]):
        return False
    return not any((word.isupper() and len(word) > 1 and "." not in word) or word[0].isdigit() for word in name)


def _namesake(people: list[Person], given: str) -> Person:
    """The one of those with a surname who has this first name, or none so far; else somebody new among them."""
    for person in people:
        others = {form.split()[0] for form in person.forms if " " in form}
        if not others or any(_same_first(fold(given), fold(other)) for other in others):
            return person
    people.append(Person())
    return people[-1]


def _same_first(a: str, b: str) -> bool:
    """ "Jon" and "J.", "Alex" and "Alexander"."""
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) == 1 and a[0] == b[0]) or (len(short) > 2 and long.startswith(short))


def _mention(document: Document, first: int, last: int, role_from: int, person: Person) -> Mention:
    """Note how a person is spelled and called where they are named."""
    name = [bare(word) for word in document.words[first:last]]
    known = people_words()
    person.forms[" ".join(name)] += 1
    person.surnames[name[-1]] += 1
    if not person.given and len(name) > 1:
        given = name[0].lower()
        person.given = "f" if given in known.women_names else "m" if given in known.men_names else ""
    if role_from < first:
        add_role(document, person, role_from, first)
    return Mention(first, last, role_from, person)


def _single(
    document: Document, first: int, last: int, role_from: int, people: dict[str, list[Person]]
) -> list[Mention]:
    """A name of one word is a person who is named in full elsewhere, or has a title; else it is nobody we know."""
    name, known = bare(document.words[first]), people_words()
    same = people.get(fold(name), [])
    if not same and role_from < first and name.lower() not in known.nations and name.lower() not in known.bodies:
        same = people.setdefault(fold(name), [Person()])
    if len(same) == 1:
        return [_mention(document, first, last, role_from, same[0])]
    return [Mention(first, last, role_from, None)] if same else []  # two who bear the name: the words stay


def add_role(document: Document, person: Person, first: int, last: int) -> None:
    """Remember what a person is called beside the name, without a clause that hangs on it."""
    known = people_words()
    first += document.lows[first] in ("s", "'s", "’s")  # of an owner that ends in a digit: "M23's spokesman"
    last = next((k for k in range(first + 1, last) if document.lows[k] in SUBORDINATORS), last)
    role = document.span(first, last)
    if role not in person.roles:  # few, however often they are said
        person.roles.append(role)
    lows = document.lows[first:last]
    person.role_words.update(low.rstrip(".") for low in lows)
    if person.sex == "":
        head = lows[: next((k for k, low in enumerate(lows) if low in PREPOSITIONS), len(lows))]
        told = ("f" if low in known.women else "m" if low in known.men else "" for low in (w.rstrip(".") for w in head))
        person.sex = next(filter(None, told), "")


def _add_appositions(document: Document, mention: Mention) -> None:
    """ "The new chief, Alan Brooks" and "Alan Brooks, the department's chief": a role beside the name."""
    lows, words, known = document.lows, document.words, people_words()
    person, before, after = mention.person, mention.role_from - 2, mention.last
    if person is None:
        return
    if before >= 0 and lows[before + 1] == "," and lows[before] in known.roles:
        first = before
        while first > max(before - _LONGEST_ROLE, 0) and lows[first - 1] not in known.not_names:
            if not words[first - 1][0].isalnum():
                break
            first -= 1
        add_role(document, person, first, before + 1)
    if after + 2 < len(lows) and lows[after] == "," and lows[after + 1] in ("a", "an", "the"):
        end = min(after + 1 + _LONGEST_ASIDE, document.sentences[document.sentence_of[after]].last)
        last = next((k for k in range(after + 1, end) if not words[k][0].isalnum()), after + 1)
        if any(low in known.roles for low in lows[after + 1 : last]):
            add_role(document, person, after + 1, last)


# -- bodies -------------------------------------------------------------------------------------------------------


def _is_body(lows: list[str], titled: bool) -> bool:
    if len(lows) > 1 and lows[-1].rstrip(".") in _FIRMS:
        return True  # "Corbin Stores"
    bodies = people_words().bodies
    return not bodies.isdisjoint(lows) and not (titled and len(lows) < 3 and lows[-1] not in bodies)


def _add_body(document: Document, first: int, last: int, bodies: list[tuple[int, str]], short: dict[str, str]) -> int:
    """Note a body with what hangs on its name, and the letters and words that stand for it; give where it ends."""
    words, lows, known = document.words, document.lows, people_words()
    end = _end_of_body(document, first, last)
    start = first
    if start and is_owner(words[start - 1]) and words[start - 1][0].isupper():
        start -= 1
        while start and words[start - 1][0].isupper() and lows[start - 1] not in known.not_names:
            start -= 1
    name = document.span(start, end)
    bodies.append((first, name))
    if lows[end - 1].rstrip(".") in _FIRMS and end - start > 1 and lows[start] not in known.nations:
        short.setdefault(words[start], name)  # "Cascade" after "Cascade Aircraft Co."
    capitals = [k for k in range(first, end) if words[k][0].isupper()]
    for letters in (capitals, [k for k in capitals if lows[k].rstrip(".") not in _SUFFIXES]):
        if len(letters) > 1:
            short.setdefault("".join(words[k][0] for k in letters), name)
    if end + 2 < len(words) and lows[end] == "(" and words[end + 1].isupper() and words[end + 2] == ")":
        short[words[end + 1]] = name
    return end


def _end_of_body(document: Document, first: int, end: int) -> int:
    """ "Ministry of Health and the Family": capitals that "of", "for", "and" and "on" join to the name."""
    words, lows = document.words, document.lows
    stop = document.sentences[document.sentence_of[first]].last
    while end + 1 < stop and lows[end] in ("of", "for", "and", "on"):
        inner = end + 1 + (lows[end + 1] == "the")
        if inner >= stop or not _is_name_word(document, inner):
            break
        end = next((k for k in range(inner + 1, stop) if not words[k][0].isupper()), stop)
    return end
