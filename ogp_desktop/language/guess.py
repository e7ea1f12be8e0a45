"""The language a text is said in: French, Arabic, Darija in either script, Amazigh, English, or a mixture."""

from __future__ import annotations

import re

from ogp_desktop.domain.text.folding import tokens
from ogp_desktop.domain.text.scripts import is_arabic, is_tifinagh

LONGEST_TEXT = 2_000
MIXED_SHARE = 0.25
"""Share of the words in the other script above which a text is a mixture and not a text with a borrowed word."""

_FRENCH = """
le la les un une des du de au aux et est en dans pour par sur avec sans que qui ne pas plus ce cette ces son sa
ses leur leurs nous vous ils elles on il elle sont ont doit faut entre chaque tous tout toutes manque acces
creer
"""
_ENGLISH = "the of and to in for is are with on that this from by be it as not have has should must more"
_DARIJA_LATIN = """
dyal diyal dial dyalna dyalhom dyalo f fl fel l lel w o ou bach bash chi shi had hadi hado dak rah raha kayn
kayna kaynin makaynch makayn makaynach ghir ghi hna nta houma hta wach wash ala alach kifach fin chno chnou ach
bhal bzaf bezzaf khass khassna khasna khasso khas khassni kan mab9ach mabghawch bghina bghaw kanbghiw machi walo
walou mezyan mzyan daba mli hit wla bla dir nas lblad blad dewla dawla kol kolchi kull msaken drari bnat wlad
darori mazal kaydiro kaytsnaw kan9olo
"""
_DARIJA_ARABIC = """
ديال ديالو ديالها ديالنا ديالهم باش شي هاد هادشي هادو داك ديك راه راها كاين كاينه كاينين ماكاينش ماكاينه مكاينش
غير حنا هوما واش علاش كيفاش فين شنو اشنو بحال بزاف خاص خاصنا خصنا خاصها خصو خصها خاصهم والو ماشي مزيان دابا ملي
حيت بلا تاع متاع نديرو يديرو ندير يدير عندنا عندو عندهم كيمشي كيمشيو كيتسناو كيديرو كنطلبو بغينا بغاو كلشي الناس
الدراري كتدير كيدير مبقاش ماعندناش معندناش ماعندهمش معندهمش ديما بزربه تقاضي لبلاد فلوس لفلوس
"""
_AMAZIGH_LATIN = "ad ur nna illa tamazight amazigh tmazirt imal ilan yan yat middn tamsirt timgharin ayt agraw"

_HINTS = {
    lang: frozenset(tokens(text))
    for lang, text in {
        "fr": _FRENCH,
        "en": _ENGLISH,
        "darl": _DARIJA_LATIN,
        "dar": _DARIJA_ARABIC,
        "zgh": _AMAZIGH_LATIN,
    }.items()
}
_SHARED_WITH_FRENCH = frozenset({"l", "ou", "la", "on", "en", "des", "il", "elle", "par", "de"})
_DIGIT_LETTER = re.compile(r"^(?=.*[a-z])(?=.*[23579])[a-z]*[23579][a-z23579]*$")
_NEGATION = re.compile(r"^ma[a-z0-9]{3,}(?:ch|sh)$|^ka[yn][a-z0-9]{3,}$")
_ARABIC_NEGATION = re.compile(r"^ما?[ا-ي]{3,}ش$|^ك[يتن][ا-ي]{3,}و?ا?$")


def guessed_language(text: str) -> str | None:
    """Return `fr`, `ar`, `dar` (Darija in Arabic letters), `darl` (in Latin letters), `zgh`, `en`, `mix`, or None.

    None where there are no words.
    First by script, then by function words, digits that stand for letters (3, 7, 9) and the negation ma…ch.
    A first guess that people correct; standard Arabic and French where nothing speaks for another.
    """
    found = [word for word in tokens(text[:LONGEST_TEXT]) if not word.isdigit()]
    arabic = [word for word in found if is_arabic(word[0])]
    tifinagh = [word for word in found if is_tifinagh(word[0])]
    latin = [word for word in found if word[0].isascii() and word[0].isalnum()]
    if len(tifinagh) * 2 > len(found):
        return "zgh"
    if not arabic and not latin:
        return "zgh" if tifinagh else None
    said = _arabic(arabic) if len(arabic) >= len(latin) else _latin(latin)
    fewer = min(len(arabic), len(latin))
    if fewer >= 2 and fewer > MIXED_SHARE * len(found) and said in ("fr", "ar", "en"):
        return "mix"
    return said


def _arabic(found: list[str]) -> str:
    hints = sum(word in _HINTS["dar"] or bool(_ARABIC_NEGATION.match(word)) for word in found)
    strong = sum(word in _HINTS["dar"] and len(word) > 3 for word in found)
    return "dar" if hints >= 2 or (strong and len(found) < 12) else "ar"


def _latin(found: list[str]) -> str:
    counts = {lang: sum(word in hints for word in found) for lang, hints in _HINTS.items()}
    clear = [word for word in found if word not in _SHARED_WITH_FRENCH]
    darija = sum(word in _HINTS["darl"] for word in clear)
    darija += sum(bool(_DIGIT_LETTER.match(word) or _NEGATION.match(word)) for word in clear)
    if darija and darija >= counts["fr"]:
        return "darl"
    if counts["zgh"] > max(counts["fr"], 1):
        return "zgh"
    return "en" if counts["en"] > counts["fr"] else "fr"
