"""Which frames of a sentence reach a token, and which of them owns it: what leads up to it and what closes it."""

from __future__ import annotations

from estimates.article import tags as flag
from estimates.article.document import Document
from estimates.article.frames import Frame


def frames_reaching(document: Document, token: int, frames: list[Frame], quote: int) -> list[Frame]:
    """The frames of a sentence that reach a token, the one that owns it last; a narrow one is none of them."""
    if any(_opens_anew(document, f) and any(a <= token < b for a, b in (f.source, *f.asides)) for f in frames):
        return []
    leading: list[Frame] = []
    trailing: list[Frame] = []
    for f in frames:
        if f.narrow is not None:
            continue
        if (f.hearer or f.origin) and any(span and span[0] <= token < span[1] for span in (f.hearer, f.origin)):
            continue  # "told 40 reporters", "citing two aides"
        if f.last <= token and f.leads and (f.reach is None or token < f.reach):
            if not (f.thought and _is_past_thought(document, f.last, token)) and not _is_setting(document, f, token):
                leading.append(f)
        elif f.first > token and f.trails and _reaches_back(document, f, token):
            trailing.append(f)
    front = leading[-1] if leading else None
    back = next((f for f in trailing if not f.thought), trailing[0]) if trailing else None
    if back is not None and "count" in back.classes:  # "40 were logged by staff, Prosser writes"
        back = next((f for f in trailing if not f.weak and "count" not in f.classes), back)
    if front is None or any(a <= token < b for a, b in front.asides):
        return [back] if back is not None else []
    if back is None:
        return _unwound(document, leading)
    if quote >= 0 and _quotes_only(document, back, front, quote):
        return [back]
    if ";" in document.words[token : back.first]:
        return [back, front]  # "The union fears 40 have died; two are missing, police said"
    closes = ";" in document.words[front.last : token] or _closes(document, front, back, quote)
    closes = closes or _closes_relative(document, front, back, token)
    return [front, back] if closes else [back, front]


def _reaches_back(document: Document, frame: Frame, token: int) -> bool:
    """Whether whoever closes what they say tells of a token before: no figure of their own, nor of another clause."""
    apart = _in_another_clause(document, frame, token) or _in_brackets(document, frame, token)
    return not (apart or is_inside(frame, token))


def _is_past_thought(document: Document, first: int, token: int) -> bool:
    """ "They feared that 40 had died, as the toll climbed to 12": what goes on behind it is no more what they think."""
    lows = document.lows
    return any(lows[k] == ";" or lows[k : k + 2] == [",", "as"] for k in range(first, token))


def _is_setting(document: Document, frame: Frame, token: int) -> bool:
    """'"It is dry," Lee said at a briefing attended by 20 reporters': where direct speech was held is the author's."""
    opens, lows = min(frame.first, frame.source[0]), document.lows
    within = opens > document.sentences[document.sentence_of[opens]].first  # and not behind another's quotation
    held = within and document.tags[opens - 1] & flag.QUOTE and document.tags[frame.last] & flag.PREPOSITION
    goes_on = document.quote_of[token] >= 0 or not {"that", ";"}.isdisjoint(lows[frame.last : token])
    return held > 0 and not goes_on


def _closes_relative(document: Document, front: Frame, back: Frame, token: int) -> bool:
    """ "Media said hopes dwindled after the quake, which killed 900, according to a tally": of its clause alone."""
    if back.lemma != "accord":
        return False
    lows = document.lows
    relatives = ("which", "where")
    return any(lows[k] == "," and lows[k + 1] in relatives for k in range(front.last, token))


def _in_another_clause(document: Document, frame: Frame, token: int) -> bool:
    """ "It had 40 men, of whom 12 were boys according to Orr": without a comma of its own, of the last clause alone.

    "One weighs 10 pounds; the largest, by their estimate, 30", "26 are lost; 19, the brigade said, were found", "40
    died; the hurt were put at 12 by medics": nor is what a semicolon parts from a clause in whose midst it stands.
    """
    lows = document.lows
    led_by = lows[frame.first] == "by" or lows[frame.source[0] - 1] == "by"
    midst = led_by or (frame.leads and lows[frame.first - 1] == ",")
    if midst and ";" in lows[token : frame.first]:
        return True
    if frame.lemma != "accord" or lows[frame.first - 1] == ",":
        return False
    relative = document.lists["asides"]
    near = range(token, frame.first - 2)
    return any(lows[k] == "," and lows[k + 1 + (lows[k + 1] == "of")] in relative for k in near)


