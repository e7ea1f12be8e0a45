"""Lists beside the register: added, updated, unchanged; who may be whom; what was corrected here; taken back whole."""

import pytest

from ogp_desktop import paths
from ogp_desktop.domain.trouble import Trouble
from ogp_desktop.services.desk.arrivals import Desk
from ogp_desktop.services.desk.desk_papers import DeskPapers
from ogp_desktop.services.files.exports import Exports
from ogp_desktop.services.participants import registration, selection
from ogp_desktop.services.participants.list_columns import recalled, remember
from ogp_desktop.services.participants.list_rejected import write_rejected
from ogp_desktop.services.participants.people import People
from ogp_desktop.services.safety.undoing import undo_act
from ogp_desktop.sheets.reading import Table, read_table
from ogp_desktop.sheets.registration import understood
from tests.conftest import EVENT

HEADERS = ["Nom", "Prénom", "Organisme", "E-mail", "Tél", "Statut", "Motif"]
WAFAE = ["TOUZRINI", "Wafae", "Association Amal", "wafae@exemple.ma", "612345678"]
BRAHIM = ["BENJILMAR", "Brahim", "Commune", "", "0655000001"]
FIRST = [WAFAE, BRAHIM, ["ZAOUATI", "Hind", "", "", ""]]


@pytest.fixture
def bench(make_register):
    bench = make_register()
    with bench.register.act(bench.author) as act:
        act.new("event", {"code": "DEM", "number": 3, "title_fr": "Journée"}, EVENT)
    return bench


def listed(rows, mark=b"1", mapping=None):
    return understood(Table("Liste", [["Journée"], HEADERS, *rows]), mark, mapping, "liste.xlsx")


def take(bench, rows, mark=b"1", **decisions):
    told = registration.import_list(bench, listed(rows, mark), decisions.get("decisions"))
    return *(len(told.rows(verdict)) for verdict in ("added", "updated", "unchanged")), told


def people(bench):
    return {person["family_name"]: person for person in People(bench).everyone()}


def acts(bench):
    return bench.register.conn.execute("SELECT count(*) FROM change").fetchone()[0]


def test_a_list_that_comes_again_changes_nothing_and_writes_nothing(bench):
    assert take(bench, FIRST)[:3] == (3, 0, 0)
    before = acts(bench)
    assert take(bench, FIRST)[:3] == (0, 0, 3)
    assert take(bench, FIRST, b"saved again in Excel")[:3] == (0, 0, 3)
    assert acts(bench) == before
    assert people(bench)["TOUZRINI"]["phone"] == "0612345678"


def test_a_later_list_adds_updates_and_leaves_numbers_apart(bench):
    take(bench, FIRST)
    later = [[*WAFAE[:2], "Réseau Racines", *WAFAE[3:]], BRAHIM, ["AMZIRGH", "Touda", "", "", ""]]
    assert take(bench, later, b"2")[:3] == (1, 1, 1)
    assert people(bench)["TOUZRINI"]["organisation"] == "Réseau Racines"
    numbers = [person["number"] for person in people(bench).values()]
    assert sorted(numbers) == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["OUBELLAZ", "Tilila", "", "wafae@exemple.ma", ""], "same_email"),
        (["OUBELLAZ", "Tilila", "", "", "+212 612345678"], "same_phone"),
        (["TOUZRINI", "Wafae", "Autre organisme", "", ""], "same_name"),
        (["TOUZRINY", "Ouafae", "", "", ""], "near_name"),
        (["TOUZRIN", "Wafae", "", "", ""], "near_name"),
    ],
)
def test_who_may_be_somebody_is_told_with_the_reason_and_never_made_one_unasked(bench, row, reason):
    take(bench, FIRST)
    *_, told = take(bench, [row], b"2")
    (doubt,) = told.doubts
    assert reason in doubt.reasons
    assert doubt.other_name == "TOUZRINI Wafae"
    assert len(People(bench).everyone()) == 4


def test_the_same_person_by_decision_keeps_their_name_fills_gaps_and_is_not_asked_again(bench):
    rows = [[*WAFAE[:4], ""], ["TOUZRINY", "Ouafae", "Autre", "", "0670000000"], BRAHIM]
    assert registration.compare(bench, listed(rows)).doubts[0].other_row == 3
    assert take(bench, rows, decisions={4: "same"})[:3] == (2, 1, 0)
    person = people(bench)["TOUZRINI"]
    assert (person["organisation"], person["phone"]) == ("Association Amal", "0670000000")
    for mark in (b"1", b"2"):
        *counts, told = take(bench, rows, mark)
        assert (counts, told.doubts) == ([0, 0, 3], [])


