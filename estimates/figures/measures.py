"""Units of measure beside a number: "km", "square miles", "US$ ... a barrel", "percentage points"."""

from __future__ import annotations

from estimates.figures.forms import TIMES
from estimates.figures.tokens import Words
from estimates.records import record

SHARES = ("percent", "basis_point")  # what the names of shares start with


_LINKS = ("per", "a", "an", "/", "each")
_PER_STARTS = frozenset([*_LINKS, "-"])
_RISE = 8  # words from "rising" to a height
_QUOTE = 60  # words back that an opening quotation mark is looked for
_NATION = 60  # words back that the nation of a currency is told


@record
class Unit:
    """A unit and where its words stop; ``money`` if it is a currency."""

    name: str
    stop: int
    money: bool = False


def currency_before(words: Words, i: int) -> Unit | None:
    """Read a currency that ends just before word ``i``: its ``stop`` is the word it starts at."""
    units = words.units
    if i < 1 or words.low[i - 1] not in units.signs:
        return None
    for length in (3, 2, 1):
        k = i - length
        if k < 0 or any(not words.glued(m) for m in range(k + 1, i) if words.raw[k] not in units.dollars):
            continue
        raw = words.raw[k]
        code = units.prefixes.get(tuple(words.low[k:i]))
        if code is None and length == 1 and raw in units.codes and raw not in units.unless["words"]:
            code = raw
        if code is None or (raw.isalpha() and words.glued(k) and words.low[k - 1] not in "(\"'/"):  # "PLX-R18"
            continue
        if raw == "HR" or (raw in units.first and raw.isalpha() and length == 1):
            continue  # "5 hr 30 min", "the bill, HR 30", but "Hr 30"
        if words.low[i][0] == "." and raw.isalpha() and length == 1:
            continue  # "document R.6"
        sure = length > 1 or raw in units.codes or words.low[k] in units.unless["lettered"] or not raw.isalpha()
        digit = len(words.low[i]) == 1 and not words.glued(i + 1) and words.low[i + 1] not in words.numerals.scales
        if words.low[k] in units.unless["modelled"]:
            after, numerals = words.low[i + 1], words.numerals
            digit = "," not in words.low[i] and after not in numerals.after_digits and after not in numerals.letters
        if length == 1 and words.low[k] in units.shared:
            code = nation_money(words, k) or code
        if sure or (words.glued(i) and raw.isupper() and not digit):  # "PS21,700" is a sum, "PS4" a model
            return Unit(code, k, True)
    return None


def unit_after(words: Words, j: int, glued: bool, money: str | None = None) -> Unit | None:
    """Read the unit that starts at word ``j``, with its "per hour" or "a barrel"."""
    if money is None and words.low[j] not in words.units.starts:
        return None
    unit = _money_tail(words, j, money) if money is not None else _plain_unit(words, j, glued)
    return unit if unit is None or words.low[unit.stop] not in _PER_STARTS else _per(words, unit)


def _money_tail(words: Words, j: int, money: str) -> Unit:
    """Step over what repeats or narrows a currency: "$76 US", "$75 U.S.", "$5 million USD", "$3 HK"."""
    raw, units = words.raw[j], words.units
    if money == "USD" and raw == "U.S.":
        return Unit(money, j + 1, True)
    if money == "USD" and raw in units.dollars:
        return Unit(units.dollars[raw], j + 1, True)
    return Unit(raw, j + 1, True) if raw in units.codes else Unit(money, j, True)


