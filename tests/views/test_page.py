"""The report: what stands in it, that it asks nothing of the network, and how it fares in a real browser."""

from __future__ import annotations

import base64
import importlib.util
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("jinja2")
pytest.importorskip("matplotlib")

from click.testing import CliRunner

from estimates import (
    EstimatesError,
    HedgePolicy,
    SchemaError,
    __version__,
    bound,
    load_seed,
    read_claims,
    read_text,
    reconcile,
    report,
)
from estimates.__main__ import main
from estimates.answers.reconciling import Method
from estimates.claims.reading import seeds_folder
from estimates.views.page import METHODS

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = '</script><script>alert("x")</script><img src=http://example.org/x.png onerror=alert(1)> | *a* `b`'
RELATION = "`North Korean troops` == `North Korean units` * `North Korean soldiers per unit`"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with everything in it: several sources and dates, an open range, a denial, a relation, hostile words."""
    extra = [
        {"claim_id": "x1", "quantity": "North Korean troops, Kursk", "source": HOSTILE, "text": "up to 12,000 troops",
         "as_of": "2024-11-10", "locator": "https://example.org/a?b=1&c=2", "unit": "person"},
        {"claim_id": "x2", "quantity": "North Korean troops, Kursk", "source": "Embassy", "text": "11,000 troops",
         "negated": True},
        {"claim_id": "x3", "quantity": "North Korean troops, Kursk", "source": "Bulletin", "text": "countless"},
    ]  # fmt: skip
    claims = pd.concat([load_seed("kursk_2024"), read_claims(extra)], ignore_index=True)
    path = tmp_path_factory.mktemp("report") / "report.html"
    return report(bound(claims), relations={"total": RELATION}, path=path)


class Outline(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "img", "source", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_its_ids_are_unique(page: Path) -> None:
    outline = Outline(page.read_text(encoding="utf-8"))
    assert outline.open == []
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for tag, attrs in outline.tags if tag == "a" and attrs["href"].startswith("#")}
    assert targets <= set(ids)


def test_nothing_is_fetched_and_hostile_words_stay_words(page: Path) -> None:
    outline = Outline(page.read_text(encoding="utf-8"))
    assert [attrs["type"] for tag, attrs in outline.tags if tag == "script"] == ["application/json"]
    sources = [attrs[name] for tag, attrs in outline.tags for name in ("src", "srcset") if name in attrs]
    assert sources
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert not [attrs for _, attrs in outline.tags if any(name.startswith("on") for name in attrs)]
    assert not [tag for tag, _ in outline.tags if tag in ("link", "iframe", "object")]


def test_every_picture_says_in_words_what_it_shows(page: Path) -> None:
    images = [attrs for tag, attrs in Outline(page.read_text(encoding="utf-8")).tags if tag == "img"]
    assert {alt.split()[0] for alt in (image["alt"] for image in images)} == {"Forest", "Timeline", "Tree"}


def test_the_tables_can_be_read_back_by_a_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    block = re.search(r'<script type="application/json" id="estimates-data">(.*?)</script>', text, re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert set(data) == {"answers", "contradictions", "claims", "relations", "sources", "assumptions"}
    assert {row["claim_id"] for row in data["claims"]} >= {"k01", "x1"}
    assert next(row for row in data["claims"] if row["claim_id"] == "k06")["high"] == "inf"
    assert next(row for row in data["claims"] if row["claim_id"] == "x1")["source"] == HOSTILE
    link = re.search(r'href="data:text/csv;base64,([^"]+)" download="claims.csv"', text)
    assert link is not None
    assert base64.b64decode(link[1]).decode().startswith("claim_id,quantity,source")


def test_the_same_claims_give_the_same_file(tmp_path: Path) -> None:
    claims = bound(load_seed("kursk_2024"))
    first = report(claims, path=tmp_path / "a.html").read_bytes()
    assert report(claims.iloc[::-1], path=tmp_path / "b.html").read_bytes() == first


def test_figures_stand_in_their_context(tmp_path: Path) -> None:
    article = "Ada Holm said that 40 boats sank in the storm. Ben Roy said that 50 boats sank."
    claims = bound(read_text(article))
    text = report(claims, path=tmp_path / "r.html", articles=article).read_text(encoding="utf-8")
    assert "<blockquote>Ada Holm said that <mark>40</mark> boats sank in the storm." in text
    with pytest.raises(SchemaError, match="do not stand where they should"):
        report(claims, path=tmp_path / "r.html", articles="x" + article)


def test_every_method_is_spelled_out() -> None:
    assert set(get_args(Method)) <= set(METHODS)


def test_markdown_escapes_what_would_be_markup(tmp_path: Path) -> None:
    claims = bound(read_claims([{"quantity": "a|b", "source": HOSTILE, "text": "5 *tanks*", "claim_id": "c1"}]))
    text = report(claims, path=tmp_path / "r.md", question="How many?").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| c1")]
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 9
    assert "\\<script\\>" in rows[0]
    assert text.startswith("# How many?\n")


def test_a_workbook_has_a_sheet_a_table(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    claims = bound(load_seed("kursk_2024"))
    book = openpyxl.load_workbook(report(claims, relations=[RELATION], path=tmp_path / "r.xlsx"))
    assert book.sheetnames == ["answers", "contradictions", "claims", "relations", "sources", "assumptions"]
    back = read_claims(pd.read_excel(tmp_path / "r.xlsx", sheet_name="claims", keep_default_na=False, na_values=[""]))
    assert back["high"].max() == np.inf


@pytest.mark.parametrize("form", ["html", "md", "xlsx"])
def test_no_claims_make_a_short_report(form: str, tmp_path: Path) -> None:
    assert report(bound(read_claims([])), path=tmp_path / f"r.{form}").stat().st_size > 500


def test_an_answer_given_is_the_one_shown(tmp_path: Path) -> None:
    claims = bound(load_seed("kursk_2024"))
    text = report(claims, reconcile(claims, "hull"), path=tmp_path / "r.md").read_text(encoding="utf-8")
    assert "9,750 to 11,275 people (hull of 2 claims" in text


def test_pictures_are_drawn_of_the_quantities_with_the_most_claims(tmp_path: Path) -> None:
    rows = [{"quantity": f"q{k}", "source": f"s{i}", "value": 10 + i} for k in range(3) for i in range(2 + k)]
    path = report(bound(read_claims(rows)), path=tmp_path / "r.html", max_pictures=1)
    text = path.read_text(encoding="utf-8")
    assert "Pictures are drawn of the 1 quantity with the most claims." in text
    assert re.findall(r'alt="Forest plot of (\d) claims about (\w+)', text) == [("4", "q2")]


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EstimatesError, match=r"'\.pdf' names no format"):
        report(bound(load_seed("kursk_2024")), path=tmp_path / "r.pdf")


@pytest.mark.parametrize("form", ["html", "md", "xlsx"])
def test_the_command_line_writes_every_form(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"report.{form}"
    out = CliRunner().invoke(main, ["report", str(seeds_folder() / "dispatch.txt"), "-o", str(path)])
    assert out.exit_code == 0, out.output
    assert path.stat().st_size > 1000


# ---------------------------------------------------------------------------------------------------------------------
# In a browser


def in_browser(page: Path, script: str, width: int, folder: Path) -> Any:
    """Run a script in a copy of the page (its own policy forbids scripts) and give the JSON that it leaves."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    text = page.read_text(encoding="utf-8")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', text)
    assert policy is not None
    copy = folder / f"copy{width}.html"
    run = f"<script>window.addEventListener('load', async () => {{ const out = await (async () => {{ {script} }})();"
    run += "document.documentElement.innerHTML = '<body></body>'; document.body.textContent = JSON.stringify(out); });"
    copy.write_text(text.replace(policy[0], "").replace("</body>", run + "</script></body>"), encoding="utf-8")
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
               f"--window-size={width},1200", "--virtual-time-budget=20000", "--dump-dom", copy.as_uri()]  # fmt: skip
    out = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    body = re.search(r"<body>(.*)</body>", out, re.DOTALL)
    assert body is not None, out[:500]
    return json.loads(body[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_fits_its_window_and_asks_nothing_of_the_network(page: Path, width: int, tmp_path: Path) -> None:
    script = """
        const images = [...document.images];
        await Promise.all(images.map(image => image.decode()));
        const asked = performance.getEntriesByType('resource').map(entry => entry.name);
        return {over: document.documentElement.scrollWidth - window.innerWidth,
                asked: asked.filter(name => !name.startsWith('data:')),
                drawn: images.every(image => image.naturalWidth > 100),
                narrow: images.map(image => image.naturalWidth)};
    """
    found = in_browser(page, script, width, tmp_path)
    assert found["asked"] == []
    assert found["drawn"]
    assert found["over"] <= 0, found
    if width == 390:
        assert min(found["narrow"]) < 450  # the narrow pictures were chosen


@pytest.mark.parametrize("width", [390, 1200])
def test_axe_finds_nothing(page: Path, width: int, tmp_path: Path) -> None:
    package = importlib.util.find_spec("axe_core_python")
    if package is None or package.origin is None:
        pytest.skip("axe-core is not installed")
    axe = Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    script = (
        axe.replace("</script>", "<\\/script>")
        + """
        ;const found = await axe.run(document);
        return {violations: found.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]),
                passes: found.passes.length};
    """
    )
    found = in_browser(page, script, width, tmp_path)
    assert found["violations"] == []
    assert found["passes"] > 20


def test_assumptions_are_said_in_words(tmp_path: Path) -> None:
    claims = bound(read_claims([{"quantity": "dead", "source": "army", "text": "about 40", "reported": "2024-11-06"}]))
    page = report(claims, path=tmp_path / "a.md").read_text(encoding="utf-8")
    assert "only where quantity and status are equal" in page
    assert "Policy: “about”, outer band: 15 %" in page
    assert "Policy: rounding: 2.5 %" in page
    assert "| reported 6 November 2024 |" in page


def test_assumptions_name_version_method_policy_and_what_the_policy_does_not_fit(tmp_path: Path) -> None:
    wide = HedgePolicy(about_outer=0.3)
    claims = bound(load_seed("kursk_2024"), wide)
    for policy, fits in ((wide, True), (None, False)):
        said = report(claims, policy=policy, path=tmp_path / "page.md", max_pictures=0).read_text(encoding="utf-8")
        assert f"Made with: estimates {__version__}" in said
        assert "Method: intersection" in said
        assert ("were bounded otherwise than by the widths below" in said) is not fits


def test_a_timeline_of_a_report_is_of_one_group_and_counts_what_it_draws(tmp_path: Path) -> None:
    rows = [("Russians", "1,351", "2022-03-25"), ("Ukrainians", "14,000", "2022-04-16"),
            ("Ukrainians", "31,000", "2024-02-25"), ("Russians", "350,000", "2024-09-17")]  # fmt: skip
    claims = bound(read_claims([
        {"quantity": "killed", "who": who, "source": "ministry", "text": text, "as_of": day}
        for who, text, day in rows]))  # fmt: skip
    text = report(claims, path=tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r'alt="Timeline of (\d+) claims about ([^"]+), by the date', text) == [
        ("2", "killed, Russians"), ("2", "killed, Ukrainians"),
    ]  # fmt: skip
