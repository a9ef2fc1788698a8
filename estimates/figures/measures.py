"""Units of measure beside a number: "km", "square miles", "US$ ... a barrel", "percentage points"."""

from __future__ import annotations

from estimates.figures.tokens import Words
from estimates.lang.lexicon import lexicon, lists
from estimates.records import record

_UNITS = lexicon("units")
_CURRENCIES = lexicon("currencies")
TIMES = frozenset(_UNITS["time"]["names"])
SHARES = ("percent", "basis_point")  # what the names of shares start with


def _pieces(form: str) -> tuple[str, ...]:
    """Cut a form the way :class:`Words` cuts a text; a hyphen counts as a space."""
    return tuple(w for w in Words(form).low if w and w != "-")


def _plural(form: str) -> str:
    return form + "s" if len(form) > 2 and form.isascii() and form[-1].isalpha() and form[-1] != "s" else form


def _forms() -> dict[tuple[str, ...], str]:
    """Every written form of a unit or currency, cut into words, with its name."""
    forms: dict[tuple[str, ...], str] = {}
    for name, (word, _) in _UNITS["prefixed"].items():
        for prefix in _UNITS["prefixes"]:
            for form in (prefix + word, prefix + word + "s"):
                forms[_pieces(form)] = prefix + name
    for code, names in _CURRENCIES["names"].items():
        for form in names:
            forms[_pieces(form)] = forms[_pieces(_plural(form))] = code
    for name, written in _UNITS["names"].items():
        for form in written:
            for one in (form, _plural(form)):
                forms[_pieces(one)] = name
            head, _, rest = form.partition(" of ")
            if rest:
                forms.setdefault((*_pieces(_plural(head)), "of", *_pieces(rest)), name)
    return forms


def _symbols() -> dict[str, str]:
    """Symbols whose letter case matters: "MW" and "mW", "Mb" and "MB"."""
    symbols = {}
    for name, (_, symbol) in _UNITS["prefixed"].items():
        if len(symbol) > 1:
            symbols[symbol] = name
        for prefix, letter in _UNITS["prefixes"].items():
            symbols[letter + symbol] = prefix + name
            if prefix in ("kilo", "mega", "giga", "tera"):
                symbols.setdefault(letter.lower() + symbol, prefix + name)
                symbols.setdefault(letter.upper() + symbol, prefix + name)
    del symbols["bps"]  # in the news these are basis points
    return symbols


FORMS = _forms()
SYMBOLS = {**_symbols(), "Nm": "newton_meter"}
LETTERS: dict[str, str] = _UNITS["letters"]
FIRST: dict[str, int] = {}
for _form in FORMS:
    FIRST[_form[0]] = max(FIRST.get(_form[0], 0), len(_form))
CODES = frozenset(_CURRENCIES["names"])
PREFIXES: dict[tuple[str, ...], str] = {
    _pieces(s): code for code, forms in _CURRENCIES["symbols"].items() for s in forms
}
SIGNS = frozenset(form[-1] for form in PREFIXES) | {code.lower() for code in CODES}
_DOLLARS: dict[str, str] = _CURRENCIES["dollars"]
_PER = lists("units", "per")["persons"] | lists("units", "per")["things"]


_UNLESS = lists("units", "unless")
_WORDY = _UNLESS["words"]
_LINKS = ("per", "a", "an", "/", "each")
_PER_STARTS = frozenset([*_LINKS, "-"])
_QUOTE = 60  # words back that an opening quotation mark is looked for


#: The words, in lower case, at which a unit may start.
UNIT_STARTS = frozenset([*FIRST, *SIGNS, *map(str.lower, [*SYMBOLS, *LETTERS, *CODES]), "-"])


@record
class Unit:
    """A unit and where its words stop; ``money`` if it is a currency."""

    name: str
    stop: int
    money: bool = False


def currency_before(words: Words, i: int) -> Unit | None:
    """Read a currency that ends just before word ``i``: its ``stop`` is the word it starts at."""
    if i < 1 or words.low[i - 1] not in SIGNS:
        return None
    for length in (3, 2, 1):
        k = i - length
        if k < 0 or any(not words.glued(m) for m in range(k + 1, i) if words.raw[k] not in _DOLLARS):
            continue
        raw = words.raw[k]
        code = PREFIXES.get(tuple(words.low[k:i]))
        if code is None and length == 1 and raw in CODES and raw not in _WORDY:
            code = raw
        if code is None or (raw.isalpha() and words.glued(k) and words.low[k - 1] not in "(\"'/"):  # "PLX-R18"
            continue
        sure = length > 1 or raw in CODES or words.low[k] in _UNLESS["lettered"] or not raw.isalpha()
        if sure or (words.glued(i) and raw.isupper()):
            return Unit(code, k, True)
    return None


def unit_after(words: Words, j: int, glued: bool, money: str | None = None) -> Unit | None:
    """Read the unit that starts at word ``j``, with its "per hour" or "a barrel"."""
    if money is None and words.low[j] not in UNIT_STARTS:
        return None
    unit = _money_tail(words, j, money) if money is not None else _plain_unit(words, j, glued)
    return unit if unit is None or words.low[unit.stop] not in _PER_STARTS else _per(words, unit)


