"""One page for an editor: the answer, the evidence, what was assumed, every claim with its words.

The same content goes to HTML (one file, no network, no script), Markdown or an Excel workbook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from estimates.answers.reconciling import Method, reconcile
from estimates.claims.bounds import bound
from estimates.claims.files import kind_of
from estimates.claims.phrasing import told
from estimates.claims.saving import write_whole
from estimates.claims.wording import amount_of_band, band, figure, of_when, one_line, speaker
from estimates.conflicts.findings import contradictions
from estimates.door import checked
from estimates.errors import SchemaError
from estimates.formats.writing import write_workbook
from estimates.policy import HedgePolicy
from estimates.relations.language import Relation, RelationsLike, parse_relations
from estimates.version import __version__
from estimates.views.answered import Answered, answered
from estimates.views.drawings import Drawings
from estimates.views.plain import forest, summary
from estimates.views.templating import templates

Page = Literal["html", "md", "xlsx"]

_AROUND = 140  # characters of context on either side of a figure

#: What each method takes for the answer, in words for a reader who has not read the manual.
METHODS: dict[str, str] = {
    "intersection": "The answer is the range that every source allows; there is none where they contradict.",
    "hull": "The answer is the smallest range that holds everything any source allows.",
    "consensus": "The answer is the range that the most independent sources allow.",
    "median": "The answer is the middle of what the sources say: half are above, half below.",
    "vote": "The answer is the number that the most independent sources state.",
    "majority": "The answer is the number that more than half of the sources state, else the lowest one.",
    "lowest": "The answer is the lowest number that any source prints: the conservative rule.",
    "low_best_high": "Low and high are the lowest and highest numbers printed; best is the most reliable one.",
    "min_max": "The answer spans the lowest and the highest number printed; no single number is preferred.",
    "latest": "The answer is what the latest claims say.",
    "most_reliable": "The answer is what the most reliable sources say, by their grades.",
    "random_effects": "The answer is a weighted mean that lets sources differ by more than their stated errors.",
    "learned": "The answer weighs each source by how it did wherever it can be compared with others.",
}


@checked
def report(
    claims: pd.DataFrame,
    result: pd.DataFrame | None = None,
    relations: RelationsLike = (),
    path: str | Path = "report.html",
    *,
    question: str | None = None,
    method: Method = "intersection",
    policy: HedgePolicy | None = None,
    articles: str | Mapping[str, str] | None = None,
    max_pictures: int = 12,
    progress: bool | None = None,
) -> Path:
    """Write a report that one can show to an editor.

    Parameters
    ----------
    claims : DataFrame
        A bounded claims table.
    result : DataFrame, optional
        What ``reconcile`` gave for them; by default it is called with ``method``.
    relations : strings, mapping, or table of name, relation, note
        What must hold between quantities.
    path : str or Path
        Where to write; ``.html`` (one self-contained page), ``.md`` or ``.xlsx`` (a sheet a table). In the tables that
        the page offers and in a workbook no cell is a formula (``formulas="quote"`` of ``write_claims``).
    question : str, optional
        The heading; by default the quantities.
    method : str
        As for ``reconcile``, where there is no result.
    policy : HedgePolicy, optional
        The policy that the claims were bounded with, to be spelled out; the default one if none is given. How many
        claims it does not fit is said among the assumptions.
    articles : str or mapping of name to str, optional
        The article that the claims were read from, or articles by the name in the column ``article``; figures are then
        shown in their context.
    max_pictures : int
        Quantities of which forests, and of which timelines are drawn, those with the most claims first; a page of
        more says so.
    progress : bool, optional
        Whether to show a bar; by default where there is a terminal or a notebook to show it in, on work of over a
        second.

    Returns
    -------
    Path
        Where it was written. The same claims give the same file, byte for byte (a workbook excepted).

    Raises
    ------
    EstimatesError
        If the ending names no format or a library for it is not installed.
    SchemaError
        If the claims are not bounded, or do not stand in the articles where they should.

    Examples
    --------
    >>> import tempfile
    >>> from estimates import bound, load_seed, report
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = report(bound(load_seed("kursk_2024")), path=f"{folder}/report.md").read_text(encoding="utf-8")
    >>> print(page.splitlines()[0])
    # How many? North Korean soldiers per unit; North Korean troops and 6 more
    """
    path = Path(path)
    form = kind_of(path, get_args(Page))
    result = reconcile(claims, method) if result is None else result
    content = _Content(claims, result, relations, policy or HedgePolicy(), articles)
    if form == "xlsx":
        return write_workbook(content.tables(), path, "quote")
    template = templates().get_template(f"report.{form}")
    page = template.render(
        c=content, title=question or content.question(), version=__version__, max_pictures=max_pictures,
        pictures=content.drawings.made(max_pictures, progress) if form == "html" else {},
    )  # fmt: skip
    write_whole(path, page)
    return path


class _Content:
    """What stands in a report, whatever its form."""

    def __init__(
        self,
        claims: pd.DataFrame,
        result: pd.DataFrame,
        relations: RelationsLike,
        policy: HedgePolicy,
        articles: str | Mapping[str, str] | None,
    ) -> None:
        claims = claims.sort_values("claim_id", kind="stable", ignore_index=True)
        self.claims, self.result, self.policy, self.articles = claims, result, policy, articles
        self.relations_given = relations
        known = [str(quantity) for quantity in claims["quantity"].dropna().unique()]
        self.relations: tuple[Relation, ...] = parse_relations(relations, known=known)
        self.by = list(result.columns[: list(result.columns).index("region")])
        self.findings = contradictions(claims, relations, by=self.by)
        self.result = result = _by_weight(result, self.findings, self.by)
        self.groups: list[Answered] = answered(claims, result)
        self.hard = self.findings[self.findings["severity"].isin(["contradiction", "weak"])]
        self.perhaps = self.findings[self.findings["severity"] == "perhaps"]
        self.known = self.findings[self.findings["severity"] != "perhaps"]
        self.warnings = self.findings[self.findings["severity"] == "warning"]

    @property
    def drawings(self) -> Drawings:
        """What its pictures are drawn from."""
        return Drawings(self.claims, self.result, self.groups, self.findings, self.relations_given, self.by)

    def question(self) -> str:
        names = list(dict.fromkeys(str(name) for name in self.claims["quantity"].dropna()))
        shown = sorted(names)[:2]
        return "How many? " + "; ".join(shown) + (f" and {len(names) - 2} more" if len(names) > 2 else "")

    def answers(self) -> list[dict[str, Any]]:
        """A sentence per group with its title, and its claims."""
        lines = summary(self.claims, self.result).splitlines()
        return [
            {
                "id": f"q{k}",
                "title": group.title,
                "sentence": _without(line, one_line(group.title)),
                "n": len(group.claims),
            }
            for k, (group, line) in enumerate(zip(self.groups, lines, strict=False), 1)
        ]

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """Each source with how often it is heard, where it was printed, and how often it is contradicted."""
        crossed = {claim for ids in self.hard["claims"] for claim in ids}
        rows: dict[str, dict[str, Any]] = {}
        names = ["source", "claim_id", "publisher", *(["speaker_role"] if "speaker_role" in self.claims else [])]
        for claim in told(self.claims, np.arange(len(self.claims)), names):
            said = {name: cell for name, cell in claim.items() if isinstance(cell, str)}
            name = said.get("source", "not named")
            row = rows.setdefault(
                name, {"source": name, "role": "", "claims": 0, "publishers": set[str](), "contradicted": 0}
            )
            row["role"] = row["role"] or said.get("speaker_role", "")
            row["claims"] += 1
            row["publishers"].update([said["publisher"]] if "publisher" in said else [])
            row["contradicted"] += claim["claim_id"] in crossed
        return [row | {"publishers": ", ".join(sorted(row["publishers"]))} for _, row in sorted(rows.items())]

    def assumptions(self) -> list[tuple[str, str]]:
        """What was added to the sources' words: method, groups, and the width of every hedge that occurs."""
        methods = [str(name) for name in self.result["method"].unique()]
        said = [("Made with", f"estimates {__version__}")]
        said += [(f"Method: {name}", METHODS.get(name, "A rule given by the caller.")) for name in methods]
        alike = f"{' and '.join(self.by)} are" if len(self.by) > 1 else f"{self.by[0]} is"
        said.append(("Claims compared", f"only where {alike} equal."))
        said.append(("Support", "counts origins: claims that repeat one report count once."))
        hedge, basis = self.claims["hedge"].astype(str), self.claims["basis"].fillna("no figure")
        said += [(f"Hedge “{word.replace('_', ' ')}”", f"{width} ({len(rows)} claim{'s' * (len(rows) != 1)})")
                 for (word, width), rows in self.claims.groupby([hedge, basis], sort=True)]  # fmt: skip
        drawn = bound(self.claims, self.policy)["basis"].fillna("") != self.claims["basis"].fillna("")
        if drawn.any():
            words = (
                f"{int(drawn.sum())} of {len(drawn)} claims were bounded otherwise than by the widths below; see above"
            )
            said.append(("Policy", words))
        policy = asdict(self.policy).items()
        widths = ((name, f"{share:g} last places" if name == "about_places" else f"{100 * share:g} %")
                  for name, share in policy)  # fmt: skip
        return said + [(_of_policy(name), width) for name, width in widths]

    def cards(self) -> list[dict[str, Any]]:
        """Every claim for a reader, in the order of its group's answer."""
        order = [claim for group in self.groups for claim in group.claims["claim_id"]]
        rows = self.claims.set_index("claim_id", drop=False).loc[order].to_dict("records")
        crossed = {claim for ids in self.hard["claims"] for claim in ids}
        return [_card(row, row["claim_id"] in crossed, self.context(row)) for row in rows]

    def context(self, row: Mapping[Any, Any]) -> tuple[str, str, str] | None:
        """The words before a figure, the figure, the words after it."""
        articles = self.articles
        text = articles if isinstance(articles, str) else (articles or {}).get(str(row.get("article")))
        if text is None or pd.isna(row["start"]) or pd.isna(row["end"]):
            return None
        start, end = int(row["start"]), int(row["end"])
        if text[start:end] != row["text"]:
            raise SchemaError(
                f"the words of {row['claim_id']} ({row['text']!r}) do not stand where they should.",
                hint="give the very text that the claims were read from.", claims=[row["claim_id"]],
            )  # fmt: skip
        before = text[max(start - _AROUND, 0) : start].rpartition("\n\n")[2]
        after = text[end : end + _AROUND].partition("\n\n")[0]
        cut = start - _AROUND > 0 and len(before) == _AROUND
        before = "… " + before.partition(" ")[2] if cut else before
        after = after.rpartition(" ")[0] + " …" if len(after) == _AROUND else after
        return before, text[start:end], after

    def fenced_forest(self) -> str:
        """The forest in a fence of Markdown that no name in it closes."""
        drawn = forest(self.claims, self.result)
        fence = "`" * (1 + max([2, *map(len, re.findall("`+", drawn))]))
        return f"{fence}text\n{drawn}\n{fence}"

    def tables(self) -> dict[str, pd.DataFrame]:
        """The machine-readable copy: a table by name."""
        tables = {"answers": self.result, "contradictions": self.findings, "claims": self.claims}
        if self.relations:
            rows = [(r.name, r.text, r.note) for r in self.relations]
            tables["relations"] = pd.DataFrame(rows, columns=["name", "relation", "note"])
        tables["sources"] = pd.DataFrame(self.sources)
        tables["assumptions"] = pd.DataFrame(self.assumptions(), columns=["what", "how"])
        return tables


