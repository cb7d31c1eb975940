"""Statistics of pairs: each case is small enough to be worked out by hand."""

from __future__ import annotations

import itertools
import statistics

import pytest

from macros.model import Ratio, interval_rank, ratio, spread, sureness

NINE = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0)


def test_a_ratio_is_taken_within_each_pair_and_not_of_medians():
    one, other = (10, 40, 90), (10, 20, 30)  # within pairs: 1, 2, 3; the medians would give 40 / 20
    assert ratio(one, other).median == 2
    assert ratio((10, 90, 40), (10, 30, 10)).median == 3  # 1, 3, 4; the medians would give 40 / 10


def test_of_nine_pairs_the_second_from_either_end_bound_the_interval():
    found = ratio(NINE, (1,) * 9)
    assert (found.low, found.median, found.high) == (2, 5, 8)
    assert found.sure == pytest.approx(1 - 2 * (1 + 9) / 512)


def test_pairs_need_no_order():
    assert ratio(NINE[::-1], (1,) * 9) == ratio(NINE, (1,) * 9)


def test_the_other_way_round_is_the_inverse():
    there, back = ratio(NINE, (1,) * 9), ratio((1,) * 9, NINE)
    assert (back.median, back.low, back.high) == (1 / there.median, 1 / there.high, 1 / there.low)


@pytest.mark.parametrize(
    ("count", "rank", "sure"),
    [
        (1, 1, 0.0),
        (3, 1, 0.75),
        (5, 1, 0.9375),
        (6, 1, 0.96875),
        (8, 1, 0.9921875),
        (9, 2, 0.9609375),
        (11, 2, 0.98828125),
        (12, 3, 0.961426),
        (21, 6, 0.973396),
    ],
)
def test_the_interval_is_the_narrowest_that_is_sure_enough(count, rank, sure):
    assert interval_rank(count) == rank
    assert sureness(count, rank) == pytest.approx(sure, abs=1e-6)


@pytest.mark.parametrize("count", range(1, 11))
def test_sureness_is_the_share_of_all_ways_to_fall_that_hold_the_median(count):
    """Each value falls below the true median or above it: every way is as likely as any other."""
    rank = interval_rank(count)
    ways = list(itertools.product((0, 1), repeat=count))
    held = sum(rank <= sum(way) <= count - rank for way in ways)
    assert sureness(count, rank) == pytest.approx(held / len(ways))


@pytest.mark.parametrize(
    ("low", "high", "sure", "ranked"),
    [
        (1.01, 1.2, 0.96, True),
        (0.8, 0.99, 0.96, True),
        (0.99, 1.01, 0.96, False),
        (1.0, 1.2, 0.96, False),
        (0.8, 1.0, 0.96, False),
        (1.01, 1.2, 0.94, False),
    ],
)
def test_nobody_is_ranked_where_the_interval_holds_one_or_is_not_sure(low, high, sure, ranked):
    assert Ratio(statistics.mean((low, high)), low, high, sure).ranked is ranked


def test_three_pairs_rank_nobody():
    assert not ratio((2, 2, 2), (1, 1, 1)).ranked


@pytest.mark.parametrize(("one", "other"), [((), ()), ((1, 2), (1,))])
def test_what_is_not_in_pairs_is_refused(one, other):
    with pytest.raises(ValueError, match=r"pairs|shorter"):
        ratio(one, other)


def test_the_spread_of_one_side_leaves_out_what_is_outside_its_interval():
    assert spread((9, 1, 5, 2, 8, 3, 7, 4, 600)) == (2, 9)
    assert spread((3, 1, 2)) == (1, 3)
