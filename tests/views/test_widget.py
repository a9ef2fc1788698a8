"""The widget in a real browser: what is decided by keys and mouse is what the same calls decide."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import CHROMIUM, Browser
from pandas.testing import assert_frame_equal

import estimates
from estimates import (
    EstimatesError,
    add_claim,
    amend,
    apply_decisions,
    assign_quantities,
    read_text,
    read_texts,
    reject,
)

pytest.importorskip("anywidget")
from estimates import review

HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>\n*Ann* & \"Lee\""

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title>
<style>body { margin: 16px; background: #fff }
@media (prefers-color-scheme: dark) { body { background: color(srgb .07 .07 .07); color: #eee } }
/* as JupyterLab has it */
.output dl { width: 100%; overflow: hidden } .output dt { float: left; width: 20%; font-weight: bold }
.output dd { float: left; width: 80% } .output p { margin: 0 0 1em } .output kbd { font-size: 2em }</style>
</head><body><main><h1>Host</h1><div class="output"><div id="here"></div></div></main></body></html>"""

#: What a notebook does: loads the module and the style, and keeps a model whose changes go to Python and come back.
HOST = """(async () => {
  const state = STATE, heard = {};
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; (window.changed ??= new Set()).add(name); },
    save_changes: () => {
      toPython(JSON.stringify(Object.fromEntries([...window.changed].map((name) => [name, state[name]]))));
      window.changed.clear();
    },
    on: (name, call) => (heard[name] ??= []).push(call),
    off: (name, call) => { heard[name] = (heard[name] || []).filter((other) => other !== call); },
  };
  window.fromPython = (changes) => {
    Object.assign(state, changes);
    for (const name of Object.keys(changes)) for (const call of heard[`change:${name}`] || []) call();
  };
  const style = document.createElement("style");
  style.textContent = CSS;
  const module = await import(URL.createObjectURL(new Blob([ESM], { type: "text/javascript" })));
  const host = document.getElementById("here");
  const home = SHADOW ? host.attachShadow({ mode: "open" }) : host;
  (SHADOW ? home : document.head).append(style);
  const el = document.createElement("div");
  home.append(el);
  window.home = home;
  window.clean = await module.default.render({ model, el });
})()"""


