"""Lists and tables: what the layout says of a figure, and what it must not say."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates.article.entries import find_lists
from estimates.article.grids import find_grids
from estimates.article.rows import attribute
from estimates.lang.lexicon import language

BULLETIN = """personnel ‒ about 63070 (+790) persons,
tanks ‒ 6011 (+9),
artillery systems – 8604 (+30),
cruise missiles ‒ 1786 (+1),
submarines - 1 (+0),
special equipment: 1313 (-2)."""


def read(text: str, *columns: str) -> list[tuple[Any, ...]]:
    rows = attribute(text, publisher="Courier", reported="2024-11-06")
    return [(row["text"], *(row[column] for column in columns)) for row in rows]


def test_a_bulletin_keeps_each_label_with_its_line_and_the_day_apart_from_the_level() -> None:
    assert read(BULLETIN, "noun", "trend", "scope") == [
        ("about 63070", "personnel", None, "whole"),
        ("+790", "personnel", "up", "additional"),
        ("6011", "tanks", None, "whole"),
        ("+9", "tanks", "up", "additional"),
        ("8604", "artillery systems", None, "whole"),
        ("+30", "artillery systems", "up", "additional"),
        ("1786", "cruise missiles", None, "whole"),
        ("+1", "cruise missiles", "up", "additional"),
        ("1", "submarines", None, "whole"),
        ("+0", "submarines", "unchanged", "additional"),
        ("1313", "special equipment", None, "whole"),
        ("-2", "special equipment", "down", "additional"),
    ]


def test_names_and_numbers_one_under_the_other_count_what_stands_over_them() -> None:
    text = "Boats by country\nPeru 11\nCosta Rica 1,380\nChile 21\n"
    assert read(text, "noun") == [("11", "Boats"), ("1,380", "Boats"), ("21", "Boats")]
    assert read("See our pages\nRoom 1\nRoom 2\nRoom 3\n") == []


WORDS = st.sampled_from(["tanks", "boats", "artillery systems", "Fuel trucks", "MLRS", "radar stations", "drones"])


@given(
    st.lists(st.tuples(WORDS, st.integers(2, 9999), st.integers(0, 99)), min_size=2, max_size=8),
    st.sampled_from([" - ", " – ", " ‒ ", ": ", " : ", "\t", " .... "]),
    st.sampled_from([",\n", "\n", ";\n", "\n\n- ", "\n• ", "\n* "]),
)
def test_whatever_sets_a_list_out_no_label_shifts(lines: list[tuple[str, int, int]], sign: str, between: str) -> None:
    text = between.join(f"{noun}{sign}{level} (+{day})" for noun, level, day in lines)
    expected = [row for noun, level, day in lines for row in ((str(level), noun), (f"+{day}", noun))]
    assert read(text, "noun") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dead: 40. Injured: 120 (+3). Missing – 12",
         [("40", "Dead"), ("120", "Injured"), ("+3", "Injured"), ("12", "Missing")]),
        ("Tanks: 12; drones: 40; ships: 2", [("12", "Tanks"), ("40", "drones"), ("2", "ships")]),
        ("Tanks - 12 (+2), boats - 3, the ministry said.", [("12", "Tanks"), ("+2", "Tanks"), ("3", "boats")]),
        ("The army has lost 300 tanks (+12) and 40 boats.", [("300", "tanks"), ("+12", "tanks"), ("40", "boats")]),
        ("Missing: three\nDamage: $40 million", [("three", "Missing"), ("$40 million", "Damage")]),
        ("Exchange rate: 4,350 shells a boat\nTrucks: 12", [("4,350", "shells"), ("12", "Trucks")]),
        ("Arrests: 418 (children 63). Weapons: 29 knives.", [("418", "Arrests"), ("63", "Arrests"), ("29", "knives")]),
        ("| Offence | This week | Last week |\n|---|---|---|\n| Burglary | 112 | 98 |\n| Theft | 37 | 41 |",
         [("112", "Burglary"), ("98", "Burglary"), ("37", "Theft"), ("41", "Theft")]),
        ("Losses - tanks: 55, boats: 101", [("55", "tanks"), ("101", "boats")]),
        ("Killed by region:\nVela – 12\nOdra oblast – 1", [("12", "Killed"), ("1", "Killed")]),
        ("3. Admitted: 175 (Lind 61, Orr 44)\n4. Rebels: 5 killed",
         [("175", "Admitted"), ("61", "Admitted"), ("44", "Admitted"), ("5", "Rebels")]),
        ("38 confirmed cases\n14 probable\n4 suspected",
         [("38", "confirmed cases"), ("14", "probable cases"), ("4", "suspected cases")]),
        ("- Contacts under follow-up: 634, of which 92% seen in the last two weeks\n- Cases: 12",
         [("634", "Contacts"), ("92%", "Contacts"), ("12", "Cases")]),
        ("Navy: 6,038 sailors held, 18 freed\nBench: 755\n"
         "The dead: 232 (145 civilians, 60 police, 3 loyal soldiers, 24 rebels)",
         [("6,038", "sailors"), ("18", "sailors"), ("755", "Bench"), ("232", "dead"), ("145", "civilians"),
          ("60", "police"), ("3", "loyal soldiers"), ("24", "rebels")]),
        ("The troop contributors were:\n* Denmark – 6,223, HQ at Orr\n* Kenya – 64\nNorth: Peru 13, Chile - 12",
         [("6,223", "troops"), ("64", "troops"), ("13", "troops"), ("12", "troops")]),
        ("Breakdown as of this evening:\n• Sit-in area: 61 (incl. 3 boys)\n• Orrby – 13\n• Lindso: 6",
         [("61", "people"), ("3", "boys"), ("13", "people"), ("6", "people")]),
        ("Recovered: 271\nVaccinated so far – 373: Katbar 207; Benlo 55", [("271", "Recovered"), ("373", "people"),
         ("207", "people"), ("55", "people")]),
        ("* Denmark – 90\n* Lind – 35\n* United Kingdom – 20", [("90", None), ("35", None), ("20", None)]),
        ("Area   2020   2021\nOrr   693   697\nVela   47   48",
         [("693", None), ("697", None), ("47", None), ("48", None)]),
        ("List of the dead as of 8pm:\n• Sit-in: 61 (incl. 3 boys)\n• Orrby – 13",
         [("61", "dead"), ("3", "boys"), ("13", "dead")]),
        ("The march, turnout by city\nLos Alto, CA: 900\nAnn Harbor, MI: 11,000\nSt. Paul, MN: 90–100\nTotal: 40",
         [("900", "turnout"), ("11,000", "turnout"), ("90–100", "turnout"), ("40", "turnout")]),
        ("Contributors (uniformed personnel)\nOrr 43\nSouth Vela 36\nSouth Lind: 26\nTotal 105",
         [("43", "uniformed personnel"), ("36", "uniformed personnel"), ("26", "uniformed personnel"),
          ("105", "uniformed personnel")]),
        ("Confirmed cases by region:\nNorth 43\nLakes 36\nCoast 26",
         [("43", "Confirmed cases"), ("36", "Confirmed cases"), ("26", "Confirmed cases")]),
        ("New cases: 187\nIn hospital: 640\nDeaths to date: 481",
         [("187", "New cases"), ("640", "people"), ("481", "Deaths")]),
        ("Casualties in the last 24 hours: 27 (9 men)\nTests on 3 May: 40\nThe dead of 2016: 60",
         [("27", "Casualties"), ("9", "men"), ("40", "Tests"), ("60", "dead")]),
        ("| Area | Cases seen | Recovered |\n|---|---|---|\n| Orr | 34 | 13 |", [("34", "Cases"), ("13", "Recovered")]),
        ("Budget: CHF 10 million\nAid paid: CHF 750,000", [("CHF 10 million", "Budget"), ("CHF 750,000", "Aid paid")]),
        ("Civilians: 617, with 12 women\nRebel and Orrian fighters: 170",
         [("617", "Civilians"), ("12", "women"), ("170", "Rebel and Orrian fighters")]),
        ("• Home Guard: Orr 3,500; Vela 120.\n• Shelters: Orr 9; Vela 4",
         [("3,500", "Home Guard"), ("120", "Home Guard"), ("9", "Shelters"), ("4", "Shelters")]),
        ("1,200 killed\n2,900 wounded\nc. 600 captured\n14 guns lost",
         [("1,200", "killed"), ("2,900", "wounded"), ("c. 600", "captured"), ("14", "guns")]),
        ("Counties affected: 42 of 78\nSchools hit: 58",
         [("42", "Counties"), ("78", "Counties"), ("58", "Schools hit")]),
        ("### Troop numbers\n * Kenya – 1,200\n * Fiji: 219 medics", [("1,200", "Troop"), ("219", "medics")]),
    ],
)  # fmt: skip
def test_labels_say_what_is_counted(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, "noun") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Date: 12 May 2024\nTime: 10\nPhone: 555 0142",
        "Photo: Ten boats lie in Vela.\nRead more: 12 die in Vela\n34 comments\nCopyright © 2024 Courier",
        "Page 3 of 12\nVersion: 4",
    ],
)
def test_numbers_that_count_nothing_stay_out(text: str) -> None:
    assert [row for row in read(text) if row[0] not in ("3", "12")] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vera Kolb wrote on Telegram: 61 were held.", [("61", "Vera Kolb")]),
        ("The score was 3-1: 40 fans cheered. The army – 300 men – left.", [("40", "Courier"), ("300", "Courier")]),
        ("VELA — 40 boats sank on Monday, the mayor said.", [("40", "mayor")]),
        ("The navy said it had lost:\n- tanks: 12\n- drones – 40", [("12", "navy"), ("40", "navy")]),
        ("The council said:\n* 40 people fled\n* 12 houses burned, according to the mayor\n\nNine died later.",
         [("40", "council"), ("12", "mayor"), ("Nine", "Courier")]),
        ("Crowd size\nPolice: 40,000\nOrganisers: 200,000", [("40,000", "Police"), ("200,000", "Organisers")]),
        ("| Source | Deaths |\n|---|---|\n| Harbor Survey | 120 |\n| Relief Fund | **140** dead |",
         [("120", "Harbor Survey"), ("140", "Relief Fund")]),
    ],
)  # fmt: skip
def test_who_says_what_is_set_out(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, "source") == expected


TABLES = {
    "markdown": "| Region | Killed | Injured |\n|---|---|---|\n| Vela | 120 | 340 |\n| Odra oblast | 15 | 44 |",
    "bare markdown": "Region | Killed | Injured\n--- | --- | ---\nVela | 120 | 340\nOdra oblast | 15 | 44",
    "tabs": "Region\tKilled\tInjured\nVela\t120\t340\nOdra oblast\t15\t44",
    "columns": "Region        Killed  Injured\nVela          120     340\nOdra oblast   15      44",
    "html": "<table><tr><th>Region</th><th>Killed</th>\n<th>Injured</th></tr>\n<tr><td>Vela</td><td>120</td>\n"
    "<td>340</td></tr><tr><td>Odra oblast</td><td>15</td><td>44</td></tr></table>",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_a_table_gives_each_cell_its_row_and_column(text: str) -> None:
    assert read(text, "noun", "place", "unit") == [
        ("120", "Killed", "Vela", "person"), ("340", "Injured", "Vela", "person"),
        ("15", "Killed", "Odra oblast", "person"), ("44", "Injured", "Odra oblast", "person"),
    ]  # fmt: skip


def test_people_to_whom_something_is_done_are_people() -> None:
    text = "People affected: 893,000\nHomes damaged: 40"
    assert read(text, "unit") == [("893,000", "person"), ("40", "count")]


def test_a_list_and_a_table_in_one_text_keep_their_own_labels() -> None:
    text = f"{BULLETIN}\n\n{TABLES['markdown']}\n\nLost:\n- boats: 4\n- lorries: 7"
    found = dict(read(text, "noun"))
    assert [found[number] for number in ("1786", "6011", "340", "44", "4", "7")] == [
        "cruise missiles", "tanks", "Injured", "Injured", "boats", "lorries",
    ]  # fmt: skip


def test_years_over_columns_are_the_days_of_the_cells() -> None:
    text = "| | 2019 | 2020 |\n|---|---|---|\n| Refugees | 1,200 | 1,300 |\n| Deaths | 40 | 30 |"
    found = [(words, noun, day.year) for words, noun, day in read(text, "noun", "as_of")]
    assert found == [
        ("1,200", "Refugees", 2019), ("1,300", "Refugees", 2020), ("40", "Deaths", 2019), ("30", "Deaths", 2020),
    ]  # fmt: skip


def test_a_column_of_days_dates_its_rows_and_a_column_of_sources_says_who() -> None:
    text = (
        "| Outlet | Dead | As of |\n|---|---|---|\n| Relief Study | 120 | May 2019 |\n| Body Count | 14 | 3 June 2019 |"
    )
    found = read(text, "source", "noun", "as_of")
    assert [(words, source, noun, str(day)) for words, source, noun, day in found] == [
        ("120", "Relief Study", "Dead", "2019-05-01"), ("14", "Body Count", "Dead", "2019-06-03"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Deaths 706 (males 421, females 131, children 154).",
            [("706", "people"), ("421", "males"), ("131", "females"), ("154", "children")],
        ),
        (
            "Houses damaged: 2,938 (wholly 976, partially 1,962). Roads: 451 km.",
            [("2,938", "Houses"), ("976", "Houses"), ("1,962", "Houses"), ("451 km", "Roads")],
        ),
        (
            "Fatalities: 14 (Bat Yam 6, Tamra 4, Rishon LeZion 2, Lod 2). Two left.",
            [("14", "Fatalities"), ("6", "Fatalities"), ("4", "Fatalities"), ("2", "Fatalities"), ("2", "Fatalities"),
             ("Two", "people")],
        ),
        ("Relief: tents 8,220; ration packs 31,000.", [("8,220", "tents"), ("31,000", "ration packs")]),
        ("Contacts: listed 2,690; seen 2,011.", [("2,690", "Contacts"), ("2,011", "Contacts")]),
        ("In all: deaths 706 (boys 90); injured 965.", [("706", "deaths"), ("90", "deaths"), ("965", "injured")]),
        ("See these: chapter 12, section 2.", []),
    ],
)  # fmt: skip
def test_parts_with_a_number_behind_each(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, noun) for words, noun in read(text, "noun")] == expected


@given(st.text(alphabet="ab 1:,|-–\n\t.(+)*#", max_size=80))
def test_spans_lie_in_the_text_whatever_it_is(text: str) -> None:
    entries, blocks = find_lists(text, text, language("en"))
    for entry in [*entries, *find_grids(text, language("en"))]:
        for a, b in (entry.value, *entry.labels):
            assert 0 <= a <= b <= len(text)
    assert all(0 <= block.start < block.end <= len(text) for block in blocks)
    attribute(text)


@pytest.mark.parametrize("line", ["a: 1\n", "* a\n\nb\n", "| a | 1 |\n", "a\t1\t2\n", "a: 1, b: 2, ", "x - ", "a  b  "])
def test_reading_the_layout_is_linear(line: str) -> None:
    def seconds(times: int) -> float:
        text = line * times
        started = time.process_time()
        find_lists(text, text, language("en"))
        find_grids(text, language("en"))
        return time.process_time() - started

    seconds(500)
    assert seconds(8000) < 150 * max(seconds(500), 0.002)  # a quadratic one would take 256 times as long


def test_a_line_of_its_own_names_the_place_of_what_stands_under_it() -> None:
    text = "District: Kisoro\nDeaths: 14\nMissing: 6\n\nDistrict: Kabale\nDeaths: 3\n"
    rows = attribute(text)
    assert [(row["quantity"], row["place"]) for row in rows] == [
        ("killed", "Kisoro"),
        ("missing", "Kisoro"),
        ("killed", "Kabale"),
    ]


def test_a_label_names_those_counted_and_what_befell_them() -> None:
    text = "KEY FIGURES\nPeople affected: 893,000\nTowns affected: 42 of 78\nSchools damaged or shut: 58"
    assert [(row["noun"], row["quantity"]) for row in attribute(text)] == [
        ("People", "affected"), ("Towns", "Towns affected"), ("Towns", "Towns"), ("Schools", "Schools damaged"),
    ]  # fmt: skip


def test_what_is_counted_stands_in_the_line_of_its_number() -> None:
    assert read("Update No. 7 | As of 3 October 2024\n\nKEY FIGURES\nPeople: 40", "noun") == [("40", "People")]


def test_a_share_of_a_value_is_of_what_is_counted_and_no_heading_is() -> None:
    rows = attribute("Highlights\n- Access: 3 of 11 convoys were cleared.\n- Food: 40 tons were sent.")
    assert [row["noun"] for row in rows] == ["convoys", "convoys", "Food"]


def test_whoever_answers_is_not_what_is_counted() -> None:
    rows = attribute("Q: How many troops remain?\nGEN. HARRIS: About 2,500.")
    assert [(row["noun"], row["source"]) for row in rows] == [("troops", "Harris")]


TABLE = """Crop production, May 2024

