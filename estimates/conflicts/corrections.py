"""What a figure would be but for a slip of pen, unit or word, and which findings that would settle."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from estimates.intervals.arrays import Bools, Floats, Ints
from estimates.relations.narrowing import Products, Rows, narrow
from estimates.relations.network import Network
from estimates.relations.spelling import one_edit
from estimates.relations.systems import System
from estimates.units import is_known, read_unit

_SHARE = 0.04  # a ratio r explains figures that meet within this share of log(r): a small ratio is soon a coincidence
_MOST = 0.10  # ... and never further apart than this
_COPIED = 0.005  # figures closer than this are one account
_SPREAD = math.log(1.5)  # honest estimates are often this far apart
_THOUSANDS = (1e3, 1e6)  # all that is tried where only a limit is known


Ends: TypeAlias = tuple[Floats, Floats]  #: of claims, low and high


class Ratio(NamedTuple):
    name: str
    factor: float
    dimensions: tuple[str, ...]


class Correction(NamedTuple):
    """Figures that some claims would have if one slip were undone."""

    kind: str
    claims: tuple[int, ...]
    figures: tuple[float, ...]
    why: str


@cache
def ratios() -> tuple[Ratio, ...]:
    """Read the table of ratios."""
    return tuple(Ratio(r["name"], float(r["factor"]), tuple(r.get("dimension", ()))) for r in _lexicon()["ratio"])


@cache
def confusables() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Read the table of words taken for each other, as patterns of part and whole."""
    pairs = _lexicon()["confusable"]
    return tuple((_any_word(pair["part"]), _any_word(pair["whole"])) for pair in pairs)


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("estimates.conflicts").joinpath("slips.toml").read_text(encoding="utf-8"))


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


class _Check(NamedTuple):
    """Claims and holdings that hold together or do not."""

    claims: Ints
    rows: Rows
    products: Products
    n_holdings: int
    finding: int


