"""Units of measure beside a number: "km", "square miles", "US$ ... a barrel", "percentage points"."""

from __future__ import annotations

from typing import NamedTuple

from estimates.figures.numerals import SCALES
from estimates.figures.tokens import Words
from estimates.lang.lexicon import lexicon, words_of

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
_PER = words_of(_UNITS["per"]["persons"]) | words_of(_UNITS["per"]["things"])


_SCANLINES = frozenset(["360", "480", "720", "1080", "1440", "2160"])  # "1080p" is a picture, not pence
_LETTERED = frozenset(["rs", "rm", "rp", "ksh", "kshs", "nis", "skr", "nkr", "dkr", "sfr"])  # signs of letters
_QUOTE = 60  # words back that an opening quotation mark is looked for


class Unit(NamedTuple):
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
        code = PREFIXES.get(tuple(words.low[k:i]))
        if code is None and length == 1 and words.raw[k] in CODES and words.raw[k] not in ("ALL", "TOP", "TRY"):
            code = words.raw[k]
        if code is None:
            continue
        if words.raw[k].isalpha() and words.glued(k) and words.low[k - 1] not in "(\"'/":  # "PLX-R18"
            continue
        raw, sure = words.raw[k], words.raw[k] in CODES or words.low[k] in _LETTERED
        if raw.isalpha() and length == 1 and not sure and (not words.glued(i) or not raw.isupper()):
            continue
        return Unit(code, k, True)
    return None


def unit_after(words: Words, j: int, glued: bool, money: str | None = None) -> Unit | None:
    """Read the unit that starts at word ``j``, with its "per hour" or "a barrel"."""
    if money is not None:
        return _per(words, _money_tail(words, j, money))
    unit = _plain_unit(words, j, glued)
    return None if unit is None else _per(words, unit)


def _money_tail(words: Words, j: int, money: str) -> Unit:
    """Step over what repeats or narrows a currency: "$76 US", "$75 U.S.", "$5 million USD", "$3 HK"."""
    raw = words.raw
    if money == "USD":
        if raw[j] == "U.S.":
            return Unit(money, j + 1, True)
        narrower = _DOLLARS.get(raw[j])
        if narrower is not None:
            return Unit(narrower, j + 1, True)
    if raw[j] in CODES:
        return Unit(raw[j], j + 1, True)
    return Unit(money, j, True)


def _plain_unit(words: Words, j: int, glued: bool) -> Unit | None:
    n = words.count
    if j >= n:
        return None
    hyphen = False
    if words.low[j] == "-" and words.glued(j) and words.glued(j + 1):
        j, hyphen = j + 1, True
        if j >= n:
            return None
    raw, w = words.raw[j], words.low[j]
    if raw in CODES and raw not in ("ALL", "TOP", "TRY", "MOP"):
        return Unit(raw, j + 1, True)
    if w not in FIRST:
        if raw in SYMBOLS:
            return Unit(SYMBOLS[raw], j + 1)
        if raw in LETTERS and (glued or raw.isupper()) and not _in_model(words, j):
            return Unit(LETTERS[raw], j + 1)
        if w in SIGNS and (w,) in PREFIXES and not w.isalpha():
            return Unit(PREFIXES[(w,)], j + 1, True)
        return None
    if raw in SYMBOLS and len(raw) < 4:
        return Unit(SYMBOLS[raw], j + 1)
    if len(raw) == 1 and raw.isalpha() and (raw not in LETTERS or not (glued or raw.isupper() or raw in "mg")):
        return None
    if w in ("in", "a", "au", "pa") and not glued and not (raw == "A" and words.low[j + 1] == "/"):
        return None
    if w == "p" and glued and words.low[j - 1] in _SCANLINES:
        return None
    if w == '"':  # inches, unless it closes a quotation
        quoted = words.low[max(0, j - _QUOTE) : j].count('"') % 2
        return Unit("inch", j + 1) if glued and not hyphen and not quoted else None
    if w == "′" and words.low[j + 1] == "s" and words.glued(j + 1):  # an apostrophe: "2022′s"
        return None
    if raw[0].isupper() and _in_model(words, j):  # "six Mi-8 helicopters"
        return None
    best = _longest(words, j)
    if best is None:
        alone = raw in LETTERS and (glued or raw.isupper()) and not _in_model(words, j)
        return Unit(LETTERS[raw], j + 1) if alone else None
    if w == "second" and not hyphen and words.low[j + 1].isalpha() and j and words.low[j - 1] in ("the",):
        return None
    return Unit(best[0], best[1], best[0] in CODES or best[0] in ("cent", "penny"))


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
        if words.low[k] == "-" and form and words.glued(k) and words.glued(k + 1):
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
    if w not in ("per", "a", "an", "/", "each"):
        return unit
    k = j + 1
    if words.low[k] == "-":
        k += 1
    if w == "/" and not words.glued(j):
        return unit
    if unit.money and words.low[k] == "dozen":
        return Unit(f"{unit.name}/dozen", k + 1, True)
    below = _denominator(words, k, w)
    if below is None or (unit.name in TIMES and w in ("a", "an") and below.name not in TIMES):
        return unit
    return Unit(f"{unit.name}/{below.name}", below.stop, unit.money)


def rate_after(words: Words, j: int) -> Unit | None:
    """Read "per day", "a week" after what is counted: "1,200 men a day"."""
    w = words.low[j]
    if w not in ("per", "a", "an", "each", "every", "/"):
        return None
    k = j + 1
    found = _longest(words, k) if words.low[k] in FIRST else None
    if (
        found
        and (found[0] in TIMES or (w == "per" and not found[0].startswith("percent")))
        and words.low[k] != "second"
    ):
        if words.low[found[1]] in ("ago", "earlier", "later", "before", "after", "long", "-", "old", "or"):
            return None
        return Unit(found[0], found[1])
    if w == "per" and words.low[k] in _PER:
        return Unit(words.low[k], k + 1)
    return None


def _denominator(words: Words, k: int, link: str) -> Unit | None:
    w = words.low[k]
    if not w:
        return None
    if w in FIRST:
        found = _longest(words, k)
        past = found and words.low[found[1]] in ("ago", "earlier", "later", "before", "old")
        if found and not past and not found[0].startswith("percent") and (len(w) > 1 or link == "/"):
            return Unit(*found)
    if link == "/" and (words.raw[k] in SYMBOLS or words.raw[k] in LETTERS):
        return Unit(SYMBOLS.get(words.raw[k]) or LETTERS[words.raw[k]], k + 1)
    if w in _PER and words.low[k + 1] not in ("-", "ago", "earlier"):
        return Unit(w, k + 1)
    if link == "per" and w.endswith("ed") and words.low[k + 1] in _PER:  # "per diluted share"
        return Unit(words.low[k + 1], k + 2)
    if (w.isdigit() and w in ("100", "1000")) or w in SCALES:
        return None
    return None
