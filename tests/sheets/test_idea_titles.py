"""A table of ideas that was written in a language is read back by its titles."""

import pytest

from ogp_desktop import words
from ogp_desktop.domain.text.folding import folded
from ogp_desktop.sheets.ideas import SYNONYMS

FIELD_BY_TITLE = {folded(title): field for field, titles in SYNONYMS.items() for title in titles}


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_the_titles_of_a_table_of_ideas_are_read_back_in_every_language(lang):
    told = words.catalogue("sheets", lang)
    assert FIELD_BY_TITLE[folded(told["slip"])] == "source_id"
    for name in ("session", "problem", "solution", "result", "category", "language"):
        assert FIELD_BY_TITLE[folded(told[name])] == name
