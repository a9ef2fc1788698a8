"""What a figure is a figure of: its noun, its unit, its place, and the short draft key it is filed under."""

from __future__ import annotations

from collections.abc import Sequence

from estimates.article import antecedents, implied
from estimates.article import tags as flag
from estimates.article.befell import unit_of
from estimates.article.chunks import phrase_start
from estimates.article.context import measured_before, noun_of
from estimates.article.document import Document
from estimates.article.drafts import Draft, measure, no_speaker
from estimates.article.fates import fate_in, fate_of, fates_of
from estimates.article.figure_places import opening_place, place_near, place_of_brackets, place_of_subject, places_told
from estimates.article.names import Names
from estimates.article.parts import aspect_of, says_part, words_between
from estimates.article.predicates import counted_at, is_of_people, named, object_of, of_them, predicated
from estimates.article.shared_fates import gapped, is_behind_relative, shares_verb, without_fate
from estimates.article.standing import Standing, is_share, without_source, without_verb
from estimates.article.tolls import toll_at
from estimates.records import replace
from estimates.units import is_count

_IN_TEN = 10  # "nine out of ten"
_OF_SO_MANY = frozenset(["of", "out"])  # "the toll rose to 12 out of 40 cases"
_OF_THAT = [["of", word] for word in ("it", "that", "this", "what")]  # "half of what was asked": of no people


def drafts_of(document: Document, names: Names, standings: Sequence[Standing]) -> list[Draft]:
    """Settle what each figure counts, in the order of the text; some take it over from those before them."""
    drafts: list[Draft] = []
    told = places_told(document)
    fates = [fate_of(document, at) for at in standings]
    for as_told, own, fate in zip(standings, fates, fates_of(document, standings, fates), strict=True):
        at = as_told
        place = place_near(document, names, at, told)
        if place is None:
            place = opening_place(document, names, at)
        if place is None and (fate or at.figure.noun in document.lists["of_sickness"]):
            place = place_of_brackets(document, names, at) or place_of_subject(document, at)
        at = without_source(without_verb(document, at) if at.beyond - at.last > 1 else at)
        figure = at.figure
        if figure.unit is not None and not is_count(figure.unit):
            draft = measure(document, at, place, drafts, standings)
        elif (
            figure.noun is None
            or figure.borrowed
            or _names_nobody(document, figure.noun.lower())
            or (document.lows[at.last] in _OF_SO_MANY and toll_at(document, at) is not None)
        ):
            own = own if at is as_told else fate_of(document, at)
            draft = _taken_over(document, at, place, own, drafts, standings)
        else:
            draft = Draft(figure.noun, figure.unit, place)
        unit, noun = draft.unit or "", (draft.noun or "").lower()
        if unit.startswith("count") and (noun == "life" or noun.endswith(("lives", "population"))):
            # "claims 40 lives a year", "9 million affected population"
            draft = replace(draft, unit=f"person{unit[5:]}")
        if figure.part and 0 < figure.value < 1 and draft.unit in (None, "person", "count"):
            draft = _of_whole(document, at, draft)
        if not fate and draft.same_as is not None and shares_verb(document, at, standings[draft.same_as]):
            fate = drafts[draft.same_as].fate
        if not fate and draft.fate == "" and draft.noun is not None and draft.noun != figure.noun:
            fate = fate_in(document, draft.noun)
        counted, taken = draft.unit is not None and is_count(draft.unit), draft.same_as is not None
        fate = (fate or draft.fate) if counted else ""
        same = bool(drafts) and standings[len(drafts) - 1].number == at.number
        part = same and drafts[-1].aspect == "part"
        aspect, per = aspect_of(document, at, draft.noun, counted=counted, taken_over=taken, part=part)
        if aspect == "more" and same and drafts[-1].fate not in ("", fate):
            joined = "and" in document.lows[standings[len(drafts) - 1].last : at.first]
            aspect = "" if joined else aspect  # "killed 40 and injured 90 more": more people, and not more injured
        if (aspect, per, fate) != (draft.aspect, draft.per, draft.fate):
            draft = replace(draft, aspect=aspect, per=per, fate=fate)
        drafts.append(draft)
    return drafts


