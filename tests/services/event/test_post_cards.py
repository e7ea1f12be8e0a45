"""The card of a post: one page in every language that papers speak."""

import shutil
import subprocess

import pytest

from ogp_desktop import words
from ogp_desktop.services.event.post_cards import KEYS, write_card
from ogp_desktop.settings import POSTS


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_each_post_has_a_card_of_one_page_that_says_what_its_keys_do(lang, tmp_path):
    assert tuple(KEYS) == POSTS
    for post in POSTS:
        assert write_card(post, lang, tmp_path / f"{post}.pdf") == 1
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    told = subprocess.run(["pdftotext", "-layout", tmp_path / "room.pdf", "-"], capture_output=True, check=True)
    text = told.stdout.decode()
    assert all(words.keys_named(lang, keys) in text for _, keys in KEYS["room"] if "Up" not in keys)
