"""Runs of capitals that may be names, and the titles before them."""

from __future__ import annotations

import re
from itertools import compress, repeat
from operator import and_

from estimates.article import tags as flag
from estimates.article.document import Document

LONGEST_ROLE = 6  # words before a name
_ROLES, _TITLES = flag.ROLE | flag.JOB, flag.TITLE | flag.TITLES
_ARTICLE = re.compile(r"(?:[aeu]l|a[dnrstz]|ash)[-‑][A-Z]")  # "al-Shabaab", "ash-Sham"


def runs_of_capitals(document: Document) -> list[tuple[int, int]]:
    """Find the runs of capitalised words, with particles inside; a possessive or a break between words ends a run.

    That of many persons does not: "the Orr Doctors' Union".
    """
    words, lows, tags, sentence_of = document.words, document.lows, document.tags, document.sentence_of
    known, particles = flag.CAPITAL | flag.NO_NAME | flag.DATE, document.language.people.particles
    runs: list[tuple[int, int]] = []
    j, n = 0, len(words)
    for i in compress(range(n), map(and_, tags, repeat(flag.OPENS_NAME))):
        if i < j or (tags[i] & flag.DATE and not is_name_word(document, i, opens=True)):
            continue
        j, stop = i + 1, i + 1
        while j < n:
            capital = tags[j] & known
            if capital & flag.CAPITAL:
                stop += capital == flag.CAPITAL or is_name_word(document, j)
            elif lows[j] in particles or words[j][0] in "aeu":
                stop = goes_on(document, j, n)
            if stop == j or sentence_of[j] != sentence_of[i]:
                break
            if tags[j - 1] & flag.OWNER and not document.language.nouns.is_person(lows[j - 1][:-1]):
                break  # "Norland's Weather Bureau"
            j = stop
        runs.append((i, j))
    return runs


def goes_on(document: Document, j: int, stop: int) -> int:
    """Give where a name ends that goes on at ``j`` with small words of its own: "Deir al-Balah", "Rio de Janeiro"."""
    if j >= stop:
        return j
    particles = document.language.people.particles
    if document.lows[j] in particles:
        last = j + 1 + (document.lows[j + 1 : j + 2] != [] and document.lows[j + 1] in particles)  # "von der Leyen"
        return last + 1 if last < stop and document.tags[last] & flag.CAPITAL else j
    return j + (document.words[j][0] in "aeu" and _ARTICLE.match(document.words[j]) is not None)


def is_name_word(document: Document, k: int, *, opens: bool = False) -> bool:
    """Tell a capital that is no small word and no date: "April Ryan", "Theresa May", not "in April", "Monday May 4"."""
    lows, tags = document.lows, document.tags
    month = lows[k] in document.lists["month_names"]
    if not tags[k] & flag.CAPITAL or (tags[k] & flag.NO_NAME and (opens or not (month or lows[k - 1] == "the"))):
        return False
    if not tags[k] & flag.DATE or not month:
        return not tags[k] & flag.DATE
    after = document.words[k + 1 : k + 2]
    if not opens:
        return not (after and after[0][0].isdigit())
    followed = bool(after) and after[0][0].isupper() and not tags[k + 1] & flag.NO_NAME
    return followed and not (k and tags[k - 1] & flag.PREPOSITION)


def title_before(document: Document, first: int, last: int) -> tuple[int, int]:
    """Give where the title before a name begins, and where the name does."""
    lows, tags = document.lows, document.tags
    called = first > 1 and lows[first - 1] in document.lists["called"]  # "a teacher surnamed Chang"
    behind = first > 0 and (tags[first - 1 - called] & _ROLES > 0 or lows[first - 1] in ("of", "for"))
    if behind and document.sentence_of[first - 1 - called] != document.sentence_of[first]:
        behind = False
    if not behind and not tags[first] & _TITLES:
        if last - first == 1:
            return first, first  # as most
        if not any(map(flag.TITLE.__and__, tags[first + 1 : last])):
            return first, first + (last - first > 2 and _opens_with_role(document, first, last))
    start, known = first, document.language.people
    for i in range(first, last):
        title = tags[i] & flag.TITLE or (i == first and tags[i] & flag.TITLES)
        if title and not (first < i < last - 1 and tags[i + 1] & flag.BODY):
            start = i + 1
    while first < start < last - 1 and tags[start] & flag.ROLE:
        start += 1  # "Chief Executive Ann Lee"
    role_from, before = first, first - 1 - called
    office = lows[before - 1].rstrip(".") if before >= 1 and lows[before] in ("of", "for") else ""
    tails = _after_tails(document, first, last) if office in known.titles or office in known.roles else first
    if first < tails < last:  # "Ohio Secretary of State Ann Lee"
        opens, role_from = document.sentences[document.sentence_of[first]].first, before - 1
        while role_from > opens and is_name_word(document, role_from - 1, opens=True):
            role_from -= 1
        return role_from, tails
    if start == first and before >= 0 and tags[before] & _ROLES:
        role_from = before
        opens = document.sentences[document.sentence_of[first]].first
        while role_from > opens and document.words[role_from - 1][0].isalpha():
            if lows[role_from - 1] in known.not_names:
                break
            role_from -= 1
            if first - role_from > LONGEST_ROLE:
                break
    elif role_from < start and role_from and tags[role_from - 1] & flag.OWNER:
        role_from -= 1
    return role_from, start


def _opens_with_role(document: Document, first: int, last: int) -> bool:
    """ "Economist Ann Lee said", "Brokers Ann Lee and Ivo Kern": a job in the capital that opens a sentence."""
    low, nouns = document.lows[first], document.language.nouns
    if first != document.sentences[document.sentence_of[first]].first:
        return False
    if low.partition("-")[2] and document.words[first].partition("-")[2][0].islower():
        return True  # "Vice-captain Ann Lee"
    if nouns.is_plural(low) and nouns.is_person(low):
        return not any(map(flag.BODY.__and__, document.tags[first:last]))  # but "Lawyers Guild Trust"
    return document.tags[first] & _ROLES > 0 and document.language.people.sex_of(document.lows[first + 1]) != ""


def _after_tails(document: Document, first: int, last: int) -> int:
    """Step over the tails of a title: "State" in "Secretary of State", "Civil Aviation" before a given name."""
    lows, known = document.lows, document.language.people
    given = next((k for k in range(first + 1, last - 1) if known.sex_of(lows[k])), 0)
    if given and not document.tags[last - 1] & flag.BODY:
        return given
    return next((k for k in range(first, last) if lows[k] not in known.tails), last)
