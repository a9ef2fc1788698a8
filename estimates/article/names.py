"""Who and what a text names: persons under all their spellings and titles, bodies and their short names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from estimates.article import tags as flag
from estimates.article.capitals import LONGEST_ROLE, is_name_word, runs_of_capitals, title_before
from estimates.article.document import Document
from estimates.article.persons import Body, Mention, Person, bare, fold, is_acronym
from estimates.lang.lexicon import Language

_LONGEST_ASIDE = 13  # words after a name


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of persons and the names of bodies, each in the order of the text; ``short`` forms lead to names."""

    mentions: tuple[Mention, ...]
    bodies: tuple[Body, ...]
    short: dict[str, str]
    starts: tuple[int, ...]

    def inside(self, first: int, last: int) -> tuple[Mention, ...]:
        """Give the mentions of persons that begin in a stretch of tokens."""
        starts, k = self.starts, bisect_left(self.starts, first)
        if k == len(starts) or starts[k] >= last:
            return ()  # as mostly
        return self.mentions[k : bisect_left(starts, last, k)]

    def has_person(self, first: int, last: int) -> bool:
        """Tell whether a person, and not one of two who bear the name, is named in a stretch of tokens."""
        starts, k = self.starts, bisect_left(self.starts, first)
        while k < len(starts) and starts[k] < last:
            if self.mentions[k].person is not None:
                return True
            k += 1
        return False


def find_names(document: Document) -> Names:
    """Find the persons and bodies that a document names.

    Examples
    --------
    >>> from estimates.article.document import read_document
    >>> names = find_names(read_document("The Tidewater Relief Fund (TRF) told Mayor Ann Lee. Lee was glad."))
    >>> [mention.person.name() for mention in names.mentions], names.bodies[0].name, names.short
    (['Ann Lee', 'Ann Lee'], 'Tidewater Relief Fund', {'TRF': 'Tidewater Relief Fund'})
    """
    people: dict[str, list[Person]] = {}  # by surname
    mentions: list[Mention] = []
    singles: list[tuple[int, int]] = []  # a name of one word: where its title begins, and where it stands
    bodies: list[Body] = []
    short: dict[str, str] = {}
    covered, particles = 0, document.language.people.particles
    runs = [(first, last, *title_before(document, first, last)) for first, last in runs_of_capitals(document)]
    places = _placed(document, runs)
    for first, last, role_from, start in runs:
        if first < covered:
            continue  # the rest of a name like "Office for the Coordination of Humanitarian Affairs"
        if last - start == 1 and not document.tags[start] & (flag.BODY | flag.OWNER):
            singles.append((role_from, start))  # as most
        elif _is_body(document, start, last, titled=role_from < start):
            covered = _add_body(document, first, last, bodies, short)
        elif last - start == 1:
            singles.append((role_from, start))
        elif start < last:
            name = list(map(bare, document.words[start:last]))
            if document.lows[start] in particles and fold(name[-1]) in people:
                singles.append((role_from, last - 1))  # "Ann von Orr ... Von Orr said"
                continue
            looks = _looks_like_person(document.language, name) and not _is_office(document, start, last)
            if tuple(name) not in places and (role_from < start or looks):
                person = _namesake(people.setdefault(fold(name[-1]), []), name[0])
                mentions.append(_mention(document, role_from, start, last, person))
    # a single name is a person who is named in full somewhere, or has a title; else it is nobody we know
    known = document.language.people
    for role_from, start in singles:
        titled = role_from < start or _is_described(document, start)
        titled = titled and document.lows[start - 1] not in document.lists["makers"]  # "grid operator Orr"
        if not titled and not people:
            continue
        word = bare(document.words[start])
        same = people.get(fold(word))
        if same is None:
            if not titled or word.lower() in known.nations or word.lower() in known.bodies:
                continue
            given = known.sex_of(word.lower()) if role_from == start else ""
            same = people.setdefault(fold(word), [Person(given=given)])
        if len(same) == 1:
            mentions.append(_mention(document, role_from, start, start + 1, same[0]))
        else:
            mentions.append(Mention(start, start + 1, role_from, None))  # two who bear the name: the words stay
    mentions.sort(key=attrgetter("first"))
    for mention in mentions:
        _add_appositions(document, mention)
    return Names(tuple(mentions), tuple(sorted(bodies)), short, tuple(mention.first for mention in mentions))