def _by_weight(result: pd.DataFrame, findings: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Answers in the order of what matters: most sources first, of these the widest contradiction."""
    if result.empty:
        return result
    hard = findings[findings["severity"].isin(["contradiction", "weak"])]
    keys = [pd.MultiIndex.from_frame(table[by].astype(object).fillna("")) for table in (result, hard)]
    widest = hard["radius"].fillna(np.inf).groupby(keys[1]).max() if len(hard) else pd.Series(dtype=float)
    radius = widest.reindex(keys[0]).fillna(-1.0).to_numpy() if len(widest) else np.zeros(len(result))
    group = pd.Series(pd.factorize(keys[0])[0])  # as they came, regions of one group together
    order = np.lexsort((np.arange(len(result)), group, -radius, -result["n_origins"].to_numpy()))
    return result.iloc[order].reset_index(drop=True)


def _card(row: Mapping[Any, Any], crossed: bool, context: tuple[str, str, str] | None) -> dict[str, Any]:
    known = not (np.isnan(row["low"]) and np.isnan(row["high"]))
    locator = row["locator"] if isinstance(row["locator"], str) else ""
    words = {name: row.get(name) for name in ("speaker_role", "publisher", "amended")}
    words["basis"] = "; ".join(_why(row))
    return {
        "id": row["claim_id"], "quantity": row["quantity"] if isinstance(row["quantity"], str) else "",
        "speaker": speaker(row), "words": figure(row), "denied": bool(row["negated"]), "crossed": crossed,
        "allowed": amount_of_band(row) if known else "no figure",
        "likely": band(row["likely_low"], row["likely_high"]) if known else "",
        "hedge": str(row["hedge"]).replace("_", " ") if isinstance(row["hedge"], str) else "",
        "status": row["status"], "date": of_when(row), "locator": locator,
        "link": locator if locator.startswith(("http://", "https://")) else "", "context": context,
        **{name: word if isinstance(word, str) else "" for name, word in words.items()},
    }  # fmt: skip


def _why(row: Mapping[Any, Any]) -> list[str]:
    """Why the ends stand where they do, and how sure its source is of a figure."""
    said = [row["basis"]] if isinstance(row["basis"], str) else []
    said += [f"called {word}"] if isinstance(word := row.get("credence"), str) else []
    return said + ([f"{word} confidence"] if isinstance(word := row.get("confidence"), str) else [])


def _of_policy(name: str) -> str:
    """What a share of the policy is for: ``about_outer`` is how far "about" may reach."""
    if name == "about_places":
        return "Policy: “about” at most"
    hedge, _, band_of = name.rpartition("_")
    return (
        f"Policy: “{hedge.replace('_', ' ')}”, {band_of} band" if band_of in ("likely", "outer") else f"Policy: {name}"
    )


def _without(line: str, title: str) -> str:
    """An answer's sentence without the title that a heading already says."""
    _, colon, rest = line.partition(": ") if not line.startswith(title) else ("", ": ", line[len(title) + 2 :])
    return rest[:1].upper() + rest[1:] if colon else line
