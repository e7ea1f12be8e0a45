"""The lexicon's file: what counts, what is told, and what a plan lays over it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.language import compiled
from ogp_desktop.language.features import Reader
from ogp_desktop.language.lexicon import COLUMNS, Entry, form_words, parse

GOOD = "water\t\teau\tماء\t\tlma\t\tloi 36-15\t2016"


def line(**cells):
    known = {"concept": "well", "fr": "puits", "ar": "بئر", "source": "usage", "date": "2026"} | cells
    return "\t".join(known.get(column, "") for column in COLUMNS)


def test_a_concept_has_forms_in_each_language_a_source_and_a_date():
    concept = parse(GOOD).concepts["water"]
    assert concept.forms["fr"] == ("eau",)
    assert concept.forms["ar"] == ("ماء",)
    assert (concept.source, concept.date) == ("loi 36-15", "2016")
    assert concept.title("fr") == "eau"
    assert concept.title("zgh") == "eau"


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("well\tpuits", "lexicon_columns"),
        (line(fr=""), "lexicon_empty"),
        (line(ar=" | "), "lexicon_empty"),
        (line(source=""), "lexicon_source"),
        (line(date=""), "lexicon_source"),
        (line(concept="eau potable"), "lexicon_name"),
        (line(concept="water"), "lexicon_twice"),
        (line(broader="nowhere"), "lexicon_broader"),
        (line(broader="well"), "lexicon_broader"),
        (line(fr="puits | EAU"), "lexicon_two_concepts"),
        (line(fr="puits | …"), "lexicon_no_word"),
        (line(fr="puits | sans aucun puisard"), "lexicon_one_word"),
        (line(fr="puits | 7 %"), "lexicon_one_word"),
    ],
)
def test_a_line_that_is_wrong_is_told_and_the_others_count(wrong, fault):
    lexicon = parse(f"{GOOD}\n{wrong}")
    assert [found.key for found in lexicon.faults] == [fault]
    assert lexicon.concepts["water"].forms["fr"] == ("eau",)


def test_a_form_marked_on_both_sides_may_say_two_concepts():
    lexicon = parse(f"{line(concept='land', fr='terrain*')}\n{line(concept='pitch', fr='terrain* | stade', ar='ملعب')}")
    assert lexicon.faults == []
    assert lexicon.concepts["pitch"].title("fr") == "terrain"


def test_lines_of_explanation_and_empty_ones_are_passed_over():
    assert parse(f"# said\n\n{chr(9).join(COLUMNS)}\n{GOOD}\n").faults == []


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    parse(text)


def changed(text, *entries):
    reader = Reader(parse(text))
    for entry in entries:
        reader.enter(entry)
    return reader


def test_a_plan_adds_a_form_to_a_concept_and_takes_it_from_the_other():
    reader = changed(f"{GOOD}\n{line()}", Entry("well", "fr", "Eau"))
    assert reader.lexicon.concepts["well"].forms["fr"] == ("puits", "Eau")
    assert reader.lexicon.concepts["water"].forms["fr"] == ()
    assert set(reader.read("l’eau").concepts) == {"well"}


def test_a_plan_takes_a_form_out_and_makes_a_concept():
    reader = changed(GOOD, Entry("water", "darl", "lma", removed=True), Entry("khettara", "fr", "khettara"))
    assert reader.lexicon.concepts["water"].forms["darl"] == ()
    assert reader.lexicon.title("khettara", "ar") == "khettara"
    assert set(reader.read("lma dyal khettara").concepts) == {"khettara"}


def test_what_is_not_there_can_be_taken_out():
    reader = changed(GOOD, Entry("nothing", "fr", "mot", removed=True), Entry("water", "fr", "mot", removed=True))
    assert set(reader.read("eau").concepts) == {"water"}


def test_a_compiled_lexicon_reads_as_its_lines_do_and_stale_or_damaged_ones_are_passed_over():
    ready = compiled.compiled(f"{GOOD}\n{line()}")
    for state in (
        ready,
        "",
        "{",
        "[]",
        '{"digest": 1}',
        ready.replace('"_trie":{', '"_trio":{'),
        compiled.compiled(GOOD),
    ):
        reader = compiled.reader(f"{GOOD}\n{line()}", state)
        assert set(reader.read("un puits, lma").concepts) == {"well", "water"}
        assert reader.lexicon.concepts == parse(f"{GOOD}\n{line()}").concepts


def test_a_form_is_its_words_that_count():
    assert form_words("Accès à l’information") == ("acces", "information")
    assert form_words("de la") == ()