def _is_described(document: Document, start: int) -> bool:
    """ "Mustafa, a tailor from Idlib, ...": a first name and a role beside it."""
    lows, known = document.lows, document.language.people
    if lows[start + 1] != "," or not known.sex_of(lows[start]):
        return False
    if lows[start + 2].isdigit() and lows[start + 3] == ",":
        return True  # "Marta, 29, ..."
    if lows[start + 2 : start + 3] not in (["a"], ["an"], ["the"]):
        return False
    end = next((k for k in range(start + 3, min(start + 3 + _LONGEST_ASIDE, len(lows))) if lows[k] == ","), start)
    return any(map(flag.ROLE.__and__, document.tags[start + 3 : end]))


def _placed(document: Document, runs: Sequence[tuple[int, int, int, int]]) -> set[tuple[str, ...]]:
    """Names of several words that a text has something happen "in" or "near", and never gives a title: places."""
    found: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
    within_place = document.lists["within_place"]
    for first, last, role_from, start in runs:
        if last - start < 2:
            continue
        within = first > 0 and document.lows[first - 1 - (document.lows[first - 1] == "the")] in within_place
        if within or role_from < start:
            found[role_from < start].add(tuple(map(bare, document.words[start:last])))
    return found[False] - found[True]


# -- persons ------------------------------------------------------------------------------------------------------


def _looks_like_person(language: Language, name: list[str]) -> bool:
    known, lows = language.people, [word.lower() for word in name]
    if (
        not 2 <= sum(low not in known.particles for low in lows) <= 4
        or lows[0] in language.lists["no_given"]
        or lows[0] in language.events
        or lows[-1] in language.lists["numbered"]
        or lows[-1].rstrip(".") in known.titles
    ):
        return False
    given = known.sex_of(lows[0]) != ""  # "Sofia Moss", "Jordan Lee"
    if not given and (lows[-1] in known.descriptions or lows[-1] in language.lists["sites"]):
        return False  # "the Ohio Republican", "Orr Plaza"
    if " ".join(lows) in known.nations or any(low in known.nations or low in known.capitals for low in lows[given:]):
        return False
    return not any((word.isupper() and len(word) > 1 and "." not in word) or word[0].isdigit() for word in name)


def _is_office(document: Document, start: int, last: int) -> bool:
    """ "The Humanitarian Coordinator", "the Director of Civil Protection": an office in capitals, no "Ann Porter"."""
    known = document.language.people
    if start > 1 and document.lows[start - 1] in ("of", "for") and document.tags[start - 2] & flag.TITLE:
        return True
    given = known.sex_of(document.lows[start])
    return bool(start and document.lows[start - 1] == "the" and document.tags[last - 1] & flag.ROLE and not given)


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


def _mention(document: Document, role_from: int, first: int, last: int, person: Person) -> Mention:
    """Note how a person is spelled and called where they are named."""
    name, known = [bare(word) for word in document.words[first:last]], document.language.people
    form, surname = " ".join(name), name[-1]
    person.forms[form] = person.forms.get(form, 0) + 1
    person.surnames[surname] = person.surnames.get(surname, 0) + 1
    if not person.given and len(name) > 1:
        person.given = known.sex_of(name[0].lower())
    if role_from < first:
        add_role(document, person, role_from, first - (document.lows[first - 1] in document.lists["called"]))
    return Mention(first, last, role_from, person)


def add_role(document: Document, person: Person, first: int, last: int) -> None:
    """Remember what a person is called beside the name, without a clause that hangs on it."""
    known = document.language.people
    last = next((k for k in range(first + 1, last) if document.lows[k] in document.lists["subordinators"]), last)
    role = document.span(first, last)
    if role not in person.roles:  # few, however often they are said
        person.roles.append(role)
    person.role_words.update(low.rstrip(".") for low in document.lows[first:last])
    end = next((k for k in range(first, last) if document.tags[k] & flag.PREPOSITION), last)
    for low in (low.rstrip(".") for low in document.lows[first:end]):
        person.sex = person.sex or ("f" if low in known.women else "m" if low in known.men else "")


