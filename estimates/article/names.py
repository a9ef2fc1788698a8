"""Who is meant: the persons and bodies an article names, and what "the minister", "he", "the agency" go back to."""

from __future__ import annotations

import re
from bisect import bisect_left

from estimates.article.document import Document
from estimates.article.grammar import PREPOSITIONS, SUBORDINATORS, grammar, is_owner
from estimates.article.people import people_words
from estimates.article.persons import Mention, Person, bare, fold

_NOT_BODIES = grammar("not_bodies")
_SENTENCE = 40  # tokens
_LONGEST_ROLE = 6  # words of a role
NEAR = 3  # sentences that "he" and "she" may reach back

_FIRMS = grammar("firms")
_SUFFIXES = frozenset(["co", "corp", "corporation", "inc", "ltd", "llc", "plc"])  # no part of "GM"
_PLACE_FIRST, _MONTH_NAMES = grammar("place_first"), grammar("month_names")
_ARTICLE_NAME = re.compile(r"(?:al|el|ul)[-‑][A-Z]")
_JOB = re.compile(r"[a-z\-]{2,}(?:ist|ian|man|woman|person|maker|holder|keeper)$")


class Names:
    """The persons and bodies of a document in the order of their mentions."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = people_words()
        self.mentions: list[Mention] = []
        self.bodies: list[tuple[int, str]] = []
        self.acronyms: dict[str, str] = {}
        self.firms: dict[str, str] = {}
        self._covered = 0
        self._by_surname: dict[str, list[Person]] = {}
        self._collect()
        self._starts = [mention.first for mention in self.mentions]

    # -- building -------------------------------------------------------------------------------------------------

    def _runs(self) -> list[tuple[int, int]]:
        """Runs of capitalised words, with particles inside; a possessive or a break between words ends a run."""
        words, lows, skip = self.document.words, self.document.lows, self.words.not_names
        dates = self.words.dates
        runs: list[tuple[int, int]] = []
        j, n = 0, len(words)
        sentence_of = self.document.sentence_of
        for i in [i for i, word in enumerate(words) if word[0].isupper()]:
            if i < j or lows[i] in skip or (lows[i] in dates and not self._is_first_name(i)):
                continue
            j = i + 1
            while j < n and sentence_of[j] == sentence_of[i] and not is_owner(words[j - 1]):
                if (
                    words[j][0].isupper()
                    and (lows[j] not in dates or self._is_last_name(j))
                    and (lows[j] not in skip or lows[j - 1] == "the")
                ) or _ARTICLE_NAME.match(words[j]):
                    j += 1
                elif lows[j] in self.words.particles and j + 1 < n and words[j + 1][0].isupper():
                    j += 2
                else:
                    break
            runs.append((i, j))
        return runs

    def _is_first_name(self, token: int) -> bool:
        """ "April Ryan", and not "in April" or "April 4"."""
        words, lows = self.document.words, self.document.lows
        follows = words[token + 1] if token + 1 < len(words) else ""
        named = lows[token] in _MONTH_NAMES and follows[:1].isupper() and lows[token + 1] not in self.words.not_names
        return named and (token == 0 or lows[token - 1] not in PREPOSITIONS)

    def _is_last_name(self, token: int) -> bool:
        """ "Theresa May", and not "Monday May 4"."""
        follows = self.document.words[token + 1] if token + 1 < len(self.document.words) else ""
        return self.document.lows[token] in _MONTH_NAMES and not follows[:1].isdigit()

    def _collect(self) -> None:
        singles = []
        for first, last in self._runs():
            if first < self._covered:
                continue  # the rest of a name like "Office for the Coordination of Humanitarian Affairs"
            role_from, name_from = self._title(first, last)
            name = [bare(w) for w in self.document.words[name_from:last]]
            if not name:
                continue
            titled = role_from < name_from
            lows = [w.lower() for w in name]
            if self._is_body(lows, titled):
                self._add_body(first, last)
            elif titled or self._looks_like_person(name, lows):
                mention = Mention(name_from, last, role_from, None, " ".join(name))
                if len(name) > 1:
                    self._add_person(mention, name)
                else:
                    singles.append(mention)
            elif len(name) == 1:
                singles.append(Mention(name_from, last, name_from, None, name[0]))
        for mention in singles:
            self._add_single(mention)
        self.mentions.sort(key=lambda mention: mention.first)
        self.bodies.sort()
        for mention in self.mentions:
            self._apposition(mention)

    def _apposition(self, mention: Mention) -> None:
        """ "The new chief, Alan Brooks" and "Alan Brooks, the department's chief": a role beside the name."""
        person, lows, roles = mention.person, self.document.lows, self.words.roles
        if person is None:
            return
        before = mention.role_from - 2
        if before >= 0 and lows[before + 1] == "," and lows[before] in roles:
            first = before
            while first and lows[first - 1] not in self.words.not_names and self.document.words[first - 1][0].isalnum():
                first -= 1
                if before - first >= _LONGEST_ROLE:
                    break
            self.add_role(person, first, before + 1)
        after = mention.last
        if after + 2 < len(lows) and lows[after] == "," and lows[after + 1] in ("a", "an", "the"):
            sentence = self.document.sentences[self.document.sentence_of[after]]
            last = next(
                (
                    k
                    for k in range(after + 1, min(after + 14, sentence.last))
                    if not self.document.words[k][0].isalnum()
                ),
                after + 1,
            )
            if any(low in roles for low in lows[after + 1 : last]):
                self.add_role(person, after + 1, last)

    def _title(self, first: int, last: int) -> tuple[int, int]:
        """Where the title before a name begins, and where the name does."""
        words, lows, known = self.document.words, self.document.lows, self.words
        name_from = first
        for i in range(first, last):
            title = lows[i].rstrip(".") in known.titles or (i == first and lows[i].removesuffix("s") in known.titles)
            if title and not (i + 1 < last and i > first and lows[i + 1] in known.bodies):
                name_from = i + 1
        if name_from == last and last + 1 < len(lows) and lows[last] == "of":
            return first, last  # "Minister of ...": no name inside
        while first < name_from < last and lows[name_from] in known.tails:
            name_from += 1
        role_from = first if name_from > first else name_from
        before = first - 1
        of = before >= 1 and lows[before] == "of"
        if of and (lows[before - 1].rstrip(".") in known.titles or lows[before - 1].rstrip(".") in known.roles):
            tails = first
            while tails < last and lows[tails] in known.tails:
                tails += 1
            if first < tails < last:
                return self._capitals_before(before - 1), tails
        if name_from == first and before >= 0 and (lows[before] in known.roles or _JOB.match(lows[before])):
            role_from = before
            while role_from > 0 and words[role_from - 1][0].isalpha() and lows[role_from - 1] not in known.not_names:
                role_from -= 1
                if first - role_from > 6:
                    break
        elif role_from < name_from and role_from > 0 and is_owner(words[role_from - 1]):
            role_from -= 1
        return role_from, name_from

    def _capitals_before(self, token: int) -> int:
        """Step left over the capitalised words before a title: "Ohio Secretary of State"."""
        first = self.document.sentences[self.document.sentence_of[token]].first
        while token > first and self.document.words[token - 1][0].isupper() and self._is_name_word(token - 1):
            token -= 1
        return token

    def _is_body(self, lows: list[str], titled: bool) -> bool:
        if len(lows) > 1 and lows[-1].rstrip(".") in _FIRMS:
            return True  # "Corbin Stores"
        return not self.words.bodies.isdisjoint(lows) and not (
            titled and len(lows) < 3 and lows[-1] not in self.words.bodies
        )

    def _looks_like_person(self, name: list[str], lows: list[str]) -> bool:
        known = self.words
        if not 2 <= len(name) <= 4 or lows[0] in _PLACE_FIRST or lows[-1].rstrip(".") in known.titles:
            return False
        given = lows[0] in known.women_names or lows[0] in known.men_names  # "Sofia Moss", "Jordan Lee"
        if lows[-1] in known.descriptions and not given:
            return False  # "the Ohio Republican"
        places = lows[1:] if given else lows
        if " ".join(lows) in known.nations or any(low in known.nations or low in known.capitals for low in places):
            return False
        return not any((word.isupper() and len(word) > 1 and "." not in word) or word[0].isdigit() for word in name)

    def _add_person(self, mention: Mention, name: list[str]) -> None:
        key = fold(name[-1])
        for person in self._by_surname.setdefault(key, []):
            others = {form.split()[0] for form in person.forms if " " in form}
            if any(self._same_first(name[0], other) for other in others) or not others:
                break
        else:
            person = Person()
            self._by_surname[key].append(person)
        self._note(person, mention, " ".join(name), name[-1])

    @staticmethod
    def _same_first(one: str, other: str) -> bool:
        a, b = fold(one), fold(other)
        return (
            a == b
            or (min(len(a), len(b)) == 1 and a[0] == b[0])
            or (len(a) > 2 and len(b) > 2 and (a.startswith(b) or b.startswith(a)))
        )

    def _note(self, person: Person, mention: Mention, form: str, surname: str) -> None:
        mention.person = person
        person.forms[form] += 1
        person.surnames[surname] += 1
        if person.given == "" and form != surname:
            person.given = self._sex_of(form.split()[0].lower())
        if mention.role_from < mention.first:
            self.add_role(person, mention.role_from, mention.first)
        self.mentions.append(mention)

    def _sex_of(self, given: str) -> str:
        known = self.words
        return "f" if given in known.women_names else "m" if given in known.men_names else ""

    def add_role(self, person: Person, first: int, last: int) -> None:
        """Remember what a person is called beside the name, without a clause that hangs on it."""
        found = self.document.lows
        first += found[first] in ("s", "'s", "’s")  # of an owner that ends in a digit: "M23's spokesman"
        last = next((k for k in range(first + 1, last) if found[k] in SUBORDINATORS), last)
        role = self.document.span(first, last)
        if role not in person.roles:  # few, however often they are said
            person.roles.append(role)
        lows = self.document.lows[first:last]
        person.role_words.update(low.rstrip(".") for low in lows)
        if person.sex == "":
            lows = lows[: next((k for k, low in enumerate(lows) if low in PREPOSITIONS), len(lows))]
            known = ((low in self.words.women, low in self.words.men) for low in (low.rstrip(".") for low in lows))
            person.sex = next(("f" if woman else "m" for woman, man in known if woman or man), "")

    def _add_single(self, mention: Mention) -> None:
        """A name of one word is a person who is named in full elsewhere, or has a title; else it is nobody we know."""
        titled = mention.role_from < mention.first
        people = self._by_surname.get(fold(mention.name), [])
        if (
            not people
            and titled
            and mention.name.lower() not in self.words.nations
            and mention.name.lower() not in self.words.bodies
        ):
            people = self._by_surname.setdefault(fold(mention.name), [])
            people.append(Person())
        if len(people) == 1:
            self._note(people[0], mention, mention.name, mention.name)
        elif people:
            self.mentions.append(mention)  # two who bear the name: the words stay

    def _is_name_word(self, token: int) -> bool:
        low = self.document.lows[token]
        return (
            self.document.words[token][0].isupper() and low not in self.words.not_names and low not in self.words.dates
        )

    def _add_body(self, first: int, last: int) -> None:
        document = self.document
        words, lows = document.words, document.lows
        end = last
        stop = document.sentences[document.sentence_of[first]].last
        while end + 1 < stop and lows[end] in ("of", "for", "and", "on"):
            inner = end + 1 + (lows[end + 1] == "the")
            if inner >= stop or not self._is_name_word(inner):
                break
            end = inner + 1
            while end < stop and words[end][0].isupper():
                end += 1
        start = first
        if start and is_owner(words[start - 1]) and words[start - 1][0].isupper():
            start -= 1
            while start and words[start - 1][0].isupper() and lows[start - 1] not in self.words.not_names:
                start -= 1
        self._covered = end
        name = document.span(start, end)
        self.bodies.append((first, name))
        if lows[end - 1].rstrip(".") in _FIRMS and end - start > 1 and lows[start] not in self.words.nations:
            self.firms.setdefault(words[start], name)  # "Cascade" after "Cascade Aircraft Co."
        initials = [w[0] for w in words[first:end] if w[0].isupper()]
        short = [
            w[0]
            for w, low in zip(words[first:end], lows[first:end], strict=True)
            if w[0].isupper() and low.rstrip(".") not in _SUFFIXES
        ]
        for letters in ("".join(initials), "".join(short)):
            if len(letters) > 1:
                self.acronyms.setdefault(letters, name)
        if end + 2 < len(words) and lows[end] == "(" and words[end + 1].isupper() and words[end + 2] == ")":
            self.acronyms[words[end + 1]] = name

    # -- asking ---------------------------------------------------------------------------------------------------

    def inside(self, first: int, last: int) -> list[Mention]:
        """Give the mentions of persons that begin in a stretch of tokens."""
        return self.mentions[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def holders(self, role: list[str], before: int, reach: int = 400) -> list[tuple[int, Person]]:
        """Give the persons whose role has all of these words, or others for the same, nearest mention first."""
        same = self.words.same_role
        wanted = [same.get(word, frozenset([word])) for word in role]
        found: dict[int, tuple[int, Person]] = {}
        for mention in reversed(self.inside(max(before - 4 * reach, 0), before)):
            person = mention.person
            if (
                person is not None
                and id(person) not in found
                and not any(person.role_words.isdisjoint(words) for words in wanted)
            ):
                found[id(person)] = (mention.first, person)
        return list(found.values())

    def is_body(self, token: int) -> bool:
        """Tell whether the name of a body begins at a token."""
        at = bisect_left(self.bodies, (token, ""))
        return at < len(self.bodies) and self.bodies[at][0] == token

    def body_before(self, token: int, reach: int = 2 * _SENTENCE) -> str | None:
        """Give the body that was named last, if that is not long ago."""
        at = bisect_left(self.bodies, (token, ""))
        if at == 0 or token - self.bodies[at - 1][0] > reach:
            return None
        name = self.bodies[at - 1][1]
        return name if name[0].isupper() and name.lower().split()[-1] not in _NOT_BODIES else None

    def called(self, word: str, before: int) -> Person | None:
        """Give whoever was named last with a word right before the name: "abbot Tenzin Ladakh"."""
        lows = self.document.lows
        for mention in reversed(self.inside(max(before - 4 * NEAR * _SENTENCE, 0), before)):
            if mention.person is not None and mention.first and lows[mention.first - 1] == word:
                return mention.person
        return None

    def body_called(self, word: str, before: int) -> str | None:
        """Give the body nearest before that has a word in its name."""
        for first, name in reversed(
            self.bodies[max(bisect_left(self.bodies, (before, "")) - 60, 0) : bisect_left(self.bodies, (before, ""))]
        ):
            if first < before and word in name.lower().split():
                return name
        return None
