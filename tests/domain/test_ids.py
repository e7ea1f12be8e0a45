import uuid

from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain import ids


def test_drawn_ids_are_uuid_7_and_differ():
    drawn = {ids.draw() for _ in range(1000)}
    assert len(drawn) == 1000
    assert {uuid.UUID(each).version for each in drawn} == {7}
    assert all(map(ids.is_id, drawn))


@given(st.lists(st.text(max_size=5), min_size=1), st.lists(st.text(max_size=5), min_size=1))
def test_derived_ids_depend_on_each_part_and_where_it_ends(one, other):
    assert (ids.derive(*one) == ids.derive(*other)) == (one == other)
    assert uuid.UUID(ids.derive(*one)).version == 8


def test_a_listed_row_has_the_same_id_at_every_desk_and_another_in_every_file():
    assert ids.of_listed_row(b"a" * 32, 4) == ids.of_listed_row(b"a" * 32, 4)
    assert ids.of_listed_row(b"a" * 32, 4) != ids.of_listed_row(b"b" * 32, 4)