def _add_appositions(document: Document, mention: Mention) -> None:
    """ "The new chief, Alan Brooks" and "Alan Brooks, the department's chief": a role beside the name."""
    lows, tags, person = document.lows, document.tags, mention.person
    before, after = mention.role_from - 2, mention.last
    if person is None:
        return
    if before >= 0 and lows[before + 1] == "," and tags[before] & flag.ROLE:
        furthest, skip = max(before - LONGEST_ROLE, 0), document.language.people.not_names
        within = (k for k in range(before, furthest, -1) if not tags[k - 1] & flag.WORD or lows[k - 1] in skip)
        add_role(document, person, next(within, furthest), before + 1)
    if after + 2 < len(lows) and lows[after] == "," and lows[after + 1] in ("a", "an", "the"):
        end = min(after + 1 + _LONGEST_ASIDE, document.sentences[document.sentence_of[after]].last)
        last = next((k for k in range(after + 1, end) if not tags[k] & flag.WORD), after + 1)
        if any(flags & flag.ROLE for flags in tags[after + 1 : last]):
            add_role(document, person, after + 1, last)


# -- bodies -------------------------------------------------------------------------------------------------------


def _is_body(document: Document, first: int, last: int, *, titled: bool) -> bool:
    bodies = document.language.people.bodies
    if last - first == 1:
        return bare(document.lows[first]) in bodies
    lows = list(map(bare, document.lows[first:last]))
    if lows and lows[-1].rstrip(".") in document.lists["firms"]:
        return True  # "Corbin Stores"
    return not bodies.isdisjoint(lows) and not (titled and len(lows) < 3 and lows[-1] not in bodies)


def _add_body(document: Document, first: int, last: int, bodies: list[Body], short: dict[str, str]) -> int:
    """Note a body with what hangs on its name, and the letters and words that stand for it; give where it ends."""
    words, lows, tags, known = document.words, document.lows, document.tags, document.language.people
    end = _end_of_body(document, first, last)
    name = document.span(first, end)
    bodies.append(Body(first, end, name))
    if lows[end - 1].rstrip(".") in document.lists["firms"] and end - first > 1 and lows[first] not in known.nations:
        short.setdefault(words[first], name)  # "Cascade" after "Cascade Aircraft Co."
    capitals = [k for k in range(first, end) if tags[k] & flag.CAPITAL]
    for letters in (capitals, [k for k in capitals if lows[k].rstrip(".") not in document.lists["firm_suffixes"]]):
        if len(letters) > 1:
            short.setdefault("".join(words[k][0] for k in letters), name)
    if end + 2 < len(words) and lows[end] == "(" and is_acronym(words[end + 1]) and words[end + 2] == ")":
        short[words[end + 1]] = name
    return end


def _end_of_body(document: Document, first: int, end: int) -> int:
    """ "Ministry of Health and the Family": capitals that "of", "for", "and" and "on" join to the name."""
    stop = document.sentences[document.sentence_of[first]].last
    while end + 1 < stop and document.lows[end] in ("of", "for", "and", "on"):
        inner = end + 1 + (document.lows[end + 1] == "the")
        if inner >= stop or not is_name_word(document, inner, opens=True):
            break
        end = _after_series(document, _after_capitals(document, inner, stop), stop)
    return end


def _after_capitals(document: Document, first: int, stop: int) -> int:
    tags = document.tags  # what stands behind an owner is another name: "Ministry of Defence's Main Directorate"
    ends = (k for k in range(first, stop) if not tags[k] & flag.CAPITAL or (k > first and tags[k - 1] & flag.OWNER))
    return next(ends, stop)


def _after_series(document: Document, end: int, stop: int) -> int:
    """ "... of Arts, Letters, and Sciences": a series in capitals, closed by "and", is one name."""
    k = end
    while k + 1 < stop and document.lows[k] == "," and document.tags[k + 1] & flag.CAPITAL:
        k = _after_capitals(document, k + 1, stop)
    joint = k + (document.lows[k : k + 1] == [","])
    closed = k > end and joint + 1 < stop and document.lows[joint] == "and" and document.tags[joint + 1] & flag.CAPITAL
    return _after_capitals(document, joint + 1, stop) if closed else end
