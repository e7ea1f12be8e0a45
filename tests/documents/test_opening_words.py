"""The strips with the opening words: one a laptop, what people typed shown as it is."""

import pytest

from ogp_desktop.documents.opening_words import Strip, write_opening_words


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize(("laptops", "pages"), [(1, 1), (5, 1), (20, 4)])
def test_a_strip_is_never_cut_by_a_page(tmp_path, lang, laptops, pages):
    strips = [Strip(f"Atelier {n} <b>", f"che-atelier-{n}.ogp", "babab cacac dadad fafaf") for n in range(laptops)]
    told = write_opening_words("Journée « & » الرباط", strips, lang, tmp_path / "words.pdf")
    assert told <= pages
    assert (tmp_path / "words.pdf").read_bytes().startswith(b"%PDF")
