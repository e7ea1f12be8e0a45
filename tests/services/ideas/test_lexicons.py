"""The plan's own entries in the lexicon."""

import pytest

from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.ideas import lexicons
from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.ideas.similar import Similar


@pytest.fixture
def plan(make_register):
    return make_register("plan", event=None)


def concepts(bench, text):
    return set(lexicons.wording(bench).reader.read(text).concepts)


def test_a_form_that_is_entered_says_its_concept_from_then_on(plan):
    assert "petition" not in concepts(plan, "le zarfoul citoyen")
    lexicons.enter(plan, "petition", "fr", "zarfoul")
    assert "petition" in concepts(plan, "le zarfoul citoyen")


def test_ideas_said_before_are_found_by_it(plan):
    with plan.register.act(plan.author) as act:
        row = act.new("idea", {"problem": "Un zarfoul à remettre"})
    with IdeaIndex(plan) as index:
        assert row not in [near.id for near in Similar(index).to_text("عريضة")]
    lexicons.enter(plan, "petition", "fr", "zarfoul")
    with IdeaIndex(plan) as index:
        assert row in [near.id for near in Similar(index).to_text("عريضة")]


def test_a_form_can_be_taken_out_and_given_back(plan):
    lexicons.enter(plan, "petition", "fr", "pétition", lexicons.REMOVED)
    assert "petition" not in concepts(plan, "une pétition")
    lexicons.enter(plan, "petition", "fr", "pétition")
    assert "petition" in concepts(plan, "une pétition")


def test_a_proposed_form_counts_only_once_a_person_has_accepted_it(plan):
    lexicons.enter(plan, "petition", "fr", "zarfoul", lexicons.PENDING)
    assert "petition" not in concepts(plan, "zarfoul")
    assert [state for _, state in lexicons.entries_of(plan)] == [lexicons.PENDING]


def test_what_was_said_last_of_the_same_words_holds_however_they_are_spelt(plan):
    lexicons.enter(plan, "petition", "fr", "tarfoulette")
    lexicons.enter(plan, "budget", "fr", "Tarfoulette")
    assert concepts(plan, "une tarfoulette") == {"budget"}
    lexicons.enter(plan, "petition", "darl", "tarfoulette")
    assert concepts(plan, "une tarfoulette") == {"petition"}
    lexicons.enter(plan, "petition", "fr", "TARFOULETTE", lexicons.REMOVED)
    assert concepts(plan, "une tarfoulette") == set()


def test_two_secretaries_who_enter_the_same_form_agree(plan, make_register, exchange):
    other = make_register("other", event=None)
    lexicons.enter(plan, "petition", "fr", "zarfoul")
    lexicons.enter(other, "petition", "fr", "zarfoul")
    exchange(plan, other)
    assert len(lexicons.entries_of(plan)) == len(lexicons.entries_of(other)) == 1
    assert lexicons.wording(plan).engine == lexicons.wording(other).engine


@pytest.mark.parametrize(
    ("entry", "trouble"),
    [
        (("petition", "de", "Petition"), "lexicon_language"),
        (("a b", "fr", "x y"), "lexicon_name"),
        (("pétition", "fr", "mot"), "lexicon_name"),
        (("petition", "fr", "…"), "lexicon_form"),
        (("petition", "fr", "de la"), "lexicon_form"),
        (("petition", "fr", "pour l’eau"), "lexicon_form"),
        (("petition", "fr", "mot " * 40), "lexicon_form"),
        (("p" * 70_000, "fr", "mot"), "lexicon_name"),
        (("petition", "fr", "zarfoul", lexicons.REMOVED), "lexicon_not_there"),
    ],
)
def test_what_cannot_be_an_entry_is_refused_in_words(plan, entry, trouble):
    with pytest.raises(Trouble, match=trouble):
        lexicons.enter(plan, *entry)
    assert lexicons.entries_of(plan) == []


def test_an_events_file_says_where_the_lexicon_is_corrected(make_register):
    with pytest.raises(Trouble, match="lexicon_of_the_plan"):
        lexicons.enter(make_register(), "petition", "fr", "zarfoul")


def test_a_lexicons_file_that_cannot_be_read_is_refused_in_words(tmp_path):
    (tmp_path / "x.tsv").write_bytes(b"\xff\xfe\x00")
    for name in ("x.tsv", "missing.tsv"):
        with pytest.raises(Trouble, match="lexicon_unreadable"):
            lexicons.check(tmp_path / name)


def test_without_the_lexicons_files_ideas_are_compared_by_their_words(make_register, monkeypatch, tmp_path):
    monkeypatch.setattr(lexicons.paths, "resources", lambda: tmp_path)
    for kept in (lexicons._shipped_text, lexicons.reader_with, lexicons._engine):
        kept.cache_clear()
    bench = make_register()
    with bench.register.act(bench.author) as act:
        row = act.new("idea", {"problem": "Le toboggan du parc"})
    with IdeaIndex(bench) as index:
        assert [near.id for near in Similar(index).to_text("un toboggan au parc")] == [row]
    for kept in (lexicons._shipped_text, lexicons.reader_with, lexicons._engine):
        kept.cache_clear()