def _of_whole(document: Document, at: Standing, draft: Draft) -> Draft:
    """ "A third of the 900 men": a share, of what the figure after it counts where it has no noun of its own."""
    noun, later, of = draft.noun, at.later, at.last + 1
    if document.lows[at.last : at.last + 2] in _OF_THAT:
        return replace(draft, unit="fraction")
    if later is not None and document.lows[at.last] == "of" and document.token_at(later.start) > of + 1:
        of += document.lows[of] in ("all", "both") or document.tags[of] & flag.DETERMINER > 0
        noun = counted_at(document, of) or noun  # "half of all homes and 40 percent of schools"
    return replace(draft, noun=noun, unit="fraction")


def _taken_over(
    document: Document, at: Standing, place: str | None, fate: str, drafts: Sequence[Draft],
    standings: Sequence[Standing],
) -> Draft:  # fmt: skip
    """A count that leaves its noun out: "put the crowd at 200,000", "1,280 on Tuesday", "17 were killed"."""
    figure, following, later = at.figure, _next_word(document, at), at.later
    of_sum = later is not None and not is_count(later.unit or "count") and is_share(document, at)
    if figure.part and (of_sum or document.lows[at.last : at.last + 2] in _OF_THAT):
        return Draft(None, figure.unit, place)
    toll = toll_at(document, at)
    if toll is not None:
        whole = phrase_start(at.sentence, toll, plain=True), toll + 1
        return Draft(noun_of(document, whole, counted=False) or "toll", "person", place, told=True)
    if later is not None and later.noun is not None and is_share(document, at):
        return Draft(later.noun, figure.unit or later.unit, place, told=True)
    if later is not None and is_share(document, at):  # "sent 90 howitzers. Of these, 85 of the 90 are here"
        known = (k for k in range(len(drafts) - 1, -1, -1) if standings[k].figure.value == later.value)
        k = next((k for k in known if drafts[k].noun is not None), None)
        if k is not None and later.value > _IN_TEN:
            return Draft(drafts[k].noun, drafts[k].unit, place, carried=True)
    inside = antecedents.bracketed_by(document, at, standings[: len(drafts)]) if "(" in document.vocabulary else None
    if inside is not None and drafts[inside].noun is not None and is_count(drafts[inside].unit or ""):
        return Draft(drafts[inside].noun, drafts[inside].unit, place or drafts[inside].place, same_as=inside)
    pair = antecedents.paired(document, at, standings[: len(drafts)]) if drafts else None
    if pair is not None and drafts[pair].noun is not None:
        return Draft(drafts[pair].noun, drafts[pair].unit, place, same_as=pair)
    if document.lows[at.first - 1] == "of" and document.lows[at.first - 2] in document.lists["corpses"]:
        return Draft(document.lows[at.first - 2], "person", place, told=True)  # "the bodies of 40 were found"
    if (figure.noun is None or figure.borrowed) and implied.includes_people(document, at):
        return Draft("people", "person", place, told=True)
    if implied.is_of_contingent(document, at):
        return Draft("troops", "person", place, carried=True)
    head = antecedents.shared_head(document, at)
    if head is not None:
        return Draft(head, figure.unit or unit_of(document.language, head), place, told=True)
    own = "" if figure.borrowed else figure.noun or ""
    if at.figure.part and not figure.borrowed and own.lower() in document.lists["fates"]:
        are = predicated(document, at)  # "Of the dead, 15 were students"
        if are is not None:
            return Draft(are, unit_of(document.language, are), place, told=True)
    if document.lows[at.last : at.last + 1] == ["of"] and document.lows[at.last + 2 : at.last + 3] == ["own"]:
        return Draft("people", "person", place)  # "lost 10 of their own"
    of_things = fate in document.lists["fates_of_things"]
    befallen = following if following in document.lists["fates"] else own
    if befallen.lower() in document.lists["fates"]:
        joined = document.lows[at.first - 1] in ("and", ",", "with", "while")
        like_before = gapped(document, at, place, drafts, standings) if joined else None
        return like_before or Draft(befallen, None if of_things else "person", place)
    told = named(document, at)
    if told is None and drafts and antecedents.is_risen(document, at, standings[len(drafts) - 1]):
        told = drafts[-1].noun or drafts[-1].measured
    if told is not None:
        told, fate = without_fate(document, told, fate)
        done = is_of_people(document, told) and not document.language.nouns.is_plural(told)  # and not "houses"
        return Draft(told, "person" if done else unit_of(document.language, told), place, fate=fate, told=True)
    bare = not of_things and implied.can_be_people(document, at)
    own_unit = "person" if bare and implied.surely_people(document, at) else None if figure.borrowed else figure.unit
    come = own_unit == "person" or document.lows[at.first - 1] in document.lists["may_befall_people"]
    befell = fate in document.lists["fates_of_people"]
    phrase = None
    others = document.lists["others"]
    other = not others.isdisjoint(((figure.noun or "").lower(), following)) or antecedents.of_others(document, at)
    theirs = of_them(document, at)
    put = object_of(document, at) if figure.borrowed else None  # "confirmed two deaths and put arrests at 40"
    own_unit = None if put is not None else own_unit
    befell = befell and put is None
    if own_unit != "person" and not befell and not other and not theirs and not says_part(words_between(document, at)):
        phrase = object_of(document, at) or no_speaker(at, measured_before(document, at.first, at.sentence.first))
    of = document.lows[at.first - 1] == "of"  # "a loss of 900" is of those counted before, "losses were 900" are losses
    noun = noun_of(document, phrase, counted=of) if phrase is not None else None
    aim = noun is not None and noun.split()[-1].lower() in document.lists["aims"]  # "40 men, short of a target of 90"
    if noun is not None and not (aim and at.earlier is not None and at.earlier.start >= at.sentence.start):
        noun, fate = without_fate(document, noun, fate)
        return Draft(noun, own_unit or _counted_unit(document, at, noun), place, fate=fate, told=put is not None)
    if other and own_unit is None and _beside_somebody(document, at, drafts, standings):
        return Draft("people", "person", place, told=True)
    asks, question = antecedents.asked(document, at)
    given = not document.lists["handed_over_things"].isdisjoint(document.lows[at.first - 2 : at.first])
    anew, verb = antecedents.counts_anew(document, at), antecedents.shared_verb(document, at)
    of_which = document.lows[at.first - 2 : at.first] in (["of", "which"], ["of", "whom"])
    of_whom = ["of", "whom"] in (document.lows[at.first - 2 : at.first], document.lows[at.last : at.last + 2])
    here = zip(drafts, standings, strict=False)
    people_here = of_whom and any(draft.unit == "person" and one.number == at.number for draft, one in here)
    for k in antecedents.lenders(document, at, standings[: len(drafts)]):
        if not antecedents.may_count_alike(at, standings[k], people=own_unit == "person"):
            continue
        earlier, same = drafts[k], standings[k].number == at.number
        left = not document.lists["left_aside"].isdisjoint(document.lows[standings[k].first - 2 : standings[k].first])
        if left or earlier.noun in document.lists["changes"]:
            continue  # "an increase of 144. Orr's total was 218", "36, not counting the three attackers. 128 were"
        if same and befell and not theirs and fate != earlier.fate and is_behind_relative(document, standings[k], at):
            continue  # "sent 900 men into a war that has killed 40"
        exceeds = (of_which or theirs) and figure.value > standings[k].figure.value
        if same and (antecedents.acts_on(document, standings[k], at) or exceeds):
            continue  # "two sides lost 4,000", "900 cases in 49 districts, of which 80 died": no part exceeds its whole
        lent = earlier.noun not in document.lists["never_lent"] or (same and theirs)  # "fined six times, two of them"
        if not lent or (not (same or theirs or befell) and _is_one(standings[k])):
            continue  # "fined six times", "one child died. Orr has 38"
        if asks >= 0 and not same and standings[k].first < asks:
            break
        next_to = theirs and same and k == len(drafts) - 1 and document.lows[at.first - 1] == ","
        if earlier.aspect == "part" and not next_to and k and standings[k - 1].number == standings[k].number:
            if drafts[k - 1].noun:
                continue  # "900 men, including 22 generals. Five returned": of the whole
            if not same:
                break  # "Orr: 61 (incl. 3 boys)": of which nothing is told
        if people_here and earlier.unit == "count":
            continue  # "900 men in four camps, nine of whom"
        if earlier.unit == "person" if given else own_unit == "person" != earlier.unit:
            continue  # "has 300 staff and handed out 5,000", "by 894 tanks. Ninety surrendered"
        if come and not same and (earlier.noun or "").lower() in document.lists["headcounts"]:
            continue  # "the turnout was 900. The last one drew thousands", "buses brought 40"
        counts = earlier.noun is not None and earlier.unit is not None and is_count(earlier.unit)
        shared_out = theirs and figure.part and earlier.unit in ("fraction", "percent")  # "a third. Half of them"
        if earlier.noun is not None and fate and fate != earlier.fate and antecedents.is_toll(document, earlier.noun):
            break  # "put the dead at 40. Twelve were captured": of those who live
        linked = same or theirs or antecedents.the_same(document, at, standings[k])
        if not (linked or anew) and antecedents.is_toll(document, earlier.noun or ""):
            break  # "Seven wounded. Two held."
        people = earlier.unit == "person" or earlier.fate in document.lists["fates_of_people"]
        alike = linked or other or (not befell and verb in ("", document.lows[standings[k].first - 1]))
        alike = alike or (figure.noun is None and (anew or antecedents.left_out(at, standings[k])))
        apart = own_unit == "person" and standings[k].sentence.paragraph != at.sentence.paragraph
        apart = apart or (bare and earlier.unit != "person" and implied.act_as_people(document, at))
        if apart and not (same or alike):
            break  # "40 tents burned. Some 900 crossed the river"
        fits = not befell or (alike and people)
        if fits and (counts or (shared_out and earlier.noun)) and antecedents.lends(standings[k], at):
            unit = own_unit or ("fraction" if shared_out else earlier.unit)
            lent_noun = "people" if earlier.noun == "lives" else earlier.noun  # "15 lives were lost, two in Orr"
            kinds = document.lists["kinds_of_counts"]
            if lent_noun is not None and following in kinds and lent_noun.partition(" ")[0].lower() in kinds:
                lent_noun = f"{following} {lent_noun.partition(' ')[2]}"  # "38 confirmed cases, 14 probable"
            if lent_noun is not None and antecedents.is_restated(document, at):
                lent_noun = lent_noun.removeprefix("new ")  # "40 new deaths, bringing its total to 900"
            return Draft(lent_noun, unit, place or earlier.place, same_as=k, carried=not same)
    if question is not None and (not befell or document.language.nouns.is_person(question.split()[-1])):
        return Draft(question, own_unit or unit_of(document.language, question), place, carried=True)
    people = own_unit == "person" or (noun is None and bare and implied.may_be_people(document, at))
    if people or (fate and not of_things):
        return Draft("people", "person", place)
    if other and noun is None:
        return Draft("people" if following == "more" else "others", "person", place)  # "... but seven others stayed"
    if noun is not None:
        return Draft(noun, own_unit or _counted_unit(document, at, noun), place)
    return Draft(None if figure.borrowed else figure.noun, figure.unit, place)


