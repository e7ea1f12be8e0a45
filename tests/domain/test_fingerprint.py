"""The fingerprint: of numbers and texts, of nothing else, by a recipe anybody can follow."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.fingerprint import Numbered, fingerprint, grouped, line_of
from ogp_desktop.domain.spoken import words_of

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
NUMBERED = st.builds(
    Numbered,
    st.integers(1, 120).map("DEM-3-{}".format),
    st.sampled_from(["said", "withdrawn", "undone", "unknown"]),
    *[TEXT] * 3,
)
SAID = st.lists(NUMBERED, max_size=6)


def test_the_recipe_gives_what_it_gave():
    said = [Numbered("DEM-3-2", "withdrawn", "الماء", "", ""), Numbered("DEM-3-1", "said", "Eau", "Publier", "é")]
    first = hashlib.sha256("7:DEM-3-1,4:said,3:Eau,7:Publier,2:é,".encode()).hexdigest()
    second = hashlib.sha256("7:DEM-3-2,9:withdrawn,10:الماء,0:,0:,".encode()).hexdigest()
    assert [line_of(each) for each in said] == [second, first]
    both = "\n".join(["ogp-fingerprint-1", *sorted([first, second])])
    assert fingerprint(said) == hashlib.sha256(both.encode()).hexdigest()
    assert fingerprint(said) == "c6b33ceebf92437a7a40baa25ef77a8834b6cf7c894966b44a3d0b6f7949cd85"


@given(SAID, st.randoms())
def test_order_does_not_matter(said, chance):
    shuffled = chance.sample(said, len(said))
    assert fingerprint(shuffled) == fingerprint(said)


@given(SAID, NUMBERED)
def test_a_number_more_or_twice_is_another_fingerprint(said, more):
    assert fingerprint([*said, more]) != fingerprint(said)
    assert fingerprint([more, more]) != fingerprint([more])


@given(NUMBERED, st.integers(0, 4), st.data())
def test_one_letter_anywhere_is_another_fingerprint(said, place, data):
    text = said[place]
    at = data.draw(st.integers(0, len(text)))
    letter = data.draw(st.characters(codec="utf-8"))
    changed = said._replace(**{said._fields[place]: text[:at] + letter + text[at:]})
    assert fingerprint([changed]) != fingerprint([said])


@given(NUMBERED, NUMBERED)
def test_texts_that_move_between_fields_or_numbers_are_another_fingerprint(one, other):
    if one.problem != one.solution:
        moved = one._replace(problem=one.solution, solution=one.problem)
        assert fingerprint([moved]) != fingerprint([one])
    joined = one._replace(problem=one.problem + one.solution, solution="")
    assert one.solution == "" or fingerprint([joined]) != fingerprint([one])
    swapped = [one._replace(problem=other.problem), other._replace(problem=one.problem)]
    assert (fingerprint(swapped) == fingerprint([one, other])) == (sorted(swapped) == sorted([one, other]))


@pytest.mark.parametrize("text", ["", ",", "1:a,", "4:said,", "\n", "ogp-fingerprint-1"])
def test_texts_cannot_play_the_recipe(text):
    honest = Numbered("DEM-3-1", "said", text, "", "")
    forged = Numbered("DEM-3-1", "said", "", text, "")
    assert text == "" or fingerprint([honest]) != fingerprint([forged])


def test_it_is_read_aloud_in_groups_and_in_four_words():
    digest = fingerprint([])
    assert grouped(digest).replace(" ", "") == digest
    assert {len(group) for group in grouped(digest).split()} == {4}
    assert [len(word) for word in words_of(bytes.fromhex(digest)).split()] == [5] * 4