class Component:
    """One connected component: its figures, the findings in it, and what held before any correction."""

    def __init__(self, system: System, component: int, findings: list[tuple[int, Ints, Ints]]) -> None:
        only = system.split.copies(np.array([component]))
        self.net: Network = only.network
        words = (system.words(name)[only.claim] for name in ("claim_id", "quantity", "source", "unit", "hedge"))
        self.ids, self.quantities, self.sources, self.units, hedges = words
        self.called = self.quantities
        local = {int(c): k for k, c in enumerate(only.claim)}
        held = {int(h): k for k, h in enumerate(only.holding)}
        self.relations = [system.relations[system.holding_relation[h]] for h in only.holding]
        self.value, best, resolution = (system.column(name)[only.claim] for name in ("value", "best", "resolution"))
        self.best = np.where(np.isnan(self.value), best, self.value)
        resolution = np.nan_to_num(resolution, nan=0.0)
        exact = hedges == "exact"
        self.room = np.where(exact, np.minimum(resolution, 1.0), resolution) / 2  # what rounding may have taken away
        self.wholes = {relation.whole for relation in self.relations}
        self.figures = self.value.copy()
        self.whole = self._counted()
        self.open = [
            self._check([local[int(c)] for c in claims], [held[int(h)] for h in holdings], number)
            for number, claims, holdings in findings
        ]
        ends = self.ends(self.figures)
        self.kept = [check for check in self._everything() if self.holds(check, ends)]

    def _counted(self) -> Bools:
        """Which figures are counts: of persons or things or, where no relation may mean money, bare whole numbers."""
        broken = np.bincount(self.net.claim_variable, self.value % 1 > 0, self.net.n_variables) > 0
        bare = self.net.n_holdings == 0
        counts = (unit in ("person", "count") or (bare and not isinstance(unit, str)) for unit in self.units)
        return np.fromiter(counts, dtype=bool, count=len(self.units)) & ~broken[self.net.claim_variable]

    def told(self, correction: Correction) -> tuple[Any, ...]:
        """Where the relations first name what a correction is about, to order equals by."""
        named = [name for relation in self.relations for name in relation.quantities]
        about = [self.quantities[claim] for claim in correction.claims]
        return [named.index(name) if name in named else 0 for name in about], correction.claims, correction.figures

    def _check(self, claims: Sequence[int] | Ints, holdings: list[int], finding: int) -> _Check:
        mask = np.zeros(self.net.n_holdings, dtype=bool)
        mask[holdings] = True
        return _Check(np.asarray(claims, dtype=np.int64), *self.net.held(mask), len(holdings), finding)

    def _everything(self) -> Iterator[_Check]:
        """Each holding with all claims about its quantities, and each pair of claims about one quantity."""
        for h in range(self.net.n_holdings):
            entries = self.net.row_holding[self.net.rows.row] == h
            products = self.net.product_holding == h
            variables = [self.net.rows.variable[entries], *(column[products] for column in self.net.products)]
            about = np.isin(self.net.claim_variable, np.concatenate(variables))
            yield self._check(np.flatnonzero(about), [h], -1)
        order = np.argsort(self.net.claim_variable, kind="stable")
        for a, b in pairwise(order.tolist()):
            if self.net.claim_variable[a] == self.net.claim_variable[b]:
                yield self._check([a, b], [], -1)

    def ends(self, figures: Floats) -> Ends:
        """Bands that move and scale with corrected figures."""
        with np.errstate(invalid="ignore", divide="ignore"):
            scale = np.where(self.value != 0, np.abs(figures / self.value), 1.0)
            moved = figures != self.value
            below, above = self.net.claim_low - self.value, self.net.claim_high - self.value
            below, above = (np.where(np.isinf(off), off, off * scale) for off in (below, above))  # inf stays, even by 0
            low = np.where(moved, figures + below, self.net.claim_low)
            high = np.where(moved, figures + above, self.net.claim_high)
        known = ~np.isnan(figures)
        return np.where(known, low, self.net.claim_low), np.where(known, high, self.net.claim_high)

    def narrowed(self, check: _Check, ends: Ends, without: int = -1) -> tuple[Floats, Floats, Bools]:
        low, high = ends
        use = check.claims[check.claims != without]
        below, above = self.net.floor.copy(), self.net.ceiling.copy()
        np.maximum.at(below, self.net.claim_variable[use], low[use])
        np.minimum.at(above, self.net.claim_variable[use], high[use])
        done = narrow(check.rows, check.products, below, above)
        return done.low, done.high, done.empty

    def holds(self, check: _Check, ends: Ends) -> bool:
        return not self.narrowed(check, ends)[2].any()

    def settled(self, correction: Correction) -> tuple[list[_Check], bool]:
        """Open findings that a correction settles, and whether it upsets nothing that held."""
        figures = self.figures.copy()
        figures[list(correction.claims)] = correction.figures
        ends = self.ends(figures)
        touched = set(correction.claims)
        settles = [
            check
            for check in self.open
            if touched & set(check.claims.tolist()) and self._agrees(check, correction, figures, ends)
        ]
        calm = all(self.holds(check, ends) for check in self.kept if touched & set(check.claims.tolist()))
        return settles, calm

    def credible(self, correction: Correction, settles: list[_Check]) -> bool:
        """A number that says no unit may be of any: one ratio met by chance proves nothing, two figures met do."""
        if correction.kind != "unit slip" or isinstance(self.units[correction.claims[0]], str):
            return True
        met = sorted(
            float(self.best[k]) for check in settles for k in check.claims.tolist() if k not in correction.claims
        )
        apart = 1 + sum(b > a * (1 + _COPIED) for a, b in pairwise(met))
        ratio = correction.figures[0] / float(self.figures[correction.claims[0]])
        return apart >= (2 if abs(math.log(ratio)) > _SPREAD else 3)

    def _agrees(self, check: _Check, correction: Correction, figures: Floats, ends: Ends) -> bool:
        """Whether a finding is settled; a ratio is tried on rounded figures, which need only come close."""
        if self.holds(check, ends):
            return True
        scaled = correction.kind in ("unit slip", "thousands slip", "extra zero")
        if not scaled or len(check.claims) != 2 or len(check.rows.low):
            return False
        claim = correction.claims[0]
        other = int(check.claims[check.claims != claim][0])
        target, room = float(self.best[other]), _room(float(figures[claim] / self.figures[claim]))
        return bool(np.isfinite(target)) and _near(figures[claim], target, room)

    def proposals(self, check: _Check) -> Iterator[Correction]:
        """Corrections that could settle a finding."""
        ends = self.ends(self.figures)
        best = np.where(np.isnan(self.figures), self.best, self.figures)
        known = np.isnan(best)
        points = np.where(known, ends[0], best), np.where(known, ends[1], best)
        for claim in check.claims.tolist():
            if np.isnan(self.figures[claim]):
                continue  # nothing was printed that could have slipped
            variable = self.net.claim_variable[claim]
            below, above, _ = self.narrowed(check, ends, claim)
            point = self.narrowed(check, points, claim)
            target = point[0][variable] if point[0][variable] == point[1][variable] else np.nan
            yield from self._of_one(check, claim, float(below[variable]), float(above[variable]), float(target))
        if check.n_holdings == 1 and not len(check.products.result):
            yield from self._swaps(check)

    def _of_one(self, check: _Check, claim: int, low: float, high: float, target: float) -> Iterator[Correction]:
        v = float(self.figures[claim])
        summed = len(check.rows.low) > 0
        if np.isnan(target):
            yield from self._within(claim, v, low, high)
            return
        rounded = self.room[check.claims]
        # No other slip is needed to explain so little.
        if abs(target - v) <= (rounded.sum() if summed else rounded.max()):
            if summed or abs(target - v) <= self.room[claim]:  # the finer of two figures was not rounded to the coarser
                yield Correction("rounding", (claim,), (target + 0.0,), "rounded figures")
            return
        if _digit_slip(v, target, summed):
            yield Correction("digit slip", (claim,), (target,), "one digit")
        if v and target == -v:
            yield Correction("sign", (claim,), (-v,), "the sign")
        yield from self._part_for_whole(check, claim, v, target)
        finest = float(np.min(rounded / np.maximum(np.abs(self.best[check.claims]), 1e-300)))
        for ratio, factor, room in self._factors(claim) if v else ():
            if finest <= room and _near(v * factor, target, room) and self._may_be(claim, ratio, v * factor):
                yield Correction(_ratio_kind(ratio), (claim,), (v * factor,), ratio.name)

    def _within(self, claim: int, v: float, low: float, high: float) -> Iterator[Correction]:
        """Slips that bring a figure inside a range; of magnitudes only the least that does."""
        if v < 0 and -high <= v <= -low:
            yield Correction("sign", (claim,), (-v,), "the sign")
        narrow_range = low > 0 and high <= 1.5 * low
        for ratio, factor, _ in self._factors(claim) if v else ():
            inside = low <= v * factor <= high and self._may_be(claim, ratio, v * factor)
            if inside and (ratio.factor in _THOUSANDS or narrow_range):
                yield Correction(_ratio_kind(ratio), (claim,), (v * factor,), ratio.name)
                if ratio.factor in _THOUSANDS:
                    return

    def _may_be(self, claim: int, ratio: Ratio, figure: float) -> bool:
        """Whether a figure may be what was meant: nobody counts 0.012 dead."""
        return bool(ratio.dimensions) or not self.whole[claim] or float(figure).is_integer()

    def _part_for_whole(self, check: _Check, claim: int, v: float, target: float) -> Iterator[Correction]:
        """A stated total that repeats one of its parts, the rest being more than nothing."""
        if len(check.claims) < 3 or self.quantities[claim] not in self.wholes:
            return
        others = [k for k in check.claims.tolist() if k != claim]
        if abs(target) > abs(v) and any(self.figures[k] == v for k in others):
            yield Correction("part given as total", (claim,), (target,), "one part stands for the whole")

    def _swaps(self, check: _Check) -> Iterator[Correction]:
        """Two parts of one relation given for each other by one source."""
        quantity, source = self.quantities, self.sources
        members = [k for k in check.claims.tolist() if not np.isnan(self.figures[k]) and quantity[k] not in self.wholes]
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                if self.figures[a] != self.figures[b] and source[a] == source[b] and quantity[a] != quantity[b]:
                    yield Correction("swapped", (a, b), (float(self.figures[b]), float(self.figures[a])), "each other")

    def _factors(self, claim: int) -> Sequence[tuple[Ratio, float, float]]:
        """The ratios that figures of the claim's dimension are open to, either way, and how near each must come."""
        unit = self.units[claim]
        known = isinstance(unit, str) and is_known(unit)
        return _either_way(read_unit(unit).dimension if known else "")