def _counted_unit(document: Document, at: Standing, noun: str) -> str | None:
    """ "Joblessness is 14.2": nothing that is counted comes in tenths."""
    parts = at.figure.value % 1 > 0 and not at.figure.scaled
    return None if parts else unit_of(document.language, noun)


def _is_one(at: Standing) -> bool:
    return at.figure.value == 1 and at.figure.unit == "person" and not at.figure.part


def _names_nobody(document: Document, noun: str) -> bool:
    """Whether a noun says no more of those counted than that they are others, or what befell them."""
    return noun in document.lists["others"] or noun in document.lists["fates"]


def _next_word(document: Document, at: Standing) -> str:
    """ "16 still missing": the word behind a number, adverbs stepped over where it says what befell those counted."""
    if at.last >= at.sentence.last:
        return ""
    following, after = document.lows[at.last : at.last + 2]
    stepped = following in document.lists["before_fate"] and after in document.lists["fates"]
    return after if stepped else following


def _beside_somebody(document: Document, at: Standing, drafts: Sequence[Draft], standings: Sequence[Standing]) -> bool:
    """ "He and five others", "she hid with five others", and not "two cars collided with five others"."""
    if drafts and standings[len(drafts) - 1].number == at.number and drafts[-1].unit == "count":
        return False
    low, tag, k = document.lows[at.first - 1], document.tags[at.first - 2], at.first - 2
    somebody = tag & flag.PRONOUN or (tag & flag.CAPITAL and not tag & (flag.BODY | flag.PLACE))
    return low == "with" or (low == "and" and bool(somebody or document.language.nouns.is_person(document.lows[k])))
