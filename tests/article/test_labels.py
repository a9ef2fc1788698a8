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
        ("Red Cross now: 12 nurses hurt, 40 lorries gone", "Red Cross"),
        ("Ministry of Water meanwhile: 67 people missing", "Ministry of Water"),
        ("Civil Defence, at noon: 30 rescued, 5 bodies found.", "Civil Defence"),
        ("Police update: 14 held, 3 officers injured.", "Police"),
        ("Update from the Interior Ministry: 14 held", "Interior Ministry"),
        ("Per Interior Ministry: 140 detained, 23 hurt", "Interior Ministry"),
        ("Governor Max Orlo meanwhile: 12 homes destroyed", "Max Orlo"),
        ("#BREAKING | Water Ministry in Vela: 41 killed, 120 injured", "Water Ministry in Vela"),
        ("Tanks in Orr: 40 destroyed", None),
        ("The toll from the wreck off the coast of Orr reached 60 as divers kept on.", None),
        ("The toll from the ministry reached 60.", "ministry"),
        ("The toll from Cyclone Vera stood at 143. The count in the stampede was 12.", None),
        ("100 metres still to go says SDRF. 12 bodies found so far says fire chief.", {"SDRF", "fire chief"}),
        ("300 men sent: Inspector Lee to Reuters", "Lee"),
        ("Prime Minister to parliament: 300 nurses to leave", "Prime Minister"),
        ("Some 40 fled, the mayor said Friday.", "mayor"),
        ("Local bakery: 40 loaves", None),
        ("Weather: 40 degrees", None),
        ("NORTHERN FRONT: The depot has sold 18 lorries.", None),
    ],
)
def test_what_a_label_names(text: str, source: str | set[str] | None) -> None:
    assert {row["source"] for row in attribute(text)} == (source if isinstance(source, set) else {source})


def test_the_handle_of_whoever_prints_it_is_their_name() -> None:
    rows = attribute("A study by @OrrTimes finds that 40 left.", publisher="Orr Times")
    assert [row["source"] for row in rows] == ["Orr Times"]
