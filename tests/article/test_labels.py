"""Who is named before a colon or behind a dash."""

from __future__ import annotations

import pytest

from estimates.article.rows import attribute


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("BREAKING | Vela health ministry: 41 killed in strikes", "Vela health ministry"),
        ("#Vela army: 41 killed in strikes", "Vela army"),
        ("Norland's NFAD: 40 aftershocks so far", "Norland's NFAD"),
        ("Moss: 'We have lost 40 ships'", "Moss"),
        ("Organisers: 900.", "Organisers"),
        ("Study: 40% of bees are ill", "Study"),
        ("New Quint poll: Lind 49%, Roos 48%", "New Quint poll"),
        ("Orrpoll: 43% approve of Lind", "Orrpoll"),
        ("Radio Vela correspondent: 5 arrests in Orr on Monday", "Radio Vela correspondent"),
        ("Toll of the quake reaches 215 - AP", "AP"),
        ("As reported by the ministry, 40 men left.", "ministry"),
        ("Local bakery: 40 loaves", None),
        ("Weather: 40 degrees", None),
        ("NORTHERN FRONT: The depot has sold 18 lorries.", None),
    ],
)
def test_what_a_label_names(text: str, source: str | None) -> None:
    assert {row["source"] for row in attribute(text)} == {source}
