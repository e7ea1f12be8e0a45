"""What the coach says of an idea's wording, and above all what it does not."""

import pytest

from ogp_desktop import paths
from ogp_desktop.language.coach import Coach, Wording
from ogp_desktop.services.ideas.lexicons import reader_with


@pytest.fixture(scope="module")
def wording():
    return Wording.parse((paths.resources() / "coach.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def coach(wording):
    return Coach(reader_with(()), wording)


def codes(coach, **texts):
    return {(remark.code, remark.part) for remark in coach.remarks(texts)}


@pytest.mark.parametrize(
    "problem",
    [
        "Les puits sont à sec depuis trois ans. Les femmes enceintes accouchent loin de l’hôpital.",
        "الآبار جافة منذ سنوات. المستشفى بعيد عن الحوامل.",
        "- pas d’eau potable au douar\n- le bus scolaire ne passe plus",
        "La nappe phréatique baisse et aussi les élèves abandonnent l’école rurale",
    ],
)
def test_two_subjects_in_one_text_are_several_ideas(coach, problem):
    assert ("several", "problem") in codes(coach, problem=problem)


@pytest.mark.parametrize(
    "problem",
    [
        "L’eau des puits est salée. Personne n’analyse l’eau potable du douar.",
        "Les données de data.gov.ma sur l’eau sont anciennes, la loi 31.13 n’est pas appliquée.",
        "Le guichet ferme à midi. On attend depuis le matin au guichet.",
        "الماء مالح. لا أحد يحلل جودة الماء الصالح للشرب.",
        "",
        "Ça va mal. Très mal. Vraiment.",
    ],
)
def test_one_subject_said_in_two_sentences_is_one_idea(coach, problem):
    assert not codes(coach, problem=problem)


def test_a_solution_without_an_actor_an_act_and_a_result_is_told_so(coach):
    assert codes(coach, solution="Un joli site moderne") == {
        ("no_actor", "solution"),
        ("no_result", "result"),
        ("no_verb", "solution"),
    }
    assert codes(coach, solution="Publier les analyses", result="Une eau sûre") == {("no_actor", "solution")}


@pytest.mark.parametrize(
    "solution",
    [
        "La commune publie les analyses de l’eau afin de rassurer les familles",
        "تنشر الجماعة تحاليل الماء من أجل طمأنة الأسر",
        "إلزام الإدارات بالرد داخل أجل محدد لكي يطمئن الناس",
        "Le ministère affiche la liste des pièces pour que personne ne revienne deux fois",
    ],
)
def test_a_solution_that_says_who_does_what_and_what_for_is_left_alone(coach, solution):
    assert not codes(coach, solution=solution)


def test_where_the_verbs_of_a_language_are_not_known_nothing_is_said_of_them(coach):
    assert ("no_verb", "solution") not in codes(coach, solution="nbghiw lmajlis live f facebook")
    assert ("no_verb", "solution") not in codes(coach, solution="ⴰⵎⴰⵏ ⵉ ⵜⵎⵓⵔⵜ")


@pytest.mark.parametrize("hostile", ["<table>" * 500, "\x00\ud800", "=1+1", "😀" * 200, "a " * 2_500, "\u202e؟؟؟\n\n"])
def test_any_text_is_looked_at(coach, hostile):
    coach.remarks({"problem": hostile, "solution": hostile, "result": hostile})


def test_every_concept_the_coach_names_is_in_the_lexicon(wording):
    known = set(reader_with(()).lexicon.concepts)
    assert wording.general | wording.actors | wording.acts <= known
