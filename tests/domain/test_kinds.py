"""One declaration per kind."""

import pytest

from ogp_desktop.domain import ids, kinds
from ogp_desktop.domain.kind import Field, Kind, faults

ROW = ids.derive("row")


def test_names_are_unique_and_no_table_of_the_register_is_called_like_a_kind():
    names = [kind.name for kind in kinds.ALL]
    assert len(names) == len(set(names))
    assert not {"meta", "name", "change", "fork", "touch", "conflict", "device", "received"} & set(names)


def test_fields_are_unique_and_none_takes_a_column_of_the_cache():
    for kind in kinds.ALL:
        names = [field.name for field in kind.fields]
        assert len(names) == len(set(names)), kind.name
        assert not {"id", "scope", "deleted", "rid"} & set(names), kind.name


def test_kinds_that_hold_names_addresses_or_needs_are_personal():
    personal = {kind.name for kind in kinds.ALL if kind.personal}
    assert personal == {"identity", "contact", "access_need", "consent", "selection", "listed_as"}


def test_no_field_asks_for_what_law_09_08_gives_no_reason_to_collect():
    asked = {field.name for kind in kinds.ALL for field in kind.fields}
    assert not {"cin", "health", "origin_ethnic", "religion", "birth_date"} & asked


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"number": "1"}, "idea.number"),
        ({"number": True}, "idea.number"),
        ({"to_split": 1}, "idea.to_split"),
        ({"problem": ["a"]}, "idea.problem"),
        ({"session": "not an id"}, "idea.session"),
        ({"number": None, "unknown_field": 3}, None),
    ],
)
def test_values_are_checked_by_the_declaration(values, fault):
    assert list(faults(kinds.BY_NAME["idea"], ROW, values)) == ([fault] if fault else [])


def test_the_id_of_a_composite_kind_must_be_the_derived_one():
    told = {"person": ROW, "desk": "x"}
    kind = kinds.BY_NAME["arrival"]
    assert list(faults(kind, ROW, told)) == ["arrival id"]
    assert list(faults(kind, kind.composite_id(told), told)) == []


def test_a_new_kind_costs_one_declaration(monkeypatch, tmp_path, make_register, exchange):
    lamp = Kind("lamp", "event", (Field("place", "name"), Field("lit", "bool")))
    monkeypatch.setattr(kinds, "ALL", (*kinds.ALL, lamp))
    monkeypatch.setitem(kinds.BY_NAME, "lamp", lamp)
    one, other = make_register("one"), make_register("other")
    with one.register.act(one.author) as act:
        row = act.new("lamp", {"place": "Salle A", "lit": True})
    exchange(one, other)
    for bench, place in ((one, "Salle B"), (other, "Salle C")):
        with bench.register.act(bench.author) as act:
            act.set("lamp", row, {"place": place})
    exchange(one, other)
    folded = other.register.row("lamp", row)
    assert {head.value for head in folded.versions("place")} == {"Salle B", "Salle C"}
    assert folded.value("lit") is True