def _plain_unit(words: Words, j: int, glued: bool) -> Unit | None:
    """Read the unit that starts at word ``j``: a currency's code, a symbol, or the longest form in words."""
    hyphen, units = words.low[j] == "-" and words.joined(j, j + 2), words.units
    j += hyphen
    raw, w = words.raw[j], words.low[j]
    if w in units.shared and (code := nation_money(words, j)) is not None:
        return Unit(code, j + 1, True)
    if raw in units.codes and raw not in units.unless["words"] and raw not in units.unless["coins"]:
        return Unit(raw, j + 1, True)
    if raw in units.symbols and (w not in units.first or len(raw) < 4):
        longer = _longest(words, j) if w in units.first else None  # "mb/d"
        if longer is not None and longer[1] > j + 1:
            return Unit(*longer)
        return Unit(units.symbols[raw], j + 1, units.symbols[raw] in units.codes)
    if w == "'" and words.low[j + 1] not in words.lists["dimensions"]:
        return None  # "6' tall"
    if w == "′" and words.low[j + 1] == "s" and words.glued(j + 1):
        return None  # "2022′s rout", as some type it
    letter = raw in units.letters and (glued or raw.isupper() or _measures(words, j))
    if w not in units.first:
        if letter and not _in_model(words, j):
            return Unit(units.letters[raw], j + 1)
        sign = w in units.signs and (w,) in units.prefixes and not w.isalpha()
        return Unit(units.prefixes[w,], j + 1, True) if sign else None
    if w == '"':  # inches, unless it closes a quotation
        quoted = hyphen or not glued or words.low[max(0, j - _QUOTE) : j].count('"') % 2
        return None if quoted else Unit("inch", j + 1)
    if len(raw) == 1 and raw.isalpha() and not (letter or (raw in "mg" and raw in units.letters)):
        over = words.low[j + 1] == "/" and words.glued(j + 2)  # "b/d", and not "40 w/ room for more"
        longer = _longest(words, j) if over else None
        return None if longer is None else Unit(*longer)
    if _is_no_unit(words, j, glued, hyphen):
        return None
    best = _longest(words, j)
    if best is None:
        return Unit(units.letters[raw], j + 1) if letter and not _in_model(words, j) else None
    return Unit(best[0], best[1], best[0] in units.codes or best[0] in ("cent", "penny"))


def nation_money(words: Words, j: int) -> str | None:
    """ "Mexico paid 40 million pesos": a name of several currencies is that of the nation that is told before it.

    Else it is that of the nation, or of its capital, that the text names most often, and first of equals.
    """
    people, name = words.language.people, words.units.shared[words.low[j]]
    for k in range(j - 1, max(j - _NATION, -1), -1):
        code = _money_of(words, people.nations.get(words.low[k].removesuffix("'s")), name)
        if code is not None:
            return code
    named = (people.nations.get(low) or people.capitals.get(low) for low in words.low)
    codes = [code for nation in named if (code := _money_of(words, nation, name)) is not None]
    return max(codes, key=codes.count) if codes else None


def _money_of(words: Words, nation: str | None, name: str) -> str | None:
    if nation is None:
        return None
    return words.units.forms.get((words.language.people.adjectives[nation].lower(), name))


def _measures(words: Words, j: int) -> bool:
    """Whether a small letter apart from its number is a unit: "1.55 m tall", "up to 2,010 m."."""
    after, lists = words.low[j + 1], words.lists
    if after in lists["dimensions"] or after in ("above", "below"):
        return True
    if words.low[j] == "m" and words.low[j - 2] in lists["specifiers"] and "." in words.low[j - 1]:
        return after.isalpha() and not words.nouns.is_plural(after)  # "a 1.8 m wall"
    if words.low[j] == "h" and words.low[j - 2] in lists["before_hours"]:
        return True
    rises = words.low[j] == "m" and not lists["heights"].isdisjoint(words.low[max(j - _RISE, 0) : j])
    return ("," in words.low[j - 1] or rises) and (not after.isalpha() or after in lists["stop"])