def test_what_was_corrected_at_the_desk_is_kept_and_told(bench):
    take(bench, FIRST)
    person = people(bench)["BENJILMAR"]["id"]
    with bench.register.act(bench.author) as act:
        act.set("participant", person, {"organisation": "Commune de Ksar Ennour"})
    *counts, told = take(bench, [WAFAE, [*BRAHIM[:2], "Conseil", *BRAHIM[3:]], FIRST[2]], b"2")
    assert people(bench)["BENJILMAR"]["organisation"] == "Commune de Ksar Ennour"
    (kept,) = told.kept
    assert (kept.field, kept.here, kept.listed) == ("organisation", "Commune de Ksar Ennour", "Conseil")
    assert counts == [0, 0, 3]


def test_what_a_list_wrote_a_later_list_may_write(bench):
    take(bench, FIRST)
    for mark, city in ((b"2", "Conseil"), (b"3", "Province")):
        assert take(bench, [[*BRAHIM[:2], city, *BRAHIM[3:]]], mark)[1] == 1
        assert people(bench)["BENJILMAR"]["organisation"] == city


def test_an_import_is_taken_back_whole_and_may_come_again_otherwise(bench):
    take(bench, FIRST)
    take(bench, [*FIRST, ["AMZIRGH", "Touda", "Coop", "", ""]], b"2")
    shown = registration.last_import(bench)["id"]
    assert registration.undo_last(bench, shown)["added"] == 1
    with pytest.raises(Trouble, match="import_none"):
        registration.undo_last(bench, shown)  # the button was pressed twice
    assert len(people(bench)) == 3
    registration.undo_last(bench)
    assert people(bench) == {}
    with pytest.raises(Trouble, match="import_none"):
        registration.undo_last(bench)
    registration.import_list(bench, listed(FIRST, mapping={0: "given_name", 1: "family_name"}))
    assert {person["given_name"] for person in People(bench).everyone()} == {"TOUZRINI", "BENJILMAR", "ZAOUATI"}
    assert not any(person.get("phone") for person in People(bench).everyone())
    assert bench.register.conn.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0


def test_an_import_is_not_taken_back_under_somebody_who_has_arrived(bench):
    take(bench, FIRST)
    arrival = Desk(bench).check_in(people(bench)["ZAOUATI"])
    with pytest.raises(Trouble, match="import_arrived"):
        registration.undo_last(bench)
    assert arrival.first_time
    assert len(people(bench)) == 3


def test_taking_back_is_one_act_that_can_be_taken_back(bench):
    take(bench, FIRST)
    done = []
    bench.register.on_saved = done.append
    registration.undo_last(bench)
    undo_act(bench, done[0].batch)
    assert len(people(bench)) == 3


def test_two_people_of_one_name_stay_two_when_the_list_comes_again(bench):
    one, other = ["CHEMSIRI", "Aïcha", "Commune", "", "0622222222"], ["CHEMSIRI", "Aicha", "Commune", "", ""]
    *_, told = take(bench, [one, other])
    assert told.doubts[0].reasons == ("same_name",)
    later = [*other[:3], "aicha@exemple.ma", ""]
    assert take(bench, [later, one], b"2")[:3] == (0, 1, 1)
    reached = {(person.get("phone"), person.get("email")) for person in People(bench).everyone()}
    assert reached == {("0622222222", None), (None, "aicha@exemple.ma")}


def test_columns_somebody_corrected_are_remembered_without_a_word_of_the_file(bench, own_home):
    found = listed(FIRST, mapping={0: "given_name", 1: "family_name"})
    assert recalled(found.headers) is None
    remember(found)
    assert recalled(["NOM", *HEADERS[1:]]) == {0: "given_name", 1: "family_name"}
    kept = (paths.home() / "columns.json").read_text(encoding="utf-8")
    assert "prenom" not in kept.casefold()
    assert "TOUZRINI" not in kept


MISLEADING = [["Organisme", "Région", "Statut"], ["Nm", "Prnm", "CIN"], ["TOUZRINI", "Wafae", "AB1"]]
"""A list whose first row looks like its titles and is none."""


def saved(tmp_path, rows):
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(map(";".join, rows)), encoding="utf-8")
    return path