@cache
def _either_way(dimension: str) -> Sequence[tuple[Ratio, float, float]]:
    open_to = [ratio for ratio in ratios() if not ratio.dimensions or not dimension or dimension in ratio.dimensions]
    return [(ratio, factor, _room(factor)) for ratio in open_to for factor in (ratio.factor, 1 / ratio.factor)]


def _near(figure: float, target: float, room: float) -> bool:
    return abs(figure - target) <= room * abs(target)


def _room(factor: float) -> float:
    """How far apart, relatively, figures may be that a ratio is to explain."""
    return min(_MOST, _SHARE * abs(math.log(factor)))


def _ratio_kind(ratio: Ratio) -> str:
    if ratio.dimensions:
        return "unit slip"
    return "thousands slip" if ratio.factor >= 1000 else "extra zero"


def _digit_slip(v: float, target: float, summed: bool) -> bool:
    """Whether one digit changed, lost or doubled, or two neighbours swapped, turn one printed number into the other.

    Two figures of one quantity that are rounded to two digits are one digit apart too often to mean anything, unless
    they are also further apart than honest estimates are; a figure worked out from a sum leaves no such room.
    """
    if v == target or v * target <= 0:
        return False
    a, b = (f"{abs(x):.10g}" for x in (v, target))
    if "e" in a + b or (a.rstrip("0") == b.rstrip("0") and len(a) != len(b)) or len(a.replace(".", "")) < 2:
        return False  # zeros at the end are a slip of magnitude, not of a digit
    digits = min(len(x.replace(".", "").strip("0")) for x in (a, b))
    apart = max(abs(v), abs(target)) / min(abs(v), abs(target))
    return one_edit(a, b) and (summed or digits > 2 or (digits == 2 and apart > 2))


_ORDER = (
    "digit slip",
    "sign",
    "swapped",
    "part given as total",
    "thousands slip",
    "extra zero",
    "unit slip",
    "rounding",
)


def rank(correction: Correction) -> int:
    """Likelier slips first; a digit of a number that has only two proves little."""
    weak = correction.kind == "digit slip" and abs(correction.figures[0]) < 100
    return len(_ORDER) if weak else _ORDER.index(correction.kind)
