from hypothesis import given
from hypothesis import strategies as st

from ogp_desktop.domain.clock import HybridClock, milliseconds_of


@given(st.lists(st.integers(0, 2**41), min_size=1))
def test_stamps_grow_whatever_the_wall_clock_does(walls):
    times = iter(walls)
    clock = HybridClock(wall=lambda: next(times))
    stamps = [clock.stamp() for _ in walls]
    assert stamps == sorted(set(stamps))
    assert milliseconds_of(stamps[0]) == max(walls[0], 0)
