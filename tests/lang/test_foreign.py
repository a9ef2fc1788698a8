"""Other languages are named, and English is never taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimates import EstimatesError, find_figures, parse_figures, read_text
from estimates.lang.foreign import english_words, other_language

SENTENCES = {
    "German": "Rund 1.200 Soldaten sind nach Angaben des Ministeriums gefallen, 30 werden vermisst.",
    "French": "Quelque 1.200 soldats ont été blessés depuis lundi, a indiqué le ministère.",
    "Spanish": "El ministerio dijo que 1.200 soldados han sido heridos desde el lunes.",
    "Italian": "Il ministero ha detto che 1.200 soldati sono rimasti feriti da lunedì.",
    "Portuguese": "O ministério disse que 1.200 soldados ficaram feridos desde segunda-feira.",
    "Dutch": "Zeker 40 mensen zijn gedood bij de aanval, volgens de politie.",
    "Polish": "Ministerstwo podało, że od poniedziałku rannych zostało 1200 żołnierzy.",
    "Swedish": "Minst 40 personer har dödats i attacken, enligt polisen.",
    "Turkish": "Polise göre saldırıda en az 40 kişi öldü ve 1.200 asker yaralandı.",
    "Romanian": "Cel puțin 40 de persoane au fost ucise în atac, potrivit poliției.",
    "Indonesian": "Sedikitnya 40 orang tewas dalam serangan itu, menurut polisi.",
    "Russian": "По меньшей мере 40 человек были убиты, сообщила полиция.",
    "Ukrainian": "Щонайменше 40 людей загинули внаслідок атаки, повідомила поліція.",
    "Arabic": "قتل ما لا يقل عن 40 شخصا في الهجوم، حسبما قالت الشرطة",
    "Persian": "پلیس گفت دست کم ۴۰ نفر کشته شدند",
    "Hebrew": "לפחות 40 בני אדם נהרגו",
    "Chinese": "警方说,至少40人在袭击中丧生。",
    "Japanese": "警察によると、少なくとも40人が死亡した。",
    "Korean": "경찰은 최소 40명이 사망했다고 밝혔다.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items(), ids=SENTENCES)
def test_a_text_in_another_language_is_refused_by_its_name(language: str, text: str) -> None:
    with pytest.raises(EstimatesError, match=f"looks like {language}"):
        read_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Losses in Los Angeles, Las Vegas, El Paso and La Paz: 40 dead",
        "Die Hard drew 40 fans to the Palais de la Culture in Le Mans",
        "Osama al-Din of Deir al-Zour, Dar es Salaam: 12 killed",
        "VAN DER MERWE: 12 DEAD",
        "40 dead",
        "1.200 soldados",
        "Tanks: 12; drones: 40",
        "",
    ],
)
def test_english_and_what_gives_no_evidence_is_read(text: str) -> None:
    read_text(text)
    assert other_language(text.split()) is None


@given(st.lists(st.sampled_from(sorted(english_words())), max_size=30))
def test_no_words_of_english_make_another_language(words: list[str]) -> None:
    assert other_language(words) is None


def test_a_paragraph_in_another_language_is_doubted() -> None:
    text = f"The army said on Monday that it had lost 40 tanks in the battle.\n\n{SENTENCES['German']}"
    doubts = read_text(text).set_index("text")["doubt"]
    assert doubts.isna()["40"]
    assert doubts["1.200"].endswith("its paragraph looks like German")


def test_a_point_before_three_digits_of_what_is_counted_groups() -> None:
    assert parse_figures(["1.200 Soldaten", "12.500 personnes", "1.250 tanks"])["value"].tolist() == [1200, 12500, 1250]
    text = "a ratio of 1.205 on Monday, 3.142 radians, 1.500 kg, 1.234 million people, 5.250 percent, 0.125 points"
    assert find_figures(text)["value"].tolist() == [1.205, 3.142, 1.5, 1_234_000, 5.25, 0.125]
