"""The command line as a person meets it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import estimates
from estimates import __version__
from estimates.__main__ import main
from estimates.claims.reading import read_claims, seeds_folder

SEEDS = seeds_folder()


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_report_of_a_table() -> None:
    out = run("report", SEEDS / "kursk_2024.csv", "--to", "km", "--method", "hull")
    assert out.exit_code == 0, out.output
    assert "9 claims" in out.output
    assert "they are 475 people apart" in out.output
    assert "more than 1,448.41 km" in out.output
    assert "9,750 to 11,275 people (hull of 2 claims" in out.output


def test_report_of_an_article(tmp_path: Path) -> None:
    out = run("report", SEEDS / "dispatch.txt", "-o", tmp_path / "report.txt")
    assert out.exit_code == 0, out.output
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "Volodymyr Zelensky" in text
    assert "disjoint" in text


def test_read_writes_claims_that_check_reads(tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    out = run("read", SEEDS / "dispatch.txt", "-o", claims)
    assert out.exit_code == 0, out.output
    again = run("check", claims)
    assert again.exit_code == 1, again.output
    assert "1 contradictions" in again.output


def test_read_prints_a_draft_to_check() -> None:
    out = run("read", SEEDS / "dispatch.txt")
    assert out.exit_code == 0, out.output
    assert "Matthew Miller" in out.output


def test_read_of_a_folder_names_the_file_it_could_not_read(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("Police held 40 men.", encoding="utf-8")
    (articles / "b.txt").write_bytes(b"caf\xe9 30 men")
    out = run("read", articles, "--publisher", "Post", "-o", tmp_path / "claims.parquet")
    assert out.exit_code == 0, out.output
    assert "1 claims" in out.output
    assert "b.txt" in out.output
    assert read_claims(tmp_path / "claims.parquet")["article"].tolist() == ["a.txt"]


def test_check_exits_0_where_nothing_contradicts(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("claim_id,source,quantity,text\nc1,a,troops,about 10000\nc2,b,troops,10500\n", encoding="utf-8")
    out = run("check", path)
    assert (out.exit_code, out.output) == (0, "2 claims, 0 problems, 0 contradictions\n")


def test_a_hint_is_told_in_options_and_can_be_followed(tmp_path: Path) -> None:
    path = tmp_path / "losses.csv"
    path.write_text('Source,Killed so far,Hurt\na,"1,100",n/a\nb,900,12\n', encoding="utf-8")
    refused = run("check", path)
    assert refused.exit_code == 2
    assert "--column 'Killed so far=value'; of several, --quantity 'Killed so far' --quantity Hurt." in refused.output
    assert "1 contradictions" in run("check", path, "--quantity", "Killed so far", "--quantity", "Hurt").output
    assert "--quantity names 'Dead'" in run("check", path, "--quantity", "Dead").output
    path.write_text("source,quantity,value,as_of\na,killed,5,04/05/2023\nb,killed,many,06/05/2023\n", encoding="utf-8")
    refused = run("check", path)
    assert "say which comes first: --day-first or --month-first" in refused.output
    kept = run("check", path, "--day-first", "--keep")
    assert kept.exit_code == 0, kept.output
    assert "--reader ged takes no --quantity" in run("check", path, "--reader", "ged", "--quantity", "value").output
    assert "is no pair" in run("check", path, "--column", "value").output
    path.write_text("Losses 2023\nsource,quantity,value\na,killed,5\n", encoding="utf-8")
    assert "1 claims, 0 problems" in run("check", path, "--header", "2").output


def test_check_takes_a_publishers_file_and_says_which_reader_does(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id,best,low,high,country,date_end\n1,5,4,9,Z,2020-01-02\n2,7,7,7,Z,2020-01-03\n", encoding="utf-8")
    plain, read = run("check", path), run("check", path, "--reader", "ged")
    assert "no quantity is named" in plain.output
    assert "those that --reader ged takes" in plain.output
    assert "none of the 2 claims has a quantity" in plain.output
    assert (read.exit_code, read.output.splitlines()[-1]) == (0, "2 claims, 0 problems, 0 contradictions")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.csv", None, "does not exist"),
        ("a.csv", "value,source\nmany,a\n", "cannot be read as a number"),
        ("a.csv", "", "is empty"),
        ("a.xyz", "x", "save it as CSV"),
    ],
)
@pytest.mark.parametrize("command", ["report", "check"])
def test_what_cannot_be_read_exits_2_without_a_traceback(
    tmp_path: Path, command: str, name: str, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    out = run(command, tmp_path / name)
    assert out.exit_code == 2
    assert words in out.output
    assert "Hint: " in out.output
    assert "Traceback" not in out.output


def test_help_and_version() -> None:
    assert __version__ in run("--version").output
    assert "Reconcile troop estimates" in run("--help").output
    for command in ("report", "read", "check"):
        assert run(command, "--help").exit_code == 0
    assert run("report", SEEDS / "kursk_2024.csv", "--method", "magic").exit_code == 2


def test_by_keeps_two_battles_apart() -> None:
    losses = SEEDS / "overland_1864.csv"
    mixed, apart = run("report", losses, "--by", "quantity"), run("report", losses)
    assert "the figure changed" in mixed.output
    assert "the figure changed" not in apart.output
    assert "casualties, Wilderness: " in apart.output
    assert run("check", losses, "--by", "plcae").exit_code == 2
    assert "did you mean 'place'" in run("check", losses, "--by", "plcae").output


def test_nothing_is_written_over_what_is_read_nor_in_a_format_that_its_name_does_not_say(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("quantity,source,text\ntroops,staff,about 300\n", encoding="utf-8")
    before = mine.read_bytes()
    for output in (mine, tmp_path / "x.pdf", tmp_path / "x"):
        out = run("report", mine, "-o", output)
        assert out.exit_code == 2
        assert "Hint: " in out.output
    assert mine.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.csv"]


def test_a_fault_of_ours_never_ends_with_the_code_of_a_contradiction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("estimates.__main__.read_claims", broken)
    out = run("check", tmp_path / "any.csv")
    assert out.exit_code == 2
    assert "IndexError: list index out of range" in out.output


def test_a_library_that_is_missing_is_named_with_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    for name in ("page", "templating"):
        monkeypatch.delitem(sys.modules, f"estimates.views.{name}", raising=False)
    monkeypatch.delitem(vars(estimates), "report", raising=False)
    result = run("report", seeds_folder() / "dispatch.txt", "-o", tmp_path / "r.html")
    assert result.exit_code == 2
    assert "report needs jinja2" in result.output
    assert "troop-estimates[report]" in result.output
