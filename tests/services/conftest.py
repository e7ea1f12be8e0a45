"""A register in which something was said."""

import pytest

from ogp_desktop.services.ideas.idea_index import IdeaIndex
from ogp_desktop.services.room.workshop import Workshop
from tests.conftest import EVENT

SAID = {
    "wells_fr": "Creuser des forages sans autorisation assèche la nappe phréatique",
    "wells_ar": "حفر الآبار بدون ترخيص يستنزف الفرشة المائية",
    "wells_darija": "lbyar bla rokhsa kay9adiw 3la lma dyal douar",
    "budget_fr": "Publier le budget communal dans une forme que tous comprennent",
    "budget_ar": "نشر ميزانية الجماعة بشكل مبسط",
    "sign_fr": "Un interprète en langue des signes dans chaque hôpital",
    "sign_ar": "توفير مترجم لغة الإشارة في المستشفيات",
    "budget_again": "publier le budget comunal dans une forme que tous comprenent",
}


@pytest.fixture
def said(make_register):
    """Return a bench and the ids of what was said, by name."""
    bench = make_register()
    with bench.register.act(bench.author) as act:
        rows = {name: act.new("idea", {"problem": text}) for name, text in SAID.items()}
    return bench, rows


@pytest.fixture
def index(said):
    with IdeaIndex(said[0]) as index:
        yield index


@pytest.fixture
def room(make_register):
    """Return a bench, a session of three ideas in the event DEM, and their ids."""
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "title_fr": "Journée", "title_ar": "يوم"}, EVENT)
        session = act.new("session", {"number": 2, "title_fr": "Eau et routes", "title_ar": "الماء والطرق"})
    workshop = Workshop(bench)
    ids = [
        workshop.add(workshop.session("2"), texts)
        for texts in (
            {"problem": "Eau", "solution": "Publier", "result": "<b>20</b> jours"},
            {"problem": "الطرق", "solution": "نشر"},
            {"problem": "=1+1", "solution": "ligne\nautre ligne"},
        )
    ]
    return bench, workshop.session(session), ids
