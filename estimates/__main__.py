"""The command line: ``estimates report``, ``read`` and ``check``."""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Callable
from importlib import import_module
from inspect import signature
from pathlib import Path
from shlex import quote
from typing import Any, get_args

import click
import pandas as pd

from estimates.answers.reconciling import Method, reconcile
from estimates.claims.bounds import bound
from estimates.claims.checking import problems
from estimates.claims.files import read_words
from estimates.claims.formulas import Formulas
from estimates.claims.publishers import SIGNS
from estimates.claims.reading import read_claims, read_relations, read_text, read_texts
from estimates.claims.saving import write_whole
from estimates.conflicts.findings import contradictions
from estimates.conversion import convert
from estimates.errors import EstimatesError, listed
from estimates.formats.writing import write_claims
from estimates.schema import SAME
from estimates.version import __version__
from estimates.views.plain import forest, summary

READERS = sorted({name.removeprefix("read_") for name in (*SIGNS, "read_hxl")})
_SHOWN = ["claim_id", "source", "text", "hedge", "quantity", "unit", "status", "as_of"]


def _of_a_table(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command take what ``read_claims`` does."""
    return functools.reduce(lambda taken, option: option(taken), reversed(_OPTIONS), command)


def _in_options(words: str) -> str:
    """A message with options in place of Python's arguments.

    Examples
    --------
    >>> _in_options("say which: columns={'Dead': 'value'}; of several, quantities=['Dead', 'Hurt now'].")
    "say which: --column Dead=value; of several, --quantity Dead --quantity 'Hurt now'."
    """
    for pattern, option in _AS_OPTIONS:
        words = pattern.sub(option, words)
    return words


def _plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Turn our errors into two lines on stderr and exit code 2, and our warnings into one."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always", UserWarning)
                command(*args, **kwargs)
            for warning in caught:
                click.echo(f"Warning: {_in_options(str(warning.message))}", err=True)
        except (EstimatesError, OSError) as error:
            click.echo(f"{type(error).__name__}: {_in_options(str(error))}", err=True)
            raise SystemExit(2) from error
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:  # 1 means "something contradicts", so no fault may end with it
            click.echo(f"{type(error).__name__}: {error}\nHint: this is a fault of ours; please report it.", err=True)
            raise SystemExit(2) from error

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="estimates")
def main() -> None:
    """Reconcile troop estimates, and any other source-attributed figures."""


_by = click.option(
    "--by",
    multiple=True,
    default=SAME,
    show_default="those of quantity, who, event, place, since, scope, status that there are",
    metavar="COLUMN",
    help="Compare only claims that are equal in these columns; give it once for each, for instance also for place.",
)
_reader = click.option(
    "--reader",
    type=click.Choice(READERS),
    help="Read FILE as its publisher gives it: the function of this name, as read_ged.",
)
_OPTIONS = (
    click.option("columns", "--column", multiple=True, metavar="THEIRS=OURS", help="Which column is which of ours."),
    click.option("quantities", "--quantity", multiple=True, metavar="COLUMN", help="A column that holds figures."),
    click.option("--sheet", metavar="NAME", help="Which sheet of a workbook, or file of an archive."),
    click.option(
        "--header",
        multiple=True,
        type=int,
        metavar="ROW",
        help="Which row holds the names of columns; give it twice for two.",
    ),
    click.option("--encoding", metavar="NAME", help="Of a text file, for instance cp1252."),
    click.option("--day-first/--month-first", default=None, help="Whether 04/05/2023 is 4 May."),
    click.option("--decimal", metavar="MARK", help="The mark of decimals."),
    click.option("--thousands", metavar="MARK", help="The mark of thousands."),
    click.option("--changes/--no-changes", default=None, help="Whether the figures are changes and not levels."),
    click.option("--keep", is_flag=True, help="Keep rows that are not as they should be, each with its doubt."),
)
_SINGLE = {"columns": "column", "quantities": "quantity"}
#: How an argument of Python's, as messages name it, is given here.
_AS_OPTIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"columns=\{'([^']*)': '([^']*)'\}"), lambda found: f"--column {quote(f'{found[1]}={found[2]}')}"),
    (re.compile(r"(quantities|by)=\[([^\[\]]*)\]"), lambda found: " ".join(
        f"--{_SINGLE.get(found[1], 'by')} {quote(name)}" for name in re.findall(r"'([^']*)'", found[2]))),
    (re.compile(r"\b(columns|quantities)= ?(?!\w)|\b(columns|quantities)=(?= ?\w)"),
     lambda found: f"--{_SINGLE[found[1] or found[2]]}"),
    (re.compile(r"on_error='keep'"), lambda found: "--keep"),
    (re.compile(r"day_first=True or False"), lambda found: "--day-first or --month-first"),
    (re.compile(r"changes=True or False"), lambda found: "--changes or --no-changes"),
    (re.compile(r"changes=True"), lambda found: "--changes"),
    (re.compile(r"header=(\d+)"), lambda found: f"--header {found[1]}"),
    (re.compile(r"\b(sheet|encoding|decimal|thousands)='([^']*)'"), lambda found: f"--{found[1]} {quote(found[2])}"),
    (re.compile(r"\bread_(\w+)(?= takes| or read_)"), lambda found: f"--reader {found[1]}"),
)  # fmt: skip
_reported = click.option("--reported", metavar="DATE", help="Date of the article, as 2024-11-06.")
_publisher = click.option("--publisher", metavar="NAME", help="Who printed the article.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "units", multiple=True, metavar="UNIT", help="Convert to this unit; may be given several times.")
@click.option(
    "--method", type=click.Choice(get_args(Method)), default="consensus", show_default=True, help="How to reconcile."
)
@_by
@_reader
@_of_a_table
@_reported
@_publisher
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the report there: .html, .md, .xlsx or .txt."
)
@_plainly
def report(
    file: Path,
    units: tuple[str, ...],
    method: Any,
    by: tuple[str, ...],
    reader: str | None,
    reported: str | None,
    publisher: str | None,
    output: Path | None,
    **table: Any,
) -> None:
    """Print the claims of FILE, their contradictions and the reconciled answer.

    FILE is a CSV, Parquet or JSON Lines table of claims, or an article as .txt.
    """
    _check_output(output, file, (".html", ".md", ".xlsx", ".txt"))
    claims, relations = _read(file, reader, reported, publisher, table)
    claims = bound(convert(claims, list(units)) if units else claims)
    if output and output.suffix.lower() in (".html", ".md", ".xlsx"):
        article = read_words(file) if file.suffix.lower() == ".txt" and not units else None
        write = import_module("estimates").report  # which says what to install where that is missing
        answer = reconcile(claims, method=method, by=by)
        write(claims, answer, relations=relations, path=output, method=method, articles=article)
        click.echo(f"{output}: {len(claims)} claims")
        return
    text = _report(claims, relations, method, by)
    if output:
        write_whole(output, text + "\n")
        click.echo(f"{output}: {len(claims)} claims")
    else:
        click.echo(text)


@main.command()
@click.argument("article", type=click.Path(path_type=Path))
@_reported
@_publisher
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the claims there: .csv, .parquet, .xlsx or .jsonl."
)
@click.option(
    "--formulas", type=click.Choice(get_args(Formulas)), default="keep", show_default=True,
    help="Whether words such as '=1+1' stand as they are in a CSV, or so that no spreadsheet works them out.",
)  # fmt: skip
@_plainly
def read(article: Path, reported: str | None, publisher: str | None, output: Path | None, formulas: Formulas) -> None:
    """Draft the claims of ARTICLE, a text file or a folder of them, for a person to check."""
    _check_output(output, article, (".csv", ".parquet", ".xlsx", ".jsonl"))
    if article.is_dir():
        claims = read_texts(article, publisher=publisher, reported=reported)
    else:
        claims = read_text(article, publisher=publisher, reported=reported)
    if output:
        write_claims(claims, output, formulas=formulas)
        click.echo(f"{output}: {len(claims)} claims")
        return
    click.echo(_table(claims[_SHOWN]))
    findings = problems(claims)
    if len(findings):
        click.echo("\nTo check:\n" + _table(findings[["claim_id", "problem", "hint"]]))


@main.command()
@click.argument("claims", type=click.Path(path_type=Path))
@_by
@_reader
@_of_a_table
@_plainly
def check(claims: Path, by: tuple[str, ...], reader: str | None, **how: Any) -> None:
    """List problems and contradictions of a table of CLAIMS.

    Exits with 0 if nothing contradicts, 1 if something does, 2 if the table cannot be read.
    """
    table = _claims(claims, reader, how)
    findings, clashes = problems(table), contradictions(bound(table), by=by)
    if len(findings):
        click.echo("Problems:\n" + _table(findings[["claim_id", "column", "problem", "hint"]]))
    if len(clashes):
        click.echo("Contradictions:\n" + _sentences(clashes))
    n_hard = int(clashes["severity"].isin(["contradiction", "weak"]).sum())
    click.echo(f"{len(table)} claims, {len(findings)} problems, {n_hard} contradictions")
    if n_hard:
        raise SystemExit(1)


def _check_output(output: Path | None, file: Path, endings: tuple[str, ...]) -> None:
    """Refuse to write over what is read, and endings that say another format than what would be written."""
    if output is None:
        return
    if output.exists() and file.exists() and output.samefile(file):
        raise EstimatesError(f"{output} is the file that is read.", hint="name another file after -o.")
    if output.suffix.lower() not in endings:
        raise EstimatesError(
            f"cannot write {output.name}: {output.suffix or 'no ending'!r} is no format.",
            hint=f"end the file's name in {', '.join(endings[:-1])} or {endings[-1]}.",
        )


def _read(
    file: Path, reader: str | None, reported: str | None, publisher: str | None, how: dict[str, Any]
) -> tuple[pd.DataFrame, Any]:
    if file.suffix.lower() == ".txt" and reader is None:
        return read_text(file, publisher=publisher, reported=reported), read_relations(file)
    return _claims(file, reader, how), ()


def _claims(file: Path, reader: str | None, how: dict[str, Any]) -> pd.DataFrame:
    """The claims of a table, as its publisher gives it where one is named."""
    given = {name: value for name, value in how.items() if value is not None and value != () and name != "keep"}
    if how["keep"]:
        given["on_error"] = "keep"
    if reader is not None:
        known = getattr(import_module("estimates"), f"read_{reader}")
        takes = signature(known).parameters
        foreign = [f"--{_SINGLE.get(name, name).replace('_', '-')}" for name in given if name not in takes]
        if foreign:
            raise EstimatesError(f"--reader {reader} takes no {listed(foreign)}.", hint="leave out one of the two.")
        return known(file, **given)
    if "columns" in given:
        given["columns"] = dict(_pair(said) for said in given["columns"])
    return read_claims(file, **given)


def _pair(said: str) -> tuple[str, str]:
    theirs, mark, ours = said.rpartition("=")
    if not mark:
        raise EstimatesError(f"--column {said!r} is no pair.", hint="for instance --column Dead=value.")
    return theirs, ours


def _report(claims: pd.DataFrame, relations: Any, method: Any, by: tuple[str, ...]) -> str:
    found = contradictions(claims, relations, by=by)
    result = reconcile(claims, method=method, by=by)
    parts = [f"{len(claims)} claims", _table(claims[_SHOWN]), "Contradictions", _sentences(found) or "none"]
    parts += ["Answers", summary(claims, result), forest(claims, result)]
    return "\n\n".join(parts)


def _sentences(found: pd.DataFrame) -> str:
    return "\n".join(f"- [{row.kind}, {row.severity}] {row.explanation}" for row in found.itertuples())


def _table(table: pd.DataFrame) -> str:
    """A table as plain text, dates without their midnight and missing cells blank."""
    shown = table.astype(object).where(table.notna(), "")
    for column in table:
        if pd.api.types.is_datetime64_any_dtype(table[column]):
            shown[column] = table[column].dt.strftime("%Y-%m-%d").fillna("")
    widths = {c: min(max([len(str(c)), *(len(str(v)) for v in shown[c])]), 44) for c in shown}
    lines = ["  ".join(str(c).ljust(w) for c, w in widths.items())]
    for row in shown.to_dict("records"):
        lines.append("  ".join(_fit(str(row[c]), w) for c, w in widths.items()))
    return "\n".join(line.rstrip() for line in lines)


def _fit(words: str, width: int) -> str:
    return words.ljust(width) if len(words) <= width else words[: width - 1] + "…"


if __name__ == "__main__":
    main(prog_name="estimates")