def test_the_row_of_titles_that_somebody_pointed_to_is_remembered_for_such_files(tmp_path, own_home):
    found = registration.read_list(saved(tmp_path, MISLEADING))
    assert (found.header_row, found.has_names) == (1, False)
    told = registration.pointed(found, 2)
    assert (told.header_row, told.headers, told.mapping) == (2, ["Nm", "Prnm", "CIN"], {})
    remember(understood(told.table, b"", {0: "family_name", 1: "given_name", 2: "role"}, "", 2))
    later = [["Journée", "", ""], *MISLEADING[:2], ["BENJILMAR", "Brahim", "AB2"]]
    again = registration.read_list(saved(tmp_path, later))
    assert (again.header_row, [person.family_name for person in again.people]) == (3, ["BENJILMAR"])
    assert again.people[0].role == ""
    back = registration.pointed(again, 2)
    assert back.mapping == {0: "organisation", 1: "region"}
    remember(back)
    assert registration.read_list(saved(tmp_path, MISLEADING)).header_row == 1


def test_a_list_is_said_to_have_no_titles_and_every_row_is_then_read(tmp_path, own_home):
    rows = [["Commune", "Association"], ["TOUZRINI", "Wafae"]]
    found = registration.pointed(registration.read_list(saved(tmp_path, rows)), 0)
    assert (found.header_row, found.headers) == (0, ["1", "2"])
    remember(understood(found.table, b"", {0: "family_name", 1: "given_name"}, "", 0))
    assert [person.row for person in registration.read_list(saved(tmp_path, rows)).people] == [1, 2]
    assert registration.pointed(found, 1).mapping == {1: "organisation"}


@pytest.mark.parametrize("row", [-1, 4, 31])
def test_a_row_that_cannot_hold_titles_is_refused(tmp_path, own_home, row):
    with pytest.raises(Trouble, match="header_unknown"):
        registration.pointed(registration.read_list(saved(tmp_path, MISLEADING)), row)


def test_the_identity_card_stays_unread_whatever_row_is_pointed_to(tmp_path, own_home):
    for row in range(4):
        told = registration.pointed(registration.read_list(saved(tmp_path, MISLEADING)), row)
        assert told.refused == {2}
        assert "AB1" not in told.cells(3)
        mapped = understood(told.table, b"", {0: "family_name", 2: "role"}, "", row)
        assert mapped.mapping == {0: "family_name"}


def test_rows_that_were_not_taken_are_written_with_number_and_reason_but_never_the_identity_card(tmp_path):
    table = Table("x", [["Nom", "CIN", "Ville"], ["TAZI-X", "AB1", "a"], ["TAZI-X", "AB1", "b"], ["", "AB2", "=c"]])
    found = understood(table, b"1")
    path = tmp_path / "rejetees.xlsx"
    assert write_rejected(found, found.rejected, path, "fr") == 2
    assert read_table(path).rows == [
        ["Ligne", "Raison", "Nom", "CIN", "Ville"],
        ["3", "Identique à la ligne 2", "TAZI-X", "", "b"],
        ["4", "Aucun nom sur cette ligne", "", "", "=c"],
    ]


def test_selection_is_told_by_the_list_or_here_and_never_blocks(bench, tmp_path):
    take(
        bench,
        [[*WAFAE, "Retenue", ""], [*BRAHIM, "non retenu", "hors région"], ["ZAOUATI", "Hind", "", "", "", "attente"]],
    )
    assert selection.counts(bench) == {"retained": 1, "waiting": 1, "refused": 1, "none": 0}
    known = people(bench)
    assert [selection.is_expected(known[name]) for name in ("TOUZRINI", "BENJILMAR", "ZAOUATI")] == [True, False, False]
    selection.select(bench, known["ZAOUATI"]["id"], "refused", "places épuisées")
    assert people(bench)["ZAOUATI"]["criterion"] == "places épuisées"
    assert Desk(bench).check_in(known["BENJILMAR"]).first_time
    assert selection.is_expected(people(bench)["BENJILMAR"])
    assert [person["family_name"] for person in DeskPapers(bench, "fr")._people()] == ["BENJILMAR", "TOUZRINI"]
    Exports(bench, "fr").people(tmp_path / "copil.csv", "copil")
    assert "hors région" not in (tmp_path / "copil.csv").read_text(encoding="utf-8")


def test_how_participants_were_identified_is_a_fact_of_the_event(bench):
    selection.note_identification(bench, "Appel public du 3 mars, puis tri par région.")
    before = acts(bench)
    selection.note_identification(bench, "Appel public du 3 mars, puis tri par région. ")
    assert selection.identification(bench) == "Appel public du 3 mars, puis tri par région."
    assert acts(bench) == before
