"""A small lexicon of the tests' own."""

import pytest

from ogp_desktop.language.features import Reader
from ogp_desktop.language.lexicon import parse

LINES = (
    "# concept, broader, fr, ar, dar, darl, zgh, source, date",
    "water\t\teau\tماء | مياه\tالما\tlma\tⴰⵎⴰⵏ\tloi 36-15\t2016",
    "drinking_water\twater\teau potable | eau du robinet\tماء صالح للشرب\t\tma dyal chrob\t\tloi 36-15\t2016",
    "well\twater\tpuits | forage\tبئر | آبار\tالبير\tbir\t\tloi 36-15\t2016",
    "health_centre\t\tcentre de santé | dispensaire\tمركز صحي | مستوصف\tسبيطار\tsbitar | tbib\t\tusage\t2026",
    "publish\t\tpublier\tنشر\tينشرو\tynchro\t\tloi 31-13\t2018",
    "council_session\t\tsession du conseil\tدورة المجلس | دورات المجلس\t\t\t\tloi organique 113-14\t2015",
    "sign_language\t\tlangue des signes\tلغة الإشارة\t\t\t\tloi-cadre 97-13\t2016",
    "transport\t\ttransport | bus\tنقل | حافلة\tالطوبيس\ttobis\t\tusage\t2026",
)


@pytest.fixture(scope="session")
def lexicon():
    return parse("\n".join(LINES))


@pytest.fixture(scope="session")
def reader(lexicon):
    return Reader(lexicon)