def _in_brackets(document: Document, frame: Frame, token: int) -> bool:
    """ "It has 12 boats (4 at sea according to an inspector)": whoever tells in brackets of a figure there."""
    opened = next((k for k in range(frame.first - 1, token, -1) if document.words[k] in "()"), token)
    inside = document.tags[opened + 1 : frame.first]
    return opened > token and document.words[opened] == "(" and any(map(flag.NUMERAL.__and__, inside))


def _closes(document: Document, front: Frame, back: Frame, quote: int) -> bool:
    """What follows closes the sentence: it owns a thought before it, and, in "A, X said, and B, Y said", the rest."""
    if quote >= 0 and document.words[front.last - 1] == ":" and back.first <= document.quotes[quote][1] + 2:
        return True  # 'Orr Air made light of it: "We lost £300," its chief said'
    return front.weak or front.trails or (quote >= 0 and _told_within(document, front, back, quote))


def is_inside(frame: Frame, token: int) -> bool:
    return frame.source[0] <= token < frame.source[1]


def _opens_anew(document: Document, frame: Frame) -> bool:
    """ "Police said 40 fled; two nurses, who saw 12, said so": who speaks in a clause of their own is the author's."""
    low = document.lows[frame.source[0] - 1] if frame.source[0] else ""
    return not frame.trails and (low == "and" or low in document.lists["breaks"])


def _quotes_only(document: Document, back: Frame, front: Frame, quote: int) -> bool:
    """'Traders blamed it; "There were 12," said X': what follows a quotation owns it, if nothing leads up to it."""
    opened, closed = document.quotes[quote]
    return back.first <= closed + 2 and front.last < opened - 1


def _told_within(document: Document, front: Frame, back: Frame, quote: int) -> bool:
    """'"They asked for 40," he said': who is told of inside a quotation does not take it from its speaker."""
    return document.quote_of[back.first] != quote and is_told_in(document, front, quote)


def is_told_in(document: Document, frame: Frame, quote: int) -> bool:
    """Whether a frame within a quotation is what its speaker tells: "he said 40", "the chief told me 110"."""
    if document.quote_of[frame.first] != quote:
        return False
    heard = frame.hearer is not None and document.lows[frame.hearer[0]] in ("me", "us")
    return heard or document.lows[frame.source[0]] in document.lists["pronouns"]


def is_told_of(document: Document, frame: Frame) -> bool:
    quote = document.quote_of[frame.first]
    return quote >= 0 and is_told_in(document, frame, quote)


def _unwound(document: Document, leading: list[Frame]) -> list[Frame]:
    """What somebody is said to believe is the word of the one who says so: the last frame, then those it hangs on."""
    chain = [leading[-1]]
    for before in reversed(leading[:-1]):
        if not _hangs_on(document, chain[-1], before):
            break
        chain.append(before)
    return chain


def _hangs_on(document: Document, frame: Frame, before: Frame) -> bool:
    lows, accord = document.lows, before.lemma == "accord"
    if not frame.thought and not (frame.weak and accord):  # "by his count, the army identified 40"
        return False
    if accord and before.trails and ";" in lows[before.last : frame.first]:
        return False  # "It had 40 men, according to Orr; the manifest listed 12"
    # "expects to win and wants to save": the second verb stands under whatever the first does
    same_doer = frame.source[1] <= frame.first
    k = frame.first - 1 - (lows[frame.first - 1] == "which" and lows[frame.first - 2] == "and")
    parted = lows[k] in document.lists["joints"] or lows[k] in document.lists["breaks"]
    if lows[frame.first - 1] in document.lists["contrasts"]:
        return same_doer  # "40, according to Orr, though Lind doubts that 12"
    return same_doer or accord or not parted  # "by his count, four groups plan"; "A expects 40, while B projects 90"
