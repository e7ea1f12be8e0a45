"""Titles: in the language that is spoken, else as its readers are shown them; old records have no English one."""

import pytest

from ogp_desktop.domain import kinds
from ogp_desktop.domain.text.titles import TITLED, every_title, titled

BOTH = {"title_fr": "Eau", "title_ar": "الماء"}


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (BOTH | {"title_en": "Water"}, {"fr": "Eau", "ar": "الماء", "en": "Water", "zgh": "Eau"}),
        (BOTH | {"title_en": None}, {"fr": "Eau", "ar": "الماء", "en": "Eau", "zgh": "Eau"}),
        (BOTH, {"en": "Eau"}),
        ({"title_fr": None, "title_ar": "الماء"}, {"fr": "الماء", "ar": "الماء", "en": "الماء"}),
        ({"title_fr": "Eau", "title_ar": ""}, {"ar": "Eau"}),
        ({"title_fr": None, "title_ar": None}, {"fr": "", "en": ""}),
    ],
)
def test_a_title_is_told_in_the_language_that_is_spoken_else_as_its_readers_know_it(record, told):
    assert {lang: titled(record, "title", lang) for lang in told} == told
    assert set(every_title(record)) <= set(filter(None, record.values()))


def test_all_that_has_a_title_may_have_one_in_each_of_these_languages():
    titles = [{field.name for field in kind.fields if field.name.startswith("title_")} for kind in kinds.ALL]
    assert set(map(frozenset, filter(None, titles))) == {frozenset(f"title_{lang}" for lang in TITLED)}
