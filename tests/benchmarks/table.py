"""The library beside what a user would pick instead and beside the floor, in one run, as a Markdown table of ratios.

``python tests/benchmarks/table.py --claims 100000`` prints it; ``--only contradictions`` some lines of it, ``--growth``
how the time of public functions grows from a tenth of the claims to all of them, ``--first`` what a first call in a
fresh interpreter costs, ``--small`` what 100 claims do and ``--pipeline`` what words to answers take. All are processor
times, the least of a few, in turns.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
import pandas as pd
import peers
from works import UNITS, WORDS, Work, bounded, bounded_partly, calls, calls_of_drafts, cells

import estimates as es
from estimates.answers.reconciling import Method
from estimates.claims.comparable import affirmed
from estimates.claims.groups import closed_flags, group_numbers
from estimates.conflicts.flagging import _apart, worth_a_look
from estimates.relations.asking import possible_components
from estimates.relations.balancing import _pooled, _target
from estimates.relations.listing import conflicts_of_each
from estimates.relations.systems import bind
from estimates.units import factor

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 3.0  # seconds after which nothing is timed again


class Line(NamedTuple):
    """One row of the table: what the library does, what others do, and the least that must be done."""

    name: str
    ours: Work
    floor: Work | None = None
    peers: dict[str, Work] = {}  # noqa: RUF012
    goal: str = ""


# ---------------------------------------------------------------------------------------------------------------------
# Floors and peers


def bare_contradictions(claims: pd.DataFrame) -> list[str]:
    """Flag the groups by numpy, merge the flagged with themselves, and make a sentence of every pair."""
    group, names = pd.factorize(claims["quantity"])
    denied = claims["negated"].to_numpy(dtype=bool)
    low, high = claims["low"].to_numpy(), claims["high"].to_numpy()
    greatest, least = np.full(len(names), -np.inf), np.full(len(names), np.inf)
    np.maximum.at(greatest, group[~denied], low[~denied])
    np.minimum.at(least, group[~denied], high[~denied])
    rows = np.flatnonzero((greatest > least)[group] & ~denied)
    shown = ["claim_id", "quantity", "source", "text", "low", "high"]
    some = claims[shown].iloc[rows].assign(group=group[rows])
    pairs = some.merge(some, on="group", suffixes=("", "_b"))
    found = pairs[pairs["high"] < pairs["low_b"]]
    out = [
        f"On {q}: {a} says “{x}” and {b} says “{y}”; read as {k:,.0f} to {h:,.0f} and as {m:,.0f} to {i:,.0f}."
        for q, a, b, x, y, k, h, m, i in zip(
            *(found[c].tolist() for c in ("quantity", "source", "source_b", "text", "text_b", "low", "high", "low_b",
                                          "high_b")), strict=True)
    ]  # fmt: skip
    said = claims[shown].iloc[np.flatnonzero(denied)].assign(group=group[denied])
    against = said.merge(claims[shown].assign(group=group)[~denied], on="group", suffixes=("", "_b"))
    value = (against["low_b"] + against["high_b"]) / 2
    against = against[(value >= against["low"]) & (value <= against["high"])]
    out += [
        f"On {q}: {a} denies “{x}”, yet {b} says “{y}”."
        for q, a, b, x, y in zip(*(against[c] for c in ("quantity", "source", "source_b", "text", "text_b")),
                                 strict=True)
    ]  # fmt: skip
    return out


def bare_sums(claims: pd.DataFrame, sums: list[str]) -> list[str]:
    """The same, and the sums that the tightest ends of their quantities break: each read, looked up and worked out.

    The library reads any relation, looks each unknown name up among those that one slip of the pen makes of it, and
    finds conflicts of several sums; who checks one sum at a time, as here, need not.
    """
    group, names = pd.factorize(claims["quantity"])
    greatest, least = np.full(len(names), -np.inf), np.full(len(names), np.inf)
    level = ~claims["negated"].to_numpy(dtype=bool)
    np.maximum.at(greatest, group[level], claims["low"].to_numpy()[level])
    np.minimum.at(least, group[level], claims["high"].to_numpy()[level])
    ends = dict(zip(names.tolist(), zip(greatest.tolist(), least.tolist(), strict=True), strict=True))
    out = bare_contradictions(claims)
    for text in sums:
        parts, whole = (re.findall("`([^`]+)`", side) for side in text.split("<="))
        most = sum(ends.get(name, (0.0, math.inf))[1] for name in whole)
        if (total := sum(ends.get(name, (0.0, math.inf))[0] for name in parts)) > most:
            out.append(f"{text}, but that leaves {total:,.0f} of {most:,.0f}.")
    return out


def bare_flags(low: Any, high: Any, group: Any, n: int) -> Any:
    greatest, least = np.full(n, -np.inf), np.full(n, np.inf)
    np.maximum.at(greatest, group, low)
    np.minimum.at(least, group, high)
    return greatest > least


def packed_sweep(low: Any, high: Any, names: pd.Series) -> Any:
    """Depth of cover by one sort of packed keys, the factorising of names counted."""
    group = pd.factorize(names)[0]
    ends = np.concatenate([low, high])
    order = np.argsort(ends)
    ordered = ends[order]
    first = np.append(True, ordered[1:] != ordered[:-1])
    rank = np.empty(len(ends), dtype=np.int64)
    rank[order] = np.cumsum(first) - 1
    width = 2 * int(first.sum()) + 2
    n = len(low)
    keys = np.concatenate([2 * (group * width + 2 * rank[:n]) + 1, 2 * (group * width + 2 * rank[n:] + 1)])
    keys.sort()
    depth = np.cumsum(2 * (keys & 1) - 1)
    keys >>= 1
    return depth[np.append(keys[1:] != keys[:-1], True)], ordered[first]


def bare_dl(y: Any, se: Any, names: pd.Series) -> Any:
    group, found = pd.factorize(names)
    n = len(found)
    w, k = 1 / se**2, np.bincount(group, minlength=n)
    sw = np.bincount(group, w, n)
    mean = np.bincount(group, w * y, n) / sw
    q = np.bincount(group, w * (y - mean[group]) ** 2, n)
    with np.errstate(invalid="ignore", divide="ignore"):
        tau2 = np.maximum(0, (q - (k - 1)) / (sw - np.bincount(group, w * w, n) / sw))
    w = 1 / (se**2 + tau2[group])
    sw = np.bincount(group, w, n)
    return np.bincount(group, w * y, n) / sw, 1 / np.sqrt(sw), tau2, q


def hashed(table: pd.DataFrame) -> Any:
    return pd.util.hash_pandas_object(table, index=False), es.parse_figures(table["text"].tolist())


# ---------------------------------------------------------------------------------------------------------------------
# The lines


def lines(n: int, folder: Path) -> Iterator[Callable[[], Iterator[Line]]]:
    """The lines of the table in groups; a group makes its data when it is asked for."""
    yield partial(door, n, folder)
    yield partial(units_and_bounds, n)
    yield partial(clashes, n)
    yield partial(answers, n)
    yield partial(relations, n // 10)
    yield partial(pages, folder)


def door(n: int, folder: Path) -> Iterator[Line]:
    es.bound(es.read_claims(cells(100)))  # what is loaded at a first call is told by ``--first``, and no claim's cost
    raw = cells(n)
    raw.to_csv(folder / "raw.csv", index=False)
    raw.to_parquet(folder / "raw.parquet", index=False)
    csv, parquet = folder / "raw.csv", folder / "raw.parquet"
    goal = "≤ 2"
    yield Line("read_claims CSV", lambda: es.read_claims(csv), lambda: hashed(pd.read_csv(csv, dtype=WORDS)), goal=goal)
    yield Line(
        "read_claims Parquet", lambda: es.read_claims(parquet), lambda: hashed(pd.read_parquet(parquet)), goal=goal
    )
    yield Line("read_claims DataFrame", lambda: es.read_claims(raw), lambda: hashed(raw.copy()), goal=goal)
    claims = es.bound(es.read_claims(raw))
    yield Line("check_claims", lambda: es.check_claims(claims), lambda: hashed(claims), goal=goal)
    texts = raw["text"].tolist()
    yield Line("parse_figures", lambda: es.parse_figures(texts), lambda: pd.factorize(np.array(texts, dtype=object)))
    some = list(dict.fromkeys(texts))[:1000]
    yield Line("parse_figures of 1,000 distinct texts", lambda: es.parse_figures(some), lambda: es.parse_figures(some),
               peers.figures(some))  # fmt: skip
    table = claims.copy()
    for name in ("as_of", "reported"):
        table[name] = table[name].dt.strftime("%Y-%m-%d")
    out = folder / "out.csv"
    yield Line(
        "write_claims CSV", lambda: es.write_claims(claims, out), lambda: table.to_csv(out, index=False), goal="≤ 1.5"
    )
    out = folder / "out.parquet"
    yield Line("write_claims Parquet", lambda: es.write_claims(claims, out),
               lambda: claims.to_parquet(out, index=False), goal="≤ 1.5")  # fmt: skip
    out = folder / "out.jsonl"
    yield Line("write_claims JSON Lines", lambda: es.write_claims(claims, out),
               lambda: table.to_json(out, orient="records", lines=True, force_ascii=False), goal="≤ 1.5")  # fmt: skip
    yield Line("amend one row", lambda: es.amend(claims, "c0000007", reason="misread", value=5.0),
               claims.copy, goal="+ 1 ms")  # fmt: skip


def units_and_bounds(n: int) -> Iterator[Line]:
    claims = bounded(n, units=len(UNITS))

    def factors() -> Any:
        code, names = pd.factorize(claims["unit"])
        by = np.array([1.0 if u == "km" else factor(u, "km") for u in names])[code]
        scaled = [c for c in ("value", "resolution", "low", "likely_low", "best", "likely_high", "high") if c in claims]
        return claims.assign(**{c: claims[c] * by for c in scaled}, unit=pd.array(["km"], dtype=WORDS).repeat(n))

    yield Line("convert 12 units", lambda: es.convert(claims, "km"), factors, peers.kilometres(claims), goal="≤ 3")
    plain = es.read_claims(cells(n))

    def one_pass() -> Any:
        value = plain["value"].to_numpy()
        by = np.array([0.15] * 11)[plain["hedge"].cat.codes.to_numpy()]
        return plain.assign(
            low=value * (1 - by), high=value * (1 + by), likely_low=value, likely_high=value, best=value
        )

    yield Line("bound", lambda: es.bound(plain), one_pass, goal="≤ 10")


def clashes(n: int) -> Iterator[Line]:
    claims = bounded(n, clashing=0.1)
    low, high = claims["low"].to_numpy(), claims["high"].to_numpy()

    def flags() -> Any:
        group, names = pd.factorize(claims["quantity"])
        return bare_flags(low, high, group, len(names))

    by = ["quantity", "status"]
    closed = closed_flags(claims["closed"])

    def apart() -> Any:  # what the floor asks; worth_a_look asks of denials, units, origins and dates too
        group = group_numbers(claims, by)
        return _apart(low, high, closed, group, affirmed(claims), int(group.max()) + 1)

    yield Line("which quantities have bands apart", apart, flags, goal="≤ 2")
    yield Line("which quantities may clash", partial(worth_a_look, claims, by), flags,
               peers.which_clash(claims), goal="≤ 2")  # fmt: skip
    dated = bounded(n, clashing=0.1, days=300)  # the bands of the same figures; a source may revise its own
    yield Line("which quantities may clash, claims of 300 days", partial(worth_a_look, dated, by), flags,
               peers.which_clash(dated), goal="≤ 2")  # fmt: skip
    plain = partial(es.contradictions, max_suspicions=0)
    for share in (0.0, 0.01, 0.1, 0.95):
        claims = bounded(n, clashing=share)
        yield Line(f"contradictions, {share:.0%} of groups clash, no suspicions", partial(plain, claims),
                   partial(bare_contradictions, claims), peers.pairs(claims), goal="≤ 3")  # fmt: skip
    claims = bounded(n, clashing=0.01, negated=0.1)
    yield Line("contradictions, 1% clash, 10% negated, no suspicions", partial(plain, claims),
               partial(bare_contradictions, claims), goal="≤ 3")  # fmt: skip
    claims = bounded(n, clashing=0.01)
    yield Line("contradictions, 1% clash, with suspicions of 10 parts", partial(es.contradictions, claims),
               partial(bare_contradictions, claims))  # fmt: skip
    claims = bounded(n, clashing=0.01)
    sums = [f"`quantity {k}` + `unstated {k}` <= `whole {k}`" for k in range(n // 1000)]
    yield Line("contradictions, 1% clash, relations of unstated quantities, no suspicions",
               partial(plain, claims, sums), partial(bare_sums, claims, sums), goal="≤ 3")  # fmt: skip
    yield Line("contradictions, 1% clash, relations of unstated quantities, with suspicions of 10 parts",
               partial(es.contradictions, claims, sums), partial(bare_sums, claims, sums))  # fmt: skip
    claims = bounded(n, per=n, clashing=1.0)
    low, high, group = claims["low"].to_numpy(), claims["high"].to_numpy(), np.zeros(n, dtype=np.int64)
    yield Line("contradictions, one quantity of all claims", partial(es.contradictions, claims),
               lambda: (bare_flags(low, high, group, 1), np.sort(low), np.sort(high)))  # fmt: skip
    claims = bounded(n, clashing=0.1)
    yield Line("pairs", partial(es.pairs, claims), partial(merged, claims))
    found = es.pairs(claims)

    def matrix() -> Any:
        score = found["agreement"].cat.codes.to_numpy(dtype=float)
        return pd.Series(score).groupby([found["source_a"], found["source_b"]]).mean()

    yield Line("agreement_matrix", partial(es.agreement_matrix, found), matrix)


def merged(claims: pd.DataFrame) -> Any:
    """All pairs by a merge of the table with itself."""
    some = claims[["claim_id", "quantity", "source", "low", "high"]]
    both = some.merge(some, on="quantity", suffixes=("", "_b"))
    return both[both["claim_id"] < both["claim_id_b"]]


def answers(n: int) -> Iterator[Line]:
    claims = bounded(n, clashing=0.1)
    low, high, names = claims["low"].to_numpy(), claims["high"].to_numpy(), claims["quantity"]
    by = ["quantity", "status"]

    def aggregated() -> Any:
        grouped = claims.groupby(by, observed=True)
        return grouped.agg(low=("low", "max"), high=("high", "min"), n=("claim_id", "size"), o=("source", "nunique"))

    for method in sorted({*get_args(Method)} - {"consensus", "random_effects", "most_reliable", "learned"}):
        yield Line(f"reconcile {method}", partial(es.reconcile, claims, method), aggregated, goal="≤ 3")
    yield Line("reconcile consensus", partial(es.reconcile, claims, "consensus"),
               partial(packed_sweep, low, high, names), goal="≤ 1.5")  # fmt: skip
    few = bounded(max(n // 10, 100), clashing=0.1)
    yield Line("reconcile by a callable (a tenth of the claims)",
               partial(es.reconcile, few, lambda group: group["low"].max()),
               lambda: few.groupby(by, observed=True).apply(lambda group: group["low"].max()))  # fmt: skip
    result = es.reconcile(claims, "consensus")
    yield Line("support", partial(es.support, claims, result), partial(claims.merge, result, on=by))
    yield Line("summary", partial(es.summary, claims, result), aggregated)
    yield Line("forest (a tenth of the claims)", partial(es.forest, few, es.reconcile(few)),
               partial(few.to_dict, "records"))  # fmt: skip
    yield Line("to_prov", partial(es.to_prov, claims, result), partial(claims.to_dict, "records"))
    yield Line("sensitivity", partial(es.sensitivity, claims, progress=False), aggregated, goal="9 x reconcile")
    yield Line("coalitions", partial(es.coalitions, claims), partial(packed_sweep, low, high, names))
    yield Line("disagreement", partial(es.disagreement, claims), aggregated)
    yield Line("track", partial(es.track, claims), aggregated)
    yield Line("trace_origins", partial(es.trace_origins, claims), aggregated)
    random = np.random.default_rng(1)
    y, se = random.normal(1e4, 2e3, n), random.uniform(100, 900, n)
    dl = partial(bare_dl, y, se, names)
    yield Line("pool DL", partial(es.pool, y, se, groups=names, method="DL"), dl, goal="≤ 2.5")
    some = np.flatnonzero(np.arange(n) % max(n // 10, 1) < max(n // 100, 1))  # all claims of a tenth of the quantities
    tenth = (y[some], se[some], names.iloc[some])
    yield Line("pool DL (a tenth of the claims)", partial(es.pool, tenth[0], tenth[1], groups=tenth[2], method="DL"),
               partial(bare_dl, *tenth), peers.pool_dl(*tenth))  # fmt: skip
    yield Line("pool PM / pool DL", partial(es.pool, y, se, groups=names, method="PM"),
               partial(es.pool, y, se, groups=names, method="DL"))  # fmt: skip
    yield Line("pool REML / pool DL", partial(es.pool, y, se, groups=names, method="REML"),
               partial(es.pool, y, se, groups=names, method="DL"), goal="≤ 20")  # fmt: skip
    subsets = partial(es.consistent_subsets, tenth[0], tenth[1], groups=tenth[2])
    yield Line("consistent_subsets (a tenth of the claims)", subsets, partial(bare_dl, *tenth))


def relations(n: int) -> Iterator[Line]:
    """Sums of which two in five name a quantity that nobody states, beside plain HiGHS and splu on arrays."""
    sys.path.insert(0, str(ROOT / "tests"))
    import plain_relations as plain
    from part_whole import part_whole

    trees = part_whole(n)
    some = trees.claims[np.random.default_rng(1).random(len(trees.claims)) > 0.4]
    yield Line("propagate, 40% unstated", partial(es.propagate, some, trees.relations),
               partial(es.propagate, trees.claims, trees.relations))  # fmt: skip
    system = bind(trees.claims, trees.relations)
    yield Line("propagate / plain rounds on arrays", partial(es.propagate, trees.claims, trees.relations),
               partial(plain.propagate, system.network), goal="≤ 0.6")  # fmt: skip
    yield Line("propagate / reading texts, plain rounds and a table",
               partial(es.propagate, trees.claims, trees.relations),
               partial(plain.propagated, trees.claims, trees.relations))  # fmt: skip
    yield Line("suspects, one set a part / plain HiGHS on arrays",
               partial(es.suspects, trees.claims, trees.relations, max_sets=1),
               partial(plain.lightest, system.split))  # fmt: skip
    yield Line("suspects / plain HiGHS on arrays", partial(es.suspects, trees.claims, trees.relations),
               partial(plain.lightest, system.split), goal="≤ 0.25")  # fmt: skip
    about = trees.claims[trees.claims["hedge"] == "about"]  # wrong one-sided claims need not be met
    target = _target(of_about := bind(about, trees.relations), _pooled(of_about, None), None, bands=False)
    yield Line("balance / plain splu on arrays", partial(es.balance, about, trees.relations),
               partial(plain.balance, target), goal="≤ 1.5")  # fmt: skip
    few = part_whole(max(n // 10, 40))
    split = bind(few.claims, few.relations).split
    wrong = np.flatnonzero(~possible_components(split)).tolist()
    yield Line("one minimal conflict of each part (a tenth), on arrays / the same",
               partial(conflicts_of_each, split, np.array(wrong), max_conflicts=1, max_questions=0),
               lambda: [plain.conflict(split, part) for part in wrong], goal="≤ 0.1")  # fmt: skip
    yield Line("a minimal conflict of each part (a tenth) / plain deletion by HiGHS on arrays",
               partial(es.contradictions, few.claims, few.relations, max_conflicts=1, max_suspicions=0),
               lambda: [plain.conflict(split, part) for part in wrong], goal="≤ 0.1")  # fmt: skip


def pages(folder: Path) -> Iterator[Line]:
    claims = bounded(300, clashing=0.2)
    yield Line("report of 300 claims", lambda: es.report(claims, path=folder / "page.html", progress=False),
               goal="≤ 3 s")  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Measuring and printing


def least(work: Work, rounds: int = 5) -> float:
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
        if sum(taken) > ENOUGH:
            break
    return min(taken)


def in_turns(works: list[Work], rounds: int = 5) -> list[float]:
    """The least processor time of each; what takes long is not done again."""
    taken = [[least(work, 1)] for work in works]
    for _ in range(rounds - 1):
        for work, times in zip(works, taken, strict=True):
            if sum(times) < ENOUGH:
                times.append(least(work, 1))
    return [min(times) for times in taken]


def show(line: Line) -> None:
    works = [line.ours, *([line.floor] if line.floor else []), *line.peers.values()]
    ours, *others = in_turns(works)
    floor = others.pop(0) if line.floor else math.nan
    peers = ", ".join(f"{name} {t / floor:.1f}" for name, t in zip(line.peers, others, strict=True))
    ratio = f"{ours / floor:.1f}" if floor > 0 else ""
    base = f"{floor:.3f}" if floor > 0 else ""
    write(f"| {line.name} | {ours:.3f} | {base} | {ratio} | {peers} | {line.goal} |")


def write(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def growth(n: int, folder: Path, only: str) -> None:
    """How the time of public functions grows: the exponent from a tenth of the claims to all of them."""
    write("| call, 10% negated, a fifth of the figures unknown | s at a tenth | s | exponent |\n|---|---|---|---|")
    few, many = (
        calls(bounded_partly(k), folder) | {f"{name}, drafts": work for name, work in calls_of_drafts(k).items()}
        for k in (n // 10, n)
    )
    for name, work in few.items():
        if only in name:
            small, large = least(work, 7), least(many[name], 3)
            write(f"| {name} | {small:.4f} | {large:.3f} | {math.log10(large / max(small, 1e-6)):.2f} |")


def small(folder: Path) -> None:
    """Milliseconds of calls on 100 claims, once warm."""
    write("| call on 100 claims | ms |\n|---|---|")
    claims = bounded_partly(100)
    work = calls(claims, folder)
    for name, call in work.items():
        call()
        write(f"| {name} | {1000 * least(call, 9):.1f} |")


FIRST = {
    "import pandas, pint": "import pandas, pint",
    "import pandas, pint, estimates": "import pandas, pint, estimates",
    "the same, read_claims and contradictions": "import pandas, pint; from estimates import contradictions",
    "first convert": 'claims, \'es.convert(claims.assign(unit="mile"), "km")\'',
    "first contradictions": "claims, 'es.contradictions(claims)'",
    "first show": "claims, 'es.show(claims).as_raw_html()'",
}
SETUP = """
import time, estimates as es
claims = es.bound(es.read_claims([{"quantity": "road", "text": t} for t in ("about 30", "90", "91")]))
began = time.process_time()
WORK
print(time.process_time() - began)
"""


PIPELINE = """
import resource, sys, time, estimates as es
began = time.process_time()
claims = es.bound(es.read_claims(sys.argv[1]))
answers, findings = es.reconcile(claims, "consensus"), es.contradictions(claims)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(time.process_time() - began, peak, len(answers), len(findings))
"""


def pipeline(n: int, folder: Path) -> None:
    """Words to answers and contradictions, 1% of groups clashing, in a process of its own."""
    cells(n, clashing=0.01).to_parquet(folder / "words.parquet", index=False)
    call = [sys.executable, "-c", PIPELINE, str(folder / "words.parquet")]
    told = subprocess.run(call, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    write(f"{n:,} claims: {float(told[0]):.1f} s, {float(told[1]):,.0f} MB, {told[2]} answers, {told[3]} findings")


def first() -> None:
    """Processor seconds of first calls, each in a fresh interpreter; the least of five."""
    write("| first call | s |\n|---|---|")
    for name, work in FIRST.items():
        code = SETUP.replace("WORK", work.split("'", 1)[1][:-1]) if work.startswith("claims") else (
            f"import time; began = time.process_time(); {work}; print(time.process_time() - began)")  # fmt: skip
        run = partial(subprocess.run, [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
        write(f"| {name} | {min(float(run().stdout) for _ in range(5)):.3f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--only", default="", help="lines whose name holds this")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--first", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--pipeline", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.growth:
            growth(asked.claims, folder, asked.only)
        if asked.first:
            first()
        if asked.small:
            small(folder)
        if asked.pipeline:
            pipeline(asked.claims, folder)
        if asked.growth or asked.first or asked.small or asked.pipeline:
            return
        write(f"| {asked.claims:,} claims | s | floor s | ratio | peers / floor | goal |\n|---|---|---|---|---|---|")
        for group in lines(asked.claims, folder):
            for line in group():
                if asked.only in line.name:
                    show(line)


if __name__ == "__main__":
    main()
