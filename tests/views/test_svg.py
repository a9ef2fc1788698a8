"""Pictures of a report are those that matplotlib would draw, each as if it were the only one."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import numpy as np
import pytest

pytest.importorskip("matplotlib")

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG

from estimates import bound, contradictions, plot_timeline, read_claims
from estimates.views.answered import answered
from estimates.views.canvas import fill, new_axes
from estimates.views.forest import draw_forest
from estimates.views.svg import Press

TEXTS = {
    "few": ["about 40", "90", "more than 30"],
    "far": ["10", "about 5,000", "2 million"],
    "many": [f"about {300 + k}" for k in range(40)],
}


@pytest.fixture(autouse=True)
def settings() -> Any:
    with mpl.rc_context({"svg.hashsalt": "estimates", "svg.fonttype": "path", "text.parse_math": False}):
        yield


def forest(ax: Axes, name: str) -> Axes:
    rows: list[dict[str, Any]] = [{"quantity": name, "source": f"Ætna & <{k}>", "text": text}
                                  for k, text in enumerate(TEXTS[name])]  # fmt: skip
    if name == "few":
        rows += [{"quantity": name, "source": "lab", "value": 40 + k, "se": 2.0} for k in range(3)]
    claims = bound(read_claims(rows))
    return draw_forest(ax, answered(claims, by=["quantity"]), contradictions(claims))


def timeline() -> Axes:
    rows = [{"quantity": "dead", "noun": "dead", "unit": "person", "source": "desk", "text": f"{k}0",
             "as_of": f"2024-05-0{k}"} for k in (1, 2, 3)]  # fmt: skip
    return plot_timeline(bound(read_claims(rows)), ax=new_axes(9, 4))


def svg(picture: str) -> str:
    return base64.b64decode(picture.partition("base64,")[2]).decode()


def glyphs(drawn: str) -> list[tuple[float, ...]]:
    """Where each glyph stands, how it is turned and how large the words are that it is of."""
    found = []
    numbers = r"(-?[\d.e-]+)"
    for head, body in re.findall(
        r'<g [^>]*transform="(translate[^"]*)"[^>]*>(?:\s*<defs>.*?</defs>)?(\s*<use.*?)</g>', drawn, re.DOTALL
    ):
        place = re.match(rf"translate\({numbers} {numbers}\)(?: rotate\({numbers}\))? scale\({numbers} ", head)
        assert place is not None
        x, y, turn, scale = (float(part or 0) for part in place.groups())
        for use in re.findall(r"<use[^>]*>", body):
            moved = re.search(rf"translate\({numbers}(?: {numbers})?\)", use)
            own = re.search(rf' x="{numbers}" y="{numbers}"', use)
            by = (own or moved).groups("0") if own or moved else ("0", "0")
            grid = 64 if own else 1
            found.append((x, y, turn, grid * scale, *(float(part) / grid for part in by)))
    return found


@pytest.mark.parametrize("name", [*TEXTS, "timeline"])
def test_every_glyph_stands_where_matplotlib_puts_it(name: str) -> None:
    def drawn() -> Axes:
        return timeline() if name == "timeline" else forest(new_axes(9, 5), name)

    ax, kept = drawn(), io.StringIO()
    figure: Any = ax.figure
    figure.set_layout_engine(None)
    figure.dpi = 72
    plain: Any = RendererSVG
    renderer = plain(*figure.bbox.size, kept, image_dpi=72)
    fill(ax, renderer)
    figure.draw(renderer)
    renderer.finalize()
    ours, theirs = np.array(glyphs(svg(Press().printed(drawn())))), np.array(glyphs(kept.getvalue()))
    assert len(theirs) > 40
    np.testing.assert_allclose(ours, theirs, atol=0.01)


def test_a_picture_is_the_same_whatever_was_printed_before() -> None:
    pictures = [("few", (9, 3)), ("many", (4.4, 18)), ("few", (4.4, 4)), ("far", (9, 3)), ("few", (9, 3))]
    press = Press()
    for name, size in pictures:
        alone = Press().printed(forest(new_axes(*size), name))
        assert press.printed(forest(press.sheet(*size), name)) == alone, name


def test_every_glyph_and_clip_that_is_used_is_there() -> None:
    drawn = svg(Press().printed(forest(new_axes(9, 3), "far")))
    ids = re.findall(r' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))
    assert {*re.findall(r'href="#([^"]+)"', drawn), *re.findall(r"url\(#([^)]+)\)", drawn)} <= set(ids)
