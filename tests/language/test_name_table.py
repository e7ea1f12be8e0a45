"""The sorted table finds by halving what going through all words would find."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ogp_desktop.language.name_table import WordTable, mistyped_spans, no_ranks, smallest, span

WORDS = st.lists(st.text("abcd", min_size=1, max_size=7), unique=True).map(sorted)


def one_mistake_away(typed, beginning):
    """Say whether two words are equal after one letter is left out, put in, replaced or swapped with the next."""
    swapped = (typed[:n] + typed[n + 1] + typed[n] + typed[n + 2 :] for n in range(len(typed) - 1))
    shorter, longer = sorted((typed, beginning), key=len)
    if len(longer) - len(shorter) == 1:
        return any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    same_length = len(typed) == len(beginning)
    replaced = same_length and sum(one != other for one, other in zip(typed, beginning, strict=True)) == 1
    return replaced or beginning in swapped


@given(WORDS, st.text("abcd", max_size=3))
def test_a_span_holds_the_words_that_begin_so(words, start):
    first, stop = span(words, start, 0, len(words))
    assert words[first:stop] == [word for word in words if word.startswith(start)]


@given(WORDS, st.text("abcd", min_size=4, max_size=7))
def test_mistyped_words_are_those_with_a_beginning_one_mistake_away(words, typed):
    found = {word for first, stop in mistyped_spans(words, typed) for word in words[first:stop]}
    beginnings = {word: [word[:length] for length in range(1, len(word) + 1)] for word in words}
    expected = {word for word, some in beginnings.items() if any(one_mistake_away(typed, each) for each in some)}
    assert {word for word in found if not word.startswith(typed)} == {
        word for word in expected if not word.startswith(typed)
    }


@example([[0, 9], [0, 8], [1, 2]], 2, set())
@given(st.lists(st.lists(st.integers(0, 99), unique=True).map(sorted)), st.integers(1, 9), st.sets(st.integers(0, 99)))
def test_the_smallest_of_many_lists_are_those_of_their_union(lists, count, seen):
    filled = [ranks for ranks in lists if ranks]
    assert smallest(filled, count, seen) == sorted({rank for ranks in filled for rank in ranks} - seen)[:count]


@given(st.lists(st.tuples(st.text("ab", min_size=1, max_size=3), st.integers(0, 3), st.integers(0, 20)), unique=True))
def test_a_word_that_nobody_has_any_more_is_gone(entries):
    table = WordTable({})
    for word, field, rank in entries:
        table.add(word, field, rank)
    for word, field, _ in entries:
        assert table.equal(word)[0][field] == sorted(rank for w, f, rank in entries if (w, f) == (word, field))
    for word, field, rank in entries:
        table.discard(word, field, rank)
    assert table.beginning("") == []
    assert no_ranks() == ([], [], [], [])