| Crop | Area (ha) | Output, kt | Exports (US$ million) | Workers (thousands) | % change |
|---|---|---|---|---|---|
| Wheat | 1,200 | 40.2 | 12.5 | 3 | -1.1 |
| Maize | 900 | 38 | 7 | 2.4 | 2 |
"""


def test_the_head_of_a_column_says_in_what_its_values_are_measured_and_the_title_of_which_month() -> None:
    assert read(TABLE, "value", "unit", "noun", "as_of")[:5] == [
        ("1,200", 1200.0, "hectare", "Area", date(2024, 5, 1)),
        ("40.2", 40200.0, "metric_ton", "Output", date(2024, 5, 1)),
        ("12.5", 12_500_000.0, "USD", "Exports", date(2024, 5, 1)),
        ("3", 3000.0, "person", "Workers", date(2024, 5, 1)),
        ("-1.1", -1.1, "percent", None, date(2024, 5, 1)),
    ]
    assert read("Cargo ('000 tonnes): 4\nBoats (M): 12", "value", "unit") == [
        ("4", 4000.0, "metric_ton"),
        ("12", 12.0, "count"),
    ]


def test_a_year_in_a_title_tells_an_event_apart_and_dates_no_figure() -> None:
    table = "The 2004 Vela flood\n\n| Town | Dead |\n|---|---|\n| Orr | 130,736 |\n| Kern | 35,322 |\n"
    assert read(table, "value", "as_of") == [("130,736", 130736.0, None), ("35,322", 35322.0, None)]


def test_who_speaks_in_a_list_is_called_a_body_and_no_rate() -> None:
    assert read("Exchange rate: 4,350 SSP\nPolice budget: 40 cars", "source") == [
        ("4,350 SSP", "Courier"),
        ("40", "Courier"),
    ]


def test_the_title_of_a_table_may_be_long_and_of_several_sentences() -> None:
    title = "Table 1. Confirmed cases and deaths in all of the countries of the region (as of 8 June 2024)"
    rows = read(f"{title}\n\n| Country | Deaths |\n|---|---|\n| Peru | 12 |\n| Chile | 9 |", "as_of")
    assert rows == [("12", date(2024, 6, 8)), ("9", date(2024, 6, 8))]


def test_a_letter_in_a_cell_scales_it_and_the_number_of_a_row_is_no_figure() -> None:
    text = (
        "Food\n\n| Phase | People | Share |\n|---|---|---|\n| 1 – Minimal | 4.1 M | 31% |\n| 3 – Crisis | 2 M | 1% |\n"
    )
    assert read(text, "value", "noun")[::2] == [("4.1 M", 4_100_000.0, "People"), ("2 M", 2_000_000.0, "People")]


def test_a_cell_with_a_number_names_nobody() -> None:
    text = (
        "Belligerents: House of Vane | Kingdom of Tarn\nStrength: 3,000–4,000[1] | 900 men, 40 guns\n"
        "Casualties and losses: 1,400 dead (mostly of disease) | 310 killed, 560 captured[b]"
    )
    assert all(not any(letter.isdigit() for letter in row["who"] or "") for row in attribute(text))


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        (
            "Displaced Orrians, current estimates:\nAlbania - 431\nFYR of Lind - 233\nOrr and Vela - 18",
            ["Displaced Orrians"] * 3,
        ),
        ("Deaths by district:\n- Orr sit-in area: 61 (incl. 3 children)\n- Vela: 13", ["Deaths", "children", "Deaths"]),
        ("Some 12,000 men marched in Orr (police estimate: 9,000).", ["men", "men"]),
        ("Total losses of the enemy:\ntanks – 493 (+13)\nAPV – 916 (+2)", ["tanks", "tanks", "APV", "APV"]),
        ("Total combat losses of the enemy:\ntanks – 493\nAPV – 916", ["tanks", "APV"]),
    ],
)
def test_places_of_a_list_are_counted_by_the_line_over_it(text: str, nouns: list[str]) -> None:
    assert [row["noun"] for row in attribute(text)] == nouns


def test_a_number_among_others_is_no_year_and_a_column_of_years_is() -> None:
    rows = attribute("| Land | Cases | Deaths |\n|---|---|---|\n| Orr | 251 | 43 |\n| Vela | 1755 | 29 |")
    assert [(row["value"], row["noun"]) for row in rows][2:] == [(1755, "Cases"), (29, "Deaths")]
    rows = attribute("| Land | Year | Deaths |\n|---|---|---|\n| Orr | 1999 | 43 |\n| Vela | 1998 | 29 |")
    assert [(row["value"], str(row["as_of"])) for row in rows] == [(43, "1999-01-01"), (29, "1998-01-01")]
