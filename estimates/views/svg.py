"""Pictures as SVG, one after another: on one sheet, and with every run of words shaped once, whatever its size."""

from __future__ import annotations

import base64
import io
from collections.abc import Hashable
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextToPath

from estimates.views.canvas import fill, new_axes

_GRID = 64  # fonts are outlined on a grid of so many lines a point, hence coordinates are whole numbers
_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}


class Press:
    """What the pictures of a report are printed by.

    It lives as long as the report is made: which font a name means may be set anew before the next.
    """

    def __init__(self) -> None:
        self._sheet = new_axes(9, 6)
        self._place = self._sheet.get_position().frozen()
        self._words = Words()

    def sheet(self, width: float, height: float) -> Axes:
        """An Axes like a new one, for a forest: the last one's is wiped, which takes a tenth of making one."""
        ax = self._sheet
        figure: Any = ax.figure
        for artist in (*ax.texts, *ax.lines, *ax.collections, *ax.patches):
            artist.remove()
        if legend := ax.get_legend():
            legend.remove()
        if ax.get_xscale() != "linear":
            ax.set_xscale("linear")
        ax.tick_params(axis="x", top=False, labeltop=False)  # as on a tall one
        figure.set_size_inches(width, height)
        ax.set_position(self._place)
        return ax

    def printed(self, ax: Axes) -> str:
        """A picture as a data URI: nothing in it collides with the page or with another picture.

        One renderer lays it out and draws it, so that every word is measured once.
        """
        figure: Any = ax.figure
        figure.set_layout_engine(None)
        figure.dpi = 72  # points, the unit of the format
        width, height = figure.bbox.size
        renderer: Any = Renderer(width, height, self._words)
        fill(ax, renderer)
        figure.draw(renderer)
        renderer.finalize()
        return "data:image/svg+xml;base64," + base64.b64encode(renderer.file.getvalue().encode()).decode("ascii")


class _Run(NamedTuple):
    """Words in one font: width, height and descent in shares of its size; names of glyphs; where these stand."""

    extent: tuple[float, float, float]
    glyphs: frozenset[str]
    drawn: str


class Words:
    """Runs of words and outlines of glyphs, as they were shaped so far."""

    def __init__(self) -> None:
        self._shaper: Any = TextToPath()
        self._known: dict[str, Any] = {}
        self._runs: dict[Hashable, _Run] = {}
        self.outlines: dict[str, str] = {}

    def run(self, words: str, font: FontProperties) -> _Run:
        style = font.get_style(), font.get_variant(), font.get_weight(), font.get_stretch(), font.get_file()
        key = words, tuple(font.get_family()), *style
        if key not in self._runs:
            self._runs[key] = self._shaped(words, font)
        return self._runs[key]

    def _shaped(self, words: str, font: FontProperties) -> _Run:
        size = font.get_size_in_points()
        width, height, descent = self._shaper.get_text_width_height_descent(words, font, False)
        placed, new, _ = self._shaper.get_glyphs_with_font(
            self._shaper._get_font(font), words, self._known, return_new_glyphs_only=True
        )
        self._known |= new
        self.outlines |= {_name(glyph): _outline(*points) for glyph, points in new.items()}
        drawn = [f'<use xlink:href="#{_name(g)}" x="{_GRID * x:.0f}" y="{_GRID * y:.0f}"/>' for g, x, y, _ in placed]
        glyphs = frozenset(_name(glyph) for glyph, *_ in placed)
        return _Run((width / size, height / size, descent / size), glyphs, "".join(drawn))


def _name(glyph: str) -> str:
    return glyph.replace("%", "_")  # of a font with a space in its name


def _outline(vertices: Any, codes: Any) -> str:
    parts = Path(_GRID * vertices, codes).iter_segments(simplify=False)
    return "".join(
        _LETTERS[code] + ("" if code == Path.CLOSEPOLY else " ".join(f"{at:.0f}" for at in points))
        for points, code in parts
    )


class Renderer(RendererSVG):
    """Matplotlib's own but for words, none of which is clipped or a formula, and groups, which nobody asks for."""

    open_group, close_group = RendererBase.open_group, RendererBase.close_group

    def __init__(self, width: float, height: float, words: Words) -> None:
        self._words, self.file, self._drawn = words, io.StringIO(), set[str]()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        made: Any = super().__init__  # matplotlib ships no types for it
        made(width, height, self.file, image_dpi=72, metadata=nothing)

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        size, (width, height, descent) = prop.get_size_in_points(), self._words.run(s, prop).extent
        return size * width, size * height, size * descent

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float, ismath: Any = False,
        mtext: Any = None,
    ) -> None:  # fmt: skip
        """Write past the writer of elements: between two artists it has no tag that is open."""
        run, outlines = self._words.run(s, prop), self._words.outlines
        if new := sorted(run.glyphs - self._drawn):
            self._drawn.update(new)
            shapes = "".join(f'<path id="{name}" d="{outlines[name]}"/>' for name in new)
            self.file.write(f"<defs>{shapes}</defs>\n")
        alpha = gc.get_alpha() if gc.get_forced_alpha() else gc.get_rgb()[3]
        colour = f'fill="{to_hex(gc.get_rgb())}"' + (f' opacity="{alpha:g}"' if alpha != 1 else "")
        scale = prop.get_size_in_points() / (_GRID * TextToPath.FONT_SCALE)
        place = f"translate({x:.3f} {y:.3f})" + (f" rotate({-angle:g})" if angle else "")
        self.file.write(f'<g {colour} transform="{place} scale({scale:.6g} {-scale:.6g})">{run.drawn}</g>\n')
