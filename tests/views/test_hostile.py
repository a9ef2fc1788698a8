"""Every field hostile, every view in a real browser: nothing runs, nothing is fetched, no mark-up comes of words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import CHROMIUM, Browser

import estimates as e

pytest.importorskip("great_tables")
pytest.importorskip("jinja2")
pytest.importorskip("matplotlib")

HOSTILE = (
    "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    '<svg onload=window.hacked=1><a href=\'javascript:window.hacked=1\'>x</a>" onmouseover="window.hacked = 1" x="'
    "' onfocus='window.hacked = 1' autofocus tabindex=0 &lt;script&gt; [x](javascript:window.hacked=1) ![x](http://x.org)"
    "\n\n```\n# fence\n\n| a | b |\n|---|---|\n{{ 7 * 7 }}{% x %} -->]]></textarea></title></style> $a$ ~~b~~ **c**"
)
LINK = "javascript:window.hacked=1//"
#: What would be mark-up: elements that run or fetch, attributes that run, links that do.
ASKED = """(() => {
  const all = [...document.querySelectorAll('*')];
  for (const one of all) for (const kind of ['mouseover', 'focus', 'click', 'error', 'load'])
    if (one.tagName !== 'A') one.dispatchEvent(new Event(kind));
  const runs = (one) => [...one.attributes].some(({name, value}) =>
    name.startsWith('on') || /^\\s*javascript:/i.test(value) || (name === 'src' && !value.startsWith('data:image/')));
  return {
    hacked: window.hacked ?? null,
    scripts: all.filter((one) => one.tagName === 'SCRIPT' && one.type !== 'application/json').length,
    running: all.filter(runs).map((one) => one.outerHTML.slice(0, 200)),
    made: document.querySelectorAll('body svg, body textarea, body title').length,
  };
})()"""
NOTHING = {"hacked": None, "scripts": 0, "running": [], "made": 0}


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    """Three claims of which every cell of words is hostile."""
    fields = ("quantity", "source", "publisher", "origin", "noun", "place", "event", "speaker_role", "amended", "doubt",
              "cites", "who")  # fmt: skip
    rows: list[dict[str, Any]] = [
        dict.fromkeys(fields, HOSTILE)
        | {"claim_id": f"{k} {HOSTILE}", "source": f"{k}{HOSTILE}", "value": 40 + 30 * k, "unit": "count",
           "locator": LINK, "as_of": f"2024-11-0{k + 1}", "article": "a", "text": "40", "start": 7, "end": 9}
        for k in range(3)
    ]  # fmt: skip
    rows[1] |= {"locator": f"http://x.org/\"'><script>window.hacked=1</script>{HOSTILE}", "text": HOSTILE}
    del rows[1]["start"], rows[1]["end"]
    return e.bound(e.read_claims(rows))


def _relations() -> dict[str, str]:
    return {HOSTILE: "`<img src=x onerror=window.hacked=1>` == 2 * `a\n\n<script>window.hacked=1</script>\n# b`"}


def _asked(folder: Path, html: str) -> Any:
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with Browser(folder, html) as page:
        found = page.run(ASKED)
        assert page.errors == []
    return found


def test_a_report_stays_words(claims: pd.DataFrame, tmp_path: Path) -> None:
    path = e.report(
        claims, relations=_relations(), path=tmp_path / "report.html", question=HOSTILE, progress=False,
        articles={"a": "Police 40 men left. " + HOSTILE},
    )  # fmt: skip
    text = path.read_text(encoding="utf-8")
    policy = re.search(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", text)
    assert policy
    for page in (text, text.replace(policy[0], "")):  # escaped, and not only kept from running
        (tmp_path / "profile").mkdir(exist_ok=True)
        assert _asked(tmp_path, page) == NOTHING


def test_tables_and_marked_articles_stay_words(claims: pd.DataFrame, tmp_path: Path) -> None:
    found, answer = e.contradictions(claims), e.reconcile(claims, "hull")
    shown = [e.show(table, title=HOSTILE).as_raw_html() for table in (claims, found, answer)]
    marked = e.highlight("Police 40 men left. " + HOSTILE, claims[claims["start"].notna()])
    page = "<!doctype html><body>" + "".join(shown) + marked
    assert "hacked" in page
    assert _asked(tmp_path, page) == NOTHING


def test_markdown_stays_words(claims: pd.DataFrame, tmp_path: Path) -> None:
    markdown = pytest.importorskip("markdown_it")
    path = e.report(claims, relations=_relations(), path=tmp_path / "report.md", question=HOSTILE)
    text = path.read_text(encoding="utf-8")
    page = markdown.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    assert len(re.findall(r"<h1", page)) == 1
    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        "Answers", "Contradictions", "Relations", "Sources", "Assumptions", "Claims",
    ]  # fmt: skip
    assert page.count("<pre>") == 1
    assert page.count("<table>") == 2
    assert "<del>" not in page
    assert _asked(tmp_path, "<!doctype html><body>" + page) == NOTHING


def test_no_name_closes_the_fence_of_a_forest(tmp_path: Path) -> None:
    rows = [{"quantity": name, "source": "staff", "value": 40} for name in ("```", "`````", "~~~")]
    claims = e.bound(e.read_claims(rows))
    text = e.report(claims, path=tmp_path / "report.md").read_text(encoding="utf-8")
    fenced = re.search(r"\n(`{6})text\n(.*?)\n\1\n", text, re.DOTALL)
    assert fenced
    assert fenced[2] == e.forest(claims, e.reconcile(claims))


def test_plain_words_keep_their_lines(claims: pd.DataFrame) -> None:
    answer = e.reconcile(claims, "hull")
    for words in (e.forest(claims, answer), e.summary(claims, answer)):
        assert "\n```" not in words
        assert "\n#" not in words
    assert len(e.summary(claims, answer).splitlines()) == len(answer)
    assert "window.hacked" in e.forest(claims, answer)