class Screen:
    """A review on a page: real keys go in, the real widget answers."""

    def __init__(self, widget: Any, page: Browser, *, shadow: bool = False) -> None:
        self.widget, self.page = widget, page
        page.bind("toPython", self._hear)
        self._answers: list[dict[str, Any]] = []
        widget.observe(lambda change: self._answers.append({change["name"]: change["new"]}), names=["card", "page"])
        script = HOST.replace("SHADOW", json.dumps(shadow))
        for name, value in (
            ("STATE", {"card": widget.card, "page": widget.page}),
            ("CSS", widget._css),
            ("ESM", widget._esm),
        ):
            script = script.replace(name, json.dumps(value), 1)
        page.run(script)
        self.focus()

    def _hear(self, changes: dict[str, Any]) -> None:
        self.widget.set_state(changes)

    def focus(self) -> None:
        self.page.run("home.querySelector('.estimates-review').focus()")

    def settle(self) -> None:
        """Hand over what Python has answered, and wait until it is drawn."""
        self.page.run("0")
        while self._answers:
            answers, self._answers = self._answers, []
            for answer in answers:
                self.page.run(f"fromPython({json.dumps(answer)})")
        self.page.run("new Promise((done) => setTimeout(done, 0))")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.press(key)
            self.settle()

    def fill(self, name: str, words: str) -> None:
        self.page.run(
            f"(() => {{ const field = home.querySelector('[name={name}]'); field.focus(); field.select?.() }})()"
        )
        self.page.type(words)

    def words(self, selector: str) -> str:
        return str(self.page.run(f"home.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def box(self, words: str) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where words of the article begin and end on the screen."""
        x0, y0, x1, y1 = self.page.run(
            f"""(() => {{ const words = {json.dumps(words)};
            const pieces = [...home.querySelectorAll('.er-text [data-start]')];
            const node = pieces.find((piece) => piece.textContent.includes(words)).firstChild;
            node.parentElement.scrollIntoView({{ block: 'center' }});
            const range = document.createRange(), at = node.data.indexOf(words);
            range.setStart(node, at); range.setEnd(node, at + words.length);
            const box = range.getBoundingClientRect(), middle = box.top + box.height / 2;
            return [box.left, middle, box.right, middle]; }})()"""
        )
        return (x0, y0), (x1, y1)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with Browser(tmp_path, PAGE) as browser:
        browser.look(1200)
        yield browser
        assert browser.errors == []


def articles(n: int) -> pd.DataFrame:
    """Reports of some blasts, several of each."""
    towns = ["Aldburg", "Oldtown", "Kernfeld", "Newport", "Westhaven"]
    said = ["Governor Ann Lee said", "police said", "the mayor of {town} said"]
    texts = [
        f"{town.upper()}, May {4 + k}, 2024 - A blast at the market of {town} killed {31 + 7 * k + i} people, "
        f"{who.format(town=town)}. She said about {60 + k} were hurt."
        for (i, town), (k, who) in itertools.product(enumerate(towns), enumerate(said * 2))
    ]
    return pd.DataFrame({
        "article": [f"{k:02}.txt" for k in range(len(texts))], "publisher": "Post", "text": texts,
    }).head(n)  # fmt: skip


def test_fifty_claims_decided_by_the_keyboard_alone_are_the_table_of_the_same_calls(page: Browser) -> None:
    reports = articles(25)
    claims = read_texts(reports, progress=False)
    assert len(claims) == 50
    claims.loc[claims.index % 5 == 3, "doubt"] = "its source is carried over from another sentence"
    screen = Screen(review(claims, reports), page)
    edits, filed, out, offered = [], {}, [], 0
    for k, row in claims.iterrows():
        claim = row["claim_id"]
        assert screen.widget.card["claim"]["id"] == claim
        town = f"{row['quantity']} {row['place']}"
        groups = [offer["name"] for offer in screen.widget.card["offers"]]
        match int(k) % 5:
            case 0 | 1 if town in groups[:3]:
                screen.press(str(groups.index(town) + 1))
                filed[claim] = town
                offered += 1
            case 0 | 1:
                screen.press("q")
                screen.page.type(town)
                screen.press("Enter")
                filed[claim] = town
            case 2:
                screen.press("f")
                screen.fill("source", "a <b>clerk</b>")
                screen.fill("value", "77")
                screen.press("Enter", "n")
                edits.append((claim, {"reason": "read again", "value": "77", "source": "a <b>clerk</b>"}))
            case 3:
                screen.press("a")
                edits.append((claim, {"reason": "accepted", "doubt": None}))
            case _:
                screen.press("r")
                out.append(claim)
        if claim in filed and isinstance(row["doubt"], str):  # it is shown until its doubt is settled too
            screen.press("a")
            edits.append((claim, {"reason": "accepted", "doubt": None}))
    assert screen.words(".er-count") == "50 of 50 decided"
    assert offered > 5
    expected = claims
    for claim, changes in edits:
        expected = amend(expected, claim, **changes)
    expected = reject(expected, out).reset_index(drop=True)
    expected = assign_quantities(expected, filed)
    assert_frame_equal(screen.widget.claims, expected)
    names: dict[str, Any] = {"claims": claims}
    exec(screen.widget.code(), names)
    assert_frame_equal(names["claims"], expected)
    assert_frame_equal(apply_decisions(claims, screen.widget.decisions), expected)
    screen.press(*"u" * screen.widget.decisions["step"].nunique())
    assert len(screen.widget.decisions) == 0


TEXT = (
    "<p>Mayor Ada Holm said 🚢 40 boats sank. She expects 12 &amp; more to follow.</p>\n\n<p>In 2019, the 😀 firm of "
    "Ivo Kern had sold eleven boats, or a dozen, it was said.</p>"
)


@pytest.mark.parametrize("shadow", [False, True])
def test_words_are_chosen_with_the_mouse(page: Browser, shadow: bool) -> None:
    claims = read_text(TEXT)
    claims = claims[claims["text"] == "40"].reset_index(drop=True)
    screen = Screen(review(claims, TEXT), page, shadow=shadow)
    claim = claims["claim_id"].item()
    screen.page.drag(*screen.box("eleven boats"))
    screen.press("c")
    made = screen.widget.claims.set_index("claim_id").loc["added-1"]
    start = TEXT.index("eleven boats")
    assert made[["text", "start", "end", "value", "noun"]].tolist() == ["eleven boats", start, start + 12, 11, "boats"]
    assert screen.words(".er-form label") == "Value"  # it is open: who says so is not known yet
    screen.fill("source", "Ivo Kern")
    screen.press("Enter")
    expected = add_claim(claims, claim_id="added-1", reason="missed by the reader", text="eleven boats", start=start,
                         end=start + 12, locator="sentence 3", sentence=made["sentence"])  # fmt: skip
    expected = amend(expected, "added-1", reason="read again", source="Ivo Kern")
    assert_frame_equal(screen.widget.claims, expected)
    screen.press("k")
    screen.page.drag(*screen.box("40"))
    screen.press("w")  # the same words: nothing but the trail is new
    assert screen.widget.claims.set_index("claim_id").loc[claim, ["text", "value"]].tolist() == ["40", 40]
    screen.press("u", "u", "u")
    assert_frame_equal(screen.widget.claims, review(claims, TEXT).claims)


def test_a_mark_is_gone_to_with_the_mouse_and_words_are_typed_where_there_is_no_mouse(page: Browser) -> None:
    claims = read_text(TEXT)
    screen = Screen(review(claims, TEXT), page)
    last = screen.page.run("[...home.querySelectorAll('.er-text mark')].at(-1).textContent")
    (x0, y0), (x1, _) = screen.box(last)
    screen.page.click(((x0 + x1) / 2, y0))
    screen.settle()
    assert screen.widget.card["claim"]["words"] == last
    screen.press("c")
    screen.page.type("firm")
    screen.press("Enter")
    assert screen.widget.claims["text"].iloc[-1] == "firm"
    screen.press("Escape", "u", "c")
    screen.page.type("nowhere")
    screen.press("Enter")
    assert screen.words(".er-status").startswith("Not done: 'nowhere' stands nowhere in the article")
    assert screen.page.run("home.querySelector('[name=line]').value") == "nowhere"  # to be mended
    screen.press("Escape")
    assert screen.page.run("document.activeElement.className") == "estimates-review"


def test_what_is_refused_says_why_and_keeps_what_was_typed(page: Browser) -> None:
    screen = Screen(review(read_text(TEXT), TEXT), page)
    screen.press("f")
    screen.fill("unit", "smoots")
    screen.press("Enter")
    assert "unit 'smoots' is not known" in screen.words(".er-status")
    assert screen.page.run("home.querySelector('[name=unit]').value") == "smoots"
    screen.fill("unit", "person")
    screen.press("Enter")
    assert screen.words(".er-status").startswith("Corrected.")
    assert screen.words(".er-form") == ""
    screen.press("2")
    assert screen.words(".er-status").startswith("Not done: there is no group 2.")


def test_hostile_words_stay_words(page: Browser) -> None:
    text = f"Ada Holm said 40 boats sank. {HOSTILE} The mayor said 50 boats sank."
    claims = read_text(text)
    claims = claims.assign(source=HOSTILE, quantity=HOSTILE, doubt=HOSTILE, sentence=HOSTILE, place=HOSTILE)
    screen = Screen(review(claims, text), page)
    screen.press("c")
    screen.page.type("<img src=x onerror='window.hacked = 1'>")
    screen.press("Enter", "Escape", "f", "Escape", "1", "a", "q")
    screen.page.type(HOSTILE.replace("\n", " "))
    screen.press("Enter", "k")
    screen.page.run("[...home.querySelectorAll('button')].find((b) => b.textContent === 'Code').click()")
    screen.settle()
    assert screen.page.run("window.hacked") is None
    assert screen.page.run("home.querySelectorAll('script, img').length") == 0
    assert "<script>window.hacked = 1</script>" in screen.words(".er-card")
    assert "\\n*Ann*" in screen.words(".er-code") or "assign_quantities" in screen.words(".er-code")
    names: dict[str, Any] = {"claims": claims}
    exec(screen.widget.code(), names)
    assert_frame_equal(names["claims"], screen.widget.claims)


def test_commands_are_done_once_however_a_host_bundles_them(page: Browser) -> None:
    claims = read_texts(articles(4), progress=False)
    screen = Screen(review(claims, articles(4)), page)
    page.press("a")
    page.press("r")
    page.press("a")  # Python has answered none of them yet
    assert screen.widget.outbox["commands"][0][0] == 1
    again = dict(screen.widget.outbox, again=True)
    screen.widget.set_state({"outbox": again})
    screen.settle()
    assert screen.widget.decisions["decision"].tolist() == ["accept", "reject", "accept"]
    screen.press("j")
    assert [number for number, _, _ in screen.widget.outbox["commands"]] == [4]
    screen.widget.set_state({"outbox": {"screen": "x", "commands": [[1, "__init__", {}]]}})
    assert screen.widget.card["said"] == "__init__ is no command."


def test_keys_are_the_notebooks_again_outside_and_no_key_is_taken_while_a_word_is_typed(page: Browser) -> None:
    screen = Screen(review(read_text(TEXT), TEXT), page)
    page.run("document.addEventListener('keydown', (event) => (window.heard ??= []).push(event.key))")
    screen.press("j", "Tab")
    assert page.run("window.heard") == ["Tab"]
    assert page.run("document.activeElement.closest('.estimates-review') !== null")
    assert page.run("home.querySelector('.estimates-review').dataset.lmSuppressShortcuts") == "true"
    screen.focus()
    screen.press("q")
    screen.press("a", "j", "r")
    assert page.run("home.querySelector('[name=line]').value") == "ajr"
    screen.press("Escape")
    page.run("document.activeElement.blur()")
    before = len(screen.widget.decisions)
    screen.press("a")
    assert len(screen.widget.decisions) == before
    assert page.run("window.heard.at(-1)") == "a"


def test_it_follows_the_colours_and_not_the_style_of_its_host(page: Browser) -> None:
    screen = Screen(review(read_text(TEXT), TEXT), page)
    theme = "home.querySelector('.estimates-review').dataset.theme"
    for colour, expected in [("oklch(0.2 0 0)", "dark"), ("color(srgb 1 1 1)", "light"), ("rgb(30, 30, 30)", "dark")]:
        page.run(f"document.body.style.background = '{colour}'; new Promise((done) => setTimeout(done, 50))")
        assert page.run(theme) == expected
    dt = page.run(
        "(({ float, fontWeight }) => [float, fontWeight])(getComputedStyle(home.querySelector('.er-fields dt')))"
    )
    assert dt == ["none", "400"]
    assert screen.words(".er-fields").startswith("Value\n40")


#: A page as strict as that of VS Code's outputs: no network, and every key that gets out goes to the editor.
EDITOR = PAGE.replace(
    "<title>",
    """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' blob:;
    style-src 'unsafe-inline'"><script>window.blocked = []; window.heard = [];
    addEventListener('securitypolicyviolation', (event) => blocked.push(event.violatedDirective));
    addEventListener('keydown', (event) => heard.push(event.key));</script><title>""",
).replace("<body>", """<body class="vscode-dark" data-vscode-theme-kind="vscode-dark" style="background: #1e1e1e">""")


def test_it_needs_no_more_than_a_strict_host_gives(tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with Browser(tmp_path, EDITOR) as page:
        screen = Screen(review(read_text(TEXT), TEXT), page)
        screen.press("a", "j", "f")
        screen.fill("reason", "jk")
        screen.press("Escape", "b")
        assert len(screen.widget.decisions) == 1
        assert page.run("window.blocked") == []
        assert page.run("window.heard").count("b") == 1  # no key of ours
        assert not {"a", "j", "f", "k"} & set(page.run("window.heard"))
        assert page.run("home.querySelector('.estimates-review').dataset.theme") == "dark"
        assert page.errors == []


def test_it_asks_its_host_for_the_model_alone() -> None:
    folder = Path(estimates.__file__).parent / "views" / "templates"
    script, style = (folder.joinpath(f"review.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    assert set(re.findall(r"\bmodel\.(\w+)", script)) <= {"get", "set", "save_changes", "on", "off"}
    strange = (
        r"\b(import|require|fetch|XMLHttpRequest|WebSocket|eval|Function|localStorage|sessionStorage|parent|top)\s*[(.]"
    )
    assert re.findall(strange, re.sub(r"//.*", "", script)) == []
    assert re.findall(r"document\.(?:body|head|documentElement)\.\w+", script) == []  # it draws in its own element
    assert not {"@import", "url("} & {word for word in ("@import", "url(") if word in style}
    own = set(re.findall(r"(--[\w-]+)\s*:", style))
    assert {
        name for name, more in re.findall(r"var\((--[\w-]+)(,?)", style) if not more
    } <= own  # others have a fallback


def test_it_lets_go_of_the_page(page: Browser) -> None:
    screen = Screen(review(read_text(TEXT), TEXT), page)
    page.run("window.clean()")
    screen.press("j")
    assert screen.words(".er-title").startswith("Claim 1 of ")


#: What is wider than its place.
TOO_WIDE = """[...home.querySelectorAll('.estimates-review *')].filter((node) =>
  node.scrollWidth - node.clientWidth > 1 && getComputedStyle(node).display !== 'inline' &&
  !['INPUT', 'SELECT', 'OPTION', 'PROGRESS'].includes(node.tagName)).map((node) => node.outerHTML.slice(0, 200))"""
LOOKS = [(1200, False), (1200, True), (400, False), (400, True)]


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_it_is_readable_fits_and_asks_nothing_of_the_network(page: Browser, width: int, dark: bool) -> None:
    reports = articles(12)
    claims = read_texts(reports, progress=False)
    claims.loc[claims.index % 2 == 1, "doubt"] = (
        "its source is carried over from another sentence; who is counted is not said"
    )
    page.look(width, height=900 if width > 600 else 1500, dark=dark)
    screen = Screen(review(claims, reports), page)
    package = importlib.util.find_spec("axe_core_python")
    folder = os.environ.get("REVIEW_PICTURES")
    steps = {"first": (), "filed": ("q", *"dead", "Enter", "1"), "form": ("f",), "keys": ("Escape", "?"),
             "rejected": ("?", "r", "k"), "accepted": ("j", "a", "k")}  # fmt: skip
    for name, keys in steps.items():
        screen.press(*keys)
        if name == "accepted":
            page.run("[...home.querySelectorAll('button')].find((b) => b.textContent === 'Code').click()")
            screen.settle()
        assert page.run("home.querySelector('.estimates-review').dataset.theme") == ("dark" if dark else "light")
        assert page.run("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert page.run(TOO_WIDE) == [], name
        if package is not None and package.origin is not None:
            axe = Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")
            page.run(f"window.axe ? 0 : (() => {{ {axe} }}).call(window)")
            found = page.run(
                "axe.run(document).then((found) => ({ passes: found.passes.length, violations: found.violations.map("
                "(v) => [v.id, v.nodes.map((n) => [n.html.slice(0, 200), n.failureSummary])]) }))"
            )
            assert found["violations"] == [], name
            assert found["passes"] > 15
        if folder:
            page.picture(Path(folder) / f"{name}-{width}-{'dark' if dark else 'light'}.png")
    asked = page.run("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in asked if not name.startswith(("blob:", "data:"))] == []


def test_the_focus_is_seen(page: Browser) -> None:
    screen = Screen(review(read_text(TEXT), TEXT), page)
    screen.press("j")
    seen = (
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
    )
    assert page.run(seen) == "solid3px"
    for _ in range(8):
        screen.press("Tab")
        assert page.run(seen) == "solid3px", page.run("document.activeElement.outerHTML")


def test_a_review_needs_its_extra_and_says_so() -> None:
    code = (
        "import sys; sys.modules['anywidget'] = None; import estimates\n"
        "try:\n    estimates.review\nexcept estimates.EstimatesError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("review needs anywidget.\nHint: python -m pip install 'troop-estimates[review]'")


def test_nothing_else_loads_widgets() -> None:
    code = (
        "import sys, estimates\nfor name in estimates.__all__:\n    if name != 'review': getattr(estimates, name)\n"
        "print({'anywidget', 'ipywidgets', 'traitlets'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("set()", "{'traitlets'}")


def test_what_the_widget_draws_stands_in_the_package() -> None:
    folder = Path(estimates.__file__).parent / "views" / "templates"
    for name in ("review.js", "review.css"):
        words = folder.joinpath(name).read_text(encoding="utf-8")
        assert "http://" not in words
        assert "https://" not in words
        assert "innerHTML" not in words


def test_claims_that_are_gone_are_named() -> None:
    claims = read_text("Police held 40 men. Police freed 30 detainees.")
    gone = pd.DataFrame([{"decision": "accept", "claim_id": "zz"}])
    assert (
        review(claims, decided=gone)
        .card["said"]
        .startswith("Decisions on claims that are not in the table: zz. Claim 1")
    )
    with pytest.raises(EstimatesError):
        review(claims, "another text")