def _money_tail(words: Words, j: int, money: str) -> Unit:
    """Step over what repeats or narrows a currency: "$76 US", "$75 U.S.", "$5 million USD", "$3 HK"."""
    raw = words.raw[j]
    if money == "USD" and raw == "U.S.":
        return Unit(money, j + 1, True)
    if money == "USD" and raw in _DOLLARS:
        return Unit(_DOLLARS[raw], j + 1, True)
    return Unit(raw, j + 1, True) if raw in CODES else Unit(money, j, True)


def _plain_unit(words: Words, j: int, glued: bool) -> Unit | None:
    """Read the unit that starts at word ``j``: a currency's code, a symbol, or the longest form in words."""
    hyphen = words.low[j] == "-" and words.joined(j, j + 2)
    j += hyphen
    raw, w = words.raw[j], words.low[j]
    if raw in CODES and raw not in _WORDY and raw not in _UNLESS["coins"]:
        return Unit(raw, j + 1, True)
    if raw in SYMBOLS and (w not in FIRST or len(raw) < 4):
        return Unit(SYMBOLS[raw], j + 1)
    letter = raw in LETTERS and (glued or raw.isupper())
    if w not in FIRST:
        if letter and not _in_model(words, j):
            return Unit(LETTERS[raw], j + 1)
        sign = w in SIGNS and (w,) in PREFIXES and not w.isalpha()
        return Unit(PREFIXES[w,], j + 1, True) if sign else None
    if w == '"':  # inches, unless it closes a quotation
        quoted = hyphen or not glued or words.low[max(0, j - _QUOTE) : j].count('"') % 2
        return None if quoted else Unit("inch", j + 1)
    if len(raw) == 1 and raw.isalpha() and not (letter or (raw in "mg" and raw in LETTERS)):
        return None
    if _is_no_unit(words, j, glued, hyphen):
        return None
    best = _longest(words, j)
    if best is None:
        return Unit(LETTERS[raw], j + 1) if letter and not _in_model(words, j) else None
    return Unit(best[0], best[1], best[0] in CODES or best[0] in ("cent", "penny"))


def _is_no_unit(words: Words, j: int, glued: bool, hyphen: bool) -> bool:
    """Whether the word at ``j``, a form of a unit, is something else here: "in", "1080p", "Mi-8", "the second man"."""
    raw, w, after = words.raw[j], words.low[j], words.low[j + 1]
    if w in _UNLESS["glued"] and not glued and not (raw == "A" and after == "/"):
        return True
    if w == "p" and glued and words.low[j - 1] in _UNLESS["scanlines"]:
        return True
    if w == "′" and after == "s" and words.glued(j + 1):  # an apostrophe: "2022′s"
        return True
    if w == "second" and not hyphen and after.isalpha() and words.low[j - 1] == "the":
        return True
    if raw[0].isupper() and w in _UNLESS["surnames"] and after.isalpha() and after not in _LINKS:  # "15 Newton workers"
        return True
    return raw[0].isupper() and _in_model(words, j)  # "six Mi-8 helicopters"


def _in_model(words: Words, j: int) -> bool:
    """Whether letters start the name of a model: "two F-16s", "31 M1 tanks"."""
    k = j + 1 + (words.low[j + 1] == "-" and words.glued(j + 1))
    return words.glued(k) and words.low[k][:1].isdigit()


def _longest(words: Words, j: int) -> tuple[str, int] | None:
    """Find the longest written form that starts at word ``j``; a hyphen inside counts as a space."""
    n, k = words.count, j
    found: tuple[str, int] | None = None
    form: list[str] = []
    limit = FIRST[words.low[j]]
    while k < n and len(form) < limit:
        if words.low[k] == "-" and form and words.joined(k, k + 2):
            k += 1
            continue
        form.append(words.low[k])
        k += 1
        name = FORMS.get(tuple(form))
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
    w, after = words.low[j], words.low[j + 1]
    if w not in _LINKS and w != "every":
        return None
    found = _longest(words, j + 1) if after in FIRST and after != "second" else None
    if found and (found[0] in TIMES or (w == "per" and not found[0].startswith("percent"))):
        past = words.low[found[1]]
        return None if past in _UNLESS["pointing"] or past in _UNLESS["lasting"] else Unit(*found)
    return Unit(after, j + 2) if w == "per" and after in _PER else None


def _denominator(words: Words, k: int, link: str) -> Unit | None:
    """Read what a measure is per, after its "per", "a" or "/"."""
    w, raw = words.low[k], words.raw[k]
    if w in FIRST and (len(w) > 1 or link == "/"):
        found = _longest(words, k)
        if found and words.low[found[1]] not in _UNLESS["pointing"] and not found[0].startswith("percent"):
            return Unit(*found)
    if link == "/" and (raw in SYMBOLS or raw in LETTERS):
        return Unit(SYMBOLS.get(raw) or LETTERS[raw], k + 1)
    after = words.low[k + 1]
    if w in _PER and after not in ("-", "ago", "earlier"):
        return Unit(w, k + 1)
    diluted = link == "per" and w.endswith("ed") and after in _PER  # "per diluted share"
    return Unit(after, k + 2) if diluted else None