def _is_no_unit(words: Words, j: int, glued: bool, hyphen: bool) -> bool:
    """Whether the word at ``j``, a form of a unit, is something else here: "in", "1080p", "Mi-8", "the second man"."""
    raw, w, after, units = words.raw[j], words.low[j], words.low[j + 1], words.units
    if w in units.unless["glued"] and not glued and not (raw == "A" and after == "/"):
        return True
    if w in units.unless["small"] and raw != w:
        return True
    if w == "p" and glued and words.low[j - 1] in units.unless["scanlines"]:
        return True
    if w == "second" and not hyphen and after.isalpha() and words.low[j - 1] == "the":
        return True
    surname = w in units.unless["surnames"] and after.isalpha() and after not in _LINKS  # "15 Newton workers"
    return raw[0].isupper() and (surname or _in_model(words, j))  # "six Mi-8 helicopters"


def _in_model(words: Words, j: int) -> bool:
    """Whether letters start the name of a model: "two F-16s", "31 M1 tanks"."""
    k = j + 1 + (words.low[j + 1] == "-" and words.glued(j + 1))
    return words.glued(k) and words.low[k][:1].isdigit()


def _longest(words: Words, j: int) -> tuple[str, int] | None:
    """Find the longest written form that starts at word ``j``; a hyphen inside counts as a space."""
    n, k = words.count, j
    found: tuple[str, int] | None = None
    form: list[str] = []
    limit = words.units.first[words.low[j]]
    while k < n and len(form) < limit:
        if words.low[k] == "-" and form and words.joined(k, k + 2):
            k += 1
            continue
        if words.low[k].isdigit() and not words.glued(k):
            break  # "ft2", and no "6 ft 2"
        form.append(words.low[k])
        k += 1
        name = words.units.forms.get(tuple(form))
        if name:
            found = (name, k)
    return found


def _per(words: Words, unit: Unit) -> Unit:
    """Go on with "per hour", "a barrel", "an ounce", "/kWh"."""
    j, w = unit.stop, words.low[unit.stop]
    if w == "-" and words.glued(j) and words.low[j + 1] in ("per", "a", "an"):
        j += 1
        w = words.low[j]
    if w not in _LINKS or (w == "/" and not words.glued(j)):
        return unit
    k = j + 1 + (words.low[j + 1] == "-")
    if unit.money and words.low[k] == "dozen":
        return Unit(f"{unit.name}/dozen", k + 1, True)
    below = _denominator(words, k, w)
    if below is None or (unit.name in TIMES and w in ("a", "an") and below.name not in TIMES):
        return unit
    return Unit(f"{unit.name}/{below.name}", below.stop, unit.money)


def rate_after(words: Words, j: int) -> Unit | None:
    """Read "per day", "a week" after what is counted: "1,200 men a day"."""
    w, after, units = words.low[j], words.low[j + 1], words.units
    if w not in _LINKS and w != "every":
        return None
    found = _longest(words, j + 1) if after in units.first and after != "second" else None
    if found and (found[0] in TIMES or (w == "per" and not found[0].startswith("percent"))):
        past = words.low[found[1]]
        return None if past in units.unless["pointing"] or past in units.unless["lasting"] else Unit(*found)
    return Unit(after, j + 2) if w == "per" and after in units.per else None


def _denominator(words: Words, k: int, link: str) -> Unit | None:
    """Read what a measure is per, after its "per", "a" or "/"."""
    w, raw, units = words.low[k], words.raw[k], words.units
    if w in units.first and (len(w) > 1 or link == "/"):
        found = _longest(words, k)
        if found and words.low[found[1]] not in units.unless["pointing"] and not found[0].startswith("percent"):
            return Unit(*found)
    if link == "/" and (raw in units.symbols or raw in units.letters):
        return Unit(units.symbols.get(raw) or units.letters[raw], k + 1)
    after = words.low[k + 1]
    if w in units.per and after not in ("-", "ago", "earlier"):
        return Unit(w, k + 1)
    diluted = link == "per" and w.endswith("ed") and after in units.per  # "per diluted share"
    return Unit(after, k + 2) if diluted else None
