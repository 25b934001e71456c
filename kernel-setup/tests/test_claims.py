"""What the notebooks' prose claims, held against what their cells print: a change in pkg/ that makes a sentence false fails here."""

import re

import pytest

from runs import said

NUMBER = re.compile(r"[-−]?\d+\.?\d*(?:e[-+]?\d+)?")


def rows(name, cell):
    """The numbers of each printed line that has any."""
    found = ([float(n.replace("−", "-")) for n in NUMBER.findall(line)] for line in said(name, cell).splitlines())
    return [row for row in found if row]


def test_00_the_five_lines_end_at_the_minimum_and_answer_for_31_degrees():
    assert "θ = [-1.602, -1.108], loss 0.4416" in said("00", "descend")
    assert rows("00", "answer")[0][-1] == 0.9996


def test_00_climbing_along_the_gradient_raises_the_loss():
    before, after = (row[0] for row in rows("00", "solution-2"))
    assert after > before


def test_01_the_table_is_the_23_launches():
    assert rows("01", "table") == [[23, 7, 53], [69.57, 6.90]]


def test_01_the_loss_summed_by_hand_is_the_packages():
    by_hand, package = rows("01", "loss-by-hand")
    assert by_hand == package == [1.366663]


def test_01_the_floor_of_the_valley_is_above_zero_and_knowing_nothing_costs_ln_2():
    assert rows("01", "floor")[0][0] == 0.4416
    assert [0, 0, 0.6931] in rows("01", "three-thetas")


def test_01_the_two_point_loss_reaches_zero():
    assert float(re.search(r"the loss is ([\d.e-]+):", said("01", "two-points"))[1]) < 1e-20


def test_02_a_fixed_direction_goes_down_and_then_climbs_past_its_start():
    losses = [row[-1] for row in rows("02", "too-far")]
    assert min(losses) < losses[0] < losses[-1]


def test_02_a_longer_u_with_a_smaller_eta_is_the_same_step():
    first, second = said("02", "rescale").splitlines()
    assert first == second


def test_03_three_ways_to_the_gradient_agree():
    [differences] = rows("03", "nudge")
    formula, package = rows("03", "gradient")
    assert formula == package == differences == [0.449687, 0.396637]


def test_03_the_remainder_of_order_K_has_slope_K_plus_1():
    for order, slope in rows("03", "slopes"):
        assert slope == pytest.approx(order + 1, abs=0.01)  # the next term bends it by about η c_{K+2}/c_{K+1}, η ≤ 0.01


def test_03_beyond_the_radius_a_higher_order_is_worse_from_order_5_on_and_inside_it_better():
    errors = {(eta, order): abs(error) for eta, order, error in rows("03", "beyond")}
    outside, inside = [errors[1.5, k] for k in (5, 10, 20, 40)], [errors[0.5, k] for k in (2, 5, 10, 20, 40)]
    assert outside == sorted(outside) and inside == sorted(inside, reverse=True)


def test_03_the_radius_by_the_formula_is_the_packages():
    [[formula, package]] = rows("03", "radius")
    assert formula == package == pytest.approx(1.1095)


def test_04_the_error_over_eta_squared_settles_at_half_the_curvature():
    *ratios, half = (row[-1] for row in rows("04", "levelling"))
    assert ratios[-1] == pytest.approx(half, rel=1e-3)  # the next term is c₃η, 4e-4 of it at η = 0.001


def test_04_the_guarantee_is_kept_and_the_longest_u_goes_up():
    safe, *steps = rows("04", "safe")
    assert all(change < 0 for eta, change in steps if eta <= safe[0])
    assert rows("04", "long-u")[-1][-1] > 0 > rows("04", "long-u")[-1][-2]


def test_05_on_a_convex_loss_no_direction_promised_up_ever_goes_down_and_small_steps_agree():
    counts = rows("05", "counts")
    assert [row[3] for row in counts] == [0] * len(counts)
    kept = [row[1] for row in counts]
    assert kept == sorted(kept) and kept[-1] > 9990


def test_05_on_the_two_point_loss_some_do():
    assert rows("05", "not-convex")[0][3] > 0


def test_05_on_the_edge_the_second_order_decides():
    _, *changes = rows("05", "edge")
    assert all(row[1] > 0 for row in changes)
    assert changes[-1][1] == pytest.approx(changes[-1][-1], rel=1e-2)  # the third-order term is η·c₃/c₂ of it


def test_06_all_dot_products_lie_between_minus_k_and_k():
    (minus_k, lowest), (k, highest) = rows("06", "extremes")[:2]
    assert minus_k <= lowest < highest <= k == -minus_k


def test_06_the_opposite_of_the_gradient_stands_at_180_degrees_and_short_steps_agree():
    assert said("06", "opposite").startswith("β = 180.0°")
    assert [row[1] for row in rows("06", "real-best")][-2:] == [180.0, 180.0]


def test_07_reaches_the_published_estimate_to_every_printed_digit():
    ours, published = rows("07", "published")
    assert ours == published == [-0.23216274, 15.0429016, 20.315193]


def test_07_says_0_9996_for_31_degrees_with_an_interval_that_reaches_down_to_one_half():
    assert rows("07", "answer")[0][-1] == 0.9996
    assert rows("07", "interval")[0][-2:] == [0.48, 1.0]


def test_07_settles_below_the_limit_and_bounces_above_it():
    limit = rows("07", "limit")[0][-1]
    assert 12 < limit < 14
    status = dict(re.findall(r"η = (\S+)\s+(\D+?)\s+\d+ steps", said("07", "rates")))
    assert status["12"] == "converged" and status["14"] == status["30"] == "not settling"
    assert rows("07", "solution-2")[0][-1] == pytest.approx(limit, abs=0.1)
